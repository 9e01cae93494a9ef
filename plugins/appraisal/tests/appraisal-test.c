// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* Two rooms of a head, a deputy and eight or 398 others; nobody has been rated but where a test says so. */
static Harness *
town(const char *rating)
{
    Harness *h = harness_new("appraisal");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\nfin,room,town\nplan,room,town\n");
    g_autofree char *posts = g_strdup_printf("id,    unit, rank,   n,   held, hired,   rating\n"
                                             "fhead, fin,  head,   ,    yes,  2010-01, %s\n"
                                             "fdep,  fin,  deputy, ,    yes,  2010-01, %s\n"
                                             "f,     fin,  staff,  8,   8,    2010-01, %s\n"
                                             "phead, plan, head,   ,    yes,  2010-01, %s\n"
                                             "pdep,  plan, deputy, ,    yes,  2010-01, %s\n"
                                             "p,     plan, staff,  398, 398,  2010-01, %s\n",
                                             rating, rating, rating, rating, rating, rating);
    harness_posts(h, posts);
    return h;
}

static guint
rated(Harness *h, guint grade, const char *unit)
{
    const Org *org = harness_org(h);
    guint n = 0;
    for (OrgRow p = 0; p < org->people.n; p++)
        n += org->people.rating[p] == grade && org->people.state[p] == ORG_EMPLOYED &&
             (unit == NULL || org->people.unit[p] == harness_unit(h, unit));
    return n;
}

static guint
rating(Harness *h, const char *person)
{
    return harness_org(h)->people.rating[harness_person(h, person)];
}

#define SHARES(e, w, d) "start.excellent", e, "start.well", w, "start.done", d

