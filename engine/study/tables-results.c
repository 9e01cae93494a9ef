// SPDX-License-Identifier: MIT
/* What runs measured and how their targets were judged, as tables for renderers. */
#include "../base/figure.h"
#include "../sim/pace.h"
#include "mask.h"
#include "stored.h"
#include "tables-private.h"
#include <math.h>

const TableSpec table_series = { "series",
                                 { NUMBER(run), TEXT(item), TEXT(series), TEXT(unit), NUMBER(month), NUMBER(value),
                                   NUMBER(p5), NUMBER(p95), TEXT(told_by) } };

/* Columns from "met" on came later, and so did those from "compare" on: what stood first keeps its place. */
const TableSpec table_target = { "target",
                                 { NUMBER(run),
                                   TEXT(id),
                                   TEXT(title),
                                   TEXT(metric),
                                   TEXT(against),
                                   TEXT(counting),
                                   NUMBER(month),
                                   NUMBER(baseline),
                                   NUMBER(baseline_high),
                                   NUMBER(value),
                                   NUMBER(change),
                                   TEXT(required),
                                   TEXT(verdict),
                                   TEXT(basis),
                                   TEXT(note),
                                   NUMBER(illustrative),
                                   NUMBER(met),
                                   NUMBER(probability),
                                   NUMBER(break_even),
                                   NUMBER(reported_month),
                                   NUMBER(reported),
                                   NUMBER(planned),
                                   NUMBER(share),
                                   NUMBER(remaining),
                                   NUMBER(yearly),
                                   TEXT(compare),
                                   NUMBER(low),
                                   NUMBER(high),
                                   NUMBER(relative),
                                   TEXT(unit),
                                   TEXT(scope),
                                   TEXT(item),
                                   TEXT(series),
                                   NUMBER(needed),
                                   NUMBER(needed_high),
                                   TEXT(overall),
                                   NUMBER(headline),
                                   TEXT(note_said),
                                   TEXT(title_said),
                                   NUMBER(value_decimals),
                                   NUMBER(change_decimals),
                                   NUMBER(report_month),
                                   NUMBER(report_value),
                                   NUMBER(report_change),
                                   TEXT(report_verdict),
                                   TEXT(standing),
                                   TEXT(counted),
                                   NUMBER(bound),
                                   NUMBER(bound_high),
                                   TEXT(told_by),
                                   NUMBER(start),
                                   NUMBER(pace_needed),
                                   NUMBER(pace_seen) } };

/* A row under construction: columns are filled in order. */
typedef struct {
    Table *table;
    guint column;
} Row;

static void
number(Row *row, double value)
{
    table_number(row->table, row->column++, value);
}

static void
text(Row *row, const char *value)
{
    table_text(row->table, row->column++, value && *value ? value : NULL);
}

static void
month(Row *row, OrgMonth value)
{
    number(row, value == ORG_UNKNOWN || value == ORG_OPEN ? NAN : value);
}

/* With how many decimals the figures tell themselves from what is required, so that every output shows the same. */
static guint
decimals_of(const OrgStoredTarget *t, const OrgStoredJudgement *j, gboolean change)
{
    gboolean percent = change ? t->relative : !g_strcmp0(t->measured_in, "share");
    double scale = percent ? 100 : 1, value = (change ? j->change : j->value) * scale;
    double one = (change ? t->low : j->needed) * scale, two = (change ? t->low : j->needed_high) * scale;
    if (change && !org_compare_is_change(t->compare))
        return 1;
    return MAX(org_figure_decimals(value, one, 1), org_figure_decimals(value, two, 1));
}

static void
add_reported(Row *row, const OrgStoredTarget *t, const OrgStoredJudgement *j)
{
    const OrgReported *r = &j->reported;
    number(row, decimals_of(t, j, FALSE));
    number(row, decimals_of(t, j, TRUE));
    month(row, r->month);
    number(row, r->value);
    number(row, r->change);
    text(row, r->month == ORG_UNKNOWN ? NULL : org_met_text(r->met));
    text(row, org_met_text(j->standing));
}

static void
add_target(Table *table, double run, const OrgStoredRun *stored, const OrgStoredTarget *t, const OrgStoredJudgement *j)
{
    double start = org_stored_start(stored, t, j);
    OrgYearly pace =
        org_pace_yearly(t->counted == ORG_COUNTED_NOT ? start : NAN, j->value, j->needed, stored->info->from, j->month);
    Row row = { table, 0 };
    number(&row, run);
    text(&row, t->id);
    guint title = row.column++;
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
    guint note = row.column++;
    number(&row, t->illustrative);
    number(&row, j->met == ORG_DEPENDS ? NAN : j->met == ORG_MET);
    number(&row, j->band.probability);
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
    table_message(row.table, note, row.column++, t->note);
    table_message(row.table, title, row.column++, t->title);
    add_reported(&row, t, j);
    text(&row, org_counted_name(t->counted));
    number(&row, org_stored_bound(t, j->value, j->needed));
    number(&row, org_stored_bound(t, j->value, j->needed_high));
    text(&row, org_stored_told_by(stored, j->item, j->series));
    number(&row, start);
    number(&row, pace.needed);
    number(&row, pace.seen);
}

static void
add_series(Table *table, double run, const OrgStoredSeries *s)
{
    const char *const texts[] = { s->item, s->series, s->unit };
    for (guint i = 0; i < s->months->len; i++) {
        Row row = { table, 0 };
        number(&row, run);
        for (guint k = 0; k < G_N_ELEMENTS(texts); k++)
            table_text(table, row.column++, texts[k]);
        month(&row, g_array_index(s->months, OrgMonth, i));
        number(&row, g_array_index(s->value, double, i));
        number(&row, g_array_index(s->p5, double, i));
        number(&row, g_array_index(s->p95, double, i));
        text(&row, s->told_by);
    }
}

gboolean
tables_add_results(Table *series, Table *targets, double run, const OrgOpened *opened, GError **error)
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
            add_target(targets, run, stored, t, &g_array_index(t->judgements, OrgStoredJudgement, k));
    }
    return TRUE;
}

/* metric: of a target its name, or that of the metric it is judged by; scope: a unit's id, "" for the whole. */
const TableSpec table_actual = {
    "actual", { NUMBER(run), TEXT(metric), TEXT(scope), NUMBER(month), NUMBER(value), TEXT(source) }
};

typedef struct {
    Table *table;
    double run;
} AddingActuals;

static void
on_actual(const OrgActualRow *actual, gpointer data)
{
    const AddingActuals *adding = data;
    Row row = { adding->table, 0 };
    number(&row, adding->run);
    text(&row, actual->metric);
    text(&row, actual->scope);
    month(&row, actual->month);
    number(&row, actual->value);
    text(&row, actual->source);
}

gboolean
tables_add_actuals(Table *table, double run, const OrgOpened *opened, GError **error)
{
    AddingActuals adding = { table, run };
    return org_store_actuals(opened->store, on_actual, &adding, error);
}
