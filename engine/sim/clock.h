// SPDX-License-Identifier: MIT
/* The clock of a plan: the months whose figures are stored. What happens in a run does not depend on it (calendar.h). */
#pragma once
#include "../scenario/plan.h"

/* Ascending months (OrgMonth) in [from, to]: the ends of the clock's periods, `to` itself, and whatever verdicts need, so that
 * they are the same under every clock: the deadlines of targets, the year before where a target is against "previous", and the
 * months of reported figures. */
GArray *org_clock_months(const OrgPlan *plan);
