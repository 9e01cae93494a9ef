// SPDX-License-Identifier: MIT
#include "draw.h"
#include "../base/error.h"
#include "../po/lang.h"
#include "tables.h"
#include <errno.h>
#include <string.h>

typedef struct {
    const char *base;   /* path without ending */
    const char *path;   /* or the whole path of the only output */
    const char *folder; /* or where outputs of any name are written */
    GPtrArray *paths;   /* written so far; NULL: nobody asks */
} Files;

/* No scenario, organisation file, library or script is ever replaced. */
static gboolean
is_drawing(const char *name)
{
    static const char *const endings[] = {
        "svg", "pdf", "png", "dot", "html", "csv", "json", "txt", "md", "xlsx", NULL
    };
    const char *dot = strrchr(name, '.');
    return dot && g_strv_contains(endings, dot + 1);
}

/* Written beside its place and renamed: a reader never sees half a file. */
static gboolean
write_file(Files *files, const char *name, GBytes *bytes, GError **error)
{
    /* "chart.svg", or "chart-02.svg" of a page */
    const char *rest = name + strcspn(name, "-.");
    if (files->folder && !is_drawing(name)) {
        org_error_set(
            error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN,
            "the renderer wants to write \"%s\"; it may write svg, pdf, png, dot, html, csv, json, txt, md and "
            "xlsx",
            name);
        return FALSE;
    }
    g_autofree char *path = files->folder ? g_build_filename(files->folder, name, NULL)
                            : files->path ? g_strdup(files->path)
                                          : g_strconcat(files->base, rest, NULL);
    gsize size;
    const char *content = g_bytes_get_data(bytes, &size);
    g_autoptr(GError) why = NULL;
    if (!g_file_set_contents_full(path, content, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &why)) {
        g_autofree char *said = org_error_said(why);
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                      "%s cannot be written; check that its folder is there: %s", path, said);
        return FALSE;
    }
    if (files->paths)
        g_ptr_array_add(files->paths, g_steal_pointer(&path));
    return TRUE;
}

gboolean
org_folder_make(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) == 0)
        return TRUE;
    g_autofree char *said = org_said_system(errno);
    org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_FAILED, "the folder %s could not be made: %s", folder, said);
    return FALSE;
}

struct OrgDrawing {
    OrgSession *session;
    OrgWorker *worker;
    OrgHandle archive;
    char *feature;
};

/* What a renderer declares that it reads; of one that is not there, which is told when it is called, nothing. */
static guint
views_of(const OrgWorker *worker, const char *feature)
{
    const OrgFeatureInfo *info = org_catalogue_find(org_worker_catalogue(worker), feature);
    return info ? info->views : 0;
}

OrgDrawing *
org_drawing_new(OrgSession *session, OrgOpened *const *opened, guint n, const char *feature, GError **error)
{
    OrgWorker *worker = org_session_renderer(session, error);
    guint views = worker ? views_of(worker, feature) : 0;
    guint wanted =
        (views & ORG_READS_STORIES ? ORG_TABLES_STORIES : 0) | (views & ORG_READS_PEOPLE ? ORG_TABLES_PEOPLE : 0);
    g_autoptr(OrgTables) tables = worker ? org_tables_read(session, opened, n, wanted, error) : NULL;
    if (!tables)
        return NULL;
    g_autofree OrgWorkerRenderRun *runs = g_new0(OrgWorkerRenderRun, n);
    for (guint i = 0; i < n; i++) {
        const OrgOpened *one = opened[i];
        OrgMonth month = one->start->month;
        runs[i] = (OrgWorkerRenderRun){ .start = one->start,
                                        .from = one->info ? one->info->from : month,
                                        .to = one->info ? one->info->to : month };
        runs[i].acts = one->acts ? g_bytes_get_data(one->acts, &runs[i].acts_size) : NULL;
    }
    OrgHandle archive =
        org_worker_hold_archive(worker, runs, n, org_tables_all(tables), org_tables_count(tables), error);
    if (!archive)
        return NULL;
    OrgDrawing *drawing = g_new0(OrgDrawing, 1);
    *drawing = (OrgDrawing){ session, worker, archive, g_strdup(feature) };
    return drawing;
}

void
org_drawing_free(OrgDrawing *drawing)
{
    if (!drawing)
        return;
    org_worker_let_go(drawing->worker, drawing->archive);
    g_free(drawing->feature);
    g_free(drawing);
}

typedef struct {
    Files *files;
    OrgSession *session;
} Output;

static gboolean
on_output(const char *name, const char *media_type, GBytes *bytes, gpointer data, GError **error)
{
    (void) media_type;
    return write_file(((Output *) data)->files, name, bytes, error);
}

static gboolean
on_progress(double part, gpointer data)
{
    return org_session_progress(part, ((Output *) data)->session);
}

static gboolean
render_with(OrgDrawing *drawing, const char *const *keys, const char *const *values, Files *files, GError **error)
{
    Output output = { files, drawing->session };
    OrgWorkerRendering rendering = { .feature = drawing->feature,
                                     .keys = keys,
                                     .values = values,
                                     .archive = drawing->archive,
                                     .output = on_output,
                                     .progress = on_progress,
                                     .data = &output };
    return org_worker_render(drawing->worker, &rendering, error);
}

gboolean
org_drawing_render(OrgDrawing *drawing, const char *const *keys, const char *const *values, const char *folder,
                   GPtrArray *paths, GError **error)
{
    Files files = { .folder = folder, .paths = paths };
    return org_folder_make(folder, error) && render_with(drawing, keys, values, &files, error);
}

/* pairs: key, value; a NULL value is left to the renderer. */
static gboolean
render(OrgDrawing *drawing, const char *(*pairs)[2], guint n, Files *files, GError **error)
{
    g_autofree const char **keys = g_new0(const char *, n + 1);
    g_autofree const char **values = g_new0(const char *, n + 1);
    for (guint i = 0, k = 0; i < n; i++)
        if (pairs[i][1]) {
            keys[k] = pairs[i][0];
            values[k++] = pairs[i][1];
        }
    return render_with(drawing, keys, values, files, error);
}

gboolean
org_drawing_chart(OrgDrawing *drawing, const OrgChart *chart, const char *base, GPtrArray *paths, GError **error)
{
    const char *pairs[][2] = { { "view", chart->view },   { "format", chart->format },
                               { "style", chart->style }, { "title", chart->title },
                               { "under", chart->under }, { "page", chart->page },
                               { "depth", chart->depth }, { "lang", org_lang_code(chart->lang) },
                               { "dpi", chart->dpi },     { "count", chart->count },
                               { "at", chart->at },       { "pages", chart->pages },
                               { "fold", chart->fold },   { "theme", chart->theme } };
    Files files = { .base = base, .paths = paths };
    return render(drawing, pairs, G_N_ELEMENTS(pairs), &files, error);
}

gboolean
org_drawing_report(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error)
{
    const char *pairs[][2] = { { "title", title }, { "lang", org_lang_code(lang) } };
    Files files = { .path = path };
    return render(drawing, pairs, G_N_ELEMENTS(pairs), &files, error);
}
