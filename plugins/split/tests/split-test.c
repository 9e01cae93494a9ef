// SPDX-License-Identifier: MIT
/* split and separate: where posts, people and units below go, who leads, and every refusal. */
#include "harness.h"
#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("split");
    harness_units(h, "id,name,type,parent,building,autonomy_group,protected\n"
                     "town,Town,town,,hall,,\n"
                     "cul,Culture and Sport,room,town,annex,3,\n"
                     "gym,Gym,team,cul,,,\n"
                     "lib,Library,team,cul,,,\n"
                     "fort,Fort,room,town,,,1\n");
    harness_posts(h, "id,unit,rank,title,held,hired,reports_to\n"
                     "m,town,head,Mayor,yes,,\n"
                     "c1,cul,head,Director,yes,2001-01,m\n"
                     "c2,cul,deputy,Deputy,yes,2005-01,c1\n"
                     "c3,cul,deputy,Deputy,yes,2003-01,c1\n"
                     "s1,cul,staff,Sport,yes,2010-01,c1\n"
                     "s2,cul,staff,Sport,yes,2011-01,c2\n"
                     "s3,cul,staff,Sport,no,,c2\n"
                     "s4,cul,staff,Sport,yes,2012-01,c3\n"
                     "k1,cul,staff,Culture,yes,2010-01,c1\n"
                     "k2,cul,staff,Culture,yes,2013-01,c2\n"
                     "g1,gym,head,Chief,yes,2012-01,c1\n"
                     "l1,lib,staff,Clerk,yes,2013-01,c1\n");
    harness_surplus(h, "id,unit\n"
                       "ann,cul\n");
    return h;
}

static const char *
boss_of(Harness *h, const char *post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[harness_post(h, post)];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

/* Nothing is lost. */
static void
reconcile(Harness *h, guint opened)
{
    const OrgTotals *totals = &harness_org(h)->totals;
    g_assert_cmpuint(totals->posts, ==, 12 + opened);
    g_assert_cmpuint(totals->people, ==, 12);
    g_assert_cmpuint(totals->surplus, ==, 1);
}

/* What no part takes goes by shares: the head to the first of two equal parts, one deputy to each other way round. */
static void
test_by_title(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "split", "2022-07", "units", "cul", "parts",
                               "id,name,share,takes,children\n"
                               "cult,Culture,50%,Culture,lib\n"
                               "sport,Sport,50%,Sport,gym\n",
                               "heads", "promote", NULL));
    harness_expect(h, HARNESS_ALL & ~HARNESS_ACTS,
                   "units\n"
                   "  town (town)\n"
                   "  cul (room), closed 2022-07 into sport\n"
                   "  gym (team) under sport\n"
                   "  lib (team) under cult\n"
                   "  fort (room) under town\n"
                   "  cult (room) under town\n"
                   "  sport (room) under town\n"
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  c1 in cult: head, held by h-c1\n"
                   "  c2 in sport: head, held by h-c2\n"
                   "  c3 in cult: deputy, held by h-c3\n"
                   "  s1 in sport: staff, held by h-s1\n"
                   "  s2 in sport: staff, held by h-s2\n"
                   "  s3 in sport: staff, vacant\n"
                   "  s4 in sport: staff, held by h-s4\n"
                   "  k1 in cult: staff, held by h-k1\n"
                   "  k2 in cult: staff, held by h-k2\n"
                   "  g1 in gym: head, held by h-g1\n"
                   "  l1 in lib: staff, held by h-l1\n"
                   "people\n"
                   "  h-m employed in town at m\n"
                   "  h-c1 employed in cult at c1\n"
                   "  h-c2 employed in sport at c2\n"
                   "  h-c3 employed in cult at c3\n"
                   "  h-s1 employed in sport at s1\n"
                   "  h-s2 employed in sport at s2\n"
                   "  h-s4 employed in sport at s4\n"
                   "  h-k1 employed in cult at k1\n"
                   "  h-k2 employed in cult at k2\n"
                   "  h-g1 employed in gym at g1\n"
                   "  h-l1 employed in lib at l1\n"
                   "  ann surplus in sport\n"
                   "findings\n"
                   "measures\n"
                   "  units-founded = 2\n"
                   "  units-moved = 2\n"
                   "  posts-moved = 9\n"
                   "  people-moved = 8\n"
                   "  heads-promoted = 1\n"
                   "  heads-opened = 0\n");
    /* c2 leads Sport now: it reports to the mayor, the posts and the gym whose bosses went elsewhere to it. */
    g_assert_cmpstr(boss_of(h, "c2"), ==, "m");
    g_assert_cmpstr(boss_of(h, "s1"), ==, "c2");
    g_assert_cmpstr(boss_of(h, "s4"), ==, "c2");
    g_assert_cmpstr(boss_of(h, "k2"), ==, "c1");
    g_assert_cmpstr(boss_of(h, "g1"), ==, "c2");
    g_assert_cmpstr(boss_of(h, "l1"), ==, "c1");
    reconcile(h, 0);
}

