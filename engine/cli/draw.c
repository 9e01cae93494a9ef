// SPDX-License-Identifier: MIT
#include "draw.h"
#include "../host/worker.h"
#include "../po/lang.h"
#include "views.h"
#include <string.h>

typedef struct {
    const char *base; /* path without ending */
    GPtrArray *paths; /* written so far */
} Files;

/* Written beside its place and renamed: a reader never sees half a file. */
static gboolean
on_output(const char *name, const char *media_type, GBytes *bytes, gpointer data, GError **error)
{
    Files *files = data;
    (void) media_type;
    const char *ending = strrchr(name, '.');
    g_autofree char *path = g_strconcat(files->base, ending ? ending : "", NULL);
    gsize size;
    const char *content = g_bytes_get_data(bytes, &size);
    g_autoptr(GError) why = NULL;
    if (!g_file_set_contents_full(path, content, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0644, &why)) {
        g_set_error(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                    "%s cannot be written; check that its folder is there: %s", path, why->message);
        return FALSE;
    }
    g_ptr_array_add(files->paths, g_steal_pointer(&path));
    return TRUE;
}

gboolean
org_draw(const OrgChart *chart, const OrgOpened *opened, const char *base, GPtrArray *paths, GError **error)
{
    Files files = { base, paths };
    OrgWorkerOptions worker_options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&worker_options, error);
    if (!worker)
        return FALSE;
    const char *pairs[][2] = { { "view", chart->view },   { "format", chart->format },
                               { "style", chart->style }, { "title", chart->title },
                               { "under", chart->under }, { "page", chart->page },
                               { "depth", chart->depth }, { "lang", org_lang_code(org_lang_files()) },
                               { "dpi", chart->dpi },
                               { "count", chart->count }, { "at", chart->at } };
    const char *keys[G_N_ELEMENTS(pairs) + 1] = { NULL }, *values[G_N_ELEMENTS(pairs) + 1] = { NULL };
    for (guint i = 0, n = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i][1]) {
            keys[n] = pairs[i][0];
            values[n++] = pairs[i][1];
        }
    gsize acts_size = 0;
    const guint8 *acts = opened->acts ? g_bytes_get_data(opened->acts, &acts_size) : NULL;
    OrgWorkerRenderRun run = { opened->start, acts, acts_size, opened->info ? opened->info->from : opened->start->month,
                               opened->info ? opened->info->to : opened->start->month };
    g_autoptr(OrgViews) views = org_views_read(opened, error);
    if (!views)
        return FALSE;
    OrgWorkerRendering rendering = { .feature = "chart",
                                     .keys = keys,
                                     .values = values,
                                     .runs = &run,
                                     .n_runs = 1,
                                     .views = org_views_tables(views),
                                     .n_views = org_views_count(views),
                                     .output = on_output,
                                     .data = &files };
    return org_worker_render(worker, &rendering, error);
}
