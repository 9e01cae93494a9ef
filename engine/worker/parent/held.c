// SPDX-License-Identifier: MIT
/* What a worker is handed once. */
#include "private.h"
#include "../../base/error.h"
#include <unistd.h>

void
org_worker_held_free(gpointer data)
{
    OrgWorkerHeld *held = data;

    for (guint i = 0; i < held->fds->len; i++)
        close(g_array_index(held->fds, int, i));
    g_array_unref(held->fds);
    g_byte_array_unref(held->fields);
    g_free(held);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgWorkerHeld, org_worker_held_free)

static OrgWorkerHeld *
held_new(guint32 kind)
{
    OrgWorkerHeld *held = g_new0(OrgWorkerHeld, 1);

    held->kind = kind;
    held->fds = g_array_new(FALSE, FALSE, sizeof(int));
    held->fields = g_byte_array_new();
    return held;
}

/* FALSE: fd is none, and the error of whoever made it stands. */
static gboolean
add_fd(OrgWorkerHeld *held, int fd)
{
    if (fd >= 0)
        g_array_append_val(held->fds, fd);
    return fd >= 0;
}

/* Fields are written as those of a frame that is never sent. */
static void
begin_fields(OrgFrameOut *out)
{
    org_frame_out_init(out, -1);
}

static void
end_fields(OrgWorkerHeld *held, OrgFrameOut *out)
{
    g_byte_array_append(held->fields, out->buffer->data, out->buffer->len);
    org_frame_out_clear(out);
}

static OrgHandle
keep(OrgWorker *worker, OrgWorkerHeld *held)
{
    held->handle = ++worker->last_handle;
    g_ptr_array_add(worker->held, held);
    return held->handle;
}

OrgHandle
org_worker_hold_plan(OrgWorker *worker, const char *path, const OrgPlan *plan, GError **error)
{
    g_autoptr(OrgWorkerHeld) held = held_new(ORG_HELD_PLAN);
    g_autoptr(GBytes) bundle = org_bundle_pack(plan->bundle);
    OrgFrameOut out;

    if (!add_fd(held, org_sealed_bytes(g_bytes_get_data(bundle, NULL), g_bytes_get_size(bundle), error)))
        return 0;
    begin_fields(&out);
    org_frame_put_text(&out, path);
    end_fields(held, &out);
    held->plan = plan;
    return keep(worker, g_steal_pointer(&held));
}

OrgHandle
org_worker_hold_organisations(OrgWorker *worker, const Org *start, Org *const *baselines, guint n_baselines,
                              GError **error)
{
    g_autoptr(OrgWorkerHeld) held = held_new(ORG_HELD_ORGANISATIONS);
    OrgFrameOut out;

    if (n_baselines > ORG_MOST_BASELINES) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
                      "the scenario has %u baselines; a worker takes at most %u", n_baselines, ORG_MOST_BASELINES);
        return 0;
    }
    if (!add_fd(held, org_sealed_org(start, error)))
        return 0;
    for (guint i = 0; i < n_baselines; i++)
        if (baselines[i] && !add_fd(held, org_sealed_org(baselines[i], error)))
            return 0;
    begin_fields(&out);
    org_frame_put_u32(&out, n_baselines);
    for (guint i = 0; i < n_baselines; i++)
        org_frame_put_u32(&out, baselines[i] != NULL);
    end_fields(held, &out);
    held->start = start;
    held->baselines = baselines;
    held->n_baselines = n_baselines;
    return keep(worker, g_steal_pointer(&held));
}

static void
put_table(OrgFrameOut *out, const OrgWorkerTable *table)
{
    org_frame_put_text(out, table->name);
    org_frame_put_u64(out, table->rows);
    org_frame_put_u32(out, (guint32) table->n_columns);
    for (gsize c = 0; c < table->n_columns; c++) {
        const OrgWorkerColumn *column = &table->columns[c];
        org_frame_put_text(out, column->name);
        org_frame_put_u32(out, column->type);
        for (gsize i = 0; i < table->rows; i++) {
            if (column->type != ORG_TEXT) {
                org_frame_put_f64(out, column->number[i]);
                continue;
            }
            org_frame_put_u32(out, column->text[i] != NULL);
            if (column->text[i])
                org_frame_put_text(out, column->text[i]);
        }
    }
}

