// SPDX-License-Identifier: MIT
/* Sweeps for programs: JSON and CSV. */
#include "../base/month.h"
#include "../exchange/write/csv-write.h"
#include "json.h"
#include "sweep.h"
#include <math.h>

json_t *
org_swept_json(const OrgSwept *swept)
{
    json_t *silent = json_array();
    for (guint i = 0; i < swept->silent->len; i++)
        json_array_append_new(silent, json_string(swept->silent->pdata[i]));
    return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:i, s:o}", "sweep", swept->place, "points",
                     (json_int_t) swept->points, "before", (json_int_t) swept->before, "now", (json_int_t) swept->now,
                     "vetoed", (json_int_t) swept->vetoed, "failed", (json_int_t) swept->failed, "redone",
                     (int) swept->redone, "not_measured", silent);
}

json_t *
org_sweep_list_json(const GPtrArray *sweeps, const char *path)
{
    json_t *list = json_array();
    for (guint i = 0; i < sweeps->len; i++) {
        const OrgSweepInfo *info = sweeps->pdata[i];
        g_autofree char *place = g_strdup_printf("%s:sweep-%" G_GINT64_FORMAT, path, info->id);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:i, s:I, s:s, s:s}", "sweep", place,
                                              "name", info->name, "scenario", info->scenario, "method", info->method,
                                              "points", (json_int_t) info->points, "done", (json_int_t) info->done,
                                              "replications", (int) info->replications, "seed", (json_int_t) info->seed,
                                              "status", info->status, "started", info->started));
    }
    return list;
}

static json_t *
axes_json(const OrgSweepTable *table)
{
    json_t *list = json_array();
    for (guint i = 0; i < table->axes->len; i++) {
        const OrgSweepAxis *axis = table->axes->pdata[i];
        json_array_append_new(list, json_string(axis->name));
    }
    return list;
}

static json_t *
outcomes_json(const OrgSweepTable *table)
{
    json_t *list = json_array();
    for (guint i = 0; i < table->outcomes->len; i++) {
        const OrgSweepFigures *figures = table->outcomes->pdata[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", figures->name, "what",
                                              figures->what, "of", figures->of, "title", figures->title, "unit",
                                              figures->unit, "required", figures->required));
    }
    return list;
}

static json_t *
point_json(const OrgSweepTable *table, guint64 p)
{
    json_t *values = json_array(), *figures = json_array();
    for (guint i = 0; i < table->axes->len; i++) {
        const OrgSweepAxis *axis = table->axes->pdata[i];
        json_array_append_new(values, json_string(axis->texts->pdata[axis->at[p]]));
    }
    for (guint i = 0; i < table->outcomes->len; i++)
        json_array_append_new(figures, org_json_number(((OrgSweepFigures *) table->outcomes->pdata[i])->figures[p]));
    json_t *entry = json_pack("{s:s, s:o, s:o}", "status", org_sweep_statuses[table->status[p]], "values", values,
                              "figures", figures);
    if (table->messages->pdata[p]) {
        g_autofree char *said = org_message_text(table->messages->pdata[p], ORG_LANG_EN);
        json_object_set_new(entry, "message", json_string(said));
    }
    return entry;
}

json_t *
org_sweep_json(const OrgSweepTable *table)
{
    json_t *points = json_array();
    for (guint64 p = 0; p < table->n; p++)
        json_array_append_new(points, point_json(table, p));
    return json_pack("{s:s, s:s, s:s, s:I, s:i, s:I, s:o, s:o, s:o, s:o}", "name", table->info->name, "scenario",
                     table->info->scenario, "method", table->info->method, "points_wanted",
                     (json_int_t) table->info->points, "replications", (int) table->info->replications, "seed",
                     (json_int_t) table->info->seed, "parameters", axes_json(table), "outcomes", outcomes_json(table),
                     "points", points, "effects", org_sweep_effects_json(table));
}

json_t *
org_sweep_comparison_json(const OrgSweepComparison *found, const OrgSweepTable *one, const OrgSweepTable *other)
{
    json_t *list = json_array();
    for (guint i = 0; i < found->outcomes->len; i++) {
        const OrgSweepDifference *d = &g_array_index(found->outcomes, OrgSweepDifference, i);
        json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:I, s:I, s:o, s:o, s:o, s:o}", "name", d->figures->name,
                                              "points", (json_int_t) d->n, "lower", (json_int_t) d->lower, "same",
                                              (json_int_t) d->same, "higher", (json_int_t) d->higher, "mean",
                                              org_json_number(d->mean), "other_mean", org_json_number(d->other_mean),
                                              "least", org_json_number(d->low), "greatest", org_json_number(d->high)));
    }
    return json_pack("{s:s, s:s, s:I, s:I, s:I, s:o}", "first", one->place, "second", other->place, "points",
                     (json_int_t) found->points, "only_first", (json_int_t) found->only[0], "only_second",
                     (json_int_t) found->only[1], "outcomes", list);
}

void
org_sweep_csv(const OrgSweepTable *table, GString *out)
{
    char number[40];
    org_csv_append(out, "point");
    org_csv_append(out, "status");
    for (guint i = 0; i < table->axes->len; i++)
        org_csv_append(out, ((OrgSweepAxis *) table->axes->pdata[i])->name);
    for (guint i = 0; i < table->outcomes->len; i++)
        org_csv_append(out, ((OrgSweepFigures *) table->outcomes->pdata[i])->name);
    org_csv_end_row(out);
    for (guint64 p = 0; p < table->n; p++) {
        org_csv_append(out, org_number_text((double) p, number));
        org_csv_append(out, org_sweep_statuses[table->status[p]]);
        for (guint i = 0; i < table->axes->len; i++) {
            const OrgSweepAxis *axis = table->axes->pdata[i];
            org_csv_append(out, axis->texts->pdata[axis->at[p]]);
        }
        for (guint i = 0; i < table->outcomes->len; i++) {
            double value = ((OrgSweepFigures *) table->outcomes->pdata[i])->figures[p];
            org_csv_append(out, isnan(value) ? "" : org_number_text(value, number));
        }
        org_csv_end_row(out);
    }
}
