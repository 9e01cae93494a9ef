// SPDX-License-Identifier: MIT
#include "judging.h"

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
    judging->spread = org_spread_new();
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

void
org_judging_add(OrgJudging *judging, const GArray *measures, Org *org)
{
    g_autoptr(GPtrArray) verdicts = org_judge(judging->plan, measures, org, judging->from_actuals);
    org_spread_add(judging->spread, measures, verdicts);
    if (judging->n++ == 0)
        judging->verdicts = g_ptr_array_ref(verdicts);
}

const GPtrArray *
org_judging_verdicts(const OrgJudging *judging)
{
    return judging->verdicts;
}

const OrgSpread *
org_judging_spread(const OrgJudging *judging)
{
    return judging->n > 1 ? judging->spread : NULL;
}

OrgMonth
org_judging_from_actuals(const OrgJudging *judging)
{
    return judging->from_actuals;
}
