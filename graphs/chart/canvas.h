// SPDX-License-Identifier: MIT
// A page as a cgraph graph: boxes, text and lines at given places, ready for the layout nop2.
// Lengths are fifths of a point from the upper left corner of the page. Nodes stand at twice that, ten to a point, so that every
// centre is an integer and no number is ever printed or read as a decimal fraction of the locale.
#ifndef ORG_CHART_CANVAS_H
#define ORG_CHART_CANVAS_H
#include <graphviz/cgraph.h>
#include <stdbool.h>
#include <stdint.h>

#define CANVAS_PT(points) ((int) ((points) *5))

typedef struct {
    int x, y, width, height;
} Rect;

typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } Align;

typedef struct {
    int size; /* fifths of a point */
    bool bold;
    const char *color;
} Font;

/* A line of straight pieces. */
typedef struct {
    int x, y;
} Point;

typedef struct Canvas {
    Agraph_t *graph;
    int width, height;
    uint32_t texts, shapes;
    char *buffer; /* for positions of edges */
    size_t size;
    bool failed; /* out of memory */
} Canvas;

/* False when out of memory. */
bool canvas_begin(Canvas *canvas, int width, int height);
void canvas_end(Canvas *canvas);

/* A box; id NULL: one is made. pen NULL: no outline; fill NULL: not filled. width: of the pen. */
Agnode_t *canvas_box(Canvas *canvas, const char *id, Rect rect, const char *fill, const char *pen, int width);

/* Text in a box, centred in its height; '\n' begins a new line. The text may hold anything. */
void canvas_text(Canvas *canvas, Rect rect, Align align, Font font, const char *text);

/* Lines, n points each `per` long, as one edge between two nodes. */
void canvas_lines(Canvas *canvas, Agnode_t *tail, Agnode_t *head, const Point *points, unsigned n, unsigned per,
                  const char *color, int width);

/* A band of the given width that leaves and arrives level. A colour may be #RRGGBBAA. */
void canvas_ribbon(Canvas *canvas, Agnode_t *tail, Agnode_t *head, Point from, Point to, const char *color, int width);

/* Slanting strokes that fill a narrow upright strip. */
void canvas_hatch(Canvas *canvas, Agnode_t *node, Rect strip, const char *color);

/* The outline of a box in dashes. */
void canvas_dashes(Canvas *canvas, Agnode_t *node, Rect rect, const char *color, int width);

#endif
