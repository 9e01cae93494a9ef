// SPDX-License-Identifier: MIT
#include "harness.h"

#include <string.h>

/* A commune with its Party committee and its People's Committee, and two villages with a cell each. */
static Harness *
commune(void)
{
    Harness *h = harness_new("dual-post");
    harness_units(h, "id,    type,    parent\n"
                     "xa,    commune, \n"
                     "dang,  party,   xa\n"
                     "ubnd,  office,  xa\n"
                     "east,  village, xa\n"
                     "west,  village, xa\n");
    harness_posts(h,
                  "id,   unit, rank,   title,     category,      funding, coefficient, hired,   rating, held, place\n"
                  "sec,  dang, head,   Secretary, cadre,         state,   5.00,        2001-01, 3,      yes,  1\n"
                  "chair,ubnd, head,   Chair,     cadre,         state,   4.50,        1999-01, 4,      yes,  1\n"
                  "vice, ubnd, deputy, Deputy,    cadre,         state,   4.00,        2010-01, 2,      no,\n"
                  "desk, ubnd, staff,  Officer,   cadre,         state,   2.34,        2010-01, 2,      no,\n"
                  "cell, east, staff,  Cell,      part-time,     ,        ,            2012-01, 3,      yes,  2\n"
                  "head, east, head,   Village,   part-time,     ,        ,            2005-01, 2,      no,   2\n"
                  "cellw,west, staff,  Cell,      part-time,     ,        ,            2012-01, 3,      yes,  3\n"
                  "headw,west, head,   Village,   part-time,     ,        ,            2005-01, 4,      yes,  3\n");
    return h;
}

#define LEADERS "pairs", "post_a,post_b\nsec,chair\n"

static OrgRow
second(Harness *h, const char *person)
{
    return harness_org(h)->people.second[harness_person(h, person)];
}

static OrgRow
main_post(Harness *h, const char *person)
{
    return harness_org(h)->people.post[harness_person(h, person)];
}

static void
test_secretary_is_chair(void)
{
    g_autoptr(Harness) h = commune();
    g_assert_true(harness_call(h, "dual-post", "2022-07", LEADERS, NULL));
    g_assert_cmpuint(main_post(h, "h-sec"), ==, harness_post(h, "sec"));
    g_assert_cmpuint(second(h, "h-sec"), ==, harness_post(h, "chair"));
    /* The chair goes to the nearest vacant post of the own unit, of the rank next below. */
    g_assert_cmpuint(main_post(h, "h-chair"), ==, harness_post(h, "vice"));
    harness_expect(h, HARNESS_MEASURES | HARNESS_FINDINGS,
                   "findings\n"
                   "measures\n"
                   "  pairs = 1\n"
                   "  posts-saved = 0\n"
                   "  gave-up = 1\n"
                   "  share-dual = 1\n"
                   "  units = 1\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2022, 8));
}

/* Whoever holds b moves to a, and keeps b beside it. */
static void
test_who(void)
{
    static const char *const whos[] = { "b", "rating", "seniority" };
    for (gsize i = 0; i < G_N_ELEMENTS(whos); i++) {
        g_autoptr(Harness) h = commune();
        g_assert_true(
            harness_call(h, "dual-post", "2022-07", LEADERS, "who", whos[i], "other_person", "surplus", NULL));
        g_assert_cmpuint(main_post(h, "h-chair"), ==, harness_post(h, "sec"));
        g_assert_cmpuint(second(h, "h-chair"), ==, harness_post(h, "chair"));
        g_assert_cmpuint(main_post(h, "h-sec"), ==, ORG_NONE);
        g_assert_cmpuint(harness_org(h)->people.state[harness_person(h, "h-sec")], ==, ORG_SURPLUS);
    }
}

static void
test_others(void)
{
    g_autoptr(Harness) gone = commune(), crowded = commune();
    g_assert_true(harness_call(gone, "dual-post", "2022-07", LEADERS, "other_person", "leave", NULL));
    g_assert_cmpuint(harness_org(gone)->people.state[harness_person(gone, "h-chair")], ==, ORG_LEFT);
    g_assert_true(harness_call(crowded, "dual-post", "2022-07", LEADERS, "place_in", "headw", NULL));
    harness_expect(crowded, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn person h-chair: No vacant post of the same category for who held \"chair\": surplus.\n");
    g_autoptr(Harness) staff = commune();
    g_assert_true(harness_call(staff, "dual-post", "2022-07", LEADERS, "place_in", "desk", NULL));
    g_assert_cmpuint(main_post(staff, "h-chair"), ==, harness_post(staff, "desk"));
}

/* A funded post closes; one without a quota is held beside the other. */
static void
test_close(void)
{
    g_autoptr(Harness) h = commune();
    g_assert_true(harness_call(h, "dual-post", "2022-07", "pairs", "post_a,post_b\nsec,chair\ncellw,headw\n", "other",
                               "close", "other_person", "surplus", NULL));
    g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "chair")], ==, ORG_MONTH(2022, 7));
    g_assert_cmpuint(second(h, "h-sec"), ==, ORG_NONE);
    g_assert_cmpuint(second(h, "h-cellw"), ==, harness_post(h, "headw"));
    g_assert_cmpfloat(harness_measured(h, "posts-saved", NULL), ==, 1);
    g_assert_cmpfloat(harness_measured(h, "pairs", NULL), ==, 2);
}

