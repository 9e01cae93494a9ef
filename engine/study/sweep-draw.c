// SPDX-License-Identifier: MIT
#include "sweep-draw.h"
#include "sweep-effects.h"
#include "sweep-heat.h"
#include "tables-private.h"
#include <math.h>
#include <string.h>

/* As a run's, for what every page tells of what it was made from. */
static const TableSpec spec_run = { "run", { NUMBER(run), TEXT(title), TEXT(scenario), TEXT(hash), TEXT(snapshot) } };
static const TableSpec spec_sweep = { "sweep",
                                      { NUMBER(run), TEXT(name), TEXT(outcome), NUMBER(share), NUMBER(mean),
                                        NUMBER(points), NUMBER(replications), TEXT(x), TEXT(y) } };
static const TableSpec spec_effect = { "effect",
                                       { NUMBER(run), TEXT(parameter), TEXT(low_at), NUMBER(low), TEXT(high_at),
                                         NUMBER(high), NUMBER(first), NUMBER(total) } };
static const TableSpec spec_cell = { "cell", { NUMBER(run), NUMBER(mean) } };
static const TableSpec spec_column = { "column", { NUMBER(run), TEXT(text) } };
static const TableSpec spec_row = { "row", { NUMBER(run), TEXT(text) } };

enum { RUN, SWEEP, EFFECT, CELL, COLUMN, ROW, N_TABLES };

typedef struct {
    const OrgSweepTable *table;
    const OrgSweepFigures *figures;
    Table made[N_TABLES];
} Making;

static double
mean_of(const OrgSweepTable *table, const OrgSweepFigures *figures)
{
    double sum = 0;
    guint64 n = 0;
    for (guint64 p = 0; p < table->n; p++)
        if (!isnan(figures->figures[p])) {
            sum += figures->figures[p];
            n++;
        }
    return n ? sum / (double) n : NAN;
}

static void
put_head(Making *making, const OrgSweepChart *wanted)
{
    const OrgSweepInfo *info = making->table->info;
    const OrgSweepFigures *figures = making->figures;
    gboolean share = !strcmp(figures->what, "met") || !strcmp(figures->unit, "share");
    Table *run = &making->made[RUN], *sweep = &making->made[SWEEP];
    table_number(run, 0, 0);
    table_text(run, 1, info->scenario);
    table_text(run, 2, info->scenario);
    table_text(run, 3, info->hash);
    table_text(run, 4, NULL);
    table_number(sweep, 0, 0);
    table_text(sweep, 1, info->name);
    table_text(sweep, 2, figures->name);
    table_number(sweep, 3, share);
    table_number(sweep, 4, mean_of(making->table, figures));
    table_number(sweep, 5, (double) making->table->n);
    table_number(sweep, 6, info->replications);
    table_text(sweep, 7, wanted->x);
    table_text(sweep, 8, wanted->y);
}

static void
put_effects(Making *making)
{
    Table *table = &making->made[EFFECT];
    g_autofree OrgSobolIndices *indices = org_sweep_sensitivity(making->table, making->figures, NULL);
    g_autoptr(GArray) bars = org_sweep_tornado(making->table, making->figures);
    for (guint i = 0; i < bars->len; i++) {
        const OrgSweepBar *bar = &g_array_index(bars, OrgSweepBar, i);
        table_number(table, 0, 0);
        table_text(table, 1, ((const OrgSweepAxis *) making->table->axes->pdata[bar->axis])->name);
        table_text(table, 2, bar->low_text);
        table_number(table, 3, bar->low);
        table_text(table, 4, bar->high_text);
        table_number(table, 5, bar->high);
        table_number(table, 6, indices ? indices[bar->axis].first : NAN);
        table_number(table, 7, indices ? indices[bar->axis].total : NAN);
    }
}

static void
put_texts(Table *table, const GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++) {
        table_number(table, 0, 0);
        table_text(table, 1, texts->pdata[i]);
    }
}

static gboolean
put_heat(Making *making, const OrgSweepChart *wanted, GError **error)
{
    gint x = org_sweep_table_axis(making->table, wanted->x, error);
    gint y = x < 0 ? -1 : org_sweep_table_axis(making->table, wanted->y, error);
    if (y < 0)
        return FALSE;
    g_autoptr(OrgSweepHeat) heat = org_sweep_heat(making->table, making->figures, (guint) x, (guint) y);
    put_texts(&making->made[COLUMN], heat->columns);
    put_texts(&making->made[ROW], heat->rows);
    for (gsize i = 0; i < (gsize) heat->columns->len * heat->rows->len; i++) {
        table_number(&making->made[CELL], 0, 0);
        table_number(&making->made[CELL], 1, heat->mean[i]);
    }
    return TRUE;
}

static gboolean
draw(OrgSession *session, Making *making, const OrgSweepChart *wanted, const char *base, GPtrArray *paths,
     GError **error)
{
    gboolean heat = !strcmp(wanted->view, "heat");
    OrgWorkerTable sealed[N_TABLES];
    put_head(making, wanted);
    if (!heat)
        put_effects(making);
    else if (!put_heat(making, wanted, error))
        return FALSE;
    for (guint i = 0; i < N_TABLES; i++)
        sealed[i] = table_seal(&making->made[i]);
    g_autoptr(OrgDrawing) drawing = org_drawing_of_tables(session, sealed, N_TABLES, "chart-of-sweep", error);
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    OrgChart chart = wanted->chart;
    chart.view = wanted->view;
    return drawing && org_drawing_chart(drawing, &chart, base, output, paths, error) &&
           org_output_finish(output, error);
}

gboolean
org_sweep_draw(OrgSession *session, const OrgSweepTable *table, const OrgSweepChart *wanted, const char *base,
               GPtrArray *paths, GError **error)
{
    static const TableSpec *const specs[] = {
        &spec_run, &spec_sweep, &spec_effect, &spec_cell, &spec_column, &spec_row
    };
    Making making = { .table = table, .figures = org_sweep_table_outcome(table, wanted->of, error) };
    if (!making.figures)
        return FALSE;
    for (guint i = 0; i < N_TABLES; i++)
        table_begin(&making.made[i], specs[i]);
    gboolean done = draw(session, &making, wanted, base, paths, error);
    for (guint i = 0; i < N_TABLES; i++)
        table_clear(&making.made[i]);
    return done;
}
