// SPDX-License-Identifier: MIT
/* One parameter of a plan that stands, changed. */
#pragma once
#include "plan.h"

typedef struct OrgPlanChange OrgPlanChange;
/* Give a parameter of an item (both by name; "into.id" is a parameter) a value spelled as in a scenario, "2" or "[a, b]". NULL,
 * with nothing changed, when it is not one that the scenario might have: diags says why. Each change is then either
 * accepted or taken back, in the reverse order of several. */
OrgPlanChange *org_plan_change(OrgPlan *plan, const char *item, const char *key, const char *value, OrgDiags *diags);
/* It stands, also in the plan's bundle. Frees the change. */
void org_plan_change_accept(OrgPlan *plan, OrgPlanChange *change);
/* What stood before stands again. Frees the change. */
void org_plan_change_take_back(OrgPlanChange *change);