/* By unit each cell secretary is the village head; the post of a head may be vacant. */
static void
test_match(void)
{
    static const char *const keys[] = { "unit", "place", "parent" };
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autoptr(Harness) h = commune();
        g_assert_true(harness_call(h, "dual-post", "2022-07", "where_a", "where title = 'Cell'", "where_b",
                                   "where title = 'Village'", "match", keys[i], "other_person", "surplus", NULL));
        g_assert_cmpuint(second(h, "h-cell"), ==, harness_post(h, "head"));
        g_assert_cmpuint(second(h, "h-cellw"), ==, harness_post(h, "headw"));
        g_assert_cmpfloat(harness_measured(h, "units", NULL), ==, 2);
    }
    g_autoptr(Harness) none = commune();
    g_assert_true(
        harness_call(none, "dual-post", "2022-07", "where_a", "sec", "where_b", "where title = 'Village'", NULL));
    harness_expect(none, HARNESS_FINDINGS, "findings\n  note: No two posts go together.\n");
}

static void
test_hindered(void)
{
    g_autoptr(Harness) h = commune();
    g_assert_true(harness_call(h, "dual-post", "2022-07", LEADERS, "other_person", "surplus", NULL));
    harness_forget(h);
    /* The secretary has two posts; nobody holds the two others. */
    g_assert_true(harness_call(h, "dual-post", "2022-09", "pairs", "post_a,post_b\nsec,vice\ndesk,head\n", NULL));
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n"
        "  note person h-sec: Who holds \"sec\" or \"vice\" has another post beside it: they stay two posts.\n"
        "  note post desk: Nobody holds \"desk\" or \"head\": they stay two posts.\n");
    g_assert_cmpfloat(harness_measured(h, "share-dual", NULL), ==, 0);
    harness_forget(h);
    g_assert_true(harness_call(h, "dual-post", "2022-11", LEADERS, NULL)); /* it is so already */
    g_assert_cmpfloat(harness_measured(h, "share-dual", NULL), ==, 1);
    g_autoptr(Harness) kept = commune();
    OrgRow row = harness_post(kept, "head");
    gint64 person = harness_person(kept, "h-sec");
    g_assert_true(org_set(harness_org(kept), ORG_F_KEPT_FOR, &row, &person, 1, NULL));
    g_assert_true(harness_call(kept, "dual-post", "2022-07", "pairs", "post_a,post_b\ncell,head\n", NULL));
    harness_expect(kept, HARNESS_FINDINGS,
                   "findings\n  note post cell: \"head\" is kept for somebody: it stays a post of its own.\n");
}

