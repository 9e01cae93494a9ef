// SPDX-License-Identifier: MIT
#include "harness.h"
#include "../../../engine/org/verbs.h"

enum { N = 4000 };

static Harness *
new_town(void)
{
    Harness *h = harness_new("recruitment");
    harness_month(h, "2020-12");
    harness_units(h, "id,type,parent\ntown,town,\n");
    harness_posts(h, "id,unit,rank,category,n,held\n"
                     "old,town,staff,civil-servant,1000,1000\n"
                     "new,town,staff,civil-servant,4000,0\n"
                     "boss,town,head,civil-servant,,no\n");
    return h;
}

static double
hired(Harness *h)
{
    return harness_measured(h, "hired", NULL);
}

static guint
open_people(Harness *h)
{
    return harness_org(h)->totals.people;
}

static void
test_rate(void)
{
    g_autoptr(Harness) h = new_town();
    g_assert_true(harness_call(h, "recruitment", "2021-12", "where", "rank = 'staff'", "rate", "30%", NULL));
    /* Five standard deviations of a binomial count of 4,000 at 0.3 are 145. */
    g_assert_cmpfloat(hired(h), >, N * 0.3 - 145);
    g_assert_cmpfloat(hired(h), <, N * 0.3 + 145);
    g_assert_cmpuint(open_people(h), ==, 1000 + (guint) hired(h));
    const Org *org = harness_org(h);
    g_assert_cmpuint(org->posts.holder[harness_post(h, "boss")], ==, ORG_NONE);
    for (OrgRow p = 1000; p < org->people.n; p++) {
        gint age = (org->people.hired[p] - org->people.born[p]) / 12;
        g_assert_cmpint(age, >=, 23);
        g_assert_cmpint(age, <=, 32);
        g_assert_cmpint(org->people.hired[p], >=, ORG_MONTH(2021, 1));
        g_assert_cmpint(org->people.hired[p], <=, ORG_MONTH(2021, 12));
    }
}

static void
test_bounds(void)
{
    g_autoptr(Harness) none = new_town(), all = new_town(), full = new_town();
    g_assert_true(harness_call(none, "recruitment", "2021-12", "rate", "0%", NULL));
    g_assert_cmpfloat(hired(none), ==, 0);
    g_assert_true(harness_call(all, "recruitment", "2021-12", "rate", "100%", "women", "100%", NULL));
    g_assert_cmpfloat(hired(all), ==, N + 1);
    for (OrgRow p = 1000; p < harness_org(all)->people.n; p++)
        g_assert_cmpint(harness_org(all)->people.sex[p], ==, ORG_FEMALE);
    g_assert_true(harness_call(full, "recruitment", "2021-12", "where", "rank = 'staff'", "rate", "100%", "ceiling",
                               "50%", NULL));
    g_assert_cmpfloat(hired(full), ==, 1500); /* half of 5,000 posts, of which 1,000 were held */
}

/* Months instead of a year: the same posts are filled. */
static void
test_clock(void)
{
    g_autoptr(Harness) year = new_town(), months = new_town();
    g_assert_true(harness_call(year, "recruitment", "2022-12", "rate", "40%", NULL));
    for (int i = 0; i < 24; i++) {
        char month[16];
        g_snprintf(month, sizeof month, "%d-%02d", 2021 + i / 12, i % 12 + 1);
        g_assert_true(harness_call(months, "recruitment", month, "rate", "40%", NULL));
    }
    const Org *a = harness_org(year), *b = harness_org(months);
    g_assert_cmpuint(a->totals.people, ==, b->totals.people);
    for (OrgRow p = 0; p < a->posts.n; p++)
        g_assert_true((a->posts.holder[p] == ORG_NONE) == (b->posts.holder[p] == ORG_NONE));
}

static void
test_mistakes(void)
{
    g_autoptr(Harness) h = new_town();
    g_assert_false(harness_call(h, "recruitment", "2021-12", "rate", "10%", "age_from", "40", "age_to", "30", NULL));
    g_assert_nonnull(strstr(harness_error(h), "age_to"));
}

static void
leave(Harness *h, OrgRow first, guint n, int year, int month)
{
    g_autoptr(GError) error = NULL;
    Org *org = harness_org(h);
    for (OrgRow row = first; row < first + n; row++) {
        OrgMonth when = ORG_MONTH(year, month);
        org->month = when;
        org_leave(org, &row, &when, 1, when - 1, "gone", &error);
        g_assert_no_error(error);
    }
}

/* At most half of the leavers, over the run: 5 left, so 2 are hired of hundreds; 3 more left, so 2 more. */
static void
test_of_leavers(void)
{
    g_autoptr(Harness) h = new_town();
    const char *const share = "50%";
    g_assert_true(harness_call(h, "recruitment", "2021-01", "rate", "100%", "of_leavers", share, NULL));
    g_assert_cmpfloat(hired(h), ==, 0);
    leave(h, 0, 5, 2021, 2);
    g_assert_true(harness_call(h, "recruitment", "2021-03", "rate", "100%", "of_leavers", share, NULL));
    g_assert_cmpfloat(hired(h), ==, 2);
    leave(h, 5, 3, 2021, 4);
    harness_spec(h)->carried = 2;
    g_assert_true(harness_call(h, "recruitment", "2021-05", "rate", "100%", "of_leavers", share, NULL));
    g_assert_cmpfloat(hired(h), ==, 2);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/recruitment/rate", test_rate);
    g_test_add_func("/recruitment/bounds", test_bounds);
    g_test_add_func("/recruitment/clock", test_clock);
    g_test_add_func("/recruitment/mistakes", test_mistakes);
    g_test_add_func("/recruitment/of-leavers", test_of_leavers);
    return g_test_run();
}
