// SPDX-License-Identifier: MIT
/* Our own SVG: a group for each unit that says which row it is, whole numbers, and presentation attributes only, which every viewer
 * and printer knows and which the report's content policy lets be. */
#include "device.h"
#include "graph.h"
#include "spell.h"
#include "theme.h"
#include <graphviz/gvcjob.h>
#include <graphviz/gvplugin_device.h>
#include <graphviz/gvplugin_render.h>
#include <stdlib.h>
#include <string.h>

/* Of libgvc; the header that declares it is not installed. */
int gvputs(GVJ_t *job, const char *text);

#define INK "#1B2733"

/* What is not handed over yet. */
typedef struct {
    const Canvas *canvas;
    char *bytes;
    size_t size, room;
    bool failed;
    int text;        /* font size of the texts around */
    const char *ink; /* their colour */
} Svg;

enum { PIECE = 1 << 18 };

static bool
room_for(Svg *svg, size_t n)
{
    if (svg->failed || svg->size + n <= svg->room)
        return !svg->failed;
    size_t room = (svg->size + n) * 2;
    char *grown = realloc(svg->bytes, room);
    svg->failed = !grown;
    if (!grown)
        return false;
    svg->bytes = grown;
    svg->room = room;
    return true;
}

/* In place wherever it is called, so that the length of what stands there in quotes is known. */
static inline __attribute__((always_inline)) void
put(Svg *svg, const char *text)
{
    size_t n = strlen(text);
    if (!room_for(svg, n))
        return;
    memcpy(svg->bytes + svg->size, text, n);
    svg->size += n;
}

static void
put_int(Svg *svg, int value)
{
    if (!room_for(svg, 24))
        return;
    char *at = svg->bytes + svg->size;
    if (value < 0)
        *at++ = '-';
    at = spell_uint(at, value < 0 ? 0u - (unsigned) value : (unsigned) value);
    svg->size = (size_t) (at - svg->bytes);
}

/* ` name="value"` */
static void
put_number(Svg *svg, const char *name, int value)
{
    put(svg, name);
    put(svg, "=\"");
    put_int(svg, value);
    put(svg, "\"");
}

/* "#RRGGBBAA" as two attributes: not every viewer reads eight digits. */
static void
put_clear_color(Svg *svg, const char *name, const char *color)
{
    char opaque[8] = { 0 }, opacity[] = { '.', '0', '0', 0 };
    memcpy(opaque, color, 7);
    unsigned hundredths = (unsigned) strtoul(color + 7, NULL, 16) * 100 / 256;
    opacity[1] = (char) ('0' + hundredths / 10);
    opacity[2] = (char) ('0' + hundredths % 10);
    put(svg, name);
    put(svg, "=\"");
    put(svg, opaque);
    put(svg, "\"");
    put(svg, name);
    put(svg, "-opacity=\"");
    put(svg, opacity);
    put(svg, "\"");
}

/* Colours are ours: "#RRGGBB", shortened where both digits are alike, or "#RRGGBBAA". */
static void
put_color(Svg *svg, const char *name, const char *color)
{
    if (strlen(color) == 9) {
        put_clear_color(svg, name, color);
        return;
    }
    char brief[5] = { '#', color[1], color[3], color[5], 0 };
    bool alike = strlen(color) == 7 && color[1] == color[2] && color[3] == color[4] && color[5] == color[6];
    put(svg, name);
    put(svg, "=\"");
    put(svg, alike ? brief : color);
    put(svg, "\"");
}

/* Clean text (canvas.h) as XML. A space after a space would be lost: it becomes one that is kept. */
static void
put_text(Svg *svg, const char *text, size_t n)
{
    if (!room_for(svg, 6 * n))
        return;
    char *out = svg->bytes + svg->size;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c == '&')
            out = stpcpy(out, "&amp;");
        else if (c == '<')
            out = stpcpy(out, "&lt;");
        else if (c == '>')
            out = stpcpy(out, "&gt;");
        else if (c == ' ' && i > 0 && text[i - 1] == ' ')
            out = stpcpy(out, "\xC2\xA0");
        else
            *out++ = c;
    }
    svg->size = (size_t) (out - svg->bytes);
}

static void
put_box(Svg *svg, const Shape *shape)
{
    if (!shape->fill && !shape->pen)
        return;
    put_number(svg, "<rect x", shape->rect.x);
    put_number(svg, " y", shape->rect.y);
    put_number(svg, " width", shape->rect.width);
    put_number(svg, " height", shape->rect.height);
    if (shape->fill)
        put_color(svg, " fill", shape->fill);
    else
        put(svg, " fill=\"none\"");
    if (shape->pen) {
        put_color(svg, " stroke", shape->pen);
        put_number(svg, " stroke-width", shape->size);
    }
    put(svg, "/>");
}

