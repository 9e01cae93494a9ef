// SPDX-License-Identifier: MIT
/* Charts of a sweep. */
#pragma once
#include "draw.h"
#include "sweep-table.h"

typedef struct {
    const char *view;  /* "tornado", "heat" */
    const char *of;    /* the outcome */
    const char *x, *y; /* of heat: parameters */
    OrgChart chart;    /* format, title, page, dpi, theme, lang */
} OrgSweepChart;
/* Draw to base.svg, …; their paths are appended to paths. */
gboolean org_sweep_draw(OrgSession *session, const OrgSweepTable *table, const OrgSweepChart *wanted, const char *base,
                        GPtrArray *paths, GError **error);
