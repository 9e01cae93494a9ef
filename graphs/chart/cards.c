// SPDX-License-Identifier: MIT
#include "cards.h"
#include "page.h"
#include "stack.h"
#include "text.h"
#include <stdio.h>
#include <string.h>

enum { BAR_TEXT = CANVAS_PT(13), BAR = CANVAS_PT(26), BAR_GAP = CANVAS_PT(8), TRUNK = CANVAS_PT(10) };

enum { CHIP_ROOM = 13500 }; /* thousandths of the text size that the narrowest card has for a chip */

/* The parts of an item that drawing needs: its words, its figures, its status. */
typedef struct {
    const char *name, *note, *value;
    uint8_t status;
    bool closed, chip, keep_note;
    char id[16];
} Look;

typedef struct {
    uint32_t counts[STATUSES]; /* of all units that are not drawn */
    ModelUnit sum;             /* posts of the members of a chip */
} Hidden;

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Model model;
    OrgFold fold;
    OrgStackItem *items;
    Look *looks;
    Hidden *hidden;
    uint8_t *levels; /* of folding, by type of card */
    const char *above[64]; /* names of the units drawn last at each depth */
    OrgStack stack;
    int *scratch;
    bool boxes;
} Cards;

static const char *
value_of(const Cards *c, const ModelUnit *unit)
{
    const Words *words = c->chart->words;
    char after[64], delta[64];
    if (!c->model.has_posts)
        return "";
    if (!c->model.diff || unit->before == unit->after)
        return unit->closed ? chart_print(c->chart, "%s", words_signed(words, -unit->before, after))
                            : chart_print(c->chart, "%s", words_fte(words, unit->after, after));
    if (unit->closed || unit->status == NEW)
        return chart_print(c->chart, "%s", words_signed(words, unit->after - unit->before, delta));
    return chart_print(c->chart, "%s (%s)", words_fte(words, unit->after, after),
                       words_signed(words, unit->after - unit->before, delta));
}

/* How many of the units that an item stands for have changed, by the badges: "&12 ±40". */
static const char *
changes_in(const Cards *c, uint32_t i)
{
    const char *text = "";
    char number[64];
    for (int s = 0; c->model.diff && s < STATUSES; s++)
        if (s != KEPT && c->hidden[i].counts[s])
            text = chart_print(c->chart, "%s%s%s%s", text, *text ? " " : "", status_looks[s].badge,
                               words_fte(c->chart->words, (int64_t) c->hidden[i].counts[s] * 1000, number));
    return text;
}

/* "+ 74 service-unit" */
static const char *
count_text(const Cards *c, uint32_t units, const char *type)
{
    char number[64];
    const Words *words = c->chart->words;
    return chart_print(c->chart, "+ %s %s", words_fte(words, (int64_t) units * 1000, number), *type ? type : units == 1 ? words->unit : words->units);
}

/* What the items stand for besides their own unit. */
static void
sum_hidden(Cards *c)
{
    const OrgTree *tree = &c->model.tree;
    memset(c->hidden, 0, c->fold.n * sizeof *c->hidden);
    for (uint32_t node = 0; node < tree->n; node++) {
        const OrgFoldItem *item = &c->fold.item[c->fold.item_of[node]];
        Hidden *hidden = &c->hidden[c->fold.item_of[node]];
        const ModelUnit *unit = &c->model.unit[node];
        if (item->node == node)
            continue;
        hidden->counts[unit->status]++;
        if (tree->depth[node] == item->depth) {
            hidden->sum.before += unit->before;
            hidden->sum.after += unit->after;
        }
    }
}

static void
look_of_chip(Cards *c, uint32_t i)
{
    const OrgFoldItem *item = &c->fold.item[i];
    const char *type = item->group == ORG_FOLD_NONE ? "" : c->chart->host->spell(c->chart->ctx, c->model.group_type[item->group]);
    Look *look = &c->looks[i];
    *look = (Look){ .name = count_text(c, item->units, type), .value = value_of(c, &c->hidden[i].sum), .chip = true };
    snprintf(look->id, sizeof look->id, "c%u", i);
    const char *changes = changes_in(c, i);
    const char *inline_text = chart_print(c->chart, "%s  %s", look->name, changes);
    if (*changes && org_text_width(inline_text, false) + org_text_width(look->value, false) <= CHIP_ROOM) {
        look->name = inline_text;
        return;
    }
    look->note = *changes ? changes : NULL;
    look->keep_note = *changes;
}

