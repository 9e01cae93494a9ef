// SPDX-License-Identifier: MIT
/* The page of cards as boxes, text and lines. */
#include "cards-private.h"
#include "page.h"
#include "text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Rect
rect_of(const OrgStackBox *box)
{
    return (Rect){ box->x, box->y, box->width, box->height };
}

/* Lines through the name of a unit that is no more. */
static void
strike(Cards *c, Rect name, Font font, const char *text)
{
    enum { LONGEST = ORG_TEXT_WRAPS };
    const char *line[LONGEST];
    unsigned n = 0;
    for (; text && n < LONGEST; text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL)
        line[n++] = text;
    int pitch = font.size * 11 / 10, top = name.y + (name.height - (int) n * pitch) / 2;
    for (unsigned l = 0; l < n; l++) {
        char one[ORG_TEXT_BYTES];
        snprintf(one, sizeof one, "%.*s", (int) strcspn(line[l], "\n"), line[l]);
        int width = (int) ((int64_t) org_text_width(one, font.bold) * font.size / 1000);
        canvas_box(c->canvas, NULL,
                   (Rect){ name.x, top + (int) l * pitch + pitch / 2, width < name.width ? width : name.width, 3 },
                   font.color, NULL, 0);
    }
}

/* The name on its lines; where they do not hold it, what it shares with its neighbours is left out first. */
static void
draw_name(Cards *c, uint32_t i, Rect rect, Font font)
{
    const OrgStackBox *box = &c->stack.box[i];
    const Look *look = &c->looks[i];
    const char *text;
    char both[2 * ORG_TEXT_BYTES + 2]; /* a poster has thousands of names: no memory of the call is taken for each */
    if (box->lines > ORG_TEXT_LINES)
        text = page_wrap(c->chart, look->name, font.bold, box->name_width, box->lines);
    else {
        OrgTextLines lines;
        text = page_distinct(c->chart, look->name, look->shared, font.bold, box->name_width, box->lines);
        org_text_break(text, font.bold, box->name_width, box->lines, &lines);
        text = page_two_lines(&lines, both);
    }
    canvas_text(c->canvas, rect, ALIGN_LEFT, font, text);
    if (look->closed)
        strike(c, rect, font, text);
}

static int
note_height(const Cards *c, uint32_t i)
{
    return c->stack.box[i].note * c->stack.text * 12 / 10;
}

/* The note, or where it takes more than a line what is said instead, on its lines. */
static void
draw_note(Cards *c, uint32_t i, Rect rect, Font font)
{
    const OrgStackItem *item = &c->items[i];
    int room = (int) ((int64_t) rect.width * 980 / font.size);
    const char *text = item->note_width <= room || !item->brief ? item->note : item->brief;
    canvas_text(c->canvas, rect, ALIGN_LEFT, font,
                c->stack.box[i].note > 1 ? page_wrap(c->chart, text, false, room, c->stack.box[i].note) : text);
}

typedef struct {
    Rect rect;
    Font name, value, note;
    int lead, end; /* before the name, after the value */
} Style;

static void
draw_words(Cards *c, uint32_t i, const Style *style)
{
    const OrgStackBox *box = &c->stack.box[i];
    const Look *look = &c->looks[i];
    int note = note_height(c, i);
    Rect row = { style->rect.x, style->rect.y, style->rect.width, style->rect.height - note };
    Rect name = { row.x + style->lead, row.y, (int) ((int64_t) box->name_width * style->name.size / 1000), row.height };
    if (box->value_below)
        name.height -= style->name.size * 12 / 10;
    draw_name(c, i, name, style->name);
    Rect value = { name.x + name.width, row.y, row.x + row.width - style->end - name.x - name.width, row.height };
    if (box->value_below)
        value = (Rect){ row.x, name.y + name.height - CANVAS_PT(1), row.width - style->end, row.height - name.height };
    canvas_text(c->canvas, value, ALIGN_RIGHT, style->value, look->value);
    if (!note)
        return;
    int width = row.width - style->lead - style->end;
    if (look->page) {
        Font font = { style->note.size, true, style->note.color };
        Rect line = { name.x, row.y + row.height - CANVAS_PT(1.5), width, note / c->stack.box[i].note };
        canvas_text(c->canvas, line, ALIGN_RIGHT, font, look->page);
        width -= (int) ((int64_t) c->items[i].note_end * font.size / 1000);
    }
    draw_note(c, i, (Rect){ name.x, row.y + row.height - CANVAS_PT(1.5), width, note }, style->note);
}

