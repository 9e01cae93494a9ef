// SPDX-License-Identifier: MIT
#include "views.h"
#include "../base/month.h"
#include "views-private.h"
#include <math.h>
#include <string.h>

static const ViewSpec run_spec = { "run",
                                   { "run", "title", "scenario", "status", "from", "to", "hash", "snapshot",
                                     "organisation_hash", "engine", "sandbox", "seed", "replications", "from_actuals",
                                     "name", "message" },
                                   0xCFCE,
                                   NULL };

static const ViewSpec stored[] = {
    { "finding",
      { "run", "severity", "rule", "table", "id", "text", "month", "step", "count" },
      0xBE,
      "select severity, rule, \"table\", id, text, month, step, 1 from finding where run = ?1 order by seq" },
    { "item",
      { "run", "item", "id", "feature", "plugin", "role", "note", "file", "line" },
      0xFC,
      "select item, id, feature, plugin, role, note, file, line from item where run = ?1 order by item" },
    { "step",
      { "run", "item", "id", "month", "status", "text" },
      0x34,
      "select (select min(i.item) from item i where i.run = s.run and i.id = s.item), s.item, s.month, s.status, "
      "s.text "
      "from step s where s.run = ?1 order by s.seq" },
};

/* A finding of a person names it: only how many there are of a rule in a month is told. */
static const char findings_told[] =
    "select severity, rule, \"table\", id, text, month, step, 1 from (select * from finding where run = ?1 and "
    "coalesce(\"table\", '') <> 'people' order by seq) union all select severity, rule, 'people', null, null, month, "
    "step, count(*) from finding where run = ?1 and \"table\" = 'people' group by severity, rule, month, step";

#define N_STORED G_N_ELEMENTS(stored)
#define N_MADE 4u

typedef struct {
    const ViewSpec *spec;
    gboolean (*add)(View *view, double run, const OrgOpened *opened, GError **error);
    guint what; /* 0: always */
} Made;

static const Made made[N_MADE] = { { &view_input, view_add_inputs, 0 },
                                   { &view_plugin, view_add_plugins, 0 },
                                   { &view_fate, view_add_fates, 0 },
                                   { &view_story, view_add_stories, ORG_VIEWS_STORIES } };

enum { MOST_VIEWS = 3 + N_STORED + N_MADE }; /* run, series, target beside them */

struct OrgViews {
    View views[MOST_VIEWS];
    OrgWorkerView tables[MOST_VIEWS];
    guint n;
};

/* ---- a table ---- */

static View *
view_begin(OrgViews *views, const ViewSpec *spec)
{
    View *view = &views->views[views->n++];
    view->spec = spec;
    while (view->n < VIEW_MOST && spec->columns[view->n]) {
        if (spec->texts >> view->n & 1)
            view->texts[view->n] = g_ptr_array_new_with_free_func(g_free);
        else
            view->numbers[view->n] = g_array_new(FALSE, FALSE, sizeof(double));
        view->n++;
    }
    return view;
}

void
view_number(View *view, guint column, double value)
{
    g_array_append_val(view->numbers[column], value);
}

void
view_text(View *view, guint column, const char *value)
{
    g_ptr_array_add(view->texts[column], g_strdup(value));
}

static void
view_end(View *view, OrgWorkerView *table)
{
    for (guint c = 0; c < view->n; c++)
        view->columns[c] =
            (OrgWorkerColumn){ view->spec->columns[c], view->texts[c] ? ORG_TEXT : ORG_REAL,
                               view->numbers[c] ? (const double *) (void *) view->numbers[c]->data : NULL,
                               view->texts[c] ? (const char *const *) view->texts[c]->pdata : NULL };
    *table = (OrgWorkerView){ view->spec->name, view->numbers[0]->len, view->n, view->columns };
}

/* ---- from the file ---- */

typedef struct {
    View *view;
    double run;
    const OrgOpened *opened;
} Adding;

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    const Adding *adding = data;
    View *view = adding->view;
    (void) names;
    g_return_val_if_fail((guint) n + 1 == view->n, FALSE);
    g_autofree char *text =
        !strcmp(view->spec->name, "finding") && values[4] ? org_names_hide(adding->opened->names, values[4]) : NULL;
    view_number(view, 0, adding->run);
    for (guint c = 1; c < view->n; c++) {
        const char *value = text && c == 5 ? text : values[c - 1];
        double number = NAN;
        if (view->texts[c])
            view_text(view, c, value);
        else {
            if (value && !org_number_parse(value, &number))
                number = NAN;
            view_number(view, c, number);
        }
    }
    return TRUE;
}

