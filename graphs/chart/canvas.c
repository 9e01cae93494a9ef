// SPDX-License-Identifier: MIT
#include "canvas.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCALE = 2 }; /* nodes' units in a fifth of a point */

/* A length in inches, spelled without floating point. */
static void
set_inches(void *node, const char *attribute, int fifths)
{
    char text[48];
    int64_t units = (int64_t) fifths * SCALE;
    snprintf(text, sizeof text, "%d.%06d", (int) (units / 72), (int) (units % 72 * 1000000 / 72));
    agset(node, (char *) (uintptr_t) attribute, text);
}

static void
set_place(Canvas *canvas, Agnode_t *node, Rect rect)
{
    char text[64];
    snprintf(text, sizeof text, "%d,%d", 2 * rect.x + rect.width, 2 * (canvas->height - rect.y) - rect.height);
    agset(node, (char *) "pos", text);
    set_inches(node, "width", rect.width);
    set_inches(node, "height", rect.height);
}

static void
set_number(void *object, const char *attribute, int value)
{
    char text[16];
    snprintf(text, sizeof text, "%d", value);
    agset(object, (char *) (uintptr_t) attribute, text);
}

static void
set_text(void *object, const char *attribute, const char *value)
{
    agset(object, (char *) (uintptr_t) attribute, (char *) (uintptr_t) value);
}

static void
declare(Agraph_t *graph, int kind, const char *const (*pairs)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        agattr(graph, kind, (char *) (uintptr_t) pairs[i][0], (char *) (uintptr_t) pairs[i][1]);
}

bool
canvas_begin(Canvas *canvas, int width, int height)
{
    static const char *const graph[][2] = { { "bb", "" },
                                            { "notranslate", "true" },
                                            { "pad", "0" },
                                            { "margin", "0" },
                                            { "size", "" },
                                            { "outputorder", "nodesfirst" },
                                            { "dpi", "72" },
                                            { "charset", "UTF-8" },
                                            { "bgcolor", "#FFFFFF" },
                                            { "splines", "line" } };
    static const char *const node[][2] = { { "shape", "box" },
                                           { "fixedsize", "true" },
                                           { "margin", "0" },
                                           { "label", "" },
                                           { "pos", "" },
                                           { "width", "1" },
                                           { "height", "1" },
                                           { "style", "filled" },
                                           { "color", "#33475B" },
                                           { "penwidth", "4" },
                                           { "peripheries", "1" },
                                           { "fillcolor", "#FFFFFF" },
                                           { "fontname", "Noto Sans" },
                                           { "fontsize", "64" },
                                           { "fontcolor", "#1B2733" } };
    static const char *const edge[][2] = {
        { "dir", "none" }, { "pos", "" }, { "color", "#8291A0" }, { "penwidth", "4" }
    };
    *canvas = (Canvas){ .width = width, .height = height };
    canvas->graph = agopen((char *) "chart", Agdirected, NULL);
    if (!canvas->graph)
        return false;
    declare(canvas->graph, AGRAPH, graph, sizeof graph / sizeof graph[0]);
    declare(canvas->graph, AGNODE, node, sizeof node / sizeof node[0]);
    declare(canvas->graph, AGEDGE, edge, sizeof edge / sizeof edge[0]);
    char size[64];
    snprintf(size, sizeof size, "%d.%04d,%d.%04d!", width / 360, width % 360 * 10000 / 360, height / 360,
             height % 360 * 10000 / 360);
    agset(canvas->graph, (char *) "size", size);
    canvas_box(canvas, "page", (Rect){ 0, 0, width, height }, "#FFFFFF", NULL, 0);
    return true;
}

void
canvas_end(Canvas *canvas)
{
    if (canvas->graph)
        agclose(canvas->graph);
    free(canvas->buffer);
    *canvas = (Canvas){ 0 };
}

Agnode_t *
canvas_box(Canvas *canvas, const char *id, Rect rect, const char *fill, const char *pen, int width)
{
    char made[16];
    if (!id) {
        snprintf(made, sizeof made, "s%u", canvas->shapes++);
        id = made;
    }
    Agnode_t *node = agnode(canvas->graph, (char *) (uintptr_t) id, 1);
    set_place(canvas, node, rect);
    if (!fill)
        set_text(node, "style", "solid");
    else
        set_text(node, "fillcolor", fill);
    if (!pen)
        set_number(node, "peripheries", 0);
    else
        set_text(node, "color", pen);
    if (pen)
        set_number(node, "penwidth", width * SCALE);
    return node;
}

/* Marks U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows: a name could disguise its neighbours. */
static bool
turns_reading(const char *text)
{
    const unsigned char *c = (const unsigned char *) text;
    return c[0] == 0xE2 &&
           ((c[1] == 0x80 && c[2] >= 0xAA && c[2] <= 0xAE) || (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9));
}

