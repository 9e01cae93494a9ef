// SPDX-License-Identifier: MIT
// What runs measured and how their targets were judged, as tables for renderers.
#include "mask.h"
#include "stored.h"
#include "views-private.h"
#include <math.h>

const ViewSpec view_series = {
    "series", { "run", "item", "series", "unit", "month", "value", "p5", "p95" }, 0xE, NULL
};

/* Columns from "met" on came later, and so did those from "compare" on: what stood first keeps its place. */
const ViewSpec view_target = {
    "target",
    { "run",           "id",          "title",       "metric",         "against",  "counting", "month", "baseline",
      "baseline_high", "value",       "change",      "required",       "verdict",  "basis",    "note",  "illustrative",
      "met",           "probability", "break_even",  "reported_month", "reported", "planned",  "share", "remaining",
      "yearly",        "compare",     "low",         "high",           "relative", "unit",     "scope", "item",
      "series",        "needed",      "needed_high", "overall",        "headline" },
    0x9E200783E,
    NULL
};

/* A row under construction: columns are filled in order. */
typedef struct {
    View *view;
    guint column;
} Row;

static void
number(Row *row, double value)
{
    view_number(row->view, row->column++, value);
}

static void
text(Row *row, const char *value)
{
    view_text(row->view, row->column++, value && *value ? value : NULL);
}

static void
month(Row *row, OrgMonth value)
{
    number(row, value == ORG_UNKNOWN || value == ORG_OPEN ? NAN : value);
}

static void
add_target(View *view, double run, const OrgStoredTarget *t, const OrgStoredJudgement *j)
{
    Row row = { view, 0 };
    number(&row, run);
    text(&row, t->id);
    text(&row, t->title);
    text(&row, t->metric);
    text(&row, t->against);
    text(&row, j->counting);
    month(&row, j->month);
    number(&row, j->baseline);
    number(&row, j->baseline_high);
    number(&row, j->value);
    number(&row, j->change);
    text(&row, t->required);
    text(&row, org_met_text(j->met));
    text(&row, org_basis_text(j->basis));
    text(&row, t->note);
    number(&row, t->illustrative);
    number(&row, j->met == ORG_DEPENDS ? NAN : j->met == ORG_MET);
    number(&row, j->probability);
    number(&row, j->break_even);
    month(&row, j->pace.month);
    number(&row, j->pace.actual);
    number(&row, j->pace.planned);
    number(&row, j->pace.share);
    number(&row, j->pace.remaining);
    number(&row, j->pace.yearly);
    text(&row, org_compare_name(t->compare));
    number(&row, t->low);
    number(&row, t->high);
    number(&row, t->relative);
    text(&row, t->measured_in);
    text(&row, t->scope);
    text(&row, j->item);
    text(&row, j->series);
    number(&row, j->needed);
    number(&row, j->needed_high);
    text(&row, org_met_text(j->overall));
    number(&row, j == org_stored_headline(t));
}

static void
add_series(View *view, double run, const OrgStoredSeries *s)
{
    const char *const texts[] = { s->item, s->series, s->unit };
    for (guint i = 0; i < s->months->len; i++) {
        Row row = { view, 0 };
        number(&row, run);
        for (guint k = 0; k < G_N_ELEMENTS(texts); k++)
            view_text(view, row.column++, texts[k]);
        month(&row, g_array_index(s->months, OrgMonth, i));
        number(&row, g_array_index(s->value, double, i));
        number(&row, g_array_index(s->p5, double, i));
        number(&row, g_array_index(s->p95, double, i));
    }
}

gboolean
view_add_results(View *series, View *targets, double run, const OrgOpened *opened, GError **error)
{
    g_autoptr(OrgStoredRun) stored = org_stored_run(opened->store, opened->info, error);
    if (!stored)
        return FALSE;
    org_mask_stored(stored, opened->mask, opened->names);
    for (guint i = 0; i < stored->series->len; i++)
        add_series(series, run, stored->series->pdata[i]);
    for (guint i = 0; i < stored->targets->len; i++) {
        const OrgStoredTarget *t = stored->targets->pdata[i];
        for (guint k = 0; k < t->judgements->len; k++)
            add_target(targets, run, t, &g_array_index(t->judgements, OrgStoredJudgement, k));
    }
    return TRUE;
}
