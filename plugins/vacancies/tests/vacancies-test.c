// SPDX-License-Identifier: MIT
#include "harness.h"
#include "../../../engine/org/verbs.h"

/* Four posts: one held, one vacant since June 2020, one since December 2020, one since before the data. */
static Harness *
town(void)
{
    Harness *h = harness_new("vacancies");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\n");
    harness_posts(h, "id,unit,rank,held\nx,t,head,yes\np,a,staff,no\nq,t,staff,no\nr,a,staff,no\n");
    Org *org = harness_org(h);
    org->posts.vacant_since[harness_post(h, "p")] = ORG_MONTH(2020, 6);
    org->posts.vacant_since[harness_post(h, "q")] = ORG_MONTH(2020, 12);
    org->posts.vacant_since[harness_post(h, "r")] = ORG_UNKNOWN;
    const OrgRow kept = harness_post(h, "q");
    const gint64 holder = harness_person(h, "h-x");
    g_assert_true(org_set(org, ORG_F_KEPT_FOR, &kept, &holder, 1, NULL));
    return h;
}

static void
test_all(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "vacancies", "2021-12", "by_unit", "true", NULL));
    g_assert_cmpfloat(harness_measured(h, "vacant-posts", NULL), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "vacant-posts", "t"), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "vacant-posts", "a"), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "vacant-long", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "vacant-kept", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "vacancy-rate", NULL), ==, 0.75);
}

static void
test_where_and_long(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "vacancies", "2021-12", "where", "unit = 't'", "long", "11", NULL));
    g_assert_cmpfloat(harness_measured(h, "vacant-posts", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "vacant-long", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "vacancy-rate", NULL), ==, 0.5);
    g_autoptr(Harness) none = town();
    g_assert_true(harness_call(none, "vacancies", "2021-12", "where", "unit = 'nowhere'", NULL));
    g_assert_cmpfloat(harness_measured(none, "vacant-posts", NULL), ==, 0);
    g_assert_true(isnan(harness_measured(none, "vacancy-rate", NULL)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/vacancies/all", test_all);
    g_test_add_func("/vacancies/where-and-long", test_where_and_long);
    return g_test_run();
}
