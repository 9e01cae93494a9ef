// SPDX-License-Identifier: MIT
/* Plugins that misbehave in a run: a sentence names plugin and step, and nothing outside is touched. */
#include "../../engine/worker/parent/private.h"
#include "hostile.h"
#include <string.h>

#define STEP(plugin) "plugin " plugin " (step step-1, 2022-07)"

static void
test_crashes(void)
{
    Hostile h;
    gboolean plain = !hostile_sanitized();

    hostile_start(&h, "crash", NULL);
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
    static const char *const features[] = { "loop", "wait-for-ever" };

    for (guint i = 0; i < G_N_ELEMENTS(features); i++) {
        Hostile h;
        hostile_start(&h, "crash", NULL);
        hostile_limit_calls(&h, 1);
        hostile_expect_failed(&h, features[i], FALSE, STEP("crash"), "did not return within 1 s", NULL);
        hostile_stop(&h);
    }
}

static void
test_memory(void)
{
    Hostile h;

    hostile_start(&h, "greed", NULL); /* what is honest one by one, and too much for whoever has to keep it */
    hostile_expect_failed(&h, "chatter", FALSE, STEP("greed"), "handed back more than 8 MB", "--result-limit", NULL);
    hostile_stop(&h);
    if (hostile_sanitized()) {
        g_test_skip("the address sanitiser has no limit of memory");
        return;
    }
    hostile_start(&h, "greed", NULL);
    hostile_expect_failed(&h, "hoard", FALSE, STEP("greed"), "used more than 256 MB", NULL);
    hostile_expect_failed(&h, "scratch", FALSE, STEP("greed"), NULL);
    hostile_stop(&h);
    hostile_start(&h, "greed", NULL); /* it never returns; to ask for 256 MB takes it no time */
    hostile_limit_calls(&h, 2);
    hostile_expect_failed(&h, "insist", FALSE, STEP("greed"), "used more than 256 MB", NULL);
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
        { "write-by-thread", "tried to start a thread" },
        { "remove-file", "tried to change a file" },
        { "shorten-file", "tried to change a file" },
        { "change-mode", "tried to change a file" },
        { "fork-off", "tried to start a process" },
        { "run-program", "which no plugin may do" },
        { "call-home", "tried to use the network" },
        { "trace-parent", "tried to reach into another process" },
    };
    Hostile h;

    hostile_start(&h, "reach", NULL);
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

    hostile_start(&h, "garbage", NULL);
    hostile_expect_failed(&h, "noise", FALSE, STEP("garbage"), NULL);
    hostile_expect_failed(&h, "claim-success", FALSE, "plugin garbage", NULL);
    hostile_expect_failed(&h, "claim-acts", FALSE, "plugin garbage", NULL);
    hostile_expect_failed(&h, "blame-another", FALSE, STEP("garbage"), "not in the scenario", NULL);
    hostile_expect_failed(&h, "claim-breach", FALSE, STEP("garbage"), "reported a finding that makes no sense", NULL);
    hostile_expect_failed(&h, "claim-past", FALSE, "plugin garbage (rule", "reported a finding that makes no sense",
                          NULL);
    hostile_expect_failed(&h, "claim-veto", FALSE, "plugin garbage (rule", "reported a finding that makes no sense",
                          NULL);
    hostile_expect_failed(&h, "half-frame", FALSE, STEP("garbage"), NULL);
    hostile_expect_failed(&h, "keep-calling", FALSE, STEP("garbage"), "more calls than", NULL);
    hostile_expect_failed(&h, "measure-twice", FALSE, STEP("garbage"), "measured \"departed\" twice in 2022-07", NULL);
    hostile_expect_failed(&h, "measure-the-undeclared", FALSE, STEP("garbage"), "does not ask for", NULL);
    hostile_expect_failed(&h, "hang-up", FALSE, STEP("garbage"), NULL);
    hostile_stop(&h);
}

/* Only the months that the clock stores have figures. */
static void
test_beside_the_clock(void)
{
    static const char text[] =
        "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2021-01\nto: 2022-12\n"
        "clock: yearly\nsteps:\n  - at: 2021-05\n    measure-between: {}\n";
    Hostile h;

    hostile_start(&h, "garbage", NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run_text(&h, text);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    g_autofree char *said = org_message_text(result->message, ORG_LANG_EN);
    g_assert_nonnull(strstr(said, "plugin garbage (step "));
    g_assert_nonnull(strstr(said, "measured \"departed\" for 2021-05, a month whose figures nobody asked for"));
    hostile_stop(&h);
}

/* A call that is announced again and again goes on with the time that it had. */
static void
test_renewed_calls(void)
{
    Hostile h;

    hostile_start(&h, "garbage", NULL);
    hostile_limit_calls(&h, 1);
    /* On a slow machine one of the calls may take too long by itself. */
    hostile_expect_failed(&h, "renew-calling", FALSE, STEP("garbage"), NULL);
    hostile_stop(&h);
}

/* What is asked of the whole run is over in time, whoever is called. */
static void
test_wall(void)
{
    Hostile h;

    hostile_start(&h, "crash", NULL);
    h.worker->wall_seconds = 1;
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "loop", FALSE);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    g_assert_nonnull(strstr(org_message_said(result->message), "the time for the whole run"));
    hostile_stop(&h);
}

