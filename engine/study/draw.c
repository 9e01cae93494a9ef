// SPDX-License-Identifier: MIT
#include "draw.h"
#include "../worker/worker.h"
#include "../po/lang.h"
#include "views.h"
#include <string.h>

typedef struct {
    const char *base; /* path without ending */
    const char *path; /* or the whole path of the only output */
    GPtrArray *paths; /* written so far; NULL: nobody asks */
} Files;

/* Written beside its place and renamed: a reader never sees half a file. */
static gboolean
on_output(const char *name, const char *media_type, GBytes *bytes, gpointer data, GError **error)
{
    Files *files = data;
    (void) media_type;
    /* "chart.svg", or "chart-02.svg" of a page */
    const char *rest = name + strcspn(name, "-.");
    g_autofree char *path = files->path ? g_strdup(files->path) : g_strconcat(files->base, rest, NULL);
    gsize size;
    const char *content = g_bytes_get_data(bytes, &size);
    g_autoptr(GError) why = NULL;
    if (!g_file_set_contents_full(path, content, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &why)) {
        g_set_error(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                    "%s cannot be written; check that its folder is there: %s", path, why->message);
        return FALSE;
    }
    if (files->paths)
        g_ptr_array_add(files->paths, g_steal_pointer(&path));
    return TRUE;
}

typedef struct {
    const char *feature;
    const char *(*pairs)[2]; /* key, value; a NULL value is left to the renderer */
    guint n_pairs, what;
} Asked;

static gboolean
draw(const Asked *asked, const OrgOpened *const *opened, guint n, Files *files, GError **error)
{
    OrgWorkerOptions worker_options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&worker_options, error);
    g_autoptr(OrgViews) views = worker ? org_views_read(opened, n, asked->what, error) : NULL;
    if (!views)
        return FALSE;
    g_autofree const char **keys = g_new0(const char *, asked->n_pairs + 1);
    g_autofree const char **values = g_new0(const char *, asked->n_pairs + 1);
    for (guint i = 0, k = 0; i < asked->n_pairs; i++)
        if (asked->pairs[i][1]) {
            keys[k] = asked->pairs[i][0];
            values[k++] = asked->pairs[i][1];
        }
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
        org_worker_hold_archive(worker, runs, n, org_views_tables(views), org_views_count(views), error);
    if (!archive)
        return FALSE;
    OrgWorkerRendering rendering = { .feature = asked->feature,
                                     .keys = keys,
                                     .values = values,
                                     .archive = archive,
                                     .output = on_output,
                                     .data = files };
    return org_worker_render(worker, &rendering, error);
}

gboolean
org_draw(const OrgChart *chart, const OrgOpened *opened, const char *base, GPtrArray *paths, GError **error)
{
    const char *pairs[][2] = { { "view", chart->view },   { "format", chart->format },
                               { "style", chart->style }, { "title", chart->title },
                               { "under", chart->under }, { "page", chart->page },
                               { "depth", chart->depth }, { "lang", org_lang_code(org_lang_files()) },
                               { "dpi", chart->dpi },     { "count", chart->count },
                               { "at", chart->at },       { "pages", chart->pages },
                               { "fold", chart->fold },   { "theme", chart->theme } };
    Asked asked = { "chart", pairs, G_N_ELEMENTS(pairs), ORG_VIEWS_PEOPLE };
    Files files = { .base = base, .paths = paths };
    return draw(&asked, &opened, 1, &files, error);
}

gboolean
org_draw_report(const OrgOpened *const *runs, guint n, const char *title, const char *path, GError **error)
{
    const char *pairs[][2] = { { "title", title }, { "lang", org_lang_code(org_lang_files()) } };
    Asked asked = { "report", pairs, G_N_ELEMENTS(pairs), ORG_VIEWS_STORIES };
    Files files = { .path = path };
    return draw(&asked, runs, n, &files, error);
}
