// SPDX-License-Identifier: MIT
/* At which values of its parameters a sweep is run. */
#pragma once
#include "../scenario/sweep.h"

typedef struct OrgDesign OrgDesign;
/* plan: borrowed. seed: of a Latin hypercube; the others leave nothing to chance. */
OrgDesign *org_design_new(const OrgSweepPlan *plan, guint64 seed);
void org_design_free(OrgDesign *design);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgDesign, org_design_free)

/* The values of a point as spelled, in the order of the parameters; the caller's (g_strfreev). */
char **org_design_point(const OrgDesign *design, guint64 point);
/* Of a sampled method: where a parameter stands in its range, in [0, 1). */
double org_design_share(const OrgDesign *design, guint64 point, guint param);

/* The points of a sensitivity come in blocks of n + 2: a, b, and a with one parameter after the other taken from b. */
#define ORG_DESIGN_A 0u
#define ORG_DESIGN_B 1u
#define ORG_DESIGN_SWAPPED 2u
