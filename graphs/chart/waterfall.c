// SPDX-License-Identifier: MIT
#include "waterfall.h"
#include "finding.h"
#include "page.h"
#include "paper.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LOSS "#B3261E"
#define GAIN "#176B40"
#define WHOLE "#33475B"

static const double *
numbers(const OrgTable *table, const char *name)
{
    const OrgColumn *column = chart_column(table, name);
    return column ? column->number : NULL;
}

static const char *const *
texts(const OrgTable *table, const char *name)
{
    const OrgColumn *column = chart_column(table, name);
    return column ? column->text : NULL;
}

static int
by_size(const void *a, const void *b)
{
    double x = fabs(((const WaterfallStep *) a)->change), y = fabs(((const WaterfallStep *) b)->change);
    return x > y ? -1 : x < y;
}

/* Posts of all units that stand under none. */
static bool
read_ends(const Chart *chart, Waterfall *waterfall)
{
    const OrgHost *host = chart->host;
    OrgCtx *start = host->at(chart->ctx, chart->run, ORG_UNKNOWN), *end = host->at(chart->ctx, chart->run, ORG_OPEN);
    Fates fates;
    if (!start || !end || !fates_read(host, chart->ctx, chart->run, host->units(end)->n, &fates))
        return false;
    const OrgUnits *before = host->units(start), *after = host->units(end);
    for (OrgRow u = 0; u < after->n; u++) {
        if (u < before->n && before->closed[u] == ORG_OPEN && before->parent[u] == ORG_NONE)
            waterfall->before += fate_number(&fates, u, AT_ALL_POSTS_BEFORE);
        if (after->closed[u] == ORG_OPEN && after->parent[u] == ORG_NONE)
            waterfall->after += fate_number(&fates, u, AT_ALL_POSTS_AFTER);
    }
    return true;
}

/* What each item opened and closed, by its number; the names of those that did either are set. */
static void
read_items(const Chart *chart, WaterfallStep *found, size_t n)
{
    const OrgTable *story = chart->host->data(chart->ctx, "story"), *items = chart->host->data(chart->ctx, "item");
    const double *item = numbers(story, "item"), *weight = numbers(story, "weight"), *number = numbers(items, "item");
    const char *const *event = texts(story, "event"), *const *id = texts(items, "id");
    for (size_t i = 0; story && item && weight && event && i < story->rows; i++) {
        bool opened = !strcmp(event[i], "posts-opened"), closed = !strcmp(event[i], "posts-closed");
        if ((opened || closed) && chart_is_row(chart, story, i) && item[i] >= 0 && item[i] < (double) n)
            found[(size_t) item[i]].change += opened ? weight[i] : -weight[i];
    }
    for (size_t i = 0; items && number && id && i < items->rows; i++)
        if (chart_is_row(chart, items, i) && number[i] >= 0 && number[i] < (double) n) {
            found[(size_t) number[i]].name = id[i];
            found[(size_t) number[i]].title = chart_said(chart, items, "note", i);
        }
}

bool
waterfall_read(const Chart *chart, size_t most, Waterfall *waterfall)
{
    const OrgTable *items = chart->host->data(chart->ctx, "item");
    size_t n = items ? items->rows : 0, kept = 0;
    double told = 0;
    *waterfall = (Waterfall){ .step = chart->host->scratch(chart->ctx, (most + 1) * sizeof(WaterfallStep)) };
    WaterfallStep *found = chart->host->scratch(chart->ctx, (n + 1) * sizeof *found);
    if (!waterfall->step || !found || !read_ends(chart, waterfall))
        return false;
    read_items(chart, found, n);
    for (size_t i = 0; i < n; i++)
        if (found[i].change != 0 && found[i].name)
            found[kept++] = found[i];
    qsort(found, kept, sizeof *found, by_size);
    for (size_t i = 0; i < kept && i < most; i++) {
        waterfall->step[waterfall->n++] = found[i];
        told += found[i].change;
    }
    double all = waterfall->after - waterfall->before;
    if (fabs(all - told) > 1e-6) /* what weights changed, too */
        waterfall->step[waterfall->n++] =
            (WaterfallStep){ .name = chart->words->all_others, .title = "", .change = all - told };
    for (size_t i = 0; i < waterfall->n; i++)
        waterfall->step[i].all = (i ? waterfall->step[i - 1].all : waterfall->before) + waterfall->step[i].change;
    return true;
}

/* ---- drawing */

static void
range_of(const Waterfall *w, double *low, double *high)
{
    *low = fmin(w->before, w->after);
    *high = fmax(w->before, w->after);
    for (size_t i = 0; i < w->n; i++) {
        *low = fmin(*low, w->step[i].all);
        *high = fmax(*high, w->step[i].all);
    }
}

/* From what the bars are drawn: zero, or, where that would leave no room for the changes, a round number, and the bars are broken. */
static double
base_of(double low, double high)
{
    if (high - low > high / 3 || high <= 0)
        return 0;
    double step = pow(10, floor(log10(fmax(high - low, 1))));
    return fmax(0, floor((low - (high - low) / 2) / step) * step);
}

