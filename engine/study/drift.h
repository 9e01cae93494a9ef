// SPDX-License-Identifier: MIT
/* A scenario held against a newer extract of the organisation that it was written for: what its steps, rules and targets
 * name that is not there any more, or is not what it was. */
#pragma once
#include "../org/org.h"
#include "../scenario/plan.h"

/* old and new share a dictionary; rows are matched as org_extract_diff does. Each conflict goes to diags with the place in
 * the scenario, what the newer extract says and the nearest fitting id. Errors: "conflict-gone" (closed, merged or not
 * there), "conflict-id" (there under another id), "conflict-founded" (a step founds what is there already). Warnings, for
 * the id still means the same: "conflict-renamed", "conflict-moved"; "conflict-past" (a step lies before the extract);
 * "conflict-sql" (a text in SQL is the id of a unit that is gone). name: of the newer extract. Returns the ids that were
 * told as errors, as a set of char * of its own. */
GHashTable *org_conflicts(const OrgPlan *plan, Org *old, Org *new, const char *name, OrgDiags *diags);