static Font
note_font(const Cards *c, const char *color)
{
    return (Font){ org_stack_note_text(c->stack.text), false, color };
}

/* How a header is drawn: dark where its card has more than an even share of all the change, light where nothing changed, in colour
 * as in grey. */
typedef struct {
    const char *ink, *fill, *pen;
    bool dark;
} HeaderLook;

static HeaderLook
header_look(const Cards *c, uint32_t i)
{
    const Look *look = &c->looks[i];
    const FateLook *fate = &fate_looks[look->fate];
    const ModelUnit *unit = look->chip ? NULL : &c->model.unit[c->fold.item[i].node];
    if (!c->model.diff || !unit) { /* no change to tell: dark where rows follow, for a poster has thousands without */
        bool alone = i + 1 == c->fold.n || c->header[i + 1];
        bool light = c->canvas->grey || c->boxes || look->chip || look->again || (c->poster && alone);
        return light ? (HeaderLook){ fate->pen, "#EEF1F5", fate->pen, false }
                     : (HeaderLook){ "#FFFFFF", fate->head, fate->pen, true };
    }
    if (model_is_quiet(unit))
        return (HeaderLook){ MUTED, "#F7F8FA", "#B9C2CC", false };
    int64_t change = llabs(unit->after - unit->before);
    bool much = change > 0 ? change >= c->even : !c->model.has_posts;
    if (much && !look->closed && !look->again && !c->boxes)
        return (HeaderLook){ "#FFFFFF", fate->head, fate->pen, true };
    return (HeaderLook){ fate->pen, look->fate == FATE_KEPT ? "#E3E9F0" : fate->fill, fate->pen, false };
}

/* A thin bar at the foot of a header: the change of the card beside the largest of the page. */
static void
draw_change(Cards *c, uint32_t i, Rect rect, bool dark)
{
    const ModelUnit *unit = &c->model.unit[c->fold.item[i].node];
    int64_t change = unit->after - unit->before;
    int width = (int) (llabs(change) * rect.width / c->most), high = CANVAS_PT(2);
    if (width < CANVAS_PT(2))
        return;
    const char *color = change < 0 ? dark ? "#F4A79F" : "#B3261E" : dark ? "#8FD9AF" : "#176B40";
    canvas_box(c->canvas, NULL, (Rect){ rect.x, rect.y + rect.height - high, width, high }, color, NULL, 0);
}

static void
draw_header_badge(Cards *c, uint32_t i, Rect rect, const HeaderLook *how)
{
    const Look *look = &c->looks[i];
    const FateLook *fate = &fate_looks[look->fate];
    int text = org_stack_header_text(c->stack.text), unit = c->stack.text, side = look->sum ? text : text * 12 / 10;
    int note = note_height(c, i);
    Rect square = { rect.x + unit * 5 / 10, rect.y + (rect.height - note - side) / 2, side, side };
    if (look->sum) {
        cards_hollow(c, square, text, how->ink);
        return;
    }
    canvas_box(c->canvas, NULL, square, "#FFFFFF", fate->pen, CANVAS_PT(0.5));
    canvas_text(c->canvas, square, ALIGN_CENTRE, (Font){ text, true, fate->pen }, fate->badge);
}

static void
draw_header(Cards *c, uint32_t i)
{
    Look *look = &c->looks[i];
    const FateLook *fate = &fate_looks[look->fate];
    int text = org_stack_header_text(c->stack.text), unit = c->stack.text;
    HeaderLook how = header_look(c, i);
    Rect rect = rect_of(&c->stack.box[i]);
    CanvasBox node = look->box =
        canvas_box(c->canvas, look->id, rect, how.fill, look->closed ? NULL : how.pen, CANVAS_PT(0.75));
    if (look->closed)
        canvas_dashes(c->canvas, node, rect, fate->pen, CANVAS_PT(0.75));
    if (look->fate == FATE_SPLIT)
        canvas_hatch(c->canvas, node, (Rect){ rect.x, rect.y, unit * 4 / 10, rect.height },
                     how.dark ? fate->fill : fate->pen);
    bool told = c->model.diff && !look->chip && !look->again;
    Style style = { rect,
                    { text, true, how.ink },
                    { text, true, how.ink },
                    note_font(c, how.ink),
                    c->items[i].lead * unit / 1000,
                    unit * 6 / 10 };
    if (told && (look->fate != FATE_KEPT || look->sum))
        draw_header_badge(c, i, rect, &how);
    draw_words(c, i, &style);
    if (told && c->most)
        draw_change(c, i, rect, how.dark);
}

