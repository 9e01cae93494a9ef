// SPDX-License-Identifier: MIT
/* no-net-increase: against the step, against a baseline, what is allowed; and the refusal. */
#include "harness.h"

static Harness *
town(void)
{
    Harness *h = harness_new("no-net-increase");
    harness_also(h, "found");
    harness_units(h, "id,name,type,parent\n"
                     "t,Town,town,\n"
                     "fin,Finance,room,t\n");
    harness_posts(h, "id,unit,rank,funding,fte\n"
                     "m,t,head,state,1\n"
                     "f1,fin,head,state,0.5\n");
    harness_baseline(h, "start");
    return h;
}

static void
judge(Harness *h, const char *month, const char *key, const char *value, const char *findings)
{
    harness_forget(h);
    g_assert_true(harness_call(h, "no-net-increase", month, "units", "where type = 'room'", "posts",
                               "where funding = 'state'", key, value, NULL));
    harness_expect(h, HARNESS_FINDINGS, findings);
}

static void
test_step(void)
{
    g_autoptr(Harness) h = town();
    judge(h, "2022-01", NULL, NULL, "findings\n"); /* no step has run */
    g_assert_true(harness_call(h, "found", "2022-02", "into.name", "X", "into.type", "team", "into.parent", "t",
                               "posts", "rank,funding\nstaff,own\n", NULL));
    judge(h, "2022-02", NULL, NULL, "findings\n"); /* neither a room nor of the state */
    g_assert_true(harness_call(h, "found", "2022-03", "into.name", "Y", "into.type", "room", "posts",
                               "rank,funding,fte\nstaff,state,0.7\n", NULL));
    judge(h, "2022-03", "basis", "Decree 120/2020 Art. 4.3",
          "findings\n"
          "  veto: The number of units rises from 1 to 2: Decree 120/2020 Art. 4.3\n"
          "  veto: The posts rise from 1.5 to 2.2: Decree 120/2020 Art. 4.3\n");
    judge(h, "2022-03", "allow", "1", "findings\n");
    judge(h, "2022-03", "severity", "warn",
          "findings\n"
          "  warn: The number of units rises from 1 to 2\n"
          "  warn: The posts rise from 1.5 to 2.2\n");
    /* The next step raises nothing; against the start it is one room more still. */
    g_assert_true(harness_call(h, "found", "2022-04", "into.name", "Z", "into.type", "team", NULL));
    judge(h, "2022-04", NULL, NULL, "findings\n");
    judge(h, "2022-04", "against", "baseline",
          "findings\n"
          "  veto: The number of units rises from 1 to 2\n"
          "  veto: The posts rise from 1.5 to 2.2\n");
}

static void
test_refusal(void)
{
    g_autoptr(Harness) h = town();
    g_assert_false(harness_call(h, "no-net-increase", "2022-01", NULL));
    g_assert_cmpstr(harness_error(h), ==, "Say what may not rise: give `units:`, `posts:` or both.");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/no-net-increase/step", test_step);
    g_test_add_func("/no-net-increase/refusal", test_refusal);
    return g_test_run();
}
