/* SPDX-License-Identifier: MIT
 * Charts of a snapshot or a run, and reports of runs, drawn by renderer plugins in a worker. */
#pragma once
#include "place.h"

typedef struct {
    const char *view, *format;                                           /* "diff"; "svg,pdf" */
    const char *style, *title, *under, *page, *depth, *dpi, *count, *at; /* NULL: the renderer's own */
    const char *pages, *fold, *theme;
} OrgChart;

/* Draw to base.svg, base.pdf, …, pages of svg, png and dot to base-01.svg, …; the paths written are appended to paths (char *). */
gboolean org_draw(const OrgChart *chart, const OrgOpened *opened, const char *base, GPtrArray *paths, GError **error);

/* Write the report of finished runs to a file. title NULL: the first scenario's. */
gboolean org_draw_report(const OrgOpened *const *runs, guint n, const char *title, const char *path, GError **error);
