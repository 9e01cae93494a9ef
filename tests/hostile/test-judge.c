// SPDX-License-Identifier: MIT
/* Operators that want to be their own judges. */
#include "hostile.h"
#include "../../engine/worker/parent/private.h"
#include <string.h>

/* Two steps in one month, under a rule that allows two units. */
static OrgWorkerResult *
run_two(Hostile *h, const char *first, const char *second)
{
    g_autofree char *text = g_strdup_printf(
        "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2022-07\nto: 2022-07\nsteps:\n"
        "  - at: 2022-07\n    %s: {}\n  - at: 2022-07\n    id: rival\n    %s: {}\nrules:\n  - strict: {}\n",
        first, second);
    return hostile_run_text(h, text);
}

static void
expect_lie(const char *first, const char *what)
{
    Hostile h;

    hostile_start(&h, "hijack", "strict", "good", NULL);
    g_autoptr(OrgWorkerResult) result = run_two(&h, first, "polish");
    g_autofree char *said = org_message_text(result->message, ORG_LANG_EN);
    g_test_message("%s: %s", first, said);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    g_assert_null(result->end);
    g_assert_nonnull(strstr(said, "hijack"));
    g_assert_nonnull(strstr(said, what));
    hostile_stop(&h);
}

/* The host's table is emptied in the process of the operator, and the rule is called in another. */
static void
test_silence(void)
{
    Hostile h;

    hostile_start(&h, "hijack", "strict", NULL);
    g_autoptr(OrgWorkerResult) result = run_two(&h, "silence", "open-one");
    g_assert_cmpint(result->status, ==, ORG_WORKER_VETOED);
    g_assert_cmpuint(h.org->units.n, ==, 2);
    hostile_stop(&h);
}

/* What the judge is for: in one process the same operator passes. */
static void
test_silence_unjudged(void)
{
    Hostile h;

    hostile_start(&h, "hijack", "strict", NULL);
    h.worker->unjudged = TRUE;
    g_autoptr(OrgWorkerResult) result = run_two(&h, "silence", "open-one");
    g_assert_cmpint(result->status, ==, ORG_WORKER_DONE);
    hostile_stop(&h);
}

static void
test_honest(void)
{
    Hostile h;

    hostile_start(&h, "hijack", "strict", NULL);
    g_autoptr(OrgWorkerResult) result = run_two(&h, "name-a-ghost", "open-one");
    g_assert_cmpint(result->status, ==, ORG_WORKER_VETOED);
    const OrgWorkerFinding *f = &g_array_index(result->findings, OrgWorkerFinding, 0);
    g_assert_cmpstr(f->code, ==, "ghost"); /* a word that was made where the step ran is the same where it is judged */
    g_assert_cmpint(f->step, ==, 0);
    g_assert_cmpuint(result->steps->len, ==, 1);
    g_assert_cmpuint(result->acts->len, ==, 0);
    g_assert_cmpstr(org_dict_text(h.dict, h.org->units.type[1]), ==, "room");
    hostile_stop(&h);
}

static void
test_forged(void)
{
    expect_lie("forge-veto", "spoke in the name of what runs in another process");
    expect_lie("forge-not-due", "told otherwise of step rival, 2022-07 than it was judged");
    expect_lie("end-early", "told otherwise of step rival, 2022-07 than it was judged");
    expect_lie("forge-figure", "spoke in the name of what runs in another process");
}