/* "Room 1 – Finance" stands in the card "Department of Finance": the end says nothing new there. */
static const char *
without_parent(const Cards *c, const char *name, const char *parent)
{
    static const char dash[] = " \xE2\x80\x93 ";
    const char *bracket = strstr(parent, " (");
    size_t parent_size = bracket ? (size_t) (bracket - parent) : strlen(parent);
    for (const char *at = strstr(name, dash); at && at > name; at = strstr(at + 1, dash)) {
        const char *rest = at + strlen(dash), *end = strstr(rest, " (");
        size_t size = end ? (size_t) (end - rest) : strlen(rest);
        if (size < 2 || size > parent_size || memcmp(parent + parent_size - size, rest, size))
            continue;
        if (size == parent_size || parent[parent_size - size - 1] == ' ')
            return chart_print(c->chart, "%.*s%s", (int) (at - name), name, rest + size);
    }
    return name;
}

static void
look_of_unit(Cards *c, uint32_t i)
{
    const OrgFoldItem *item = &c->fold.item[i];
    const ModelUnit *unit = &c->model.unit[item->node];
    Look *look = &c->looks[i];
    *look = (Look){ .name = unit->name, .note = unit->note, .value = value_of(c, unit), .status = unit->status, .closed = unit->closed };
    snprintf(look->id, sizeof look->id, "n%u", unit->row);
    c->above[item->depth] = unit->name;
    for (unsigned d = item->depth; d-- > 0;)
        look->name = without_parent(c, look->name, c->above[d]);
    if (item->hidden) {
        const char *changes = changes_in(c, i), *count = count_text(c, item->hidden, "");
        look->note = chart_print(c->chart, "%s%s%s%s%s", count, *changes ? "  " : "", changes, unit->note ? " \xC2\xB7 " : "", unit->note ? unit->note : "");
        look->keep_note = *changes;
    }
}

static void
prepare(Cards *c)
{
    sum_hidden(c);
    for (uint32_t i = 0; i < c->fold.n; i++) {
        const OrgFoldItem *item = &c->fold.item[i];
        const Look *look = &c->looks[i];
        if (item->node == ORG_FOLD_NONE)
            look_of_chip(c, i);
        else
            look_of_unit(c, i);
        bool header = item->depth == 0, badge = c->model.diff && !look->chip && (!header || look->status != KEPT);
        bool bold = header || (look->status != KEPT && look->status != POSTS && !look->closed);
        int lead = (header ? 600 : c->model.diff && !look->chip ? 1650 : 700) + (header ? 0 : 900 * (item->depth - 1)) + (header && badge ? 1700 : 0);
        int value = org_text_width(look->value, header || look->status != KEPT);
        c->items[i] = (OrgStackItem){ .name = look->name, .note = header || item->notes || look->keep_note ? look->note : NULL, .lead = lead, .value_width = header ? value * 11 / 10 : value,
                                      .header = header, .bold = bold,
                                      .lines = header || look->chip ? 2 : item->lines };
    }
}

static OrgStatus
make_room(Cards *c)
{
    const OrgHost *host = c->chart->host;
    OrgCtx *ctx = c->chart->ctx;
    size_t n = c->model.n + (size_t) 1;
    c->fold.item = host->scratch(ctx, n * sizeof *c->fold.item);
    c->fold.item_of = host->scratch(ctx, n * sizeof *c->fold.item_of);
    c->fold.scratch = host->scratch(ctx, 4 * n * sizeof(uint32_t));
    c->items = host->scratch(ctx, n * sizeof *c->items);
    c->looks = host->scratch(ctx, n * sizeof *c->looks);
    c->hidden = host->scratch(ctx, n * sizeof *c->hidden);
    c->levels = host->scratch(ctx, n);
    c->scratch = host->scratch(ctx, n * sizeof *c->scratch);
    c->stack.box = host->scratch(ctx, n * sizeof *c->stack.box);
    c->stack.card = host->scratch(ctx, n * sizeof *c->stack.card);
    if (!c->fold.item || !c->fold.item_of || !c->fold.scratch || !c->items || !c->looks || !c->hidden || !c->levels || !c->scratch ||
        !c->stack.box || !c->stack.card)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    return ORG_OK;
}

static bool
fits(Cards *c, const OrgStackPage *page)
{
    enum { MOST = 2500 }; /* no page holds so many rows: not worth measuring */
    org_fold(&c->model.tree, c->levels, c->chart->depth, &c->fold);
    if (c->fold.n > MOST)
        return false;
    prepare(c);
    return org_stack_fits(c->items, c->fold.n, page, c->scratch);
}

