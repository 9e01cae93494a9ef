// SPDX-License-Identifier: MIT
#include "judge.h"
#include "pace.h"
#include <math.h>
#include <string.h>

/* Figures pass through fractions and sums: a hair's breadth of rounding is no miss. */
#define HAIR 1e-9

static void
measure_clear(gpointer data)
{
    g_free(((OrgMeasure *) data)->series);
}

GArray *
org_measures_new(void)
{
    GArray *measures = g_array_new(FALSE, FALSE, sizeof(OrgMeasure));
    g_array_set_clear_func(measures, measure_clear);
    return measures;
}

void
org_measures_add(GArray *measures, guint item, const char *series, OrgRow unit, OrgMonth month, double value, guint of)
{
    OrgMeasure measure = { item, g_strdup(series), unit, month, value, of };
    g_array_append_val(measures, measure);
}

void
org_verdict_free(OrgVerdict *verdict)
{
    if (verdict)
        g_array_unref(verdict->judgements);
    g_free(verdict);
}

static const char *const met_texts[] = { "not met", "met", "depends", "no value", NULL };
static const char *const basis_texts[] = { "simulated", "reported", "assumed", NULL };

const char *
org_met_text(OrgMet met)
{
    return met_texts[met];
}

const char *
org_basis_text(OrgBasis basis)
{
    return basis_texts[basis];
}

static gboolean
index_of(const char *const *texts, const char *text, guint *index)
{
    for (*index = 0; texts[*index]; ++*index)
        if (!g_strcmp0(texts[*index], text))
            return TRUE;
    return FALSE;
}

gboolean
org_met_parse(const char *text, OrgMet *met)
{
    guint index;
    gboolean known = index_of(met_texts, text, &index);
    *met = known ? (OrgMet) index : ORG_NO_VALUE;
    return known;
}

gboolean
org_basis_parse(const char *text, OrgBasis *basis)
{
    guint index;
    gboolean known = index_of(basis_texts, text, &index);
    *basis = known ? (OrgBasis) index : ORG_BASIS_ASSUMED;
    return known;
}

const OrgJudgement *
org_verdict_headline(const OrgVerdict *verdict)
{
    return verdict->n_months ? &g_array_index(verdict->judgements, OrgJudgement, verdict->n_months - 1) : NULL;
}

/* ---- looking values up */

typedef struct {
    const OrgPlan *plan;
    const GArray *measures;
    Org *org;
    OrgMonth from_actuals;
} Judge;

/* What happened up to a month, since the year or the run began: figures of a flow are of the months before them, so that the
 * sum does not depend on how often they were taken. Nothing happened where nothing was measured. */
static double
happened(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, OrgMonth month)
{
    const char *series = org_item_series(judge->plan->items->pdata[item], target->series);
    OrgMonth first = target->counted == ORG_COUNTED_YEAR ? ORG_MONTH(month / 12, 1) : judge->plan->from;
    double sum = 0;
    for (guint i = 0; i < judge->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(judge->measures, OrgMeasure, i);
        if (m->item == item && m->unit == unit && !m->of && m->month >= first && m->month <= month &&
            !strcmp(m->series, series))
            sum += m->value;
    }
    return sum;
}

/* series "": the first that its feature declares. */
static const OrgMeasure *
measure_of(const Judge *judge, guint item, const char *series, OrgRow unit, OrgMonth month, guint of)
{
    const OrgMeasure *found = NULL;
    series = org_item_series(judge->plan->items->pdata[item], series);
    for (guint i = 0; i < judge->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(judge->measures, OrgMeasure, i);
        if (m->item != item || m->unit != unit || m->of != of || (!of && m->month != month))
            continue;
        if (!*series)
            return m;
        if (!strcmp(series, m->series))
            found = m;
    }
    return found;
}

static double
measured(const Judge *judge, guint item, const char *series, OrgRow unit, OrgMonth month, guint of)
{
    const OrgMeasure *found = measure_of(judge, item, series, unit, month, of);
    return found ? found->value : NAN;
}

