// SPDX-License-Identifier: MIT
/* The pictures of the brief: targets on one scale, where the posts go, and what changes most. */
#include "page.h"
#include "../chart/page.h"
#include "progress.h"
#include "sheet.h"
#include "verdict.h"
#include "waterfall.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TRACK "#E4E8EC"

/* Columns of the targets. */
enum { REQUIRED = CANVAS_PT(44), FIGURES = CANVAS_PT(84), PROGRESS = CANVAS_PT(96), VERDICT = CANVAS_PT(54) };

static void
put_line(const Sheet *s, Rect rect, Align align, bool bold, const char *color, const char *text)
{
    page_line(s->canvas, rect, align, (Font){ SHEET_TEXT, bold, color }, text);
}

/* ---- targets */

/* As write_progress() does for the page. */
static void
draw_progress(const Sheet *s, const Judged *judged, Rect rect)
{
    Progress progress = progress_of(judged);
    if (!progress.known || progress.from_start)
        return;
    int zero = rect.x + rect.width / 4, whole = rect.width / 2, y = rect.y + rect.height / 2 - CANVAS_PT(3);
    double low = fmax(-0.5, fmin(1.5, progress.low)), high = fmax(-0.5, fmin(1.5, progress.high));
    int end = zero + (int) lround(low * whole), open = zero + (int) lround(high * whole);
    canvas_box(s->canvas, NULL, (Rect){ zero, y, whole, CANVAS_PT(6) }, TRACK, NULL, 0);
    Rect bar = { end < zero ? end : zero, y, abs(end - zero), CANVAS_PT(6) };
    if (bar.width)
        canvas_box(s->canvas, NULL, bar, low >= 1 ? GREEN : RED, NULL, 0);
    if (open > end) {
        int from = end > zero ? end : zero;
        canvas_box(s->canvas, NULL, (Rect){ from, y, open - from, CANVAS_PT(6) }, "#C9A86A", NULL, 0);
    }
    canvas_box(s->canvas, NULL, (Rect){ zero + whole - 2, y - CANVAS_PT(3), 5, CANVAS_PT(12) }, INK, NULL, 0);
    if (progress.high > 1.5)
        canvas_text(s->canvas, (Rect){ open - CANVAS_PT(9), y - CANVAS_PT(3), CANVAS_PT(9), CANVAS_PT(12) },
                    ALIGN_RIGHT, (Font){ SHEET_TEXT, true, "#FFFFFF" }, "\xE2\x86\x92");
}

/* "98 864 (−13.3 %)": a value, and its change where one is required. */
static const char *
judged_text(const Sheet *s, const Judged *judged, double value)
{
    const char *text = sheet_arg(s, with_decimals(figure(judged, value), judged->value_decimals));
    double change = (value - judged->baseline) / judged->baseline;
    if (!judged->required.change || !judged->required.percent || !isfinite(change))
        return text;
    return chart_print(s->chart, "%s (%s%s)", text, change > 0 ? "+" : "",
                       sheet_arg(s, with_decimals(PERCENT(change), judged->change_decimals)));
}

static void
draw_target(const Sheet *s, const Judged *judged, Rect row)
{
    const int required = REQUIRED, plan = FIGURES, bar = PROGRESS, verdict = VERDICT;
    int x = row.x, title = row.width - required - 2 * plan - bar - verdict - CANVAS_PT(8);
    const char *name = chart_print(s->chart, "%s  %s", judged->id, sheet_arg(s, STORED(judged->title)));
    page_whole(s->chart, s->canvas, (Rect){ x, row.y, title, row.height }, ALIGN_LEFT, (Font){ SHEET_TEXT, true, INK },
               name);
    x += title + CANVAS_PT(4);
    put_line(s, (Rect){ x, row.y, required, row.height }, ALIGN_RIGHT, false, INK,
             verdict_required(s->chart, &judged->required));
    x += required;
    put_line(s, (Rect){ x, row.y, plan, row.height }, ALIGN_RIGHT, false, INK,
             judged_text(s, judged, judged->as_planned ? judged->planned_value : judged->value));
    x += plan;
    bool reported = judged->as_planned || !isnan(judged->reported);
    put_line(s, (Rect){ x, row.y, plan, row.height }, ALIGN_RIGHT, judged->as_planned, INK,
             !reported ? "" : judged_text(s, judged, judged->as_planned ? judged->value : judged->reported));
    x += plan + CANVAS_PT(4);
    draw_progress(s, judged, (Rect){ x, row.y, bar, row.height });
    Rect pill = { row.x + row.width - verdict + CANVAS_PT(6), row.y + row.height / 2 - CANVAS_PT(6),
                  verdict - CANVAS_PT(6), CANVAS_PT(12) };
    verdict_pill(s->canvas, pill, judged->verdict, verdict_text(s->chart, judged->verdict, ""), CANVAS_PT(7.5), false);
}

static void
draw_target_heads(const Sheet *s, int top)
{
    const Word heads[] = { W_required, W_sheet_plan, W_sheet_reported };
    const int widths[] = { REQUIRED, FIGURES, FIGURES };
    int x = s->left + s->width - VERDICT - PROGRESS - 2 * FIGURES - REQUIRED - CANVAS_PT(4);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; x += widths[i++])
        put_line(s, (Rect){ x, top, widths[i], SHEET_LINE }, ALIGN_RIGHT, false, MUTED, sheet_word(s, heads[i]));
    put_line(s, (Rect){ x + CANVAS_PT(4), top, PROGRESS, SHEET_LINE }, ALIGN_CENTRE, false, MUTED,
             sheet_word(s, W_sheet_scale));
}

