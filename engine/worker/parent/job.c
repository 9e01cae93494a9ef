// SPDX-License-Identifier: MIT
/* A job that changes organisations, from what is sent to its results. */
#include "private.h"
#include "../../sim/clock.h"
#include "../../base/error.h"

/* FALSE: the handles are no good. */
static gboolean
expect(const OrgWorker *worker, const OrgWorkerJob *job, OrgExpected *expected, GError **error)
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

static void
send_job(OrgWorker *worker, const OrgWorkerJob *job, gboolean guarded)
{
    OrgFrameOut *out = &worker->out;

    org_worker_hand_over(worker, org_worker_held(worker, job->plan, ORG_HELD_PLAN));
    org_worker_hand_over(worker, org_worker_held(worker, job->organisations, ORG_HELD_ORGANISATIONS));
    org_frame_begin(out, ORG_FRAME_JOB);
    org_frame_put_u32(out, ORG_ROLE_CHANGES);
    org_frame_put_u32(out, job->plan);
    org_frame_put_u32(out, job->organisations);
    org_frame_put_u64(out, job->seed);
    org_frame_put_u32(out, job->first);
    org_frame_put_u32(out, job->last);
    org_frame_put_u32(out, job->nothing);
    org_frame_put_u32(out, job->acts);
    org_frame_put_u32(out, job->log != NULL);
    org_frame_put_u32(out, (guint32) guarded);
    org_frame_end(out);
    org_frame_flush(out);
    worker->counts.jobs++;
}

static void
fail(OrgWorkerResult *result, const OrgWorker *worker, const GError *why)
{
    result->status =
        g_error_matches(why, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED) ? ORG_WORKER_INTERRUPTED : ORG_WORKER_FAILED;
    g_free(result->message);
    result->message = (OrgMessage *) org_error_said(why);
    result->item = worker->blame == ORG_BLAME_CALL ? (gint) worker->blamed : -1;
    result->month = worker->blame == ORG_BLAME_CALL ? worker->month : ORG_UNKNOWN;
    g_byte_array_set_size(result->acts, 0);
    g_clear_pointer(&result->end_hash, g_free);
}

/* Frames until RESULT. FALSE with error: the worker is gone. */
static gboolean
collect(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, OrgMonth *end_month, GError **error)
{
    gboolean done = FALSE;
    OrgFrame frame;

    while (!done) {
        g_autofree char *why = NULL;
        if (!org_worker_next(worker, &frame, error))
            return FALSE;
        expected->may_stop = worker->stopping;
        if (!org_worker_afford(result, expected, &frame, &why))
            return org_worker_reject(worker, error, "%s", why);
        if (org_worker_result_take(result, expected, &frame, end_month, &done, &why))
            continue;
        if (result->spoke >= 0) {
            const OrgItem *item = expected->plan->items->pdata[result->spoke];
            org_worker_blame(worker, ORG_BLAME_CALL, item->index, result->spoke_at, org_worker_owner(worker, item));
        }
        return org_worker_reject(worker, error, "%s", why);
    }
    return TRUE;
}

