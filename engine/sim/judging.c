// SPDX-License-Identifier: MIT
#include "judging.h"
#include "met.h"
#include <math.h>

struct OrgJudging {
    const OrgPlan *plan;
    OrgMonth from_actuals;
    GPtrArray *verdicts;
    OrgSpread *spread;
    guint n;
};

OrgJudging *
org_judging_new(const OrgPlan *plan, OrgMonth from_actuals)
{
    OrgJudging *judging = g_new0(OrgJudging, 1);
    judging->plan = plan;
    judging->from_actuals = from_actuals;
    judging->spread = org_spread_new(plan);
    return judging;
}

void
org_judging_free(OrgJudging *judging)
{
    if (!judging)
        return;
    g_clear_pointer(&judging->verdicts, g_ptr_array_unref);
    org_spread_free(judging->spread);
    g_free(judging);
}

/* A run that a veto stops stores its figures in that month. */
static OrgMonth
last_measured(const GArray *measures)
{
    OrgMonth last = ORG_UNKNOWN;
    for (guint i = 0; i < measures->len; i++) {
        const OrgMeasure *m = &g_array_index(measures, OrgMeasure, i);
        last = !m->of && m->month > last ? m->month : last;
    }
    return last;
}

void
org_judging_add(OrgJudging *judging, const GArray *measures, Org *org, gboolean stopped)
{
    OrgMonth reached = stopped ? last_measured(measures) : G_MAXINT32;
    g_autoptr(GPtrArray) verdicts = org_judge_stopped(judging->plan, measures, org, judging->from_actuals, reached);
    org_spread_add(judging->spread, measures, verdicts);
    if (judging->n++ == 0)
        judging->verdicts = g_ptr_array_ref(verdicts);
}

/* Of a target whose figures are medians now. */
static void
judge_again(const OrgSpread *spread, OrgVerdict *verdict, guint index)
{
    const OrgTarget *target = verdict->target;
    OrgJudgement *all = (OrgJudgement *) (void *) verdict->judgements->data;
    guint n = verdict->n_months;
    for (guint i = 0; i < verdict->judgements->len; i++) {
        org_spread_settle(spread, index, i, &all[i]);
        org_judge_verdict(target, &all[i]);
    }
    for (guint i = 0; n && i < verdict->judgements->len; i += n)
        org_judge_deadlines(target, all + i, n);
    verdict->met = n ? all->overall : verdict->met;
}

void
org_judging_settle(OrgJudging *judging)
{
    if (judging->n < 2 || !org_spread_by_chance(judging->spread))
        return;
    for (guint v = 0; v < judging->verdicts->len; v++)
        judge_again(judging->spread, judging->verdicts->pdata[v], v);
}

static double
margin_of(const OrgJudging *judging, guint target)
{
    const OrgVerdict *verdict = judging->verdicts->pdata[target];
    const OrgJudgement *all = (const OrgJudgement *) (void *) verdict->judgements->data;
    double margin = 0;
    for (guint end = 0; end < 2 && verdict->judgements->len > 0; end++) {
        guint headline = (guint) (org_verdict_headline(verdict) - all);
        OrgChanceOf chance = org_spread_chance(judging->spread, target, headline, end);
        margin = fmax(margin, (chance.high - chance.low) / 2);
    }
    return margin;
}

double
org_judging_margin(const OrgJudging *judging)
{
    double margin = 0;
    if (judging->n < 2)
        return 1;
    for (guint v = 0; v < judging->verdicts->len && org_spread_by_chance(judging->spread); v++)
        margin = fmax(margin, margin_of(judging, v));
    return margin;
}

const GPtrArray *
org_judging_verdicts(const OrgJudging *judging)
{
    return judging->verdicts;
}

OrgSpread *
org_judging_spread(const OrgJudging *judging)
{
    return judging->n > 1 ? judging->spread : NULL;
}

OrgMonth
org_judging_from_actuals(const OrgJudging *judging)
{
    return judging->from_actuals;
}
