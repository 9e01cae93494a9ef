// SPDX-License-Identifier: MIT
/* merge: golden texts of small organisations before and after. */
#include "harness.h"
#include <math.h>
#include <string.h>

static Harness *
two_rooms(void)
{
    Harness *h = harness_new("merge");
    harness_units(h, "id,name,type,function,parent,workload,building\n"
                     "town,Town,town,,,,hall\n"
                     "fin,Finance,room,finance,town,10,east\n"
                     "plan,Planning,room,planning,town,5,west\n"
                     "zoo,Zoo,centre,,town,,park\n");
    harness_posts(h, "id,unit,rank,title,category,funding,reports_to,held,hired,rating\n"
                     "mayor,town,head,Mayor,civil-servant,state,,yes,,\n"
                     "f1,fin,head,Head,civil-servant,state,mayor,yes,2010-01,3\n"
                     "f2,fin,deputy,Deputy,civil-servant,state,f1,yes,2012-01,4\n"
                     "f3,fin,staff,Clerk,civil-servant,state,f2,yes,2015-01,3\n"
                     "p1,plan,head,Head,civil-servant,state,mayor,yes,2005-01,5\n"
                     "p2,plan,staff,Clerk,civil-servant,state,p1,yes,2019-01,3\n"
                     "p3,plan,staff,Clerk,civil-servant,state,p1,no,,\n"
                     "p4,plan,staff,Clerk,civil-servant,state,p1,yes,2020-01,3\n");
    return h;
}

static void
reconcile(Harness *h, guint32 posts, guint32 people)
{
    const OrgTotals *totals = &harness_org(h)->totals;
    g_assert_cmpuint(totals->posts + totals->posts_closed, ==, posts);
    g_assert_cmpuint(totals->people + totals->left, ==, people);
}

static const char *
boss_of(Harness *h, const char *post)
{
    OrgRow boss = harness_org(h)->posts.reports_to[harness_post(h, post)];
    return boss == ORG_NONE ? "" : org_id(harness_org(h), ORG_POSTS, boss);
}

static double
unit_number(Harness *h, const char *attribute, const char *unit)
{
    const OrgAttribute *a = org_attribute_find(harness_org(h), ORG_UNITS, attribute);
    return a && a->is_number ? a->number[harness_unit(h, unit)] : NAN;
}

static const char *
unit_word(Harness *h, const char *attribute, const char *unit)
{
    const OrgAttribute *a = org_attribute_find(harness_org(h), ORG_UNITS, attribute);
    return a && !a->is_number ? org_dict_text(harness_org(h)->dict, a->word[harness_unit(h, unit)]) : "";
}

static void
test_absorb(void)
{
    g_autoptr(Harness) h = two_rooms();
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into", "fin", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_POSTS | HARNESS_FINDINGS | HARNESS_MEASURES,
                   "units\n"
                   "  town (town)\n"
                   "  fin (room) under town\n"
                   "  plan (room), closed 2022-07 into fin\n"
                   "  zoo (centre) under town\n"
                   "posts\n"
                   "  mayor in town: head civil-servant state, held by h-mayor\n"
                   "  f1 in fin: head civil-servant state, held by h-f1\n"
                   "  f2 in fin: deputy civil-servant state, held by h-f2\n"
                   "  f3 in fin: staff civil-servant state, held by h-f3\n"
                   "  p1 in fin: deputy civil-servant state, held by h-p1\n"
                   "  p2 in fin: staff civil-servant state, held by h-p2\n"
                   "  p3 in fin: staff civil-servant state, vacant\n"
                   "  p4 in fin: staff civil-servant state, held by h-p4\n"
                   "findings\n"
                   "measures\n"
                   "  merges = 1\n"
                   "  units-closed = 1\n"
                   "  posts-closed = 0\n"
                   "  heads-released = 1\n"
                   "  deputies-released = 0\n"
                   "  surplus = 0\n"
                   "  offices-released = 1\n");
    g_assert_cmpstr(boss_of(h, "p1"), ==, "f1");
    g_assert_cmpstr(boss_of(h, "p2"), ==, "f1");
    g_assert_cmpstr(boss_of(h, "f3"), ==, "f2");
    g_assert_cmpfloat(unit_number(h, "workload", "fin"), ==, 15);
    g_assert_cmpfloat(unit_number(h, "merge.month", "fin"), ==, ORG_MONTH(2022, 7));
    g_assert_cmpstr(org_name(harness_org(h), ORG_POSTS, harness_post(h, "p1")), ==, "Deputy");
    reconcile(h, 8, 7);
}

