// SPDX-License-Identifier: MIT
/* Replications of a scenario, in the worker. */
#include "../../sim/sim.h"
#include "../../base/error.h"
#include "held.h"
#include "sandbox.h"
#include <math.h>

#define ACTS_PIECE (4u << 20)

G_STATIC_ASSERT((int) ORG_RUN_DONE == (int) ORG_WORKER_DONE && (int) ORG_RUN_VETOED == (int) ORG_WORKER_VETOED);
G_STATIC_ASSERT((int) ORG_RUN_FAILED == (int) ORG_WORKER_FAILED &&
                (int) ORG_RUN_INTERRUPTED == (int) ORG_WORKER_INTERRUPTED);

typedef struct {
    OrgChild *child;
    const Org *org;
    gboolean want_acts;
    double shown;    /* progress last sent */
    guint8 *printed; /* by item: it was told that it prints */
    gboolean guarded;
    OrgGuard guard;
} Sender;

/* ---- what the simulation says, as frames */

static void
say_calling(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month)
{
    Sender *sender = data;
    OrgFrameOut *out = &sender->child->out;

    org_frame_begin(out, ORG_FRAME_CALLING);
    org_frame_put_u32(out, item->index);
    org_frame_put_i32(out, month);
    org_frame_put_text(out, plugin);
    org_frame_end(out);
    org_child_call(sender->child, item->index, month);
    if (sender->guarded)
        org_guard_before(&sender->guard, sender->org);
}

static void
say_acts(gpointer data, const guint8 *bytes, gsize size)
{
    Sender *sender = data;
    OrgFrameOut *out = &sender->child->out;

    while (size > 0 && sender->want_acts) {
        gsize piece = MIN(size, ACTS_PIECE);
        org_frame_begin(out, ORG_FRAME_ACTS);
        org_frame_put_bytes(out, bytes, piece);
        org_frame_end(out);
        bytes += piece;
        size -= piece;
    }
}

static void
say_measure(gpointer data, guint item, const char *series, OrgRow unit, OrgMonth month, double value, guint baseline)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;

    org_frame_begin(out, ORG_FRAME_MEASURE);
    org_frame_put_u32(out, item);
    org_frame_put_u32(out, unit);
    org_frame_put_i32(out, month);
    org_frame_put_u32(out, baseline);
    org_frame_put_f64(out, value);
    org_frame_put_text(out, series);
    org_frame_end(out);
}

static void
say_running(gpointer data, guint item, const char *series, OrgMonth month, double value)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;

    org_frame_begin(out, ORG_FRAME_RUNNING);
    org_frame_put_u32(out, item);
    org_frame_put_i32(out, month);
    org_frame_put_f64(out, value);
    org_frame_put_text(out, series);
    org_frame_end(out);
}

static void
say_finding(gpointer data, const OrgFinding *f)
{
    const Sender *sender = data;
    OrgFrameOut *out = &sender->child->out;
    g_autofree char *said = org_child_said(f->message);
    /* Now, for a step that is vetoed is undone, and its rows with it. */
    gboolean there = f->table != 0 && f->row != ORG_NONE && f->row < org_rows(sender->org, f->table);
    g_autofree char *id = org_child_cut(there ? org_id(sender->org, f->table, f->row) : "", ORG_MAX_TEXT);

    org_frame_begin(out, ORG_FRAME_FINDING);
    org_frame_put_u32(out, f->item);
    org_frame_put_i32(out, f->step);
    org_frame_put_u32(out, f->severity);
    org_frame_put_u32(out, f->table);
    org_frame_put_u32(out, f->row);
    org_frame_put_i32(out, f->month);
    org_frame_put_text(out, said);
    org_frame_put_text(out, id);
    org_frame_put_text(out, f->code);
    org_frame_put_f64(out, f->value);
    org_frame_put_f64(out, f->limit);
    org_frame_put_i32(out, f->since);
    org_frame_put_u32(out, (guint32) f->again);
    org_frame_end(out);
}

/* Replications that only measure: nobody reads what is found in them. */
static void
leave_finding(gpointer data, const OrgFinding *f)
{
    (void) data, (void) f;
}

/* Prints are told once of an item. */
static gboolean
is_called(gpointer data, const OrgItem *item, OrgMonth month, GError **error)
{
    Sender *sender = data;

    if (org_child_has_printed() && !sender->printed[item->index] && sender->want_acts) {
        g_autofree OrgMessage *message = org_message_new("it printed something, which nobody reads; use log() of the "
                                                         "host, shown with --debug-plugin");
        OrgFinding f = { item->index, -1, ORG_WARN, 0, ORG_NONE, month, message, "", NAN, NAN, month, FALSE };
        sender->printed[item->index] = TRUE;
        say_finding(sender, &f);
    }
    return !sender->guard.copy || org_guard_after(&sender->guard, sender->org, error);
}

static void
say_step(gpointer data, guint item, OrgMonth month, const char *status, const OrgMessage *message)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;
    g_autofree char *said = org_child_said(message);

    org_frame_begin(out, ORG_FRAME_STEP);
    org_frame_put_u32(out, item);
    org_frame_put_i32(out, month);
    org_frame_put_text(out, status);
    org_frame_put_text(out, said);
    org_frame_end(out);
}

static void
say_log(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month, const char *text)
{
    OrgFrameOut *out = &((Sender *) data)->child->out;
    g_autofree char *cut = org_child_cut(text, ORG_MAX_TEXT);

    org_frame_begin(out, ORG_FRAME_LOG);
    org_frame_put_u32(out, item->index);
    org_frame_put_i32(out, month);
    org_frame_put_text(out, plugin);
    org_frame_put_text(out, cut);
    org_frame_end(out);
    org_frame_flush(out); /* it may be the last that the plugin says */
}