/* The series that a target reads of an item, whether or not it has a figure at the deadline; "" when there is none at all. */
static const char *
series_of(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit)
{
    const char *series = org_item_series(judge->plan->items->pdata[item], target->series);
    for (guint i = 0; !*series && i < judge->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(judge->measures, OrgMeasure, i);
        if (m->item == item && m->unit == unit && !m->of)
            return m->series;
    }
    return series;
}

/* The run's value at a month, or of what happened up to it. */
static double
simulated(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, OrgMonth month)
{
    return target->counted ? happened(judge, target, item, unit, month)
                           : measured(judge, item, target->series, unit, month, 0);
}

/* The run's value as last measured up to a month: reports need not keep to the clock of the plan. */
static double
measured_by(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, OrgMonth month)
{
    if (target->counted)
        return happened(judge, target, item, unit, month);
    OrgMonth last = ORG_UNKNOWN;
    for (guint i = 0; i < judge->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(judge->measures, OrgMeasure, i);
        if (m->item == item && m->unit == unit && !m->of && m->month <= month && m->month > last)
            last = m->month;
    }
    return last == ORG_UNKNOWN ? NAN : measured(judge, item, target->series, unit, last, 0);
}

static double
actual(const Judge *judge, const OrgTarget *target, guint item, OrgMonth month)
{
    const OrgItem *metric = judge->plan->items->pdata[item];
    for (guint i = 0; i < judge->plan->actuals->len; i++) {
        const OrgActual *a = &g_array_index(judge->plan->actuals, OrgActual, i);
        gboolean named = !strcmp(a->metric, metric->id) || !strcmp(a->metric, target->id);
        if (named && a->month == month && !g_strcmp0(a->scope ? a->scope : "", target->unit ? target->unit : ""))
            return a->value;
    }
    return NAN;
}

/* The last reported month up to the limit, or ORG_UNKNOWN. */
static OrgMonth
last_actual(const Judge *judge, const OrgTarget *target, guint item, OrgMonth limit)
{
    OrgMonth last = ORG_UNKNOWN;
    for (guint i = 0; i < judge->plan->actuals->len; i++) {
        OrgMonth month = g_array_index(judge->plan->actuals, OrgActual, i).month;
        if (month <= limit && month > last && !isnan(actual(judge, target, item, month)))
            last = month;
    }
    return last;
}

static double
value_at(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, OrgMonth month)
{
    double value = simulated(judge, target, item, unit, month);
    if (judge->from_actuals == ORG_UNKNOWN)
        return value;
    OrgMonth anchor = last_actual(judge, target, item, MIN(month, judge->from_actuals));
    if (anchor == ORG_UNKNOWN)
        return value;
    double reported = actual(judge, target, item, anchor);
    return anchor == month ? reported : reported + value - measured_by(judge, target, item, unit, anchor);
}

static void
baseline_of(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, OrgMonth month, OrgJudgement *j)
{
    j->baseline = j->baseline_high = NAN;
    if (!target->against)
        return;
    if (!strcmp(target->against, "previous")) {
        OrgMonth before = MAX(month - 12, judge->plan->from - 1);
        j->baseline = j->baseline_high = value_at(judge, target, item, unit, before);
        return;
    }
    const OrgItem *metric = judge->plan->items->pdata[item];
    for (guint b = 0; b < judge->plan->baselines->len; b++) {
        const OrgBaseline *baseline = judge->plan->baselines->pdata[b];
        if (strcmp(baseline->name, target->against))
            continue;
        j->baseline = j->baseline_high = measured(judge, item, target->series, unit, 0, b + 1);
        for (guint v = 0; baseline->values && v < baseline->values->len; v++) {
            const OrgBaselineValue *value = &g_array_index(baseline->values, OrgBaselineValue, v);
            if (strcmp(value->target, target->id) && strcmp(value->target, metric->id))
                continue;
            j->baseline = value->low;
            j->baseline_high = value->high;
        }
    }
}

/* ---- judging */

static double
change_from(const OrgTarget *target, double baseline, double value)
{
    return target->relative ? (value - baseline) / baseline : value - baseline;
}

