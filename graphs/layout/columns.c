// SPDX-License-Identifier: MIT
#include "columns.h"
#include "stack-private.h"
#include <stddef.h>

/* Lengths in thousandths of the text size. */
enum { CARD = 26000, STEP = 1400, LANE = 450, GAP_Y = 700, GUTTER = 900 };

void
org_columns_split(const uint16_t *depth, const uint32_t *end, uint32_t n, uint32_t most, bool *header, uint16_t *level)
{
    uint32_t last[UINT8_MAX + 1] = { 0 }; /* the item at each depth that is above the one at work */
    bool leading[UINT8_MAX + 1] = { 0 };  /* only leaves so far below it */
    for (uint32_t i = 0; i < n; i++) {
        unsigned d = depth[i] > UINT8_MAX ? UINT8_MAX : depth[i];
        uint32_t up = d ? last[d - 1] : 0;
        bool leaf = end[i] == i + 1;
        bool splits = d && header[up] && end[up] - up > most && level[up] + 1 < ORG_COLUMNS_LEVELS;
        header[i] = d == 0 || (splits && !(leaf && leading[d - 1]));
        level[i] = (uint16_t) (d == 0 ? 0 : level[up] + header[i]);
        if (d && !leaf)
            leading[d - 1] = false;
        last[d] = i;
        leading[d] = true;
    }
}

typedef struct {
    Stacking s;
    const int *height; /* of items */
    int64_t bottom;    /* where columns end */
    uint16_t deepest;
    int text;
    OrgStack *out; /* NULL: columns are only counted */
    uint32_t column;
    int64_t y;
} Flow;

static int64_t
card_height(const Flow *f, uint32_t first, uint32_t end)
{
    int64_t height = end > first + 1 ? ORG_STACK_CARD_END : 0;
    for (uint32_t i = first; i < end; i++)
        height += f->height[i];
    return height;
}

static int
gutter(uint16_t deepest)
{
    return GUTTER + deepest * LANE;
}

static int
pitch(uint16_t deepest)
{
    return gutter(deepest) + (deepest + 1) * STEP + CARD;
}

static int
width_of_card(uint16_t level, uint16_t deepest)
{
    return CARD + (deepest - level) * STEP;
}

static int
top_of_columns(uint16_t deepest)
{
    return (deepest + 2) * LANE;
}

static void
place_item(Flow *f, uint32_t i, uint16_t level)
{
    long cost = 0;
    int width = width_of_card(level, f->deepest);
    Setting set = org_stack_set(&f->s, i, width, &cost);
    int64_t x = (int64_t) f->column * pitch(f->deepest) + (level + 1) * STEP, y = top_of_columns(f->deepest) + f->y;
    int left = org_stack_scaled(x, f->text), top = org_stack_scaled(y, f->text);
    f->out->box[i] = (OrgStackBox){ .x = left,
                                    .y = top,
                                    .width = org_stack_scaled(x + width, f->text) - left,
                                    .height = org_stack_scaled(y + f->height[i], f->text) - top,
                                    .name_width = set.room,
                                    .lines = (uint8_t) set.lines,
                                    .note = (uint8_t) set.note,
                                    .value_below = set.value_below,
                                    .row = f->column };
}

/* The outline of the items [first, end), which stand in one column. */
static void
outline(Flow *f, uint32_t first, uint32_t end)
{
    const OrgStackBox *a = &f->out->box[first], *b = &f->out->box[end - 1];
    OrgStackBox card = *a;
    card.height = b->y + b->height - a->y + (end > first + 1 ? org_stack_scaled(ORG_STACK_CARD_END, f->text) : 0);
    f->out->card[f->out->n_cards++] = card;
}

/* A card moves to the next column as a whole, unless it is a large part of a column itself. */
static void
flow_card(Flow *f, uint32_t first, uint32_t end)
{
    int64_t height = card_height(f, first, end);
    int64_t start = f->height[first] + (first + 1 < end ? f->height[first + 1] : 0);
    uint32_t part = first;
    if (f->y > 0 && f->y + (height <= f->bottom / 3 ? height : start) > f->bottom)
        f->column++, f->y = 0;
    for (uint32_t i = first; i < end; i++) {
        if (i > first + 1 && f->y + f->height[i] > f->bottom) {
            if (f->out)
                outline(f, part, i);
            part = i;
            f->column++, f->y = 0;
        }
        if (f->out)
            place_item(f, i, f->s.items[first].level);
        f->y += f->height[i];
    }
    if (f->out)
        outline(f, part, end);
    f->y += GAP_Y + (end > first + 1 ? ORG_STACK_CARD_END : 0);
}

static uint32_t
flow(Flow *f, int64_t bottom, OrgStack *out)
{
    f->bottom = bottom;
    f->out = out;
    f->column = 0;
    f->y = 0;
    for (uint32_t at = 0; at < f->s.n;) {
        uint32_t end = org_stack_card_end(&f->s, at);
        flow_card(f, at, end);
        at = end;
    }
    return f->column + 1;
}

