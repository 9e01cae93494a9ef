// SPDX-License-Identifier: MIT
/* Reported figures of an organisation file, used by a run. */
#pragma once
#include "../base/diag.h"
#include "../scenario/plan.h"
#include "../store/store.h"

/* The figures of a file that concern the plan's metrics and targets become the plan's, but for a metric and scope of which
 * the scenario has figures of its own. A note in diags says how many. */
gboolean org_actuals_use(OrgPlan *plan, OrgStore *store, const char *path, OrgDiags *diags, GError **error);

/* Does the plan know a figure reported up to this month? */
gboolean org_actuals_until(const OrgPlan *plan, OrgMonth month);