/* The acts of a step are judged with its slice, and come nowhere else: as what a process did no veto would undo them. */
static void
test_smuggled(void)
{
    static const char text[] =
        "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2022-07\nto: 2022-07\nsteps:\n"
        "  - at: 2022-07\n    open-one: {}\n  - at: 2022-07\n    id: rival\n    polish: {}\n";
    OrgAsk ask = { .kind = ORG_ASK_SLICE, .item = 0, .month = ORG_MONTH(2022, 7), .first = ORG_MONTH(2022, 7) };
    HostileJob prepared;
    Hostile h;

    hostile_start(&h, "hijack", "good", NULL);
    hostile_prepare_text(&h, &prepared, text);
    g_autoptr(OrgAsks) asks = org_asks_new(prepared.plan, FALSE);
    g_autoptr(OrgJournal) journal = h.org->journal = org_journal_new();
    org_journal_context(journal, ask.month, 0, "hijack");
    OrgRow row;
    g_assert_true(org_open_unit(h.org, 0, 0, "third", "Third", &row, NULL));
    h.org->journal = NULL;
    g_assert_true(org_asks_acts_ok(asks, &ask, journal->bytes));
    ask.item = 1;
    g_assert_false(org_asks_acts_ok(asks, &ask, journal->bytes));
    ask.kind = ORG_ASK_SETTLE;
    g_assert_false(org_asks_acts_ok(asks, &ask, journal->bytes));
    hostile_release(&h, &prepared);
    hostile_stop(&h);
}

/* What the process that judges hands back as paid is done by both: it may be nothing but what its metrics pay, in this month; and
 * none of it comes from the process that changes. */
static void
test_paid_acts(void)
{
    static const char text[] =
        "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2022-07\nto: 2022-08\ncurrency: VND\n"
        "processes:\n  - overflow: {}\nmetrics:\n  - pay-otherwise: {}\n";
    OrgAsk ask = { .kind = ORG_ASK_SETTLE, .month = ORG_MONTH(2022, 7), .first = ORG_UNKNOWN };
    const gint64 amount = 5;
    HostileJob prepared;
    Hostile h;

    hostile_start(&h, "lie", NULL);
    hostile_prepare_text(&h, &prepared, text);
    g_autoptr(OrgAsks) asks = org_asks_new(prepared.plan, FALSE);
    g_autoptr(OrgJournal) paid = org_journal_new(), renamed = org_journal_new(), of_process = org_journal_new();
    const struct {
        OrgJournal *journal;
        guint item;
    } made[] = { { paid, 1 }, { of_process, 0 } };
    for (guint i = 0; i < G_N_ELEMENTS(made); i++) {
        h.org->journal = made[i].journal;
        org_journal_context(made[i].journal, ask.month, made[i].item, "lie");
        g_assert_true(org_pay(h.org, NULL, &amount, 1, made[i].item, "paid", NULL));
    }
    h.org->journal = renamed;
    org_journal_context(renamed, ask.month, 0, "lie");
    g_assert_true(org_rename_unit(h.org, 0, "Mine", NULL));
    h.org->journal = NULL;
    g_assert_true(org_asks_paid_ok(asks, &ask, paid->bytes));
    g_assert_false(org_asks_paid_ok(asks, &ask, of_process->bytes));
    g_assert_false(org_asks_paid_ok(asks, &ask, renamed->bytes));
    g_assert_false(org_asks_acts_ok(asks, &ask, paid->bytes));
    g_assert_true(org_asks_acts_ok(asks, &ask, renamed->bytes));
    ask.month++;
    g_assert_false(org_asks_paid_ok(asks, &ask, paid->bytes));
    hostile_release(&h, &prepared);
    hostile_stop(&h);
}

