// SPDX-License-Identifier: MIT
#include "met.h"
#include "pace.h"
#include <math.h>
#include <string.h>

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
    OrgMeasure measure = { item, g_strdup(series), unit, month, value, of, FALSE };
    g_array_append_val(measures, measure);
}

void
org_verdict_free(OrgVerdict *verdict)
{
    if (verdict)
        g_array_unref(verdict->judgements);
    g_free(verdict);
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
    OrgMonth reached; /* the last month that the run went through */
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

/* The run's value at a month, or of what happened up to it: which nobody knows where the run stopped before. */
static double
simulated(const Judge *judge, const OrgTarget *target, guint item, OrgRow unit, OrgMonth month)
{
    if (target->counted && month > judge->reached)
        return NAN;
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
        /* The target's own name speaks of the counting rule that stands for it. */
        gboolean named = !strcmp(a->metric, metric->id) || (!strcmp(a->metric, target->id) && item == target->metric);
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

/* The first reported month from `month` on and before `until`, or ORG_UNKNOWN. */
static OrgMonth
first_actual(const Judge *judge, const OrgTarget *target, guint item, OrgMonth month, OrgMonth until)
{
    OrgMonth first = ORG_UNKNOWN;
    for (guint i = 0; i < judge->plan->actuals->len; i++) {
        OrgMonth at = g_array_index(judge->plan->actuals, OrgActual, i).month;
        if (at >= month && at < until && (first == ORG_UNKNOWN || at < first) &&
            !isnan(actual(judge, target, item, at)))
            first = at;
    }
    return first;
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

static gboolean
is_told(const Judge *judge, guint item, const char *series)
{
    for (guint i = 0; i < judge->measures->len; i++) {
        const OrgMeasure *m = &g_array_index(judge->measures, OrgMeasure, i);
        if (m->item == item && m->told && !strcmp(m->series, series))
            return TRUE;
    }
    return FALSE;
}

static OrgBasis
basis_of(const Judge *judge, const OrgTarget *target, guint item, const char *series, OrgMonth month)
{
    const OrgItem *metric = judge->plan->items->pdata[item];
    if (judge->from_actuals != ORG_UNKNOWN && month <= judge->from_actuals &&
        !isnan(actual(judge, target, item, month)))
        return ORG_BASIS_REPORTED;
    if (target->basis)
        return strcmp(target->basis, "reported") == 0 ? ORG_BASIS_REPORTED : ORG_BASIS_ASSUMED;
    if (!metric->feature || !(metric->feature->flags & ORG_ASSUMED))
        return is_told(judge, item, series) ? ORG_BASIS_ASSUMED : ORG_BASIS_SIMULATED;
    for (guint p = 0; p < metric->feature->params->len; p++) {
        const OrgParamInfo *param = &g_array_index(metric->feature->params, OrgParamInfo, p);
        if (!strcmp(param->key, "basis") && !g_strcmp0(metric->values[p].text, "reported"))
            return ORG_BASIS_REPORTED;
    }
    return ORG_BASIS_ASSUMED;
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
                       .reported = { ORG_UNKNOWN, NAN, NAN, NAN, NAN, ORG_NO_VALUE },
                       .band = { NAN, NAN, NAN, NAN, NAN, NAN } };
    j.series = g_strdup(series_of(judge, target, item, unit));
    j.value = value_at(judge, target, item, unit, month);
    j.basis = basis_of(judge, target, item, j.series, month);
    baseline_of(judge, target, item, unit, month, &j);
    org_judge_figures(target, &j);
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
        org_judge_verdict(target, &judgements[i]);
    }
}

/* A reported figure is of the deadline that comes before it, up to the next one; what was counted over a year or a run, of its month
 * alone. Where a plan goes on from what was reported, the run's own figure is that one. */
static void
judge_reported(const Judge *judge, const OrgTarget *target, guint item, OrgJudgement *judgements, guint n)
{
    for (guint i = 0; i < n; i++) {
        OrgJudgement *j = &judgements[i];
        OrgMonth until = i + 1 < n ? judgements[i + 1].month : G_MAXINT32;
        if (j->basis == ORG_BASIS_REPORTED)
            continue;
        OrgMonth month = first_actual(judge, target, item, j->month, target->counted ? j->month + 1 : until);
        if (month != ORG_UNKNOWN)
            org_judge_reported(target, j, month, actual(judge, target, item, month));
    }
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
    else
        judge_reported(judge, target, item, own, n);
    org_judge_deadlines(target, own, n);
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
    return org_judge_stopped(plan, measures, org, from_actuals, G_MAXINT32);
}

GPtrArray *
org_judge_stopped(const OrgPlan *plan, const GArray *measures, Org *org, OrgMonth from_actuals, OrgMonth reached)
{
    Judge judge = { plan, measures, org, from_actuals, reached };
    GPtrArray *verdicts = g_ptr_array_new_with_free_func((GDestroyNotify) org_verdict_free);
    for (guint t = 0; t < plan->targets->len; t++)
        g_ptr_array_add(verdicts, judge_target(&judge, plan->targets->pdata[t]));
    return verdicts;
}