static void
test_survivor_need_not_be_listed(void)
{
    g_autoptr(Harness) h = two_rooms();
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "plan", "into", "fin", NULL));
    g_assert_cmpint(harness_org(h)->units.closed[harness_unit(h, "plan")], ==, ORG_MONTH(2022, 7));
}

static void
test_consolidate(void)
{
    g_autoptr(Harness) h = two_rooms();
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into.id", "finplan", "into.name",
                               "Finance and Planning", "heads", "keep-rating", "other_heads", "surplus", NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_PEOPLE | HARNESS_ACTS,
                   "units\n"
                   "  town (town)\n"
                   "  fin (room), closed 2022-07 into finplan\n"
                   "  plan (room), closed 2022-07 into finplan\n"
                   "  zoo (centre) under town\n"
                   "  finplan (room) under town\n"
                   "people\n"
                   "  h-mayor employed in town at mayor\n"
                   "  h-f1 surplus in finplan\n"
                   "  h-f2 employed in finplan at f2\n"
                   "  h-f3 employed in finplan at f3\n"
                   "  h-p1 employed in finplan at p1\n"
                   "  h-p2 employed in finplan at p2\n"
                   "  h-p4 employed in finplan at p4\n"
                   "acts\n"
                   "  2022-07 merge open-unit: formed of two units, the larger: Planning\n"
                   "  2022-07 merge set: formed of two units, the larger: Planning\n"
                   "  2022-07 merge set-words: moves into the building of Finance and Planning\n"
                   "  2022-07 merge move-posts: consolidated into Finance and Planning\n"
                   "  2022-07 merge move-posts: consolidated into Finance and Planning\n"
                   "  2022-07 merge set: one head stays in Finance and Planning\n"
                   "  2022-07 merge set-numbers: taken over by the merge into Finance and Planning\n"
                   "  2022-07 merge set-words: taken over by the merge into Finance and Planning\n"
                   "  2022-07 merge set-numbers: taken over by the merge into Finance and Planning\n"
                   "  2022-07 merge close-posts: closed when units were merged into Finance and Planning\n"
                   "  2022-07 merge set-numbers: closed when units were merged into Finance and Planning\n"
                   "  2022-07 merge close-unit: consolidated into Finance and Planning\n"
                   "  2022-07 merge close-unit: consolidated into Finance and Planning\n");
    const OrgAttribute *until = org_attribute_find(harness_org(h), ORG_PEOPLE, "merge.until");
    g_assert_cmpfloat(until->number[harness_person(h, "h-f1")], ==, ORG_MONTH(2025, 7));
    g_assert_cmpstr(boss_of(h, "f2"), ==, "p1");
    g_assert_cmpstr(unit_word(h, "building", "finplan"), ==, "west");
    g_assert_cmpfloat(harness_measured(h, "offices-released", NULL), ==, 1);
    reconcile(h, 8, 7);
}

static void
assert_head(const char *rule, const char *head)
{
    g_autoptr(Harness) h = two_rooms();
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into.name", "New", "heads", rule, NULL));
    OrgRow kept = ORG_NONE;
    for (OrgRow p = 0; p < harness_org(h)->posts.n; p++)
        if (harness_org(h)->posts.rank[p] == ORG_HEAD && p != harness_post(h, "mayor"))
            kept = kept == ORG_NONE ? p : ORG_NONE;
    g_assert_cmpstr(org_id(harness_org(h), ORG_POSTS, kept), ==, head);
}

static void
test_heads(void)
{
    assert_head("keep-first", "f1");
    assert_head("keep-largest", "p1");
    assert_head("keep-rating", "p1");
    assert_head("keep-seniority", "p1");
}

