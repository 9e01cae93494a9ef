// SPDX-License-Identifier: MIT
/* What is kept of a point of a sweep: of each target its figure and how likely it is met, and what measures: names. */
#include "sweep-private.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

void
sweep_outcome_clear(gpointer data)
{
    SweepOutcome *outcome = data;
    g_free(outcome->name);
    g_free(outcome->of);
}

static void
add(Sweeping *sweeping, SweepWhat what, const char *of, char *name)
{
    SweepOutcome outcome = { .what = what, .name = name, .of = g_strdup(of) };
    g_array_append_val(sweeping->outcomes, outcome);
}

/* A unit that only opens in the run has no row in the organisation that points are judged by. */
static gboolean
has_unit(const Sweeping *sweeping, const OrgTarget *target, OrgDiags *diags)
{
    if (!target->unit || org_find(sweeping->base.org, ORG_UNITS, target->unit) != ORG_NONE)
        return TRUE;
    org_diags_add(
        diags, ORG_SEVERITY_ERROR, "no-unit", sweeping->plan->scenario, target->line, target->column,
        "target \"%s\" is about the unit %s, which the plan opens: a sweep judges units that are there at the "
        "start",
        target->id, target->unit);
    return FALSE;
}

static gboolean
add_measure(Sweeping *sweeping, const char *text, OrgDiags *diags)
{
    const GPtrArray *items = sweeping->base.plan->items;
    const char *dot = strchr(text, '.');
    g_autofree char *id = g_strndup(text, (gsize) (dot - text));
    for (guint i = 0; i < items->len; i++) {
        const OrgItem *item = items->pdata[i];
        if (strcmp(item->id, id))
            continue;
        const OrgSeriesInfo *series = item->feature ? org_feature_series(item->feature, dot + 1) : NULL;
        add(sweeping, SWEEP_MEASURE, text, g_strdup(text));
        SweepOutcome *last = &g_array_index(sweeping->outcomes, SweepOutcome, sweeping->outcomes->len - 1);
        last->item = item;
        last->series = last->of + (dot + 1 - text);
        last->flow = series && series->kind == ORG_FLOW;
        return TRUE;
    }
    org_diags_add(diags, ORG_SEVERITY_ERROR, "unknown-item", sweeping->options->file, 0, 0,
                  "measures: names %s, but the scenario has no item %s", text, id);
    return FALSE;
}

gboolean
sweep_choose_outcomes(Sweeping *sweeping, OrgDiags *diags)
{
    const GPtrArray *targets = sweeping->base.plan->targets, *measures = sweeping->plan->measures;
    gboolean good = TRUE;
    for (guint i = 0; i < targets->len; i++) {
        const OrgTarget *target = targets->pdata[i];
        good &= has_unit(sweeping, target, diags);
        add(sweeping, SWEEP_VALUE, target->id, g_strdup(target->id));
        add(sweeping, SWEEP_MET, target->id, g_strconcat(target->id, " met", NULL));
    }
    for (guint i = 0; i < measures->len; i++)
        good &= add_measure(sweeping, measures->pdata[i], diags);
    if (good && !sweeping->outcomes->len) {
        org_diags_add(diags, ORG_SEVERITY_ERROR, "no-outcome", sweeping->options->file, 0, 0,
                      "the scenario has no target, and the sweep names no measures: nothing would be kept");
        return FALSE;
    }
    return good;
}

static const OrgTarget *
target_of(const Sweeping *sweeping, const char *id)
{
    const GPtrArray *targets = sweeping->base.plan->targets;
    for (guint i = 0; i < targets->len; i++)
        if (!strcmp(((const OrgTarget *) targets->pdata[i])->id, id))
            return targets->pdata[i];
    return NULL;
}

static void
describe_target(json_t *entry, const Sweeping *sweeping, const OrgTarget *target)
{
    const OrgItem *item = sweeping->base.plan->items->pdata[target->metric];
    const char *series = org_item_series(item, target->series), *measured = target->measured_in;
    const OrgSeriesInfo *info = item->feature && series ? org_feature_series(item->feature, series) : NULL;
    g_autofree char *title = org_message_text(target->title, ORG_LANG_EN);
    if (!measured && info)
        measured = info->unit;
    json_object_set_new(entry, "title", json_string(title));
    json_object_set_new(entry, "series", json_string(series ? series : ""));
    json_object_set_new(entry, "unit", json_string(measured ? measured : ""));
    json_object_set_new(entry, "required", json_string(target->required ? target->required : ""));
}

char *
sweep_outcomes_json(const Sweeping *sweeping)
{
    static const char *const whats[] = { "value", "met", "measure" };
    json_t *list = json_array();
    for (guint i = 0; i < sweeping->outcomes->len; i++) {
        const SweepOutcome *outcome = &g_array_index(sweeping->outcomes, SweepOutcome, i);
        json_t *entry =
            json_pack("{s:s, s:s, s:s}", "name", outcome->name, "what", whats[outcome->what], "of", outcome->of);
        const OrgTarget *target = outcome->what == SWEEP_MEASURE ? NULL : target_of(sweeping, outcome->of);
        if (target)
            describe_target(entry, sweeping, target);
        else {
            const OrgFeatureInfo *feature = outcome->item ? outcome->item->feature : NULL;
            const OrgSeriesInfo *info = feature ? org_feature_series(feature, outcome->series) : NULL;
            json_object_set_new(entry, "series", json_string(outcome->series ? outcome->series : ""));
            json_object_set_new(entry, "unit", json_string(info && info->unit ? info->unit : ""));
        }
        json_array_append_new(list, entry);
    }
    char *dumped = json_dumps(list, JSON_COMPACT), *text = g_strdup(dumped);
    free(dumped);
    json_decref(list);
    return text;
}

/* ---- figures */

static double
met_of(const OrgJudgement *j)
{
    if (isfinite(j->band.probability))
        return j->band.probability;
    switch (j->met) {
    case ORG_MET:
        return 1;
    case ORG_NOT_MET:
        return 0;
    case ORG_DEPENDS:
        return j->of_interval;
    case ORG_NO_VALUE:
        break;
    }
    return NAN;
}

void
sweep_outcome_figures(const Sweeping *sweeping, const OrgJudging *judging, double *figures)
{
    const GPtrArray *verdicts = org_judging_verdicts(judging);
    for (guint i = 0; i < sweeping->outcomes->len; i++) {
        const SweepOutcome *outcome = &g_array_index(sweeping->outcomes, SweepOutcome, i);
        for (guint v = 0; outcome->what != SWEEP_MEASURE && verdicts && v < verdicts->len; v++) {
            const OrgVerdict *verdict = verdicts->pdata[v];
            if (strcmp(verdict->target->id, outcome->of) || !verdict->judgements->len)
                continue;
            const OrgJudgement *j = org_verdict_headline(verdict);
            figures[i] = outcome->what == SWEEP_MET ? met_of(j) : j->value;
        }
    }
}

double
sweep_outcome_measured(const SweepOutcome *outcome, const GArray *measures)
{
    OrgMonth last = ORG_UNKNOWN; /* a veto may end a run early */
    double sum = NAN;
    for (guint i = 0; i < measures->len; i++) {
        const OrgMeasure *m = &g_array_index(measures, OrgMeasure, i);
        if (m->of || m->unit != ORG_NONE || m->item != outcome->item->index || strcmp(m->series, outcome->series))
            continue;
        if (outcome->flow)
            sum = isnan(sum) ? m->value : sum + m->value;
        else if (last == ORG_UNKNOWN || m->month >= last) {
            sum = m->value;
            last = m->month;
        }
    }
    return sum;
}
