// SPDX-License-Identifier: MIT
/* The bar at the top of a page: the unit under which everything stands, and above it those that have only one unit below them. */
#include "cards-private.h"
#include "text.h"
#include <stdio.h>

enum { CHAIN_TEXT = CANVAS_PT(9), CHAIN_LINE = CANVAS_PT(11.5) }; /* where the names take more than a line */

void
cards_hollow(Cards *c, Rect square, int size, const char *ink)
{
    canvas_box(c->canvas, NULL, square, NULL, ink, CANVAS_PT(0.5));
    canvas_text(c->canvas, square, ALIGN_CENTRE, (Font){ size, false, ink }, fate_looks[FATE_POSTS].badge);
}

static const char *
bar_text(const Cards *c)
{
    const ModelUnit *top = &c->model.top;
    bool told = c->model.diff && top->fate != FATE_KEPT && !c->bar_again;
    const char *value = c->bar_again ? "" : cards_value(c, top), *badge = told ? fate_looks[top->fate].badge : "";
    return chart_print(c->chart, "%s%s%s%s%s", badge, *badge ? "  " : "", top->name, *value ? "  \xC2\xB7  " : "",
                       value);
}

/* Lines of a text that is too long for one at a size that can still be read well; else 1. */
static unsigned
lines_of(const Cards *c, const char *text, int width)
{
    if (c->poster || page_size_for(text, (Font){ BAR_TEXT, true, INK }, width) >= CHAIN_TEXT)
        return 1;
    unsigned lines = org_text_wrap(text, true, (int) ((int64_t) width * 980 / CHAIN_TEXT), NULL, 0);
    return lines < ORG_TEXT_WRAPS ? lines : ORG_TEXT_WRAPS;
}

static int
room_of(const Cards *c, int width)
{
    bool sum = c->model.diff && c->model.top.row != ORG_NONE && !c->bar_again && model_sum_changed(&c->model.top);
    return width - CANVAS_PT(40) - (sum ? BAR_TEXT * 16 / 10 : 0);
}

int
cards_bar_height(const Cards *c, int width)
{
    if (!c->model.top.name) /* only the frame of the page is asked for */
        return BAR;
    unsigned lines = lines_of(c, bar_text(c), room_of(c, width));
    return lines > 1 ? (int) lines * CHAIN_LINE + CANVAS_PT(8) : BAR;
}

/* Where the bar stands: in the middle, or over the root of a tree. */
static Rect
place(const Cards *c, Rect body, int width)
{
    width += width & 1;
    int most = body.x + body.width - width, left = !c->tree    ? (body.x + most) / 2
                                                   : c->across ? c->root
                                                               : c->root - width / 2;
    left = left < body.x ? body.x : left;
    return (Rect){ left < most ? left : most, body.y, width, cards_bar_height(c, body.width) };
}

CanvasBox
cards_draw_bar(Cards *c, Rect body, Rect *at)
{
    const ModelUnit *top = &c->model.top;
    const char *text = bar_text(c), *ink = "#FFFFFF",
               *fill = c->model.diff && top->fate != FATE_KEPT ? fate_looks[top->fate].head : "#6B5200";
    bool sum = c->model.diff && top->row != ORG_NONE && !c->bar_again && model_sum_changed(top);
    int hollow = sum ? BAR_TEXT * 16 / 10 : 0, room = room_of(c, body.width);
    unsigned lines = lines_of(c, text, room);
    Font font = { lines > 1 ? CHAIN_TEXT : page_size_for(text, (Font){ BAR_TEXT, true, ink }, room), true, ink };
    int natural = (int) ((int64_t) org_text_width(text, true) * font.size / 1000);
    *at = place(c, body, (lines > 1 || natural > room ? room : natural) + CANVAS_PT(28) + hollow);
    char id[16];
    bool unit = top->row != ORG_NONE && !c->bar_again;
    snprintf(id, sizeof id, unit ? "n%u" : "all", top->row);
    canvas_group(c->canvas, unit ? top->row : CANVAS_NONE, text);
    CanvasBox node = canvas_box(c->canvas, id, *at, fill, fill, CANVAS_PT(0.75));
    Rect words = { at->x + hollow, at->y, at->width - hollow, at->height };
    if (lines > 1)
        canvas_text(c->canvas, words, ALIGN_CENTRE, font,
                    page_wrap(c->chart, text, true, (int) ((int64_t) room * 980 / font.size), lines));
    else
        page_line(c->canvas, words, ALIGN_CENTRE, font, text);
    if (sum) {
        int side = BAR_TEXT * 12 / 10;
        cards_hollow(c, (Rect){ at->x + CANVAS_PT(10), at->y + (at->height - side) / 2, side, side }, BAR_TEXT, ink);
    }
    canvas_group_end(c->canvas);
    return node;
}