/* From the header down to a box of its card. */
static void
draw_branch(Cards *c, uint32_t i, CanvasBox node, Rect rect)
{
    uint32_t header = i;
    while (!c->items[header].header)
        header--;
    const OrgStackBox *top = &c->stack.box[header];
    int x = (top->x + rect.x) / 2, y = rect.y + rect.height / 2;
    int from = i == header + 1 ? top->y + top->height : c->stack.box[i - 1].y + c->stack.box[i - 1].height / 2;
    const Point points[] = { { x, from }, { x, y }, { x, y }, { rect.x, y } };
    canvas_lines(c->canvas, c->looks[header].box, node, points, 4, 2, LINE, CANVAS_PT(0.75));
}

static void
draw_row_sum(Cards *c, uint32_t i, Rect rect)
{
    int unit = c->stack.text, note = note_height(c, i), side = unit * 11 / 10;
    int left = rect.x + (c->depth[i] - 1) * unit * INDENT / 1000 + unit * 4 / 10;
    cards_hollow(c, (Rect){ left, rect.y + (rect.height - note - side) / 2, side, side }, unit, MUTED);
}

static void
draw_row(Cards *c, uint32_t i)
{
    Look *look = &c->looks[i];
    const FateLook *fate = &fate_looks[look->fate];
    int unit = c->stack.text, depth = c->depth[i];
    bool changed = look->fate != FATE_KEPT;
    Rect rect = rect_of(&c->stack.box[i]);
    const char *fill = look->chip ? "#F1F3F5" : fate->fill;
    if (!c->boxes) /* inside the outline of the card */
        rect = (Rect){ rect.x + 2, rect.y, rect.width - 4, rect.height };
    CanvasBox node = look->box =
        canvas_box(c->canvas, look->id, rect, fill, c->boxes && !look->closed ? look->chip ? LINE : fate->pen : NULL,
                   CANVAS_PT(0.5));
    if (c->boxes && look->closed)
        canvas_dashes(c->canvas, node, rect, fate->pen, CANVAS_PT(0.5));
    if (c->boxes && !c->tree)
        draw_branch(c, i, node, rect);
    const char *ink = look->closed ? fate->pen : look->chip ? MUTED : INK;
    Style style = { rect,
                    { unit, c->items[i].bold, ink },
                    { unit, changed, changed ? fate->pen : MUTED },
                    note_font(c, changed ? fate->pen : MUTED),
                    c->items[i].lead * unit / 1000,
                    unit * 5 / 10 };
    if (changed) {
        int left = rect.x + (depth - 1) * unit * INDENT / 1000, bar = unit * 3 / 10;
        if (look->fate == FATE_SPLIT)
            canvas_hatch(c->canvas, node, (Rect){ left, rect.y, bar, rect.height }, fate->pen);
        else
            canvas_box(c->canvas, NULL, (Rect){ left, rect.y, bar, rect.height }, fate->pen, NULL, 0);
        int note = note_height(c, i);
        canvas_text(c->canvas, (Rect){ left + bar, rect.y, unit * 13 / 10, rect.height - note }, ALIGN_CENTRE,
                    (Font){ unit, true, fate->pen }, fate->badge);
    } else if (look->sum)
        draw_row_sum(c, i, rect);
    draw_words(c, i, &style);
}

