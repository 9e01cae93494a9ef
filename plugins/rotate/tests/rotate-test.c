// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* Two districts with a head each, whose second post of a head in the north is vacant, and staff. */
static Harness *
city(void)
{
    Harness *h = harness_new("rotate");
    harness_units(h, "id,type,parent\ncity,city,\nn,district,city\ns,district,city\n");
    harness_posts(h, "id,unit,rank, category,      person,held,born,   sex,hired,  rating\n"
                     "n1,n,   head, civil-servant, a,     yes, 1985-01,M,  2010-01,4\n"
                     "n2,n,   head, civil-servant, ,      no,  ,       ,   ,\n"
                     "s1,s,   head, civil-servant, b,     yes, 1970-01,F,  1995-01,3\n"
                     "s2,s,   staff,civil-servant, c,     yes, 1988-01,F,  2012-01,2\n"
                     "c1,city,staff,civil-servant, ,      no,  ,       ,   ,\n"
                     "c2,city,staff,contract,      ,      no,  ,       ,   ,\n");
    return h;
}

static OrgRow
post_of(Harness *h, const char *person)
{
    return harness_org(h)->people.post[harness_person(h, person)];
}

#define ALL "where", "state = 'employed'"

/* The head of the south goes to the vacant post in the north; the own post is kept, and taken again after the term. */
static void
test_go_and_return(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "rotate", "2012-01", "where", "id = 'b'", "to", "n2, c1, c2", "number", "1", NULL));
    g_assert_cmpuint(post_of(h, "b"), ==, harness_post(h, "n2"));
    const Org *org = harness_org(h);
    g_assert_cmpuint(org->posts.kept_for[harness_post(h, "s1")], ==, harness_person(h, "b"));
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2015, 1));
    harness_expect(h, HARNESS_FINDINGS | HARNESS_MEASURES,
                   "findings\n"
                   "measures\n"
                   "  rotated = 1\n"
                   "  young-rotated = 0\n"
                   "  women-rotated = 1\n"
                   "  rotation-returned = 0\n"
                   "  rotation-stayed = 0\n"
                   "  rotation-failed = 0\n"
                   "  in-rotation = 1\n");
    g_assert_true(harness_call(h, "rotate", "2015-01", "where", "id = 'b'", "to", "n2, c1, c2", "number", "1", NULL));
    g_assert_cmpuint(post_of(h, "b"), ==, harness_post(h, "s1"));
    g_assert_cmpuint(org->posts.kept_for[harness_post(h, "s1")], ==, ORG_NONE);
    g_assert_cmpfloat(harness_measured(h, "rotation-returned", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "rotated", NULL), ==, 0); /* who was woken sends nobody */
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
}

/* Who holds the own post beside the other one by then (dual-post) gives the other one up. */
static void
test_own_post_beside(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "rotate", "2012-01", "where", "id = 'b'", "to", "n2", "number", "1", NULL));
    const OrgRow b = harness_person(h, "b"), own = harness_post(h, "s1");
    g_assert_true(org_place(harness_org(h), &b, &own, 1, TRUE, NULL));
    g_assert_true(harness_call(h, "rotate", "2015-01", "where", "id = 'b'", "to", "n2", "number", "1", NULL));
    g_assert_cmpuint(post_of(h, "b"), ==, own);
    g_assert_cmpuint(harness_org(h)->people.second[b], ==, ORG_NONE);
    g_assert_cmpuint(harness_org(h)->posts.holder[harness_post(h, "n2")], ==, ORG_NONE);
    g_assert_cmpfloat(harness_measured(h, "rotation-returned", NULL), ==, 1);
}

/* The post of the rotation closes: who waits comes back to the own one, which was kept. */
static void
test_post_lost(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "rotate", "2012-01", "where", "id = 'b'", "to", "n2", "number", "1", NULL));
    const OrgRow n2 = harness_post(h, "n2");
    g_assert_true(org_close_posts(harness_org(h), &n2, 1, NULL));
    g_assert_true(harness_call(h, "rotate", "2015-01", "where", "id = 'b'", "to", "c1", "number", "1", NULL));
    g_assert_cmpuint(post_of(h, "b"), ==, harness_post(h, "s1"));
    g_assert_cmpfloat(harness_measured(h, "rotation-returned", NULL), ==, 1);
}

