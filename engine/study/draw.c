// SPDX-License-Identifier: MIT
#include "draw.h"
#include "../po/lang.h"
#include "tables.h"

struct OrgDrawing {
    OrgSession *session;
    OrgWorker *worker;
    OrgHandle archive;
};

OrgDrawing *
org_drawing_new(OrgSession *session, OrgOpened *const *opened, guint n, OrgDraws what, GError **error)
{
    guint wanted = what == ORG_DRAWS_REPORT ? ORG_TABLES_STORIES : ORG_TABLES_PEOPLE;
    OrgWorker *worker = org_session_renderer(session, error);
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
    *drawing = (OrgDrawing){ session, worker, archive };
    return drawing;
}

void
org_drawing_free(OrgDrawing *drawing)
{
    if (!drawing)
        return;
    org_worker_let_go(drawing->worker, drawing->archive);
    g_free(drawing);
}

typedef struct {
    OrgSession *session;
    OrgOutput *output;
    const char *base; /* path without ending */
    const char *path; /* or the whole path of the only output */
    GPtrArray *paths; /* taken so far; NULL: nobody asks */
} Files;

static gboolean
on_output(const char *ending, const char *format, GBytes *bytes, gpointer data, GError **error)
{
    Files *files = data;
    char *path = files->path ? g_strdup(files->path) : g_strconcat(files->base, ending, NULL);
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

/* pairs: key, value; a NULL value is left to the renderer. */
static gboolean
render(OrgDrawing *drawing, const char *feature, const char *const *formats, const char *(*pairs)[2], guint n,
       Files *files, GError **error)
{
    g_autofree const char **keys = g_new0(const char *, n + 1);
    g_autofree const char **values = g_new0(const char *, n + 1);
    for (guint i = 0, k = 0; i < n; i++)
        if (pairs[i][1]) {
            keys[k] = pairs[i][0];
            values[k++] = pairs[i][1];
        }
    files->session = drawing->session;
    OrgWorkerRendering rendering = { .feature = feature,
                                     .keys = keys,
                                     .values = values,
                                     .archive = drawing->archive,
                                     .stem = feature,
                                     .formats = formats,
                                     .output = on_output,
                                     .progress = on_progress,
                                     .data = files };
    return org_worker_render(drawing->worker, &rendering, error);
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
    g_autofree char *list = g_strjoinv(",", formats);
    const char *pairs[][2] = { { "view", chart->view },   { "format", list },
                               { "style", chart->style }, { "title", chart->title },
                               { "under", chart->under }, { "page", chart->page },
                               { "depth", chart->depth }, { "lang", org_lang_code(chart->lang) },
                               { "dpi", chart->dpi },     { "count", chart->count },
                               { "at", chart->at },       { "pages", chart->pages },
                               { "fold", chart->fold },   { "theme", chart->theme } };
    Files files = { .output = output, .base = base, .paths = paths };
    return render(drawing, "chart", (const char *const *) formats, pairs, G_N_ELEMENTS(pairs), &files, error);
}

gboolean
org_drawing_report(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error)
{
    static const char *const formats[] = { "html", NULL };
    const char *pairs[][2] = { { "title", title }, { "lang", org_lang_code(lang) } };
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    Files files = { .output = output, .path = path };
    return render(drawing, "report", formats, pairs, G_N_ELEMENTS(pairs), &files, error) &&
           org_output_finish(output, error);
}
