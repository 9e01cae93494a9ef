// SPDX-License-Identifier: MIT
/* Plugins that misbehave in a run: a sentence names plugin and step, and nothing outside is touched. */
#include "hostile.h"
#include <string.h>

#define STEP(plugin) "plugin " plugin " (step step-1, 2022-07)"

static void
test_crashes(void)
{
    Hostile h;
    gboolean plain = !hostile_sanitized();

    hostile_start(&h, 1, "crash", NULL);
    hostile_expect_failed(&h, "segfault", FALSE, STEP("crash"),
                          plain ? "was killed by signal 11 (segmentation fault)" : "", NULL);
    hostile_expect_failed(&h, "recurse", FALSE, STEP("crash"), plain ? "signal 11" : "", NULL);
    hostile_expect_failed(&h, "die", FALSE, STEP("crash"), plain ? "was killed by signal 6 (aborted)" : "", NULL);
    hostile_expect_failed(&h, "leave", FALSE, STEP("crash"), "ended the process with status 0", NULL);
    hostile_expect_failed(&h, "leave-at-once", FALSE, STEP("crash"), "ended the process with status 3", NULL);
    hostile_expect_failed(&h, "chatter", FALSE, STEP("crash"), "It wrote: the quick brown fox / the quick", NULL);
    hostile_stop(&h);
}

static void
test_hangs(void)
{
    Hostile h;

    hostile_start(&h, 1, "crash", NULL);
    hostile_expect_failed(&h, "loop", FALSE, STEP("crash"), "did not return within 1 s", NULL);
    hostile_expect_failed(&h, "wait-for-ever", FALSE, STEP("crash"), "did not return within 1 s", NULL);
    hostile_stop(&h);
}

static void
test_memory(void)
{
    Hostile h;

    if (hostile_sanitized()) {
        g_test_skip("the address sanitiser has no limit of memory");
        return;
    }
    hostile_start(&h, 4, "greed", NULL);
    hostile_expect_failed(&h, "hoard", FALSE, STEP("greed"), "used more than 256 MB", NULL);
    hostile_expect_failed(&h, "insist", FALSE, STEP("greed"), "used more than 256 MB", NULL);
    hostile_expect_failed(&h, "scratch", FALSE, STEP("greed"), NULL);
    hostile_stop(&h);
}

static void
test_reaching_out(void)
{
    static const struct {
        const char *feature, *purpose;
    } refused[] = {
        { "write-file", "tried to open a file for writing" },
        { "append-file", "tried to open a file for writing" },
        { "create-file", "tried to open a file for writing" },
        { "write-by-thread", "tried to open a file for writing" },
        { "remove-file", "tried to change a file" },
        { "shorten-file", "tried to change a file" },
        { "change-mode", "tried to change a file" },
        { "fork-off", "tried to start a process" },
        { "run-program", "which no plugin may do" },
        { "call-home", "tried to use the network" },
        { "trace-parent", "tried to reach into another process" },
    };
    Hostile h;

    hostile_start(&h, 1, "reach", NULL);
    if (!strstr(org_worker_sandbox(h.worker), "seccomp") || g_str_has_prefix(org_worker_sandbox(h.worker), "no")) {
        g_test_skip("this kernel has no seccomp");
        hostile_stop(&h);
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++)
        hostile_expect_failed(&h, refused[i].feature, TRUE, STEP("reach"), refused[i].purpose, NULL);
    /* Refused with an error number: the plugin goes on, and nothing has happened. */
    hostile_expect_done(&h, "read-file", TRUE);
    hostile_expect_done(&h, "kill-parent", TRUE);
    hostile_expect_done(&h, "feel-around", TRUE);
    hostile_stop(&h);
}

static void
test_garbage(void)
{
    Hostile h;

    hostile_start(&h, 1, "garbage", NULL);
    hostile_expect_failed(&h, "noise", FALSE, STEP("garbage"), NULL);
    hostile_expect_failed(&h, "claim-success", FALSE, "plugin garbage", NULL);
    hostile_expect_failed(&h, "claim-acts", FALSE, "plugin garbage", NULL);
    hostile_expect_failed(&h, "blame-another", FALSE, STEP("garbage"), "not in the scenario", NULL);
    hostile_expect_failed(&h, "half-frame", FALSE, STEP("garbage"), NULL);
    hostile_expect_failed(&h, "keep-calling", FALSE, STEP("garbage"), "more calls than", NULL);
    hostile_expect_failed(&h, "hang-up", FALSE, STEP("garbage"), NULL);
    hostile_stop(&h);
}

static void
test_lies(void)
{
    Hostile h;

    hostile_start(&h, 1, "lie", NULL);
    hostile_expect_failed(&h, "forget-failure", FALSE, STEP("lie"), "the quota cannot be met", NULL);
    hostile_expect_failed(&h, "wrong-row", FALSE, STEP("lie"), NULL);
    hostile_expect_failed(&h, "wrong-reads", FALSE, STEP("lie"), NULL);
    hostile_expect_failed(&h, "measure-nothing", FALSE, STEP("lie"), "series \"share\" is not a number", NULL);
    hostile_expect_failed(&h, "odd-status", FALSE, STEP("lie"), NULL);
    hostile_expect_failed(&h, "write-columns", FALSE, "plugin lie", NULL);
    hostile_expect_failed(&h, "rule-that-writes", FALSE, "plugin lie (rule", NULL);
    hostile_stop(&h);
}