/* As Graphviz sets text with pango: lines 1.1 sizes apart in the middle of the box's height, small letters in that of a line. */
static void
put_lines_of_text(Svg *svg, const Canvas *canvas, const Shape *shape)
{
    const char *text = canvas->words + shape->text, *end;
    const Rect *r = &shape->rect;
    int lines = 1;
    for (const char *at = strchr(text, '\n'); at; at = strchr(at + 1, '\n'))
        lines++;
    int x = shape->align == ALIGN_LEFT ? r->x : shape->align == ALIGN_RIGHT ? r->x + r->width : r->x + r->width / 2;
    int hundredths = 50 * r->height - 55 * shape->size * lines + 80 * shape->size;
    for (;; text = end + 1, hundredths += 110 * shape->size) {
        end = strchrnul(text, '\n');
        put_number(svg, "<text x", x);
        put_number(svg, " y", r->y + (hundredths + 50) / 100);
        if (shape->size != svg->text)
            put_number(svg, " font-size", shape->size);
        if (shape->bold)
            put(svg, " font-weight=\"bold\"");
        if (strcmp(shape->fill, svg->ink))
            put_color(svg, " fill", shape->fill);
        if (shape->align != ALIGN_LEFT)
            put(svg, shape->align == ALIGN_RIGHT ? " text-anchor=\"end\"" : " text-anchor=\"middle\"");
        put(svg, ">");
        put_text(svg, text, (size_t) (end - text));
        put(svg, "</text>");
        if (!*end)
            return;
    }
}

static void
put_step(Svg *svg, Point from, Point to)
{
    bool flat = to.y == from.y, upright = to.x == from.x;
    put(svg, flat ? "h" : upright ? "v" : "l");
    put_int(svg, flat ? to.x - from.x : upright ? to.y - from.y : to.x - from.x);
    if (flat || upright)
        return;
    put(svg, " ");
    put_int(svg, to.y - from.y);
}

static void
put_path(Svg *svg, const Canvas *canvas, const Shape *shape)
{
    const Point *points = canvas->points + shape->first;
    put(svg, "<path d=\"");
    for (uint32_t i = 0; i < shape->n; i++)
        if (i % shape->per) {
            put_step(svg, points[i - 1], points[i]);
        } else {
            put(svg, "M");
            put_int(svg, points[i].x);
            put(svg, " ");
            put_int(svg, points[i].y);
        }
    put(svg, shape->per > 2 ? "\" fill=\"none\"" : "\"");
    put_color(svg, " stroke", shape->pen);
    put_number(svg, " stroke-width", shape->size);
    put(svg, "/>");
}

static void
put_ribbon(Svg *svg, const Canvas *canvas, const Shape *shape)
{
    const Point *from = &canvas->points[shape->first], *to = from + 1;
    const int numbers[] = { (from->x + to->x) / 2, from->y, (from->x + to->x) / 2, to->y, to->x, to->y };
    put(svg, "<path d=\"M");
    put_int(svg, from->x);
    put(svg, " ");
    put_int(svg, from->y);
    for (int i = 0; i < 6; i++) {
        put(svg, i ? " " : "C");
        put_int(svg, numbers[i]);
    }
    put(svg, "\" fill=\"none\"");
    put_color(svg, " stroke", shape->pen);
    put_number(svg, " stroke-width", shape->size);
    put(svg, "/>");
}

static void
put_title(Svg *svg, const Canvas *canvas, uint32_t title)
{
    const char *text = canvas->words + title;
    if (!*text)
        return;
    put(svg, "<title>");
    put_text(svg, text, strlen(text));
    put(svg, "</title>");
}

/* The size that most texts have needs not be said again. */
static int
common_size(const Canvas *canvas)
{
    int best = 1;
    enum { SIZES = 512 };
    uint32_t count[SIZES] = { 0 };
    for (size_t i = 0; i < canvas->n_shapes; i++)
        if (canvas->shapes[i].kind == SHAPE_TEXT && canvas->shapes[i].size > 0 && canvas->shapes[i].size < SIZES)
            count[canvas->shapes[i].size]++;
    for (int size = 1; size < SIZES; size++)
        best = count[size] > count[best] ? size : best;
    return best;
}

