// SPDX-License-Identifier: MIT
#include "harness.h"
#include <string.h>

static Harness *
town(void)
{
    Harness *h = harness_new("max-layers");
    harness_units(h, "id,name,type,parent\nt,Town,town,\nso,Department,so,t\na,Room A,room,so\ng,Group,group,a\n");
    harness_posts(h, "id,unit\np,g\n");
    return h;
}

static void
test_passes(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "max-layers", "2021-12", "at_most", "4", NULL));
    harness_expect(h, HARNESS_FINDINGS, "findings\n");
}

static void
test_vetoes_and_warns(void)
{
    g_autoptr(Harness) h = town();
    g_assert_true(harness_call(h, "max-layers", "2021-12", "at_most", "2", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  veto unit a: Room A stands in layer 3; at most 2 are allowed\n"
                   "  veto unit g: Group stands in layer 4; at most 2 are allowed\n");
    harness_forget(h);
    g_assert_true(harness_call(h, "max-layers", "2021-12", "at_most", "2", "where", "type = 'group'", "severity",
                               "warn", "basis", "Plan", NULL));
    harness_expect(h, HARNESS_FINDINGS,
                   "findings\n"
                   "  warn unit g: Group stands in layer 4; at most 2 are allowed: Plan\n");
}

static void
test_grace_ends(void)
{
    g_autoptr(Harness) h = town();
    const char *const months[] = { "2021-01", "2021-04", "2021-05" };
    for (gsize i = 0; i < G_N_ELEMENTS(months); i++) {
        harness_forget(h);
        g_assert_true(harness_call(h, "max-layers", months[i], "at_most", "3", "grace", "3", NULL));
        g_autofree char *found = harness_text(h, HARNESS_FINDINGS);
        g_assert_nonnull(strstr(found, i < 2 ? "  note unit g" : "  veto unit g"));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/max-layers/passes", test_passes);
    g_test_add_func("/max-layers/vetoes-and-warns", test_vetoes_and_warns);
    g_test_add_func("/max-layers/grace-ends", test_grace_ends);
    return g_test_run();
}