static gboolean
say_progress(gpointer data, double part)
{
    Sender *sender = data;

    org_child_progress(sender->child, part, &sender->shown);
    return !org_child_stopped(sender->child);
}

/* What became of the steps the half that changes tells. */
static void
leave_step(gpointer data, guint item, OrgMonth month, const char *status, const OrgMessage *message)
{
    (void) data, (void) item, (void) month, (void) status, (void) message;
}

/* How far a run is the half that changes tells. */
static gboolean
look_at_flag(gpointer data, double part)
{
    (void) part;
    return !org_child_stopped(((Sender *) data)->child);
}

typedef struct {
    OrgHeld *plan, *orgs;
    guint64 seed;
    guint32 first, last, nothing, want_acts, want_log, guarded;
    OrgTrial trial;
} Job;

static gboolean
take_job(OrgChild *child, OrgFrameCursor *cursor, Job *job, GError **error)
{
    OrgHandle plan = org_frame_get_u32(cursor), orgs = org_frame_get_u32(cursor);

    job->seed = org_frame_get_u64(cursor);
    job->first = org_frame_get_u32(cursor);
    job->last = org_frame_get_u32(cursor);
    job->nothing = org_frame_get_u32(cursor);
    job->want_acts = org_frame_get_u32(cursor);
    job->want_log = org_frame_get_u32(cursor);
    job->guarded = org_frame_get_u32(cursor);
    job->trial.block_rows = org_frame_get_u32(cursor);
    job->trial.stride_more = org_frame_get_u32(cursor);
    job->trial.clock = org_frame_get_i32(cursor);
    job->trial.undo = org_frame_get_u32(cursor);
    if (!org_frame_done(cursor)) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed a broken job");
        return FALSE;
    }
    job->plan = org_held_find(child, plan, ORG_HELD_PLAN, error);
    job->orgs = job->plan ? org_held_find(child, orgs, ORG_HELD_ORGANISATIONS, error) : NULL;
    if (!job->orgs)
        return FALSE;
    guint n = job->plan->plan->baselines->len;
    if (job->orgs->orgs->len == n + 1)
        return TRUE;
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed %u baselines, but the scenario has %u",
                  job->orgs->orgs->len - 1, n);
    return FALSE;
}

/* FALSE: it was the last one. */
static gboolean
run_once(OrgChild *child, const Job *job, guint32 replication)
{
    g_autoptr(GError) error = NULL;
    const OrgPlan *plan = job->plan->plan;
    Org *start = job->orgs->orgs->pdata[0];
    g_autofree Org **baselines = g_memdup2(job->orgs->orgs->pdata + 1, plan->baselines->len * sizeof(Org *));
    if (!baselines[0] && start->month == plan->from - 1)
        baselines[0] = start; /* else the run keeps a copy of how it began */
    Org *org = org_held_work(job->orgs, replication == job->first);
    Sender sender = { .child = child, .org = org, .want_acts = job->want_acts };
    OrgHalf half = { .child = child, .plan = plan };
    OrgJudge judge = org_half_judge(&half);
    OrgAsker asker = org_half_asker(&half);
    OrgSink sink = { .data = &sender,
                     .calling = say_calling,
                     .acts = say_acts,
                     .measure = say_measure,
                     .finding = job->want_acts ? say_finding : leave_finding,
                     .step = child->role == ORG_ROLE_JUDGES ? leave_step : say_step,
                     .progress = child->role == ORG_ROLE_JUDGES ? look_at_flag : say_progress,
                     .log = job->want_log ? say_log : NULL,
                     .running = replication == 0 ? say_running : NULL,
                     .called = is_called,
                     .judge = child->role == ORG_ROLE_CHANGES ? &judge : NULL };
    job->plan->plan->nothing = job->nothing != 0;
    OrgJournal *journal = job->want_acts ? org_journal_new() : NULL;

    sender.printed = g_new0(guint8, plan->items->len + 1);
    sender.guarded = job->guarded && job->want_acts;
    org->journal = journal;
    OrgRunStatus status =
        child->role == ORG_ROLE_JUDGES
            ? org_sim_judge(plan, child->plugins, org, baselines, job->seed, replication, &sink, &asker, &error)
            : org_sim_run(plan, child->plugins, org, baselines, job->seed, replication, &sink, &error);
    gboolean whole = status == ORG_RUN_DONE || status == ORG_RUN_VETOED;
    g_autofree char *hash = whole && job->want_acts ? org_hash(org) : NULL;
    g_autofree char *said = status == ORG_RUN_INTERRUPTED && !error ? org_said("interrupted") : org_error_said(error);
    org_child_result(child, replication, status, org->month, said, hash);
    org->journal = NULL;
    g_clear_pointer(&sender.guard.copy, org_free);
    g_free(sender.printed);
    g_clear_pointer(&journal, org_journal_free);
    org_half_clear(&half);
    return whole;
}

void
org_child_run(OrgChild *child, OrgFrameCursor *cursor)
{
    g_autoptr(GError) error = NULL;
    Job job = { 0 };

    if (!take_job(child, cursor, &job, &error) || (!child->narrowed && !org_sandbox_narrow(&error))) {
        g_autofree char *said = org_error_said(error);
        org_child_result(child, job.first, ORG_RUN_FAILED, ORG_UNKNOWN, said, NULL);
        return;
    }
    child->narrowed = TRUE;
    org_trial_begin(&job.trial);
    gboolean more = TRUE;
    for (guint64 r = job.first; r <= job.last && more; r++)
        more = run_once(child, &job, (guint32) r);
}
