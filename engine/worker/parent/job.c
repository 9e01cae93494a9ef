// SPDX-License-Identifier: MIT
/* A job that changes organisations, from what is sent to its results. */
#include "private.h"
#include "../../sim/clock.h"
#include "../../base/error.h"

gboolean
org_job_expect(const OrgWorker *worker, const OrgWorkerJob *job, OrgExpected *expected, GError **error)
{
    const OrgWorkerHeld *plan = org_worker_held(worker, job->plan, ORG_HELD_PLAN);
    const OrgWorkerHeld *orgs = org_worker_held(worker, job->organisations, ORG_HELD_ORGANISATIONS);

    if (!plan || !orgs || job->last < job->first || (job->acts && job->last != job->first)) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "a job names what was not handed over");
        return FALSE;
    }
    *expected = (OrgExpected){ .plan = plan->plan,
                               .start = orgs->start,
                               .baselines = orgs->baselines,
                               .n_baselines = orgs->n_baselines,
                               .nothing = job->nothing,
                               .acts = job->acts,
                               .most = worker->result_bytes,
                               .log = job->log,
                               .log_data = job->log_data };
    return TRUE;
}

void
org_job_send(OrgWorker *worker, const OrgWorkerJob *job, gboolean guarded)
{
    OrgFrameOut *out = &worker->out;

    org_worker_hand_over(worker, org_worker_held(worker, job->plan, ORG_HELD_PLAN));
    org_worker_hand_over(worker, org_worker_held(worker, job->organisations, ORG_HELD_ORGANISATIONS));
    org_frame_begin(out, ORG_FRAME_JOB);
    org_frame_put_u32(out, worker->role);
    org_frame_put_u32(out, job->plan);
    org_frame_put_u32(out, job->organisations);
    org_frame_put_u64(out, job->seed);
    org_frame_put_u32(out, job->first);
    org_frame_put_u32(out, job->last);
    org_frame_put_u32(out, job->nothing);
    org_frame_put_u32(out, job->acts);
    org_frame_put_u32(out, job->log != NULL);
    org_frame_put_u32(out, (guint32) guarded);
    org_frame_put_u32(out, job->trial.block_rows);
    org_frame_put_u32(out, job->trial.stride_more);
    org_frame_put_i32(out, job->trial.clock);
    org_frame_put_u32(out, job->trial.undo);
    org_frame_end(out);
    org_frame_flush(out);
}

static gboolean
reject(OrgWorker *worker, const OrgExpected *expected, const OrgWorkerResult *result, const char *why, GError **error)
{
    if (result->spoke >= 0) {
        const OrgItem *item = expected->plan->items->pdata[result->spoke];
        org_worker_blame(worker, ORG_BLAME_CALL, item->index, result->spoke_at, org_worker_owner(worker, item));
    }
    return org_worker_reject(worker, error, "%s", why);
}

static gboolean
hear(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, const OrgFrame *frame, OrgMonth *end_month,
     gboolean *done, GError **error)
{
    g_autofree char *why = NULL;

    expected->may_stop = worker->stopping;
    if (!org_worker_afford(result, expected, frame, &why))
        return org_worker_reject(worker, error, "%s", why);
    return org_worker_result_take(result, expected, frame, end_month, done, &why) ||
           reject(worker, expected, result, why, error);
}

gboolean
org_job_hear(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, const OrgFrame *frame, gboolean *done,
             GError **error)
{
    OrgMonth end_month;

    return hear(worker, expected, result, frame, &end_month, done, error);
}

/* Frames until RESULT. FALSE with error: the worker is gone. */
static gboolean
collect(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, OrgMonth *end_month, GError **error)
{
    gboolean done = FALSE;
    OrgFrame frame;

    while (!done)
        if (!org_worker_next(worker, &frame, error) || !hear(worker, expected, result, &frame, end_month, &done, error))
            return FALSE;
    return TRUE;
}

void
org_job_blame(const OrgWorker *worker, OrgWorkerResult *result)
{
    if (result->status != ORG_WORKER_FAILED || result->item >= 0 || worker->blame != ORG_BLAME_CALL)
        return;
    result->item = (gint) worker->blamed;
    result->month = worker->month;
}