static void
test_shares(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "split", "2022-07", "units", "cul", "parts",
                               "id,name,share,function,parent,type\n"
                               "big,Big,70,culture,,\n"
                               "small,Small,30,,gym,team\n",
                               NULL));
    harness_expect(
        h, HARNESS_ALL & ~HARNESS_PEOPLE,
        "units\n"
        "  town (town)\n"
        "  cul (room), closed 2022-07 into big\n"
        "  gym (team) under big\n"
        "  lib (team) under big\n"
        "  fort (room) under town\n"
        "  big (room) under town\n"
        "  small (team) under gym\n"
        "posts\n"
        "  m in town: head, held by h-m\n"
        "  c1 in big: head, held by h-c1\n"
        "  c2 in small: deputy, held by h-c2\n"
        "  c3 in big: deputy, held by h-c3\n"
        "  s1 in big: staff, held by h-s1\n"
        "  s2 in big: staff, held by h-s2\n"
        "  s3 in small: staff, vacant\n"
        "  s4 in small: staff, held by h-s4\n"
        "  k1 in big: staff, held by h-k1\n"
        "  k2 in big: staff, held by h-k2\n"
        "  g1 in gym: head, held by h-g1\n"
        "  l1 in lib: staff, held by h-l1\n"
        "acts\n"
        "  2022-07 split open-unit: takes the place of a unit that is split\n"
        "  2022-07 split set: takes the place of a unit that is split\n"
        "  2022-07 split open-unit: takes the place of a unit that is split\n"
        "  2022-07 split set-words: taken over from the unit that it came out of\n"
        "  2022-07 split set-numbers: taken over from the unit that it came out of\n"
        "  2022-07 split move-posts: goes with its holder to a part of its unit\n"
        "  2022-07 split move-posts: goes with its holder to a part of its unit\n"
        "  2022-07 split move-unit: goes to a part of the unit above\n"
        "  2022-07 split move-unit: goes to a part of the unit above\n"
        "  2022-07 split set: reports within its part\n"
        "  2022-07 split set: reports within its part\n"
        "  2022-07 split close-unit: split, the largest part into big\n"
        "findings\n"
        "  note unit cul: No part names 2 of the units below Culture and Sport: they go with the largest part, Big.\n"
        "measures\n"
        "  units-founded = 2\n"
        "  units-moved = 2\n"
        "  posts-moved = 9\n"
        "  people-moved = 8\n"
        "  heads-promoted = 0\n"
        "  heads-opened = 0\n");
    reconcile(h, 0);
}

static void
test_even(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "split", "2022-07", "units", "cul", "parts", "id,name\na,A\nb,B\nc,C\n", "heads",
                               "open", "inherit", "building", NULL));
    harness_expect(
        h, HARNESS_ALL & ~HARNESS_PEOPLE & ~HARNESS_ACTS,
        "units\n"
        "  town (town)\n"
        "  cul (room), closed 2022-07 into a\n"
        "  gym (team) under a\n"
        "  lib (team) under a\n"
        "  fort (room) under town\n"
        "  a (room) under town\n"
        "  b (room) under town\n"
        "  c (room) under town\n"
        "posts\n"
        "  m in town: head, held by h-m\n"
        "  c1 in a: head, held by h-c1\n"
        "  c2 in b: deputy, held by h-c2\n"
        "  c3 in c: deputy, held by h-c3\n"
        "  s1 in a: staff, held by h-s1\n"
        "  s2 in b: staff, held by h-s2\n"
        "  s3 in c: staff, vacant\n"
        "  s4 in c: staff, held by h-s4\n"
        "  k1 in a: staff, held by h-k1\n"
        "  k2 in b: staff, held by h-k2\n"
        "  g1 in gym: head, held by h-g1\n"
        "  l1 in lib: staff, held by h-l1\n"
        "  c1#13 in b: head, vacant\n"
        "  c1#14 in c: head, vacant\n"
        "findings\n"
        "  note unit cul: No shares are given for the parts of Culture and Sport: 9 of its posts are divided evenly.\n"
        "  note unit cul: No part names 2 of the units below Culture and Sport: they go with the largest part, A.\n"
        "  note: Posts of heads opened: 2. The quota rises by as many, though a division gives none (Decree 120/2020 "
        "Art. 4.3).\n"
        "measures\n"
        "  units-founded = 3\n"
        "  units-moved = 2\n"
        "  posts-moved = 9\n"
        "  people-moved = 8\n"
        "  heads-promoted = 0\n"
        "  heads-opened = 2\n");
    reconcile(h, 2);
}