/* Plain labels know escapes of a backslash and entities of an ampersand; control characters have no place on paper. */
static size_t
escape(const char *text, Align align, char *out, size_t size)
{
    size_t n = 0;
    const char *end_of_line = align == ALIGN_LEFT ? "\\l" : align == ALIGN_RIGHT ? "\\r" : "\\n";
    for (; *text && n + 8 < size; text++) {
        if (turns_reading(text)) {
            text += 2;
            continue;
        }
        unsigned char c = (unsigned char) *text;
        const char *with = c == '\\'   ? "\\\\"
                           : c == '&'  ? "&amp;"
                           : c == '<'  ? "&lt;"
                           : c == '>'  ? "&gt;"
                           : c == '\n' ? end_of_line
                                       : NULL;
        if (with) {
            strcpy(out + n, with);
            n += strlen(with);
        } else if (c >= 0x20 && c != 0x7F) {
            out[n++] = (char) c;
        }
    }
    out[n] = 0;
    if (align != ALIGN_CENTRE && n > 0) {
        strcpy(out + n, end_of_line);
        n += 2;
    }
    return n;
}

void
canvas_text(Canvas *canvas, Rect rect, Align align, Font font, const char *text)
{
    char id[16], label[4096];
    if (!*text)
        return;
    snprintf(id, sizeof id, "t%u", canvas->texts++);
    Agnode_t *node = agnode(canvas->graph, id, 1);
    escape(text, align, label, sizeof label);
    set_place(canvas, node, rect);
    set_text(node, "label", label);
    set_text(node, "style", "solid");
    set_number(node, "peripheries", 0);
    set_number(node, "fontsize", font.size * SCALE);
    set_text(node, "fontcolor", font.color);
    if (font.bold)
        set_text(node, "fontname", "Noto Sans Bold");
}

static bool
grow(Canvas *canvas, size_t size)
{
    if (size <= canvas->size)
        return true;
    char *buffer = realloc(canvas->buffer, size);
    canvas->failed |= !buffer;
    if (!buffer)
        return false;
    canvas->buffer = buffer;
    canvas->size = size;
    return true;
}

/* Straight pieces as Bézier curves whose handles lie on their ends. */
void
canvas_lines(Canvas *canvas, Agnode_t *tail, Agnode_t *head, const Point *points, unsigned n, unsigned per,
             const char *color, int width)
{
    size_t at = 0;
    if (n < 2 || !grow(canvas, (size_t) n * 96))
        return;
    for (unsigned i = 0; i < n; i++) {
        int x = points[i].x * SCALE, y = (canvas->height - points[i].y) * SCALE;
        bool first = i % per == 0, last = i % per == per - 1;
        int written = first  ? snprintf(canvas->buffer + at, 96, "%s%d,%d %d,%d", i ? ";" : "", x, y, x, y)
                      : last ? snprintf(canvas->buffer + at, 96, " %d,%d %d,%d", x, y, x, y)
                             : snprintf(canvas->buffer + at, 96, " %d,%d %d,%d %d,%d", x, y, x, y, x, y);
        at += (size_t) written;
    }
    Agedge_t *edge = agedge(canvas->graph, tail, head, NULL, 1);
    set_text(edge, "pos", canvas->buffer);
    set_text(edge, "color", color);
    set_number(edge, "penwidth", width * SCALE);
}

void
canvas_dashes(Canvas *canvas, Agnode_t *node, Rect rect, const char *color, int width)
{
    enum { DASH = CANVAS_PT(3), STEP = CANVAS_PT(5), MOST = 2048 };
    Point points[MOST];
    unsigned n = 0;
    int x2 = rect.x + rect.width, y2 = rect.y + rect.height;
    for (int x = rect.x; x < x2 && n + 4 <= MOST; x += STEP) {
        int to = x + DASH < x2 ? x + DASH : x2;
        points[n++] = (Point){ x, rect.y }, points[n++] = (Point){ to, rect.y };
        points[n++] = (Point){ x, y2 }, points[n++] = (Point){ to, y2 };
    }
    for (int y = rect.y; y < y2 && n + 4 <= MOST; y += STEP) {
        int to = y + DASH < y2 ? y + DASH : y2;
        points[n++] = (Point){ rect.x, y }, points[n++] = (Point){ rect.x, to };
        points[n++] = (Point){ x2, y }, points[n++] = (Point){ x2, to };
    }
    canvas_lines(canvas, node, node, points, n, 2, color, width);
}

void
canvas_ribbon(Canvas *canvas, Agnode_t *tail, Agnode_t *head, Point from, Point to, const char *color, int width)
{
    char pos[160];
    int x1 = from.x * SCALE, x2 = to.x * SCALE, y1 = (canvas->height - from.y) * SCALE,
        y2 = (canvas->height - to.y) * SCALE, middle = (x1 + x2) / 2;
    snprintf(pos, sizeof pos, "%d,%d %d,%d %d,%d %d,%d", x1, y1, middle, y1, middle, y2, x2, y2);
    Agedge_t *edge = agedge(canvas->graph, tail, head, NULL, 1);
    set_text(edge, "pos", pos);
    set_text(edge, "color", color);
    set_number(edge, "penwidth", width * SCALE);
}

void
canvas_hatch(Canvas *canvas, Agnode_t *node, Rect strip, const char *color)
{
    enum { STEP = CANVAS_PT(2.4), MOST = 1024 };
    Point points[MOST];
    unsigned n = 0;
    for (int y = strip.y; y + strip.width <= strip.y + strip.height && n + 2 <= MOST; y += STEP) {
        points[n++] = (Point){ strip.x, y + strip.width };
        points[n++] = (Point){ strip.x + strip.width, y };
    }
    canvas_lines(canvas, node, node, points, n, 2, color, CANVAS_PT(0.8));
}
