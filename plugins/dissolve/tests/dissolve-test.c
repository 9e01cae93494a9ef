// SPDX-License-Identifier: MIT
/* dissolve: golden texts of a small organisation before and after. */
#include "harness.h"
#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("dissolve");
    harness_units(h, "id,name,type,parent,building,protected\n"
                     "town,Town,town,,hall,\n"
                     "board,Project Board,board,town,annex,\n"
                     "site,Site Team,team,board,annex,\n"
                     "crew,Crew,team,site,shed,\n"
                     "works,Works,room,town,hall,\n"
                     "fort,Fort,room,town,fort,1\n");
    harness_posts(h, "id,unit,rank,held,hired,reports_to\n"
                     "m,town,head,yes,,\n"
                     "b1,board,head,yes,2001-01,m\n"
                     "b2,board,deputy,yes,2005-01,b1\n"
                     "b3,board,staff,yes,2010-01,b2\n"
                     "b4,board,staff,no,,b1\n"
                     "b5,board,staff,yes,2015-01,b1\n"
                     "s1,site,head,yes,2012-01,b1\n"
                     "c1,crew,staff,yes,2013-01,s1\n"
                     "w1,works,head,yes,2008-01,m\n");
    return h;
}

static void
reconcile(Harness *h)
{
    const OrgTotals *totals = &harness_org(h)->totals;
    g_assert_cmpuint(totals->posts + totals->posts_closed, ==, 9);
    g_assert_cmpuint(totals->people + totals->left, ==, 8);
}

static const char *
boss_of(Harness *h, const char *post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[harness_post(h, post)];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

static void
test_into_another(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "dissolve", "2022-07", "units", "board", "to", "works", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_POSTS | HARNESS_PEOPLE | HARNESS_MEASURES,
                   "units\n"
                   "  town (town)\n"
                   "  board (board), closed 2022-07 into works\n"
                   "  site (team) under works\n"
                   "  crew (team) under site\n"
                   "  works (room) under town\n"
                   "  fort (room) under town\n"
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  b1 in board: head, closed 2022-07\n"
                   "  b2 in board: deputy, closed 2022-07\n"
                   "  b3 in works: staff, held by h-b3\n"
                   "  b4 in works: staff, vacant\n"
                   "  b5 in works: staff, held by h-b5\n"
                   "  s1 in site: head, held by h-s1\n"
                   "  c1 in crew: staff, held by h-c1\n"
                   "  w1 in works: head, held by h-w1\n"
                   "people\n"
                   "  h-m employed in town at m\n"
                   "  h-b1 surplus in works\n"
                   "  h-b2 surplus in works\n"
                   "  h-b3 employed in works at b3\n"
                   "  h-b5 employed in works at b5\n"
                   "  h-s1 employed in site at s1\n"
                   "  h-c1 employed in crew at c1\n"
                   "  h-w1 employed in works at w1\n"
                   "measures\n"
                   "  units-closed = 1\n"
                   "  units-moved = 1\n"
                   "  posts-moved = 3\n"
                   "  posts-closed = 2\n"
                   "  heads-released = 1\n"
                   "  deputies-released = 1\n"
                   "  surplus = 2\n"
                   "  offices-released = 0\n");
    g_assert_cmpstr(boss_of(h, "b3"), ==, "w1");
    g_assert_cmpstr(boss_of(h, "s1"), ==, "w1");
    const OrgAttribute *until = org_attribute_find(harness_org(h), ORG_PEOPLE, "dissolve.until");
    g_assert_cmpfloat(until->number[harness_person(h, "h-b1")], ==, ORG_MONTH(2025, 7));
    reconcile(h);
}

static void
test_leaders_step_down(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "dissolve", "2022-07", "units", "board", "to", "works", "heads", "deputy", "deputies",
                               "staff", "shed", "40%", NULL));
    /* 40 % of five posts are two: the vacant one and the latest hired. */
    harness_expect(h, HARNESS_POSTS | HARNESS_MEASURES,
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  b1 in works: deputy, held by h-b1\n"
                   "  b2 in works: staff, held by h-b2\n"
                   "  b3 in works: staff, held by h-b3\n"
                   "  b4 in board: staff, closed 2022-07\n"
                   "  b5 in board: staff, closed 2022-07\n"
                   "  s1 in site: head, held by h-s1\n"
                   "  c1 in crew: staff, held by h-c1\n"
                   "  w1 in works: head, held by h-w1\n"
                   "measures\n"
                   "  units-closed = 1\n"
                   "  units-moved = 1\n"
                   "  posts-moved = 3\n"
                   "  posts-closed = 2\n"
                   "  heads-released = 1\n"
                   "  deputies-released = 1\n"
                   "  surplus = 1\n"
                   "  offices-released = 0\n");
    g_assert_cmpstr(boss_of(h, "b1"), ==, "w1");
    reconcile(h);
}

