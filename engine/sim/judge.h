// SPDX-License-Identifier: MIT
/* Verdicts: what a run's measures say about each target. Pure arithmetic over what was measured; no plugin is called. */
#pragma once
#include "../org/org.h"
#include "../scenario/plan.h"

typedef struct {
    guint item;
    char *series; /* owned by the measures */
    OrgRow unit;  /* ORG_NONE: the whole organisation */
    OrgMonth month;
    double value;
    guint of;      /* 0: the run; else baseline index + 1 */
    gboolean told; /* it is the word of an operator or process, which nobody counted: nothing is simulated by it */
} OrgMeasure;

GArray *org_measures_new(void); /* of OrgMeasure; g_array_unref frees the texts */
void org_measures_add(GArray *measures, guint item, const char *series, OrgRow unit, OrgMonth month, double value,
                      guint of);

typedef enum { ORG_NOT_MET, ORG_MET, ORG_DEPENDS, ORG_NO_VALUE } OrgMet;
typedef enum { ORG_BASIS_SIMULATED, ORG_BASIS_REPORTED, ORG_BASIS_ASSUMED } OrgBasis;

/* Plan against actual, at the last month for which a figure was reported. NaN: none. */
typedef struct {
    OrgMonth month;                   /* of the figure; ORG_UNKNOWN: none was reported */
    double actual, planned;           /* the figure, and the plan's value then */
    double share;                     /* of the planned change (of the planned value, when the target is a level) */
    double before, before_high;       /* achieved before the start: from either baseline to the start of the plan */
    double remaining, remaining_high; /* still to come to meet the target, at either baseline; 0: it is met */
    double yearly, yearly_high;       /* the same a year until the deadline; NaN when that has passed */
} OrgPace;

/* A figure that was reported for a deadline (at its month, or after it and before the next), judged like the run's. NaN: none. */
typedef struct {
    OrgMonth month; /* ORG_UNKNOWN: none was */
    double value, change, change_high;
    double gap; /* as of the judgement */
    OrgMet met;
} OrgReported;

/* Over the replications of a run. NaN where there were none, or where nothing was drawn by chance. */
typedef struct {
    double p5, p95;                       /* of the value */
    double break_even_p5, break_even_p95; /* uncertain */
    double probability, probability_high; /* the share of replications that met it, at either baseline */
} OrgJudgedBand;

/* One target, one counting rule, one deadline. NaN: none. With replications its figures are medians. */
typedef struct {
    OrgMonth month;
    const char *counting;           /* name of the counting rule, or ""; the plan's */
    guint item;                     /* what was measured: the metric in plan->items, */
    char *series;                   /* and its series, "" where there is no figure */
    double baseline, baseline_high; /* equal unless the baseline is uncertain */
    double value;
    double change, change_high; /* from baseline and from baseline_high; a fraction when the target is relative */
    double needed, needed_high; /* the value that would just meet it, at either baseline; the two ends of a range */
    double gap, gap_high;       /* not met: the value less what would just meet it, at either baseline; else NaN */
    double break_even;          /* uncertain: the baseline at which the verdict turns */
    double of_interval;         /* depends: the share of the baseline's interval for which it is met. No probability */
    OrgMet met;
    OrgMet at[2];    /* at either baseline */
    OrgMet overall;  /* under this counting rule at all deadlines: met only if met at each of them */
    OrgMet standing; /* the same where what was reported takes the place of what the run says: what a headline counts */
    OrgBasis basis;
    OrgPace pace;
    OrgReported reported;
    OrgJudgedBand band;
} OrgJudgement;

typedef struct {
    const OrgTarget *target;
    GArray *judgements;      /* OrgJudgement: by counting rule as listed, then by month */
    guint n_months;          /* judgements a counting rule */
    const char *measured_in; /* in what its figures are, one of org_measured_in; NULL: numbers */
    OrgMet met;              /* of the first counting rule: met only if met at every deadline, by the run alone */
    OrgBasis basis;
    gboolean illustrative; /* the baseline is an illustration */
} OrgVerdict;
void org_verdict_free(OrgVerdict *verdict);

/* Judge every target of the plan. unit scopes are looked up in org (the run's end). from_actuals: ORG_UNKNOWN, or the month
 * up to which reported figures replace simulated ones: later values are the reported one plus the simulated change since.
 * Figures reported for a month in which nothing was measured are held against the last measure before.
 * Returns OrgVerdict * by target. */
GPtrArray *org_judge(const OrgPlan *plan, const GArray *measures, Org *org, OrgMonth from_actuals);
/* The same of a run that went no further than a month: what is counted up to a later one has no value. */
GPtrArray *org_judge_stopped(const OrgPlan *plan, const GArray *measures, Org *org, OrgMonth from_actuals,
                             OrgMonth reached);

/* "met", "not met", "depends", "no value"; "simulated", "reported", "assumed": as the file keeps them. */
const char *org_met_text(OrgMet met);
gboolean org_met_parse(const char *text, OrgMet *met);
const char *org_basis_text(OrgBasis basis);
gboolean org_basis_parse(const char *text, OrgBasis *basis);
/* The judgement that stands for the verdict: the last deadline under the first counting rule. */
const OrgJudgement *org_verdict_headline(const OrgVerdict *verdict);
