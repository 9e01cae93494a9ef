// SPDX-License-Identifier: MIT
/* The plot of a target: what was measured and reported, what is required, and the pace that leads there. */
#include "text.h"
#include "timeline-private.h"
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PITCH = CANVAS_PT(9) /* of labels */, LABEL = TIMELINE_LABEL };

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

/* 1, 2 or 5 times a power of ten, for three or four values in a range. */
static double
nice_step(double range)
{
    double rough = range / 3, power = pow(10, floor(log10(rough))), part = rough / power;
    return (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10) * power;
}

/* There is no half unit between two. */
static bool
is_whole(const Target *t)
{
    bool whole = !t->percent;
    for (uint32_t i = 0; i < t->n_points && whole; i++)
        whole = isnan(t->points[i].value) || t->points[i].value == floor(t->points[i].value);
    return whole;
}

/* Edges of the plot: everything that is drawn in it, out to a value of the axis; zero when it is near. */
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
    for (uint32_t i = 0; i < t->n_actuals; i++) {
        stretch(t->actuals[i].month, &p->first, &p->last);
        stretch(t->actuals[i].value, &p->low, &p->high);
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
    double range = p->high - p->low;
    p->tick = nice_step(range > 0 ? range : fmax(fabs(p->high) / 2, 1));
    if (is_whole(t) && p->tick < 1)
        p->tick = 1;
    double low = floor(p->low / p->tick) * p->tick, high = ceil(p->high / p->tick) * p->tick;
    p->low = low == p->low && low != 0 ? low - p->tick / 2 : low; /* a line on the axis would not be seen */
    p->high = high - p->high < p->tick / 8 ? high + p->tick / 4 : high;
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

/* Decembers along the bottom, as many as there is room for. */
static void
draw_months(const Panel *p)
{
    enum { WIDTH = CANVAS_PT(36) };
    int bottom = p->plot.y + p->plot.height;
    segment(p, p->plot.x, bottom, p->plot.x + p->plot.width, bottom, LINE, CANVAS_PT(0.75), false);
    int years = (int) ((p->last - p->first) / 12 + 0.5), room = p->plot.width / WIDTH,
        every = room > 0 ? 1 + years / room : years;
    for (double month = ceil((p->first - 11) / 12) * 12 + 11; month <= p->last + 0.5;
         month += 12 * (every > 0 ? every : 1)) {
        char text[64];
        int x = x_of(p, month);
        segment(p, x, bottom, x, bottom + CANVAS_PT(3), LINE, CANVAS_PT(0.75), false);
        canvas_text(p->canvas, (Rect){ x - WIDTH / 2, bottom + CANVAS_PT(3), WIDTH, CANVAS_PT(10) }, ALIGN_CENTRE,
                    (Font){ LABEL, false, MUTED }, words_month(p->chart->words, (OrgMonth) month, text));
    }
}

/* Values along the left. An axis that does not begin at zero is broken at its foot, for all to see. */
static void
draw_values(const Panel *p)
{
    int x = p->plot.x, bottom = p->plot.y + p->plot.height, width = CANVAS_PT(44);
    bool broken = p->low > 0;
    int foot = broken ? bottom - CANVAS_PT(9) : bottom;
    segment(p, x, p->plot.y, x, foot, LINE, CANVAS_PT(0.75), false);
    for (int i = 0; i < 2 && broken; i++) {
        int y = foot + i * CANVAS_PT(3.5);
        segment(p, x - CANVAS_PT(3), y + CANVAS_PT(2), x + CANVAS_PT(3), y - CANVAS_PT(2), LINE, CANVAS_PT(0.9), false);
    }
    for (double value = ceil(p->low / p->tick) * p->tick; value <= p->high + p->tick / 1000; value += p->tick) {
        int y = y_of(p, value);
        if (y > foot)
            continue;
        segment(p, x - CANVAS_PT(3), y, x, y, LINE, CANVAS_PT(0.75), false);
        canvas_text(p->canvas, (Rect){ x - CANVAS_PT(5) - width, y - PITCH / 2, width, PITCH }, ALIGN_RIGHT,
                    (Font){ LABEL, false, MUTED }, target_figure(p->chart, p->target, value));
    }
}

/* What is measured every month stands until the next; between other points nobody knows, and a line leads from one to the next. */
static void
draw_curve(const Panel *p, size_t offset, const char *color, int width)
{
    const Target *t = p->target;
    int x = 0, y = 0;
    double month = 0;
    bool pen = false;
    for (uint32_t i = 0; i < t->n_points; i++) {
        double value = *(const double *) (const void *) ((const char *) &t->points[i] + offset);
        if (isnan(value)) {
            pen = false;
            continue;
        }
        int to_x = x_of(p, t->points[i].month), to_y = y_of(p, value);
        bool step = pen && t->points[i].month - month <= 1 && to_y != y;
        if (step) {
            segment(p, x, y, to_x, y, color, width, false);
            segment(p, to_x, y, to_x, to_y, color, width, false);
        } else if (pen)
            segment(p, x, y, to_x, to_y, color, width, false);
        x = to_x, y = to_y, month = t->points[i].month, pen = true;
    }
}

/* Measured points are full unless there are too many to tell apart; reported ones are hollow and larger. */
static void
draw_dots(const Panel *p)
{
    enum { DOT = CANVAS_PT(3.5), HOLLOW = CANVAS_PT(6), MOST = 40 };
    const Target *t = p->target;
    for (uint32_t i = 0; i < t->n_points && t->n_points <= MOST; i++)
        if (!isnan(t->points[i].value))
            canvas_box(p->canvas, NULL,
                       (Rect){ x_of(p, t->points[i].month) - DOT / 2, y_of(p, t->points[i].value) - DOT / 2, DOT, DOT },
                       BLUE, NULL, 0);
    for (uint32_t i = 0; i < t->n_actuals; i++)
        canvas_box(p->canvas, NULL,
                   (Rect){ x_of(p, t->actuals[i].month) - HOLLOW / 2, y_of(p, t->actuals[i].value) - HOLLOW / 2, HOLLOW,
                           HOLLOW },
                   "#FFFFFF", INK, CANVAS_PT(1.25));
}

/* The pace that leads from the start to what is required, where that is not reached yet. */
static void
draw_pace(const Panel *p)
{
    const Target *t = p->target;
    const TargetMark *last = &t->marks[t->n_marks - 1];
    if (!t->n_points || !t->required.direction || isnan(last->level) || isnan(t->points[0].value) ||
        (last->level - t->points[0].value) * t->required.direction <= 0 || t->points[0].month >= last->month)
        return;
    segment(p, x_of(p, t->points[0].month), y_of(p, t->points[0].value), x_of(p, last->month), y_of(p, last->level),
            "#B9A27A", CANVAS_PT(0.75), true);
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
    const char *text = target_figure(p->chart, p->target, value);
    if (!isnan(high))
        text = chart_print(p->chart, "%s\xE2\x80\x93%s", text, target_figure(p->chart, p->target, high));
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

enum { LABELS = 8 }; /* four, each of two lines */

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
    if (t->n_actuals)
        labels[n++] = label_of(p, w->reported, t->actuals[t->n_actuals - 1].value, NAN, INK);
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

void
timeline_plot(Panel *p, Rect room)
{
    enum { AXIS = CANVAS_PT(40), FOOT = CANVAS_PT(14) };
    Label labels[LABELS];
    p->plot = (Rect){ room.x + AXIS, room.y, 0, room.height - FOOT };
    find_range(p);
    unsigned n = find_labels(p, labels);
    int least = CANVAS_PT(40), most = room.width / 2;
    p->gutter = least;
    for (unsigned k = 0; k < n; k++) {
        int width = label_width(p, &labels[k]);
        p->gutter = width > p->gutter ? width : p->gutter;
    }
    p->gutter = p->gutter > most ? most : p->gutter;
    p->plot.width = room.width - p->gutter - AXIS;
    draw_months(p);
    draw_values(p);
    draw_levels(p);
    draw_pace(p);
    draw_labels(p, labels, split_labels(p, labels, n));
    draw_curve(p, offsetof(TargetPoint, p5), "#A9C6EA", CANVAS_PT(0.75));
    draw_curve(p, offsetof(TargetPoint, p95), "#A9C6EA", CANVAS_PT(0.75));
    draw_curve(p, offsetof(TargetPoint, value), BLUE, CANVAS_PT(1.75));
    draw_dots(p);
}
