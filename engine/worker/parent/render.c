// SPDX-License-Identifier: MIT
#include "../../host/spelled.h"
#include "../../base/output.h"
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
    char *name;
    const char *ending, *format; /* in name: "-01.svg", "svg" */
    guint size;
    GByteArray *bytes; /* NULL: no output is under way */
    guint64 total;     /* of all */
    GHashTable *names; /* as a set: what was written */
    guint n;
} Incoming;

/* As the host wants it of the plugin (host/ctx-render.c), and no option of what is called with a folder's files. */
static gboolean
is_plain(const char *name)
{
    return *name != '.' && *name != '-' &&
           name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")] == '\0';
}

/* A plain name that ends like a drawing or a table: no scenario, organisation file, library or script is ever replaced. */
static gboolean
is_drawing(Incoming *in)
{
    static const char *const endings[] = { "svg",  "pdf", "png", "dot",  "html", "csv",
                                           "json", "txt", "md",  "xlsx", "pptx", NULL };
    const char *dot = strrchr(in->name, '.');
    if (!is_plain(in->name) || !dot || !g_strv_contains(endings, dot + 1))
        return FALSE;
    in->ending = in->name;
    in->format = dot + 1;
    return TRUE;
}

/* stem.FORMAT or stem-01.FORMAT of a format that was asked for: nothing else is ever a file. */
static gboolean
is_asked_for(Incoming *in, const OrgWorkerRendering *rendering)
{
    if (!rendering->stem)
        return is_drawing(in);
    if (!g_str_has_prefix(in->name, rendering->stem))
        return FALSE;
    const char *rest = in->name + strlen(rendering->stem);
    in->ending = rest;
    if (*rest == '-') {
        gsize digits = strspn(rest + 1, "0123456789");
        if (digits < 2 || digits > 4)
            return FALSE;
        rest += 1 + digits;
    }
    if (*rest != '.' || !g_strv_contains(rendering->formats, rest + 1))
        return FALSE;
    in->format = rest + 1;
    return TRUE;
}

static gboolean
hand_over(OrgWorker *worker, Incoming *in, const OrgWorkerRendering *rendering, GError **error)
{
    if (in->bytes->len < in->size)
        return TRUE;
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(g_steal_pointer(&in->bytes));
    OrgOutputKind wanted = org_output_kind_of(in->format),
                  found = org_output_kind(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    if (found != wanted && (wanted != ORG_OUTPUT_TEXT || found >= ORG_OUTPUT_PDF))
        return org_worker_reject(worker, error, "wrote as %s what is %s", in->name, org_output_kind_name(found));
    return rendering->output(in->ending, in->format, bytes, rendering->data, error);
}

static gboolean
begin_output(OrgWorker *worker, Incoming *in, const OrgWorkerRendering *rendering, const OrgFrame *frame,
             GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    g_free(in->name);
    in->name = org_frame_get_text(&cursor, ORG_MAX_NAME);
    g_autofree char *media_type = org_frame_get_text(&cursor, ORG_MAX_NAME);
    guint64 size = org_frame_get_u64(&cursor);
    if (!org_frame_done(&cursor) || in->bytes || in->n++ == ORG_MAX_OUTPUTS)
        return org_worker_reject(worker, error, "wrote an output that makes no sense");
    g_autofree char *shown = g_utf8_make_valid(in->name, -1);
    if (!is_asked_for(in, rendering))
        return org_worker_reject(worker, error, "wrote \"%s\", which it was not asked for", shown);
    if (!g_hash_table_add(in->names, g_strdup(in->name)))
        return org_worker_reject(worker, error, "wrote \"%s\" a second time", shown);
    if (size > MIN(worker->output_bytes - in->total, G_MAXUINT))
        return org_worker_reject(worker, error, "wrote more than %u MB; --output-limit allows more",
                                 (guint) (worker->output_bytes >> 20));
    in->total += size;
    in->size = (guint) size;
    in->bytes = g_byte_array_new();
    return hand_over(worker, in, rendering, error);
}

/* A renderer that says it is done has written every format. */
static gboolean
is_complete(OrgWorker *worker, const Incoming *in, const OrgWorkerRendering *rendering, GError **error)
{
    for (guint i = 0; rendering->formats && rendering->formats[i]; i++) {
        g_autofree char *ending = g_strconcat(".", rendering->formats[i], NULL);
        GHashTableIter each;
        gpointer name;
        gboolean found = FALSE;
        g_hash_table_iter_init(&each, in->names);
        while (!found && g_hash_table_iter_next(&each, &name, NULL))
            found = g_str_has_suffix(name, ending);
        if (!found)
            return org_worker_reject(worker, error, "did not write the %s that it was asked for",
                                     rendering->formats[i]);
    }
    return TRUE;
}

/* Frames of a rendering. FALSE with error; *done at its RESULT. */
static gboolean
take(OrgWorker *worker, Incoming *in, const OrgWorkerRendering *rendering, const OrgFrame *frame, gboolean *done,
     GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    if (frame->type == ORG_FRAME_OUTPUT)
        return begin_output(worker, in, rendering, frame, error);
    if (frame->type == ORG_FRAME_OUTPUT_DATA && in->bytes && frame->size <= in->size - in->bytes->len) {
        g_byte_array_append(in->bytes, frame->data, (guint) frame->size);
        return hand_over(worker, in, rendering, error);
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
        return is_complete(worker, in, rendering, error);
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
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Incoming in = { .names = names };
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
    if (!org_worker_ready(worker, ORG_ROLE_RENDERS, plugins, NULL, error))
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
    g_clear_pointer(&in.bytes, g_byte_array_unref);
    return fine;
}
