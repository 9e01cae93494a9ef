// SPDX-License-Identifier: MIT
/* Plan against actual: how far what was reported is from what the plan says and from what the target asks. */
#pragma once
#include "judge.h"

/* j: judged, with its baselines. month: of the last reported figure; actual, planned: the figure and the plan's value then;
 * start: the plan's value when the run begins. NaN where something is not known. */
OrgPace org_pace(const OrgTarget *target, const OrgJudgement *j, OrgMonth month, double actual, double planned,
                 double start);

/* A year, from the start of the run to the deadline: what would have met the target, and what the run did. NaN where start is. */
typedef struct {
    double needed, seen;
} OrgYearly;
OrgYearly org_pace_yearly(double start, double value, double needed, OrgMonth from, OrgMonth deadline);
