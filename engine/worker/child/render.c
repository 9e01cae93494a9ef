// SPDX-License-Identifier: MIT
/* One call of a renderer, in the worker. */
#include "held.h"
#include "../../base/error.h"
#include "../../host/spelled.h"
#include "../worker.h"

#define OUTPUT_PIECE (1u << 20)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgCaller, org_caller_free)

typedef struct {
    OrgChild *child;
    OrgArchive *archive;
    GPtrArray *keys, *values;
    double shown;
    gboolean stopped;
} Rendering;

/* ---- what the renderer asks and says */

static Org *
org_at(gpointer data, gsize index, OrgMonth month, GError **error)
{
    return org_archive_at(((Rendering *) data)->archive, (guint) index, month, error);
}

static const OrgTable *
view_table(gpointer data, const char *name)
{
    return org_archive_table(((Rendering *) data)->archive, name);
}

static gboolean
say_progress(gpointer data, double part)
{
    Rendering *r = data;

    r->stopped = r->stopped || org_child_stopped(r->child);
    org_child_progress(r->child, part, &r->shown);
    return !r->stopped;
}

static gboolean
say_output(gpointer data, const char *name, const char *media_type, const void *bytes, gsize size)
{
    Rendering *r = data;
    OrgFrameOut *out = &r->child->out;
    const guint8 *at = bytes;

    r->stopped = r->stopped || org_child_stopped(r->child);
    if (r->stopped)
        return FALSE;

    org_frame_begin(out, ORG_FRAME_OUTPUT);
    org_frame_put_text(out, name);
    org_frame_put_text(out, media_type);
    org_frame_put_u64(out, size);
    org_frame_end(out);
    while (size > 0) {
        gsize piece = MIN(size, OUTPUT_PIECE);
        org_frame_begin(out, ORG_FRAME_OUTPUT_DATA);
        org_frame_put_bytes(out, at, piece);
        org_frame_end(out);
        at += piece;
        size -= piece;
    }
    return org_frame_flush(out);
}

static gboolean
render(Rendering *r, const char *name, GError **error)
{
    OrgPluginSet *plugins = r->child->plugins;
    const OrgFeatureInfo *info = org_catalogue_find(org_plugins_catalogue(plugins), name);
    OrgCallSink sink = { .data = r, .progress = say_progress, .output = say_output };
    guint n_runs = org_archive_runs(r->archive);
    OrgCallArchive archive = { .data = r, .n_runs = n_runs, .at = org_at, .table = view_table };

    if (!info || info->kind != ORG_RENDERER) {
        org_error_set(error, ORG_ERROR, ORG_E_NOT_FOUND, "there is no renderer \"%s\"", name);
        return FALSE;
    }
    g_autoptr(OrgSpelled) spelled =
        org_spelled_new(info, (const char *const *) r->keys->pdata, (const char *const *) r->values->pdata, error);
    if (!spelled)
        return FALSE;
    /* The organisation of the call itself is the start of the first run; without runs an empty one. */
    g_autoptr(Org) none = n_runs ? NULL : org_new(org_archive_dict(r->archive), ORG_MONTH(2000, 1));
    if (none && !org_finish(none, error))
        return FALSE;
    Org *org = none ? none : org_archive_at(r->archive, 0, ORG_UNKNOWN, error);
    OrgCallSpec spec = { .feature = org_plugins_feature(plugins, info),
                         .values = spelled->values,
                         .from = org->month,
                         .now = org->month,
                         .window_first = org->month,
                         .window_last = org->month,
                         .sink = &sink,
                         .archive = &archive };
    g_autoptr(OrgCaller) caller = org_caller_new(org, NULL, 0, NULL, error);
    return caller && org_caller_call(caller, &spec, error);
}

/* Feature, keys and values of the job. */
static gboolean
take_job(Rendering *r, OrgFrameCursor *cursor, char **feature, GError **error)
{
    OrgHandle handle = org_frame_get_u32(cursor);

    *feature = org_frame_get_text(cursor, ORG_MAX_NAME);
    guint32 n = org_frame_get_u32(cursor);
    for (guint32 i = 0; i < n && cursor->ok; i++) {
        g_ptr_array_add(r->keys, org_frame_get_text(cursor, ORG_MAX_NAME));
        g_ptr_array_add(r->values, org_frame_get_text(cursor, ORG_FRAME_MAX));
    }
    g_ptr_array_add(r->keys, NULL);
    g_ptr_array_add(r->values, NULL);
    if (!org_frame_done(cursor)) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed a broken rendering job");
        return FALSE;
    }
    OrgHeld *held = org_held_find(r->child, handle, ORG_HELD_ARCHIVE, error);
    r->archive = held ? held->archive : NULL;
    return held != NULL;
}

void
org_child_render(OrgChild *child, OrgFrameCursor *cursor)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *feature = NULL;
    g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free), values = g_ptr_array_new_with_free_func(g_free);
    Rendering r = { .child = child, .keys = keys, .values = values };
    gboolean fine = take_job(&r, cursor, &feature, &error) && render(&r, feature, &error);

    /* What a parameter names that is not there, or that means nothing, is for who asked to put right. */
    bool refused =
        g_error_matches(error, ORG_ERROR, ORG_E_INVALID) || g_error_matches(error, ORG_ERROR, ORG_E_NOT_FOUND);
    guint32 status = fine        ? ORG_WORKER_DONE
                     : r.stopped ? ORG_WORKER_INTERRUPTED
                     : refused   ? ORG_RENDER_REFUSED
                                 : ORG_WORKER_FAILED;
    if (r.archive)
        org_archive_rest(r.archive);
    g_autofree char *said = org_error_said(error);
    org_child_result(child, 0, status, ORG_UNKNOWN, said, NULL);
}
