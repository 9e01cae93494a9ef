// SPDX-License-Identifier: MIT
#include "graph.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nodes stand at twice their place, ten to a point, so that every centre is an integer. */
enum { SCALE = 2 };

typedef struct {
    const Canvas *canvas;
    Agraph_t *graph;
    Agnode_t **node; /* of each shape */
    char *buffer;    /* for labels and positions of edges */
    size_t size;
    uint32_t texts;
    bool failed;
} Making;

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
set_place(const Making *m, Agnode_t *node, Rect rect)
{
    char text[64];
    snprintf(text, sizeof text, "%d,%d", 2 * rect.x + rect.width, 2 * (m->canvas->height - rect.y) - rect.height);
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

static bool
grow(Making *m, size_t size)
{
    if (m->failed || size <= m->size)
        return !m->failed;
    char *buffer = realloc(m->buffer, 2 * size);
    m->failed = !buffer;
    if (!buffer)
        return false;
    m->buffer = buffer;
    m->size = 2 * size;
    return true;
}

static void
declare(Agraph_t *graph, int kind, const char *const (*pairs)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        agattr(graph, kind, (char *) (uintptr_t) pairs[i][0], (char *) (uintptr_t) pairs[i][1]);
}

/* The page: its size, and that nothing is moved or added. */
static void
begin_page(Making *m)
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
    declare(m->graph, AGRAPH, graph, sizeof graph / sizeof graph[0]);
    char size[64];
    int width = m->canvas->width, height = m->canvas->height;
    snprintf(size, sizeof size, "%d.%04d,%d.%04d!", width / 360, width % 360 * 10000 / 360, height / 360,
             height % 360 * 10000 / 360);
    agset(m->graph, (char *) "size", size);
}

static void
begin(Making *m)
{
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
    begin_page(m);
    declare(m->graph, AGNODE, node, sizeof node / sizeof node[0]);
    declare(m->graph, AGEDGE, edge, sizeof edge / sizeof edge[0]);
}

static void
make_box(Making *m, uint32_t i)
{
    const Shape *shape = &m->canvas->shapes[i];
    Agnode_t *node = m->node[i] = agnode(m->graph, m->canvas->words + shape->text, 1);
    set_place(m, node, shape->rect);
    if (!shape->fill)
        set_text(node, "style", "solid");
    else
        set_text(node, "fillcolor", shape->fill);
    if (!shape->pen) {
        set_number(node, "peripheries", 0);
        return;
    }
    set_text(node, "color", shape->pen);
    set_number(node, "penwidth", shape->size * SCALE);
}

/* Plain labels know escapes of a backslash and entities of an ampersand. */
static bool
escape(Making *m, const char *text, Align align)
{
    const char *end_of_line = align == ALIGN_LEFT ? "\\l" : align == ALIGN_RIGHT ? "\\r" : "\\n";
    if (!grow(m, strlen(text) * 5 + 3))
        return false;
    char *out = m->buffer;
    for (; *text; text++) {
        char c = *text;
        const char *with = c == '\\'   ? "\\\\"
                           : c == '&'  ? "&amp;"
                           : c == '<'  ? "&lt;"
                           : c == '>'  ? "&gt;"
                           : c == '\n' ? end_of_line
                                       : NULL;
        if (with)
            out = stpcpy(out, with);
        else
            *out++ = c;
    }
    strcpy(out, align != ALIGN_CENTRE && out > m->buffer ? end_of_line : "");
    return true;
}

static void
make_text(Making *m, uint32_t i)
{
    const Shape *shape = &m->canvas->shapes[i];
    char id[16];
    if (!escape(m, m->canvas->words + shape->text, (Align) shape->align))
        return;
    snprintf(id, sizeof id, "t%u", m->texts++);
    Agnode_t *node = m->node[i] = agnode(m->graph, id, 1);
    set_place(m, node, shape->rect);
    set_text(node, "label", m->buffer);
    set_text(node, "style", "solid");
    set_number(node, "peripheries", 0);
    set_number(node, "fontsize", shape->size * SCALE);
    set_text(node, "fontcolor", shape->fill);
    if (shape->bold)
        set_text(node, "fontname", "Noto Sans Bold");
}

/* Straight pieces as Bézier curves whose handles lie on their ends. */
static void
make_lines(Making *m, uint32_t i)
{
    const Shape *shape = &m->canvas->shapes[i];
    size_t at = 0;
    if (!grow(m, (size_t) shape->n * 96))
        return;
    for (uint32_t k = 0; k < shape->n; k++) {
        const Point *point = &m->canvas->points[shape->first + k];
        int x = point->x * SCALE, y = (m->canvas->height - point->y) * SCALE;
        bool first = k % shape->per == 0, last = k % shape->per == shape->per - 1;
        int written = first  ? snprintf(m->buffer + at, 96, "%s%d,%d %d,%d", k ? ";" : "", x, y, x, y)
                      : last ? snprintf(m->buffer + at, 96, " %d,%d %d,%d", x, y, x, y)
                             : snprintf(m->buffer + at, 96, " %d,%d %d,%d %d,%d", x, y, x, y, x, y);
        at += (size_t) written;
    }
    Agedge_t *edge = agedge(m->graph, m->node[shape->tail], m->node[shape->head], NULL, 1);
    set_text(edge, "pos", m->buffer);
    set_text(edge, "color", shape->pen);
    set_number(edge, "penwidth", shape->size * SCALE);
}

/* One Bézier curve that leaves and arrives level. */
static void
make_ribbon(Making *m, uint32_t i)
{
    const Shape *shape = &m->canvas->shapes[i];
    const Point *from = &m->canvas->points[shape->first], *to = from + 1;
    int x1 = from->x * SCALE, x2 = to->x * SCALE, y1 = (m->canvas->height - from->y) * SCALE,
        y2 = (m->canvas->height - to->y) * SCALE, middle = (x1 + x2) / 2;
    if (!grow(m, 160))
        return;
    snprintf(m->buffer, m->size, "%d,%d %d,%d %d,%d %d,%d", x1, y1, middle, y1, middle, y2, x2, y2);
    Agedge_t *edge = agedge(m->graph, m->node[shape->tail], m->node[shape->head], NULL, 1);
    set_text(edge, "pos", m->buffer);
    set_text(edge, "color", shape->pen);
    set_number(edge, "penwidth", shape->size * SCALE);
}

Agraph_t *
graph_of(const Canvas *canvas)
{
    Making m = { .canvas = canvas, .graph = agopen((char *) "chart", Agdirected, NULL) };
    m.node = calloc(canvas->n_shapes + 1, sizeof(Agnode_t *));
    m.failed = !m.graph || !m.node;
    if (!m.failed)
        begin(&m);
    for (uint32_t i = 0; i < canvas->n_shapes && !m.failed; i++)
        if (canvas->shapes[i].kind == SHAPE_BOX)
            make_box(&m, i);
        else if (canvas->shapes[i].kind == SHAPE_TEXT)
            make_text(&m, i);
        else if (canvas->shapes[i].kind == SHAPE_RIBBON)
            make_ribbon(&m, i);
        else
            make_lines(&m, i);
    free(m.node);
    free(m.buffer);
    if (m.failed && m.graph)
        agclose(m.graph);
    return m.failed ? NULL : m.graph;
}