static void
test_vacant_head_goes_first(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    harness_units(h, "id,type,parent\ntown,town,\na,room,town\nb,room,town\n");
    harness_posts(h, "id,unit,rank,held\na1,a,head,no\na2,a,staff,yes\nb1,b,head,yes\n");
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "a,b", "into", "a", NULL));
    harness_expect(h, HARNESS_POSTS,
                   "posts\n"
                   "  a1 in a: head, closed 2022-07\n"
                   "  a2 in a: staff, held by h-a2\n"
                   "  b1 in a: head, held by h-b1\n");
    g_assert_cmpfloat(harness_measured(h, "heads-released", NULL), ==, 0);
    reconcile(h, 3, 2);
}

static void
test_double_duty_just_ends(void)
{
    g_autoptr(Harness) h = two_rooms();
    Org *org = harness_org(h);
    /* The head of finance heads planning as well: no one is released by the merge. */
    OrgRow person = harness_person(h, "h-f1"), post = harness_post(h, "p1"), old = harness_person(h, "h-p1");
    OrgMonth when = org->month;
    g_assert_true(org_leave(org, &old, &when, 1, when - 1, "resigned", NULL));
    g_assert_true(org_place(org, &person, &post, 1, TRUE, NULL));
    g_assert_true(
        harness_call(h, "merge", "2022-07", "units", "fin,plan", "into", "fin", "other_heads", "deputy", NULL));
    g_assert_cmpint(org->posts.closed[post], ==, ORG_MONTH(2022, 7));
    g_assert_cmpuint(org->people.post[person], ==, harness_post(h, "f1"));
    g_assert_cmpuint(org->people.state[person], ==, ORG_EMPLOYED);
}

static void
test_deputies_above_the_cap(void)
{
    g_autoptr(Harness) h = two_rooms();
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into", "fin", "deputies", "cap",
                               "deputy_caps", "cap,upto\n1,9\n2,14\n3,\n", NULL));
    /* Two deputies in seven posts, one is allowed: the former head stays before the deputy. */
    harness_expect(h, HARNESS_PEOPLE,
                   "people\n"
                   "  h-mayor employed in town at mayor\n"
                   "  h-f1 employed in fin at f1\n"
                   "  h-f2 surplus in fin\n"
                   "  h-f3 employed in fin at f3\n"
                   "  h-p1 employed in fin at p1\n"
                   "  h-p2 employed in fin at p2\n"
                   "  h-p4 employed in fin at p4\n");
    g_assert_cmpfloat(harness_measured(h, "deputies-released", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "surplus", NULL), ==, 1);
    g_assert_cmpstr(boss_of(h, "f3"), ==, "f1");
    reconcile(h, 8, 7);
}

static void
test_deputies_to_staff(void)
{
    g_autoptr(Harness) h = two_rooms();
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into", "fin", "other_heads", "staff",
                               "deputies", "cap", "deputy_cap", "0", "other_deputies", "staff", NULL));
    for (OrgRow p = 0; p < harness_org(h)->posts.n; p++)
        g_assert_cmpuint(harness_org(h)->posts.rank[p], !=, ORG_DEPUTY);
    g_assert_cmpfloat(harness_measured(h, "posts-closed", NULL), ==, 0);
    g_assert_cmpstr(org_name(harness_org(h), ORG_POSTS, harness_post(h, "p1")), ==, "Clerk");
}

static void
test_shed(void)
{
    g_autoptr(Harness) h = two_rooms();
    /* A third of seven posts, rounded down, are two: the vacant one, then the latest hired. */
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "fin,plan", "into", "fin", "shed", "33%", NULL));
    g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "p3")], ==, ORG_MONTH(2022, 7));
    g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "p4")], ==, ORG_MONTH(2022, 7));
    g_assert_cmpfloat(harness_measured(h, "posts-closed", NULL), ==, 2);
    g_assert_cmpfloat(harness_measured(h, "surplus", NULL), ==, 1);
    reconcile(h, 8, 7);
}

