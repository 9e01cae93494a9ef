// SPDX-License-Identifier: MIT
/* A population assumption: hits its weights, the same bytes each time, nothing invented where something is known. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include "exchange-test.h"

static const OrgBand bands[] = { { "civil-servant", 25, 34, 20, 30, 24 },
                                 { "civil-servant", 35, 54, 30, 20, 26 },
                                 { "", 22, 59, 1, 3, 23 } };

static Org *
big(void)
{
    return import_sound("id\na\nb\n",
                        "id,unit_id,category,assigned,filled\n"
                        "x,a,civil-servant,20000,20000\ny,b,public-employee,10000,10000\n",
                        NULL);
}

static void
populate(Org *org, double vacancy, guint64 seed)
{
    g_autoptr(GError) error = NULL;
    g_assert_true(org_populate(org, bands, G_N_ELEMENTS(bands), vacancy, seed, &error));
    g_assert_no_error(error);
    g_assert_true(org_check(org, &error));
    g_assert_no_error(error);
}

static void
test_weights(void)
{
    g_autoptr(Org) org = big();
    guint in_band[2][3] = { { 0 } }, others[3] = { 0 };
    guint64 year_of_birth[60] = { 0 };

    populate(org, NAN, 7);
    g_assert_false(org->births_unknown);
    for (OrgRow i = 0; i < org->people.n; i++) {
        gint age = org->month - org->people.born[i], years = age / 12;
        OrgMonth hired = org->people.hired[i];
        gboolean civil = org->people.post[i] < 20000;
        g_assert_cmpint(years, >=, civil ? 25 : 22);
        g_assert_cmpint(years, <=, civil ? 54 : 59);
        g_assert_cmpint(hired, >=, org->people.born[i] + 18 * 12);
        g_assert_cmpint(hired, <=, org->month);
        if (civil)
            in_band[years >= 35][org->people.sex[i]]++;
        else {
            others[org->people.sex[i]]++;
            year_of_birth[years]++;
        }
    }
    const double n = 20000, tolerance = 5 * sqrt(n * 0.3 * 0.7); /* five standard deviations */
    g_assert_cmpfloat(fabs(in_band[0][ORG_FEMALE] - n * 0.3), <, tolerance);
    g_assert_cmpfloat(fabs(in_band[0][ORG_MALE] - n * 0.2), <, tolerance);
    g_assert_cmpfloat(fabs(in_band[1][ORG_FEMALE] - n * 0.2), <, tolerance);
    g_assert_cmpfloat(fabs(in_band[1][ORG_MALE] - n * 0.3), <, tolerance);
    g_assert_cmpfloat(fabs(others[ORG_FEMALE] - 7500.0), <, 5 * sqrt(10000 * 0.75 * 0.25));
    for (guint years = 22; years <= 59; years++) /* uniform in the band: 263 a year */
        g_assert_cmpfloat(fabs((double) year_of_birth[years] - 10000.0 / 38), <, 5 * sqrt(10000.0 / 38));
}

static void
test_reproducible(void)
{
    g_autoptr(Org) a = big();
    g_autoptr(Org) b = big();
    g_autoptr(Org) c = big();

    populate(a, NAN, 7);
    populate(b, NAN, 7);
    populate(c, NAN, 8);
    g_autofree char *first = org_hash(a), *same = org_hash(b), *other = org_hash(c);
    g_assert_cmpstr(first, ==, same);
    g_assert_cmpstr(first, !=, other);
}

/* The same table with its columns in another order gives the same people. */
static void
test_order_of_columns(void)
{
    g_autoptr(Org) a =
        import_sound("id,name\na,A\n", "id,unit_id,category,assigned,filled\nx,a,civil-servant,50,30\n", NULL);
    g_autoptr(Org) b =
        import_sound("name,id\nA,a\n", "filled,category,assigned,unit_id,id\n30,civil-servant,50,a,x\n", NULL);

    populate(a, NAN, 3);
    populate(b, NAN, 3);
    for (OrgRow i = 0; i < a->people.n; i++) {
        g_assert_cmpint(a->people.born[i], ==, b->people.born[i]);
        g_assert_cmpint(a->people.sex[i], ==, b->people.sex[i]);
        g_assert_cmpint(a->people.hired[i], ==, b->people.hired[i]);
    }
}

