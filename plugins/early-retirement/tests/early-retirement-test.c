// SPDX-License-Identifier: MIT
/* early-retirement: who is asked, who accepts, what they are paid, what becomes of their posts. */
#include "harness.h"
#include <string.h>

/* In October 2025, by Decree 154/2025: a is 25 months early, b 37, c 49, d 60; e is too early, f too young in service, g less than two
 * years early, h has reached the age. S = 5.25 × 2.34 million × 1.25 = 15,356,250. */
static Harness *
town(void)
{
    Harness *h = harness_new("early-retirement");
    harness_units(h, "id,type,parent\nt,town,\n");
    harness_posts(h, "id,unit,rank,category,coefficient,born,sex,hired\n"
                     "a,t,staff,civil-servant,5.25,1966-02,M,2003-10\n"
                     "b,t,staff,civil-servant,5.25,1966-11,M,2003-10\n"
                     "c,t,staff,civil-servant,5.25,1967-11,M,2003-10\n"
                     "d,t,staff,civil-servant,5.25,1968-10,M,2003-10\n"
                     "e,t,staff,civil-servant,5.25,1968-11,M,2003-10\n"
                     "f,t,staff,civil-servant,5.25,1966-02,M,2015-10\n"
                     "g,t,staff,civil-servant,5.25,1965-10,M,2003-10\n"
                     "h,t,staff,civil-servant,5.25,1960-01,M,2003-10\n"
                     "i,t,staff,civil-servant,5.25,,M,2003-10\n");
    harness_month(h, "2025-09");
    return h;
}

static guint
left(Harness *h)
{
    return harness_org(h)->totals.left;
}

static gboolean
has_left(Harness *h, const char *person)
{
    return harness_org(h)->people.state[harness_person(h, person)] == ORG_LEFT;
}

static void
test_share(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "early-retirement", "2025-10", "take_up", "50%", NULL));
    g_assert_cmpfloat(harness_measured(h, "offered", NULL), ==, 4);
    g_assert_cmpfloat(harness_measured(h, "accepted", NULL), ==, 2);
    g_assert_true(has_left(h, "h-a") && has_left(h, "h-b"));
    /* a: 5 S × 25 ÷ 12 + 6 S = 252,098,437.5; b: 5 S × 37 ÷ 12 + 6 S = 328,879,687.5 */
    g_assert_cmpfloat(harness_measured(h, "severance", NULL), ==, 252098438 + 328879688.0);
    harness_expect(
        h, HARNESS_FINDINGS,
        "findings\n"
        "  note: People who are not asked because nothing would be due to them less than 2 years early: 1.\n");
    g_assert_cmpuint(harness_org(h)->totals.posts, ==, 9);
    g_autofree char *acts = harness_text(h, HARNESS_ACTS);
    g_assert_nonnull(strstr(acts, "early retirement by Decree 154/2025 Art. 6"));
    g_assert_nonnull(strstr(acts, "leave: accepted to retire early"));
}

/* The nearest number of people, a half down: 3 of 8 at 0.375 of 4 is 1.5, so 1. */
static void
test_rounding(void)
{
    const struct {
        const char *share;
        guint accepted;
    } cases[] = { { "0%", 0 }, { "12.5%", 0 }, { "13%", 1 }, { "37.5%", 1 }, { "38%", 2 }, { "100%", 4 } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Harness) h = town();
        g_assert_true(harness_call(h, "early-retirement", "2025-10", "take_up", cases[i].share, NULL));
        g_assert_cmpuint(left(h), ==, cases[i].accepted);
    }
}