static void
draw_break(Canvas *canvas, Rect bar)
{
    int x = bar.x + CANVAS_PT(6);
    const Point points[] = { { x, bar.y + bar.height },
                             { x + CANVAS_PT(3), bar.y },
                             { x + CANVAS_PT(3), bar.y + bar.height },
                             { x + CANVAS_PT(6), bar.y } };
    CanvasBox box = canvas_box(canvas, NULL, bar, NULL, NULL, 0);
    canvas_lines(canvas, box, box, points, 4, 2, "#FFFFFF", CANVAS_PT(1.25));
}

static const char *
value_text(const Chart *chart, double value, bool change)
{
    char text[64];
    int64_t thousandths = llround(value * 1000);
    return chart_print(chart, "%s",
                       change ? words_signed(chart->words, thousandths, text)
                              : words_fte(chart->words, thousandths, text));
}

/* Losses are hatched, so that they are told from gains without colour. */
static void
draw_step(Canvas *canvas, Rect bar, bool loss)
{
    CanvasBox box = canvas_box(canvas, NULL, bar, loss ? "#FBE4E2" : GAIN, loss ? LOSS : GAIN, CANVAS_PT(0.75));
    if (loss)
        canvas_strokes(canvas, box, bar, CANVAS_PT(5), LOSS);
}

/* The note of a step is its title, its id stands below it in small; without a note, or with one that is too long, the id stands alone. */
static void
draw_title(const Chart *chart, Canvas *canvas, Rect place, Font font, const WaterfallStep *step)
{
    enum { LONGEST = 120 };
    const int id = CANVAS_PT(10), margin = place.height / 10;
    place = (Rect){ place.x, place.y + margin, place.width, place.height - 2 * margin };
    if (!*step->title || strlen(step->title) > LONGEST || place.height < CANVAS_PT(20)) {
        page_whole(chart, canvas, place, ALIGN_LEFT, font, step->name);
        return;
    }
    page_whole(chart, canvas, (Rect){ place.x, place.y, place.width, place.height - id }, ALIGN_LEFT,
               (Font){ font.size * 4 / 5, false, INK }, step->title);
    page_line(canvas, (Rect){ place.x, place.y + place.height - id, place.width, id }, ALIGN_LEFT,
              (Font){ CANVAS_PT(7.5), false, MUTED }, step->name);
}

int
waterfall_bars(const Chart *chart, Canvas *canvas, const Waterfall *w, Rect room, const WaterfallLook *look)
{
    double low, high;
    range_of(w, &low, &high);
    double base = base_of(low, high);
    int plot = room.width - look->name - look->figure - CANVAS_PT(8), gap = look->row / 8, y = room.y;
    for (size_t i = 0; i < w->n + 2; i++, y += look->row) {
        bool end = i == 0 || i == w->n + 1;
        double to = i == 0 ? w->before
                    : end  ? w->after
                           : w->step[i - 1].all,
               from = end ? base : to - w->step[i - 1].change;
        const char *name = i == 0 ? chart->words->before : end ? chart->words->after : w->step[i - 1].name;
        double scale = high > base ? plot / (high - base) : 0;
        int a = (int) lround((fmin(from, to) - base) * scale), b = (int) lround((fmax(from, to) - base) * scale);
        Font font = { look->text, end, INK };
        Rect place = { room.x, y, look->name, look->row };
        if (look->titles && !end)
            draw_title(chart, canvas, place, font, &w->step[i - 1]);
        else
            page_whole(chart, canvas, place, ALIGN_LEFT, font, name);
        Rect bar = { room.x + look->name + CANVAS_PT(4) + a, y + gap, b - a > CANVAS_PT(1) ? b - a : CANVAS_PT(1),
                     look->row - 2 * gap };
        if (end)
            canvas_box(canvas, NULL, bar, WHOLE, NULL, 0);
        else
            draw_step(canvas, bar, to < from);
        if (end && base > 0)
            draw_break(canvas, bar);
        page_line(canvas, (Rect){ room.x + room.width - look->figure, y, look->figure, look->row }, ALIGN_RIGHT, font,
                  value_text(chart, end ? to : w->step[i - 1].change, !end));
    }
    return y;
}

OrgStatus
waterfall_draw(const Chart *chart, Canvas *canvas)
{
    enum { MOST = 16, ROW = CANVAS_PT(54) };
    const Words *words = chart->words;
    bool small = paper_is_small(&chart->paper);
    Waterfall w;
    Rect body;
    char from[64], to[64];
    OrgMonth first, last;
    if (!waterfall_read(chart, MOST, &w))
        return chart->host->fail(chart->ctx, ORG_E_FAILED, "the run's organisation cannot be read");
    chart_months(chart, &first, &last);
    PageText text = { .title = finding_of_change(chart),
                      .finding = true,
                      .subtitle = chart_print(chart, "%s, %s %s %s", words->waterfall, words_month(words, first, from),
                                              words->to, words_month(words, last, to)) };
    page_begin(chart, &text, canvas, &body);
    int row = body.height / (int) (w.n + 2);
    WaterfallLook look = { .row = row < ROW ? row : ROW,
                           .titles = true,
                           .name = body.width / 4,
                           .figure = body.width / 10,
                           .text = small ? CANVAS_PT(10) : CANVAS_PT(15) };
    waterfall_bars(chart, canvas, &w, body, &look);
    return ORG_OK;
}
