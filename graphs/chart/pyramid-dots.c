// SPDX-License-Identifier: MIT
/* The dots of a pyramid: a row for each layer, spans to the right by their logarithm, who leads as many piled up. */
#include "page.h"
#include "pyramid.h"
#include "text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WITHIN "#8291A0"
#define BEYOND "#B3261E"
#define ALONE "#1C64B4"
#define BAND "#F2E2B0"

enum {
    LEAST_ROW = CANVAS_PT(38),
    HEAD = CANVAS_PT(34),
    AXIS = CANVAS_PT(26),
    GUTTER = CANVAS_PT(16),
    COLUMNS = 1200, /* of dots, at most */
};

typedef struct {
    Pyramid *p;
    int left[2], width; /* of the plots */
    int top, bottom;
    double decades; /* of the axis, from 1 */
    int row_y[LAYERS], row_height[LAYERS];
    int pitch;     /* of dots */
    uint32_t each; /* leaders that a dot stands for, at most */
} Plot;

bool
pyramid_outside(const Pyramid *p, uint32_t led)
{
    return p->has_band && (led > p->band.most || led < p->band.least);
}

static int
x_of(const Plot *plot, double span)
{
    return (int) (log10(fmax(span, 1)) / plot->decades * plot->width);
}

/* Heights that grow with the root of the number of leaders, so that few are seen beside many. */
static bool
place_rows(Plot *plot)
{
    const Pyramid *p = plot->p;
    double want[LAYERS], all = 0;
    int spare = plot->bottom - plot->top - (int) p->n * LEAST_ROW, y = plot->top;
    for (uint32_t i = 0; i < p->n; i++) {
        uint64_t a = p->layer[0][i].leaders, b = p->run ? p->layer[1][i].leaders : 0;
        all += want[i] = sqrt((double) (a > b ? a : b)) + 1;
    }
    for (uint32_t i = 0; i < p->n; i++) {
        plot->row_y[i] = y;
        plot->row_height[i] = LEAST_ROW + (int) (spare * want[i] / all);
        y += plot->row_height[i];
    }
    return spare >= 0;
}

/* Piles up the leaders of a layer, those of a span over the columns between it and the next one. Returns the highest pile; draws where a
 * canvas is given. */
static int
pile(const Plot *plot, int s, uint32_t layer, Canvas *canvas)
{
    const Leaders *all = &plot->p->leaders[s];
    uint16_t high[COLUMNS] = { 0 };
    int highest = 0, columns = plot->width / plot->pitch;
    columns = columns < COLUMNS ? columns : COLUMNS;
    for (uint32_t i = 0, end; i < all->n; i = end) {
        uint32_t span = all->leader[i].led, n = 0;
        for (end = i; end < all->n && all->leader[end].led == span; end++)
            n += all->leader[end].layer == layer + 1;
        int first = x_of(plot, span) / plot->pitch, next = x_of(plot, span + 1) / plot->pitch;
        first = first < columns ? first : columns - 1;
        next = next > first ? next : first + 1;
        next = next < columns ? next : columns;
        for (uint32_t dot = 0; dot < (n + plot->each - 1) / plot->each; dot++) {
            int at = first;
            for (int c = first; c < next; c++)
                at = high[c] < high[at] ? c : at;
            high[at]++;
            highest = high[at] > highest ? high[at] : highest;
            Rect box = { plot->left[s] + at * plot->pitch,
                         plot->row_y[layer] + plot->row_height[layer] - CANVAS_PT(1) - high[at] * plot->pitch,
                         plot->pitch * 4 / 5, plot->pitch * 4 / 5 };
            const char *color = !plot->p->has_band ? ALONE : pyramid_outside(plot->p, span) ? BEYOND : WITHIN;
            if (canvas)
                canvas_box(canvas, NULL, box, color, NULL, 0);
        }
    }
    return highest;
}

/* The largest dots that fit every row; where even the smallest do not, a dot stands for several leaders. */
static void
choose_dots(Plot *plot)
{
    static const int pitches[] = { CANVAS_PT(6), CANVAS_PT(5), CANVAS_PT(4),   CANVAS_PT(3),
                                   CANVAS_PT(2), CANVAS_PT(2), CANVAS_PT(1.6), CANVAS_PT(1.2) };
    enum { N = sizeof pitches / sizeof pitches[0] };
    for (unsigned i = 0;; i += i + 1 < N, plot->each *= i + 1 < N || plot->pitch > pitches[N - 1] ? 1 : 2) {
        bool fits = true;
        plot->pitch = pitches[i];
        for (int s = 0; s < (plot->p->run ? 2 : 1); s++)
            for (uint32_t layer = 0; layer < plot->p->n && fits; layer++)
                fits = (pile(plot, s, layer, NULL) + 1) * plot->pitch <= plot->row_height[layer] - CANVAS_PT(4);
        if (fits || plot->each > UINT32_MAX / 4)
            return;
    }
}

static void
line(const Plot *plot, int x1, int y1, int x2, int y2, const char *color, int width)
{
    const Point points[] = { { x1, y1 }, { x2, y2 } };
    canvas_lines(plot->p->canvas, 0, 0, points, 2, 2, color, width);
}

