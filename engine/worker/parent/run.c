// SPDX-License-Identifier: MIT
#include "private.h"
#include <unistd.h>

/* Descriptors of what a run reads: the bundle, the organisation, the baselines that there are. */
static gboolean
seal_inputs(const OrgWorkerJob *job, GArray *fds, GError **error)
{
    g_autoptr(GBytes) bundle = org_bundle_pack(job->plan->bundle);
    int fd = org_worker_sealed_bytes(g_bytes_get_data(bundle, NULL), g_bytes_get_size(bundle), error);

    if (fd < 0)
        return FALSE;
    g_array_append_val(fds, fd);
    fd = org_worker_sealed_org(job->org, error);
    if (fd < 0)
        return FALSE;
    g_array_append_val(fds, fd);
    for (guint i = 0; i < job->n_baselines; i++) {
        if (!job->baselines[i])
            continue;
        fd = org_worker_sealed_org(job->baselines[i], error);
        if (fd < 0)
            return FALSE;
        g_array_append_val(fds, fd);
    }
    return TRUE;
}

static gboolean
send_job(OrgWorker *worker, const OrgWorkerJob *job, GError **error)
{
    g_autoptr(GArray) fds = g_array_new(FALSE, FALSE, sizeof(int));
    OrgFrameOut *out = &worker->out;
    gboolean sealed = seal_inputs(job, fds, error);

    if (sealed) {
        org_frame_begin(out, ORG_FRAME_RUN);
        org_frame_put_text(out, job->path);
        org_frame_put_u64(out, job->seed);
        org_frame_put_u32(out, job->replication);
        org_frame_put_u32(out, !job->skip_acts);
        org_frame_put_u32(out, job->log != NULL);
        org_frame_put_u32(out, job->n_baselines);
        for (guint i = 0; i < job->n_baselines; i++)
            org_frame_put_u32(out, job->baselines[i] != NULL);
        org_frame_end(out);
        org_frame_flush_fds(out, (const int *) fds->data, fds->len);
    }
    for (guint i = 0; i < fds->len; i++)
        close(g_array_index(fds, int, i));
    return sealed;
}

static void
fail(OrgWorkerResult *result, const OrgWorker *worker, const GError *why)
{
    result->status =
        g_error_matches(why, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED) ? ORG_WORKER_INTERRUPTED : ORG_WORKER_FAILED;
    g_free(result->message);
    result->message = g_strdup(why->message);
    result->item = worker->blame == ORG_BLAME_CALL ? (gint) worker->blamed : -1;
    result->month = worker->blame == ORG_BLAME_CALL ? worker->month : ORG_UNKNOWN;
    g_byte_array_set_size(result->acts, 0);
    g_clear_pointer(&result->end_hash, g_free);
}

/* Frames until RESULT. FALSE with error: the worker is gone. */
static gboolean
collect(OrgWorker *worker, const OrgWorkerJob *job, OrgWorkerResult *result, OrgMonth *end_month, GError **error)
{
    gboolean done = FALSE;
    OrgFrame frame;

    while (!done) {
        g_autofree char *why = NULL;
        if (!org_worker_next(worker, &frame, error))
            return FALSE;
        if (!org_worker_result_take(result, job, &frame, end_month, &done, &why))
            return org_worker_reject(worker, error, "%s", why);
    }
    return TRUE;
}

OrgWorkerResult *
org_worker_run(OrgWorker *worker, const OrgWorkerJob *job, OrgWorkerProgress progress, gpointer data, GError **error)
{
    g_autoptr(GError) why = NULL;
    OrgMonth end_month = ORG_UNKNOWN;

    if (!org_worker_ready(worker, FALSE, error) || !send_job(worker, job, error))
        return NULL;
    g_autoptr(OrgWorkerResult) result = org_worker_result_new();
    worker->narrowed = TRUE;
    worker->plan = job->plan;
    worker->calls = 0;
    worker->progress = progress;
    worker->progress_data = data;
    worker->part = 0;
    org_worker_blame(worker, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
    gboolean finished = collect(worker, job, result, &end_month, &why);
    worker->plan = NULL;
    worker->progress = NULL;
    if (!finished) {
        fail(result, worker, why);
        return g_steal_pointer(&result);
    }
    if (result->status == ORG_WORKER_FAILED && worker->blame == ORG_BLAME_CALL) {
        result->item = (gint) worker->blamed;
        result->month = worker->month;
    }
    if (result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED)
        if (!org_worker_result_apply(worker->catalogue, result, job, end_month))
            org_worker_reap(worker, TRUE); /* it lied once */
    return g_steal_pointer(&result);
}
