// SPDX-License-Identifier: MIT
/* found: new units, their posts and bosses, who is placed, and every refusal. */
#include "harness.h"
#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("found");
    harness_units(h, "id,name,type,parent\n"
                     "town,Town,town,\n"
                     "fin,Finance,room,town\n"
                     "plan,Planning,room,town\n");
    harness_posts(h, "id,unit,rank,hired,reports_to\n"
                     "m,town,head,,\n"
                     "f1,fin,head,2001-01,m\n"
                     "f2,fin,staff,2005-01,f1\n"
                     "f3,fin,staff,2010-01,f1\n");
    harness_surplus(h, "id,unit\n"
                       "ann,town\n");
    return h;
}

/* Posts that are opened come after the four of the file; their number from 0 on. */
static OrgRow
opened(guint number)
{
    return 4 + number;
}

static const char *
boss_of(Harness *h, OrgRow post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[post];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

static void
test_one(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "found", "2022-07", "into.id", "it", "into.name", "Digital Room", "into.type", "room",
                               "into.function", "it", "into.parent", "town", "posts",
                               "rank,title,category,funding,coefficient,fte,count,holder\n"
                               "head,Chief,civil-servant,state,5.08,,,ann\n"
                               "staff,Engineer,civil-servant,state,3.33,,2,\n"
                               "staff,Clerk,contract,own,,0.5,,h-f3\n",
                               NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_PEOPLE | HARNESS_MEASURES,
                   "units\n"
                   "  town (town)\n"
                   "  fin (room) under town\n"
                   "  plan (room) under town\n"
                   "  it (room) under town\n"
                   "people\n"
                   "  h-m employed in town at m\n"
                   "  h-f1 employed in fin at f1\n"
                   "  h-f2 employed in fin at f2\n"
                   "  h-f3 employed in it at p8\n"
                   "  ann employed in it at p5\n"
                   "measures\n"
                   "  units-founded = 1\n"
                   "  posts-opened = 4\n"
                   "  people-placed = 2\n");
    const OrgPostTable *posts = &harness_org(h)->posts;
    g_assert_cmpstr(org_name(harness_org(h), ORG_UNITS, harness_unit(h, "it")), ==, "Digital Room");
    g_assert_cmpuint(posts->n, ==, 8);
    g_assert_cmpuint(posts->coefficient[opened(0)], ==, 508);
    g_assert_cmpuint(posts->coefficient[opened(2)], ==, 333);
    g_assert_cmpuint(posts->fte[opened(0)], ==, 1000);
    g_assert_cmpuint(posts->fte[opened(3)], ==, 500);
    g_assert_cmpuint(posts->rank[opened(0)], ==, ORG_HEAD);
    g_assert_cmpuint(posts->rank[opened(1)], ==, ORG_STAFF);
    /* The head reports to the mayor, the others to the head; the post that f3's holder had is vacant. */
    g_assert_cmpstr(boss_of(h, opened(0)), ==, "m");
    for (guint i = 1; i < 4; i++)
        g_assert_cmpuint(posts->reports_to[opened(i)], ==, opened(0));
    g_assert_cmpuint(posts->holder[harness_post(h, "f3")], ==, ORG_NONE);
}

/* Rows in any order: a parent may stand below its child. Posts of a unit without a head report past it. */
static void
test_table(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "found", "2022-07", "table",
                               "id,name,type,parent\n"
                               "team,Team,team,dept\n"
                               "dept,Department,department,town\n"
                               "top,Another Town,town,\n",
                               "posts",
                               "unit,rank,title\n"
                               "team,staff,Planner\n"
                               "dept,deputy,Deputy\n"
                               "dept,head,Director\n"
                               "top,staff,Guard\n",
                               NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_POSTS | HARNESS_MEASURES,
                   "units\n"
                   "  town (town)\n"
                   "  fin (room) under town\n"
                   "  plan (room) under town\n"
                   "  dept (department) under town\n"
                   "  team (team) under dept\n"
                   "  top (town)\n"
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  f1 in fin: head, held by h-f1\n"
                   "  f2 in fin: staff, held by h-f2\n"
                   "  f3 in fin: staff, held by h-f3\n"
                   "  p5 in team: staff, vacant\n"
                   "  p6 in dept: deputy, vacant\n"
                   "  p7 in dept: head, vacant\n"
                   "  p8 in top: staff, vacant\n"
                   "measures\n"
                   "  units-founded = 3\n"
                   "  posts-opened = 4\n"
                   "  people-placed = 0\n");
    g_assert_cmpstr(boss_of(h, opened(0)), ==, "p7");
    g_assert_cmpstr(boss_of(h, opened(1)), ==, "p7");
    g_assert_cmpstr(boss_of(h, opened(2)), ==, "m");
    g_assert_cmpstr(boss_of(h, opened(3)), ==, "");
}

