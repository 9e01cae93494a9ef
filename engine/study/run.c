// SPDX-License-Identifier: MIT
#include "run.h"
#include "../base/error.h"
#include "../po/lang.h"
#include <math.h>
#include <string.h>

static gboolean
is_told(const OrgWorkerResult *result, const OrgWorkerMeasure *m)
{
    for (guint i = 0; i < result->as_told->len; i++) {
        const OrgWorkerTold *told = &g_array_index(result->as_told, OrgWorkerTold, i);
        if (told->item == m->item && told->series == m->series) /* texts of one chunk */
            return TRUE;
    }
    return FALSE;
}

GArray *
org_run_measures(const OrgWorkerResult *result)
{
    GArray *all = org_measures_new();
    for (guint i = 0; i < result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        org_measures_add(all, m->item, m->series, m->unit, m->month, m->value, m->baseline);
        g_array_index(all, OrgMeasure, i).told = is_told(result, m);
    }
    return all;
}

static gboolean
is_whole(OrgWorkerStatus status)
{
    return status == ORG_WORKER_DONE || status == ORG_WORKER_VETOED;
}

static void
break_off(OrgRun *run, OrgWorkerStatus status, const OrgMessage *message)
{
    /* Whatever went wrong when the run was to end: it was to end. */
    gboolean stopped = status == ORG_WORKER_INTERRUPTED || org_session_cancelled(run->loaded->session);
    run->status = stopped ? ORG_WORKER_INTERRUPTED : status;
    g_free(run->message);
    run->message = stopped ? org_message_new("the run was interrupted") : org_message_copy(message);
}

/* The first replication may go well, so that nobody would find the fault of a later one in the run without chance. */
static void
break_off_at(OrgRun *run, const OrgWorkerResult *result)
{
    g_autofree OrgMessage *said = run->replications > 1
                                      ? org_message_new("replication %u of %u: %s", result->replication + 1,
                                                        run->replications, org_message_said(result->message))
                                      : org_message_copy(result->message);
    break_off(run, result->status, said);
}

static void
break_off_by(OrgRun *run, const GError *error)
{
    g_autofree char *said = org_error_said(error);
    break_off(run, ORG_WORKER_FAILED, org_message_of(said));
}

/* Hand over what is not with the worker yet. */
static gboolean
hand_over(OrgLoaded *loaded, GError **error)
{
    if (!loaded->held_plan)
        loaded->held_plan = org_worker_hold_plan(loaded->worker, loaded->path, loaded->plan, error);
    if (loaded->held_plan && !loaded->held_orgs)
        loaded->held_orgs = org_worker_hold_organisations(loaded->worker, loaded->org, loaded->baselines,
                                                          loaded->plan->baselines->len, error);
    return loaded->held_plan && loaded->held_orgs;
}

/* ---- replications */

#define LOOK 50 /* replications after which it is asked whether more are needed, and again after each so many */

static void
judge_result(const OrgWorkerResult *result, gpointer data)
{
    OrgRun *run = data;
    if (result->again)
        g_ptr_array_add(run->again, org_message_new("replication %u was done again, for its process ended: %s",
                                                    result->replication + 1, org_message_said(result->again)));
    if (!is_whole(result->status)) {
        break_off_at(run, result);
        return;
    }
    g_autoptr(GArray) measures = org_run_measures(result);
    /* Units that targets speak of are looked up in the end state of replication 0. */
    org_judging_add(run->judging, measures, run->result->end, result->status == ORG_WORKER_VETOED);
}

/* A worker's progress is told with the data that its results go to. */
static gboolean
on_progress(double part, gpointer data)
{
    return org_session_progress(part, ((OrgRun *) data)->loaded->session);
}

/* Replication 0 counts, too. */
static gboolean
is_wanted(guint64 taken, gpointer data)
{
    OrgRun *run = data;
    gboolean wanted = org_judging_margin(run->judging) > run->until;
    if (!wanted)
        run->replications = (guint) taken + 1;
    return wanted;
}

static void
replicate(OrgRun *run, OrgWorkerJob job, guint jobs)
{
    g_autoptr(GError) error = NULL;
    OrgWorkerTaker taker = { judge_result, is_wanted, on_progress, run };
    double first = 1.0 / run->replications;
    job.first = 1;
    job.last = run->replications - 1;
    job.jobs = jobs;
    job.look = run->until > 0 ? LOOK : 0;
    job.acts = FALSE;
    job.log = NULL;
    org_session_share(run->loaded->session, first, 1 - first);
    if (!org_worker_replicate(run->loaded->worker, &job, &taker, &error))
        break_off_by(run, error);
}

/* ---- the whole */