#define SCENARIO "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2021-01\nto: 2022-12\n"

/* A sum that is none shows when its frame comes, and by then another plugin has been called. */
static void
test_blames_who_measured(void)
{
    Hostile h;

    hostile_start(&h, "lie", "good", NULL);
    g_autoptr(OrgWorkerResult) result =
        hostile_run_text(&h, SCENARIO "processes:\n  - overflow: {}\nmetrics:\n  - watch: {}\n");
    g_autofree char *message = org_message_text(result->message, ORG_LANG_EN);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    if (!g_str_has_prefix(message, "plugin lie (process") || !strstr(message, "not a finite number"))
        g_error("%s", message);
    hostile_stop(&h);
}

/* What a call handed out is poisoned when it is over: its next use ends the plugin that kept it, and at once. */
static void
test_blames_who_kept(void)
{
    Hostile h;

    if (hostile_sanitized()) {
        g_test_skip("the address sanitiser has handlers of its own");
        return;
    }
    hostile_start(&h, "late", NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run_text(&h, SCENARIO "processes:\n  - keep-scratch: {}\n");
    g_autofree char *message = org_message_text(result->message, ORG_LANG_EN);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    if (!g_str_has_prefix(message, "plugin late (process") || !strstr(message, "signal 11"))
        g_error("%s", message);
    hostile_stop(&h);
}

static void
test_lies(void)
{
    Hostile h;

    hostile_start(&h, "lie", NULL);
    hostile_expect_failed(&h, "forget-failure", FALSE, STEP("lie"), "the quota cannot be met", NULL);
    hostile_expect_failed(&h, "wrong-row", FALSE, STEP("lie"), NULL);
    hostile_expect_failed(&h, "wrong-reads", FALSE, STEP("lie"), NULL);
    hostile_expect_failed(&h, "measure-nothing", FALSE, STEP("lie"), "series \"share\" is not a number", NULL);
    hostile_expect_failed(&h, "odd-status", FALSE, STEP("lie"), NULL);
    hostile_expect_failed(&h, "write-columns", FALSE, "plugin lie", NULL);
    hostile_expect_failed(&h, "rule-that-writes", FALSE, "plugin lie (rule", NULL);
    hostile_expect_failed(&h, "veto-by-finding", FALSE, "plugin lie (rule", "a rule vetoes by breach()", NULL);
    hostile_expect_failed(&h, "breach-of-nothing", FALSE, "plugin lie (rule", "is no finite number", NULL);
    hostile_expect_failed(&h, "breach-nowhere", FALSE, "plugin lie (rule", "is no unit", NULL);
    hostile_expect_failed(&h, "breach-without-code", FALSE, "plugin lie (rule", "the code is NULL or empty", NULL);
    hostile_expect_failed(&h, "breach-without-words", FALSE, "plugin lie (rule", "is NULL", NULL);
    hostile_expect_failed(&h, "standing-nowhere", FALSE, "plugin lie (rule", "standing()", NULL);
    hostile_stop(&h);
}

/* What misled people who meant well. */
static void
test_slips(void)
{
    static const char column[] = "it wrote to a column of the organisation; columns are read-only";
    gboolean plain = !hostile_sanitized();
    Hostile h;

    hostile_start(&h, "slip", NULL);
    hostile_expect_failed(&h, "write-in-a-rule", FALSE, "plugin slip (rule", column, NULL);
    hostile_expect_failed(&h, "write-after-verbs", FALSE, STEP("slip"), column, NULL);
    hostile_expect_failed(&h, "unit-of-nobody", FALSE, STEP("slip"),
                          plain ? "it touched row ORG_NONE, which is no row, of the column people.unit" : "", NULL);
    hostile_expect_failed(&h, "far-row", FALSE, STEP("slip"), plain ? "as by a row that is out of range" : "", NULL);
    hostile_expect_failed(&h, "failed-join", FALSE, STEP("slip"), plain ? "failed: join():" : "",
                          plain ? "went on as if it had not" : "", NULL);
    hostile_expect_failed(&h, "million-findings", FALSE, "plugin slip (rule",
                          "finding(): more than 100000 findings in one call", NULL);
    hostile_expect_failed(&h, "no-format", FALSE, STEP("slip"), "finding(): the format of a sentence is NULL", NULL);
    hostile_expect_failed(&h, "unset-unit", FALSE, STEP("slip"),
                          "posts_of(): the row is ORG_NONE, which is no unit: a parameter that is not given", NULL);
    hostile_expect_failed(&h, "rows-of-unit", FALSE, STEP("slip"),
                          "rows(0): parameter \"where_to\" is a unit, read by integer()", NULL);
    hostile_expect_failed(&h, "endless", FALSE, STEP("slip"), "attribute \"load\" cannot be infinite", NULL);
    g_autoptr(OrgWorkerResult) printed = hostile_run(&h, "prints", FALSE);
    g_assert_cmpint(printed->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(printed->findings->len, ==, 1);
    const OrgWorkerFinding *f = &g_array_index(printed->findings, OrgWorkerFinding, 0);
    g_autofree char *text = org_message_text(f->message, ORG_LANG_EN);
    g_assert_nonnull(strstr(text, "use log() of the host, shown with --debug-plugin"));
    hostile_stop(&h);
}

/* A text that is not UTF-8 is made valid, one of 100 MB is cut; control characters are the writer's business. */
static void
test_odd_texts(void)
{
    Hostile h;

    hostile_start(&h, "lie", NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "broken-text", FALSE);
    g_assert_cmpint(result->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(result->findings->len, ==, 1);
    g_autofree char *text = org_message_text(g_array_index(result->findings, OrgWorkerFinding, 0).message, ORG_LANG_EN);
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_autoptr(OrgWorkerResult) longer = hostile_run(&h, "long-finding", FALSE);
    g_assert_cmpint(longer->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(longer->findings->len, ==, 1);
    g_autofree char *longest =
        org_message_text(g_array_index(longer->findings, OrgWorkerFinding, 0).message, ORG_LANG_EN);
    g_assert_cmpuint(strlen(longest), <, 10000);
    hostile_stop(&h);
}

/* After all that, an honest plugin in the same worker works, and its run is replayed to the same hash. */
static void
test_recovery(void)
{
    Hostile h;

    hostile_start(&h, "crash", "good", NULL);
    hostile_expect_failed(&h, "segfault", FALSE, STEP("crash"), NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run(&h, "polish", FALSE);
    if (result->status != ORG_WORKER_DONE)
        g_error("%s", org_message_said(result->message));
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
    g_assert_cmpstr(org_message_json(g_array_index(result->findings, OrgWorkerFinding, 0).message), ==,
                    "[\"unit %s shines\",\"polished\"]");
    g_assert_cmpstr(g_array_index(result->findings, OrgWorkerFinding, 0).id, ==, "polished");
    g_assert_cmpuint(result->steps->len, ==, 1);
    hostile_stop(&h);
}

typedef struct {
    const Hostile *h;
    gboolean called; /* it has been in the call: before, stopping would be no news */
} Stop;

/* A call that asks has told how far it is. */
static gboolean
stop_in_call(double part, gpointer data)
{
    Stop *stop = data;

    g_assert_cmpfloat(part, <=, 1);
    stop->called = stop->called || part > 0.4;
    return !stop->called;
}

/* Of one that never does, nothing is known but that it was begun. */
static gboolean
stop_begun(double part, gpointer data)
{
    g_assert_cmpfloat(part, <=, 1);
    return !hostile_is_in_call(((Stop *) data)->h);
}

static guint
starts(const Hostile *h)
{
    return org_worker_counts(h->worker).starts;
}

static OrgWorkerResult *
stopped(Hostile *h, const char *feature, OrgWorkerProgress progress, Stop *stop)
{
    g_autoptr(GError) error = NULL;
    HostileJob prepared;

    *stop = (Stop){ .h = h };
    hostile_prepare(h, &prepared, feature, FALSE);
    OrgWorkerResult *result = org_worker_run(h->worker, &prepared.job, progress, stop, &error);
    hostile_release(h, &prepared);
    g_assert_no_error(error);
    if (result->status != ORG_WORKER_INTERRUPTED)
        g_error("%s: status %d, %s", feature, result->status, org_message_said(result->message));
    g_assert_null(result->end);
    g_assert_cmpuint(result->acts->len, ==, 0);
    return result;
}

/* A call that looks at progress() returns, whatever it makes of it: the worker stays, and runs the next job of this plugin. */
static void
test_stops(void)
{
    static const char *const polite[] = { "ask", "ask-in-vain", "ask-and-fail", NULL };
    Hostile h;
    Stop stop;

    hostile_start(&h, "stop", "good", NULL); /* the grace is long: only an answer ends it */
    for (guint i = 0; polite[i]; i++) {
        g_autoptr(OrgWorkerResult) result = stopped(&h, polite[i], stop_in_call, &stop);
        g_assert_true(stop.called);
        g_assert_cmpstr(org_message_json(result->message), ==, "[\"interrupted\"]");
    }
    g_assert_cmpuint(starts(&h), ==, 2);                                 /* one that runs, one that judges */
    g_autoptr(OrgWorkerResult) after = hostile_run(&h, "polish", FALSE); /* of another plugin: in another process */
    g_assert_cmpint(after->status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(starts(&h), ==, 4);
    hostile_stop(&h);
}

/* One that does not is ended after the grace, and so is one that cannot even be asked. */
static void
test_stops_the_deaf(void)
{
    static const char *const deaf[] = { "ask-and-go-on", "loop", NULL };
    Stop stop;

    for (guint i = 0; deaf[i]; i++) {
        Hostile h;
        hostile_start(&h, "stop", "good", NULL);
        hostile_limit_grace(&h, 1);
        g_autoptr(OrgWorkerResult) result = stopped(&h, deaf[i], i ? stop_begun : stop_in_call, &stop);
        g_assert_cmpuint(starts(&h), ==, 2); /* one that runs, one that judges */
        g_autoptr(OrgWorkerResult) after = hostile_run(&h, "polish", FALSE);
        g_assert_cmpint(after->status, ==, ORG_WORKER_DONE);
        g_assert_cmpuint(starts(&h), ==, 4);
        hostile_stop(&h);
    }
}

/* A worker that says it was stopped, though nobody asked, lies. */
static void
test_never_asked(void)
{
    Hostile h;

    hostile_start(&h, "stop", NULL);
    hostile_expect_failed(&h, "claim-interruption", FALSE, STEP("stop"), "ended the run in a way that makes no sense",
                          NULL);
    hostile_stop(&h);
}

typedef struct {
    guint n, measures;
} Taken;

static void
take(const OrgWorkerResult *result, gpointer data)
{
    Taken *taken = data;

    g_assert_cmpuint(result->replication, ==, taken->n + 3);
    g_assert_cmpint(result->status, ==, ORG_WORKER_DONE);
    g_assert_null(result->end);
    g_assert_null(result->end_hash);
    taken->measures += result->series->len;
    taken->n++;
}

/* Replications in one go: nothing is handed over again. A process that ended meanwhile is handed everything again. */
static void
test_replications(void)
{
    g_autoptr(GError) error = NULL;
    Hostile h;
    HostileJob prepared;
    Taken taken = { 0 };

    hostile_start(&h, "crash", "good", NULL);
    hostile_prepare(&h, &prepared, "polish", FALSE);
    OrgWorkerJob many = { prepared.job.plan, prepared.job.organisations, .first = 3, .last = 52 };
    for (guint round = 1; round <= 2; round++) {
        g_assert_true(org_worker_replicate(h.worker, &many, &(OrgWorkerTaker){ .take = take, .data = &taken }, &error));
        g_assert_cmpuint(taken.n, ==, 50);
        g_assert_cmpuint(taken.measures, ==, 50);
        g_autoptr(OrgWorkerResult) one = org_worker_run(h.worker, &prepared.job, NULL, NULL, &error);
        g_assert_cmpstr(org_name(one->end, ORG_UNITS, 0), ==, "Shining");
        g_assert_cmpstr(org_name(h.org, ORG_UNITS, 0), ==, "Town");
        OrgWorkerCounts counts = org_worker_counts(h.worker);
        /* One that replicates, one that runs and one that judges; two in between for the crash, and two after it. */
        g_assert_cmpuint(counts.starts, ==, round == 1 ? 3 : 7);
        g_assert_cmpuint(counts.handed, ==, round == 1 ? 6 : 14); /* a plan and a town each */
        g_assert_cmpuint(counts.jobs, ==, round * 2 + round - 1);
        taken = (Taken){ 0 };
        if (round == 1)
            hostile_expect_failed(&h, "segfault", FALSE, STEP("crash"), NULL);
    }
    hostile_release(&h, &prepared);
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
    g_test_add_func("/hostile/run/beside-the-clock", test_beside_the_clock);
    g_test_add_func("/hostile/run/renewed-calls", test_renewed_calls);
    g_test_add_func("/hostile/run/wall", test_wall);
    g_test_add_func("/hostile/run/blames-who-measured", test_blames_who_measured);
    g_test_add_func("/hostile/run/blames-who-kept", test_blames_who_kept);
    g_test_add_func("/hostile/run/lies", test_lies);
    g_test_add_func("/hostile/run/slips", test_slips);
    g_test_add_func("/hostile/run/odd-texts", test_odd_texts);
    g_test_add_func("/hostile/run/recovery", test_recovery);
    g_test_add_func("/hostile/run/stops", test_stops);
    g_test_add_func("/hostile/run/stops-the-deaf", test_stops_the_deaf);
    g_test_add_func("/hostile/run/never-asked", test_never_asked);
    g_test_add_func("/hostile/run/replications", test_replications);
    return g_test_run();
}
