// SPDX-License-Identifier: MIT
/* headcount-cut: what a quota comes to in posts of any weight, and what is said of one that cannot be met. */
#include "harness.h"

static void
test_rounding(void)
{
    const struct {
        const char *by, *rounding;
        guint cut;
    } cases[] = { { "2.5%", "up", 25 },       { "2.51%", "up", 26 },      { "2.56%", "nearest", 26 },
                  { "2.55%", "nearest", 25 }, { "2.54%", "nearest", 25 }, { "2.59%", "down", 25 },
                  { "0%", "up", 0 },          { "7", "down", 7 } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Harness) h = harness_new("headcount-cut");
        harness_units(h, "id,type,parent\nt,town,\n");
        harness_posts(h, "id,unit,rank,n,held\na,t,staff,1000,0\n");
        g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", cases[i].by,
                                   "rounding", cases[i].rounding, NULL));
        g_assert_cmpuint(harness_org(h)->totals.posts_closed, ==, cases[i].cut);
    }
}

static void
test_weights(void)
{
    g_autoptr(Harness) h = harness_new("headcount-cut");
    harness_units(h, "id,type,parent\nt,town,\nu,town,\n");
    harness_posts(h, "id,unit,rank,fte,n,held\n"
                     "half,t,staff,0.5,7,0\n"
                     "whole,u,staff,1,4,0\n"
                     "group,u,staff,30,1,0\n");
    /* 37.5 posts in all; a cut of 5 never takes the group of thirty, and is met to the half post. */
    g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", "5", NULL));
    gint64 fte = harness_org(h)->units.fte[harness_unit(h, "t")] + harness_org(h)->units.fte[harness_unit(h, "u")];
    g_assert_cmpint(fte, ==, 32500);
}

static Harness *
mixed_rooms(void)
{
    Harness *h = harness_new("headcount-cut");
    harness_units(h, "id,type,parent\nt,town,\nu,town,\nv,town,\n");
    harness_posts(h, "id,unit,rank,fte,n,held\n"
                     "a,t,staff,1,6,0\n"
                     "b,u,staff,0.4,10,0\n"
                     "c,v,staff,1,1,0\n"
                     "d,v,staff,0.5,2,0\n"
                     "e,v,staff,0.3,1,0\n");
    return h;
}

/* 12.3 posts: 6, 4 and 2.3. */
static void
test_weights_mixed(void)
{
    const struct {
        const char *by, *rounding, *floor, *down_to;
        gint64 t, u, v; /* closed */
        const char *findings;
    } cases[] = {
        /* Shares 2.9, 2 and 1.1 of 6: 2, 2 and 1 lie within them; then t, which lacks most. */
        { "6", "up", "0", NULL, 3000, 2000, 1000, "findings\n" },
        { "6", "down", "0", NULL, 3000, 2000, 1000, "findings\n" },
        { "5.9", "up", "0", NULL, 3000, 2000, 1000, "findings\n" },
        { "0.2", "up", "0", NULL, 1000, 0, 0, "findings\n" }, /* the first that reaches it */
        { "0.2", "down", "0", NULL, 0, 0, 0, "findings\n" },  /* each would exceed it: so nothing is missing */
        { "0.2", "nearest", "0", NULL, 0, 0, 300,
          "findings\n" }, /* 0.4 is a tie and closes nothing, 0.3 is nearer than 0 */
        { "2.3", "up", "0", "10", 1000, 800, 500, "findings\n" },
        { "12", "up", "0", "10", 1000, 800, 500, "findings\n" }, /* a full post of v would go beyond down_to */
        { "12.3", "up", "0", NULL, 6000, 4000, 2300, "findings\n" },
        { "15", "up", "0", NULL, 6000, 4000, 2300,
          "findings\n  warn: 12.3 of 15 posts are closed: only 12.3 posts may be closed.\n" },
        /* v may give 0.3: its larger posts are passed over */
        { "12", "up", "2", NULL, 4000, 2000, 300,
          "findings\n  warn: 6.3 of 12 posts are closed: the 6 that are left stand in units at their floor of 2.\n" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Harness) h = mixed_rooms();
        g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", cases[i].by,
                                   "rounding", cases[i].rounding, "floor", cases[i].floor,
                                   cases[i].down_to ? "down_to" : NULL, cases[i].down_to, NULL));
        const gint64 *fte = harness_org(h)->units.fte;
        g_assert_cmpint(fte[harness_unit(h, "t")], ==, 6000 - cases[i].t);
        g_assert_cmpint(fte[harness_unit(h, "u")], ==, 4000 - cases[i].u);
        g_assert_cmpint(fte[harness_unit(h, "v")], ==, 2300 - cases[i].v);
        harness_expect(h, HARNESS_FINDINGS, cases[i].findings);
    }
}