static OrgMet
compare(const OrgTarget *target, double value)
{
    double hair = HAIR * MAX(1, fabs(value));
    if (isnan(value))
        return ORG_NO_VALUE;
    switch (target->compare) {
    case ORG_CMP_CHANGE:
        return target->low < 0 ? value <= target->low + hair : value >= target->low - hair;
    case ORG_CMP_EQUALS:
    case ORG_CMP_CHANGE_EQUALS:
        return fabs(value - target->low) <= hair;
    case ORG_CMP_AT_LEAST:
        return value >= target->low - hair;
    case ORG_CMP_AT_MOST:
        return value <= target->low + hair;
    case ORG_CMP_MORE_THAN:
        return value > target->low + hair;
    case ORG_CMP_LESS_THAN:
        return value < target->low - hair;
    default:
        return value >= target->low - hair && value <= target->high + hair;
    }
}

static OrgBasis
basis_of(const Judge *judge, const OrgTarget *target, guint item, OrgMonth month)
{
    const OrgItem *metric = judge->plan->items->pdata[item];
    if (judge->from_actuals != ORG_UNKNOWN && month <= judge->from_actuals &&
        !isnan(actual(judge, target, item, month)))
        return ORG_BASIS_REPORTED;
    if (!metric->feature || !(metric->feature->flags & ORG_ASSUMED))
        return ORG_BASIS_SIMULATED;
    for (guint p = 0; p < metric->feature->params->len; p++) {
        const OrgParamInfo *param = &g_array_index(metric->feature->params, OrgParamInfo, p);
        if (!strcmp(param->key, "basis") && !g_strcmp0(metric->values[p].text, "reported"))
            return ORG_BASIS_REPORTED;
    }
    return ORG_BASIS_ASSUMED;
}

static void
judge_change(const OrgTarget *target, OrgJudgement *j)
{
    j->change = change_from(target, j->baseline, j->value);
    j->change_high = change_from(target, j->baseline_high, j->value);
    j->needed = target->relative ? j->baseline * (1 + target->low) : j->baseline + target->low;
    j->needed_high = target->relative ? j->baseline_high * (1 + target->low) : j->baseline_high + target->low;
    OrgMet low = compare(target, j->change), high = compare(target, j->change_high);
    j->met = low == high ? low : ORG_DEPENDS;
    if (j->baseline != j->baseline_high)
        j->break_even = target->relative ? j->value / (1 + target->low) : j->value - target->low;
}

static OrgPace
pace_of(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, const OrgJudgement *j)
{
    OrgMonth limit = judge->from_actuals == ORG_UNKNOWN ? j->month : MIN(j->month, judge->from_actuals);
    OrgMonth month = last_actual(judge, target, item, limit);
    gboolean reported = month != ORG_UNKNOWN;
    return org_pace(target, j, month, reported ? actual(judge, target, item, month) : NAN,
                    reported ? measured_by(judge, target, item, unit, month) : NAN,
                    simulated(judge, target, item, unit, judge->plan->from - 1));
}

static OrgJudgement
judge_one(const Judge *judge, const OrgTarget *target, guint item, OrgMonth month)
{
    const OrgItem *metric = judge->plan->items->pdata[item];
    OrgRow unit = target->unit ? org_find(judge->org, ORG_UNITS, target->unit) : ORG_NONE;
    OrgJudgement j = { .month = month,
                       .counting = metric->counting ? metric->counting : "",
                       .item = item,
                       .change = NAN,
                       .change_high = NAN,
                       .break_even = NAN };
    j.series = g_strdup(series_of(judge, target, item, unit));
    j.value = value_at(judge, target, item, unit, month);
    j.basis = basis_of(judge, target, item, month);
    baseline_of(judge, target, item, unit, month, &j);
    if (org_compare_is_change(target->compare))
        judge_change(target, &j);
    else {
        j.met = compare(target, j.value);
        j.needed = target->low;
        j.needed_high = target->compare == ORG_CMP_BETWEEN ? target->high : target->low;
        if (target->against)
            j.change = change_from(target, j.baseline, j.value);
    }
    j.pace = pace_of(judge, target, item, unit, &j);
    return j;
}