static void
test_named(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "split", "2022-07", "units", "cul", "parts",
                               "id,name,share,head,takes\n"
                               "a,A,20%,c1,deputy\n"
                               "b,B,80%,h-s4,\n",
                               "by", "rank", "list", "post,part\nk1,a\nc2,b\n", NULL));
    harness_expect(
        h, HARNESS_ALL & ~HARNESS_PEOPLE & ~HARNESS_ACTS,
        "units\n"
        "  town (town)\n"
        "  cul (room), closed 2022-07 into b\n"
        "  gym (team) under b\n"
        "  lib (team) under b\n"
        "  fort (room) under town\n"
        "  a (room) under town\n"
        "  b (room) under town\n"
        "posts\n"
        "  m in town: head, held by h-m\n"
        "  c1 in a: head, held by h-c1\n"
        "  c2 in b: deputy, held by h-c2\n"
        "  c3 in a: deputy, held by h-c3\n"
        "  s1 in b: staff, held by h-s1\n"
        "  s2 in b: staff, held by h-s2\n"
        "  s3 in b: staff, vacant\n"
        "  s4 in b: head, held by h-s4\n"
        "  k1 in a: staff, held by h-k1\n"
        "  k2 in a: staff, held by h-k2\n"
        "  g1 in gym: head, held by h-g1\n"
        "  l1 in lib: staff, held by h-l1\n"
        "findings\n"
        "  note unit cul: No part names 2 of the units below Culture and Sport: they go with the largest part, B.\n"
        "measures\n"
        "  units-founded = 2\n"
        "  units-moved = 2\n"
        "  posts-moved = 9\n"
        "  people-moved = 8\n"
        "  heads-promoted = 1\n"
        "  heads-opened = 0\n");
    g_assert_cmpstr(boss_of(h, "s4"), ==, "m");
    g_assert_cmpstr(boss_of(h, "s2"), ==, "c2");
    g_assert_cmpstr(boss_of(h, "s1"), ==, "s4");
    reconcile(h, 0);
}

static void
test_separate(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "separate", "2022-07", "units", "cul", "into.id", "sport", "into.name", "Sport",
                               "posts", "where title = 'Sport'", "share", "50%", NULL));
    harness_expect(h, HARNESS_ALL,
                   "units\n"
                   "  town (town)\n"
                   "  cul (room) under town\n"
                   "  gym (team) under cul\n"
                   "  lib (team) under cul\n"
                   "  fort (room) under town\n"
                   "  sport (room) under town\n"
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  c1 in cul: head, held by h-c1\n"
                   "  c2 in sport: deputy, held by h-c2\n"
                   "  c3 in cul: deputy, held by h-c3\n"
                   "  s1 in sport: staff, held by h-s1\n"
                   "  s2 in sport: staff, held by h-s2\n"
                   "  s3 in sport: staff, vacant\n"
                   "  s4 in sport: staff, held by h-s4\n"
                   "  k1 in sport: staff, held by h-k1\n"
                   "  k2 in cul: staff, held by h-k2\n"
                   "  g1 in gym: head, held by h-g1\n"
                   "  l1 in lib: staff, held by h-l1\n"
                   "people\n"
                   "  h-m employed in town at m\n"
                   "  h-c1 employed in cul at c1\n"
                   "  h-c2 employed in sport at c2\n"
                   "  h-c3 employed in cul at c3\n"
                   "  h-s1 employed in sport at s1\n"
                   "  h-s2 employed in sport at s2\n"
                   "  h-s4 employed in sport at s4\n"
                   "  h-k1 employed in sport at k1\n"
                   "  h-k2 employed in cul at k2\n"
                   "  h-g1 employed in gym at g1\n"
                   "  h-l1 employed in lib at l1\n"
                   "  ann surplus in cul\n"
                   "acts\n"
                   "  2022-07 split open-unit: comes out of another unit\n"
                   "  2022-07 split set-words: taken over from the unit that it came out of\n"
                   "  2022-07 split set-numbers: taken over from the unit that it came out of\n"
                   "  2022-07 split move-posts: goes with its holder to a part of its unit\n"
                   "  2022-07 split set: reports within its part\n"
                   "findings\n"
                   "measures\n"
                   "  units-founded = 1\n"
                   "  units-moved = 0\n"
                   "  posts-moved = 6\n"
                   "  people-moved = 5\n"
                   "  heads-promoted = 0\n"
                   "  heads-opened = 0\n");
    reconcile(h, 0);
}

