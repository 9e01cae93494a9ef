// SPDX-License-Identifier: MIT
/* What the parts of a timeline share: a panel is one target by one way of counting. */
#pragma once
#include "page.h"
#include "targets.h"
#include "verdict.h"

enum { TIMELINE_TITLE = CANVAS_PT(10), TIMELINE_SMALL = CANVAS_PT(8), TIMELINE_LABEL = CANVAS_PT(7.5) };

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    const Target *target;
    CanvasBox node;
    Rect plot;
    int gutter;                    /* right of the plot, for its labels */
    double first, last, low, high; /* months and values at the edges of the plot */
    double tick;                   /* between values at the left */
} Panel;

/* Draws the figures of a panel into the room. */
void timeline_plot(Panel *panel, Rect room);