static void
run_first(OrgRun *run, const OrgWorkerJob *job)
{
    g_autoptr(GError) error = NULL;
    OrgSession *session = run->loaded->session;
    org_session_share(session, 0, 1.0 / run->replications);
    run->result = org_worker_run(run->loaded->worker, job, on_progress, run, &error);
    if (!run->result) {
        break_off_by(run, error);
        return;
    }
    if (!is_whole(run->result->status)) {
        break_off_at(run, run->result);
        return;
    }
    run->status = run->result->status;
    g_free(run->message);
    run->message = org_message_copy(run->result->message);
    run->measures = org_run_measures(run->result);
    org_judging_add(run->judging, run->measures, run->result->end, run->status == ORG_WORKER_VETOED);
}

OrgRun *
org_run(OrgLoaded *loaded, const OrgRunOptions *options)
{
    static const OrgRunOptions usual = { 0 };
    g_autoptr(GError) error = NULL;
    OrgRun *run = g_new0(OrgRun, 1);
    if (!options)
        options = &usual;
    run->loaded = loaded;
    run->seed = options->seed ? *options->seed : loaded->plan->seed;
    run->replications = MAX(options->replications, 1);
    run->until = options->until;
    run->again = g_ptr_array_new_with_free_func(g_free);
    run->judging = org_judging_new(loaded->plan, options->from_actuals ? options->from_actuals : ORG_UNKNOWN);
    run->message = (OrgMessage *) g_strdup("");
    if (!hand_over(loaded, &error)) {
        break_off_by(run, error);
        return run;
    }
    OrgWorkerJob job = { .plan = loaded->held_plan,
                         .organisations = loaded->held_orgs,
                         .seed = run->seed,
                         .nothing = options->nothing,
                         .acts = TRUE,
                         .log = options->log,
                         .log_data = options->log_data };
    run_first(run, &job);
    if (org_run_is_whole(run) && run->replications > 1)
        replicate(run, job, options->jobs);
    if (org_run_is_whole(run))
        org_judging_settle(run->judging);
    org_session_share(loaded->session, 0, 1);
    return run;
}

void
org_run_free(OrgRun *run)
{
    if (!run)
        return;
    g_free(run->message);
    org_worker_result_free(run->result);
    g_clear_pointer(&run->measures, g_array_unref);
    org_judging_free(run->judging);
    g_ptr_array_unref(run->again);
    g_free(run);
}

/* ---- what it came to */

gboolean
org_run_is_whole(const OrgRun *run)
{
    return is_whole(run->status);
}

static gboolean
is_measure(const OrgRun *run, const OrgMeasure *m, const char *item, const char *series, OrgRow unit)
{
    const OrgItem *it = run->loaded->plan->items->pdata[m->item];
    return !m->of && m->unit == unit && !strcmp(it->id, item) && !strcmp(m->series, series);
}

double
org_run_value(const OrgRun *run, const char *item, const char *series, OrgRow unit, OrgMonth month)
{
    for (guint i = 0; run->measures && i < run->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(run->measures, OrgMeasure, i);
        if (m->month == month && is_measure(run, m, item, series, unit))
            return m->value;
    }
    return NAN;
}

double
org_run_sum(const OrgRun *run, const char *item, const char *series)
{
    double sum = NAN;
    for (guint i = 0; run->measures && i < run->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(run->measures, OrgMeasure, i);
        if (is_measure(run, m, item, series, ORG_NONE))
            sum = isnan(sum) ? m->value : sum + m->value;
    }
    return sum;
}

gboolean
org_judgement_stands(const OrgVerdict *verdict, guint i)
{
    guint skip = verdict->target->average && verdict->n_months ? verdict->n_months - 1 : 0;
    return !verdict->n_months || i % verdict->n_months >= skip;
}

const OrgJudgement *
org_run_verdict(const OrgRun *run, const char *target)
{
    const GPtrArray *verdicts = org_judging_verdicts(run->judging);
    for (guint v = 0; verdicts && v < verdicts->len; v++) {
        const OrgVerdict *verdict = verdicts->pdata[v];
        if (!strcmp(verdict->target->id, target))
            return org_verdict_headline(verdict);
    }
    return NULL;
}

guint
org_run_unmet(const OrgRun *run)
{
    const GPtrArray *verdicts = org_judging_verdicts(run->judging);
    guint n = 0;
    for (guint v = 0; verdicts && v < verdicts->len; v++) {
        const OrgVerdict *verdict = verdicts->pdata[v];
        for (guint i = 0; i < verdict->judgements->len; i++) {
            const OrgJudgement *j = &g_array_index(verdict->judgements, OrgJudgement, i);
            OrgMet met = j->reported.month != ORG_UNKNOWN ? j->reported.met : j->met;
            n += org_judgement_stands(verdict, i) && met != ORG_MET;
        }
    }
    return n;
}

OrgImpact *
org_run_impact(const OrgRun *run, GError **error)
{
    g_return_val_if_fail(org_run_is_whole(run), NULL);
    g_autoptr(GBytes) acts = g_bytes_new_static(run->result->acts->data, run->result->acts->len);
    return org_impact_between(run->loaded->org, run->result->end, acts, error);
}