/* The calendar of the plan, and nothing else, is asked for. */
static void
test_calendar(void)
{
    static const char text[] =
        "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2022-07\nto: 2022-08\nsteps:\n"
        "  - at: 2022-07\n    open-one: {}\n  - at: 2022-08\n    when: 1 = 1\n    polish: {}\n";
    const OrgMonth july = ORG_MONTH(2022, 7), august = july + 1;
    const OrgAnswer stands = { .veto = org_message_of("") };
    const struct {
        OrgAsk ask;
        gboolean next;
    } asked[] = {
        { { ORG_ASK_SLICE, 0, july, july }, FALSE }, /* steps were not announced */
        { { ORG_ASK_STEPS, 0, august, ORG_UNKNOWN }, FALSE },
        { { ORG_ASK_STEPS, 0, july, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_SLICE, 1, july, july }, FALSE }, /* it is due in August */
        { { ORG_ASK_SLICE, 9, july, july }, FALSE },
        { { ORG_ASK_WHEN, 0, july, july }, FALSE }, /* it has no condition */
        { { ORG_ASK_SLICE, 0, july, july }, TRUE },
        { { ORG_ASK_RULES, 0, july, ORG_UNKNOWN }, FALSE }, /* nothing was paid for yet */
        { { ORG_ASK_SETTLE, 0, july, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_SLICE, 0, july, july }, FALSE }, /* too late */
        { { ORG_ASK_FIGURES, 0, july, ORG_UNKNOWN }, FALSE },
        { { ORG_ASK_RULES, 0, july, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_FIGURES, 0, july, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_STEPS, 0, august, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_SLICE, 1, august, august }, FALSE }, /* its condition was not asked for */
        { { ORG_ASK_WHEN, 1, august, august }, TRUE },
        { { ORG_ASK_WHEN, 1, august, august }, FALSE }, /* once */
        { { ORG_ASK_SLICE, 1, august, august }, TRUE },
        { { ORG_ASK_SETTLE, 0, august, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_RULES, 0, august, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_FIGURES, 0, august, ORG_UNKNOWN }, TRUE },
        { { ORG_ASK_SETTLE, 0, august + 1, ORG_UNKNOWN }, FALSE }, /* the run is over */
    };
    HostileJob prepared;
    Hostile h;

    hostile_start(&h, "hijack", "good", NULL);
    hostile_prepare_text(&h, &prepared, text);
    g_autoptr(OrgAsks) asks = org_asks_new(prepared.plan, FALSE);
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
        g_test_message("%u", i);
        g_assert_cmpint(org_asks_take(asks, &asked[i].ask), ==, asked[i].next);
        if (asked[i].next)
            org_asks_answered(asks, &asked[i].ask, &stands);
    }
    g_assert_true(org_asks_over(asks));
    hostile_release(&h, &prepared);
    hostile_stop(&h);
}

typedef struct {
    guint n;
    OrgWorkerStatus status;
    double last;
    OrgMessage *message;
} Taken;

static void
take(const OrgWorkerResult *result, gpointer data)
{
    Taken *taken = data;

    taken->n++;
    taken->status = result->status;
    g_free(taken->message);
    taken->message = org_message_copy(result->message);
    if (result->series->len > 0)
        taken->last = g_array_index(result->series, OrgWorkerMeasure, result->series->len - 1).value;
}

static Taken
replicate(const char *feature, gboolean unjudged)
{
    g_autofree char *text = g_strdup_printf(
        "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2022-07\nto: 2022-07\nsteps:\n"
        "  - at: 2022-07\n    %s: {}\nmetrics:\n  - count-units: {}\n",
        feature);
    g_autoptr(GError) error = NULL;
    HostileJob prepared;
    Taken taken = { 0 };
    Hostile h;

    hostile_start(&h, "hijack", "strict", "good", NULL);
    h.worker->unjudged = unjudged;
    hostile_prepare_text(&h, &prepared, text);
    OrgWorkerJob many = { prepared.job.plan, prepared.job.organisations, .first = 1, .last = 3 };
    g_assert_true(org_worker_replicate(h.worker, &many, &(OrgWorkerTaker){ .take = take, .data = &taken }, &error));
    g_assert_no_error(error);
    hostile_release(&h, &prepared);
    hostile_stop(&h);
    return taken;
}

