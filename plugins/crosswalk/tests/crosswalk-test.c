// SPDX-License-Identifier: MIT
/* crosswalk: merged, split, abolished, founded and carried-on units, where their posts go, and what is refused. */
#include "harness.h"
#include <string.h>

static Harness *
province(void)
{
    Harness *h = harness_new("crosswalk");
    harness_units(h, "id,name,type,parent\n"
                     "t,Province,province,\n"
                     "d,District,district,t\n"
                     "a,Alpha,commune,d\n"
                     "b,Beta,commune,d\n"
                     "c,Gamma,commune,d\n"
                     "e,Delta,commune,d\n");
    harness_posts(h, "id,unit,rank,title,held,reports_to\n"
                     "t1,t,head,Chair,yes,\n"
                     "d1,d,head,Chair,yes,t1\n"
                     "a1,a,head,Chair,no,d1\n"
                     "a2,a,staff,Clerk,yes,a1\n"
                     "b1,b,head,Chair,yes,d1\n"
                     "b2,b,deputy,Vice,yes,b1\n"
                     "c1,c,head,Chair,yes,d1\n"
                     "c2,c,staff,Clerk,yes,c1\n"
                     "c3,c,staff,Clerk,yes,c1\n"
                     "c4,c,staff,Clerk,yes,c1\n"
                     "c5,c,staff,Clerk,no,c1\n"
                     "e1,e,head,Chair,yes,d1\n");
    return h;
}

static const char after[] = "id,name,type,parent_id,note\n"
                            "w2,Second,ward,t,x\n"
                            "w1,First,ward,t,y\n"
                            "e,Delta Town,town,t,z\n"
                            "t,Province,province,,\n";

static const char *
boss_of(Harness *h, const char *post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[harness_post(h, post)];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

static const char *
date_of(Harness *h, const char *unit)
{
    const OrgAttribute *date = org_attribute_find(harness_org(h), ORG_UNITS, "crosswalk.date");
    return date ? org_dict_text(harness_org(h)->dict, date->word[harness_unit(h, unit)]) : NULL;
}

static void
test_all(void)
{
    g_autoptr(Harness) h = province();
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "units", after, "table",
                               "old_id,new_id,date,share\n"
                               "a,w1,2025-06-16,\n"
                               "b,w1,2025-07-01,\n"
                               "c,w1,,40%\n"
                               "c,w2,,60%\n"
                               "d,,2025-07-01,\n",
                               NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_POSTS | HARNESS_PEOPLE | HARNESS_FINDINGS | HARNESS_MEASURES,
                   "units\n"
                   "  t (province)\n"
                   "  d (district), closed 2025-07\n"
                   "  a (commune), closed 2025-07 into w1\n"
                   "  b (commune), closed 2025-07 into w1\n"
                   "  c (commune), closed 2025-07 into w2\n"
                   "  e (town) under t\n"
                   "  w2 (ward) under t\n"
                   "  w1 (ward) under t\n"
                   "posts\n"
                   "  t1 in t: head, held by h-t1\n"
                   "  d1 in d: head, closed 2025-07\n"
                   "  a1 in w1: deputy, vacant\n"
                   "  a2 in w1: staff, held by h-a2\n"
                   "  b1 in w1: head, held by h-b1\n"
                   "  b2 in w1: deputy, held by h-b2\n"
                   "  c1 in w2: head, held by h-c1\n"
                   "  c2 in w1: staff, held by h-c2\n"
                   "  c3 in w2: staff, held by h-c3\n"
                   "  c4 in w1: staff, held by h-c4\n"
                   "  c5 in w2: staff, vacant\n"
                   "  e1 in e: head, held by h-e1\n"
                   "people\n"
                   "  h-t1 employed in t at t1\n"
                   "  h-d1 surplus in t\n"
                   "  h-a2 employed in w1 at a2\n"
                   "  h-b1 employed in w1 at b1\n"
                   "  h-b2 employed in w1 at b2\n"
                   "  h-c1 employed in w2 at c1\n"
                   "  h-c2 employed in w1 at c2\n"
                   "  h-c3 employed in w2 at c3\n"
                   "  h-c4 employed in w1 at c4\n"
                   "  h-e1 employed in e at e1\n"
                   "findings\n"
                   "measures\n"
                   "  units-founded = 2\n"
                   "  units-closed = 4\n"
                   "  units-carried-on = 2\n"
                   "  units-moved = 1\n"
                   "  units-renamed = 1\n"
                   "  units-retyped = 1\n"
                   "  units-merged = 3\n"
                   "  units-split = 1\n"
                   "  units-abolished = 1\n"
                   "  posts-moved = 9\n"
                   "  people-moved = 7\n"
                   "  posts-closed = 1\n"
                   "  heads-released = 0\n"
                   "  heads-promoted = 0\n"
                   "  heads-opened = 0\n");
}

