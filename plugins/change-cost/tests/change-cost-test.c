// SPDX-License-Identifier: MIT
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("change-cost");
    harness_units(h, "id,type,parent,building\ntown,town,,hall\na,room,town,old\nb,room,town,old\nc,room,town,new\n");
    harness_posts(h, "id,unit\np1,a\np2,a\np3,b\np4,c\n");
    harness_baseline(h, "start");
    return h;
}

// Room a goes into b, then b into c: posts p1 to p3 move, two units close, one building is given up.
static void
merge(Harness *h)
{
    Org *org = harness_org(h);
    const OrgRow moved[] = { harness_post(h, "p1"), harness_post(h, "p2"), harness_post(h, "p3") };
    g_assert_true(org_move_posts(org, moved, 2, harness_unit(h, "b"), NULL));
    g_assert_true(org_close_unit(org, harness_unit(h, "a"), harness_unit(h, "b"), NULL));
    g_assert_true(org_move_posts(org, moved, 3, harness_unit(h, "c"), NULL));
    g_assert_true(org_close_unit(org, harness_unit(h, "b"), harness_unit(h, "c"), NULL));
}

static void
test_nothing_changed(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "change-cost", "2021-12", "per_moved_post", "5", "per_closed_unit", "7",
                               "per_building", "11", NULL));
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 0);
}

static void
test_upheaval(void)
{
    g_autoptr(Harness) h = town();
    merge(h);
    g_assert_true(harness_call(h, "change-cost", "2021-12", "per_moved_post", "5", "per_closed_unit", "7",
                               "per_building", "11", NULL));
    harness_expect(h, HARNESS_MEASURES,
                   "measures\n"
                   "  cost = 40\n"
                   "  severance = 0\n"
                   "  moving = 15\n"
                   "  closing = 25\n"
                   "  people-paid = 0\n"
                   "  posts-moved = 3\n"
                   "  units-closed = 2\n"
                   "  buildings-given-up = 1\n");
}

static void
test_severance(void)
{
    g_autoptr(Harness) h = town();
    Org *org = harness_org(h);
    const OrgRow people[] = { harness_person(h, "h-p1"), harness_person(h, "h-p2"), harness_person(h, "h-p3") };
    const double paid[] = { 744778125, 1000, 0 };
    const OrgMonth when[] = { org->month, org->month };
    g_assert_true(org_set_numbers(org, ORG_PEOPLE, "headcount-cut.severance", people, paid, 3, NULL));
    g_assert_true(org_leave(org, people, when, 1, org->month - 1, "streamlined", NULL));
    g_assert_true(org_leave(org, people + 2, when, 1, org->month - 1, "resignation", NULL));
    g_assert_true(harness_call(h, "change-cost", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "severance", NULL), ==, 744778125); // h-p2 has not left
    g_assert_cmpfloat(harness_measured(h, "people-paid", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "cost", NULL), ==, 744778125);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/change-cost/nothing", test_nothing_changed);
    g_test_add_func("/change-cost/upheaval", test_upheaval);
    g_test_add_func("/change-cost/severance", test_severance);
    return g_test_run();
}
