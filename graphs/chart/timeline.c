// SPDX-License-Identifier: MIT
#include "timeline.h"
#include "page.h"
#include "targets.h"
#include "text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PITCH = CANVAS_PT(9) /* of labels */,
    TITLE = CANVAS_PT(10),
    SMALL = CANVAS_PT(8),
    LABEL = CANVAS_PT(7.5),
    GAP = CANVAS_PT(12),
    PAD = CANVAS_PT(9)
};

#define RED "#B3261E"
#define GREEN "#176B40"
#define BLUE "#1C64B4"
#define AMBER "#7A4900"

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    const Target *target;
    CanvasBox node;
    Rect plot;
    int gutter;                    /* right of the plot, for its labels */
    double first, last, low, high; /* months and values at the edges of the plot */
} Panel;

static int
x_of(const Panel *p, double month)
{
    double part = (month - p->first) / (p->last - p->first);
    return p->plot.x + (int) lround(fmin(fmax(part, 0), 1) * p->plot.width);
}

static int
y_of(const Panel *p, double value)
{
    double part = (value - p->low) / (p->high - p->low);
    return p->plot.y + p->plot.height - (int) lround(fmin(fmax(part, 0), 1) * p->plot.height);
}

static void
stretch(double value, double *low, double *high)
{
    if (isnan(value) || isinf(value))
        return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

/* Edges of the plot: everything that is drawn in it, with some air; zero when it is near. */
static void
find_range(Panel *p)
{
    const Target *t = p->target;
    p->first = p->low = INFINITY;
    p->last = p->high = -INFINITY;
    for (uint32_t i = 0; i < t->n_points; i++) {
        stretch(t->points[i].month, &p->first, &p->last);
        stretch(t->points[i].value, &p->low, &p->high);
        stretch(t->points[i].p5, &p->low, &p->high);
        stretch(t->points[i].p95, &p->low, &p->high);
    }
    for (uint32_t i = 0; i < t->n_marks; i++) {
        stretch(t->marks[i].month, &p->first, &p->last);
        stretch(t->marks[i].level, &p->low, &p->high);
        stretch(t->marks[i].level_high, &p->low, &p->high);
    }
    stretch(t->baseline, &p->low, &p->high);
    stretch(t->baseline_high, &p->low, &p->high);
    stretch(t->value, &p->low, &p->high);
    if (!(p->low <= p->high))
        p->low = 0, p->high = 1;
    if (!(p->first <= p->last))
        p->first = p->last = 0;
    if (p->low > 0 && p->low < p->high / 2)
        p->low = 0;
    double air = fmax((p->high - p->low) * 0.1, fabs(p->high) * 0.02);
    p->low = p->low == 0 ? 0 : p->low - air;
    p->high += air > 0 ? air : 1;
    double year = floor(p->first / 12) * 12; /* axes begin at the end of the year before */
    p->first = p->first - year == 11 ? p->first : year - 1;
    p->last = fmax(p->last, p->first + 12);
}

static void
segment(const Panel *p, int x1, int y1, int x2, int y2, const char *color, int width, bool dashed)
{
    enum { MOST = 512 };
    Point points[MOST] = { { x1, y1 }, { x2, y2 } };
    unsigned n = 2;
    int length = abs(x2 - x1) + abs(y2 - y1), step = CANVAS_PT(6), dash = CANVAS_PT(3.5);
    if (dashed && length > 0) {
        n = 0;
        for (int at = 0; at < length && n + 2 <= MOST; at += step) {
            int to = at + dash < length ? at + dash : length;
            points[n++] = (Point){ x1 + (x2 - x1) * at / length, y1 + (y2 - y1) * at / length };
            points[n++] = (Point){ x1 + (x2 - x1) * to / length, y1 + (y2 - y1) * to / length };
        }
    }
    canvas_lines(p->canvas, p->node, p->node, points, n, 2, color, width);
}

/* Years along the bottom, as many as there is room for. */
static void
draw_axes(const Panel *p)
{
    int bottom = p->plot.y + p->plot.height;
    segment(p, p->plot.x, bottom, p->plot.x + p->plot.width, bottom, LINE, CANVAS_PT(0.75), false);
    int years = (int) ((p->last - p->first) / 12 + 0.5), room = p->plot.width / CANVAS_PT(30),
        every = room > 0 ? 1 + years / room : years;
    for (double month = ceil((p->first - 11) / 12) * 12 + 11; month <= p->last + 0.5;
         month += 12 * (every > 0 ? every : 1)) {
        char year[16];
        int x = x_of(p, month);
        snprintf(year, sizeof year, "%d", (int) (month / 12));
        segment(p, x, bottom, x, bottom + CANVAS_PT(3), LINE, CANVAS_PT(0.75), false);
        canvas_text(p->canvas, (Rect){ x - CANVAS_PT(15), bottom + CANVAS_PT(3), CANVAS_PT(30), CANVAS_PT(10) },
                    ALIGN_CENTRE, (Font){ LABEL, false, MUTED }, year);
    }
}

static void
draw_curve(const Panel *p, size_t offset, const char *color, int width)
{
    const Target *t = p->target;
    int x = 0, y = 0;
    bool pen = false;
    for (uint32_t i = 0; i < t->n_points; i++) {
        double value = *(const double *) (const void *) ((const char *) &t->points[i] + offset);
        if (isnan(value)) {
            pen = false;
            continue;
        }
        int to_x = x_of(p, t->points[i].month), to_y = y_of(p, value);
        if (pen)
            segment(p, x, y, to_x, to_y, color, width, false);
        x = to_x, y = to_y, pen = true;
    }
}

static void
draw_dots(const Panel *p)
{
    enum { DOT = CANVAS_PT(3.5) };
    const Target *t = p->target;
    for (uint32_t i = 0; i < t->n_points; i++)
        canvas_box(p->canvas, NULL,
                   (Rect){ x_of(p, t->points[i].month) - DOT / 2, y_of(p, t->points[i].value) - DOT / 2, DOT, DOT },
                   BLUE, NULL, 0);
}

typedef struct {
    int y;
    const char *what, *figure, *color;
} Label;

static const char *
label_text(const Panel *p, const Label *label)
{
    return *label->figure ? chart_print(p->chart, "%s %s", label->what, label->figure) : label->what;
}

static int
label_width(const Panel *p, const Label *label)
{
    return (int) ((int64_t) org_text_width(label_text(p, label), false) * LABEL / 970) + CANVAS_PT(6);
}

/* A label too wide for the gutter gives its figure a line of its own, or is the figure alone where lines are few: words
 * may be left out, figures not. */
static unsigned
split_labels(const Panel *p, Label *labels, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        if (!*labels[i].figure || label_width(p, &labels[i]) <= p->gutter)
            continue;
        if ((int) (n + 1) * PITCH > p->plot.height) {
            labels[i] = (Label){ labels[i].y, labels[i].figure, "", labels[i].color };
            continue;
        }
        memmove(&labels[i + 2], &labels[i + 1], (n - i - 1) * sizeof *labels);
        labels[i + 1] = (Label){ labels[i].y, labels[i].figure, "", labels[i].color };
        labels[i].figure = "";
        n++, i++;
    }
    return n;
}