/* One bus for each row of cards, the rows joined by a trunk at the left; each edge carries what leads to its card. */
static void
draw_lines(Cards *c, CanvasBox bar, Rect at, Rect body)
{
    const OrgStack *stack = &c->stack;
    int centre = at.x + at.width / 2, trunk = body.x, previous = 0;
    for (uint32_t k = 0, i = 0; k < stack->n_cards; k++, i++) {
        while (!c->items[i].header)
            i++;
        const OrgStackBox *card = &stack->card[k];
        CanvasBox node = c->looks[i].box;
        int bus = card->y - stack->bus + CANVAS_PT(1), x = card->x + card->width / 2;
        Point points[8] = { { x, bus }, { x, card->y } };
        unsigned n = 2;
        if (k == 0 || stack->card[k - 1].row != card->row) {
            uint32_t last = k;
            while (last + 1 < stack->n_cards && stack->card[last + 1].row == card->row)
                last++;
            int right = stack->card[last].x + stack->card[last].width / 2, left = stack->rows > 1 ? trunk
                                                                                  : x < centre    ? x
                                                                                                  : centre;
            if (k == 0)
                right = right > centre ? right : centre;
            points[n++] = (Point){ left, bus }, points[n++] = (Point){ right, bus };
            points[n++] = k == 0 ? (Point){ centre, at.y + at.height } : (Point){ trunk, previous };
            points[n++] = k == 0 ? (Point){ centre, bus } : (Point){ trunk, bus };
            previous = bus;
        }
        canvas_lines(c->canvas, bar, node, points, n, 2, LINE, CANVAS_PT(1));
    }
}

/* "with all below: 2 987 → 2 635 (−352), 63 → 60 units; absorbed 3, took over 2", of a unit below which something changed. */
static const char *
below_text(const Cards *c, uint32_t node)
{
    const Model *model = &c->model;
    const Words *words = c->chart->words;
    const ModelUnit *unit = &model->unit[node];
    uint32_t counts[FATES] = { 0 };
    char a[64], b[64], d[64];
    for (uint32_t i = node + 1; i < model->tree.end[node]; i++)
        fate_count(counts, model->unit[i].flags, 1);
    const char *text = chart_print(c->chart, "%s: ", words->with_below);
    if (model->has_posts && unit->before != unit->after)
        text = chart_print(c->chart, "%s%s \xE2\x86\x92 %s (%s), ", text, words_fte(words, unit->before, a),
                           words_fte(words, unit->after, b), words_signed(words, unit->after - unit->before, d));
    text = chart_print(c->chart, "%s%s \xE2\x86\x92 %s %s", text, words_fte(words, (int64_t) unit->units[0] * 1000, a),
                       words_fte(words, (int64_t) unit->units[1] * 1000, b), words->units);
    const char *between = "; ";
    for (int f = FATE_KEPT + 1; f < FATES; f++)
        if (counts[f]) {
            text = chart_print(c->chart, "%s%s%s %s", text, between, words->fate[f],
                               words_fte(words, (int64_t) counts[f] * 1000, a));
            between = ", ";
        }
    return text;
}

/* What happened to the unit and below it, for who points at it or cannot see it. */
static const char *
title_of(const Cards *c, uint32_t i)
{
    const OrgFoldItem *item = &c->fold.item[i];
    const Look *look = &c->looks[i];
    bool unit = item->node != ORG_FOLD_NONE && !look->again;
    const char *name = unit ? c->model.unit[item->node].name : look->name, *note = look->note ? look->note : "";
    const char *what = c->model.diff && !(look->flags & FATE_BIT(FATE_KEPT)) ? page_fates(c->chart, look->flags) : "";
    const char *below = c->model.diff && unit && c->model.unit[item->node].below ? below_text(c, item->node) : "";
    const char *const parts[] = { what, note, *below ? below : look->value };
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
        if (*parts[k])
            name = chart_print(c->chart, "%s \xC2\xB7 %s", name, parts[k]);
    return name;
}

static void
draw_item(Cards *c, uint32_t i)
{
    bool unit = !c->looks[i].chip && !c->looks[i].again;
    canvas_group(c->canvas, !unit ? CANVAS_NONE : c->model.unit[c->fold.item[i].node].row, title_of(c, i));
    if (c->items[i].header)
        draw_header(c, i);
    else
        draw_row(c, i);
    canvas_group_end(c->canvas);
}

void
cards_draw_all(Cards *c, Rect body)
{
    Rect at;
    CanvasBox bar = cards_draw_bar(c, body, &at);
    for (uint32_t i = 0; i < c->fold.n; i++)
        draw_item(c, i);
    for (uint32_t k = 0; k < c->stack.n_cards && !c->boxes; k++)
        canvas_box(c->canvas, NULL, rect_of(&c->stack.card[k]), NULL, LINE, CANVAS_PT(0.5));
    if (c->tree)
        cards_draw_branches(c, bar, at);
    else if (c->poster)
        cards_draw_routes(c, bar, at);
    else if (!c->compact)
        draw_lines(c, bar, at, body);
}