void
org_job_begin_replication(OrgWorker *worker)
{
    org_worker_calls_begin(worker);
    org_worker_blame(worker, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
}

/* One replication's result, checked. */
static OrgWorkerResult *
receive(OrgWorker *worker, OrgExpected *expected, guint32 replication)
{
    g_autoptr(OrgWorkerResult) result = org_worker_result_new(replication);
    g_autoptr(GError) why = NULL;
    OrgMonth end_month = ORG_UNKNOWN;

    org_job_begin_replication(worker);
    if (worker->role == ORG_ROLE_CHANGES) {
        org_job_begin_replication(worker->judge);
        org_pair_receive(worker, expected, result, &end_month);
        if (!result->end_hash && result->status != ORG_WORKER_FAILED)
            return g_steal_pointer(&result);
    } else if (!collect(worker, expected, result, &end_month, &why)) {
        org_worker_result_fail(result, worker, why);
        return g_steal_pointer(&result);
    }
    org_job_blame(worker, result);
    if (expected->acts && (result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED))
        if (!org_worker_result_apply(worker->catalogue, result, expected, end_month)) {
            org_worker_reap(worker, TRUE); /* it lied once */
            if (worker->judge)
                org_worker_reap(worker->judge, TRUE);
        }
    return g_steal_pointer(&result);
}

static void
begin(OrgWorker *worker, const OrgPlan *plan, const OrgWorkerJob *job, gboolean guarded, OrgWorkerProgress progress,
      gpointer data)
{
    worker->plan = plan;
    org_worker_begin(worker, progress, data);
    org_job_send(worker, job, guarded);
}

/* The one that judges first: it has the start to judge while the other is made. */
static OrgWorker *
start_pair(OrgWorker *worker, const OrgPlan *plan, const OrgWorkerJob *job, gboolean guarded,
           OrgWorkerProgress progress, gpointer data, GError **error)
{
    OrgWorker *judge = org_worker_judge(worker);

    if (!org_worker_half_ready(judge, ORG_ROLE_JUDGES, plan, error))
        return NULL;
    begin(judge, plan, job, guarded, NULL, NULL);
    if (!org_worker_half_ready(worker, ORG_ROLE_CHANGES, plan, error)) {
        org_worker_reap(judge, TRUE);
        return NULL;
    }
    begin(worker, plan, job, guarded, progress, data);
    return worker;
}

/* The processes of a job are sent it: two that hold each its half, or one with all. NULL with error. */
static OrgWorker *
start(OrgWorker *owner, const OrgPlan *plan, const OrgWorkerJob *job, gboolean guarded, OrgWorkerProgress progress,
      gpointer data, GError **error)
{
    if (job->acts && !owner->unjudged)
        return start_pair(owner, plan, job, guarded, progress, data, error);
    OrgWorker *whole = org_worker_whole(owner, 0);
    if (!org_worker_whole_ready(whole, plan, error))
        return NULL;
    begin(whole, plan, job, guarded, progress, data);
    return whole;
}

void
org_job_end(OrgWorker *worker)
{
    worker->plan = NULL;
    worker->progress = NULL;
    if (worker->judge)
        worker->judge->plan = NULL;
}

/* Run again what was found false, each call guarded, so that plugin and step are named where one wrote to a column. The same
 * seed makes the same run. When nothing is found, the sentence stays as it is. */
static void
find_writer(OrgWorker *worker, const OrgWorkerJob *job, const OrgExpected *expected, OrgWorkerResult *result)
{
    OrgExpected again = *expected;
    again.log = NULL;
    OrgWorkerProgress progress = worker->progress;
    gpointer data = worker->progress_data;
    OrgWorker *owner = worker->owner ? worker->owner : worker;
    if (worker->stopping || !start(owner, expected->plan, job, TRUE, progress, data, NULL))
        return;
    g_autoptr(OrgWorkerResult) guarded = receive(worker, &again, result->replication);
    if (guarded->status != ORG_WORKER_FAILED || guarded->is_false || guarded->item < 0)
        return;
    g_free(result->message);
    result->message = g_steal_pointer(&guarded->message);
    result->item = guarded->item;
    result->month = guarded->month;
}

OrgWorkerResult *
org_job_interrupted(guint32 replication)
{
    OrgWorkerResult *result = org_worker_result_new(replication);

    result->status = ORG_WORKER_INTERRUPTED;
    g_free(result->message);
    result->message = org_message_new("interrupted");
    return result;
}

static OrgMessage *
lied(const OrgWorker *worker, const OrgPlan *plan, const char *where)
{
    g_autoptr(GArray) all = org_plugins_of(plan, FALSE, TRUE);
    g_autofree char *names = org_plugins_named(worker->catalogue, all);

    return org_message_new(
        "the run came out otherwise when it was judged again (%s): a plugin spoke in another's name; the scenario uses "
        "plugin %s",
        where, names);
}

/* NULL with error: no process can be had. One that ends by itself is tried once more, for the system can have ended it. */
static OrgWorkerResult *
judge_once_more(OrgWorker *owner, const OrgWorkerJob *job, OrgExpected *expected, OrgWorkerProgress progress,
                gpointer data, GError **error)
{
    OrgWorkerResult *result = NULL;

    for (guint tries = 0; tries < 2; tries++) {
        g_clear_pointer(&result, org_worker_result_free);
        if (!start_pair(owner, expected->plan, job, FALSE, progress, data, error))
            return NULL;
        result = receive(owner, expected, job->first);
        org_job_end(owner);
        if (result->status != ORG_WORKER_FAILED || !(owner->died || owner->judge->died))
            break;
    }
    return result;
}

gboolean
org_job_recheck(OrgWorker *owner, const OrgWorkerJob *job, const OrgExpected *expected, OrgWorkerResult *result,
                OrgWorkerProgress progress, gpointer data)
{
    OrgWorkerJob one = *job;
    OrgExpected judged = *expected;
    g_autoptr(GError) why = NULL;

    one.first = one.last = result->replication;
    one.acts = judged.acts = TRUE;
    one.log = judged.log = NULL;
    g_autoptr(OrgWorkerResult) again = judge_once_more(owner, &one, &judged, progress, data, &why);
    if (!again) {
        org_worker_result_fail(result, owner, why);
        return FALSE;
    }
    gboolean fine = again->status == ORG_WORKER_DONE || again->status == ORG_WORKER_VETOED;
    g_autofree char *where = fine ? org_recheck_differs(result, again, expected->plan) : NULL;
    if (fine && !where)
        return TRUE;
    result->status = fine ? ORG_WORKER_FAILED : again->status;
    g_free(result->message);
    result->message = fine ? lied(owner, expected->plan, where) : org_message_copy(again->message);
    return FALSE;
}

void
org_job_begin_wall(OrgWorker *worker)
{
    if (worker->wall_seconds && !worker->wall)
        worker->wall = g_get_monotonic_time() + (gint64) worker->wall_seconds * G_USEC_PER_SEC;
}

OrgWorkerResult *
org_worker_run(OrgWorker *owner, const OrgWorkerJob *job, OrgWorkerProgress progress, gpointer data, GError **error)
{
    OrgExpected expected;
    OrgWorkerJob one = *job;

    one.last = one.first;
    if (!org_job_expect(owner, &one, &expected, error))
        return NULL;
    g_autoptr(GArray) months = expected.months = org_clock_months(expected.plan);
    if (progress && !progress(0, data))
        return org_job_interrupted(one.first);
    org_job_begin_wall(owner);
    OrgWorker *worker = start(owner, expected.plan, &one, FALSE, progress, data, error);
    if (!worker)
        return NULL;
    owner->counts.jobs++;
    g_autoptr(OrgWorkerResult) result = receive(worker, &expected, one.first);
    gboolean whole = result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED;
    if (result->is_false)
        find_writer(worker, &one, &expected, result);
    gboolean stopping = worker->stopping;
    org_job_end(worker);
    return whole && stopping ? org_job_interrupted(one.first) /* it was quicker than the flag */
                             : g_steal_pointer(&result);
}