static void
test_altogether(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "dissolve", "2022-07", "where", "type = 'board'", "children", "dissolve", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_PEOPLE | HARNESS_ACTS,
                   "units\n"
                   "  town (town)\n"
                   "  board (board), closed 2022-07\n"
                   "  site (team), closed 2022-07\n"
                   "  crew (team), closed 2022-07\n"
                   "  works (room) under town\n"
                   "  fort (room) under town\n"
                   "people\n"
                   "  h-m employed in town at m\n"
                   "  h-b1 surplus in town\n"
                   "  h-b2 surplus in town\n"
                   "  h-b3 surplus in town\n"
                   "  h-b5 surplus in town\n"
                   "  h-s1 surplus in town\n"
                   "  h-c1 surplus in town\n"
                   "  h-w1 employed in works at w1\n"
                   "acts\n"
                   "  2022-07 dissolve close-posts: the unit was dissolved\n"
                   "  2022-07 dissolve set-numbers: the unit was dissolved\n"
                   "  2022-07 dissolve close-unit: dissolved\n"
                   "  2022-07 dissolve close-unit: dissolved\n"
                   "  2022-07 dissolve close-unit: dissolved\n");
    g_assert_cmpfloat(harness_measured(h, "offices-released", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "surplus", NULL), ==, 6);
    reconcile(h);
}

static void
test_children_go_up(void)
{
    g_autoptr(Harness) h = town();
    /* Two in a row are dissolved: the crew goes to the first unit above that stays. */
    g_assert_true(harness_call(h, "dissolve", "2022-07", "units", "board,site", NULL));
    harness_expect(h, HARNESS_UNITS,
                   "units\n"
                   "  town (town)\n"
                   "  board (board), closed 2022-07\n"
                   "  site (team), closed 2022-07\n"
                   "  crew (team) under town\n"
                   "  works (room) under town\n"
                   "  fort (room) under town\n");
    g_assert_cmpstr(boss_of(h, "c1"), ==, "m");
    reconcile(h);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "dissolve", "2022-07", "units", "fort", NULL));
    g_assert_nonnull(strstr(harness_error(h), "Unit \"fort\" is protected"));
    g_assert_false(harness_call(h, "dissolve", "2022-07", "units", "board", "to", "board", NULL));
    g_assert_nonnull(strstr(harness_error(h), "\"board\" cannot take over"));
    g_assert_false(harness_call(h, "dissolve", "2022-07", "units", "board", "to", "crew", NULL));
    g_assert_nonnull(strstr(harness_error(h), "stands below, the dissolved unit \"board\""));
    g_assert_false(harness_call(h, "dissolve", "2022-07", "units", "town", "children", "dissolve", NULL));
    g_assert_nonnull(strstr(harness_error(h), "protected"));
    g_assert_false(harness_call(h, "dissolve", "2022-07", NULL));
    g_assert_nonnull(strstr(harness_error(h), "either `units:` or `where:`"));
    /* A root whose people would have nowhere to wait. */
    g_assert_false(harness_call(h, "dissolve", "2022-07", "units", "town", NULL));
    g_assert_nonnull(strstr(harness_error(h), "surplus"));
}

/* The head's post that is held leads, whichever stands first. */
static void
test_two_heads(void)
{
    g_autoptr(Harness) h = harness_new("dissolve");
    harness_units(h, "id,name,type,parent\n"
                     "board,Project Board,board,\n"
                     "works,Works,room,\n");
    harness_posts(h, "id,unit,rank,held,hired,reports_to\n"
                     "b1,board,head,yes,2001-01,\n"
                     "b2,board,staff,yes,2010-01,b1\n"
                     "w1,works,head,no,,\n"
                     "w2,works,head,yes,2008-01,\n");
    g_assert_true(harness_call(h, "dissolve", "2025-03", "units", "board", "to", "works", NULL));
    g_assert_cmpstr(boss_of(h, "b2"), ==, "w2");
}

/* Both posts of one person close: that is one surplus person, and a former leader with a deadline. */
static void
test_both_posts(void)
{
    g_autoptr(Harness) h = town();
    OrgRow person = harness_org(h)->posts.holder[harness_post(h, "b1")], post = harness_post(h, "b4");
    g_assert_true(org_place(harness_org(h), &person, &post, 1, TRUE, NULL));
    g_assert_true(harness_call(h, "dissolve", "2022-07", "units", "board", NULL));
    g_assert_cmpuint(harness_org(h)->people.state[person], ==, ORG_SURPLUS);
    g_assert_cmpfloat(harness_measured(h, "surplus", NULL), ==, harness_org(h)->totals.surplus);
    const OrgAttribute *until = org_attribute_find(harness_org(h), ORG_PEOPLE, "dissolve.until");
    g_assert_true(until && until->number[person] > 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dissolve/into-another", test_into_another);
    g_test_add_func("/dissolve/leaders-step-down", test_leaders_step_down);
    g_test_add_func("/dissolve/altogether", test_altogether);
    g_test_add_func("/dissolve/children-go-up", test_children_go_up);
    g_test_add_func("/dissolve/refusals", test_refusals);
    g_test_add_func("/dissolve/two-heads", test_two_heads);
    g_test_add_func("/dissolve/both-posts", test_both_posts);
    return g_test_run();
}
