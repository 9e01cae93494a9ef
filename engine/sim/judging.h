// SPDX-License-Identifier: MIT
/* The targets of a plan, judged by what a run measured and by what its replications measured: the one place where verdicts,
 * pace, required values and break-even points come from. Whoever shows them reads what is kept here or in the file. */
#pragma once
#include "spread.h"

typedef struct OrgJudging OrgJudging;

/* from_actuals as in org_judge(). plan: borrowed, and outlives it. */
OrgJudging *org_judging_new(const OrgPlan *plan, OrgMonth from_actuals);
void org_judging_free(OrgJudging *judging);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgJudging, org_judging_free)

/* Judge the run, then each of its replications. measures: OrgMeasure. org: has the units that targets name. stopped:
 * by a veto, before its last month. */
void org_judging_add(OrgJudging *judging, const GArray *measures, Org *org, gboolean stopped);
/* After the last replication: the verdicts are those of the medians, with their bands. Without chance they stay as they are. */
void org_judging_settle(OrgJudging *judging);

/* How well the replications so far tell how likely each target's headline is met: half of Wilson's interval of 95 % of that share, the
 * widest of all targets, at either end of an uncertain baseline. 0 where nothing was left to chance; 1 before there are two. */
double org_judging_margin(const OrgJudging *judging);

const GPtrArray *org_judging_verdicts(
    const OrgJudging *judging); /* OrgVerdict *, of the run itself until settled; NULL before it was added */
OrgSpread *org_judging_spread(const OrgJudging *judging); /* NULL without replications */
OrgMonth org_judging_from_actuals(const OrgJudging *judging);
