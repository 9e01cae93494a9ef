// SPDX-License-Identifier: MIT
#include "../../host/spelled.h"
#include "private.h"
#include <string.h>
#include <unistd.h>

static const OrgFeatureInfo *
find_renderer(const OrgCatalogue *catalogue, const char *name, GError **error)
{
    const OrgFeatureInfo *info = org_catalogue_find(catalogue, name);

    if (info && info->kind == ORG_RENDERER)
        return info;
    g_autoptr(GString) known = g_string_new(NULL);
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *other = catalogue->features->pdata[i];
        if (other->kind == ORG_RENDERER)
            g_string_append_printf(known, "%s%s", known->len ? ", " : "", other->name);
    }
    g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN, "there is no renderer \"%s\"; there %s", name,
                known->len ? "are: " : "is none at all: install the plugins, or set ORGSIM_PLUGIN_PATH");
    if (error && known->len) {
        char *longer = g_strconcat((*error)->message, known->str, NULL);
        g_free((*error)->message);
        (*error)->message = longer;
    }
    return NULL;
}

static void
put_view(OrgFrameOut *out, const OrgWorkerView *view)
{
    org_frame_put_text(out, view->name);
    org_frame_put_u64(out, view->rows);
    org_frame_put_u32(out, (guint32) view->n_columns);
    for (gsize c = 0; c < view->n_columns; c++) {
        const OrgWorkerColumn *column = &view->columns[c];
        org_frame_put_text(out, column->name);
        org_frame_put_u32(out, column->type);
        for (gsize i = 0; i < view->rows; i++) {
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

static gboolean
seal_runs(const OrgWorkerRendering *rendering, GArray *fds, GError **error)
{
    for (guint i = 0; i < rendering->n_runs; i++) {
        const OrgWorkerRenderRun *run = &rendering->runs[i];
        int fd = org_worker_sealed_org(run->start, error);
        if (fd < 0)
            return FALSE;
        g_array_append_val(fds, fd);
        fd = org_worker_sealed_bytes(run->acts, run->acts_size, error);
        if (fd < 0)
            return FALSE;
        g_array_append_val(fds, fd);
    }
    return TRUE;
}

/* The tables of large runs are longer than a frame may be. */
static gboolean
seal_views(const OrgWorkerRendering *rendering, GArray *fds, gsize *size, GError **error)
{
    OrgFrameOut views;

    org_frame_out_init(&views, -1);
    org_frame_put_u32(&views, rendering->n_views);
    for (guint i = 0; i < rendering->n_views; i++)
        put_view(&views, &rendering->views[i]);
    *size = views.buffer->len;
    int fd = org_worker_sealed_bytes(views.buffer->data, *size, error);
    org_frame_out_clear(&views);
    if (fd < 0)
        return FALSE;
    g_array_append_val(fds, fd);
    return TRUE;
}

static void
put_rendering(OrgFrameOut *out, const OrgWorkerRendering *rendering, gsize views_size)
{
    guint n = 0;

    while (rendering->keys && rendering->keys[n])
        n++;
    org_frame_begin(out, ORG_FRAME_RENDER);
    org_frame_put_text(out, rendering->feature);
    org_frame_put_u32(out, n);
    for (guint i = 0; i < n; i++) {
        org_frame_put_text(out, rendering->keys[i]);
        org_frame_put_text(out, rendering->values[i]);
    }
    org_frame_put_u32(out, rendering->n_runs);
    for (guint i = 0; i < rendering->n_runs; i++) {
        org_frame_put_u64(out, rendering->runs[i].acts_size);
        org_frame_put_i32(out, rendering->runs[i].from);
        org_frame_put_i32(out, rendering->runs[i].to);
    }
    org_frame_put_u64(out, views_size);
}

static gboolean
send_rendering(OrgWorker *worker, const OrgWorkerRendering *rendering, GError **error)
{
    g_autoptr(GArray) fds = g_array_new(FALSE, FALSE, sizeof(int));
    gsize views_size = 0;
    gboolean sent = seal_runs(rendering, fds, error) && seal_views(rendering, fds, &views_size, error);

    if (sent) {
        put_rendering(&worker->out, rendering, views_size);
        if (worker->out.buffer->len - worker->out.open - ORG_FRAME_HEADER > ORG_FRAME_MAX) {
            g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "the parameters of the renderer are too long");
            g_byte_array_set_size(worker->out.buffer, 0);
            sent = FALSE;
        } else {
            /* Not org_frame_end(), which may send a long frame before the descriptors are attached. */
            guint32 size = (guint32) (worker->out.buffer->len - worker->out.open - ORG_FRAME_HEADER);
            memcpy(worker->out.buffer->data + worker->out.open + 4, &size, sizeof size);
            org_frame_flush_fds(&worker->out, (const int *) fds->data, fds->len);
        }
    }
    for (guint i = 0; i < fds->len; i++)
        close(g_array_index(fds, int, i));
    return sent;
}

/* ---- outputs ---------------------------------------------------------------------------------- */

typedef struct {
    char *name, *media_type;
    guint64 size;
    GByteArray *bytes; /* NULL: no output is under way */
    guint n;
} Incoming;

static gboolean
plain_name(const char *name)
{
    return name[0] && name[0] != '.' && strlen(name) <= 200 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == strlen(name);
}

static gboolean
hand_over(Incoming *in, const OrgWorkerRendering *rendering, GError **error)
{
    if (in->bytes->len < in->size)
        return TRUE;
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(g_steal_pointer(&in->bytes));
    return rendering->output(in->name, in->media_type, bytes, rendering->data, error);
}

static gboolean
begin_output(Incoming *in, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    g_free(in->name);
    g_free(in->media_type);
    in->name = org_frame_get_text(&cursor, ORG_MAX_NAME);
    in->media_type = org_frame_get_text(&cursor, ORG_MAX_NAME);
    in->size = org_frame_get_u64(&cursor);
    if (!org_frame_done(&cursor) || in->bytes || !plain_name(in->name) || in->size > ORG_MAX_OUTPUT ||
        ++in->n > ORG_MAX_OUTPUTS)
        return FALSE;
    in->bytes = g_byte_array_new();
    return TRUE;
}

/* Frames of a rendering. FALSE with error; *done at its RESULT. */
static gboolean
take(OrgWorker *worker, Incoming *in, const OrgWorkerRendering *rendering, const OrgFrame *frame, gboolean *done,
     GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    if (frame->type == ORG_FRAME_OUTPUT) {
        if (!begin_output(in, frame))
            return org_worker_reject(worker, error, "wrote an output that makes no sense");
        return hand_over(in, rendering, error);
    }
    if (frame->type == ORG_FRAME_OUTPUT_DATA && in->bytes && frame->size <= in->size - in->bytes->len) {
        g_byte_array_append(in->bytes, frame->data, (guint) frame->size);
        return hand_over(in, rendering, error);
    }
    if (frame->type != ORG_FRAME_RESULT || in->bytes)
        return org_worker_reject(worker, error, "sent what is no answer of a renderer");
    guint32 status = org_frame_get_u32(&cursor);
    org_frame_get_i32(&cursor);
    g_autofree char *message = org_frame_get_text(&cursor, ORG_MAX_TEXT);
    *done = TRUE;
    if (cursor.ok && status == ORG_WORKER_DONE)
        return TRUE;
    if (cursor.ok && status == ORG_RENDER_REFUSED) {
        g_set_error_literal(error, ORG_WORKER_ERROR, ORG_WORKER_E_PARAMETER, message ? message : "refused");
        return FALSE;
    }
    g_autofree char *subject = org_worker_subject(worker);
    g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN, "%s: %s", subject, message ? message : "failed");
    return FALSE;
}

gboolean
org_worker_render(OrgWorker *worker, const OrgWorkerRendering *rendering, GError **error)
{
    const OrgFeatureInfo *info = find_renderer(worker->catalogue, rendering->feature, error);
    Incoming in = { 0 };
    OrgFrame frame;
    gboolean done = FALSE, fine = TRUE;

    if (!info)
        return FALSE;
    g_return_val_if_fail(rendering->n_runs <= 100, FALSE);
    g_autoptr(GError) wrong = NULL;
    g_autoptr(OrgSpelled) checked = org_spelled_new(info, rendering->keys, rendering->values, &wrong);
    if (!checked)
        g_set_error_literal(error, ORG_WORKER_ERROR, ORG_WORKER_E_PARAMETER, wrong->message);
    if (!checked || !org_worker_ready(worker, TRUE, error) || !send_rendering(worker, rendering, error))
        return FALSE;
    const OrgPluginInfo *plugin = worker->catalogue->plugins->pdata[info->plugin];
    worker->progress = rendering->progress;
    worker->progress_data = rendering->data;
    worker->part = 0;
    org_worker_blame(worker, ORG_BLAME_RENDERER, 0, ORG_UNKNOWN, plugin->id);
    while (!done && fine)
        fine = org_worker_next(worker, &frame, error) && take(worker, &in, rendering, &frame, &done, error);
    if (!done && worker->pid != 0)
        org_worker_reap(worker, TRUE); /* the caller refused an output: what follows is not wanted */
    worker->progress = NULL;
    g_free(in.name);
    g_free(in.media_type);
    g_clear_pointer(&in.bytes, g_byte_array_unref);
    return fine;
}