static void
add_run(View *view, double run, const OrgOpened *opened)
{
    const OrgRunInfo *info = opened->info;
    const char *snapshot = opened->name.snapshot ? opened->name.snapshot : "";
    g_autofree char *file = g_path_get_basename(opened->name.path);
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, info ? info->seed : 0);
    g_autofree char *name = info        ? g_strdup_printf("%s:run-%" G_GINT64_FORMAT, file, info->id)
                            : *snapshot ? g_strdup_printf("%s:%s", file, snapshot)
                                        : g_strdup(file);
    const char *texts[] = { NULL,
                            info        ? info->title
                            : *snapshot ? snapshot
                                        : file,
                            info ? info->scenario : "",
                            info ? info->status : "",
                            NULL,
                            NULL,
                            info && info->scenario_hash ? info->scenario_hash : "",
                            snapshot,
                            info ? info->organisation_hash : "",
                            info ? info->engine : "",
                            info ? info->sandbox : "",
                            info ? seed : "",
                            NULL,
                            NULL,
                            name,
                            info ? info->message : "" };
    double month = opened->start->month;
    double numbers[] = { [0] = run,
                         [4] = info ? info->from : month,
                         [5] = info ? info->to : month,
                         [12] = info ? info->replications : NAN,
                         [13] = info && info->from_actuals != ORG_UNKNOWN ? info->from_actuals : NAN };
    for (guint c = 0; c < view->n; c++)
        if (view->texts[c])
            view_text(view, c, texts[c]);
        else
            view_number(view, c, numbers[c]);
}

static gboolean
read_results(OrgViews *views, const OrgOpened *const *opened, guint n, GError **error)
{
    View *series = view_begin(views, &view_series), *targets = view_begin(views, &view_target);
    for (guint r = 0; r < n; r++)
        if (opened[r]->info && !view_add_results(series, targets, r, opened[r], error))
            return FALSE;
    return TRUE;
}

static gboolean
read_all(OrgViews *views, const OrgOpened *const *opened, guint n, guint what, GError **error)
{
    View *runs = view_begin(views, &run_spec);
    gboolean any = FALSE;
    for (guint r = 0; r < n; r++) {
        add_run(runs, r, opened[r]);
        any |= opened[r]->info != NULL;
    }
    if (any && !read_results(views, opened, n, error))
        return FALSE;
    for (guint i = 0; any && i < N_STORED; i++) {
        View *view = view_begin(views, &stored[i]);
        gboolean told = !strcmp(stored[i].name, "finding") && !(what & ORG_VIEWS_PEOPLE);
        for (guint r = 0; r < n; r++) {
            Adding adding = { view, r, opened[r] };
            if (opened[r]->info && !org_store_query_run(opened[r]->store, told ? findings_told : stored[i].sql,
                                                        opened[r]->info->id, on_row, &adding, error))
                return FALSE;
        }
    }
    for (guint i = 0; any && i < N_MADE; i++) {
        if (made[i].what && !(what & made[i].what))
            continue;
        View *view = view_begin(views, made[i].spec);
        for (guint r = 0; r < n; r++)
            if (opened[r]->info && !made[i].add(view, r, opened[r], error))
                return FALSE;
    }
    return TRUE;
}

OrgViews *
org_views_read(const OrgOpened *const *opened, guint n, guint what, GError **error)
{
    g_autoptr(OrgViews) views = g_new0(OrgViews, 1);
    if (!read_all(views, opened, n, what, error))
        return NULL;
    for (guint i = 0; i < views->n; i++)
        view_end(&views->views[i], &views->tables[i]);
    return g_steal_pointer(&views);
}

void
org_views_free(OrgViews *views)
{
    for (guint v = 0; views && v < views->n; v++)
        for (guint c = 0; c < views->views[v].n; c++) {
            g_clear_pointer(&views->views[v].numbers[c], g_array_unref);
            g_clear_pointer(&views->views[v].texts[c], g_ptr_array_unref);
        }
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
