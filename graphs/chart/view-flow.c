// SPDX-License-Identifier: MIT
/* Who went where: the parts before at the left, after at the right, ribbons between. */
#include "finding.h"
#include "flow-picture.h"
#include "page.h"
#include "paper.h"
#include "text.h"
#include "views.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    BAR_WIDTH = CANVAS_PT(9),
    HEAD = CANVAS_PT(24),
    HEAD_TEXT = CANVAS_PT(10.5),
    KEY_TEXT = CANVAS_PT(8.5),
    GAP = CANVAS_PT(2.5),
    HAIR = CANVAS_PT(0.6),
    SPACE = CANVAS_PT(5),
    STUB = CANVAS_PT(12),
};

#define PERCENT "\xE2\x80\x89%"

/* Told apart by everyone, over each other too, and without colour (tests/golden/colours.py). */
static const char *const kind_colors[KINDS] = {
    [LEFT] = "#9E273BB8",      [CAME] = "#7E6F0EB8",     [WENT] = "#7E6F0EB8",  [STAYS] = "#A4B4C2B8",
    [BY_MERGER] = "#387CE8B8", [BY_SPLIT] = "#060F6EB8", [MOVED] = "#FD9D03B8", [JOINED] = "#12EC85B8",
};

/* The largest text that leaves most of the height to the ribbons. */
static bool
place(FlowPicture *v, Rect area)
{
    static const int sizes[] = {
        CANVAS_PT(11), CANVAS_PT(10), CANVAS_PT(9), CANVAS_PT(8), CANVAS_PT(7.5), CANVAS_PT(7)
    };
    unsigned first = paper_is_small(&v->chart->paper) ? 2 : 0, n = sizeof sizes / sizeof sizes[0];
    for (unsigned i = first; i < n; i++) {
        v->text = sizes[i];
        int length = org_flow(&v->flow, &(OrgFlowPage){ area.y, area.height, sizes[i] * 13 / 10, GAP });
        if (length >= (i + 1 < n ? area.height / 2 : 0))
            return true;
    }
    return false;
}

/* ---- drawing */

static const char *
figure(const FlowPicture *v, int64_t value)
{
    char text[64];
    return chart_print(v->chart, "%s", words_fte(v->chart->words, value, text));
}

static const char *
name_of(const FlowPicture *v, const FlowPart *part, bool right)
{
    const Words *w = v->chart->words;
    if (!part->chip && (part->own || (part->above && v->model.n > 1))) /* its figure is not that of all below it */
        return chart_print(v->chart, "%s \xC2\xB7 %s", right ? part->name : part->old_name, w->own);
    if (!part->chip)
        return right ? part->name : part->old_name;
    const char *type = chart_type(v->chart, part->group, part->units != 1);
    const char *text =
                   chart_print(v->chart, "+ %s %s", figure(v, (int64_t) part->units * 1000), *type ? type : w->units),
               *changes = page_changes(v->chart, part->counts);
    return chart_print(v->chart, "%s%s%s", text, *changes ? "  " : " ", changes);
}

/* A unit that stands at both sides has its badge at the right. */
static bool
has_badge(const FlowPart *part, bool right)
{
    return !part->chip && !part->elsewhere && part->fate != FATE_KEPT && (right || part->closed);
}

static Font
name_font(const FlowPicture *v, const FlowPart *part, bool right)
{
    bool badge = part && has_badge(part, right);
    const char *color = !part || part->chip || part->elsewhere ? MUTED : badge ? fate_looks[part->fate].pen : INK;
    return (Font){ v->text, badge && part->fate != FATE_POSTS, color };
}

/* At the right with its change, and what else happened to it than its badge tells: "46 (+21) ±". */
static const char *
change(const FlowPicture *v, const FlowPart *part, bool right)
{
    char text[64];
    if (!right)
        return figure(v, part->before);
    const char *after = figure(v, part->after),
               *more = part->chip || part->elsewhere ? "" : page_more_badges(v->chart, part->flags);
    if (part->before != part->after && !part->opened && !part->elsewhere)
        after =
            chart_print(v->chart, "%s (%s)", after, words_signed(v->chart->words, part->after - part->before, text));
    return *more ? chart_print(v->chart, "%s %s", after, more) : after;
}

static const char *
value_of(const FlowPicture *v, uint32_t p, bool right)
{
    return p == SMALL_CUTS  ? figure(v, v->small_cuts)
           : p != FLOW_NONE ? change(v, &v->model.part[p], right)
                            : figure(v, right ? v->model.left : v->model.joined);
}

static const char *
band_name(const FlowPicture *v, uint32_t p, bool right)
{
    const Words *w = v->chart->words;
    return p == SMALL_CUTS  ? chart_print(v->chart, "%s, %s < 2%s", w->left[v->model.count], w->each, PERCENT)
           : p != FLOW_NONE ? name_of(v, &v->model.part[p], right)
           : right          ? w->left[v->model.count]
                            : w->joined[v->model.count];
}

