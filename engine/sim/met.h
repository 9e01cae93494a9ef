// SPDX-License-Identifier: MIT
/* Whether figures meet what a target asks of them. The figures are those of a judgement; where they come from is judge.c's. */
#pragma once
#include "judge.h"

/* From value and baselines: change, what is needed, where the verdict turns, and the verdict. */
void org_judge_figures(const OrgTarget *target, OrgJudgement *judgement);
/* From all these the verdict alone, with what is lacking: of figures that are means or medians. */
void org_judge_verdict(const OrgTarget *target, OrgJudgement *judgement);
/* Hold a figure reported for the deadline beside the judgement, against the same baselines. */
void org_judge_reported(const OrgTarget *target, OrgJudgement *judgement, OrgMonth month, double value);
/* All deadlines under one counting rule. */
void org_judge_deadlines(const OrgTarget *target, OrgJudgement *judgements, guint n);