/* An own post that somebody holds beside a first one is not left when that one goes back. a and b change places, c goes to the
 * city; a leaves, and c takes the own post of b as a second one. */
static void
test_taken_beside(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(harness_call(h, "rotate", "2012-01", "where", "rank = 'head'", "to", "n1, s1", "number", "2", NULL));
    g_assert_true(harness_call(h, "rotate", "2012-01", "where", "id = 'c'", "to", "c1", "number", "1", NULL));
    const OrgRow a = harness_person(h, "a"), c = harness_person(h, "c"), home = harness_post(h, "s1");
    const OrgMonth now = harness_org(h)->month;
    g_assert_true(org_leave(harness_org(h), &a, &now, 1, now - 1, "gone", NULL));
    g_assert_true(org_place(harness_org(h), &c, &home, 1, TRUE, NULL));
    g_assert_true(harness_call(h, "rotate", "2015-01", "where", "id = 'c'", "to", "c1", "number", "1", NULL));
    g_assert_cmpuint(post_of(h, "c"), ==, harness_post(h, "s2"));
    g_assert_cmpuint(harness_org(h)->people.second[c], ==, home);
    g_assert_cmpuint(harness_org(h)->people.state[harness_person(h, "b")], ==, ORG_SURPLUS);
    g_assert_cmpfloat(harness_measured(h, "rotation-returned", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "rotation-failed", NULL), ==, 1);
}

/* Two heads change places, and change back in one month. */
static void
test_change_places(void)
{
    g_autoptr(Harness) h = city();
    for (int i = 0; i < 2; i++) {
        g_assert_true(harness_call(h, "rotate", i ? "2013-01" : "2012-01", "where", "rank = 'head'", "to", "n1, s1",
                                   "number", "2", "term", "12", NULL));
        g_assert_cmpuint(post_of(h, "a"), ==, harness_post(h, i ? "n1" : "s1"));
        g_assert_cmpuint(post_of(h, "b"), ==, harness_post(h, i ? "s1" : "n1"));
    }
    g_assert_cmpfloat(harness_measured(h, "rotation-returned", NULL), ==, 2);
    g_autoptr(Harness) one = city(); /* for one alone there is no place */
    g_assert_true(
        harness_call(one, "rotate", "2012-01", "where", "rank = 'head'", "to", "n1, s1", "number", "1", NULL));
    harness_expect(
        one, HARNESS_FINDINGS,
        "findings\n"
        "  note: 0 of 1 are rotated: there is nobody else, or no other post of the same rank and category.\n");
}

static void
test_who(void)
{
    static const struct {
        const char *key, *value, *who;
    } ways[] = { { "order", "rating", "a" }, { "order", "seniority", "b" }, { "order", "youngest", "c" },
                 { "women", "100%", "b" },   { "young", "100%", "a" },      { "number", "34%", "a" },
                 { "young_age", "25", "a" } };
    for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autoptr(Harness) h = city();
        const char *key = strcmp(ways[i].key, "number") ? "number" : "order", *value = *key == 'n' ? "1" : "rating";
        harness_posts(h, "id,unit,rank, category,      held\nx,city,head,civil-servant,no\n");
        g_assert_true(
            harness_call(h, "rotate", "2012-01", ALL, "to", "x, c1", key, value, ways[i].key, ways[i].value, NULL));
        g_assert_cmpuint(harness_org(h)->people.unit[harness_person(h, ways[i].who)], ==, harness_unit(h, "city"));
        g_assert_cmpfloat(harness_measured(h, "rotated", NULL), ==, 1);
    }
    g_autoptr(Harness) old = city();
    g_assert_true(harness_call(old, "rotate", "2012-01", ALL, "to", "c1, n2", "number", "3", "age_max", "41", NULL));
    g_assert_cmpuint(post_of(old, "b"), ==, harness_post(old, "s1"));
    g_autoptr(Harness) just = city(); /* 42 and eleven months is 42 */
    g_assert_true(harness_call(just, "rotate", "2012-12", ALL, "to", "c1, n2", "number", "3", "age_max", "42", NULL));
    g_assert_cmpuint(post_of(just, "b"), ==, harness_post(just, "n2"));
}