/* The bars stand where the longest name of each side leaves them, within reason. */
static void
place_bars(FlowPicture *v)
{
    int names[2] = { 0, 0 }, values[2] = { 0, 0 };
    for (int right = 0; right < 2; right++)
        for (uint32_t i = 0; i < (right ? v->flow.n_right : v->flow.n_left); i++) {
            uint32_t p = right ? v->part_right[i] : v->part_left[i];
            int name = org_text_width(band_name(v, p, right), true),
                value = org_text_width(value_of(v, p, right), true);
            names[right] = name > names[right] ? name : names[right];
            values[right] = value > values[right] ? value : values[right];
        }
    int fixed = BAR_WIDTH + 3 * SPACE + v->text * 13 / 10, least = v->body.width * 18 / 100,
        most = v->body.width * 40 / 100, side[2];
    v->left_value = values[0] * v->text / 1000 + CANVAS_PT(1);
    v->right_value = values[1] * v->text / 1000 + CANVAS_PT(1);
    for (int right = 0; right < 2; right++) {
        side[right] = fixed + names[right] * v->text / 970 + CANVAS_PT(2) + (right ? v->right_value : v->left_value);
        side[right] = side[right] < least ? least : side[right] > most ? most : side[right];
    }
    v->left_x = v->body.x + side[0];
    v->right_x = v->body.x + v->body.width - side[1];
}

/* What the one ribbon of small cuts is: its figure is told at the bands already, so that it is no band itself. */
static CanvasBox
draw_small_cuts(FlowPicture *v, const OrgFlowBand *band)
{
    int height = band->height > HAIR ? band->height : HAIR, value = v->left_value;
    Font font = { v->text, false, MUTED };
    CanvasBox node = canvas_box(v->canvas, "small", (Rect){ v->left_x - HAIR, band->y, HAIR, height },
                                fate_looks[FATE_DISSOLVED].pen, NULL, 0);
    Rect slot = { v->left_x - BAR_WIDTH - SPACE - value, band->slot, value, band->slot_height };
    canvas_text(v->canvas, slot, ALIGN_RIGHT, font, value_of(v, SMALL_CUTS, false));
    page_line(v->canvas, (Rect){ v->body.x, slot.y, slot.x - SPACE - v->body.x, slot.height }, ALIGN_RIGHT, font,
              band_name(v, SMALL_CUTS, false));
    return node;
}

static CanvasBox
draw_band(FlowPicture *v, uint32_t i, bool right)
{
    const OrgFlowBand *band = right ? &v->flow.right[i] : &v->flow.left[i];
    uint32_t p = right ? v->part_right[i] : v->part_left[i];
    if (p == SMALL_CUTS)
        return draw_small_cuts(v, band);
    const FlowPart *part = p == FLOW_NONE ? NULL : &v->model.part[p];
    const char *color = !part                    ? fate_looks[right ? FATE_DISSOLVED : FATE_NEW].pen
                        : part->elsewhere        ? fate_looks[FATE_MOVED].pen
                        : has_badge(part, right) ? fate_looks[part->fate].pen
                                                 : "#33475B";
    char id[16];
    if (!part)
        snprintf(id, sizeof id, right ? "out" : "in");
    else if (part->unit == ORG_NONE)
        snprintf(id, sizeof id, "%s%u", right ? "c" : "d", p);
    else
        snprintf(id, sizeof id, "%s%u", right || part->closed ? "n" : "b", part->unit);
    /* a unit is one group: where it stands at the end, or stood last */
    canvas_group(v->canvas, part && part->unit != ORG_NONE && (right || part->closed) ? part->unit : CANVAS_NONE,
                 chart_print(v->chart, "%s: %s", band_name(v, p, right), value_of(v, p, right)));
    int height = band->height > HAIR ? band->height : HAIR;
    Rect bar = { right ? v->right_x : v->left_x - BAR_WIDTH, band->y, BAR_WIDTH, height };
    CanvasBox node = canvas_box(v->canvas, id, bar, color, NULL, 0);
    if (part && part->fate == FATE_SPLIT)
        canvas_hatch(v->canvas, node, bar, "#FFFFFF");
    if (!part && right && v->canvas->grey) /* what is cut is told without colour */
        canvas_strokes(v->canvas, node, bar, CANVAS_PT(4), "#FFFFFF");
    Font font = name_font(v, part, right), number = { v->text, true, font.color };
    int wide = right ? v->right_value : v->left_value, badge = v->text * 13 / 10;
    if (!part)
        font.color = number.color = color;
    Rect slot = { right ? bar.x + BAR_WIDTH + SPACE : bar.x - SPACE - wide, band->slot, wide, band->slot_height };
    canvas_text(v->canvas, slot, right ? ALIGN_LEFT : ALIGN_RIGHT, number, value_of(v, p, right));
    int x = right ? slot.x + wide + SPACE : slot.x - SPACE;
    if (part && has_badge(part, right)) {
        Rect square = { right ? x : x - badge, band->slot + (band->slot_height - badge) / 2, badge, badge };
        page_badge(v->canvas, square, font, (Fate) part->fate);
    }
    x += right ? badge + SPACE : -badge - SPACE;
    int end = right ? v->body.x + v->body.width : v->body.x;
    Rect place = { right ? x : end, band->slot, right ? end - x : x - end, band->slot_height };
    page_name(v->canvas, place, right ? ALIGN_LEFT : ALIGN_RIGHT, font, band_name(v, p, right), part && part->closed);
    canvas_group_end(v->canvas);
    return node;
}

