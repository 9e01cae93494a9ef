// SPDX-License-Identifier: MIT
/* What is needed before a run: the plan held against its organisation. In the process that owns the files. */
#pragma once
#include "../scenario/plan.h"
#include "../store/live.h"

/* Check ids, SQL and data needs of the plan against the starting organisation; problems go to diags with file, line and
 * column. Ids that an earlier step founds (a parameter "id" or "….id") are accepted, and so are those in `told` (a set of
 * char *, or NULL), of which something was said already. */
void org_prepare_check(const OrgPlan *plan, Org *org, GHashTable *told, OrgDiags *diags);