static void
test_years_and_decree(void)
{
    g_autoptr(Harness) narrow = town();
    g_assert_true(harness_call(narrow, "early-retirement", "2025-10", "take_up", "100%", "years", "3", NULL));
    g_assert_cmpfloat(harness_measured(narrow, "offered", NULL), ==, 1); /* a alone: b is 37 months early */
    /* Decree 178/2024 asks ten years early and after fifteen years of service, and pays less than two years early, too. */
    g_autoptr(Harness) wide = town();
    g_assert_true(harness_call(wide, "early-retirement", "2025-08", "take_up", "100%", "years", "10", "scheme",
                               "decree-178-2024", NULL));
    g_assert_cmpfloat(harness_measured(wide, "offered", NULL), ==, 6);
    g_assert_true(has_left(wide, "h-g") && has_left(wide, "h-e") && !has_left(wide, "h-f") && !has_left(wide, "h-h"));
    harness_expect(wide, HARNESS_FINDINGS,
                   "findings\n"
                   "  note: Severance of 1 people rests on figures that are from memory: Decree 108/2014, or Decree "
                   "178/2024 less than 2 years early.\n");
}

static void
test_where_and_limit(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "early-retirement", "2025-10", "where", "id in ('h-c', 'h-d', 'h-e')", "take_up",
                               "100%", "at_most", "1", NULL));
    g_assert_cmpfloat(harness_measured(h, "offered", NULL), ==, 2);
    g_assert_true(has_left(h, "h-c") && !has_left(h, "h-d"));
}

static void
test_posts_close(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "early-retirement", "2025-10", "take_up", "100%", "posts", "close", NULL));
    g_assert_cmpfloat(harness_measured(h, "posts-closed", NULL), ==, 4);
    g_assert_cmpuint(harness_org(h)->totals.posts, ==, 5);
    g_assert_cmpuint(harness_org(h)->totals.surplus, ==, 0);
}

/* Chance is each person's own: the same whoever else is asked; over many keys a half accept. */
static void
test_chance(void)
{
    guint accepted = 0, both = 0;
    for (guint seed = 0; seed < 200; seed++) {
        g_autoptr(Harness) h = town(), alone = town();
        harness_spec(h)->seed = harness_spec(alone)->seed = seed;
        g_assert_true(harness_call(h, "early-retirement", "2025-10", "take_up", "50%", "by", "chance", NULL));
        g_assert_true(harness_call(alone, "early-retirement", "2025-10", "take_up", "50%", "by", "chance", "where",
                                   "id = 'h-c'", NULL));
        accepted += left(h);
        both += has_left(h, "h-c") == has_left(alone, "h-c");
    }
    g_assert_cmpuint(both, ==, 200);
    g_assert_cmpuint(accepted, >, 800 / 2 - 60); /* four deviations of 14 */
    g_assert_cmpuint(accepted, <, 800 / 2 + 60);
}

static void
test_random_order(void)
{
    guint first = 0;
    for (guint seed = 0; seed < 100; seed++) {
        g_autoptr(Harness) h = town();
        harness_spec(h)->seed = seed;
        g_assert_true(harness_call(h, "early-retirement", "2025-10", "take_up", "25%", "order", "random", NULL));
        g_assert_cmpuint(left(h), ==, 1);
        first += has_left(h, "h-a");
    }
    g_assert_cmpuint(first, >, 5);
    g_assert_cmpuint(first, <, 50);
}

static void
test_nobody(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "early-retirement", "2025-10", "where", "id = 'h-i'", "take_up", "100%", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note: Nobody may retire early: of those who are asked, none is in the window of a decree.\n");
    g_assert_cmpfloat(harness_measured(h, "severance", NULL), ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/early-retirement/share", test_share);
    g_test_add_func("/early-retirement/rounding", test_rounding);
    g_test_add_func("/early-retirement/years-and-decree", test_years_and_decree);
    g_test_add_func("/early-retirement/where-and-limit", test_where_and_limit);
    g_test_add_func("/early-retirement/posts-close", test_posts_close);
    g_test_add_func("/early-retirement/chance", test_chance);
    g_test_add_func("/early-retirement/random-order", test_random_order);
    g_test_add_func("/early-retirement/nobody", test_nobody);
    return g_test_run();
}