/* One replication's result, checked. */
static OrgWorkerResult *
receive(OrgWorker *worker, OrgExpected *expected, guint32 replication)
{
    g_autoptr(OrgWorkerResult) result = org_worker_result_new(replication);
    g_autoptr(GError) why = NULL;
    OrgMonth end_month = ORG_UNKNOWN;

    org_worker_calls_begin(worker);
    org_worker_blame(worker, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
    if (!collect(worker, expected, result, &end_month, &why)) {
        fail(result, worker, why);
        return g_steal_pointer(&result);
    }
    if (result->status == ORG_WORKER_FAILED && worker->blame == ORG_BLAME_CALL) {
        result->item = (gint) worker->blamed;
        result->month = worker->month;
    }
    if (expected->acts && (result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED))
        if (!org_worker_result_apply(worker->catalogue, result, expected, end_month))
            org_worker_reap(worker, TRUE); /* it lied once */
    return g_steal_pointer(&result);
}

static gint
by_index(gconstpointer a, gconstpointer b)
{
    const guint one = *(const guint *) a, other = *(const guint *) b;

    return one < other ? -1 : one > other;
}

/* The plugins that a plan names, and the plans that it extends, each once, ascending. */
static GArray *
plugins_of(const OrgPlan *plan)
{
    GArray *plugins = g_array_new(FALSE, FALSE, sizeof(guint));
    guint kept = 0;

    for (guint i = 0; i < plan->items->len; i++) {
        const OrgItem *item = plan->items->pdata[i];
        if (item->feature)
            g_array_append_val(plugins, item->feature->plugin);
    }
    g_array_append_vals(plugins, plan->parents_plugins->data, plan->parents_plugins->len);
    g_array_sort(plugins, by_index);
    for (guint i = 0; i < plugins->len; i++)
        if (i == 0 || g_array_index(plugins, guint, i) != g_array_index(plugins, guint, kept - 1))
            g_array_index(plugins, guint, kept++) = g_array_index(plugins, guint, i);
    g_array_set_size(plugins, kept);
    return plugins;
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
    g_autoptr(GArray) plugins = plugins_of(expected->plan);
    if (worker->stopping || !org_worker_ready(worker, ORG_ROLE_CHANGES, plugins, NULL))
        return;
    org_worker_begin(worker, progress, data);
    send_job(worker, job, TRUE);
    g_autoptr(OrgWorkerResult) guarded = receive(worker, &again, result->replication);
    if (guarded->status != ORG_WORKER_FAILED || guarded->is_false || guarded->item < 0)
        return;
    g_free(result->message);
    result->message = g_steal_pointer(&guarded->message);
    result->item = guarded->item;
    result->month = guarded->month;
}

static OrgWorkerResult *
interrupted(guint32 replication)
{
    OrgWorkerResult *result = org_worker_result_new(replication);

    result->status = ORG_WORKER_INTERRUPTED;
    g_free(result->message);
    result->message = org_message_new("interrupted");
    return result;
}

static gboolean
run(OrgWorker *worker, const OrgWorkerJob *job, void (*take)(OrgWorkerResult *result, gpointer data), gpointer taker,
    OrgWorkerProgress progress, gpointer data, GError **error)
{
    OrgExpected expected;
    gboolean whole = TRUE;

    if (!expect(worker, job, &expected, error))
        return FALSE;
    g_autoptr(GArray) plugins = plugins_of(expected.plan), months = org_clock_months(expected.plan);
    expected.months = months;
    if (!org_worker_ready(worker, ORG_ROLE_CHANGES, plugins, error))
        return FALSE;
    if (progress && !progress(0, data)) {
        take(interrupted(job->first), taker);
        return TRUE;
    }
    worker->plan = expected.plan;
    if (worker->wall_seconds && !worker->wall)
        worker->wall = g_get_monotonic_time() + (gint64) worker->wall_seconds * G_USEC_PER_SEC;
    org_worker_begin(worker, progress, data);
    send_job(worker, job, FALSE);
    worker->share = 1.0 / ((double) job->last - job->first + 1);
    for (guint64 r = job->first; r <= job->last && whole; r++) {
        worker->before = (double) (r - job->first) * worker->share;
        OrgWorkerResult *result = receive(worker, &expected, (guint32) r);
        whole = result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED;
        if (result->is_false)
            find_writer(worker, job, &expected, result);
        if (whole && worker->stopping) /* it was quicker than the flag */
            org_worker_result_free(result);
        else
            take(result, taker);
    }
    if (whole && worker->stopping)
        take(interrupted(job->last), taker);
    worker->plan = NULL;
    worker->progress = NULL;
    return TRUE;
}

static void
keep_result(OrgWorkerResult *result, gpointer data)
{
    *(OrgWorkerResult **) data = result;
}

OrgWorkerResult *
org_worker_run(OrgWorker *worker, const OrgWorkerJob *job, OrgWorkerProgress progress, gpointer data, GError **error)
{
    OrgWorkerJob one = *job;
    OrgWorkerResult *result = NULL;

    one.last = one.first;
    return run(worker, &one, keep_result, &result, progress, data, error) ? result : NULL;
}

typedef struct {
    OrgWorkerTake take;
    gpointer data;
} Taker;

static void
show_result(OrgWorkerResult *result, gpointer data)
{
    const Taker *taker = data;

    taker->take(result, taker->data);
    org_worker_result_free(result);
}

gboolean
org_worker_replicate(OrgWorker *worker, const OrgWorkerJob *job, OrgWorkerTake take, OrgWorkerProgress progress,
                     gpointer data, GError **error)
{
    Taker taker = { take, data };

    return run(worker, job, show_result, &taker, progress, data, error);
}