/* 1, 2, 5, 10, 20 …, as many as there is room for. */
static void
draw_axis(const Plot *plot, int s)
{
    enum { WIDTH = CANVAS_PT(24) };
    static const int parts[] = { 1, 2, 5 };
    Canvas *canvas = plot->p->canvas;
    int last = -WIDTH;
    for (int k = 0; k < 30; k++) {
        double value = parts[k % 3] * pow(10, k / 3);
        char text[64];
        int x = x_of(plot, value);
        if (x > plot->width)
            break;
        line(plot, plot->left[s] + x, plot->bottom, plot->left[s] + x, plot->bottom + CANVAS_PT(3), LINE,
             CANVAS_PT(0.75));
        if (x < last + WIDTH)
            continue;
        last = x;
        canvas_text(canvas, (Rect){ plot->left[s] + x - WIDTH / 2, plot->bottom + CANVAS_PT(3), WIDTH, CANVAS_PT(10) },
                    ALIGN_CENTRE, (Font){ CANVAS_PT(7.5), false, MUTED },
                    chart_print(plot->p->chart, "%s", words_fte(plot->p->chart->words, (int64_t) value * 1000, text)));
    }
    page_line(canvas, (Rect){ plot->left[s], plot->bottom + CANVAS_PT(14), plot->width, CANVAS_PT(10) }, ALIGN_CENTRE,
              (Font){ CANVAS_PT(7.5), false, MUTED }, plot->p->chart->words->span_axis);
}

/* What the rule allows, behind all rows, with its name and its limits above. */
static void
draw_band(const Plot *plot, int s)
{
    const Pyramid *p = plot->p;
    if (!p->has_band)
        return;
    int from = x_of(plot, p->band.least), to = x_of(plot, (double) p->band.most + 1);
    to = to < plot->width ? to : plot->width;
    canvas_box(p->canvas, NULL,
               (Rect){ plot->left[s] + from, plot->top, to > from ? to - from : 1, plot->bottom - plot->top }, BAND,
               NULL, 0);
    const char *limits = p->band.least ? chart_print(p->chart, "%u\xE2\x80\x93%u", p->band.least, p->band.most)
                                       : chart_print(p->chart, "\xE2\x89\xA4 %u", p->band.most);
    page_line(p->canvas, (Rect){ plot->left[s], plot->top - CANVAS_PT(14), plot->width, CANVAS_PT(11) }, ALIGN_LEFT,
              (Font){ CANVAS_PT(8), false, INK }, chart_print(p->chart, "%s: %s", p->band.id, limits));
}

static void
draw_plot(const Plot *plot, int s)
{
    const Pyramid *p = plot->p;
    const Words *w = p->chart->words;
    char month[64];
    words_month(w, s ? p->model.to : p->model.from, month);
    page_line(p->canvas, (Rect){ plot->left[s], plot->top - HEAD, plot->width, CANVAS_PT(18) }, ALIGN_LEFT,
              (Font){ p->text, true, INK },
              p->run ? chart_print(p->chart, "%s %s", s ? w->after : w->before, month)
                     : chart_print(p->chart, "%s", month));
    draw_band(plot, s);
    for (uint32_t i = 0; i < p->n; i++) {
        const Layer *layer = &p->layer[s][i];
        int foot = plot->row_y[i] + plot->row_height[i];
        line(plot, plot->left[s], foot, plot->left[s] + plot->width, foot, "#C9D1D9", CANVAS_PT(0.5));
        pile(plot, s, i, p->canvas);
        if (!layer->leaders)
            continue;
        int x = plot->left[s] + x_of(plot, (double) layer->led / (double) layer->leaders);
        line(plot, x, plot->row_y[i] + CANVAS_PT(2), x, foot, INK, CANVAS_PT(0.9));
    }
    draw_axis(plot, s);
}

const char *
pyramid_dots(Pyramid *p)
{
    const Words *w = p->chart->words;
    uint32_t widest = 9;
    int sides = p->run ? 2 : 1, label = p->body.width * 30 / 100, left = p->body.x + label + GUTTER;
    Plot plot = { .p = p, .each = 1, .top = p->body.y + HEAD, .bottom = p->body.y + p->body.height - AXIS };
    plot.width = (p->body.x + p->body.width - left - (sides - 1) * GUTTER - CANVAS_PT(12)) / sides;
    for (int s = 0; s < sides; s++) {
        const Leaders *all = &p->leaders[s];
        plot.left[s] = left + s * (plot.width + GUTTER);
        widest = all->n && all->leader[all->n - 1].led > widest ? all->leader[all->n - 1].led : widest;
    }
    plot.decades = log10((double) widest * 1.1 + 1);
    if (!place_rows(&plot))
        return NULL;
    choose_dots(&plot);
    for (uint32_t i = 0; i < p->n; i++)
        pyramid_label(p, i, (Rect){ p->body.x, plot.row_y[i], label, plot.row_height[i] });
    for (int s = 0; s < sides; s++)
        draw_plot(&plot, s);
    if (plot.each == 1)
        return w->dot_note;
    return chart_print(p->chart, "%s  \xC2\xB7  %s %u", w->dot_note, w->dot_of, plot.each);
}
