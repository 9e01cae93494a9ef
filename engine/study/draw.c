// SPDX-License-Identifier: MIT
#include "draw.h"
#include "../po/lang.h"
#include "tables.h"
#include <string.h>

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

OrgHandle
org_drawing_hold(OrgWorker *worker, OrgSession *session, OrgOpened *const *opened, guint n, const char *feature,
                 guint more, GError **error)
{
    guint views = views_of(worker, feature);
    guint wanted = more | (views & ORG_READS_STORIES ? ORG_TABLES_STORIES : 0) |
                   (views & ORG_READS_PEOPLE ? ORG_TABLES_PEOPLE : 0);
    g_autoptr(OrgTables) tables = org_tables_read(session, opened, n, wanted, error);
    if (!tables)
        return 0;
    g_autofree OrgWorkerRenderRun *runs = g_new0(OrgWorkerRenderRun, n);
    for (guint i = 0; i < n; i++) {
        const OrgOpened *one = opened[i];
        OrgMonth month = one->start->month;
        runs[i] = (OrgWorkerRenderRun){ .start = one->start,
                                        .from = one->info ? one->info->from : month,
                                        .to = one->info ? one->info->to : month };
        runs[i].acts = one->acts ? g_bytes_get_data(one->acts, &runs[i].acts_size) : NULL;
    }
    return org_worker_hold_archive(worker, runs, n, org_tables_all(tables), org_tables_count(tables), error);
}

OrgDrawing *
org_drawing_new(OrgSession *session, OrgOpened *const *opened, guint n, const char *feature, guint more, GError **error)
{
    OrgWorker *worker = org_session_renderer(session, error);
    OrgHandle archive = worker ? org_drawing_hold(worker, session, opened, n, feature, more, error) : 0;
    if (!archive)
        return NULL;
    OrgDrawing *drawing = g_new0(OrgDrawing, 1);
    *drawing = (OrgDrawing){ session, worker, archive, g_strdup(feature) };
    return drawing;
}

OrgDrawing *
org_drawing_of_tables(OrgSession *session, const OrgWorkerTable *tables, guint n, const char *feature, GError **error)
{
    OrgWorker *worker = org_session_renderer(session, error);
    OrgHandle archive = worker ? org_worker_hold_archive(worker, NULL, 0, tables, n, error) : 0;
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
    OrgSession *session;
    OrgOutput *output;
    const char *base;   /* path without ending */
    const char *path;   /* or the whole path of the only output */
    const char *folder; /* or where the renderer's own names lie */
    GPtrArray *paths;   /* taken so far; NULL: nobody asks */
} Files;

static gboolean
on_output(const char *ending, const char *format, GBytes *bytes, gpointer data, GError **error)
{
    Files *files = data;
    char *path = files->path     ? g_strdup(files->path)
                 : files->folder ? g_build_filename(files->folder, ending, NULL)
                                 : g_strconcat(files->base, ending, NULL);
    gsize size;
    const void *content = g_bytes_get_data(bytes, &size);
    gboolean done = org_output_put(files->output, path, org_output_kind_of(format), content, size, error);
    if (files->paths)
        g_ptr_array_add(files->paths, path);
    else
        g_free(path);
    return done;
}

static gboolean
on_progress(double part, gpointer data)
{
    return org_session_progress(part, ((Files *) data)->session);
}

/* formats: those asked for, whose files are called after the renderer; NULL: it names its files itself. */
static gboolean
render_with(OrgDrawing *drawing, const char *const *formats, const char *const *keys, const char *const *values,
            Files *files, GError **error)
{
    files->session = drawing->session;
    OrgWorkerRendering rendering = { .feature = drawing->feature,
                                     .keys = keys,
                                     .values = values,
                                     .archive = drawing->archive,
                                     .stem = formats ? drawing->feature : NULL,
                                     .formats = formats,
                                     .output = on_output,
                                     .progress = on_progress,
                                     .data = files };
    return org_worker_render(drawing->worker, &rendering, error);
}

gboolean
org_drawing_render(OrgDrawing *drawing, const char *const *keys, const char *const *values, const char *folder,
                   GPtrArray *paths, GError **error)
{
    g_autoptr(OrgOutput) output = org_output_new(folder);
    Files files = { .output = output, .folder = folder, .paths = paths };
    return render_with(drawing, NULL, keys, values, &files, error) && org_output_finish(output, error);
}

/* pairs: key, value; a NULL value is left to the renderer. */
static gboolean
render(OrgDrawing *drawing, const char *const *formats, const char *(*pairs)[2], guint n, Files *files, GError **error)
{
    g_autofree const char **keys = g_new0(const char *, n + 1);
    g_autofree const char **values = g_new0(const char *, n + 1);
    for (guint i = 0, k = 0; i < n; i++)
        if (pairs[i][1]) {
            keys[k] = pairs[i][0];
            values[k++] = pairs[i][1];
        }
    return render_with(drawing, formats, keys, values, files, error);
}

/* "svg,pdf,svg" as a list without repetition. */
static char **
formats_of(const char *list)
{
    g_auto(GStrv) all = g_strsplit(list, ",", -1);
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
    for (guint i = 0; all[i]; i++) {
        gboolean again = !*all[i];
        for (guint j = 0; j < i && !again; j++)
            again = g_str_equal(all[i], all[j]);
        if (!again)
            g_strv_builder_add(kept, all[i]);
    }
    return g_strv_builder_end(kept);
}

gboolean
org_drawing_chart(OrgDrawing *drawing, const OrgChart *chart, const char *base, OrgOutput *output, GPtrArray *paths,
                  GError **error)
{
    g_auto(GStrv) formats = formats_of(chart->format);
    g_autofree char *joined = g_strjoinv(",", formats);
    gboolean gap =
        strstr(chart->format, ",,") || g_str_has_prefix(chart->format, ",") || g_str_has_suffix(chart->format, ",");
    const char *list = gap ? chart->format : joined; /* the renderer says what is wrong with it */
    const char *pairs[][2] = { { "view", chart->view },   { "format", list },
                               { "style", chart->style }, { "title", chart->title },
                               { "under", chart->under }, { "page", chart->page },
                               { "depth", chart->depth }, { "lang", org_lang_code(chart->lang) },
                               { "dpi", chart->dpi },     { "count", chart->count },
                               { "at", chart->at },       { "pages", chart->pages },
                               { "fold", chart->fold },   { "theme", chart->theme } };
    Files files = { .output = output, .base = base, .paths = paths };
    return render(drawing, (const char *const *) formats, pairs, G_N_ELEMENTS(pairs), &files, error);
}

gboolean
org_drawing_report(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error)
{
    static const char *const formats[] = { "html", NULL };
    const char *pairs[][2] = { { "title", title }, { "lang", org_lang_code(lang) } };
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    Files files = { .output = output, .path = path };
    return render(drawing, formats, pairs, G_N_ELEMENTS(pairs), &files, error) && org_output_finish(output, error);
}

gboolean
org_drawing_brief(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error)
{
    const char *dot = strrchr(path, '.'), *format = dot && !strchr(dot, G_DIR_SEPARATOR) ? dot + 1 : "";
    const char *const formats[] = { format, NULL };
    const char *pairs[][2] = { { "title", title }, { "lang", org_lang_code(lang) }, { "format", format } };
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    Files files = { .output = output, .path = path };
    return render(drawing, formats, pairs, G_N_ELEMENTS(pairs), &files, error) && org_output_finish(output, error);
}
