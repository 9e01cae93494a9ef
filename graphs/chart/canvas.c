// SPDX-License-Identifier: MIT
#include "canvas.h"
#include "spell.h"
#include "theme.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Room for n more entries of `size` bytes after `used`. */
static bool
grow(Canvas *canvas, void *array, size_t used, size_t *room, size_t n, size_t size)
{
    void *old;
    if (canvas->failed || used + n <= *room)
        return !canvas->failed;
    size_t wanted = (used + n) * 2 + 64;
    memcpy(&old, array, sizeof old);
    void *grown = realloc(old, wanted * size);
    canvas->failed = !grown;
    if (!grown)
        return false;
    memcpy(array, &grown, sizeof grown);
    *room = wanted;
    return true;
}

/* Bytes of the character at c if it is well-formed UTF-8 that XML may hold, else 0. */
static unsigned
sequence(const unsigned char *c)
{
    unsigned n = *c < 0x80                 ? 1
                 : *c >= 0xC2 && *c < 0xE0 ? 2
                 : *c >= 0xE0 && *c < 0xF0 ? 3
                 : *c >= 0xF0 && *c < 0xF5 ? 4
                                           : 0;
    for (unsigned i = 1; i < n; i++)
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    bool too_long = (*c == 0xE0 && c[1] < 0xA0) || (*c == 0xF0 && c[1] < 0x90),
         beyond = (*c == 0xED && c[1] > 0x9F) || (*c == 0xF4 && c[1] > 0x8F),
         no_character = (*c == 0xEF && c[1] == 0xBF && c[2] >= 0xBE) ||
                        (*c == 0xEF && c[1] == 0xB7 && c[2] >= 0x90 && c[2] <= 0xAF) ||
                        (n == 4 && (c[1] & 0x0F) == 0x0F && c[2] == 0xBF && c[3] >= 0xBE);
    return n > 1 && (too_long || beyond || no_character) ? 0 : n;
}

/* Control characters have no place on paper; U+061C, U+200E, U+200F, U+202A to U+202E and U+2066 to U+2069 turn the direction of
 * what follows: a name could disguise its neighbours. */
static bool
is_dropped(const unsigned char *c)
{
    if (c[0] < 0x80)
        return (c[0] < 0x20 && c[0] != '\n') || c[0] == 0x7F;
    if (c[0] == 0xC2)
        return c[1] < 0xA0;
    if (c[0] == 0xD8)
        return c[1] == 0x9C;
    return c[0] == 0xE2 && ((c[1] == 0x80 && (c[2] == 0x8E || c[2] == 0x8F || (c[2] >= 0xAA && c[2] <= 0xAE))) ||
                            (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9));
}

/* Bytes of the character at c where it is one of nearly all: visible ASCII, or a letter from U+00C0 to U+05FF or U+1000 to U+1FFF, which
 * Vietnamese has; else 0. The others are looked at closely. */
static inline unsigned
plain(const unsigned char *c)
{
    if (*c < 0x80)
        return *c >= 0x20 && *c < 0x7F;
    if (*c == 0xE1)
        return (c[1] & 0xC0) == 0x80 && (c[2] & 0xC0) == 0x80 ? 3 : 0;
    return *c >= 0xC3 && *c < 0xD8 && (c[1] & 0xC0) == 0x80 ? 2 : 0;
}

/* Keeps a clean copy; returns where it begins. */
static uint32_t
keep(Canvas *canvas, const char *text)
{
    size_t size = strlen(text);
    if (!grow(canvas, &canvas->words, canvas->n_words, &canvas->room_words, 3 * size + 1, 1))
        return 0;
    char *out = canvas->words + canvas->n_words;
    for (const unsigned char *c = (const unsigned char *) text; *c;) {
        unsigned n = plain(c);
        for (unsigned i = 0; i < n; i++)
            *out++ = (char) c[i];
        if (!n) {
            n = sequence(c);
            if (!n)
                out = mempcpy(out, "\xEF\xBF\xBD", 3);
            else if (!is_dropped(c))
                out = mempcpy(out, c, n);
        }
        c += n ? n : 1;
    }
    *out++ = 0;
    uint32_t begin = (uint32_t) canvas->n_words;
    canvas->n_words = (size_t) (out - canvas->words);
    return begin;
}

static Shape *
add(Canvas *canvas, ShapeKind kind, Rect rect)
{
    if (!grow(canvas, &canvas->shapes, canvas->n_shapes, &canvas->room_shapes, 1, sizeof *canvas->shapes))
        return NULL;
    Shape *shape = &canvas->shapes[canvas->n_shapes++];
    *shape = (Shape){ .kind = (uint8_t) kind, .rect = rect };
    return shape;
}

static const char *
ink(const Canvas *canvas, const char *color)
{
    return canvas->grey ? theme_grey(color) : color;
}

void
canvas_begin(Canvas *canvas, int width, int height, const char *title)
{
    *canvas = (Canvas){ .width = width, .height = height };
    canvas->title = keep(canvas, title);
    canvas_box(canvas, "page", (Rect){ 0, 0, width, height }, "#FFFFFF", NULL, 0);
}

void
canvas_about(Canvas *canvas, const char *about, const char *source)
{
    canvas->about = keep(canvas, about);
    canvas->source = keep(canvas, source);
}

void
canvas_end(Canvas *canvas)
{
    free(canvas->shapes);
    free(canvas->groups);
    free(canvas->points);
    free(canvas->words);
    *canvas = (Canvas){ 0 };
}