static void
draw_ribbons(FlowPicture *v)
{
    for (int kind = 0; kind < KINDS; kind++)
        for (uint32_t i = 0; i < v->flow.n; i++) {
            const OrgFlowRibbon *r = &v->flow.ribbon[i];
            if (v->kind[i] != kind)
                continue;
            int width = r->width > HAIR ? r->width : HAIR;
            bool stub = r->to == ORG_FLOW_NOWHERE;
            Point from = { v->left_x, r->from_y + r->width / 2 },
                  to = stub ? (Point){ from.x + STUB, from.y } : (Point){ v->right_x, r->to_y + r->width / 2 };
            canvas_ribbon(v->canvas, v->left_node[r->from], stub ? v->left_node[r->from] : v->right_node[r->to], from,
                          to, kind_colors[kind], width);
            if (kind == LEFT && v->canvas->grey && width > STUB / 4) /* what is cut is told without colour */
                canvas_ribbon_strokes(v->canvas, v->left_node[r->from], from, to, width, CANVAS_PT(5),
                                      fate_looks[FATE_DISSOLVED].pen);
        }
}

/* What the ribbons tell, with their sums: these add up to the sums at the left and at the right. */
static void
draw_key(FlowPicture *v, Rect rect)
{
    const Words *w = v->chart->words;
    const char *const names[KINDS] = { [LEFT] = w->left[v->model.count],
                                       [CAME] = w->came,
                                       [WENT] = w->went,
                                       [STAYS] = w->stays,
                                       [BY_MERGER] = w->by_merger,
                                       [BY_SPLIT] = w->by_split,
                                       [MOVED] = w->moved,
                                       [JOINED] = w->joined[v->model.count] };
    static const Kind order[] = { STAYS, BY_MERGER, BY_SPLIT, MOVED, CAME, WENT, LEFT, JOINED };
    const char *texts[KINDS];
    int widths[KINDS], all = 0, swatch = CANVAS_PT(12), space = CANVAS_PT(11);
    for (int i = 0; i < KINDS; i++) {
        Kind k = order[i];
        bool said = v->sums[k] > 0 || k == LEFT || k == JOINED;
        texts[k] = chart_print(v->chart, "%s  %s", names[k], figure(v, v->sums[k]));
        widths[k] = said ? (int) ((int64_t) org_text_width(texts[k], false) * KEY_TEXT / 1000) + CANVAS_PT(4) : 0;
        all += said ? widths[k] + swatch + CANVAS_PT(4) + space : 0;
    }
    int x = rect.x + (rect.width - all + space) / 2;
    for (int i = 0; i < KINDS; i++) {
        Kind k = order[i];
        if (!widths[k])
            continue;
        int y = rect.y + (rect.height - CANVAS_PT(8)) / 2;
        Rect box = { x, y, swatch, CANVAS_PT(8) };
        CanvasBox node = canvas_box(v->canvas, NULL, box, kind_colors[k], NULL, 0);
        if (k == LEFT && v->canvas->grey)
            canvas_strokes(v->canvas, node, box, CANVAS_PT(3), fate_looks[FATE_DISSOLVED].pen);
        canvas_text(v->canvas, (Rect){ x + swatch + CANVAS_PT(4), rect.y, widths[k], rect.height }, ALIGN_LEFT,
                    (Font){ KEY_TEXT, false, INK }, texts[k]);
        x += swatch + CANVAS_PT(4) + widths[k] + space;
    }
}

static const char *
counted(const FlowPicture *v)
{
    const Words *w = v->chart->words;
    return v->model.count == COUNT_POSTS ? w->posts : v->model.count == COUNT_PEOPLE ? w->people : w->units;
}

static int
head_width(const char *text, int side, int most)
{
    int width = (int) ((int64_t) org_text_width(text, true) * HEAD_TEXT / 970) + CANVAS_PT(2);
    return width <= side ? side : width < most - CANVAS_PT(4) ? width : most - CANVAS_PT(4);
}