/* Labels stand at their height, pushed apart where two would meet. */
static void
draw_labels(const Panel *p, Label *labels, unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        for (unsigned k = i; k > 0 && labels[k].y < labels[k - 1].y; k--) {
            Label swap = labels[k];
            labels[k] = labels[k - 1];
            labels[k - 1] = swap;
        }
    int bottom = p->plot.y + p->plot.height - PITCH / 2;
    for (unsigned i = 0; i < n; i++) {
        int most = bottom - (int) (n - 1 - i) * PITCH;
        labels[i].y = labels[i].y > most ? most : labels[i].y;
        if (i && labels[i].y < labels[i - 1].y + PITCH)
            labels[i].y = labels[i - 1].y + PITCH;
        Rect at = { p->plot.x + p->plot.width + CANVAS_PT(5), labels[i].y - PITCH / 2, p->gutter - CANVAS_PT(5),
                    PITCH };
        OrgTextLines lines;
        org_text_break(label_text(p, &labels[i]), false, (int) ((int64_t) at.width * 980 / LABEL), 1, &lines);
        canvas_text(p->canvas, at, ALIGN_LEFT, (Font){ LABEL, false, labels[i].color }, lines.line[0]);
    }
}

static Label
label_of(const Panel *p, const char *what, double value, double high, const char *color)
{
    char low_text[64], high_text[64];
    int percent = p->target->percent;
    const char *text = chart_print(p->chart, "%s", words_number(p->chart->words, value, percent, low_text));
    if (!isnan(high))
        text = chart_print(p->chart, "%s\xE2\x80\x93%s", text, words_number(p->chart->words, high, percent, high_text));
    return (Label){ y_of(p, isnan(high) ? value : (value + high) / 2), what, text, color };
}