static void
test_dates_and_bosses(void)
{
    g_autoptr(Harness) h = province();
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "units", after, "table",
                               "old_id,new_id,date\n"
                               "a,w1,2025-06-16\n"
                               "b,w1,2025-07-01\n"
                               "c,w2,\n"
                               "d,,2025-07\n",
                               NULL));
    g_assert_cmpstr(date_of(h, "a"), ==, "2025-06-16");
    g_assert_cmpstr(date_of(h, "w1"), ==, "2025-07-01");
    g_assert_cmpstr(date_of(h, "d"), ==, "2025-07");
    g_assert_cmpstr(date_of(h, "c"), ==, "");
    g_assert_cmpstr(org_name(harness_org(h), ORG_UNITS, harness_unit(h, "e")), ==, "Delta Town");
    /* The vacant head of a steps down below the held one of b; who reported to the district reports to the province. */
    g_assert_cmpint(harness_org(h)->posts.rank[harness_post(h, "b1")], ==, ORG_HEAD);
    g_assert_cmpint(harness_org(h)->posts.rank[harness_post(h, "a1")], ==, ORG_DEPUTY);
    g_assert_cmpstr(org_name(harness_org(h), ORG_POSTS, harness_post(h, "a1")), ==, "Vice");
    g_assert_cmpstr(boss_of(h, "a1"), ==, "b1");
    g_assert_cmpstr(boss_of(h, "b1"), ==, "t1");
    g_assert_cmpstr(boss_of(h, "e1"), ==, "t1");
}

/* A unit goes below one that stood below it; an even split says so; an abolished unit's posts move up when asked. */
static void
test_turned(void)
{
    g_autoptr(Harness) h = province();
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "abolished", "move", "other_heads", "keep", "units",
                               "id,name,type,parent_id\n"
                               "t,,,a\n"
                               "a,,,\n"
                               "b,,,t\n"
                               "c,,,t\n"
                               "d,,,b\n",
                               "table",
                               "old_id,new_id\n"
                               "c,c\n"
                               "c,b\n"
                               "e,\n",
                               NULL));
    harness_expect(
        h, HARNESS_UNITS | HARNESS_FINDINGS,
        "units\n"
        "  t (province) under a\n"
        "  d (district) under b\n"
        "  a (commune)\n"
        "  b (commune) under t\n"
        "  c (commune) under t\n"
        "  e (commune), closed 2025-07\n"
        "findings\n"
        "  note unit c: The mapping gives no shares for the 2 parts of Gamma: its posts are divided evenly.\n");
    const Org *org = harness_org(h);
    g_assert_cmpuint(org->posts.unit[harness_post(h, "e1")], ==, harness_unit(h, "d"));
    g_assert_cmpuint(org->units.n_posts[harness_unit(h, "c")], ==, 3);
    g_assert_cmpuint(org->units.n_posts[harness_unit(h, "b")], ==, 4);
    g_assert_cmpuint(org->totals.surplus, ==, 0);
    g_assert_cmpint(org->posts.rank[harness_post(h, "e1")], ==, ORG_HEAD);
}

static void
test_others(void)
{
    static const char only_w[] = "id,name,type,parent_id\nw,West,commune,d\nt,Province,province,\n";
    static const char ab[] = "old_id,new_id\na,w\nb,w\n";
    g_autoptr(Harness) h = province();
    g_assert_false(harness_call(h, "crosswalk", "2025-07", "units", only_w, "table", ab, NULL));
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "units", only_w, "table", ab, "others", "keep", NULL));
    harness_expect(h, HARNESS_UNITS,
                   "units\n"
                   "  t (province)\n"
                   "  d (district) under t\n"
                   "  a (commune), closed 2025-07 into w\n"
                   "  b (commune), closed 2025-07 into w\n"
                   "  c (commune) under d\n"
                   "  e (commune) under d\n"
                   "  w (commune) under d\n");
    g_assert_true(harness_call(h, "crosswalk", "2025-08", "others", "abolish", "units",
                               "id,name,type,parent_id\nt,,,\n", "table", "old_id,new_id\nw,t\n", NULL));
    g_assert_cmpuint(harness_org(h)->totals.units, ==, 1);
    g_assert_cmpuint(harness_org(h)->units.n_idle[harness_unit(h, "t")], ==, 6); /* d1, c1 to c4, e1 */
}

static void
refused(const char *units, const char *table, const char *sentence)
{
    g_autoptr(Harness) h = province();
    g_assert_false(harness_call(h, "crosswalk", "2025-07", "others", "keep", "units", units, "table", table, NULL));
    if (!strstr(harness_error(h), sentence))
        g_error("\"%s\" does not say \"%s\"", harness_error(h), sentence);
}

