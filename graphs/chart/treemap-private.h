// SPDX-License-Identifier: MIT
#pragma once
#include "canvas.h"
#include "model.h"

enum { LIST_TEXT = CANVAS_PT(7.5), LIST_LINE = CANVAS_PT(11), DEEPEST = 40 };

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Model model;
    const char *above[DEEPEST + 2]; /* names of the units that the cell at hand stands in */
    uint32_t chips;                 /* so far */
    uint32_t *unnamed;              /* units of depth 0 whose names did not fit */
    uint32_t n_unnamed, n_small;    /* n_small: of any depth */
    bool dry;
    int largest; /* size of text in a large cell */
} Map;

/* The figure that sizes the unit's cell, in thousandths. */
int64_t map_weight(const Map *m, const ModelUnit *unit);

/* "52" of thousandths; the chart's own memory, as all texts here. */
const char *map_figure(const Map *m, int64_t value);

/* "52 (−14)" */
const char *map_change(const Map *m, const ModelUnit *unit);

/* "&± 52 (−14)" */
const char *map_value(const Map *m, const ModelUnit *unit);

/* The colour of a change, in steps to both sides of none: red for less, blue for more, which the colour-blind tell apart. In grey
 * what lost is hatched, in a strip at the left as wide as the step; 0: it is not. */
typedef struct {
    const char *fill;
    int strip;
} MapTint;
MapTint map_tint(const Map *m, const ModelUnit *unit);
/* The steps, with their bounds. */
void map_key(Map *m, Rect rect);

int map_width(const char *text, bool bold, int size);

/* Below the map: units that are missing at the end that sizes it, and those without room for their names; in `most` lines at
 * most. They return the lines taken. */
int map_list_missing(Map *m, Rect rect, int most);
int map_list_unnamed(Map *m, Rect rect, int most);