void
canvas_group(Canvas *canvas, uint32_t row, const char *title)
{
    if (!grow(canvas, &canvas->groups, canvas->n_groups, &canvas->room_groups, 1, sizeof *canvas->groups))
        return;
    uint32_t first = (uint32_t) canvas->n_shapes;
    canvas->groups[canvas->n_groups++] =
        (ShapeGroup){ .first = first, .end = first, .row = row, .title = keep(canvas, title) };
}

void
canvas_group_end(Canvas *canvas)
{
    if (canvas->n_groups)
        canvas->groups[canvas->n_groups - 1].end = (uint32_t) canvas->n_shapes;
}

CanvasBox
canvas_box(Canvas *canvas, const char *id, Rect rect, const char *fill, const char *pen, int width)
{
    char made[16];
    if (!id) {
        made[0] = 's';
        spell_uint(made + 1, canvas->boxes++);
        id = made;
    }
    Shape *shape = add(canvas, SHAPE_BOX, rect);
    if (!shape)
        return 0;
    shape->fill = ink(canvas, fill);
    shape->pen = ink(canvas, pen);
    shape->size = (uint16_t) (pen ? width : 0);
    shape->text = keep(canvas, id);
    return (CanvasBox) (canvas->n_shapes - 1);
}

void
canvas_text(Canvas *canvas, Rect rect, Align align, Font font, const char *text)
{
    Shape *shape = *text ? add(canvas, SHAPE_TEXT, rect) : NULL;
    if (!shape)
        return;
    shape->fill = ink(canvas, font.color);
    shape->size = (uint16_t) font.size;
    shape->bold = font.bold;
    shape->align = (uint8_t) align;
    shape->text = keep(canvas, text);
}

static void
add_points(Canvas *canvas, ShapeKind kind, CanvasBox tail, CanvasBox head, const Point *points, unsigned n,
           unsigned per, const char *color, int width)
{
    if (n < 2 || !grow(canvas, &canvas->points, canvas->n_points, &canvas->room_points, n, sizeof *points))
        return;
    Shape *shape = add(canvas, kind, (Rect){ 0 });
    if (!shape)
        return;
    memcpy(canvas->points + canvas->n_points, points, n * sizeof *points);
    shape->first = (uint32_t) canvas->n_points;
    shape->n = n;
    shape->per = per;
    shape->tail = tail;
    shape->head = head;
    shape->pen = ink(canvas, color);
    shape->size = (uint16_t) width;
    canvas->n_points += n;
}

void
canvas_lines(Canvas *canvas, CanvasBox tail, CanvasBox head, const Point *points, unsigned n, unsigned per,
             const char *color, int width)
{
    add_points(canvas, SHAPE_LINES, tail, head, points, n, per, color, width);
}

void
canvas_ribbon(Canvas *canvas, CanvasBox tail, CanvasBox head, Point from, Point to, const char *color, int width)
{
    const Point ends[] = { from, to };
    add_points(canvas, SHAPE_RIBBON, tail, head, ends, 2, 2, color, width);
}

void
canvas_dashes(Canvas *canvas, CanvasBox box, Rect rect, const char *color, int width)
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
    canvas_lines(canvas, box, box, points, n, 2, color, width);
}

void
canvas_hatch(Canvas *canvas, CanvasBox box, Rect strip, const char *color)
{
    enum { STEP = CANVAS_PT(2.4), MOST = 1024 };
    Point points[MOST];
    unsigned n = 0;
    for (int y = strip.y; y + strip.width <= strip.y + strip.height && n + 2 <= MOST; y += STEP) {
        points[n++] = (Point){ strip.x, y + strip.width };
        points[n++] = (Point){ strip.x + strip.width, y };
    }
    canvas_lines(canvas, box, box, points, n, 2, color, CANVAS_PT(0.8));
}

void
canvas_strokes(Canvas *canvas, CanvasBox box, Rect bar, int apart, const char *color)
{
    int right = bar.x + bar.width, bottom = bar.y + bar.height;
    for (int x = bar.x - bar.height + apart; x < right; x += apart) {
        int left_x = x > bar.x ? x : bar.x, right_x = x + bar.height < right ? x + bar.height : right;
        const Point line[] = { { left_x, bottom - (left_x - x) }, { right_x, bottom - (right_x - x) } };
        canvas_lines(canvas, box, box, line, 2, 2, color, CANVAS_PT(0.5));
    }
}

/* The curve has its two inner points halfway, so that at part t of it x goes as 1.5 t (1 - t) + t³ and y as 3t² - 2t³. */
void
canvas_ribbon_strokes(Canvas *canvas, CanvasBox box, Point from, Point to, int width, int apart, const char *color)
{
    enum { MOST = 1024 };
    Point points[MOST];
    unsigned n = 0;
    double dx = to.x - from.x, dy = to.y - from.y, length = hypot(dx, dy), lean = width / 2.0;
    for (double at = apart; at + lean < length && n + 2 <= MOST; at += apart)
        for (int end = 0; end < 2; end++) {
            double t = (at + (end ? lean : -lean) / 2) / length, s = 1 - t, side = (end ? -width : width) / 2.0;
            double x = from.x + dx * (1.5 * t * s + t * t * t), y = from.y + dy * t * t * (3 - 2 * t);
            double go_x = dx * (1.5 * s * s + 1.5 * t * t), go_y = dy * 6 * t * s, go = hypot(go_x, go_y);
            points[n++] = (Point){ (int) lround(x - side * go_y / go), (int) lround(y + side * go_x / go) };
        }
    if (n)
        canvas_lines(canvas, box, box, points, n, 2, color, CANVAS_PT(0.5));
}
