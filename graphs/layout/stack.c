// SPDX-License-Identifier: MIT
#include "stack.h"
#include "text.h"
#include <limits.h>

/* Lengths in thousandths of the text size of rows. */
enum {
    ROW = 1500,
    LINE = 1200,
    HEADER = 2300,
    HEADER_LINE = 1350,
    CARD_END = 350,
    GAP_X = 1500,
    GAP_Y = 2400,
    BUS = 900,
    BOX_GAP = 300,
    BOX_INSET = 1200,
    VALUE_GAP = 600,
    VALUE_END = 600,
    NARROWEST = 13000,
    WIDEST = 30000,
    COLUMNS = 16,
};

int
org_stack_header_text(int text)
{
    return text + text / 10;
}

typedef struct {
    const OrgStackItem *items;
    uint32_t n;
    const OrgStackPage *page;
    bool notes;
    const int *natural; /* widths of the names */
} Stacking;

/* A grid that is tried: columns, width of a card, text size. */
typedef struct {
    int columns, width, text;
    int64_t height; /* thousandths of the text size */
    long cost;      /* names broken or shortened */
} Grid;

static int
name_room(const Stacking *s, uint32_t i, int width)
{
    const OrgStackItem *item = &s->items[i];
    int room = width - item->lead - item->value_width - VALUE_END - (item->value_width ? VALUE_GAP : 0);
    if (s->page->boxes && !item->header)
        room -= BOX_INSET;
    room = item->header ? (int) ((int64_t) room * 10 / 11) : room;
    return room < 1000 ? 1000 : room;
}

/* Lines that the name takes; two short of what measuring cannot foresee is taken as two. */
static int
lines_of(const Stacking *s, uint32_t i, int width, long *cost)
{
    int room = name_room(s, i, width);
    if (s->natural[i] <= room)
        return 1;
    *cost += s->natural[i] > 2 * room - room / 8 ? 4 : 1;
    return 2;
}

static int
item_height(const Stacking *s, uint32_t i, int lines)
{
    const OrgStackItem *item = &s->items[i];
    int height = item->header ? HEADER + (lines - 1) * HEADER_LINE : ROW + (lines - 1) * LINE;
    if (item->note && (s->notes || item->header))
        height += LINE;
    if (s->page->boxes && !item->header)
        height += BOX_GAP;
    return height;
}

static uint32_t
card_end(const Stacking *s, uint32_t first)
{
    uint32_t end = first + 1;
    while (end < s->n && !s->items[end].header)
        end++;
    return end;
}

/* Height of one row of cards, and of its headers; *at moves past it. */
static int64_t
grid_row(const Stacking *s, uint32_t *at, Grid *grid, int *header)
{
    int64_t tallest = 0;
    *header = 0;
    for (int c = 0; c < grid->columns && *at < s->n; c++) {
        uint32_t end = card_end(s, *at);
        int64_t below = 0;
        int top = item_height(s, *at, lines_of(s, *at, grid->width, &grid->cost));
        for (uint32_t i = *at + 1; i < end; i++)
            below += item_height(s, i, lines_of(s, i, grid->width, &grid->cost));
        tallest = below > tallest ? below : tallest;
        *header = top > *header ? top : *header;
        *at = end;
    }
    return tallest + *header + CARD_END;
}

static bool
try_grid(const Stacking *s, Grid *grid, uint32_t cards)
{
    const OrgStackPage *page = s->page;
    int widest = cards == 1 ? 2 * WIDEST : WIDEST, header;
    grid->width = (int) (((int64_t) page->width * 1000 / grid->text + GAP_X) / grid->columns - GAP_X);
    if (grid->width < NARROWEST)
        return false;
    grid->width = grid->width > widest ? widest : grid->width;
    grid->cost = 0;
    grid->height = BUS;
    int64_t limit = (int64_t) page->height * 1000 / grid->text;
    for (uint32_t at = 0; at < s->n && grid->height <= limit + GAP_Y;)
        grid->height += grid_row(s, &at, grid, &header) + GAP_Y;
    grid->height -= GAP_Y;
    return grid->height <= limit;
}

