// SPDX-License-Identifier: MIT
/* One call of a renderer, in the worker: finished runs made again from their acts, and tables handed over. */
#include "child.h"
#include "../../host/spelled.h"
#include "../worker.h"
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define OUTPUT_PIECE (1u << 20)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgCaller, org_caller_free)

typedef struct {
    Org *start, *end; /* end: made when asked */
    void *block;      /* start lives in it */
    gsize size;
    guint8 *acts; /* mapped */
    gsize acts_size, acts_mapped;
    GHashTable *at; /* month → Org *, between start and end */
} Run;

typedef struct {
    char *name;
    OrgTable table;
    OrgColumn *columns;
    GPtrArray *owned; /* names, texts, numbers */
} View;

typedef struct {
    OrgChild *child;
    OrgDict *dict;
    GArray *runs;     /* Run */
    GPtrArray *views; /* View * */
    GPtrArray *keys, *values;
} Rendering;

static void
view_free(gpointer data)
{
    View *view = data;

    g_ptr_array_unref(view->owned);
    g_free(view->columns);
    g_free(view->name);
    g_free(view);
}

static void
rendering_free(Rendering *r)
{
    for (guint i = 0; i < r->runs->len; i++) {
        Run *run = &g_array_index(r->runs, Run, i);
        g_clear_pointer(&run->at, g_hash_table_unref);
        org_free(run->end);
        org_free(run->start);
        if (run->block)
            munmap(run->block, run->size);
        if (run->acts)
            munmap(run->acts, run->acts_mapped);
    }
    g_array_unref(r->runs);
    g_ptr_array_unref(r->views);
    g_ptr_array_unref(r->keys);
    g_ptr_array_unref(r->values);
    org_dict_unref(r->dict);
    g_free(r);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rendering, rendering_free)

/* ---- taking the job apart --------------------------------------------------------------------- */

static void *
map_next(OrgChild *child, gsize *size, GError **error)
{
    int fd = org_child_take_fd(child);
    void *block = org_child_map(fd, size, error);

    if (fd >= 0)
        close(fd);
    return block;
}

static gboolean
take_run(Rendering *r, OrgFrameCursor *cursor, GError **error)
{
    Run run = { .acts_size = org_frame_get_u64(cursor) };

    org_frame_get_i32(cursor);
    org_frame_get_i32(cursor);
    run.block = map_next(r->child, &run.size, error);
    if (run.block)
        run.start = org_unpack(run.block, run.size, r->dict, error);
    if (run.start)
        run.acts = map_next(r->child, &run.acts_mapped, error);
    run.at = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) org_free);
    g_array_append_val(r->runs, run);
    return run.acts != NULL && run.acts_size <= run.acts_mapped;
}

static View *
take_view(OrgFrameCursor *cursor)
{
    View *view = g_new0(View, 1);

    view->owned = g_ptr_array_new_with_free_func(g_free);
    view->name = org_frame_get_text(cursor, ORG_MAX_NAME);
    guint64 rows = org_frame_get_u64(cursor);
    guint32 n = org_frame_get_u32(cursor);
    view->columns = g_new0(OrgColumn, MIN(n, 256) + 1);
    for (guint32 c = 0; c < n && n <= 256 && cursor->ok; c++) {
        OrgColumn *column = &view->columns[c];
        column->name = org_frame_get_text(cursor, ORG_MAX_NAME);
        column->type = org_frame_get_u32(cursor);
        g_ptr_array_add(view->owned, (gpointer) column->name);
        if (rows > (guint64) (cursor->end - cursor->at) / 4) {
            cursor->ok = FALSE; /* each cell takes four bytes at least */
            break;
        }
        if (column->type == ORG_TEXT) {
            const char **cells = g_new0(const char *, rows + 1);
            g_ptr_array_add(view->owned, cells);
            for (guint64 i = 0; i < rows && cursor->ok; i++)
                if (org_frame_get_u32(cursor)) {
                    cells[i] = org_frame_get_text(cursor, ORG_FRAME_MAX);
                    g_ptr_array_add(view->owned, (gpointer) cells[i]);
                }
            column->text = cells;
        } else {
            double *cells = g_new0(double, rows + 1);
            g_ptr_array_add(view->owned, cells);
            for (guint64 i = 0; i < rows; i++)
                cells[i] = org_frame_get_f64(cursor);
            column->number = cells;
        }
    }
    view->table = (OrgTable){
        .size = sizeof(OrgTable), .stride = sizeof(OrgColumn), .rows = rows, .n_columns = n, .first = view->columns
    };
    return view;
}

static gboolean
take_views(Rendering *r, guint64 size, GError **error)
{
    gsize mapped = 0;
    guint8 *block = map_next(r->child, &mapped, error);

    if (!block)
        return FALSE;
    OrgFrame frame = { .data = block, .size = MIN(size, mapped) };
    OrgFrameCursor cursor = org_frame_cursor(&frame);
    guint32 n = org_frame_get_u32(&cursor);
    for (guint32 i = 0; i < n && cursor.ok; i++)
        g_ptr_array_add(r->views, take_view(&cursor));
    munmap(block, mapped);
    return size <= mapped && org_frame_done(&cursor);
}

