// SPDX-License-Identifier: MIT
#include "timeline.h"
#include "finding.h"
#include "text.h"
#include "timeline-private.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { GAP = CANVAS_PT(12), PAD = CANVAS_PT(9), PILL = CANVAS_PT(14) };

/* ---- verdicts */

/* At the right of the room; returns its width. */
static int
draw_pill(const Chart *chart, Canvas *canvas, Rect rect, const char *verdict, const char *basis, bool outlined)
{
    const char *text = verdict_text(chart, verdict, basis);
    int width = (int) ((int64_t) org_text_width(text, true) * TIMELINE_SMALL / 1000) + CANVAS_PT(12);
    verdict_pill(canvas, (Rect){ rect.x + rect.width - width, rect.y, width, PILL }, verdict, text, TIMELINE_SMALL,
                 outlined);
    return width;
}

/* The verdict that counts; below it the plan's, where a reported figure contradicts that. */
static int
draw_verdicts(const Chart *chart, Canvas *canvas, const Target *t, Rect rect)
{
    const Words *w = chart->words;
    const char *basis = t->marks[t->n_marks - 1].basis;
    bool assumed = !strcmp(basis, "assumed");
    const char *planned = assumed ? w->assumed : !strcmp(basis, "reported") ? w->reported : "";
    if (!t->by_report)
        return draw_pill(chart, canvas, rect, t->overall, planned, assumed);
    int first = draw_pill(chart, canvas, rect, t->overall, w->reported, false);
    rect.y += PILL + CANVAS_PT(2);
    int second = draw_pill(chart, canvas, rect, t->planned, *planned ? planned : w->plan, true);
    return first > second ? first : second;
}

/* ---- panels */

/* "required −10 % by 2025-12  ·  schools-in" */
static const char *
need_text(const Chart *chart, const Target *t)
{
    const TargetMark *mark = &t->marks[t->n_marks - 1];
    const Words *w = chart->words;
    char month[64];
    return chart_print(chart, "%s %s %s %s%s%s", w->required, verdict_required(chart, &t->required), w->by,
                       words_month(w, (OrgMonth) (isnan(mark->month) ? -1 : mark->month), month),
                       *t->counting ? "  \xC2\xB7  " : "", t->counting);
}

static void
draw_head(const Panel *p, Rect rect)
{
    const Target *t = p->target;
    OrgTextLines lines;
    const char *title = chart_print(p->chart, "%s  %s", t->id, t->title);
    int pill = draw_verdicts(p->chart, p->canvas, t, rect), room = rect.width - pill - CANVAS_PT(6);
    org_text_break(title, true, (int) ((int64_t) room * 970 / TIMELINE_TITLE), 2, &lines);
    const char *both =
        chart_print(p->chart, "%s%s%s", lines.line[0], lines.n > 1 ? "\n" : "", lines.n > 1 ? lines.line[1] : "");
    int height = CANVAS_PT(12.5) * (int) lines.n, below = height > CANVAS_PT(15) ? height : CANVAS_PT(15);
    canvas_text(p->canvas, (Rect){ rect.x, rect.y, room, height }, ALIGN_LEFT, (Font){ TIMELINE_TITLE, true, INK },
                both);
    page_line(p->canvas, (Rect){ rect.x, rect.y + below, t->by_report ? room : rect.width, CANVAS_PT(11) }, ALIGN_LEFT,
              (Font){ TIMELINE_SMALL, false, MUTED }, need_text(p->chart, t));
}