static void
test_separate_parts(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "separate", "2022-07", "units", "cul", "parts",
                               "id,name,takes,children,parent\n"
                               "sport,Sport,Sport,gym,\n"
                               "books,Books,,lib,cul\n",
                               "heads", "promote", NULL));
    harness_expect(h, HARNESS_ALL & ~HARNESS_ACTS,
                   "units\n"
                   "  town (town)\n"
                   "  cul (room) under town\n"
                   "  gym (team) under sport\n"
                   "  lib (team) under books\n"
                   "  fort (room) under town\n"
                   "  sport (room) under town\n"
                   "  books (room) under cul\n"
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  c1 in cul: head, held by h-c1\n"
                   "  c2 in cul: deputy, held by h-c2\n"
                   "  c3 in cul: deputy, held by h-c3\n"
                   "  s1 in sport: head, held by h-s1\n"
                   "  s2 in sport: staff, held by h-s2\n"
                   "  s3 in sport: staff, vacant\n"
                   "  s4 in sport: staff, held by h-s4\n"
                   "  k1 in cul: staff, held by h-k1\n"
                   "  k2 in cul: staff, held by h-k2\n"
                   "  g1 in gym: head, held by h-g1\n"
                   "  l1 in lib: staff, held by h-l1\n"
                   "people\n"
                   "  h-m employed in town at m\n"
                   "  h-c1 employed in cul at c1\n"
                   "  h-c2 employed in cul at c2\n"
                   "  h-c3 employed in cul at c3\n"
                   "  h-s1 employed in sport at s1\n"
                   "  h-s2 employed in sport at s2\n"
                   "  h-s4 employed in sport at s4\n"
                   "  h-k1 employed in cul at k1\n"
                   "  h-k2 employed in cul at k2\n"
                   "  h-g1 employed in gym at g1\n"
                   "  h-l1 employed in lib at l1\n"
                   "  ann surplus in cul\n"
                   "findings\n"
                   "measures\n"
                   "  units-founded = 2\n"
                   "  units-moved = 2\n"
                   "  posts-moved = 4\n"
                   "  people-moved = 3\n"
                   "  heads-promoted = 1\n"
                   "  heads-opened = 0\n");
    reconcile(h, 0);
}

/* Two units alike: "x" becomes "x-gym" and "x-lib". The head of the gym stays, and so it does where a share says all. */
static void
test_alike(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "separate", "2022-07", "units", "gym,lib", "into.id", "x", "into.name", "Part",
                               "share", "100%", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_POSTS | HARNESS_MEASURES,
                   "units\n"
                   "  town (town)\n"
                   "  cul (room) under town\n"
                   "  gym (team) under cul\n"
                   "  lib (team) under cul\n"
                   "  fort (room) under town\n"
                   "  x-gym (team) under cul\n"
                   "  x-lib (team) under cul\n"
                   "posts\n"
                   "  m in town: head, held by h-m\n"
                   "  c1 in cul: head, held by h-c1\n"
                   "  c2 in cul: deputy, held by h-c2\n"
                   "  c3 in cul: deputy, held by h-c3\n"
                   "  s1 in cul: staff, held by h-s1\n"
                   "  s2 in cul: staff, held by h-s2\n"
                   "  s3 in cul: staff, vacant\n"
                   "  s4 in cul: staff, held by h-s4\n"
                   "  k1 in cul: staff, held by h-k1\n"
                   "  k2 in cul: staff, held by h-k2\n"
                   "  g1 in gym: head, held by h-g1\n"
                   "  l1 in x-lib: staff, held by h-l1\n"
                   "measures\n"
                   "  units-founded = 2\n"
                   "  units-moved = 0\n"
                   "  posts-moved = 1\n"
                   "  people-moved = 1\n"
                   "  heads-promoted = 0\n"
                   "  heads-opened = 0\n");
    reconcile(h, 0);
}