static Rendering *
take_rendering(OrgChild *child, OrgFrameCursor *cursor, char **feature, GError **error)
{
    g_autoptr(Rendering) r = g_new0(Rendering, 1);
    gboolean fine = TRUE;

    r->child = child;
    r->dict = org_dict_new();
    r->runs = g_array_new(FALSE, FALSE, sizeof(Run));
    r->views = g_ptr_array_new_with_free_func(view_free);
    r->keys = g_ptr_array_new_with_free_func(g_free);
    r->values = g_ptr_array_new_with_free_func(g_free);
    *feature = org_frame_get_text(cursor, ORG_MAX_NAME);
    guint32 n = org_frame_get_u32(cursor);
    for (guint32 i = 0; i < n && cursor->ok; i++) {
        g_ptr_array_add(r->keys, org_frame_get_text(cursor, ORG_MAX_NAME));
        g_ptr_array_add(r->values, org_frame_get_text(cursor, ORG_FRAME_MAX));
    }
    g_ptr_array_add(r->keys, NULL);
    g_ptr_array_add(r->values, NULL);
    n = org_frame_get_u32(cursor);
    for (guint32 i = 0; i < n && cursor->ok && fine; i++)
        fine = take_run(r, cursor, error);
    guint64 views_size = org_frame_get_u64(cursor);
    fine = fine && cursor->ok && take_views(r, views_size, error);
    if (fine && org_frame_done(cursor))
        return g_steal_pointer(&r);
    if (error && !*error)
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "the worker was handed a broken rendering job");
    return NULL;
}

/* ---- what the renderer asks ------------------------------------------------------------------- */

static Org *
org_at(gpointer data, gsize index, OrgMonth month, GError **error)
{
    Rendering *r = data;
    Run *run = &g_array_index(r->runs, Run, index);

    if (month == ORG_UNKNOWN)
        return run->start;
    Org *have = month == ORG_OPEN ? run->end : g_hash_table_lookup(run->at, GINT_TO_POINTER(month));
    if (have)
        return have;
    g_autoptr(Org) org = org_copy(run->start);
    if (!org_replay(org, run->acts, run->acts_size, month, error))
        return NULL;
    if (month == ORG_OPEN)
        run->end = org;
    else
        g_hash_table_insert(run->at, GINT_TO_POINTER(month), org);
    return g_steal_pointer(&org);
}

static const OrgTable *
view_table(gpointer data, const char *name)
{
    Rendering *r = data;

    for (guint i = 0; i < r->views->len; i++) {
        const View *view = r->views->pdata[i];
        if (strcmp(view->name, name) == 0)
            return &view->table;
    }
    return NULL;
}

static gboolean
say_progress(gpointer data, double part)
{
    OrgFrameOut *out = &((Rendering *) data)->child->out;

    org_frame_begin(out, ORG_FRAME_PROGRESS);
    org_frame_put_f64(out, part);
    org_frame_end(out);
    return org_frame_flush(out);
}

static gboolean
say_output(gpointer data, const char *name, const char *media_type, const void *bytes, gsize size)
{
    OrgFrameOut *out = &((Rendering *) data)->child->out;
    const guint8 *at = bytes;

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
    OrgHostSet *host = r->child->host;
    const OrgFeatureInfo *info = org_catalogue_find(org_host_set_catalogue(host), name);
    OrgCallSink sink = { .data = r, .progress = say_progress, .output = say_output };
    OrgCallArchive archive = { .data = r, .n_runs = r->runs->len, .at = org_at, .table = view_table };

    if (!info || info->kind != ORG_RENDERER) {
        g_set_error(error, ORG_ERROR, ORG_E_NOT_FOUND, "there is no renderer \"%s\"", name);
        return FALSE;
    }
    g_autoptr(OrgSpelled) spelled =
        org_spelled_new(info, (const char *const *) r->keys->pdata, (const char *const *) r->values->pdata, error);
    if (!spelled)
        return FALSE;
    /* The organisation of the call itself is the start of the first run; without runs an empty one. */
    g_autoptr(Org) none = r->runs->len ? NULL : org_new(r->dict, ORG_MONTH(2000, 1));
    if (none && !org_finish(none, error))
        return FALSE;
    Org *org = none ? none : g_array_index(r->runs, Run, 0).start;
    OrgCallSpec spec = { .feature = org_host_set_feature(host, info),
                         .info = info,
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

void
org_child_render(OrgChild *child, const OrgFrame *frame)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *feature = NULL;
    OrgFrameCursor cursor = org_frame_cursor(frame);
    g_autoptr(Rendering) r = take_rendering(child, &cursor, &feature, &error);
    gboolean fine = r && render(r, feature, &error);

    /* What a parameter names that is not there, or that means nothing, is for who asked to put right. */
    bool refused =
        g_error_matches(error, ORG_ERROR, ORG_E_INVALID) || g_error_matches(error, ORG_ERROR, ORG_E_NOT_FOUND);
    guint32 status = fine ? ORG_WORKER_DONE : refused ? ORG_RENDER_REFUSED : ORG_WORKER_FAILED;
    org_child_result(child, status, ORG_UNKNOWN, error ? error->message : "", NULL);
}