/* Assumed figures take a line together: they are not as proven as the others. */
static int
draw_assumed(const Sheet *s, int top)
{
    unsigned met = 0, missed = 0;
    for (size_t i = 0; i < s->run->n_judged; i++) {
        const Judged *judged = &s->run->judged[i];
        bool assumed = !strcmp(judged->basis, "assumed") || !strcmp(judged->basis, "reported");
        if (judged->headline && assumed) {
            met += !strcmp(judged->verdict, "met");
            missed += strcmp(judged->verdict, "met") != 0;
        }
    }
    if (met + missed == 0)
        return top;
    put_line(s, (Rect){ s->left, top, s->width, SHEET_LINE }, ALIGN_LEFT, false, MUTED,
             sheet_text(s, W_verdict_assumed, NUMBER(met + missed), NUMBER(met), NUMBER(missed)));
    return top + SHEET_LINE;
}

int
sheet_targets(const Sheet *s, int top)
{
    enum { MOST = 8, ROW = CANVAS_PT(30) };
    unsigned n = 0;
    top = sheet_heading(s, (Rect){ s->left, top, s->width, 0 }, sheet_word(s, W_sheet_targets));
    draw_target_heads(s, top);
    top += SHEET_LINE;
    for (size_t i = 0; i < s->run->n_judged && n < MOST; i++) {
        const Judged *judged = &s->run->judged[i];
        bool assumed = !strcmp(judged->basis, "assumed") || !strcmp(judged->basis, "reported");
        if (!judged->headline || assumed)
            continue;
        draw_target(s, judged, (Rect){ s->left, top, s->width, ROW });
        top += ROW;
        n++;
    }
    return draw_assumed(s, top);
}

/* ---- where the posts go */

int
sheet_waterfall(const Sheet *s, Rect room)
{
    enum { MOST = 6 };
    const WaterfallLook look = { CANVAS_PT(20), CANVAS_PT(104), CANVAS_PT(46), SHEET_TEXT, false };
    Waterfall waterfall;
    int y = sheet_heading(s, room, s->chart->words->waterfall);
    if (!waterfall_read(s->chart, MOST, &waterfall)) {
        s->canvas->failed = true;
        return y;
    }
    return waterfall_bars(s->chart, s->canvas, &waterfall, (Rect){ room.x, y, room.width, 0 }, &look);
}

/* ---- what changes most */

typedef struct {
    OrgRow unit;
    double before, after;
} Part;

static int
by_change(const void *a, const void *b)
{
    const Part *x = a, *y = b;
    double p = fabs(x->after - x->before), q = fabs(y->after - y->before);
    return p != q ? (p > q ? -1 : 1) : x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* What stands right under the one root, or the roots. */
static size_t
find_parts(const Run *run, Part *parts)
{
    size_t n = 0;
    OrgRow root = fate_root(run->before, run->after);
    for (OrgRow u = 0; u < run->n; u++)
        if (fate_flags(&run->fates, u) && unit_parent(run, u) == root)
            parts[n++] = (Part){ u, fate_number(&run->fates, u, AT_ALL_POSTS_BEFORE),
                                 fate_number(&run->fates, u, AT_ALL_POSTS_AFTER) };
    qsort(parts, n, sizeof *parts, by_change);
    return n;
}

int
sheet_departments(const Sheet *s, Rect room)
{
    enum { MOST = 10, ROW = CANVAS_PT(17.5), FIGURE = CANVAS_PT(112), BAR = CANVAS_PT(34) };
    Part *parts = calloc(s->run->n + 1u, sizeof *parts);
    size_t n = parts ? find_parts(s->run, parts) : 0;
    int y = sheet_heading(s, room, sheet_word(s, W_sheet_departments)), name = room.width - FIGURE - BAR - CANVAS_PT(8);
    double most = n ? fabs(parts[0].after - parts[0].before) : 0;
    for (size_t i = 0; i < n && i < MOST; i++) {
        double change = parts[i].after - parts[i].before;
        if (change == 0)
            break;
        page_whole(s->chart, s->canvas, (Rect){ room.x, y, name, ROW }, ALIGN_LEFT, (Font){ SHEET_TEXT, false, INK },
                   unit_name(s->report, s->run, parts[i].unit));
        int width = (int) lround(fabs(change) / most * BAR);
        canvas_box(s->canvas, NULL,
                   (Rect){ room.x + name + CANVAS_PT(4), y + CANVAS_PT(3), width > 2 ? width : 2, ROW - CANVAS_PT(6) },
                   change < 0 ? RED : GREEN, NULL, 0);
        const char *figures =
            chart_print(s->chart, "%s \xE2\x86\x92 %s (%s%s)", sheet_arg(s, NUMBER(parts[i].before)),
                        sheet_arg(s, NUMBER(parts[i].after)), change > 0 ? "+" : "", sheet_arg(s, NUMBER(change)));
        put_line(s, (Rect){ room.x + room.width - FIGURE, y, FIGURE, ROW }, ALIGN_RIGHT, false, INK, figures);
        y += ROW;
    }
    free(parts);
    return y;
}
