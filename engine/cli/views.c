// SPDX-License-Identifier: MIT
#include "views.h"
#include "mask.h"
#include "../org/month.h"
#include "impact.h"
#include <math.h>
#include <string.h>

/* A view is declared as columns with types and one statement; months are numbers (OrgMonth). */
typedef struct {
    const char *name, *sql;
    const char *columns[16];
    guint numbers; /* bit i: column i is a number */
} ViewSpec;

static const ViewSpec specs[] = {
    { "series",
      "select 0, item, series, unit, month, value, p5, p95 from series where run = ?1 order by seq",
      { "run", "item", "series", "unit", "month", "value", "p5", "p95" },
      0xF1 },
    { "target",
      "select 0, id, title, metric, against, counting, month, baseline, baseline_high, value, change, required, "
      "verdict, basis, note, illustrative"
      " from target where run = ?1 order by seq",
      { "run", "id", "title", "metric", "against", "counting", "month", "baseline", "baseline_high", "value", "change",
        "required", "verdict", "basis", "note", "illustrative" },
      0x87C1 },
    { "finding",
      "select 0, severity, rule, \"table\", id, text, month, step from finding where run = ?1 order by seq",
      { "run", "severity", "rule", "table", "id", "text", "month", "step" },
      0x41 },
};

typedef struct {
    const ViewSpec *spec;
    guint n;
    GArray *numbers[16];  /* double */
    GPtrArray *texts[16]; /* char *, NULL = absent */
    OrgWorkerColumn columns[16];
} View;

struct OrgViews {
    View views[5];
    OrgWorkerView tables[5];
    guint n;
};

static void
view_begin(View *view, const ViewSpec *spec)
{
    view->spec = spec;
    while (view->n < 16 && spec->columns[view->n]) {
        if (spec->numbers >> view->n & 1)
            view->numbers[view->n] = g_array_new(FALSE, FALSE, sizeof(double));
        else
            view->texts[view->n] = g_ptr_array_new_with_free_func(g_free);
        view->n++;
    }
}

static void
view_add(View *view, char **values)
{
    for (guint c = 0; c < view->n; c++) {
        double number = NAN;
        if (view->texts[c])
            g_ptr_array_add(view->texts[c], g_strdup(values[c]));
        else {
            if (values[c] && !org_number_parse(values[c], &number))
                number = NAN;
            g_array_append_val(view->numbers[c], number);
        }
    }
}

typedef struct {
    View *view;
    const OrgOpened *opened;
    GHashTable *paid; /* items that measure pay, when that is masked */
} Reading;

/* The figures of a target on pay: baseline to change. */
static void
blank_figures(const View *view, char **values)
{
    for (guint c = 1; c < view->n; c++)
        if (g_str_has_prefix(view->spec->columns[c], "baseline") || !strcmp(view->spec->columns[c], "value") ||
            !strcmp(view->spec->columns[c], "change"))
            values[c] = NULL;
}

static gboolean
on_row(gint n, char **values, char **names, gpointer data)
{
    Reading *reading = data;
    View *view = reading->view;
    char *row[16];
    gboolean pay = reading->opened->mask & ORG_MASK_PAY;
    (void) names;
    g_return_val_if_fail(n <= 16, FALSE);
    memcpy(row, values, sizeof row[0] * (gsize) n);
    if (pay && !strcmp(view->spec->name, "series") && org_mask_is_pay(row[2])) {
        g_hash_table_add(reading->paid, g_strdup(row[1]));
        return TRUE;
    }
    if (pay && !strcmp(view->spec->name, "target") && row[3] &&
        (g_hash_table_contains(reading->paid, row[3]) || org_mask_is_pay(row[3])))
        blank_figures(view, row);
    g_autofree char *text =
        !strcmp(view->spec->name, "finding") ? org_names_hide(reading->opened->names, row[5]) : NULL;
    if (text)
        row[5] = text;
    view_add(view, row);
    return TRUE;
}