/* When the secretary goes, the chair falls vacant with it; when the secretary is placed elsewhere, a month later. */
static void
part(Harness *h, gboolean leaves)
{
    Org *org = harness_org(h);
    OrgRow person = harness_person(h, "h-sec"), to = harness_post(h, "desk");
    OrgMonth when = org->month; /* after the step of the month, so that what parts is found in the next one */
    if (leaves)
        g_assert_true(org_leave(org, &person, &when, 1, when - 1, "retirement", NULL));
    else
        g_assert_true(org_place(org, &person, &to, 1, FALSE, NULL));
    g_assert_true(harness_call(h, "dual-post", "2022-08", LEADERS, NULL));
    g_assert_cmpuint(org->posts.holder[harness_post(h, "chair")], ==, ORG_NONE);
    g_assert_cmpfloat(harness_measured(h, "parted", NULL), ==, 1);
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
}

static void
test_end(void)
{
    for (int leaves = 0; leaves < 2; leaves++) {
        g_autoptr(Harness) h = commune(), surplus = commune();
        g_assert_true(harness_call(h, "dual-post", "2022-07", LEADERS, "other_person", "surplus", NULL));
        part(h, leaves);
        g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "chair")], ==, ORG_OPEN);
        g_assert_true(harness_call(surplus, "dual-post", "2022-07", LEADERS, "other", "surplus", "other_person",
                                   "surplus", "second_allowance", "0.3", NULL));
        part(surplus, leaves);
        g_assert_cmpint(harness_org(surplus)->posts.closed[harness_post(surplus, "chair")], ==, ORG_MONTH(2022, 8));
        g_assert_cmpfloat(harness_measured(surplus, "posts-saved", NULL), ==, 1);
    }
}

static void
refused(const char *key, const char *value, const char *key2, const char *value2, const char *why)
{
    g_autoptr(Harness) h = commune();
    g_assert_false(harness_call(h, "dual-post", "2022-07", key, value, key2, value2, NULL));
    g_assert_nonnull(strstr(harness_error(h), why));
}

static void
test_mistakes(void)
{
    const char *either = "either `pairs:` or `where_a:`";
    refused(NULL, NULL, NULL, NULL, either);
    refused("pairs", "post_a,post_b\nsec,chair\n", "where_a", "sec", either);
    refused("pairs", "post_a,post_b\nsec,chair\nsec,vice\n", NULL, NULL, "Post \"sec\" stands in two pairs.");
    refused("pairs", "post_a,post_b\nsec,sec\n", NULL, NULL, "Post \"sec\" stands in two pairs.");
    refused("pairs", "post_a,post_b\nsec,chair\nnone,vice\n", NULL, NULL, "Row 2 of pairs: there is no post \"none\".");
    refused("where_a", "sec", "match", "colour", "\"colour\" is none");
    g_autoptr(Harness) h = commune();
    g_assert_true(harness_call(h, "dual-post", "2022-07", LEADERS, "other", "close", NULL));
    g_assert_false(harness_call(h, "dual-post", "2022-08", LEADERS, NULL));
    g_assert_nonnull(strstr(harness_error(h), "Row 1 of pairs: post \"chair\" is closed."));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/dual-post/secretary-is-chair", test_secretary_is_chair);
    g_test_add_func("/dual-post/who", test_who);
    g_test_add_func("/dual-post/others", test_others);
    g_test_add_func("/dual-post/close", test_close);
    g_test_add_func("/dual-post/match", test_match);
    g_test_add_func("/dual-post/hindered", test_hindered);
    g_test_add_func("/dual-post/end", test_end);
    g_test_add_func("/dual-post/mistakes", test_mistakes);
    return g_test_run();
}
