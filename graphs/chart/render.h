// SPDX-License-Identifier: MIT
// Graphviz turns a canvas into files.
#ifndef ORG_CHART_RENDER_H
#define ORG_CHART_RENDER_H
#include "canvas.h"
#include <orgsim/plugin.h>

/* Writes the canvas in each format of the comma list (svg, pdf, png, dot) as chart.FORMAT. month dates a PDF. */
OrgStatus render(const OrgHost *host, OrgCtx *ctx, Canvas *canvas, const char *formats, OrgMonth month);

#endif