static Harness *
two_departments(void)
{
    Harness *h = harness_new("merge");
    harness_units(h, "id,name,type,function,parent,building,protected\n"
                     "city,City,city,,,hall,\n"
                     "a,Finance,department,,city,east,\n"
                     "ao,Office of Finance,room,office,a,east,\n"
                     "ap,Personnel of Finance,room,personnel,a,east,\n"
                     "at,Treasury,room,treasury,a,vault,1\n"
                     "b,Planning,department,,city,west,\n"
                     "bo,Office of Planning,room,office,b,west,\n"
                     "boa,Archive,team,,bo,west,\n"
                     "bt,Second Treasury,room,treasury,b,west,\n"
                     "bs,Statistics,room,statistics,b,mill,\n"
                     "as,Statistics of Finance,room,statistics,a,east,\n");
    harness_posts(h, "id,unit,rank,held\n"
                     "a1,a,head,yes\nao1,ao,head,yes\nao2,ao,staff,yes\nap1,ap,head,yes\nat1,at,head,yes\n"
                     "b1,b,head,yes\nbo1,bo,head,yes\nbo2,bo,staff,yes\nbo3,bo,staff,yes\nbt1,bt,head,yes\n"
                     "bs1,bs,head,yes\nas1,as,staff,yes\n");
    return h;
}

static void
test_support_rooms(void)
{
    g_autoptr(Harness) h = two_departments();
    g_assert_true(harness_call(h, "merge", "2025-03", "units", "a,b", "into.id", "c", "into.name", "Finance", NULL));
    /* The larger office survives; other rooms move, also the two statistics rooms. */
    harness_expect(h, HARNESS_UNITS,
                   "units\n"
                   "  city (city)\n"
                   "  a (department), closed 2025-03 into c\n"
                   "  ao (room), closed 2025-03 into bo\n"
                   "  ap (room) under c\n"
                   "  at (room) under c\n"
                   "  b (department), closed 2025-03 into c\n"
                   "  bo (room) under c\n"
                   "  boa (team) under bo\n"
                   "  bt (room) under c\n"
                   "  bs (room) under c\n"
                   "  as (room) under c\n"
                   "  c (department) under city\n");
    g_assert_cmpfloat(harness_measured(h, "units-closed", NULL), ==, 3);
    g_assert_cmpfloat(unit_number(h, "merge.month", "bo"), ==, ORG_MONTH(2025, 3));
    /* a and b are equally large, so the first gives its building; west is empty, the mill stays. */
    g_assert_cmpstr(unit_word(h, "building", "c"), ==, "east");
    g_assert_cmpstr(unit_word(h, "building", "boa"), ==, "east");
    g_assert_cmpstr(unit_word(h, "building", "bs"), ==, "mill");
    g_assert_cmpfloat(harness_measured(h, "offices-released", NULL), ==, 1);
    reconcile(h, 12, 12);
}

static void
test_like_children(void)
{
    g_autoptr(Harness) h = two_departments();
    g_assert_true(harness_call(h, "merge", "2025-03", "units", "a,b", "into", "a", "children", "merge-like", "support",
                               "keep", "release_offices", "keep", NULL));
    /* Statistics becomes one (the survivor's own); the treasury is protected; offices are kept apart. */
    harness_expect(h, HARNESS_UNITS,
                   "units\n"
                   "  city (city)\n"
                   "  a (department) under city\n"
                   "  ao (room) under a\n"
                   "  ap (room) under a\n"
                   "  at (room) under a\n"
                   "  b (department), closed 2025-03 into a\n"
                   "  bo (room), closed 2025-03 into ao\n"
                   "  boa (team) under ao\n"
                   "  bt (room) under a\n"
                   "  bs (room), closed 2025-03 into as\n"
                   "  as (room) under a\n");
    g_assert_cmpstr(unit_word(h, "building", "bt"), ==, "west");
    g_assert_cmpfloat(harness_measured(h, "offices-released", NULL), ==, 1); /* the mill */
}