/* A level, or two where the baseline is uncertain. */
static void
draw_level(const Panel *p, double value, double high, const char *line)
{
    const double levels[2] = { value, high > value ? high : NAN };
    for (int i = 0; i < 2; i++)
        if (!isnan(levels[i]))
            segment(p, p->plot.x, y_of(p, levels[i]), p->plot.x + p->plot.width, y_of(p, levels[i]), line, CANVAS_PT(1),
                    true);
}

enum { LABELS = 6 }; /* three, each of two lines */

static unsigned
find_labels(const Panel *p, Label *labels)
{
    const Target *t = p->target;
    const Words *w = p->chart->words;
    const TargetMark *last = &t->marks[t->n_marks - 1];
    unsigned n = 0;
    if (!isnan(t->baseline))
        labels[n++] = label_of(p, t->illustrative ? w->illustrative : w->baseline, t->baseline,
                               t->baseline_high > t->baseline ? t->baseline_high : NAN, MUTED);
    if (!isnan(last->level))
        labels[n++] =
            label_of(p, w->required, last->level, last->level_high > last->level ? last->level_high : NAN, AMBER);
    if (t->n_points)
        labels[n++] = label_of(p, w->value, t->points[t->n_points - 1].value, NAN, BLUE);
    else if (!isnan(t->value))
        labels[n++] = label_of(p, w->value, t->value, NAN, BLUE);
    return n;
}

static void
draw_levels(const Panel *p)
{
    const Target *t = p->target;
    const TargetMark *last = &t->marks[t->n_marks - 1];
    draw_level(p, t->baseline, t->baseline_high, LINE);
    draw_level(p, last->level, last->level_high, AMBER);
    for (uint32_t i = 0; i < t->n_marks; i++) {
        int x = x_of(p, t->marks[i].month);
        segment(p, x, p->plot.y, x, p->plot.y + p->plot.height, t->n_marks > 1 ? "#C9D1D9" : LINE, CANVAS_PT(0.75),
                true);
    }
}

/* Words of the engine in the language of the chart: the verdict of all dates, and what the figure of the last one is. */
static const char *
verdict_text(const Panel *p)
{
    const Words *w = p->chart->words;
    const char *overall = p->target->overall, *of_figure = p->target->marks[p->target->n_marks - 1].basis;
    const char *verdict = !strcmp(overall, "met")       ? w->met
                          : !strcmp(overall, "not met") ? w->not_met
                          : !strcmp(overall, "depends") ? w->depends
                                                        : overall;
    bool reported = p->target->by_report || !strcmp(of_figure, "reported");
    const char *basis = reported ? w->reported : !strcmp(of_figure, "assumed") ? w->assumed : "";
    return chart_print(p->chart, "%s%s%s%s", verdict, *basis ? " (" : "", basis, *basis ? ")" : "");
}

