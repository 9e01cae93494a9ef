// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("leaders");
    harness_units(h, "id,type\nt,town\n");
    harness_posts(h, "id,unit,rank,  held,born,   sex\n"
                     "a, t,   head,  yes, 1984-01,F\n"
                     "b, t,   deputy,yes, 1970-01,M\n"
                     "c, t,   deputy,no,  ,       \n"
                     "d, t,   deputy,no,  ,       \n"
                     "s, t,   staff, yes, 1999-01,F\n"
                     "u, t,   staff, yes, ,       \n");
    return h;
}

static void
test_leaders(void)
{
    g_autoptr(Harness) h = town();
    OrgRow a = harness_person(h, "h-a"), d = harness_post(h, "d");
    g_assert_true(org_place(harness_org(h), &a, &d, 1, TRUE, NULL));
    g_assert_true(harness_call(h, "leaders", "2022-01", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  leading-posts = 4\n"
                   "  leading-vacant = 1\n"
                   "  leading-people = 2\n"
                   "  leading-women = 1\n"
                   "  leading-young = 1\n"
                   "  leading-two-posts = 1\n"
                   "  share-women = 0.5\n"
                   "  share-young = 0.5\n"
                   "  mean-age = 45\n");
}

static void
test_sets(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "leaders", "2022-01", "where", "rank = 'staff'", "young_age", "23", NULL));
    g_assert_cmpfloat(harness_measured(h, "leading-young", NULL), ==,
                      0); /* 23 is not below 23; an unknown age is not young */
    g_assert_cmpfloat(harness_measured(h, "share-women", NULL), ==, 0.5);
    g_assert_cmpfloat(harness_measured(h, "mean-age", NULL), ==, 23);
    harness_forget(h);
    g_assert_true(harness_call(h, "leaders", "2022-01", "where", "id = 'c'", NULL));
    g_assert_cmpfloat(harness_measured(h, "leading-vacant", NULL), ==, 1);
    g_assert_true(isnan(harness_measured(h, "share-women", NULL)));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/leaders/leaders", test_leaders);
    g_test_add_func("/leaders/sets", test_sets);
    return g_test_run();
}
