// SPDX-License-Identifier: MIT
/* Two sweeps of the same parameters, point by point: where both have the same values. */
#pragma once
#include "sweep-table.h"

typedef struct {
    const OrgSweepFigures *figures; /* of the first; the second has one of the same name */
    guint64 n;                      /* points at which both have a figure */
    guint64 higher, lower, same;    /* of these: the second's beside the first's */
    double mean, other_mean;        /* over these; NaN: none */
    double low, high;        /* the least and the greatest difference, the second's less the first's; NaN: none */
    guint64 at_low, at_high; /* at which points of the first */
} OrgSweepDifference;

typedef struct {
    guint64 points;   /* that both have */
    guint64 only[2];  /* that one has alone */
    GArray *outcomes; /* OrgSweepDifference: of what both keep */
} OrgSweepComparison;

/* NULL with error: their parameters differ, or they have no outcome in common. Both outlive it, and were read with keys. */
OrgSweepComparison *org_sweep_compare(const OrgSweepTable *one, const OrgSweepTable *other, GError **error);
void org_sweep_comparison_free(OrgSweepComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSweepComparison, org_sweep_comparison_free)
