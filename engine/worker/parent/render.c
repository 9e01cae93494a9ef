// SPDX-License-Identifier: MIT
#include "../../host/spelled.h"
#include "../../base/error.h"
#include "private.h"
#include <string.h>

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
    if (known->len)
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN, "there is no renderer \"%s\"; there are: %s", name,
                      known->str);
    else
        org_error_set(
            error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN,
            "there is no renderer \"%s\"; there is none at all: install the plugins, or set ORGSIM_PLUGIN_PATH", name);
    return NULL;
}

/* FALSE: it is more than a frame may hold. */
static gboolean
send_rendering(OrgWorker *worker, const OrgWorkerRendering *rendering, OrgWorkerHeld *archive, GError **error)
{
    OrgFrameOut *out = &worker->out;
    gsize size = 0;
    guint n = 0;

    for (; rendering->keys && rendering->keys[n]; n++)
        size += strlen(rendering->keys[n]) + strlen(rendering->values[n]) + 8;
    if (size > ORG_FRAME_MAX / 2) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "the parameters of the renderer are too long");
        return FALSE;
    }
    org_worker_hand_over(worker, archive);
    org_frame_begin(out, ORG_FRAME_JOB);
    org_frame_put_u32(out, ORG_ROLE_RENDERS);
    org_frame_put_u32(out, rendering->archive);
    org_frame_put_text(out, rendering->feature);
    org_frame_put_u32(out, n);
    for (guint i = 0; i < n; i++) {
        org_frame_put_text(out, rendering->keys[i]);
        org_frame_put_text(out, rendering->values[i]);
    }
    org_frame_end(out);
    org_frame_flush(out);
    worker->counts.jobs++;
    return TRUE;
}

/* ---- outputs */

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
    org_frame_get_u32(&cursor);
    guint32 status = org_frame_get_u32(&cursor);
    org_frame_get_i32(&cursor);
    g_autofree char *message = org_frame_get_message(&cursor, ORG_MAX_TEXT);
    *done = TRUE;
    if (worker->stopping) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED, "interrupted");
        return FALSE;
    }
    if (cursor.ok && status == ORG_WORKER_DONE)
        return TRUE;
    if (cursor.ok && status == ORG_RENDER_REFUSED) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PARAMETER, "%s", message ? message : M_("refused"));
        return FALSE;
    }
    g_autofree char *subject = org_worker_subject(worker);
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN, "%s: %s", subject, message ? message : M_("failed"));
    return FALSE;
}

/* What can be told to be wrong without a worker. */
static const OrgFeatureInfo *
check(const OrgWorker *worker, const OrgWorkerRendering *rendering, GError **error)
{
    const OrgFeatureInfo *info = find_renderer(worker->catalogue, rendering->feature, error);
    g_autoptr(GError) wrong = NULL;

    if (!info)
        return NULL;
    g_autoptr(OrgSpelled) checked = org_spelled_new(info, rendering->keys, rendering->values, &wrong);
    if (checked)
        return info;
    g_autofree char *said = org_error_said(wrong);
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PARAMETER, "%s", said);
    return NULL;
}

gboolean
org_worker_render(OrgWorker *worker, const OrgWorkerRendering *rendering, GError **error)
{
    const OrgFeatureInfo *info = check(worker, rendering, error);
    OrgWorkerHeld *archive = org_worker_held(worker, rendering->archive, ORG_HELD_ARCHIVE);
    Incoming in = { 0 };
    OrgFrame frame;
    gboolean done = FALSE, fine = TRUE;

    if (!info)
        return FALSE;
    g_return_val_if_fail(archive != NULL, FALSE);
    if (rendering->progress && !rendering->progress(0, rendering->data)) {
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED, "interrupted");
        return FALSE;
    }
    g_autoptr(GArray) plugins = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_append_val(plugins, info->plugin);
    if (!org_worker_ready(worker, ORG_ROLE_RENDERS, plugins, error))
        return FALSE;
    org_worker_begin(worker, rendering->progress, rendering->data);
    if (!send_rendering(worker, rendering, archive, error))
        return FALSE;
    const OrgPluginInfo *plugin = worker->catalogue->plugins->pdata[info->plugin];
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
