// SPDX-License-Identifier: MIT
// What every page has: title, subtitle, legend, source line; and the colours.
#ifndef ORG_CHART_PAGE_H
#define ORG_CHART_PAGE_H
#include "canvas.h"
#include "model.h"

#define INK "#1B2733"
#define MUTED "#56626E"
#define LINE "#8291A0"

typedef struct {
    const char *badge, *pen, *fill, *head; /* head: fill of a card's header */
} StatusLook;

extern const StatusLook status_looks[STATUSES];

typedef struct {
    const char *title, *subtitle;
    const uint32_t *counts; /* of each status for the legend, or NULL */
    const char *note;       /* about the figures, or NULL */
    int width, height;      /* of the body, when the page is as large as it needs; 0: the paper of the chart */
} PageText;

/* Begins a page and draws its frame; *body is what is left for the chart. */
void page_begin(const Chart *chart, const PageText *text, Canvas *canvas, Rect *body);

/* The row of the view "run" for this run: its title, and the line that says what the chart was made from. */
const char *page_title(const Chart *chart);
const char *page_run_text(const Chart *chart, const char *column);

#endif