static void
test_refused(void)
{
    static const char t[] = "old_id,new_id,date,share\n", u[] = "id,name,type,parent_id\n";
#define T(rows) "old_id,new_id,date,share\n" rows
#define U(rows) "id,name,type,parent_id\n" rows
    refused(u, t, "The second file (`units:`) holds no unit.");
    refused(U("t,,,\nw,W,,t\nt,,,\n"), t, "Row 3 of units: the id \"t\" stands twice");
    refused(U("t,,,\nw,,,t\n"), t, "Row 2 of units: the new unit \"w\" has no name.");
    refused(U("t,,,\nw,W,,x\n"), t, "Row 2 of units: the parent \"x\" of \"w\" is not in this file.");
    refused(U("t,,,a\na,,,b\nb,,,t\n"), t, "Row 1 of units: the parents of \"t\" run in a circle through \"b\"");
    refused(U("t,,,t\n"), t, "Row 1 of units: the parents of \"t\" run in a circle through \"t\"");
    refused(U("t,,,\n"), T("x,t,,\n"), "Row 1 of table: there is no unit \"x\" to change.");
    refused(U("t,,,\n"), T(",t,,\n"), "Row 1 of table: old_id is blank.");
    refused(U("t,,,\n"), T("a,t,,\nb,y,,\n"), "Row 2 of table: the new id \"y\" of \"b\" is not in the second file.");
    refused(U("t,,,\n"), T("a,t,,\na,t,,\n"), "Row 2 of table: \"a\" becomes \"t\" in an earlier row already.");
    refused(U("t,,,\n"), T("a,,,\na,t,,\n"),
            "Row 2 of table: \"a\" is abolished in one row and has another row besides.");
    refused(U("t,,,\n"), T("t,,,\n"), "Row 1 of table: \"t\" has no new id, but stands in the second file");
    refused(U("t,,,\na,,,t\n"), T("a,t,,\n"),
            "Row 1 of table: \"a\" becomes another unit, but stands in the second file");
    refused(U("t,,,\n"), T("a,t,1/3/2025,\n"), "Row 1 of table: the date \"1/3/2025\" is not written");
    refused(U("t,,,\n"), T("a,t,2025-13-01,\n"), "the date \"2025-13-01\"");
    refused(U("t,,,\n"), T("a,t,,half\n"), "Row 1 of table: the share \"half\" is no number such as 0.6, 60 or 60%.");
    refused(U("t,,,\nw,W,,t\n"), T("a,t,,0.5\na,w,,\n"), "Row 1 of table: \"a\" has a share in some of its rows only");
    refused(U("t,,,\nw,W,,t\n"), T("a,t,,0.5\na,w,,0.6\n"), "Row 1 of table: the shares of \"a\" do not add up to 1");
    refused(U("t,,,\nw,W,,t\n"), T("x,t,,\ny,t,,\n"),
            "Row 1 of table: there is no unit \"x\" to change. Row 2 of table: there is no unit \"y\"");
    refused(U("w,W,,\n"), T("t,,,\nd,,,\na,w,,\nb,w,,\nc,w,,\ne,w,,\n"), "is abolished with all above it");
#undef T
#undef U
}

/* A closed unit's id is not founded again, and a closed unit is not changed again. */
static void
test_closed(void)
{
    static const char units[] = "id,name,type,parent_id\nt,,,\n";
    g_autoptr(Harness) h = province();
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "others", "keep", "units", units, "table",
                               "old_id,new_id\na,t\n", NULL));
    g_assert_false(harness_call(h, "crosswalk", "2025-08", "others", "keep", "units", units, "table",
                                "old_id,new_id\na,t\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "the unit \"a\" is already closed."));
    g_assert_false(harness_call(h, "crosswalk", "2025-08", "others", "keep", "units",
                                "id,name,type,parent_id\nt,,,\na,Alpha,,t\n", "table", "old_id,new_id\nb,t\n", NULL));
    g_assert_nonnull(
        strstr(harness_error(h), "Row 2 of units: the id \"a\" belongs to a unit that was closed earlier"));
}

/* Units of four posts each under a chair, and a map that halves one of them. */
static Harness *
halves(const char *ranks)
{
    Harness *h = harness_new("crosswalk");
    harness_units(h, "id,name,type,parent\nt,Province,province,\na,Alpha,district,t\n");
    harness_posts(h, ranks);
    return h;
}