static void
draw_heads(FlowPicture *v, Rect rect)
{
    const Words *w = v->chart->words;
    char month[64];
    Font font = { HEAD_TEXT, true, INK };
    const char *before =
        chart_print(v->chart, "%s %s: %s %s", w->before, words_month(v->chart->words, v->model.from, month),
                    figure(v, v->model.before), counted(v));
    const char *after =
        chart_print(v->chart, "%s %s: %s %s", w->after, words_month(v->chart->words, v->model.to, month),
                    figure(v, v->model.after), counted(v));
    /* beyond narrow sides the heads reach over the ribbons: a sum is never cut */
    int left = head_width(before, v->left_x - rect.x, rect.width / 2),
        right = head_width(after, rect.x + rect.width - v->right_x, rect.width / 2);
    page_line(v->canvas, (Rect){ rect.x, rect.y, left, CANVAS_PT(15) }, ALIGN_RIGHT, font, before);
    page_line(v->canvas, (Rect){ rect.x + rect.width - right, rect.y, right, CANVAS_PT(15) }, ALIGN_LEFT, font, after);
}

/* "before 7 271 − cut 12 + new 0 = after 7 259" */
static const char *
balance(const FlowPicture *v)
{
    const Words *w = v->chart->words;
    const FlowModel *m = &v->model;
    const char *text = chart_print(v->chart, "%s %s \xE2\x88\x92 %s %s", w->before, figure(v, m->before),
                                   w->left[m->count], figure(v, m->left));
    if (m->went)
        text = chart_print(v->chart, "%s \xE2\x88\x92 %s %s", text, w->went, figure(v, m->went));
    text = chart_print(v->chart, "%s + %s %s", text, w->joined[m->count], figure(v, m->joined));
    if (m->came)
        text = chart_print(v->chart, "%s + %s %s", text, w->came, figure(v, m->came));
    return chart_print(v->chart, "%s = %s %s", text, w->after, figure(v, m->after));
}

static const char *
subtitle(const FlowPicture *v)
{
    char from[64], to[64];
    words_month(v->chart->words, v->model.from, from);
    words_month(v->chart->words, v->model.to, to);
    return chart_print(v->chart, "%s, %s %s %s  \xC2\xB7  %s %s \xE2\x86\x92 %s", v->chart->words->flow, from,
                       v->chart->words->to, to, counted(v), figure(v, v->model.before), figure(v, v->model.after));
}

static uint32_t
bands_of(const FlowModel *model)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < model->n; i++)
        n += !model->part[i].folded && !model->part[i].elsewhere;
    return n;
}

/* Where nobody says how deep, so deep that there are bands enough to tell who went where; further down nothing may be left to show. */
static OrgStatus
read_deep_enough(const Chart *chart, uint32_t parts, FlowModel *model)
{
    enum { ENOUGH = 8, DEEPEST = 5 };
    OrgStatus status = flow_read(chart, parts, model);
    for (unsigned depth = 2; status == ORG_OK && !chart->depth && depth <= DEEPEST && bands_of(model) < ENOUGH;
         depth++) {
        Chart deeper = *chart;
        FlowModel more;
        deeper.depth = depth;
        status = flow_read(&deeper, parts, &more);
        if (status == ORG_OK && bands_of(&more) > bands_of(model))
            *model = more;
    }
    return status;
}

OrgStatus
flow_draw(const Chart *chart, Canvas *canvas)
{
    FlowPicture v = { .chart = chart, .canvas = canvas };
    bool small = paper_is_small(&chart->paper);
    OrgStatus status = read_deep_enough(chart, small ? 22 : 34, &v.model);
    if (status != ORG_OK)
        return status;
    PageText text = { .title = finding_of_change(chart),
                      .finding = true,
                      .subtitle = subtitle(&v),
                      .counts = v.model.counts,
                      .note = balance(&v) };
    if (!flow_bands(&v))
        return chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    page_begin(chart, &text, canvas, &v.body);
    Rect area = { v.body.x, v.body.y + 2 * HEAD, v.body.width, v.body.height - 2 * HEAD };
    if (!place(&v, area))
        return chart->host->fail(chart->ctx, ORG_E_INVALID, "the chart does not fit the page; use a larger page");
    place_bars(&v);
    draw_key(&v, (Rect){ v.body.x, v.body.y, v.body.width, CANVAS_PT(14) });
    draw_heads(&v, (Rect){ v.body.x, v.body.y + HEAD, v.body.width, HEAD });
    for (uint32_t i = 0; i < v.flow.n_left; i++)
        v.left_node[i] = draw_band(&v, i, false);
    for (uint32_t i = 0; i < v.flow.n_right; i++)
        v.right_node[i] = draw_band(&v, i, true);
    draw_ribbons(&v);
    return ORG_OK;
}
