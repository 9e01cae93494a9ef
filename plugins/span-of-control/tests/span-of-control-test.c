// SPDX-License-Identifier: MIT
#include "harness.h"
#include <string.h>

/* The director leads two deputies and three rooms' heads; heads lead four, one and none. */
static Harness *
department(const char *boss)
{
    Harness *h = harness_new("span-of-control");
    g_autofree char *posts = g_strdup_printf("id,unit,rank,reports_to\n"
                                             "dir,so,head,\nd1,so,deputy,%s\nd2,so,deputy,%s\n"
                                             "ha,a,head,%s\na1,a,staff,\na2,a,staff,\na3,a,staff,\na4,a,staff,\n"
                                             "hb,b,head,\nb1,b,staff,\nhc,c,head,\n",
                                             boss, boss, boss);
    harness_units(h, "id,name,type,parent\nso,Department,so,\na,Room A,room,so\nb,Room B,room,so\nc,Room C,room,so\n");
    harness_posts(h, posts);
    return h;
}

static void
test_passes(void)
{
    g_autoptr(Harness) h = department("");
    g_assert_true(harness_call(h, "span-of-control", "2021-12", "at_most", "5", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
}

static void
test_warns_and_vetoes(void)
{
    g_autoptr(Harness) h = department("");
    g_assert_true(
        harness_call(h, "span-of-control", "2021-12", "at_most", "4", "at_least", "2", "basis", "Rule", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit so: a leader in Department leads 5 posts; at most 4 are allowed: Rule\n"
                   "  warn unit b: a leader in Room B leads 1 posts; at least 2 are required: Rule\n");
    g_autoptr(Harness) veto = department("");
    g_assert_true(harness_call(veto, "span-of-control", "2021-12", "at_most", "3", "where", "id = 'a'", "severity",
                               "veto", NULL));
    harness_expect(veto, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit a: a leader in Room A leads 4 posts; at most 3 are allowed\n");
}

/* From reports the leader is a post: three name the director. */
static void
test_reports(void)
{
    g_autoptr(Harness) h = department("dir");
    g_assert_true(harness_call(h, "span-of-control", "2021-12", "at_most", "2", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn post dir: a leader in Department leads 3 posts; at most 2 are allowed\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "span-of-control", "2021-12", "at_most", "4", "from", "units", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit so: a leader in Department leads 5 posts; at most 4 are allowed\n");
}

static void
test_grace_ends(void)
{
    g_autoptr(Harness) h = department("");
    const char *const months[] = { "2021-01", "2021-07", "2021-08" };
    for (gsize i = 0; i < G_N_ELEMENTS(months); i++) {
        harness_forget(h);
        g_assert_true(harness_call(h, "span-of-control", months[i], "at_most", "4", "grace", "6", NULL));
        g_autofree char *found = harness_text(h, HARNESS_FINDINGS);
        g_assert_nonnull(strstr(found, i < 2 ? "  note unit so" : "  warn unit so"));
        g_assert_cmpint(harness_woken(h), ==, i < 2 ? ORG_MONTH(2021, 8) : ORG_OPEN);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/span-of-control/passes", test_passes);
    g_test_add_func("/span-of-control/warns-and-vetoes", test_warns_and_vetoes);
    g_test_add_func("/span-of-control/reports", test_reports);
    g_test_add_func("/span-of-control/grace-ends", test_grace_ends);
    return g_test_run();
}