static void
test_shares(void)
{
    g_autoptr(Harness) h = town("");
    g_assert_true(harness_call(h, "appraisal", "2021-11", SHARES("10%", "60%", "20%"), "ceiling", "100%", NULL));
    g_assert_cmpuint(rated(h, 0, NULL), ==, 410); /* only in December */
    g_assert_true(harness_call(h, "appraisal", "2021-12", SHARES("10%", "60%", "20%"), "ceiling", "100%", NULL));
    /* Five standard deviations of counts of 410 are below 50. */
    g_assert_cmpint(ABS((int) rated(h, 4, NULL) - 41), <, 50);
    g_assert_cmpint(ABS((int) rated(h, 3, NULL) - 246), <, 50);
    g_assert_cmpint(ABS((int) rated(h, 2, NULL) - 82), <, 50);
    g_assert_cmpuint(rated(h, 0, NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(h, "rated-excellent", NULL), ==, rated(h, 4, NULL));
    g_assert_cmpfloat(harness_measured(h, "rated-not-done", NULL), ==, rated(h, 1, NULL));
    g_assert_cmpfloat(harness_measured(h, "well-or-better", NULL), ==, (rated(h, 4, NULL) + rated(h, 3, NULL)) / 410.0);
}

/* Of ten rated well or better two are excellent, of 400 eighty; of four none, for 0.8 is rounded down. */
static void
test_ceiling(void)
{
    g_autoptr(Harness) h = town(""), few = town("");
    g_assert_true(harness_call(h, "appraisal", "2021-12", SHARES("100%", "0%", "0%"), NULL));
    g_assert_cmpuint(rated(h, 4, "fin"), ==, 2);
    g_assert_cmpuint(rated(h, 3, "fin"), ==, 8);
    g_assert_cmpuint(rated(h, 4, "plan"), ==, 80);
    g_assert_true(harness_call(few, "appraisal", "2021-12", SHARES("100%", "0%", "0%"), "where",
                               "id in ('h-fhead', 'h-fdep', 'h-phead', 'h-pdep')", NULL));
    g_assert_cmpuint(rated(few, 4, NULL), ==, 0);
    g_assert_cmpuint(rated(few, 3, NULL), ==, 4);
    g_assert_cmpuint(rated(few, 0, NULL), ==, 406);
}

/* Who was rated well stays so; who was not done is excellent now, and others follow the start. */
static void
test_persistence(void)
{
    static const char rows[] = "was,excellent,well,done\nwell,0,1,0\nnot-done,1,0,0\nexcellent,0,0,1\n";
    static const guint then[] = { 1, 4, 1, 3, 2 };
    static const char *const were[] = { "", "1", "2", "3", "5" };
    for (gsize i = 0; i < G_N_ELEMENTS(then); i++) {
        g_autoptr(Harness) h = town(were[i]);
        g_assert_true(harness_call(h, "appraisal", "2021-12", SHARES("0%", "0%", "0%"), "persistence", rows, "ceiling",
                                   "100%", NULL));
        g_assert_cmpuint(rated(h, then[i], NULL), ==, 410);
    }
}

static void
test_units_and_heads(void)
{
    g_autoptr(Harness) h = town(""), apart = town("");
    g_assert_true(harness_call(h, "appraisal", "2021-12", SHARES("0%", "100%", "0%"), "units", "yes", "unit_start.done",
                               "100%", "heads", "yes", NULL));
    g_assert_cmpuint(rating(h, "h-fhead"), ==, 2);
    g_assert_cmpuint(rating(h, "h-phead"), ==, 2);
    g_assert_cmpuint(rating(h, "h-fdep"), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "units-rated-done", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "units-well-or-better", NULL), ==, 0);
    const OrgAttribute *attribute = org_attribute_find(harness_org(h), ORG_UNITS, "appraisal.rating");
    g_assert_cmpfloat(attribute->number[harness_unit(h, "fin")], ==, 2);
    g_assert_true(isnan(attribute->number[harness_unit(h, "town")])); /* nobody works there */
    /* Without `heads` they are rated as they are; of two units excellent alone 20 % is none. */
    g_assert_true(harness_call(apart, "appraisal", "2021-12", SHARES("100%", "0%", "0%"), "units", "yes", "ceiling",
                               "50%", NULL));
    g_assert_cmpfloat(harness_measured(apart, "units-rated-excellent", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(apart, "units-rated-well", NULL), ==, 1);
}

static void
test_who_is_rated(void)
{
    g_autoptr(Harness) h = harness_new("appraisal");
    harness_month(h, "2020-12");
    harness_units(h, "id,type\ntown,town\n");
    harness_posts(h, "id,unit,rank,hired\na,town,staff,2021-07\nb,town,staff,2021-08\nc,town,staff,\n");
    harness_surplus(h, "id,unit\nd,town\n");
    g_assert_true(harness_call(h, "appraisal", "2021-12", SHARES("0%", "100%", "0%"), NULL));
    g_assert_cmpuint(rating(h, "h-a"), ==, 3); /* six months */
    g_assert_cmpuint(rating(h, "h-b"), ==, 0); /* five */
    g_assert_cmpuint(rating(h, "h-c"), ==, 3);
    g_assert_cmpuint(rating(h, "d"), ==, 0);
    g_assert_true(harness_call(h, "appraisal", "2022-12", SHARES("0%", "0%", "100%"), "least_months", "0", NULL));
    g_assert_cmpuint(rating(h, "h-b"), ==, 2);
}

static void
test_consequences(void)
{
    g_autoptr(Harness) gone = town(""), down = town(""), twice = town("");
    for (int year = 2021; year <= 2022; year++) {
        g_autofree char *month = g_strdup_printf("%d-12", year);
        g_assert_true(harness_call(gone, "appraisal", month, SHARES("0%", "0%", "0%"), "where",
                                   "id in ('h-fhead', 'h-f#1')", "low", "leave", NULL));
        g_assert_true(harness_call(down, "appraisal", month, SHARES("0%", "0%", "0%"), "where",
                                   "id in ('h-fhead', 'h-fdep')", "low", "dismiss", NULL));
        g_assert_cmpuint(harness_org(gone)->people.state[harness_person(gone, "h-fhead")], ==,
                         year == 2021 ? ORG_EMPLOYED : ORG_LEFT);
        g_assert_cmpuint(harness_org(down)->people.state[harness_person(down, "h-fdep")], ==,
                         year == 2021 ? ORG_EMPLOYED : ORG_SURPLUS);
        g_assert_cmpfloat(harness_measured(down, "dismissed-for-low", NULL), ==, year == 2021 ? 0 : 2);
    }
    /* A year in between is a new beginning. */
    static const char *const done[] = { "0%", "100%", "0%", "0%" };
    for (int i = 0; i < 4; i++) {
        g_autofree char *month = g_strdup_printf("%d-12", 2021 + i);
        g_assert_true(harness_call(twice, "appraisal", month, SHARES("0%", "0%", done[i]), "low", "leave", "low_years",
                                   i < 3 ? "3" : "2", NULL));
        g_assert_cmpfloat(harness_measured(twice, "left-for-low", NULL), ==, i < 3 ? 0 : 410);
    }
}

/* Twelve grades of a year are one: here all the same, so the mean is that grade; a new year begins anew. */
static void
test_monthly(void)
{
    g_autoptr(Harness) h = town("");
    for (int m = 0; m < 24; m++) {
        g_autofree char *month = g_strdup_printf("%d-%02d", 2021 + m / 12, m % 12 + 1);
        g_assert_true(harness_call(h, "appraisal", month, SHARES("0%", m < 12 ? "100%" : "0%", m < 18 ? "0%" : "100%"),
                                   "every", "month", NULL));
        g_assert_cmpuint(rated(h, m < 11 ? 0 : m < 23 ? 3 : 2, NULL), ==, 410);
    }
    /* Half a year not done (1) and half done (2) is 1.5, upwards 2. */
    const OrgAttribute *sum = org_attribute_find(harness_org(h), ORG_PEOPLE, "appraisal.sum");
    g_assert_cmpfloat(sum->number[0], ==, 18);
}

static void
refused(const char *key, const char *value, const char *why)
{
    g_autoptr(Harness) h = town("");
    g_assert_false(harness_call(h, "appraisal", "2021-12", SHARES("10%", "60%", "20%"), key, value, NULL));
    g_assert_nonnull(strstr(harness_error(h), why));
}

static void
test_mistakes(void)
{
    refused("heads", "yes", "`heads: yes` needs `units: yes`");
    refused("persistence", "was,excellent,well,done\ngood,0,1,0\n", "Row 1 of persistence: `was` is");
    refused("persistence", "was,excellent,well,done\nwell,0,1,0\ndone,0.5,0.5,0.5\n",
            "Row 2 of persistence: shares lie");
    g_autoptr(Harness) h = town("");
    g_assert_false(harness_call(h, "appraisal", "2021-12", SHARES("50%", "60%", "20%"), NULL));
    g_assert_nonnull(strstr(harness_error(h), "more than 100 percent"));
}

/* The same draws give the same grades, those of another replication others. */
static void
test_seed(void)
{
    g_autoptr(Harness) a = town(""), b = town(""), c = town("");
    harness_spec(c)->replication = 1;
    g_assert_true(harness_call(a, "appraisal", "2021-12", SHARES("20%", "40%", "20%"), NULL));
    g_assert_true(harness_call(b, "appraisal", "2021-12", SHARES("20%", "40%", "20%"), NULL));
    g_assert_true(harness_call(c, "appraisal", "2021-12", SHARES("20%", "40%", "20%"), NULL));
    guint others = 0;
    for (OrgRow p = 0; p < 410; p++) {
        g_assert_cmpuint(harness_org(a)->people.rating[p], ==, harness_org(b)->people.rating[p]);
        others += harness_org(a)->people.rating[p] != harness_org(c)->people.rating[p];
    }
    g_assert_cmpuint(others, >, 100);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/appraisal/shares", test_shares);
    g_test_add_func("/appraisal/ceiling", test_ceiling);
    g_test_add_func("/appraisal/persistence", test_persistence);
    g_test_add_func("/appraisal/units", test_units_and_heads);
    g_test_add_func("/appraisal/who", test_who_is_rated);
    g_test_add_func("/appraisal/consequences", test_consequences);
    g_test_add_func("/appraisal/monthly", test_monthly);
    g_test_add_func("/appraisal/mistakes", test_mistakes);
    g_test_add_func("/appraisal/seed", test_seed);
    return g_test_run();
}
