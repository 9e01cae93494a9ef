// SPDX-License-Identifier: MIT
/* transfer: units and posts that move, and who reports to whom afterwards. */
#include "harness.h"
#include <string.h>

static Harness *
city(void)
{
    Harness *h = harness_new("transfer");
    harness_units(h, "id,name,type,parent\n"
                     "city,City,city,\n"
                     "a,Labour,department,city\n"
                     "ar,Vocational Room,room,a\n"
                     "b,Education,department,city\n");
    harness_posts(h, "id,unit,rank,held,hired,reports_to\n"
                     "m,city,head,yes,,\n"
                     "a1,a,head,yes,2000-01,m\n"
                     "a2,a,deputy,yes,2002-01,a1\n"
                     "a3,a,staff,yes,2003-01,a1\n"
                     "a4,a,staff,no,,a1\n"
                     "a5,a,staff,yes,2015-01,a3\n"
                     "r1,ar,head,yes,2010-01,a1\n"
                     "r2,ar,staff,yes,2011-01,r1\n"
                     "b1,b,head,yes,2005-01,m\n");
    return h;
}

static const char *
boss_of(Harness *h, const char *post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[harness_post(h, post)];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

static void
test_units(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "transfer", "2025-03", "units", "ar", "to", "b", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_ACTS | HARNESS_MEASURES,
                   "units\n"
                   "  city (city)\n"
                   "  a (department) under city\n"
                   "  ar (room) under b\n"
                   "  b (department) under city\n"
                   "acts\n"
                   "  2025-03 transfer move-unit: transferred to another unit\n"
                   "  2025-03 transfer set: transferred to another unit\n"
                   "measures\n"
                   "  units-moved = 1\n"
                   "  posts-moved = 0\n"
                   "  people-moved = 0\n");
    g_assert_cmpstr(boss_of(h, "r1"), ==, "b1");
    g_assert_cmpstr(boss_of(h, "r2"), ==, "r1");
    /* A second time nothing is left to move. */
    g_assert_true(harness_call(h, "transfer", "2025-04", "units", "ar", "to", "b", NULL));
    g_assert_cmpfloat(harness_measured(h, "units-moved", NULL), ==, 0);
}

static void
test_posts(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "transfer", "2025-03", "posts", "where unit = 'a'", "to", "b", NULL));
    harness_expect(h, HARNESS_POSTS | HARNESS_PEOPLE,
                   "posts\n"
                   "  m in city: head, held by h-m\n"
                   "  a1 in a: head, held by h-a1\n"
                   "  a2 in a: deputy, held by h-a2\n"
                   "  a3 in b: staff, held by h-a3\n"
                   "  a4 in b: staff, vacant\n"
                   "  a5 in b: staff, held by h-a5\n"
                   "  r1 in ar: head, held by h-r1\n"
                   "  r2 in ar: staff, held by h-r2\n"
                   "  b1 in b: head, held by h-b1\n"
                   "people\n"
                   "  h-m employed in city at m\n"
                   "  h-a1 employed in a at a1\n"
                   "  h-a2 employed in a at a2\n"
                   "  h-a3 employed in b at a3\n"
                   "  h-a5 employed in b at a5\n"
                   "  h-r1 employed in ar at r1\n"
                   "  h-r2 employed in ar at r2\n"
                   "  h-b1 employed in b at b1\n");
    g_assert_cmpfloat(harness_measured(h, "people-moved", NULL), ==, 2);
    g_assert_cmpstr(boss_of(h, "a3"), ==, "b1");
    g_assert_cmpstr(boss_of(h, "a5"), ==, "a3"); /* went along */
}

static void
assert_moved(const char *amount, const char *order, const char *leaders, const char *expected)
{
    g_autoptr(Harness) h = city();
    g_autoptr(GString) moved = g_string_new(NULL);
    g_assert_true(harness_call(h, "transfer", "2025-03", "posts", "where unit = 'a'", "to", "b", "amount", amount,
                               "order", order, "leaders", leaders, NULL));
    for (OrgRow p = 1; p < 6; p++)
        if (harness_org(h)->posts.unit[p] == harness_unit(h, "b"))
            g_string_append_printf(moved, " %s", org_id(harness_org(h), ORG_POSTS, p));
    g_assert_cmpstr(moved->str, ==, expected);
}

static void
test_amounts(void)
{
    assert_moved("1", "as-listed", "stay", " a3");
    assert_moved("1", "vacant-first", "stay", " a4");
    assert_moved("2", "held-first", "stay", " a3 a5");
    assert_moved("1", "junior-first", "stay", " a5");
    assert_moved("1", "seniority", "stay", " a3");
    assert_moved("50%", "as-listed", "stay", " a3 a4"); /* of three, rounded to the nearest */
    assert_moved("40%", "as-listed", "move", " a1 a2");
    assert_moved("0", "as-listed", "move", "");
    assert_moved("100%", "as-listed", "move", " a1 a2 a3 a4 a5");
}

static void
test_more_than_there_is(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "transfer", "2025-03", "posts", "where unit = 'a'", "to", "b", "amount", "9", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit b: Only 3 posts can move to Education; 9 were asked for.\n");
}

/* The head's post that is held leads, whichever stands first. */
static void
test_two_heads(void)
{
    g_autoptr(Harness) h = harness_new("transfer");
    harness_units(h, "id,name,type,parent\n"
                     "a,Labour,department,\n"
                     "b,Education,department,\n");
    harness_posts(h, "id,unit,rank,held,hired,reports_to\n"
                     "a1,a,head,yes,2000-01,\n"
                     "a2,a,staff,yes,2002-01,a1\n"
                     "b1,b,head,no,,\n"
                     "b2,b,head,yes,2005-01,\n");
    g_assert_true(harness_call(h, "transfer", "2025-03", "posts", "where unit = 'a'", "to", "b", NULL));
    g_assert_cmpstr(boss_of(h, "a2"), ==, "b2");
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = city();
    g_assert_false(harness_call(h, "transfer", "2025-03", "units", "a", "to", "ar", NULL));
    g_assert_nonnull(strstr(harness_error(h), "Unit \"a\" cannot move to \"ar\""));
    g_assert_false(harness_call(h, "transfer", "2025-03", "units", "a", "to", "a", NULL));
    g_assert_false(harness_call(h, "transfer", "2025-03", "to", "a", NULL));
    g_assert_nonnull(strstr(harness_error(h), "Say what moves"));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/transfer/units", test_units);
    g_test_add_func("/transfer/posts", test_posts);
    g_test_add_func("/transfer/amounts", test_amounts);
    g_test_add_func("/transfer/more-than-there-is", test_more_than_there_is);
    g_test_add_func("/transfer/two-heads", test_two_heads);
    g_test_add_func("/transfer/refusals", test_refusals);
    return g_test_run();
}
