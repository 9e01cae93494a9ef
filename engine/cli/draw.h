/* SPDX-License-Identifier: MIT
 * Charts of a snapshot or a run, drawn by the renderer plugin in a worker. */
#pragma once
#include "target.h"

typedef struct {
    const char *view, *format;                              /* "diff"; "svg,pdf" */
    const char *style, *title, *under, *page, *depth, *dpi, *count, *at; /* NULL: the renderer's own */
} OrgChart;

/* Draw to base.svg, base.pdf, …; the paths written are appended to paths (char *). */
gboolean org_draw(const OrgChart *chart, const OrgOpened *opened, const char *base, GPtrArray *paths, GError **error);
