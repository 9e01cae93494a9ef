/* SPDX-License-Identifier: MIT
 * The clock of a run: the months at which something happens. */
#pragma once
#include "../scenario/plan.h"

/* Ascending months (OrgMonth): period ends in [from, to], `to` itself, months of steps, deadlines of targets. */
GArray *org_clock_boundaries(const OrgPlan *plan);
gboolean org_clock_is_period_end(const OrgPlan *plan, OrgMonth month);
gboolean org_clock_is_deadline(const OrgPlan *plan, OrgMonth month);

/* Is a step due at now? first, last: the window that made it due (equal without `over:`). */
gboolean org_clock_due(const OrgItem *step, OrgMonth now, OrgMonth *first, OrgMonth *last);