static guint
vacant(const Org *org, OrgRow from, OrgRow end)
{
    guint n = 0;
    for (OrgRow i = from; i < end; i++)
        n += org->posts.holder[i] == ORG_NONE;
    return n;
}

static void
test_vacancy(void)
{
    g_autoptr(Org) org = import_sound("id\na\n",
                                      "id,unit_id,category,assigned,filled\n"
                                      "x,a,civil-servant,1000,\ny,a,public-employee,55,\nz,a,civil-servant,10,4\n",
                                      NULL);
    populate(org, 0.107, 1);
    g_assert_cmpuint(vacant(org, 0, 1000), ==, 107);
    g_assert_cmpuint(vacant(org, 1000, 1055), ==, 6); /* 5.885 */
    g_assert_cmpuint(vacant(org, 1055, 1065), ==, 6); /* was said, stays */
    g_assert_false(org->filled_unknown);
    g_assert_null(org_attribute_find(org, ORG_POSTS, ORG_FILLED_UNKNOWN));
    g_assert_cmpuint(vacant(org, 0, 500), >, 20); /* spread, not all at one end */
    g_assert_cmpuint(vacant(org, 500, 1000), >, 20);
}

static void
test_known_stays(void)
{
    g_autoptr(Org) org =
        import_sound("id\na\n", "id,unit_id,category\nx,a,civil-servant\ny,a,civil-servant\nz,a,civil-servant\n",
                     "id,born,sex,hired,post_id\np,1970-05,F,1995-01,x\nq,,M,2010-01,y\nr,,F,,z\n");
    populate(org, NAN, 1);
    g_assert_cmpint(org->people.born[0], ==, ORG_MONTH(1970, 5));
    g_assert_cmpint(org->people.hired[1], ==, ORG_MONTH(2010, 1));
    g_assert_cmpint(org->people.born[1], <=, ORG_MONTH(1992, 1));
    g_assert_cmpint(org->people.sex[1], ==, ORG_MALE);
    g_assert_cmpint(org->people.sex[2], ==, ORG_FEMALE);
    for (OrgRow i = 0; i < 3; i++)
        g_assert_cmpint(org_birth_is_assumed(org, i), ==, i > 0);
    populate(org, NAN, 2); /* what was assumed once stays so */
    for (OrgRow i = 0; i < 4; i++)
        g_assert_cmpint(org_birth_is_assumed(org, i), ==, i == 1 || i == 2);
}

/* The name of the mark is taken by a column of words. */
static void
test_mark_is_taken(void)
{
    g_autoptr(Org) org = import_sound("id\na\n", "id,unit_id,category\nx,a,civil-servant\n",
                                      "id,born,sex,hired,post_id,birth_assumed\np,,F,1995-01,x,perhaps\n");
    g_autoptr(GError) error = NULL;

    g_assert_false(org_populate(org, bands, G_N_ELEMENTS(bands), NAN, 1, &error));
    g_assert_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT);
    g_assert_nonnull(strstr(error->message, "\"birth_assumed\""));
    g_assert_cmpint(org->people.born[0], ==, ORG_UNKNOWN);
}

static void
test_missing_band(void)
{
    g_autoptr(Org) org = import_sound("id\na\n", "id,unit_id,category,assigned,filled\nx,a,contract,2,1\n", NULL);
    g_autoptr(GError) error = NULL;

    g_assert_false(org_populate(org, bands, 2, NAN, 1, &error));
    g_assert_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT);
    g_assert_nonnull(strstr(error->message, "\"contract\""));
    g_clear_error(&error);
    g_assert_false(org_populate(org, bands, 3, 1.5, 1, &error));
    g_assert_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/populate/weights", test_weights);
    g_test_add_func("/exchange/populate/reproducible", test_reproducible);
    g_test_add_func("/exchange/populate/order-of-columns", test_order_of_columns);
    g_test_add_func("/exchange/populate/vacancy", test_vacancy);
    g_test_add_func("/exchange/populate/known-stays", test_known_stays);
    g_test_add_func("/exchange/populate/mark-is-taken", test_mark_is_taken);
    g_test_add_func("/exchange/populate/missing-band", test_missing_band);
    return g_test_run();
}