/* A row that somebody is named for is one post, however much it weighs. */
static void
test_heavy_row(void)
{
    g_autoptr(Harness) h = harness_new("headcount-cut");
    harness_units(h, "id,type,parent\nt,town,\n");
    harness_posts(h, "id,unit,rank,fte,held,hired\ngroup,t,staff,9.4,yes,2010-01\none,t,staff,1,yes,2000-01\n");
    g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", "3", "order",
                               "junior-first", "surplus", "keep", NULL));
    g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "group")], ==, ORG_OPEN);
    g_assert_cmpint(harness_org(h)->posts.closed[harness_post(h, "one")], !=, ORG_OPEN);
    g_assert_cmpfloat(harness_measured(h, "closed-held", NULL), ==, 1);
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn: 1 of 3 posts are closed: the 9.4 that are left are in rows that weigh more than what is "
                   "missing.\n");
    g_autoptr(Harness) all = harness_new("headcount-cut");
    harness_units(all, "id,type,parent\nt,town,\n");
    harness_posts(all, "id,unit,rank,fte,held,hired\ngroup,t,staff,9.4,yes,2010-01\none,t,staff,1,yes,2000-01\n");
    g_assert_true(harness_call(all, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", "9.4", "order",
                               "junior-first", "surplus", "keep", NULL));
    g_assert_cmpint(harness_org(all)->posts.closed[harness_post(all, "one")], ==, ORG_OPEN);
    g_assert_cmpint(harness_org(all)->posts.closed[harness_post(all, "group")], !=, ORG_OPEN);
    g_assert_cmpfloat(harness_measured(all, "closed-held", NULL), ==, 9.4);
}

/* Heads cannot be spared where nobody knows who they are. */
static void
test_no_ranks(void)
{
    const struct {
        const char *spare, *findings;
    } cases[] = { { "heads",
                    "findings\n  warn: No rank of these posts is known, so that spare: heads protects nobody: heads "
                    "may be among the holders of the 1 posts closed.\n" },
                  { "none", "findings\n" } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Harness) h = harness_new("headcount-cut");
        harness_units(h, "id,type,parent\nt,town,\n");
        harness_posts(h, "id,unit,held,hired\na,t,yes,2010-01\nb,t,yes,2000-01\n");
        g_assert_true(harness_call(h, "headcount-cut", "2022-12", "by", "1", "order", "junior-first", "surplus", "keep",
                                   "spare", cases[i].spare, NULL));
        harness_expect(h, HARNESS_FINDINGS, cases[i].findings);
    }
}

/* The level is that of the posts that are left when vacant ones have closed. */
static void
test_largest_after_vacant(void)
{
    g_autoptr(Harness) h = harness_new("headcount-cut");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\nb,room,t\n");
    harness_posts(h, "id,unit,rank,n,held\na,a,staff,4,no\na5,a,staff,6,yes\nb,b,staff,9,yes\n");
    g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", "7", "spread",
                               "largest-first", "order", "junior-first", "surplus", "keep", NULL));
    guint32 *n = harness_org(h)->units.n_posts;
    g_assert_cmpuint(n[harness_unit(h, "a")], ==, 6); /* ten, of which four were vacant */
    g_assert_cmpuint(n[harness_unit(h, "b")], ==, 6);
}

/* Levels are weights, not whole steps of the posts that may close: 4.9 stands above 4.75. */
static void
test_largest_by_weight(void)
{
    g_autoptr(Harness) h = harness_new("headcount-cut");
    harness_units(h, "id,type,parent\nt,town,\na,room,t\nb,room,t\n");
    harness_posts(
        h, "id,unit,rank,n,held,fte\na,a,staff,4,yes,1\na5,a,staff,3,no,0.25\nb,b,staff,4,yes,1\nb5,b,staff,1,yes,0.4\n"
           "b6,b,staff,2,no,0.25\n");
    g_assert_true(harness_call(h, "headcount-cut", "2022-12", "where", "rank = 'staff'", "by", "0.25", "spread",
                               "largest-first", "surplus", "keep", NULL));
    g_assert_cmpint(harness_org(h)->units.fte[harness_unit(h, "b")], ==, 4650);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/headcount-cut-weights/rounding", test_rounding);
    g_test_add_func("/headcount-cut-weights/weights", test_weights);
    g_test_add_func("/headcount-cut-weights/weights-mixed", test_weights_mixed);
    g_test_add_func("/headcount-cut-weights/heavy-row", test_heavy_row);
    g_test_add_func("/headcount-cut-weights/largest-after-vacant", test_largest_after_vacant);
    g_test_add_func("/headcount-cut-weights/largest-by-weight", test_largest_by_weight);
    g_test_add_func("/headcount-cut-weights/no-ranks", test_no_ranks);
    return g_test_run();
}
