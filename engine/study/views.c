// SPDX-License-Identifier: MIT
#include "views.h"
#include "open.h"
#include "views-private.h"

struct OrgViews {
    View run, fate, series, target, input, plugin, story, stored[VIEW_STORED];
    OrgWorkerView tables[7 + VIEW_STORED];
    guint n;
};

/* What the run's acts tell, in one pass over them; of a snapshot, what stands. */
static gboolean
watch(OrgViews *views, guint r, OrgOpened *opened, gboolean stories, GError **error)
{
    ViewTelling *telling = stories ? view_tell_stories(&views->story, r) : NULL;
    OrgObserver observer = { 0 };
    if (telling)
        observer = view_telling_observer(telling);
    gboolean watched =
        telling ? org_opened_watch(opened, &observer, 1, error) : org_opened_fates(opened, error) != NULL;
    if (watched)
        view_add_fates(&views->fate, r, opened->fates);
    g_clear_pointer(&telling, view_telling_free);
    return watched;
}

static gboolean
read_run(OrgViews *views, guint r, OrgOpened *opened, guint what, GError **error)
{
    view_add_run(&views->run, r, opened);
    if (!watch(views, r, opened, opened->info && what & ORG_VIEWS_STORIES, error))
        return FALSE;
    if (!opened->info)
        return TRUE;
    view_add_plugins(&views->plugin, r, opened);
    return view_add_results(&views->series, &views->target, r, opened, error) &&
           view_add_inputs(&views->input, r, opened, error) &&
           view_add_stored(views->stored, r, opened, (what & ORG_VIEWS_PEOPLE) != 0, error);
}

static void
begin(OrgViews *views)
{
    view_begin(&views->run, &view_run);
    view_begin(&views->fate, &view_fate);
    view_begin(&views->series, &view_series);
    view_begin(&views->target, &view_target);
    view_begin(&views->input, &view_input);
    view_begin(&views->plugin, &view_plugin);
    view_begin(&views->story, &view_story);
    for (guint i = 0; i < VIEW_STORED; i++)
        view_begin(&views->stored[i], &view_stored[i]);
}

/* A table that is not read is not there at all, so that a renderer knows that from a table without rows. */
static void
end(OrgViews *views, gboolean runs, guint what)
{
    views->tables[views->n++] = view_table(&views->run);
    views->tables[views->n++] = view_table(&views->fate);
    if (!runs)
        return;
    views->tables[views->n++] = view_table(&views->series);
    views->tables[views->n++] = view_table(&views->target);
    views->tables[views->n++] = view_table(&views->input);
    views->tables[views->n++] = view_table(&views->plugin);
    for (guint i = 0; i < VIEW_STORED; i++)
        views->tables[views->n++] = view_table(&views->stored[i]);
    if (what & ORG_VIEWS_STORIES)
        views->tables[views->n++] = view_table(&views->story);
}

OrgViews *
org_views_read(OrgOpened *const *opened, guint n, guint what, GError **error)
{
    g_autoptr(OrgViews) views = g_new0(OrgViews, 1);
    gboolean runs = FALSE;
    begin(views);
    for (guint r = 0; r < n; r++) {
        runs |= opened[r]->info != NULL;
        if (!read_run(views, r, opened[r], what, error))
            return NULL;
    }
    end(views, runs, what);
    return g_steal_pointer(&views);
}

void
org_views_free(OrgViews *views)
{
    if (!views)
        return;
    View *all[] = { &views->run,   &views->fate,   &views->series, &views->target,
                    &views->input, &views->plugin, &views->story };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        view_clear(all[i]);
    for (guint i = 0; i < VIEW_STORED; i++)
        view_clear(&views->stored[i]);
    g_free(views);
}

const OrgWorkerView *
org_views_tables(const OrgViews *views)
{
    return views->tables;
}

guint
org_views_count(const OrgViews *views)
{
    return views->n;
}
