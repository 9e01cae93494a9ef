// SPDX-License-Identifier: MIT
#include "design.h"
#include "sobol.h"
#include <orgsim/plugin.h>

struct OrgDesign {
    const OrgSweepPlan *plan;
    guint64 seed;
    OrgSobol *sobol;
    guint32 *stratum; /* of a Latin hypercube: by parameter and point */
};

G_STATIC_ASSERT(2 * ORG_SWEEP_MOST_PARAMETERS <= ORG_SOBOL_DIMENSIONS);

/* A permutation of the strata of each parameter (Fisher and Yates), drawn by counters: no point depends on another's making. */
static void
shuffle(OrgDesign *design)
{
    guint n = design->plan->points, params = design->plan->params->len;
    design->stratum = g_new(guint32, (gsize) n * params);
    for (guint p = 0; p < params; p++) {
        guint32 *own = design->stratum + (gsize) p * n;
        guint64 key = org_chance(design->seed, p, 0);
        for (guint i = 0; i < n; i++)
            own[i] = i;
        for (guint i = n - 1; i > 0; i--) {
            guint k = (guint) (((org_chance(key, i, 1) >> 32) * ((guint64) i + 1)) >> 32);
            guint32 other = own[k];
            own[k] = own[i];
            own[i] = other;
        }
    }
}

OrgDesign *
org_design_new(const OrgSweepPlan *plan, guint64 seed)
{
    OrgDesign *design = g_new0(OrgDesign, 1);
    design->plan = plan;
    design->seed = seed;
    if (plan->method == ORG_SWEEP_HYPERCUBE)
        shuffle(design);
    if (plan->method == ORG_SWEEP_SOBOL || plan->method == ORG_SWEEP_SENSITIVITY) {
        design->sobol = g_new(OrgSobol, 1);
        org_sobol_init(design->sobol);
    }
    return design;
}

void
org_design_free(OrgDesign *design)
{
    if (!design)
        return;
    g_free(design->sobol);
    g_free(design->stratum);
    g_free(design);
}

static double
hypercube_share(const OrgDesign *design, guint64 point, guint param)
{
    guint n = design->plan->points;
    guint64 key = org_chance(design->seed, param, 0);
    return (design->stratum[(gsize) param * n + point] + org_chance_real(key, point, 2)) / n;
}

/* The sequence has twice as many dimensions as there are parameters: those of a, then those of b. */
static double
swapped_share(const OrgDesign *design, guint64 point, guint param)
{
    guint params = design->plan->params->len, which = (guint) (point % (params + 2));
    gboolean b = which == ORG_DESIGN_B || which == ORG_DESIGN_SWAPPED + param;
    return org_sobol_at(design->sobol, (guint32) (point / (params + 2)), b ? params + param : param);
}

double
org_design_share(const OrgDesign *design, guint64 point, guint param)
{
    switch (design->plan->method) {
    case ORG_SWEEP_HYPERCUBE:
        return hypercube_share(design, point, param);
    case ORG_SWEEP_SOBOL:
        return org_sobol_at(design->sobol, (guint32) point, param);
    case ORG_SWEEP_SENSITIVITY:
        return swapped_share(design, point, param);
    case ORG_SWEEP_GRID:
    case ORG_SWEEP_LIST:
        break;
    }
    g_return_val_if_reached(0);
}

/* The last parameter turns fastest. */
static guint
grid_index(const OrgDesign *design, guint64 point, guint param)
{
    const GPtrArray *params = design->plan->params;
    for (guint p = params->len - 1; p > param; p--)
        point /= ((const OrgSweepParam *) params->pdata[p])->n;
    return (guint) (point % ((const OrgSweepParam *) params->pdata[param])->n);
}

char **
org_design_point(const OrgDesign *design, guint64 point)
{
    const OrgSweepPlan *plan = design->plan;
    char **values = g_new0(char *, plan->params->len + 1);
    for (guint p = 0; p < plan->params->len; p++) {
        const OrgSweepParam *param = plan->params->pdata[p];
        if (plan->method == ORG_SWEEP_GRID)
            values[p] = org_sweep_value(param, grid_index(design, point, p));
        else if (plan->method == ORG_SWEEP_LIST)
            values[p] = org_sweep_value(param, (guint) point);
        else
            values[p] = org_sweep_value_at(param, org_design_share(design, point, p));
    }
    return values;
}
