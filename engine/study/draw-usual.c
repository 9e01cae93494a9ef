// SPDX-License-Identifier: MIT
/* The charts and reports that people usually want. */
#include "compare.h"
#include "../base/error.h"
#include "draw.h"
#include "open.h"
#include "tables.h"
#include <string.h>

const char *
org_chart_usual_view(const OrgPlaceName *name)
{
    return name->run ? "diff" : "tree";
}

gboolean
org_chart_fits(const char *view, const OrgOpened *opened, GError **error)
{
    static const char *const of_snapshots[] = { "tree", "treemap", "pyramid", "age-profile", NULL };
    if (opened->info || g_strv_contains(of_snapshots, view))
        return TRUE;
    org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                  "--view %s needs a run (F.orgdb:run-N); a snapshot has --view tree, treemap, pyramid, "
                  "age-profile",
                  view);
    return FALSE;
}

/* What the steps did is read for the view that shows it, since that takes longer. */
static const char *
feature_of(const char *view)
{
    return g_strcmp0(view, "waterfall") ? "chart" : "chart-of-steps";
}

gboolean
org_draw(OrgSession *session, const OrgChart *chart, OrgOpened *opened, const char *base, GPtrArray *paths,
         GError **error)
{
    g_autoptr(OrgDrawing) drawing = org_drawing_new(session, &opened, 1, feature_of(chart->view), 0, error);
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    return drawing && org_drawing_chart(drawing, chart, base, output, paths, error) && org_output_finish(output, error);
}

gboolean
org_draw_run(OrgSession *session, const char *run, const char *mask, OrgLang lang, const char *folder, GPtrArray *paths,
             GError **error)
{
    static const char *const views[] = { "before", "after", "diff", "flow", "timeline" };
    g_auto(OrgOpened) opened = { 0 };
    OrgOpened *one = &opened;
    if (!org_place_look(run, TRUE, mask, &opened, error))
        return FALSE;
    g_autoptr(OrgDrawing) drawing = org_drawing_new(session, &one, 1, "chart", 0, error);
    g_autoptr(OrgOutput) output = org_output_new(folder);
    gboolean done = drawing != NULL;
    for (guint i = 0; done && i < G_N_ELEMENTS(views); i++) {
        g_autofree char *file = g_strdup_printf("%s-%s", opened.info->scenario, views[i]),
                        *base = g_build_filename(folder, file, NULL);
        OrgChart chart = { .view = views[i], .format = "svg,pdf,png", .lang = lang };
        org_session_share(session, (double) i / G_N_ELEMENTS(views), 1.0 / G_N_ELEMENTS(views));
        done = org_drawing_chart(drawing, &chart, base, output, paths, error);
    }
    org_session_share(session, 0, 1);
    done = done && org_output_finish(output, error);
    if (!done)
        g_ptr_array_set_size(paths, 0); /* none of them is there */
    return done;
}

static char *
report_path(const OrgOpened *first, const char *end)
{
    g_autofree char *file = g_path_get_basename(first->name.path);
    file[strlen(file) - strlen(".orgdb")] = 0;
    return g_strdup_printf("%s-%s", file, end);
}

/* What is drawn of runs for other people: without names of people, in any case. */
typedef struct {
    const char *feature, *end; /* the renderer; the end of the file's name where none was said */
    gboolean (*draw)(OrgDrawing *drawing, const char *title, OrgLang lang, const char *path, GError **error);
} Kind;

static char *
draw_paper(OrgSession *session, const Kind *kind, char *const *runs, guint n, const OrgPaper *paper, GError **error)
{
    OrgOpened opened[ORG_COMPARE_MOST] = { 0 };
    OrgOpened *all[ORG_COMPARE_MOST];
    gboolean done = TRUE;
    g_autofree char *masked = paper->mask ? g_strconcat("names,", paper->mask, NULL) : g_strdup("names");
    g_return_val_if_fail(n > 0 && n <= ORG_COMPARE_MOST, NULL);
    for (guint i = 0; done && i < n; i++) {
        all[i] = &opened[i];
        done = org_place_look(runs[i], TRUE, masked, &opened[i], error);
    }
    g_autofree char *to = !done ? NULL : paper->path ? g_strdup(paper->path) : report_path(&opened[0], kind->end);
    OrgDrawing *drawing =
        done ? org_drawing_new(session, all, n, kind->feature, paper->reach ? ORG_TABLES_REACH : 0, error) : NULL;
    done = drawing && kind->draw(drawing, paper->title, paper->lang, to, error);
    org_drawing_free(drawing);
    for (guint i = 0; i < n; i++)
        org_opened_clear(&opened[i]);
    return done ? g_steal_pointer(&to) : NULL;
}

char *
org_draw_report(OrgSession *session, char *const *runs, guint n, const OrgPaper *paper, GError **error)
{
    const Kind report = { "report", "report.html", org_drawing_report };
    return draw_paper(session, &report, runs, n, paper, error);
}

char *
org_draw_brief(OrgSession *session, char *run, const OrgPaper *paper, GError **error)
{
    const Kind brief = { "brief", "brief.pdf", org_drawing_brief };
    return draw_paper(session, &brief, &run, 1, paper, error);
}

/* Looking up what a renderer reads takes the session's worker, so that it is there before the places are. */
static gboolean
reads_people(OrgSession *session, const char *feature, gboolean *reads, GError **error)
{
    OrgWorker *worker = org_session_renderer(session, error);
    const OrgFeatureInfo *info = worker ? org_catalogue_find(org_worker_catalogue(worker), feature) : NULL;
    *reads = info && info->views & ORG_READS_PEOPLE;
    return worker != NULL;
}

gboolean
org_draw_with(OrgSession *session, const char *feature, char *const *places, guint n, const char *mask,
              const char *const *keys, const char *const *values, const char *folder, GPtrArray *paths, GError **error)
{
    OrgOpened opened[ORG_COMPARE_MOST] = { 0 };
    OrgOpened *all[ORG_COMPARE_MOST];
    gboolean reads, done = TRUE;
    g_return_val_if_fail(n > 0 && n <= ORG_COMPARE_MOST, FALSE);
    if (!reads_people(session, feature, &reads, error))
        return FALSE;
    g_autofree char *masked = reads ? g_strdup(mask) : mask ? g_strconcat("names,", mask, NULL) : g_strdup("names");
    for (guint i = 0; done && i < n; i++) {
        all[i] = &opened[i];
        done = org_place_look(places[i], FALSE, masked, &opened[i], error);
    }
    OrgDrawing *drawing = done ? org_drawing_new(session, all, n, feature, 0, error) : NULL;
    done = drawing && org_drawing_render(drawing, keys, values, folder, paths, error);
    org_drawing_free(drawing);
    for (guint i = 0; i < n; i++)
        org_opened_clear(&opened[i]);
    return done;
}