/* The like under each of several units, as each new commune got its offices. */
static void
test_under_each(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "found", "2022-07", "where", "type = 'room'", "into.id", "desk", "into.name",
                               "Service Desk", "posts", "rank,count\nhead,1\nstaff,2\n", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_ACTS | HARNESS_MEASURES,
                   "units\n"
                   "  town (town)\n"
                   "  fin (room) under town\n"
                   "  plan (room) under town\n"
                   "  desk-fin () under fin\n"
                   "  desk-plan () under plan\n"
                   "acts\n"
                   "  2022-07 found open-unit: founded\n"
                   "  2022-07 found open-unit: founded\n"
                   "  2022-07 found open-posts: opened with its unit\n"
                   "  2022-07 found open-posts: opened with its unit\n"
                   "  2022-07 found open-posts: opened with its unit\n"
                   "  2022-07 found open-posts: opened with its unit\n"
                   "  2022-07 found set: opened with its unit\n"
                   "  2022-07 found set: reports to the head of the new unit, or above it\n"
                   "measures\n"
                   "  units-founded = 2\n"
                   "  posts-opened = 6\n"
                   "  people-placed = 0\n");
    /* Planning has no head of its own, so that its desk's reports to the mayor. */
    g_assert_cmpstr(boss_of(h, opened(0)), ==, "f1");
    g_assert_cmpstr(boss_of(h, opened(3)), ==, "m");
    g_assert_cmpuint(harness_org(h)->posts.reports_to[opened(5)], ==, opened(3));
}

static void
test_made_id(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "found", "2022-07", "units", "fin", "into.name", "Team", NULL));
    g_assert_true(harness_call(h, "found", "2022-08", "into.name", "Root", NULL));
    harness_expect(h, HARNESS_UNITS,
                   "units\n"
                   "  town (town)\n"
                   "  fin (room) under town\n"
                   "  plan (room) under town\n"
                   "  unit-4 () under fin\n"
                   "  unit-5 ()\n");
}

static void
refuses(Harness *h, const char *key, const char *value, const char *other, const char *text, const char *sentence)
{
    g_assert_false(harness_call(h, "found", "2022-07", key, value, other, text, NULL));
    g_assert_cmpstr(harness_error(h), ==, sentence);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    refuses(h, "into.id", "x", "into.type", "room",
            "It is not said what is founded: give `into: {id: …, name: …}`, or a `table:`.");
    refuses(h, "into.name", "X", "table", "id,name\ny,Y\n",
            "Say what is founded by either `table:` or `into:`; a table names the units above in its column parent.");
    refuses(h, "table", "id,name\ny,Y\n", "units", "fin",
            "Say what is founded by either `table:` or `into:`; a table names the units above in its column parent.");
    refuses(h, "into.parent", "town", "units", "fin",
            "Say under which unit it is founded by one of `into: {parent: …}`, `units:` and `where:`.");
    refuses(h, "into.name", "X", "where", "type = 'tower'",
            "No unit is chosen under which it could be founded; widen `where:`.");
    refuses(
        h, "table", "id,name,parent\nfin,Again,\nx,X,nowhere\nx,X,\n", "posts", "rank\nchief\n",
        "Row 1 of table: the id \"fin\" is that of a unit that is there, or was; give the new unit another id. Row 3 "
        "of table: the id \"x\" stands twice; every unit has one row. Row 2 of table: the unit above, \"nowhere\", is "
        "neither there nor in this table. Row 1 of posts: the rank is \"chief\"; head, deputy or staff was expected. "
        "Nothing was changed.");
    refuses(
        h, "table", "id,name,parent\na,A,b\nb,B,a\n", "posts", "unit,rank\nc,head\n",
        "Row 1 of table: the parents of \"a\" run in a circle through \"b\"; one of them must stand elsewhere. Row 2 "
        "of "
        "table: the parents of \"b\" run in a circle through \"a\"; one of them must stand elsewhere. Row 1 of posts: "
        "no unit \"c\" is founded in this step. Nothing was changed.");
    refuses(
        h, "into.name", "X", "posts", "rank,count,coefficient,fte\nhead,0,700,0\n",
        "Row 1 of posts: the count is out of bounds. Row 1 of posts: the coefficient is out of bounds. Row 1 of posts: "
        "the fte is out of bounds. Nothing was changed.");
    refuses(h, "into.name", "X", "posts", "rank,holder,count\nstaff,nobody,1\nstaff,ann,2\n",
            "Row 1 of posts: there is no person \"nobody\". Row 2 of posts: \"ann\" cannot hold more than one of these "
            "posts. Nothing was changed.");
    refuses(h, "into.name", "X", "posts", "rank,holder\nstaff,ann\nstaff,ann\n",
            "The person \"ann\" is named for two posts. Nothing was changed.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/found/one", test_one);
    g_test_add_func("/found/table", test_table);
    g_test_add_func("/found/under-each", test_under_each);
    g_test_add_func("/found/made-id", test_made_id);
    g_test_add_func("/found/refusals", test_refusals);
    return g_test_run();
}