static void
test_table(void)
{
    g_autoptr(Harness) h = two_departments();
    /* A plan as it stands in a spreadsheet, rooms and their departments in one go. */
    g_assert_true(harness_call(h, "merge", "2025-03", "table",
                               "unit,into,name\n"
                               "a,c,Finance and Planning\n"
                               "as,stat,Statistics\n"
                               "b,c,\n"
                               "bs,stat,\n"
                               "ap,ao,\n",
                               NULL));
    harness_expect(h, HARNESS_UNITS | HARNESS_FINDINGS,
                   "units\n"
                   "  city (city)\n"
                   "  a (department), closed 2025-03 into c\n"
                   "  ao (room) under c\n"
                   "  ap (room), closed 2025-03 into ao\n"
                   "  at (room) under c\n"
                   "  b (department), closed 2025-03 into c\n"
                   "  bo (room), closed 2025-03 into ao\n"
                   "  boa (team) under ao\n"
                   "  bt (room) under c\n"
                   "  bs (room), closed 2025-03 into stat\n"
                   "  as (room), closed 2025-03 into stat\n"
                   "  c (department) under city\n"
                   "  stat (room) under c\n"
                   "findings\n");
    g_assert_cmpfloat(harness_measured(h, "merges", NULL), ==, 3);
    reconcile(h, 12, 12);
}

static void
test_siblings(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    harness_units(h, "id,type,parent,protected\nt,town,,\n"
                     "a,school,t,\nb,school,t,\nc,school,t,\nd,school,t,\ne,school,t,1\nu,town,,\nf,school,u,\n");
    harness_posts(h, "id,unit,n\na,a,2\nb,b,3\nc,c,1\nd,d,1\n");
    g_assert_true(
        harness_call(h, "merge", "2022-07", "where", "type = 'school'", "group", "siblings", "size", "2", NULL));
    harness_expect(h, HARNESS_UNITS,
                   "units\n"
                   "  t (town)\n"
                   "  a (school), closed 2022-07 into b\n"
                   "  b (school) under t\n"
                   "  c (school) under t\n"
                   "  d (school), closed 2022-07 into c\n"
                   "  e (school) under t\n"
                   "  u (town)\n"
                   "  f (school) under u\n");
    g_assert_true(harness_call(h, "merge", "2023-07", "where", "type = 'museum'", "group", "siblings", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note: Nothing to merge: none of the 0 chosen units has a sibling among them.\n");
}

static void
test_autonomy_is_not_lowered(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    harness_units(h,
                  "id,name,type,parent,autonomy_group\nt,T,town,,\na,A,centre,t,4\nb,B,centre,t,2\nc,C,centre,t,1\n");
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "a,b", "into", "a", NULL));
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n"
        "  warn unit a: A keeps its own degree of autonomy, but absorbs a unit of autonomy group 2; Decree 120/2020 "
        "Art. 5.2 does not allow it to be lowered.\n");
    g_assert_cmpfloat(unit_number(h, "autonomy_group", "a"), ==, 4);
    g_assert_true(harness_call(h, "merge", "2022-08", "units", "a,c", "into.id", "n", "into.name", "N", NULL));
    g_assert_cmpfloat(unit_number(h, "autonomy_group", "n"), ==, 1);
}

static void
test_boss_below_other_head(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\nb,room,t\n");
    harness_posts(h, "id,unit,rank,reports_to\nm,t,head,\nb1,b,head,m\nb2,b,staff,b1\na1,a,head,b2\na2,a,staff,a1\n");
    /* The head who stays stood below the other one: reports must not run in a circle. */
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "a,b", "into", "a", NULL));
    g_assert_cmpstr(boss_of(h, "a1"), ==, "m");
    g_assert_cmpstr(boss_of(h, "b1"), ==, "a1");
    g_assert_cmpstr(boss_of(h, "b2"), ==, "a1");
}

/* Two mergers of one step, each of whose heads stood below the head who leaves in the other. */
static void
test_bosses_crosswise(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\nb,room,t\nc,room,t\nd,room,t\n");
    harness_posts(h, "id,unit,rank,hired,reports_to\nm,t,head,,\na1,a,head,2001-01,d1\nb1,b,head,2009-01,m\n"
                     "c1,c,head,2001-01,b1\nd1,d,head,2009-01,m\n");
    g_assert_true(harness_call(h, "merge", "2022-07", "table", "unit,into\na,a\nb,a\nc,c\nd,c\n", "other_heads",
                               "surplus", NULL));
    g_assert_cmpstr(boss_of(h, "a1"), ==, "c1");
    g_assert_cmpstr(boss_of(h, "c1"), ==, "m");
}