static void
test_promoted(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(
        harness_call(h, "rotate", "2012-01", "where", "id = 'c'", "to", "c1", "number", "1", "term", "6", NULL));
    OrgRow c = harness_person(h, "c"), n2 = harness_post(h, "n2");
    g_assert_true(org_place(harness_org(h), &c, &n2, 1, FALSE, NULL));
    g_assert_true(harness_call(h, "rotate", "2012-07", "where", "id = 'c'", "to", "c1", "number", "1", NULL));
    g_assert_cmpuint(post_of(h, "c"), ==, n2);
    g_assert_cmpuint(harness_org(h)->posts.kept_for[harness_post(h, "s2")], ==, ORG_NONE);
    g_assert_cmpfloat(harness_measured(h, "rotation-stayed", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "in-rotation", NULL), ==, 0);
}

/* The law closes the post at home: whoever comes back is surplus, and that is said. */
static void
test_home_is_gone(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(
        harness_call(h, "rotate", "2012-01", "where", "id = 'b'", "to", "n2", "number", "1", "term", "6", NULL));
    OrgRow s1 = harness_post(h, "s1");
    g_assert_true(org_close_posts(harness_org(h), &s1, 1, NULL));
    harness_forget(h);
    g_assert_true(harness_call(h, "rotate", "2012-07", "where", "id = 'b'", "to", "n2", "number", "1", NULL));
    g_assert_cmpuint(harness_org(h)->people.state[harness_person(h, "b")], ==, ORG_SURPLUS);
    g_assert_cmpfloat(harness_measured(h, "rotation-failed", NULL), ==, 1);
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn person b: The rotation ends, and the own post is closed or taken: surplus.\n");
    g_autoptr(Harness) gone = city();
    g_assert_true(
        harness_call(gone, "rotate", "2012-01", "where", "id = 'b'", "to", "n2", "number", "1", "term", "6", NULL));
    OrgRow b = harness_person(gone, "b");
    OrgMonth when = ORG_MONTH(2012, 1);
    g_assert_true(org_leave(harness_org(gone), &b, &when, 1, when - 1, "retired", NULL));
    g_assert_true(harness_call(gone, "rotate", "2012-07", "where", "id = 'b'", "to", "n2", "number", "1", NULL));
    g_assert_cmpuint(harness_org(gone)->posts.kept_for[harness_post(gone, "s1")], ==, ORG_NONE);
    g_assert_cmpfloat(harness_measured(gone, "rotation-returned", NULL), ==, 0);
}

static void
test_for_good(void)
{
    g_autoptr(Harness) h = city();
    g_assert_true(
        harness_call(h, "rotate", "2012-01", "where", "id = 'b'", "to", "n2", "number", "1", "return", "no", NULL));
    g_assert_cmpuint(harness_org(h)->posts.kept_for[harness_post(h, "s1")], ==, ORG_NONE);
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/rotate/return", test_go_and_return);
    g_test_add_func("/rotate/own-post-beside", test_own_post_beside);
    g_test_add_func("/rotate/taken-beside", test_taken_beside);
    g_test_add_func("/rotate/post-lost", test_post_lost);
    g_test_add_func("/rotate/change-places", test_change_places);
    g_test_add_func("/rotate/who", test_who);
    g_test_add_func("/rotate/promoted", test_promoted);
    g_test_add_func("/rotate/home-is-gone", test_home_is_gone);
    g_test_add_func("/rotate/for-good", test_for_good);
    return g_test_run();
}