/* Where cards of several types share the page, each type may show more than the one that needs most room allows: step
 * by step in turn, so that no type takes all. */
static void
refine(Cards *c, const OrgStackPage *page)
{
    enum { TYPES = 12, AHEAD = 3 };
    const OrgTree *tree = &c->model.tree;
    uint32_t types[TYPES], n = 0;
    for (uint32_t i = 0; i < tree->n && n < TYPES; i = tree->end[i]) {
        uint32_t k = 0;
        while (k < n && types[k] != tree->group[i])
            k++;
        types[k] = tree->group[i];
        n += k == n;
    }
    for (bool any = true; any;) {
        any = false;
        for (uint32_t k = 0; k < n; k++) {
            uint32_t g = types[k];
            uint8_t now = c->levels[g], found = now;
            for (uint8_t l = now; found == now && l-- > 0 && now - l <= AHEAD;) {
                c->levels[g] = l;
                found = fits(c, page) ? l : now;
            }
            c->levels[g] = found;
            any |= found != now;
        }
    }
}

static OrgStatus
fit(Cards *c, Rect body)
{
    bool a4 = !strcmp(c->chart->page, "A4");
    OrgStackPage page = { .x = body.x + TRUNK, .y = body.y + BAR + BAR_GAP, .width = body.width - 2 * TRUNK, .height = body.height - BAR - BAR_GAP,
                          .text_min = CANVAS_PT(7), .text_max = a4 ? CANVAS_PT(11) : CANVAS_PT(16), .boxes = c->boxes };
    unsigned level = 0;
    for (; level < org_fold_levels(); level++) {
        memset(c->levels, (int) level, c->model.n + 1);
        if (fits(c, &page))
            break;
    }
    if (level == org_fold_levels())
        return c->chart->host->fail(c->chart->ctx, ORG_E_FAILED, "the chart does not fit the page; use page: A3");
    if (level > 0 && org_fold_keeps_cards(level))
        refine(c, &page);
    fits(c, &page);
    org_stack(c->items, c->fold.n, &page, c->scratch, &c->stack);
    return ORG_OK;
}

static Rect
rect_of(const OrgStackBox *box)
{
    return (Rect){ box->x, box->y, box->width, box->height };
}

/* A line through the name of a unit that is no more. */
static void
strike(Cards *c, Rect name, Font font, const OrgTextLines *lines)
{
    int pitch = font.size * 12 / 10, top = name.y + (name.height - (int) lines->n * pitch) / 2;
    for (unsigned l = 0; l < lines->n; l++) {
        int width = (int) ((int64_t) org_text_width(lines->line[l], font.bold) * font.size / 1000);
        canvas_box(
            c->canvas, NULL,
            (Rect){ name.x, top + (int) l * pitch + pitch / 2, width < name.width ? width : name.width, 3 },
            font.color, NULL, 0);
    }
}

typedef struct {
    Rect rect;
    Font name, value, note;
    const char *badge_ink;
    int lead, end; /* before the name, after the value */
} Style;

static void
draw_words(Cards *c, uint32_t i, const Style *style)
{
    const OrgStackBox *box = &c->stack.box[i];
    const Look *look = &c->looks[i];
    int note = box->note ? c->stack.text * 12 / 10 : 0;
    Rect row = { style->rect.x, style->rect.y, style->rect.width, style->rect.height - note };
    int room = (int) ((int64_t) box->name_width * style->name.size / 1000);
    Rect name = { row.x + style->lead, row.y, room, row.height };
    if (box->value_below)
        name.height -= style->name.size * 12 / 10;
    OrgTextLines lines;
    org_text_break(look->name, style->name.bold, box->name_width, box->lines, &lines);
    char both[2 * ORG_TEXT_BYTES + 2];
    snprintf(both, sizeof both, "%s%s%s", lines.line[0], lines.n > 1 ? "\n" : "", lines.n > 1 ? lines.line[1] : "");
    canvas_text(c->canvas, name, ALIGN_LEFT, style->name, both);
    if (look->closed)
        strike(c, name, style->name, &lines);
    Rect value = { name.x + name.width, row.y, row.x + row.width - style->end - name.x - name.width, row.height };
    if (box->value_below)
        value = (Rect){ row.x, name.y + name.height - CANVAS_PT(1), row.width - style->end, row.height - name.height };
    canvas_text(c->canvas, value, ALIGN_RIGHT, style->value, look->value);
    if (!note)
        return;
    int width = row.width - style->lead - style->end;
    org_text_break(c->items[i].note, false, (int) ((int64_t) width * 980 / style->note.size), 1, &lines);
    canvas_text(c->canvas, (Rect){ name.x, row.y + row.height - CANVAS_PT(1.5), width, note }, ALIGN_LEFT, style->note,
                lines.line[0]);
}