/* The tables of large runs are longer than a frame may be. The bytes they take. */
static gboolean
seal_tables(OrgWorkerHeld *held, const OrgWorkerTable *tables, guint n, gsize *size, GError **error)
{
    OrgFrameOut out;

    begin_fields(&out);
    org_frame_put_u32(&out, n);
    for (guint i = 0; i < n; i++)
        put_table(&out, &tables[i]);
    *size = out.buffer->len;
    int fd = org_sealed_bytes(out.buffer->data, *size, error);
    org_frame_out_clear(&out);
    return add_fd(held, fd);
}

OrgHandle
org_worker_hold_archive(OrgWorker *worker, const OrgWorkerRenderRun *runs, guint n_runs, const OrgWorkerTable *tables,
                        guint n_tables, GError **error)
{
    g_autoptr(OrgWorkerHeld) held = held_new(ORG_HELD_ARCHIVE);
    gsize tables_size = 0;
    OrgFrameOut out;

    if (n_runs > ORG_MOST_RUNS) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
                      "%u runs are to be drawn at once; a worker takes at most %u", n_runs, ORG_MOST_RUNS);
        return 0;
    }
    for (guint i = 0; i < n_runs; i++)
        if (!add_fd(held, org_sealed_org(runs[i].start, error)) ||
            !add_fd(held, org_sealed_bytes(runs[i].acts, runs[i].acts_size, error)))
            return 0;
    if (!seal_tables(held, tables, n_tables, &tables_size, error))
        return 0;
    begin_fields(&out);
    org_frame_put_u32(&out, n_runs);
    for (guint i = 0; i < n_runs; i++) {
        org_frame_put_u64(&out, runs[i].acts_size);
        org_frame_put_i32(&out, runs[i].from);
        org_frame_put_i32(&out, runs[i].to);
    }
    org_frame_put_u64(&out, tables_size);
    end_fields(held, &out);
    return keep(worker, g_steal_pointer(&held));
}

OrgWorkerHeld *
org_worker_held(const OrgWorker *worker, OrgHandle handle, guint32 kind)
{
    const GPtrArray *all = worker->owner ? worker->owner->held : worker->held;

    for (guint i = 0; i < all->len; i++) {
        OrgWorkerHeld *held = all->pdata[i];
        if (held->handle == handle)
            return held->kind == kind ? held : NULL;
    }
    return NULL;
}

/* Its place among what the process was handed; -1: it was not. */
static gint
place_of(const OrgWorker *worker, OrgHandle handle)
{
    for (guint i = 0; i < worker->sent->len; i++)
        if (g_array_index(worker->sent, OrgHandle, i) == handle)
            return (gint) i;
    return -1;
}

void
org_worker_hand_over(OrgWorker *worker, OrgWorkerHeld *held)
{
    OrgFrameOut *out = &worker->out;

    if (place_of(worker, held->handle) >= 0)
        return;
    org_frame_begin(out, ORG_FRAME_HOLD);
    org_frame_put_u32(out, held->handle);
    org_frame_put_u32(out, held->kind);
    org_frame_put_bytes(out, held->fields->data, held->fields->len);
    org_frame_end_fds(out, (const int *) (const void *) held->fds->data, held->fds->len);
    g_array_append_val(worker->sent, held->handle);
    worker->counts.handed++;
}

static void
drop(OrgWorker *worker, OrgHandle handle)
{
    gint at = worker && worker->pid != 0 ? place_of(worker, handle) : -1;

    if (at < 0)
        return;
    g_array_remove_index_fast(worker->sent, (guint) at);
    org_frame_begin(&worker->out, ORG_FRAME_DROP);
    org_frame_put_u32(&worker->out, handle);
    org_frame_end(&worker->out);
    org_frame_flush(&worker->out);
}

void
org_worker_let_go(OrgWorker *worker, OrgHandle handle)
{
    drop(worker, handle);
    drop(worker->judge, handle);
    for (guint i = 0; i < worker->wholes->len; i++)
        drop(worker->wholes->pdata[i], handle);
    for (guint i = 0; i < worker->held->len; i++)
        if (((OrgWorkerHeld *) worker->held->pdata[i])->handle == handle) {
            g_ptr_array_remove_index(worker->held, i);
            return;
        }
}