/* The best grid for a text size: the fewest broken names, then the widest use of the page. */
static bool
best_grid(const Stacking *s, int text, uint32_t cards, Grid *best)
{
    bool found = false;
    for (int c = cards > 1 ? 2 : 1; c <= COLUMNS && c <= (int) cards; c++) {
        Grid grid = { .columns = c, .text = text };
        if (!try_grid(s, &grid, cards))
            continue;
        if (!found || grid.cost <= best->cost)
            *best = grid;
        found = true;
    }
    return found;
}

static int
scaled(int64_t length, int text)
{
    return (int) ((length * text + 500) / 1000);
}

static OrgStackBox
box_at(const Stacking *s, const Grid *grid, uint32_t i, int64_t x, int64_t y, int height)
{
    const OrgStackItem *item = &s->items[i];
    long cost = 0;
    int inset = s->page->boxes && !item->header ? BOX_INSET : 0, gap = s->page->boxes && !item->header ? BOX_GAP : 0;
    int left = scaled(x + inset, grid->text), top = scaled(y + gap, grid->text);
    return (OrgStackBox){ .x = s->page->x + left,
                          .y = s->page->y + top,
                          .width = scaled(x + grid->width, grid->text) - left,
                          .height = scaled(y + height, grid->text) - top,
                          .name_width = name_room(s, i, grid->width),
                          .lines = (uint8_t) lines_of(s, i, grid->width, &cost),
                          .note = item->note && (s->notes || item->header) };
}

static void
place_card(const Stacking *s, const Grid *grid, uint32_t first, int64_t x, int64_t y, int header, OrgStack *out)
{
    uint32_t end = card_end(s, first);
    int64_t at = y + header;
    out->box[first] = box_at(s, grid, first, x, y, header);
    for (uint32_t i = first + 1; i < end; i++) {
        long cost = 0;
        int height = item_height(s, i, lines_of(s, i, grid->width, &cost));
        out->box[i] = box_at(s, grid, i, x, at, height);
        at += height;
    }
    OrgStackBox outline = out->box[first];
    if (end > first + 1)
        outline.height = s->page->y + scaled(at + CARD_END, grid->text) - outline.y;
    for (uint32_t i = first; i < end; i++)
        out->box[i].row = (uint32_t) out->rows;
    outline.row = (uint32_t) out->rows;
    out->card[out->n_cards++] = outline;
}

static void
place(const Stacking *s, Grid *grid, OrgStack *out)
{
    int64_t used = (int64_t) grid->columns * (grid->width + GAP_X) - GAP_X;
    int64_t left = ((int64_t) s->page->width * 1000 / grid->text - used) / 2, y = BUS;
    out->text = grid->text;
    out->columns = grid->columns;
    out->bus = scaled(BUS, grid->text);
    for (uint32_t at = 0; at < s->n; out->rows++) {
        uint32_t first = at;
        int header;
        int64_t height = grid_row(s, &at, grid, &header);
        for (int64_t x = left; first < at; x += grid->width + GAP_X) {
            place_card(s, grid, first, x, y, header, out);
            first = card_end(s, first);
        }
        y += height + GAP_Y;
    }
}

bool
org_stack(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, bool notes, int *scratch, OrgStack *out)
{
    Stacking s = { items, n, page, notes, scratch };
    Grid best;
    uint32_t cards = 0;
    out->n_cards = 0;
    out->rows = 0;
    for (uint32_t i = 0; i < n; i++) {
        scratch[i] = org_text_width(items[i].name, items[i].bold);
        cards += items[i].header;
    }
    if (!best_grid(&s, page->text_min, cards, &best))
        return n == 0;
    for (int text = page->text_max; text > page->text_min; text -= 2)
        if (best_grid(&s, text, cards, &best))
            break;
    place(&s, &best, out);
    return true;
}
