// SPDX-License-Identifier: MIT
/* What a caller of the library does: open a scenario, run it, change a parameter, run again, read numbers. No file is written,
 * nothing is printed, and one worker does it all. Linked with study alone. */
#include "../../../engine/study/run.h"

static void
test_what_if(void)
{
    g_autoptr(GError) error = NULL;
    const char *plugins[] = { g_getenv("ORGSIM_TEST_PLUGINS"), NULL };
    OrgSessionOptions options = { .worker = { .worker_path = g_getenv("ORGSIM_TEST_WORKER"), .plugin_dirs = plugins } };
    g_autoptr(OrgSession) session = org_session_new(&options);
    g_auto(OrgLoaded) town = { 0 };
    org_load(session, g_getenv("ORGSIM_TEST_TOWN"), NULL, &town, &error);
    g_assert_no_error(error);

    /* As it is planned: two posts a year. */
    g_autoptr(OrgRun) plan = org_run(&town, NULL);
    g_assert_cmpint(plan->status, ==, ORG_WORKER_DONE);
    g_assert_cmpint(org_run_verdict(plan, "posts")->met, ==, ORG_MET);
    g_assert_cmpfloat(org_run_verdict(plan, "posts")->value, ==, 54);
    g_assert_cmpint(org_run_verdict(plan, "units")->met, ==, ORG_NOT_MET);
    g_assert_cmpfloat_with_epsilon(org_run_verdict(plan, "units")->change, -1 / 12.0, 1e-12);
    g_assert_cmpfloat(org_run_value(plan, "all-posts", "posts", ORG_NONE, ORG_MONTH(2026, 12)), ==, 56);
    g_assert_cmpfloat(org_run_sum(plan, "fewer-posts", "severance"), ==, 0);

    /* What if it were four? */
    g_assert_true(org_loaded_set(&town, "fewer-posts", "by", "4", &error));
    g_autoptr(OrgRun) more = org_run(&town, NULL);
    g_assert_cmpfloat(org_run_verdict(more, "posts")->value, ==, 48);
    g_assert_cmpfloat(org_run_sum(more, "fewer-posts", "closed-held"), ==, 4);
    g_assert_cmpfloat(org_run_sum(more, "fewer-posts", "severance"), >, 0);

    /* What became of units and people, and what it cost. */
    OrgRow finance = org_find(town.org, ORG_UNITS, "finance"), planning = org_find(town.org, ORG_UNITS, "planning");
    g_autoptr(OrgImpact) before = org_run_impact(plan, &error), after = org_run_impact(more, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(after->fates->unit[planning].flags, ==, ORG_FATE(ABSORBED));
    g_assert_cmpuint(g_array_index(after->fates->unit[planning].into, OrgRow, 0), ==, finance);
    g_assert_cmpuint(before->person_fates[ORG_PERSON_LEAVES], ==, 0);
    g_assert_cmpuint(after->person_fates[ORG_PERSON_LEAVES], ==, 4);
    g_assert_cmpfloat(after->cost, ==, org_run_sum(more, "fewer-posts", "severance"));

    /* The two processes of a run were started once, and handed the organisation once; the plan twice, for it was changed. */
    OrgWorkerCounts counts = org_session_counts(session);
    g_assert_cmpuint(counts.starts, ==, 2);
    g_assert_cmpuint(counts.jobs, ==, 2);
    g_assert_cmpuint(counts.handed, ==, 6);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/study/session/what-if", test_what_if);
    return g_test_run();
}
