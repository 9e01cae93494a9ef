// SPDX-License-Identifier: MIT
#include "met.h"
#include <math.h>

/* Figures pass through fractions and sums: a hair's breadth of rounding is no miss. */
#define HAIR 1e-9

/* ---- words */

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

/* ---- figures */

static double
change_from(const OrgTarget *target, double baseline, double value)
{
    return target->relative ? (value - baseline) / baseline : value - baseline;
}

static OrgMet
meets(const OrgTarget *target, double value)
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

/* What a value lacks of what would just meet the target; NaN when it meets it. */
static double
lacking(const OrgTarget *target, double value, double needed, double needed_high, OrgMet met)
{
    if (met != ORG_NOT_MET)
        return NAN;
    return target->compare == ORG_CMP_BETWEEN && value > needed_high ? value - needed_high : value - needed;
}

/* How much of the baseline's interval lies where the target is met. */
static double
share_of_interval(const OrgTarget *target, const OrgJudgement *j)
{
    double below = (j->break_even - j->baseline) / (j->baseline_high - j->baseline);
    if (target->compare == ORG_CMP_CHANGE_EQUALS) /* at one baseline alone */
        return NAN;
    return j->met != ORG_DEPENDS || isnan(below) ? NAN : j->at[1] == ORG_MET ? 1 - below : below;
}

void
org_judge_verdict(const OrgTarget *target, OrgJudgement *j)
{
    gboolean change = org_compare_is_change(target->compare);
    j->at[0] = meets(target, change ? j->change : j->value);
    j->at[1] = meets(target, change ? j->change_high : j->value);
    j->met = j->at[0] == j->at[1] ? j->at[0] : ORG_DEPENDS;
    gboolean missed = j->met == ORG_NOT_MET && !target->average; /* a mean is no gap of one year's value */
    j->gap = lacking(target, j->value, j->needed, j->needed_high, missed ? ORG_NOT_MET : ORG_MET);
    j->gap_high = change && missed ? lacking(target, j->value, j->needed_high, NAN, ORG_NOT_MET) : j->gap;
    j->of_interval = share_of_interval(target, j);
}

void
org_judge_figures(const OrgTarget *target, OrgJudgement *j)
{
    gboolean change = org_compare_is_change(target->compare), range = target->compare == ORG_CMP_BETWEEN;
    j->change = target->against ? change_from(target, j->baseline, j->value) : NAN;
    j->change_high = change ? change_from(target, j->baseline_high, j->value) : NAN;
    j->needed = !change ? target->low : target->relative ? j->baseline * (1 + target->low) : j->baseline + target->low;
    j->needed_high = !change            ? (range ? target->high : target->low)
                     : target->relative ? j->baseline_high * (1 + target->low)
                                        : j->baseline_high + target->low;
    j->break_even = NAN;
    if (change && j->baseline < j->baseline_high)
        j->break_even = target->relative ? j->value / (1 + target->low) : j->value - target->low;
    org_judge_verdict(target, j);
}

void
org_judge_reported(const OrgTarget *target, OrgJudgement *j, OrgMonth month, double value)
{
    OrgJudgement own = { .baseline = j->baseline, .baseline_high = j->baseline_high, .value = value };
    org_judge_figures(target, &own);
    j->reported = (OrgReported){ month, value, own.change, own.change_high, own.gap, own.met };
}

/* ---- deadlines */

static OrgMet
all_met(const OrgTarget *target, const OrgJudgement *judgements, guint n, gboolean reported)
{
    OrgMet met = n ? ORG_MET : ORG_NO_VALUE;
    for (guint i = target->average && n ? n - 1 : 0; i < n; i++) {
        const OrgJudgement *j = &judgements[i];
        OrgMet one = reported && j->reported.month != ORG_UNKNOWN ? j->reported.met : j->met;
        if (one == ORG_NOT_MET)
            return ORG_NOT_MET;
        if (one == ORG_NO_VALUE)
            met = ORG_NO_VALUE;
        else if (one == ORG_DEPENDS && met == ORG_MET)
            met = ORG_DEPENDS;
    }
    return met;
}

void
org_judge_deadlines(const OrgTarget *target, OrgJudgement *judgements, guint n)
{
    OrgMet overall = all_met(target, judgements, n, FALSE), standing = all_met(target, judgements, n, TRUE);
    for (guint i = 0; i < n; i++) {
        judgements[i].overall = overall;
        judgements[i].standing = standing;
    }
}
