// SPDX-License-Identifier: MIT
#include "harness.h"
#include "../../../engine/org/verbs.h"

/* Rooms a and b in two buildings, each with a head and two others; nobody at t. */
static Harness *
town(void)
{
    Harness *h = harness_new("disruption");
    harness_units(h, "id,type,parent,building\nt,town,,h1\na,room,t,h1\nb,room,t,h2\n");
    harness_posts(h, "id,unit,rank\nha,a,head\na1,a,staff\na2,a,staff\nhb,b,head\nb1,b,staff\nb2,b,staff\n");
    return h;
}

static void
test_nothing_changed(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "disruption", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "still-there", NULL), ==, 6);
    g_assert_cmpfloat(harness_measured(h, "disrupted", NULL), ==, 0);
    g_assert_cmpfloat(harness_measured(h, "disrupted-share", NULL), ==, 0);
}

/* b1 moves to a: another unit, boss and building. b's head leaves: b2 has another boss, none. */
static void
test_moves(void)
{
    g_autoptr(Harness) h = town();
    Org *org = harness_org(h);
    const OrgRow post = harness_post(h, "b1"), head = harness_person(h, "h-hb");
    const OrgMonth now = ORG_MONTH(2021, 1);
    g_assert_true(org_move_posts(org, &post, 1, harness_unit(h, "a"), NULL));
    org->month = now;
    g_assert_true(org_leave(org, &head, &now, 1, now - 1, "gone", NULL));
    g_assert_true(harness_call(h, "disruption", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "still-there", NULL), ==, 5);
    g_assert_cmpfloat(harness_measured(h, "other-unit", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "other-boss", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "other-building", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "disrupted", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "disrupted-share", NULL), ==, 0.4);
    harness_forget(h);
    g_assert_true(harness_call(h, "disruption", "2021-12", "where", "id = 'h-b2'", NULL));
    g_assert_cmpfloat(harness_measured(h, "disrupted-share", NULL), ==, 1);
}

/* Buildings may have numbers for names. Once more b1 goes to a. */
static void
test_numbers(void)
{
    g_autoptr(Harness) h = harness_new("disruption");
    harness_units(h, "id,type,parent,building\nt,town,,1\na,room,t,1\nb,room,t,2\n");
    harness_posts(h, "id,unit,rank\nha,a,head\nhb,b,head\nb1,b,staff\n");
    const OrgRow post = harness_post(h, "b1");
    g_assert_true(org_move_posts(harness_org(h), &post, 1, harness_unit(h, "a"), NULL));
    g_assert_true(harness_call(h, "disruption", "2021-12", NULL));
    g_assert_cmpfloat(harness_measured(h, "other-building", NULL), ==, 1);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/disruption/nothing-changed", test_nothing_changed);
    g_test_add_func("/disruption/moves", test_moves);
    g_test_add_func("/disruption/numbers", test_numbers);
    return g_test_run();
}