static int
draw_verdict(const Panel *p, Rect rect)
{
    const TargetMark *mark = &p->target->marks[p->target->n_marks - 1];
    const char *text = verdict_text(p), *verdict = p->target->overall;
    bool met = !strcmp(verdict, "met"), assumed = !strcmp(mark->basis, "assumed"), missed = !strcmp(verdict, "not met");
    const char *color = met ? GREEN : missed ? RED : AMBER;
    int width = (int) ((int64_t) org_text_width(text, true) * SMALL / 1000) + CANVAS_PT(12);
    Rect pill = { rect.x + rect.width - width, rect.y, width, CANVAS_PT(14) };
    canvas_box(p->canvas, NULL, pill, assumed ? "#FFFFFF" : color, color, CANVAS_PT(0.75));
    canvas_text(p->canvas, pill, ALIGN_CENTRE, (Font){ SMALL, true, assumed ? color : "#FFFFFF" }, text);
    return width;
}

/* "≥ 9 000", "−10 %", "9 000–10 000", in the language of the chart. */
static const char *
required_text(const Panel *p, const Required *required)
{
    char low[64], high[64];
    const char *sign = required->change && !*required->sign && required->low > 0 ? "+" : required->sign;
    words_exact(p->chart->words, required->low, required->percent, low);
    words_exact(p->chart->words, required->high, required->percent, high);
    if (required->range)
        return chart_print(p->chart, "%s\xE2\x80\x93%s", low, high);
    return chart_print(p->chart, "%s%s%s", sign, *required->sign ? " " : "", low);
}

static void
draw_head(const Panel *p, Rect rect)
{
    const Target *t = p->target;
    const TargetMark *mark = &t->marks[t->n_marks - 1];
    const Words *w = p->chart->words;
    int pill = draw_verdict(p, rect);
    char month[64];
    OrgTextLines lines;
    const char *title = chart_print(p->chart, "%s  %s", t->id, t->title);
    int room = rect.width - pill - CANVAS_PT(6);
    org_text_break(title, true, (int) ((int64_t) room * 970 / TITLE), 2, &lines);
    const char *both =
        chart_print(p->chart, "%s%s%s", lines.line[0], lines.n > 1 ? "\n" : "", lines.n > 1 ? lines.line[1] : "");
    int height = CANVAS_PT(12.5) * (int) lines.n, below = height > CANVAS_PT(15) ? height : CANVAS_PT(15);
    canvas_text(p->canvas, (Rect){ rect.x, rect.y, room, height }, ALIGN_LEFT, (Font){ TITLE, true, INK }, both);
    const char *text = chart_print(p->chart, "%s %s %s %s%s%s", w->required, required_text(p, &t->required), w->by,
                                   words_month(w, (OrgMonth) (isnan(mark->month) ? -1 : mark->month), month),
                                   *t->counting ? "  \xC2\xB7  " : "", t->counting);
    org_text_break(text, false, (int) ((int64_t) rect.width * 980 / SMALL), 1, &lines);
    canvas_text(p->canvas, (Rect){ rect.x, rect.y + below, rect.width, CANVAS_PT(11) }, ALIGN_LEFT,
                (Font){ SMALL, false, MUTED }, lines.line[0]);
}