/* Millimetres with two decimals, spelled without floating point. */
static void
put_length(Svg *svg, const char *name, int fifths)
{
    int hundredths = (int) (((int64_t) fifths * 2540 + 180) / 360);
    if (hundredths % 100 < 5) /* points come in fifths, paper in millimetres */
        hundredths -= hundredths % 100;
    put(svg, name);
    put(svg, "=\"");
    put_int(svg, hundredths / 100);
    if (hundredths % 100) {
        char part[] = { '.', (char) ('0' + hundredths / 10 % 10), (char) ('0' + hundredths % 10), 0 };
        put(svg, part);
    }
    put(svg, "mm\"");
}

static void
put_head(Svg *svg, const Canvas *canvas)
{
    svg->text = common_size(canvas);
    svg->ink = canvas->grey ? theme_grey(INK) : INK;
    put(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    put_length(svg, " width", canvas->width);
    put_length(svg, " height", canvas->height);
    put(svg, " viewBox=\"0 0 ");
    put_int(svg, canvas->width);
    put(svg, " ");
    put_int(svg, canvas->height);
    put(svg, "\" role=\"img\" font-family=\"Noto Sans,DejaVu Sans,Arial,sans-serif\"");
    put_color(svg, " fill", svg->ink);
    put_number(svg, " font-size", svg->text);
    put(svg, ">\n");
    put_title(svg, canvas, canvas->title);
    put(svg, "\n");
}

static Svg *
svg_of(GVJ_t *job)
{
    return job->context;
}

static void
begin_job(GVJ_t *job)
{
    job->context = calloc(1, sizeof(Svg));
}

static void
begin_graph(GVJ_t *job)
{
    Svg *svg = svg_of(job);
    if (!svg)
        return;
    svg->canvas = ((const UnitPage *) aggetrec(job->obj->u.g, (char *) UNIT_PAGE, FALSE))->canvas;
    put_head(svg, svg->canvas);
}

/* To Graphviz, which keeps the file: a picture of 50,000 units is not held twice. */
static void
flush(GVJ_t *job, Svg *svg)
{
    if (room_for(svg, 1)) {
        svg->bytes[svg->size] = 0; /* no text holds a 0 */
        gvputs(job, svg->bytes);
    }
    svg->size = 0;
}

static void
begin_node(GVJ_t *job)
{
    Svg *svg = svg_of(job);
    const UnitNode *node = (const UnitNode *) AGDATA(job->obj->u.n);
    if (!svg)
        return;
    const Canvas *canvas = svg->canvas;
    if (node->group) {
        put(svg, "<g");
        if (node->group->row != CANVAS_NONE)
            put_number(svg, " data-unit", (int) node->group->row);
        put(svg, ">");
        put_title(svg, canvas, node->group->title);
    }
    for (uint32_t i = node->first; i < node->end; i++)
        if (canvas->shapes[i].kind == SHAPE_BOX)
            put_box(svg, &canvas->shapes[i]);
        else if (canvas->shapes[i].kind == SHAPE_TEXT)
            put_lines_of_text(svg, canvas, &canvas->shapes[i]);
        else if (canvas->shapes[i].kind == SHAPE_RIBBON)
            put_ribbon(svg, canvas, &canvas->shapes[i]);
        else
            put_path(svg, canvas, &canvas->shapes[i]);
    put(svg, node->group ? "</g>\n" : "\n");
    if (svg->size > PIECE)
        flush(job, svg);
}

static void
end_job(GVJ_t *job)
{
    Svg *svg = svg_of(job);
    if (svg) {
        put(svg, "</svg>\n");
        flush(job, svg);
        free(svg->bytes);
    }
    free(svg);
    job->context = NULL;
}

static const gvrender_engine_t engine = {
    .begin_job = begin_job, .end_job = end_job, .begin_graph = begin_graph, .begin_node = begin_node
};
static const gvrender_features_t render_features = { GVRENDER_Y_GOES_DOWN | GVRENDER_DOES_TRANSFORM, 4, NULL, 0,
                                                     RGBA_BYTE };
static const gvdevice_features_t device_features = { 0, { 0, 0 }, { 0, 0 }, { 72, 72 } };
static const gvplugin_installed_t renders[] = {
    { 1, (char *) "orgsvg", 100, (void *) &engine, (void *) &render_features }, { 0 }
};
static const gvplugin_installed_t devices[] = { { 1, (char *) "orgsvg:orgsvg", 100, NULL, (void *) &device_features },
                                                { 0 } };
static const gvplugin_api_t apis[] = { { API_render, (gvplugin_installed_t *) renders },
                                       { API_device, (gvplugin_installed_t *) devices },
                                       { 0 } };

const gvplugin_library_t gvplugin_orgsvg_LTX_library = { (char *) "orgsvg", (gvplugin_api_t *) apis };