static void
refuses(Harness *h, const char *feature, const char *unit, const char *parts, const char *key, const char *value,
        const char *sentence)
{
    g_assert_false(harness_call(h, feature, "2022-07", "units", unit, "parts", parts, key, value, NULL));
    g_assert_cmpstr(harness_error(h), ==, sentence);
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = town();
    refuses(h, "split", "where type = 'no'", "id,name\na,A\nb,B\n", NULL, NULL,
            "`units:` chooses no unit that could be divided.");
    refuses(h, "split", "fort", "id,name\na,A\nb,B\n", NULL, NULL,
            "Unit \"fort\" is protected (attribute protected) and may not be divided.");
    refuses(h, "split", "cul", "id,name\na,A\n", NULL, NULL,
            "A unit is split into at least two parts; add a row to `parts:`, or use `rename` or `separate`.");
    refuses(h, "split", "cul", "id,name,parent,share,head\na,A,cul,x,m\na,A,no,,\ngym,G,,,\n", NULL, NULL,
            "Row 1 of parts: the unit above, \"cul\", ends; name another one. Row 1 of parts: the share \"x\" is no "
            "number such as 0.6, 60 or 60%. Row 1 of parts: the head \"m\" is no post or person of \"cul\". Row 2 of "
            "parts: the unit above, \"no\", is not there. Row 2 of parts: the id \"a\" stands twice; every part has "
            "one row. Row 3 of parts: the id \"gym\" is that of a unit that is there, or was; give the part another "
            "id. Nothing was changed.");
    refuses(h, "split", "cul", "id,name,share,takes,children\na,A,50%,Opera,gym\nb,B,30%,Sport,gym;town\n", "list",
            "post,part\ng1,a\nk1,c\ns1,a\n",
            "Row 1 of list: \"g1\" is no open post of \"cul\". Row 2 of list: \"c\" is none of the parts. Row 1 of "
            "parts: no post of the unit has \"Opera\". The shares of the parts do not add up to 1 (or 100%). Row 2 of "
            "parts: the unit \"gym\" goes to \"a\" already. Row 2 of parts: \"town\" is no unit just below \"cul\". "
            "Nothing was changed.");
    refuses(h, "split", "cul", "id,name,head\na,A,c2\nb,B,c3\n", NULL, NULL,
            "Every part names another head than \"c1\", the head of the unit: leave one without. Nothing was changed.");
    refuses(h, "split", "cul", "id,name,takes\na,A,x\nb,B,\n", "by", "colour",
            "`by:` is \"colour\"; title, category, funding, rank or an attribute of words of posts was expected.");
    refuses(h, "separate", "cul", "id,name,share\na,A,70%\nb,B,40%\n", NULL, NULL,
            "The shares of the parts are more than the whole. Nothing was changed.");
    refuses(h, "separate", "cul", "id,name\na,A\n", "into.id", "x",
            "Say what comes out of the unit by either `parts:` or `into:`; `posts:` and `share:` belong to `into:`.");
    g_assert_false(harness_call(h, "separate", "2022-07", "units", "cul", "into.id", "x", NULL));
    g_assert_cmpstr(harness_error(h), ==,
                    "It is not said what comes out of the unit: give `into: {id: …, name: …}`, or a table `parts:`.");
    g_assert_false(
        harness_call(h, "separate", "2022-07", "units", "cul", "into.id", "x", "into.name", "X", "posts", "g1", NULL));
    g_assert_cmpstr(harness_error(h), ==, "None of the posts chosen is one of \"cul\".");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/split/by-title", test_by_title);
    g_test_add_func("/split/shares", test_shares);
    g_test_add_func("/split/even", test_even);
    g_test_add_func("/split/named", test_named);
    g_test_add_func("/split/separate", test_separate);
    g_test_add_func("/split/separate-parts", test_separate_parts);
    g_test_add_func("/split/alike", test_alike);
    g_test_add_func("/split/refusals", test_refusals);
    return g_test_run();
}