/* Replications run in one process, where the operator reaches the metric; but some of them are judged again. */
static void
test_replications(void)
{
    Taken forged = replicate("exaggerate", TRUE), found = replicate("exaggerate", FALSE),
          honest = replicate("polish", FALSE);
    g_autofree char *said = org_message_text(found.message, ORG_LANG_EN);

    g_test_message("%s", said);
    g_assert_cmpint(forged.status, ==, ORG_WORKER_DONE);
    g_assert_cmpfloat(forged.last, ==, 3); /* there are two */
    g_assert_cmpint(found.status, ==, ORG_WORKER_FAILED);
    g_assert_nonnull(strstr(said, "came out otherwise when it was judged again (metric count-units, 2022-0"));
    g_assert_nonnull(strstr(said, "hijack"));
    g_assert_cmpint(honest.status, ==, ORG_WORKER_DONE);
    g_assert_cmpuint(honest.n, ==, 3);
    g_free(forged.message);
    g_free(found.message);
    g_free(honest.message);
}

/* out: what its only metric leaves out; read: the series that its only target reads; said: NULL: all is well. */
static void
expect_gap(const char *out, const char *read, const char *said)
{
    g_autofree char *text =
        g_strdup_printf("orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2021-01\nto: 2022-12\n"
                        "metrics:\n  - id: gaps\n    leave-out: {out: %s}\n"
                        "targets:\n  - {id: t, title: T, metric: gaps, series: %s, at_least: 1, by: 2022-12}\n",
                        out, read);
    Hostile h;

    hostile_start(&h, "lie", NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run_text(&h, text);
    g_autofree char *message = org_message_text(result->message, ORG_LANG_EN);
    g_test_message("%s", message);
    g_assert_cmpint(result->status, ==, said ? ORG_WORKER_FAILED : ORG_WORKER_DONE);
    if (said && (!g_str_has_prefix(message, "plugin lie (metric gaps") || !strstr(message, said)))
        g_error("%s", message);
    hostile_stop(&h);
}

/* A figure that is left out makes no sum smaller: the run fails, whether a target reads it or not, unless it may be missing. */
static void
test_gaps(void)
{
    expect_gap("nothing", "often", NULL); /* what is rare is missing */
    expect_gap("often", "often", "did not measure \"often\" in 2021-12");
    expect_gap("often", "yearly", "did not measure \"often\" in 2021-12");
    expect_gap("cost", "rare", "did not measure \"yearly\" in 2022-01");
    expect_gap("unit", "rare", "did not measure \"often\" of unit");
}

/* What was paid is what the ledger says. */
static void
test_paid(void)
{
    static const char text[] = "orgsim: 1\ntitle: Hostile\norganisation: {units: units.csv}\nfrom: 2021-01\n"
                               "to: 2022-12\ncurrency: VND\nmetrics:\n  - id: spent\n    pay-otherwise: {}\n";
    Hostile h;

    hostile_start(&h, "lie", NULL);
    g_autoptr(OrgWorkerResult) result = hostile_run_text(&h, text);
    g_autofree char *message = org_message_text(result->message, ORG_LANG_EN);
    g_test_message("%s", message);
    g_assert_cmpint(result->status, ==, ORG_WORKER_FAILED);
    g_assert_nonnull(strstr(message, "plugin lie (metric spent, 2022-12) told otherwise of \"paid\" than it paid"));
    hostile_stop(&h);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/hostile/judge/silence", test_silence);
    g_test_add_func("/hostile/judge/silence-unjudged", test_silence_unjudged);
    g_test_add_func("/hostile/judge/honest", test_honest);
    g_test_add_func("/hostile/judge/forged", test_forged);
    g_test_add_func("/hostile/judge/smuggled", test_smuggled);
    g_test_add_func("/hostile/judge/paid-acts", test_paid_acts);
    g_test_add_func("/hostile/judge/calendar", test_calendar);
    g_test_add_func("/hostile/judge/replications", test_replications);
    g_test_add_func("/hostile/judge/gaps", test_gaps);
    g_test_add_func("/hostile/judge/paid", test_paid);
    return g_test_run();
}