static void
view_end(View *view, OrgWorkerView *table)
{
    gsize rows = view->texts[1] ? view->texts[1]->len : 0;
    for (guint c = 0; c < view->n; c++)
        view->columns[c] =
            (OrgWorkerColumn){ view->spec->columns[c], view->texts[c] ? ORG_TEXT : ORG_REAL,
                               view->numbers[c] ? (const double *) (void *) view->numbers[c]->data : NULL,
                               view->texts[c] ? (const char *const *) view->texts[c]->pdata : NULL };
    *table = (OrgWorkerView){ view->spec->name, rows, view->n, view->columns };
}

static const ViewSpec run_spec = {
    "run", NULL, { "run", "title", "scenario", "status", "from", "to", "hash", "snapshot" }, 0x31
};

static void
add_run(View *view, const OrgOpened *opened)
{
    const OrgRunInfo *info = opened->info;
    g_autofree char *from = g_strdup_printf("%d", info ? info->from : opened->start->month);
    g_autofree char *to = g_strdup_printf("%d", info ? info->to : opened->start->month);
    char zero[] = "0", empty[] = "";
    g_autofree char *file = g_path_get_basename(opened->name.path);
    char *values[] = { zero,
                       info                    ? info->title
                       : opened->name.snapshot ? opened->name.snapshot
                                               : file,
                       info ? info->scenario : empty,
                       info ? info->status : empty,
                       from,
                       to,
                       info && info->scenario_hash ? info->scenario_hash : empty,
                       opened->name.snapshot ? opened->name.snapshot : empty };
    view_add(view, values);
}

static const ViewSpec fate_spec = { "fate", NULL, { "run", "fate", "unit", "into" }, 0x5 };

/* What `orgsim impact` says became of each unit, `into` being rows of units: a chart cannot judge what needs the acts. */
static gboolean
add_fates(View *view, const OrgOpened *opened, GError **error)
{
    g_autoptr(OrgImpact) impact = org_impact_new(opened->start, opened->end, opened->acts, error);
    if (!impact)
        return FALSE;
    for (OrgRow u = 0; u < impact->end->units.n; u++) {
        const OrgUnitImpact *unit = &impact->units[u];
        if (unit->fate == ORG_FATE_KEPT || unit->fate == ORG_FATE_ABSENT)
            continue;
        g_autoptr(GString) into = g_string_new(NULL);
        for (guint i = 0; unit->into && i < unit->into->len; i++)
            g_string_append_printf(into, "%s%u", i ? " " : "", g_array_index(unit->into, OrgRow, i));
        g_autofree char *fate = g_strdup(org_unit_fate_name(unit->fate)), *row = g_strdup_printf("%u", u);
        char zero[] = "0";
        char *values[] = { zero, fate, row, into->str };
        view_add(view, values);
    }
    return TRUE;
}

OrgViews *
org_views_read(const OrgOpened *opened, GError **error)
{
    OrgViews *views = g_new0(OrgViews, 1);
    g_autoptr(GHashTable) paid = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    view_begin(&views->views[0], &run_spec);
    add_run(&views->views[0], opened);
    view_end(&views->views[0], &views->tables[0]);
    views->n = 1;
    for (guint i = 0; i < G_N_ELEMENTS(specs) && opened->info; i++) {
        View *view = &views->views[views->n];
        Reading reading = { view, opened, paid };
        view_begin(view, &specs[i]);
        views->n++;
        if (!org_store_query_run(opened->store, specs[i].sql, opened->info->id, on_row, &reading, error)) {
            org_views_free(views);
            return NULL;
        }
        view_end(view, &views->tables[views->n - 1]);
    }
    if (opened->info && opened->end) {
        View *view = &views->views[views->n];
        view_begin(view, &fate_spec);
        views->n++;
        if (!add_fates(view, opened, error)) {
            org_views_free(views);
            return NULL;
        }
        view_end(view, &views->tables[views->n - 1]);
    }
    return views;
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