static const char halved[] = "id,name,type,parent_id\nx,North,district,t\ny,South,district,t\n";
static const char into_halves[] = "old_id,new_id,share\na,x,50%\na,y,50%\n";
static const char ranked[] = "id,unit,rank,title,held,hired,coefficient,reports_to\n"
                             "t1,t,head,Chair,yes,,,\n"
                             "a1,a,head,Director,yes,2001-01,5.0,t1\n"
                             "a2,a,staff,Clerk,yes,2012-01,3.0,a1\n"
                             "a3,a,staff,Clerk,yes,2010-01,2.0,a1\n"
                             "a4,a,staff,Clerk,yes,2011-01,2.5,a1\n";

static guint
heads_in(Harness *h, const char *unit, OrgRow *head)
{
    const Org *org = harness_org(h);
    guint n = 0;
    for (OrgRow p = 0; p < org->posts.n; p++)
        if (org->posts.closed[p] == ORG_OPEN && org->posts.unit[p] == harness_unit(h, unit) &&
            org->posts.rank[p] == ORG_HEAD) {
            *head = p;
            n++;
        }
    return n;
}

static void
test_heads_promoted(void)
{
    g_autoptr(Harness) h = halves(ranked);
    OrgRow head = ORG_NONE;
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "units", halved, "table", into_halves, "others", "keep",
                               "heads", "promote", NULL));
    const Org *org = harness_org(h);
    g_assert_cmpuint(heads_in(h, "x", &head), ==, 1);
    g_assert_cmpstr(org_id(org, ORG_POSTS, head), ==, "a1");
    g_assert_cmpuint(heads_in(h, "y", &head), ==, 1);
    /* a2 and a4 went to South, as kinds are dealt in turn; a4 has served longer. */
    g_assert_cmpstr(org_id(org, ORG_POSTS, head), ==, "a4");
    g_assert_cmpstr(org_name(org, ORG_POSTS, head), ==, "Director");
    g_assert_cmpuint(org->posts.coefficient[head], ==, 250);
    g_assert_cmpstr(boss_of(h, "a4"), ==, "t1");
    g_assert_cmpstr(boss_of(h, "a2"), ==, "a4");
    g_assert_cmpstr(boss_of(h, "a3"), ==, "a1");
    g_assert_cmpfloat(harness_measured(h, "heads-promoted", NULL), ==, 1);
    g_assert_cmpuint(org->totals.posts, ==, 5);
}

static void
test_heads_opened(void)
{
    g_autoptr(Harness) h = halves(ranked);
    OrgRow head = ORG_NONE;
    g_assert_true(harness_call(h, "crosswalk", "2025-07", "units", halved, "table", into_halves, "others", "keep",
                               "heads", "open", NULL));
    const Org *org = harness_org(h);
    g_assert_cmpuint(heads_in(h, "y", &head), ==, 1);
    g_assert_cmpuint(head, ==, 5);
    g_assert_cmpuint(org->posts.holder[head], ==, ORG_NONE);
    g_assert_cmpstr(org_name(org, ORG_POSTS, head), ==, "Director");
    g_assert_cmpuint(org->posts.coefficient[head], ==, 500);
    g_assert_cmpuint(org->posts.reports_to[head], ==, harness_post(h, "t1"));
    g_assert_cmpuint(org->posts.reports_to[harness_post(h, "a2")], ==, head);
    g_assert_cmpfloat(harness_measured(h, "heads-opened", NULL), ==, 1);
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n"
        "  note: Posts of heads opened: 1. The quota rises by 1, though a division gives none (Decree 120/2020 Art. "
        "4.3).\n");
}

/* Units that had no head, and posts without ranks, are left as they are; so is everything under `report`. */
static void
test_heads_left(void)
{
    static const char *const posts[] = { "id,unit,held\na1,a,yes\na2,a,yes\n",
                                         "id,unit,rank,held\na1,a,head,yes\na2,a,staff,yes\n" };
    for (guint i = 0; i < 2; i++) {
        g_autoptr(Harness) h = halves(posts[i]);
        OrgRow head;
        g_assert_true(harness_call(h, "crosswalk", "2025-07", "units", halved, "table", into_halves, "others", "keep",
                                   "heads", i ? "report" : "open", NULL));
        g_assert_cmpuint(harness_org(h)->posts.n, ==, 2);
        g_assert_cmpuint(heads_in(h, "y", &head), ==, 0);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/crosswalk/all", test_all);
    g_test_add_func("/crosswalk/dates-and-bosses", test_dates_and_bosses);
    g_test_add_func("/crosswalk/turned", test_turned);
    g_test_add_func("/crosswalk/others", test_others);
    g_test_add_func("/crosswalk/refused", test_refused);
    g_test_add_func("/crosswalk/closed", test_closed);
    g_test_add_func("/crosswalk/heads-promoted", test_heads_promoted);
    g_test_add_func("/crosswalk/heads-opened", test_heads_opened);
    g_test_add_func("/crosswalk/heads-left", test_heads_left);
    return g_test_run();
}
