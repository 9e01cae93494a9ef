// SPDX-License-Identifier: MIT
#include "harness.h"
#include <string.h>

/* old became surplus in June 2022, new in February 2025; nobody knows since when before is. */
static Harness *
town(void)
{
    Harness *h = harness_new("surplus-deadline");
    harness_units(h, "id,name,type,parent\nt,Town,town,\nso,Department,so,t\n");
    harness_posts(h, "id,unit\np,so\n");
    harness_surplus(h, "id,unit\nold,so\nnew,t\nbefore,t\n");
    Org *org = harness_org(h);
    org->people.since[harness_person(h, "old")] = ORG_MONTH(2022, 6);
    org->people.since[harness_person(h, "new")] = ORG_MONTH(2025, 2);
    org->people.since[harness_person(h, "before")] = ORG_UNKNOWN;
    return h;
}

static void
check(Harness *h, const char *month, const char *severity, const char *findings)
{
    g_autofree char *expected = g_strconcat("findings\n", findings, NULL);
    harness_forget(h);
    g_assert_true(harness_call(h, "surplus-deadline", month, "severity", severity, NULL));
    harness_expect(h, HARNESS_FINDINGS, expected);
}

/* 36 months after June 2022 are over in July 2025; 60 after February 2025 in March 2030. */
static void
test_deadlines(void)
{
    g_autoptr(Harness) h = town();
    check(h, "2025-06", "warn",
          "  note unit t: people without a post in Town whose deadline is still to come: 1\n"
          "  note unit so: people without a post in Department whose deadline is still to come: 1\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2025, 7));
    check(h, "2025-07", "warn",
          "  note unit t: people without a post in Town whose deadline is still to come: 1\n"
          "  warn unit so: people without a post in Department past their deadline: 1\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_MONTH(2030, 3));
    check(h, "2030-02", "veto",
          "  note unit t: people without a post in Town whose deadline is still to come: 1\n"
          "  veto unit so: people without a post in Department past their deadline: 1\n");
    check(h, "2030-03", "veto",
          "  veto unit t: people without a post in Town past their deadline: 1\n"
          "  veto unit so: people without a post in Department past their deadline: 1\n");
    g_assert_cmpint(harness_woken(h), ==, ORG_OPEN);
}

static void
test_passes(void)
{
    g_autoptr(Harness) h = harness_new("surplus-deadline");
    harness_units(h, "id,type,parent\nt,town,\n");
    harness_posts(h, "id,unit\np,t\n");
    check(h, "2025-06", "veto", "");
}

static void
test_parameters(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "surplus-deadline", "2025-07", "where", "id = 'so'", "round", "2022-01",
                               "round_months", "37", "basis", "Art. 2", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  note unit so: people without a post in Department whose deadline is still to come: 1: Art. 2\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "surplus-deadline", "2025-07", "where", "id = 'so'", "months", "12", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit so: people without a post in Department past their deadline: 1\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/surplus-deadline/deadlines", test_deadlines);
    g_test_add_func("/surplus-deadline/passes", test_passes);
    g_test_add_func("/surplus-deadline/parameters", test_parameters);
    return g_test_run();
}
