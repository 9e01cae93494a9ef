// SPDX-License-Identifier: MIT
/* A page as a list of shapes at given places: boxes, text and lines. Graphviz turns it into files (render.h).
 * Lengths are fifths of a point from the upper left corner of the page: integers, so that no number is ever printed or read as a
 * decimal fraction of the locale. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CANVAS_PT(points) ((int) ((points) *5))

typedef struct {
    int x, y, width, height;
} Rect;

typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } Align;

/* Colours of fonts, pens and fills are "#RRGGBB", those of ribbons and boxes may be "#RRGGBBAA"; they outlive the canvas. */
typedef struct {
    int size; /* fifths of a point */
    bool bold;
    const char *color;
} Font;

typedef struct {
    int x, y;
} Point;

typedef enum { SHAPE_BOX, SHAPE_TEXT, SHAPE_LINES, SHAPE_RIBBON } ShapeKind;

/* A box that was drawn, for lines that lead to it. */
typedef uint32_t CanvasBox;
#define CANVAS_NONE UINT32_MAX

/* Small, since a page may hold a quarter of a million. */
typedef struct {
    union {
        Rect rect; /* of a box or a text */
        struct {
            uint32_t first, n;    /* points of lines; of a ribbon its two ends */
            CanvasBox tail, head; /* of lines */
        };
    };
    const char *fill, *pen; /* of a box, NULL: none; fill is the colour of a text, pen that of lines */
    uint32_t text;          /* where the text, or the id of a box, begins in `words` */
    uint32_t per;           /* points of each line */
    uint16_t size;          /* of the font, or the width of the pen */
    uint8_t kind, align;
    bool bold;
} Shape;

/* The shapes that show one unit. */
typedef struct {
    uint32_t first, end; /* shapes */
    uint32_t row;        /* of the unit; CANVAS_NONE: a chip */
    uint32_t title;      /* in `words` */
} ShapeGroup;

typedef struct {
    int width, height, margin; /* margin: around what a page_begin() draws */
    Shape *shapes;
    ShapeGroup *groups; /* in the order of shapes */
    Point *points;
    char *words; /* texts, each ending with 0 */
    size_t n_shapes, n_groups, n_points, n_words;
    size_t room_shapes, room_groups, room_points, room_words;
    uint32_t boxes; /* that have been numbered */
    uint32_t title; /* of the whole page, in `words` */
    uint32_t about,
        source;  /* its subtitle and its source line, for pages that say neither the title nor the source themselves */
    bool grey;   /* colours are drawn as greys (theme.h) */
    bool failed; /* out of memory: nothing more is drawn */
} Canvas;

void canvas_begin(Canvas *canvas, int width, int height, const char *title);
void canvas_end(Canvas *canvas);
/* What the page is about and made from, for who shows it in a page of its own. */
void canvas_about(Canvas *canvas, const char *about, const char *source);

/* What is drawn until the end of the group shows the unit of that row; CANVAS_NONE: a chip. Groups do not nest.
 * title: what is told of it to who cannot see or points at it. */
void canvas_group(Canvas *canvas, uint32_t row, const char *title);
void canvas_group_end(Canvas *canvas);

/* A box; id NULL: one is made. pen NULL: no outline; fill NULL: not filled. width: of the pen. */
CanvasBox canvas_box(Canvas *canvas, const char *id, Rect rect, const char *fill, const char *pen, int width);

/* Text in a box, centred in its height; '\n' begins a new line. The text may hold anything: what has no place on paper is
 * dropped, broken UTF-8 becomes U+FFFD. */
void canvas_text(Canvas *canvas, Rect rect, Align align, Font font, const char *text);

/* Lines of straight pieces, n points each `per` long, as one edge between two boxes. */
void canvas_lines(Canvas *canvas, CanvasBox tail, CanvasBox head, const Point *points, unsigned n, unsigned per,
                  const char *color, int width);

/* A band of the given width that leaves and arrives level. */
void canvas_ribbon(Canvas *canvas, CanvasBox tail, CanvasBox head, Point from, Point to, const char *color, int width);

/* Slanting strokes that fill a narrow upright strip. */
void canvas_hatch(Canvas *canvas, CanvasBox box, Rect strip, const char *color);

/* Strokes at half a right angle that fill a bar of any size, as far apart in every bar. */
void canvas_strokes(Canvas *canvas, CanvasBox box, Rect bar, int apart, const char *color);

/* The same in a ribbon between two points, which leaves and arrives level. */
void canvas_ribbon_strokes(Canvas *canvas, CanvasBox box, Point from, Point to, int width, int apart,
                           const char *color);

/* The outline of a box in dashes. */
void canvas_dashes(Canvas *canvas, CanvasBox box, Rect rect, const char *color, int width);
