/* SPDX-License-Identifier: MIT
 * A stored run as `run` and `show` print it. */
#pragma once
#include "../study/stored.h"
#include <jansson.h>

/* {"run", "status", "seed", …} as in DESIGN section 7; the caller's reference. outputs: paths, or NULL. */
json_t *org_run_json(const OrgStoredRun *run, char **outputs);
/* One of its "targets". */
json_t *org_run_target_json(const OrgStoredTarget *target);
/* The headline: targets with verdicts, totals, steps that were not done, findings by rule. */
void org_run_text(const OrgStoredRun *run, GString *out);