static Font
note_font(const Cards *c, const char *color)
{
    int size = c->stack.text * 85 / 100;
    return (Font){ size < CANVAS_PT(7) ? CANVAS_PT(7) : size, false, color };
}

static void
draw_header(Cards *c, uint32_t i)
{
    const Look *look = &c->looks[i];
    const StatusLook *status = &status_looks[look->status];
    int text = org_stack_header_text(c->stack.text), unit = c->stack.text;
    bool light = c->boxes || look->closed || look->chip;
    const char *ink = light ? status->pen : "#FFFFFF", *fill = light ? status->fill : status->head;
    if (light && look->status == KEPT)
        fill = "#EEF1F5";
    Rect rect = rect_of(&c->stack.box[i]);
    Agnode_t *node = canvas_box(c->canvas, look->id, rect, fill, look->closed ? NULL : status->pen, CANVAS_PT(0.75));
    if (look->closed)
        canvas_dashes(c->canvas, node, rect, status->pen, CANVAS_PT(0.75));
    bool badge = c->model.diff && !look->chip && look->status != KEPT;
    Style style = {
        rect,         { text, true, ink }, { text, true, ink }, note_font(c, ink), ink, c->items[i].lead * unit / 1000,
        unit * 6 / 10
    };
    if (badge) {
        int side = text * 12 / 10;
        int note = c->stack.box[i].note ? unit * 12 / 10 : 0;
        Rect square = { rect.x + unit * 6 / 10, rect.y + (rect.height - note - side) / 2, side, side };
        canvas_box(c->canvas, NULL, square, "#FFFFFF", status->pen, CANVAS_PT(0.5));
        canvas_text(c->canvas, square, ALIGN_CENTRE, (Font){ text, true, status->pen }, status->badge);
    }
    draw_words(c, i, &style);
}

static void
draw_row(Cards *c, uint32_t i)
{
    const Look *look = &c->looks[i];
    const StatusLook *status = &status_looks[look->status];
    int unit = c->stack.text, depth = c->fold.item[i].depth;
    bool changed = look->status != KEPT;
    Rect rect = rect_of(&c->stack.box[i]);
    const char *fill = look->chip ? "#F1F3F5" : status->fill;
    if (!c->boxes) /* inside the outline of the card */
        rect = (Rect){ rect.x + 2, rect.y, rect.width - 4, rect.height };
    Agnode_t *node = canvas_box(c->canvas, look->id, rect, fill,
                                c->boxes && !look->closed ? look->chip ? LINE : status->pen : NULL, CANVAS_PT(0.5));
    if (c->boxes && look->closed)
        canvas_dashes(c->canvas, node, rect, status->pen, CANVAS_PT(0.5));
    const char *ink = look->closed ? status->pen : look->chip ? MUTED : INK;
    Style style = { rect,
                    { unit, c->items[i].bold, ink },
                    { unit, changed, changed ? status->pen : MUTED },
                    note_font(c, changed ? status->pen : MUTED),
                    status->pen,
                    c->items[i].lead * unit / 1000,
                    unit * 5 / 10 };
    if (changed) {
        int left = rect.x + (depth - 1) * unit * 9 / 10, bar = unit * 3 / 10;
        canvas_box(c->canvas, NULL, (Rect){ left, rect.y, bar, rect.height }, status->pen, NULL, 0);
        int note = c->stack.box[i].note ? unit * 12 / 10 : 0;
        canvas_text(c->canvas, (Rect){ left + bar, rect.y, unit * 13 / 10, rect.height - note }, ALIGN_CENTRE,
                    (Font){ unit, true, status->pen }, status->badge);
    }
    draw_words(c, i, &style);
}