static void
draw_panel(Panel *p, Rect rect, uint32_t i)
{
    enum { HEAD = CANVAS_PT(46) };
    char id[16];
    snprintf(id, sizeof id, "p%u", i);
    p->node = canvas_box(p->canvas, id, rect, "#FFFFFF", "#C9D1D9", CANVAS_PT(0.5));
    Rect inner = { rect.x + PAD, rect.y + PAD, rect.width - 2 * PAD, rect.height - 2 * PAD };
    draw_head(p, inner);
    timeline_plot(p, (Rect){ inner.x, inner.y + HEAD, inner.width, inner.height - HEAD });
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
draw_panels(const Chart *chart, Canvas *canvas, const Target *const *targets, uint32_t n, Rect body)
{
    uint32_t columns, rows;
    choose_grid(n, body, &columns, &rows);
    int width = (body.width + GAP) / (int) columns - GAP, height = (body.height + GAP) / (int) rows - GAP;
    height = height > width ? width : height;
    for (uint32_t i = 0; i < n; i++) {
        Panel panel = { .chart = chart, .canvas = canvas, .target = targets[i] };
        Rect rect = { body.x + (int) (i % columns) * (width + GAP), body.y + (int) (i / columns) * (height + GAP),
                      width, height };
        draw_panel(&panel, rect, i);
    }
}

/* ---- what is only assumed: a strip of figures, for a line would tell nothing that was simulated */

enum { CELL = CANVAS_PT(34), CELL_WIDTH = CANVAS_PT(250), STRIP_HEAD = CANVAS_PT(16) };

static uint32_t
strip_columns(Rect body, uint32_t n)
{
    uint32_t columns = (uint32_t) ((body.width + GAP) / (CELL_WIDTH + GAP));
    return columns < 1 ? 1 : columns > n ? n : columns;
}

static int
strip_height(Rect body, uint32_t n)
{
    uint32_t columns = n ? strip_columns(body, n) : 1;
    return n ? STRIP_HEAD + (int) ((n + columns - 1) / columns) * (CELL + CANVAS_PT(4)) : 0;
}

static void
draw_cell(const Chart *chart, Canvas *canvas, const Target *t, Rect rect)
{
    Rect in = { rect.x + CANVAS_PT(6), rect.y + CANVAS_PT(4), rect.width - CANVAS_PT(12), CANVAS_PT(13) };
    canvas_box(canvas, NULL, rect, "#FFFFFF", "#C9D1D9", CANVAS_PT(0.5));
    int pill = draw_verdicts(chart, canvas, t, in);
    Rect first = in, second = { in.x, in.y + CANVAS_PT(14), in.width, CANVAS_PT(12) };
    first.width -= pill + CANVAS_PT(6);
    page_line(canvas, first, ALIGN_LEFT, (Font){ TIMELINE_SMALL, true, INK },
              chart_print(chart, "%s  %s", t->id, t->title));
    page_line(canvas, second, ALIGN_LEFT, (Font){ TIMELINE_LABEL, false, MUTED },
              chart_print(chart, "%s %s  \xC2\xB7  %s", chart->words->value,
                          isnan(t->value) ? "\xE2\x80\x93" : target_figure(chart, t, t->value), need_text(chart, t)));
}

static void
draw_strip(const Chart *chart, Canvas *canvas, const Target *const *targets, uint32_t n, Rect strip)
{
    uint32_t columns = strip_columns(strip, n);
    int width = (strip.width + GAP) / (int) columns - GAP;
    page_line(canvas, (Rect){ strip.x, strip.y, strip.width, CANVAS_PT(12) }, ALIGN_LEFT,
              (Font){ TIMELINE_SMALL, true, MUTED }, chart->words->only_assumed);
    for (uint32_t i = 0; i < n; i++)
        draw_cell(chart, canvas, targets[i],
                  (Rect){ strip.x + (int) (i % columns) * (width + GAP),
                          strip.y + STRIP_HEAD + (int) (i / columns) * (CELL + CANVAS_PT(4)), width, CELL });
}

/* ---- the page */

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

/* A target that is only assumed and of which nothing was reported stands in the strip, where others have panels. */
static void
sort_targets(const Target *targets, uint32_t n, const Target **panels, uint32_t *n_panels, const Target **strip,
             uint32_t *n_strip)
{
    bool any = false;
    for (uint32_t i = 0; i < n; i++)
        any |= !targets[i].assumed || targets[i].n_actuals;
    for (uint32_t i = 0; i < n; i++)
        if (any && targets[i].assumed && !targets[i].n_actuals)
            strip[(*n_strip)++] = &targets[i];
        else
            panels[(*n_panels)++] = &targets[i];
}

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
    PageText text = { .title = finding_of_targets(chart, targets, n), .subtitle = subtitle, .finding = true };
    page_begin(chart, &text, canvas, &body);
    const Target *panels[PANELS], *strip[PANELS];
    uint32_t n_panels = 0, n_strip = 0;
    sort_targets(targets, shown, panels, &n_panels, strip, &n_strip);
    int below = strip_height(body, n_strip);
    if (n_panels)
        draw_panels(chart, canvas, panels, n_panels,
                    (Rect){ body.x, body.y, body.width, body.height - below - (below ? CANVAS_PT(6) : 0) });
    if (n_strip)
        draw_strip(chart, canvas, strip, n_strip, (Rect){ body.x, body.y + body.height - below, body.width, below });
    return ORG_OK;
}
