// SPDX-License-Identifier: MIT
/* A sweep as its YAML file says: a scenario, its parameters, and at which of their values it is run. */
#pragma once
#include "bundle.h"
#include "../base/diag.h"

#define ORG_SWEEP_MOST_PARAMETERS 20u /* a sensitivity of them needs a sequence of twice as many dimensions */
#define ORG_SWEEP_MOST_POINTS 10000000u
#define ORG_SWEEP_MOST_REPLICATIONS 100000u

typedef enum {
    ORG_SWEEP_GRID,       /* each value with each */
    ORG_SWEEP_LIST,       /* the first values together, the second ones, … */
    ORG_SWEEP_HYPERCUBE,  /* Latin hypercube */
    ORG_SWEEP_SOBOL,      /* Sobol' sequence */
    ORG_SWEEP_SENSITIVITY /* what Saltelli's estimators of Sobol' indices need */
} OrgSweepMethod;
extern const char *const org_sweep_methods[]; /* as the file spells them; NULL at the end */

typedef enum { ORG_SWEEP_TEXTS, ORG_SWEEP_NUMBERS, ORG_SWEEP_PERCENTS, ORG_SWEEP_MONTHS } OrgSweepKind;

/* Of texts, those listed; of the others from low to high, in steps unless step is 0. */
typedef struct {
    char *name; /* "ITEM.PARAM" */
    guint line, column;
    OrgSweepKind kind;
    GPtrArray *texts;       /* char *; NULL: a range */
    double low, high, step; /* a percentage as a fraction, a month as its number */
    guint n;                /* values that there are; 0: any between low and high */
} OrgSweepParam;

typedef struct {
    char *name, *scenario; /* its path as written */
    guint scenario_line, scenario_column;
    OrgSweepMethod method;
    guint
        points; /* as written; of a grid or a list as many as there are. Of a sensitivity the points are points * (n + 2) */
    guint replications; /* of each point; 1 */
    gboolean seeded;
    guint64 seed;
    GPtrArray *measures; /* char *: "ITEM.SERIES", figures to be kept besides those of targets */
    GPtrArray *params;   /* OrgSweepParam * */
} OrgSweepPlan;

/* file: as the bundle names it. What is wrong goes to diags, by place; NULL when anything is. */
OrgSweepPlan *org_sweep_read(const char *file, OrgBundle *bundle, OrgDiags *diags);
void org_sweep_plan_free(OrgSweepPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSweepPlan, org_sweep_plan_free)

char *org_sweep_schema(void); /* the JSON Schema of such files; the caller's */

guint64 org_sweep_count(const OrgSweepPlan *plan); /* of points */

/* How a value is spelled, as --set of whatif would have it; the caller's. index: below n. */
char *org_sweep_value(const OrgSweepParam *param, guint index);
/* The value at a share of its range or list, which is in [0, 1). */
char *org_sweep_value_at(const OrgSweepParam *param, double share);
char *org_sweep_end(const OrgSweepParam *param, gboolean high); /* the lowest or highest, the first or last of texts */
/* What a spelled value is on an axis: a number, a fraction, the number of a month. FALSE: it is another text. */
gboolean org_sweep_number(const char *text, double *value);
