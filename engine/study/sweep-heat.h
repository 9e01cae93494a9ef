// SPDX-License-Identifier: MIT
/* An outcome of a sweep over two of its parameters. */
#pragma once
#include "sweep-table.h"

/* Means of the figures by two parameters: by value, or of more than ORG_HEAT_MOST of them in bins of one width. */
#define ORG_HEAT_MOST 24u
#define ORG_HEAT_BINS 10u
typedef struct {
    guint x, y;                /* axes */
    GPtrArray *columns, *rows; /* char *: values, "2%" or "2% – 4%" */
    double *mean;              /* [row * columns->len + column]; NaN: no figure there */
} OrgSweepHeat;
OrgSweepHeat *org_sweep_heat(const OrgSweepTable *table, const OrgSweepFigures *figures, guint x, guint y);
void org_sweep_heat_free(OrgSweepHeat *heat);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSweepHeat, org_sweep_heat_free)