static void
refuses(Harness *h, const char *units, const char *key, const char *value, const char *why)
{
    g_assert_false(harness_call(h, "merge", "2022-07", "units", units, key, value, NULL));
    if (!strstr(harness_error(h), why)) {
        g_test_message("said: %s", harness_error(h));
        g_assert_cmpstr(harness_error(h), ==, why);
    }
}

static void
test_refusals(void)
{
    g_autoptr(Harness) h = two_departments();
    refuses(h, "a", "into.name", "X", "at least two different open units; only \"a\" is given");
    refuses(h, "a", "into", "a", "at least two different open units");
    refuses(h, "a,ao", "into", "a", "type");
    refuses(h, "ap,ao", "shed", "0", "give `into:`");
    refuses(h, "at,bt", "into.name", "X", "Unit \"at\" is protected");
    refuses(h, "at,bt", "into", "at", "Unit \"at\" is protected");
    refuses(h, "a,b", "into.id", "ao", "is taken");
    refuses(h, "a,b", "into", "no-such-unit", "no-such-unit");
    refuses(h, "a,b", "into", "ao", "write `mixed: yes`");
    g_assert_false(harness_call(h, "merge", "2022-07", "units", "a,ao", "into", "a", "mixed", "yes", NULL));
    g_assert_nonnull(strstr(harness_error(h), "stands below unit \"a\""));
    g_assert_false(harness_call(h, "merge", "2022-07", "units", "a,b", "into.id", "c", "into.parent", "bo", NULL));
    g_assert_nonnull(strstr(harness_error(h), "cannot stand below \"b\""));
    g_assert_false(harness_call(h, "merge", "2022-07", "units", "a,b", "into", "a", "deputies", "cap", NULL));
    g_assert_nonnull(strstr(harness_error(h), "`deputy_cap:`"));
    g_assert_false(harness_call(h, "merge", "2022-07", "table", "unit,into\na,c\nb,c\na,d\n", NULL));
    g_assert_nonnull(strstr(harness_error(h), "\"a\" is named twice"));
    g_assert_false(harness_call(h, "merge", "2022-07", "into.name", "X", NULL));
    g_assert_nonnull(strstr(harness_error(h), "one of `units:`, `where:` and `table:`"));
}

static void
test_long_name(void)
{
    g_autoptr(Harness) h = harness_new("merge");
    g_autofree char *name = g_malloc0(900);
    for (int i = 0; i < 290; i++)
        memcpy(name + 3 * i, "ộ", 3);
    g_autofree char *units = g_strdup_printf("id,name,type,parent\nt,T,town,\na,%s,room,t\nb,x%s,room,t\n", name, name);
    harness_units(h, units);
    g_assert_true(harness_call(h, "merge", "2022-07", "units", "a,b", "into", "b", NULL));
    g_autofree char *text = harness_text(h, HARNESS_ACTS);
    g_assert_true(g_utf8_validate(text, -1, NULL));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/merge/absorb", test_absorb);
    g_test_add_func("/merge/survivor-need-not-be-listed", test_survivor_need_not_be_listed);
    g_test_add_func("/merge/consolidate", test_consolidate);
    g_test_add_func("/merge/heads", test_heads);
    g_test_add_func("/merge/vacant-head-goes-first", test_vacant_head_goes_first);
    g_test_add_func("/merge/double-duty-just-ends", test_double_duty_just_ends);
    g_test_add_func("/merge/deputies-above-the-cap", test_deputies_above_the_cap);
    g_test_add_func("/merge/deputies-to-staff", test_deputies_to_staff);
    g_test_add_func("/merge/shed", test_shed);
    g_test_add_func("/merge/support-rooms", test_support_rooms);
    g_test_add_func("/merge/like-children", test_like_children);
    g_test_add_func("/merge/table", test_table);
    g_test_add_func("/merge/siblings", test_siblings);
    g_test_add_func("/merge/autonomy-is-not-lowered", test_autonomy_is_not_lowered);
    g_test_add_func("/merge/boss-below-other-head", test_boss_below_other_head);
    g_test_add_func("/merge/bosses-crosswise", test_bosses_crosswise);
    g_test_add_func("/merge/refusals", test_refusals);
    g_test_add_func("/merge/long-name", test_long_name);
    return g_test_run();
}