static Agnode_t *
draw_bar(Cards *c, Rect body, Rect *at)
{
    const ModelUnit *top = &c->model.top;
    const char *value = value_of(c, top), *ink = "#FFFFFF",
               *fill = c->model.diff && top->status != KEPT ? status_looks[top->status].head : "#6B5200";
    const char *badge = c->model.diff && top->status != KEPT ? status_looks[top->status].badge : "";
    const char *text =
        chart_print(c->chart, "%s%s%s%s%s", badge, *badge ? "  " : "", top->name, *value ? "  \xC2\xB7  " : "", value);
    OrgTextLines lines;
    org_text_break(text, true, (int) ((int64_t) body.width * 900 / BAR_TEXT), 1, &lines);
    int width = (int) ((int64_t) org_text_width(lines.line[0], true) * BAR_TEXT / 1000) + CANVAS_PT(28);
    width += width & 1;
    *at = (Rect){ body.x + (body.width - width) / 2, body.y, width, BAR };
    char id[16];
    snprintf(id, sizeof id, top->row == ORG_NONE ? "all" : "n%u", top->row);
    Agnode_t *node = canvas_box(c->canvas, id, *at, fill, fill, CANVAS_PT(0.75));
    canvas_text(c->canvas, *at, ALIGN_CENTRE, (Font){ BAR_TEXT, true, ink }, lines.line[0]);
    return node;
}

/* One bus a row of cards, the rows joined by a trunk at the left; each edge carries what leads to its card. */
static void
draw_lines(Cards *c, Agnode_t *bar, Rect at, Rect body)
{
    const OrgStack *stack = &c->stack;
    int centre = at.x + at.width / 2, trunk = body.x, previous = 0;
    for (uint32_t k = 0, i = 0; k < stack->n_cards; k++, i++) {
        while (!c->items[i].header)
            i++;
        const OrgStackBox *card = &stack->card[k];
        Agnode_t *node = agnode(c->canvas->graph, c->looks[i].id, 0);
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

static void
draw(Cards *c, Rect body)
{
    Rect at;
    Agnode_t *bar = draw_bar(c, body, &at);
    for (uint32_t i = 0; i < c->fold.n; i++)
        if (c->items[i].header)
            draw_header(c, i);
        else
            draw_row(c, i);
    for (uint32_t k = 0; k < c->stack.n_cards && !c->boxes; k++)
        canvas_box(c->canvas, NULL, rect_of(&c->stack.card[k]), NULL, LINE, CANVAS_PT(0.5));
    draw_lines(c, bar, at, body);
}

static const char *
subtitle(const Cards *c)
{
    const Words *w = c->chart->words;
    const Model *m = &c->model;
    char from[64], to[64], a[64], b[64], p[64], q[64];
    words_month(m->from, from);
    words_month(m->to, to);
    words_fte(w, (int64_t) m->units_before * 1000, a);
    words_fte(w, (int64_t) m->units_after * 1000, b);
    words_fte(w, m->top.before, p);
    words_fte(w, m->top.after, q);
    if (m->diff) {
        const char *text = chart_print(c->chart, "%s, %s %s %s  \xC2\xB7  %s %s \xE2\x86\x92 %s", w->diff, from, w->to,
                                       to, w->units, a, b);
        return m->has_posts ? chart_print(c->chart, "%s  \xC2\xB7  %s %s \xE2\x86\x92 %s", text, w->posts, p, q) : text;
    }
    bool after = c->chart->view == VIEW_AFTER;
    const char *text = chart_print(c->chart, "%s, %s  \xC2\xB7  %s %s",
                                   c->chart->view == VIEW_TREE ? w->tree
                                   : after                     ? w->after
                                                               : w->before,
                                   after ? to : from, after ? b : a, w->units);
    return m->has_posts ? chart_print(c->chart, "%s  \xC2\xB7  %s %s", text, after ? q : p, w->posts) : text;
}

OrgStatus
cards_draw(const Chart *chart, Canvas *canvas)
{
    Cards c = { .chart = chart, .canvas = canvas, .boxes = !strcmp(chart->style, "boxes") };
    OrgStatus status = model_read(chart, &c.model);
    if (status == ORG_OK)
        status = make_room(&c);
    if (status != ORG_OK)
        return status;
    PageText text = { .title = page_title(chart),
                      .subtitle = subtitle(&c),
                      .counts = c.model.diff ? c.model.counts : NULL,
                      .note = !c.model.has_posts ? NULL
                              : c.model.diff     ? chart->words->posts_note_diff
                                                 : chart->words->posts_note };
    Rect body;
    if (!page_begin(chart, &text, canvas, &body))
        return chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    status = fit(&c, body);
    if (status == ORG_OK)
        draw(&c, body);
    return status;
}