static int64_t
root_of(int64_t square)
{
    int64_t low = 0, high = INT64_C(1) << 31;
    while (low + 1 < high) {
        int64_t middle = (low + high) / 2;
        *(middle * middle <= square ? &low : &high) = middle;
    }
    return low;
}

/* Heights of the items, and of all cards below each other. */
static int64_t
measure(Flow *f, int *height)
{
    int64_t sum = 0;
    uint16_t level = 0;
    long cost = 0;
    for (uint32_t i = 0; i < f->s.n; i++) {
        if (f->s.items[i].header) {
            level = f->s.items[i].level;
            sum += GAP_Y + ORG_STACK_CARD_END;
        }
        height[i] = org_stack_set(&f->s, i, width_of_card(level, f->deepest), &cost).height;
        sum += height[i];
    }
    return sum;
}

void
org_columns(const OrgStackItem *items, uint32_t n, int text, int aspect, int *scratch, OrgStack *stack, OrgColumns *out)
{
    static const OrgStackPage no_page = { 0 };
    Flow f = { .s = { items, n, &no_page, scratch, text }, .height = scratch + n, .text = text };
    org_stack_measure(items, n, scratch);
    for (uint32_t i = 0; i < n; i++)
        if (items[i].header && items[i].level > f.deepest)
            f.deepest = items[i].level;
    int64_t sum = measure(&f, scratch + n), wide = pitch(f.deepest);
    uint32_t columns = (uint32_t) ((root_of(sum * aspect / 10 / wide) + 5) /
                                   10); /* of c columns: width / height is c * c * wide / sum */
    columns = columns ? columns : 1;
    int64_t bottom = sum / columns + 1;
    for (int i = 0; i < 16 && flow(&f, bottom, NULL) > columns; i++)
        bottom += bottom / 32 + 1;
    stack->n_cards = 0;
    stack->text = text;
    stack->columns = (int) flow(&f, bottom, stack);
    stack->rows = stack->columns;
    int lowest = org_stack_scaled(top_of_columns(f.deepest), text);
    for (uint32_t k = 0; k < stack->n_cards; k++) {
        int low = stack->card[k].y + stack->card[k].height;
        lowest = low > lowest ? low : lowest;
    }
    *out = (OrgColumns){ .step = org_stack_scaled(STEP, text),
                         .lane = org_stack_scaled(LANE, text),
                         .top = org_stack_scaled(top_of_columns(f.deepest), text),
                         .bottom = lowest,
                         .deepest = f.deepest,
                         .width = org_stack_scaled(stack->columns * wide - gutter(f.deepest), text),
                         .height = lowest + org_stack_scaled((f.deepest + 1) * LANE, text) };
}

/* What leads to the cards of a level: the column it stands in, and how far down it is drawn. */
typedef struct {
    uint32_t column;
    int x, y;
} Trunk;

/* From the trunk's end below the columns, up through the gutter and down to the card; levels further out go further around,
 * so that lines do not cross. */
static unsigned
around(const OrgColumns *c, const Trunk *trunk, unsigned level, int column_left, OrgColumnsPoint *points)
{
    unsigned n = 0;
    int low = c->bottom + (c->deepest - (int) level + 1) * c->lane, lane = column_left - (int) level * c->lane,
        high = c->top - (int) level * c->lane;
    points[n++] = (OrgColumnsPoint){ trunk->x, trunk->y };
    points[n++] = (OrgColumnsPoint){ trunk->x, low };
    points[n++] = (OrgColumnsPoint){ lane, low };
    points[n++] = (OrgColumnsPoint){ lane, high };
    return n;
}

void
org_columns_route(const OrgStackItem *items, uint32_t n, const OrgStack *stack, const OrgColumns *c,
                  OrgColumnsLine line, void *data)
{
    Trunk trunks[ORG_COLUMNS_LEVELS + 1] = { { UINT32_MAX, 0, 0 } };
    int bus = c->top - (c->deepest + 1) * c->lane;
    for (uint32_t i = 0; i < n;) {
        uint32_t end = i + 1;
        while (end < n && !items[end].header)
            end++;
        unsigned level = items[i].level, used = 0;
        const OrgStackBox *box = &stack->box[i], *last = &stack->box[end - 1];
        Trunk *trunk = &trunks[level];
        OrgColumnsPoint points[8];
        int x = box->x - c->step / 2, y = box->y + box->height / 2, left = box->x - ((int) level + 1) * c->step;
        if (level == 0 && trunk->column != box->row)
            points[used++] = (OrgColumnsPoint){ x, bus };
        else if (trunk->column != box->row) {
            used = around(c, trunk, level, left, points);
            points[used++] = (OrgColumnsPoint){ x, points[3].y };
        } else
            points[used++] = (OrgColumnsPoint){ x, trunk->y };
        points[used++] = (OrgColumnsPoint){ x, y };
        points[used++] = (OrgColumnsPoint){ box->x, y };
        line(data, i, points, used);
        *trunk = (Trunk){ box->row, x, y };
        int end_of_card =
            last->y + last->height + (end > i + 1 ? org_stack_scaled(ORG_STACK_CARD_END, stack->text) : 0);
        trunks[level + 1] = (Trunk){ last->row, last->x + c->step / 2, end_of_card };
        i = end;
    }
}