/* `average`: the mean of the yearly changes so far is judged, at the last deadline. */
static void
judge_average(const OrgTarget *target, OrgJudgement *judgements, guint n)
{
    double sum = 0;
    for (guint i = 0; i < n; i++) {
        sum += judgements[i].change;
        judgements[i].change = judgements[i].change_high = sum / (i + 1);
        judgements[i].met = compare(target, judgements[i].change);
    }
}

static OrgMet
all_met(const OrgTarget *target, const OrgJudgement *judgements, guint n)
{
    OrgMet met = n ? ORG_MET : ORG_NO_VALUE;
    for (guint i = target->average && n ? n - 1 : 0; i < n; i++) {
        if (judgements[i].met == ORG_NOT_MET)
            return ORG_NOT_MET;
        if (judgements[i].met == ORG_NO_VALUE)
            met = ORG_NO_VALUE;
        else if (judgements[i].met == ORG_DEPENDS && met == ORG_MET)
            met = ORG_DEPENDS;
    }
    return met;
}

/* Under one counting rule. */
static void
judge_counting(const Judge *judge, const OrgTarget *target, guint item, GArray *judgements)
{
    guint before = judgements->len, n = target->by->len;
    for (guint i = 0; i < n; i++) {
        OrgJudgement j = judge_one(judge, target, item, g_array_index(target->by, OrgMonth, i));
        g_array_append_val(judgements, j);
    }
    OrgJudgement *own = (OrgJudgement *) (void *) judgements->data + before;
    if (target->average)
        judge_average(target, own, n);
    OrgMet overall = all_met(target, own, n);
    for (guint i = 0; i < n; i++)
        own[i].overall = overall;
}

/* What the target says, else what its metric declares of the series that was read. */
static const char *
measured_in(const Judge *judge, const OrgVerdict *verdict)
{
    const OrgTarget *target = verdict->target;
    const OrgJudgement *headline = org_verdict_headline(verdict);
    const OrgItem *metric = headline ? judge->plan->items->pdata[headline->item] : NULL;
    if (target->measured_in)
        return target->measured_in;
    return metric ? org_series_measured_in(metric->feature, headline->series) : NULL;
}

static void
judgement_clear(gpointer data)
{
    g_free(((OrgJudgement *) data)->series);
}

static OrgVerdict *
judge_target(const Judge *judge, const OrgTarget *target)
{
    OrgVerdict *verdict = g_new0(OrgVerdict, 1);
    verdict->target = target;
    verdict->n_months = target->by->len;
    verdict->judgements = g_array_new(FALSE, FALSE, sizeof(OrgJudgement));
    g_array_set_clear_func(verdict->judgements, judgement_clear);
    for (guint m = 0; m < target->metrics->len; m++)
        judge_counting(judge, target, g_array_index(target->metrics, guint, m), verdict->judgements);
    const OrgJudgement *first = (const OrgJudgement *) (const void *) verdict->judgements->data;
    verdict->met = verdict->n_months && first ? first->overall : ORG_NO_VALUE;
    verdict->measured_in = measured_in(judge, verdict);
    for (guint i = 0; i < verdict->n_months; i++)
        verdict->basis = MAX(verdict->basis, first[i].basis);
    const OrgBaseline *baseline = target->against ? org_plan_baseline(judge->plan, target->against) : NULL;
    verdict->illustrative = baseline && baseline->illustrative;
    return verdict;
}

GPtrArray *
org_judge(const OrgPlan *plan, const GArray *measures, Org *org, OrgMonth from_actuals)
{
    Judge judge = { plan, measures, org, from_actuals };
    GPtrArray *verdicts = g_ptr_array_new_with_free_func((GDestroyNotify) org_verdict_free);
    for (guint t = 0; t < plan->targets->len; t++)
        g_ptr_array_add(verdicts, judge_target(&judge, plan->targets->pdata[t]));
    return verdicts;
}
