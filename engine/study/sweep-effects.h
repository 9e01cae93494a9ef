// SPDX-License-Identifier: MIT
/* What the parameters of a sweep do to one of its outcomes. */
#pragma once
#include "sensitivity.h"
#include "sweep-table.h"

/* By parameter; the caller's (g_free). NULL with error: the sweep is neither a whole grid nor a sensitivity, or lacks figures. */
OrgSobolIndices *org_sweep_sensitivity(const OrgSweepTable *table, const OrgSweepFigures *figures, GError **error);

/* One parameter from low to high, the others as they come: the means of the figures at its lowest and at its highest value, or, where
 * a method draws its values, over the quarter of the points with the lowest and with the highest. NaN: no figure. */
typedef struct {
    guint axis;
    double low, high;
    char *low_text, *high_text; /* "2.5%"; of a quarter "≤ 2.5%" */
} OrgSweepBar;
GArray *org_sweep_tornado(const OrgSweepTable *table,
                          const OrgSweepFigures *figures); /* OrgSweepBar, the longest first */
