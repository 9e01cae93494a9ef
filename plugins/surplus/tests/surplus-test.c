// SPDX-License-Identifier: MIT
#include "harness.h"

/* One waits since June 2020, one since December 2020, one since before the data; the fourth has a post. */
static Harness *
town(void)
{
    Harness *h = harness_new("surplus");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\n");
    harness_posts(h, "id,unit\nx,t\n");
    harness_surplus(h, "id,unit\np,a\nq,t\nr,a\n");
    Org *org = harness_org(h);
    org->people.since[harness_person(h, "p")] = ORG_MONTH(2020, 6);
    org->people.since[harness_person(h, "q")] = ORG_MONTH(2020, 12);
    org->people.since[harness_person(h, "r")] = ORG_UNKNOWN;
    return h;
}

static void
test_all(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "surplus", "2021-12", "by_unit", "true", NULL));
    g_assert_cmpfloat(harness_measured(h, "without-post", NULL), ==, 3);
    g_assert_cmpfloat(harness_measured(h, "without-post", "t"), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "without-post", "a"), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "waiting-long", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "longest-wait", NULL), ==, 18);
    g_assert_cmpfloat(harness_measured(h, "mean-wait", NULL), ==, 15);
}

static void
test_where_and_long(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "surplus", "2021-12", "where", "id = 't'", "long", "11", NULL));
    g_assert_cmpfloat(harness_measured(h, "without-post", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "waiting-long", NULL), ==, 1);
    g_assert_true(isnan(harness_measured(h, "without-post", "t")));
    g_autoptr(Harness) none = harness_new("surplus");
    harness_units(none, "id,type\nt,town\n");
    g_assert_true(harness_call(none, "surplus", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(none, "without-post", NULL), ==, 0);
    g_assert_true(isnan(harness_measured(none, "mean-wait", NULL)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/surplus/all", test_all);
    g_test_add_func("/surplus/where-and-long", test_where_and_long);
    return g_test_run();
}