static void
draw_panel(Panel *p, Rect rect, uint32_t i)
{
    char id[16];
    snprintf(id, sizeof id, "p%u", i);
    p->node = canvas_box(p->canvas, id, rect, "#FFFFFF", "#C9D1D9", CANVAS_PT(0.5));
    Rect inner = { rect.x + PAD, rect.y + PAD, rect.width - 2 * PAD, rect.height - 2 * PAD };
    draw_head(p, inner);
    int head = CANVAS_PT(40);
    p->plot = (Rect){ inner.x + CANVAS_PT(8), inner.y + head, 0, inner.height - head - CANVAS_PT(14) };
    find_range(p);
    Label labels[LABELS];
    unsigned n = find_labels(p, labels);
    int least = CANVAS_PT(40), most = inner.width * 3 / 5;
    p->gutter = least;
    for (unsigned k = 0; k < n; k++) {
        int width = label_width(p, &labels[k]);
        p->gutter = width > p->gutter ? width : p->gutter;
    }
    p->gutter = p->gutter > most ? most : p->gutter;
    p->plot.width = inner.width - p->gutter - CANVAS_PT(8);
    draw_axes(p);
    draw_levels(p);
    draw_labels(p, labels, split_labels(p, labels, n));
    draw_curve(p, offsetof(TargetPoint, p5), "#A9C6EA", CANVAS_PT(0.75));
    draw_curve(p, offsetof(TargetPoint, p95), "#A9C6EA", CANVAS_PT(0.75));
    draw_curve(p, offsetof(TargetPoint, value), BLUE, CANVAS_PT(1.75));
    draw_dots(p);
}

/* As many columns as keep panels about 1.5 times as wide as high. */
static void
choose_grid(uint32_t n, Rect body, uint32_t *columns, uint32_t *rows)
{
    double best = INFINITY;
    *columns = *rows = 1;
    for (uint32_t c = 1; c <= n && c <= 6; c++) {
        uint32_t r = (n + c - 1) / c;
        double shape = ((double) body.width / c) / ((double) body.height / r),
               off = fabs(log(shape / 1.5)) + 0.02 * (c * r - n);
        if (off < best) {
            best = off;
            *columns = c;
            *rows = r;
        }
    }
}

static void
draw_panels(const Chart *chart, Canvas *canvas, const Target *targets, uint32_t n, Rect body)
{
    uint32_t columns, rows;
    choose_grid(n, body, &columns, &rows);
    int width = (body.width + GAP) / (int) columns - GAP, height = (body.height + GAP) / (int) rows - GAP;
    height = height > width ? width : height;
    for (uint32_t i = 0; i < n; i++) {
        Panel panel = { .chart = chart, .canvas = canvas, .target = &targets[i] };
        Rect rect = { body.x + (int) (i % columns) * (width + GAP), body.y + (int) (i / columns) * (height + GAP),
                      width, height };
        draw_panel(&panel, rect, i);
    }
}

/* Targets, and those met: by the way of counting that stands for them, at all their dates, and not by an assumed figure. */
static uint32_t
count_met(const Target *targets, uint32_t n, uint32_t *met)
{
    uint32_t all = 0;
    *met = 0;
    for (uint32_t i = 0; i < n; i++) {
        const TargetMark *mark = &targets[i].marks[targets[i].n_marks - 1];
        all += targets[i].headline;
        *met += targets[i].headline && !strcmp(targets[i].overall, "met") && strcmp(mark->basis, "assumed");
    }
    return all;
}

/* A page holds so many panels; what is beyond them is said, not dropped in silence. */
enum { PANELS = 30 };

OrgStatus
timeline_draw(const Chart *chart, Canvas *canvas)
{
    Target *targets = NULL;
    uint32_t n = targets_read(chart, &targets), shown = n < PANELS ? n : PANELS, met, all = count_met(targets, n, &met);
    const Words *w = chart->words;
    const char *subtitle = n == 0       ? w->no_targets
                           : n == shown ? chart_print(chart, "%s  \xC2\xB7  %u / %u %s", w->timeline, met, all, w->met)
                                        : chart_print(chart, "%s  \xC2\xB7  %u / %u %s  \xC2\xB7  + %u %s", w->timeline,
                                                      met, all, w->met, n - shown, w->more);
    Rect body;
    PageText text = { .title = page_title(chart), .subtitle = subtitle };
    page_begin(chart, &text, canvas, &body);
    if (shown)
        draw_panels(chart, canvas, targets, shown, body);
    return ORG_OK;
}