/* A text that is not UTF-8 is made valid, one of 100 MB is cut; control characters are the writer's business. */
static void
test_odd_texts(void)
{
    Hostile h;

    hostile_start(&h, 1, "lie", NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "broken-text", FALSE);
    g_assert_cmpint(result->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(result->findings->len, ==, 1);
    g_assert_true(g_utf8_validate(g_array_index(result->findings, OrgWorkerFinding, 0).text, -1, NULL));
    g_autoptr(OrgWorkerResult) longer = hostile_run(&h, "long-finding", FALSE);
    g_assert_cmpint(longer->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(longer->findings->len, ==, 1);
    g_assert_cmpuint(strlen(g_array_index(longer->findings, OrgWorkerFinding, 0).text), <, 10000);
    hostile_stop(&h);
}

/* After all that, an honest plugin in the same worker works, and its run is replayed to the same hash. */
static void
test_recovery(void)
{
    Hostile h;

    hostile_start(&h, 1, "crash", "good", NULL);
    hostile_expect_failed(&h, "segfault", FALSE, STEP("crash"), NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "polish", FALSE);
    if (result->status != ORG_WORKER_DONE)
        g_error("%s", result->message);
    g_assert_cmpstr(org_name(h.org, ORG_UNITS, 0), ==, "Shining");
    g_assert_cmpuint(org_rows(h.org, ORG_UNITS), ==, 3);
    g_autofree char *hash = org_hash(h.org);
    g_assert_cmpstr(hash, ==, result->end_hash);
    g_assert_cmpstr(hash, !=, h.before);
    g_assert_cmpuint(result->series->len, ==, 1);
    const OrgWorkerMeasure *measure = &g_array_index(result->series, OrgWorkerMeasure, 0);
    g_assert_cmpstr(measure->series, ==, "polished");
    g_assert_cmpuint(measure->unit, ==, 2);
    g_assert_cmpfloat(measure->value, ==, 1);
    g_assert_cmpuint(result->findings->len, ==, 1);
    g_assert_cmpstr(g_array_index(result->findings, OrgWorkerFinding, 0).text, ==, "unit polished shines");
    g_assert_cmpstr(g_array_index(result->findings, OrgWorkerFinding, 0).id, ==, "polished");
    g_assert_cmpuint(result->steps->len, ==, 1);
    hostile_stop(&h);
}

static gboolean
stop_now(double part, gpointer data)
{
    g_assert_cmpfloat(part, <=, 1);
    return ++*(guint *) data < 3;
}

static void
test_interrupt(void)
{
    Hostile h;
    guint asked = 0;
    g_autoptr(GError) error = NULL;
    gint64 begun = g_get_monotonic_time();

    hostile_start(&h, 1, "crash", NULL);
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgBundle *bundle = org_bundle_new(h.folder);
    static const char text[] = "orgsim: 1\ntitle: Loop\norganisation: {units: units.csv}\nfrom: 2021-01\nto: 2022-12\n"
                               "steps:\n  - at: 2022-07\n    loop: {}\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
    org_bundle_put(bundle, "scenario.yaml", bytes);
    g_autoptr(OrgPlan) plan = org_plan_read("scenario.yaml", bundle, org_worker_catalogue(h.worker), diags);
    g_assert_nonnull(plan);
    g_autofree Org **baselines = g_new0(Org *, plan->baselines->len + 1);
    OrgWorkerJob job = {
        .path = "scenario.yaml", .plan = plan, .org = h.org, .baselines = baselines, .n_baselines = plan->baselines->len
    };
    g_autoptr(OrgWorkerResult) result = org_worker_run(h.worker, &job, stop_now, &asked, &error);
    g_assert_no_error(error);
    g_assert_cmpint(result->status, ==, ORG_WORKER_INTERRUPTED);
    g_assert_cmpuint(asked, ==, 3);
    g_assert_cmpint(g_get_monotonic_time() - begun, <, 5 * G_USEC_PER_SEC);
    g_clear_pointer(&plan, org_plan_free); /* it points into the worker's catalogue */
    hostile_stop(&h);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/run/crashes", test_crashes);
    g_test_add_func("/hostile/run/hangs", test_hangs);
    g_test_add_func("/hostile/run/memory", test_memory);
    g_test_add_func("/hostile/run/reaching-out", test_reaching_out);
    g_test_add_func("/hostile/run/garbage", test_garbage);
    g_test_add_func("/hostile/run/lies", test_lies);
    g_test_add_func("/hostile/run/odd-texts", test_odd_texts);
    g_test_add_func("/hostile/run/recovery", test_recovery);
    g_test_add_func("/hostile/run/interrupt", test_interrupt);
    return g_test_run();
}
