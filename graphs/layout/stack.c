// SPDX-License-Identifier: MIT
#include "stack-private.h"
#include "text.h"
#include <limits.h>

/* Lengths in thousandths of the text size of rows. */
enum {
    ROW = 1500,
    LINE = 1200,
    HEADER = 2200,
    COMPACT = 1700,
    COMPACT_GAP = 500,
    HEADER_LINE = 1350,
    GAP_X = 1500,
    GAP_Y = 2100,
    BUS = 850,
    BOX_GAP = 300,
    BOX_INSET = 1200,
    VALUE_GAP = 600,
    VALUE_END = 600,
    NARROWEST = 15500,
    WIDEST = 30000,
    SHORTEST_NAME = 2500,
    IMPOSSIBLE = 1 << 28,
    COLUMNS = 16,
};

int
org_stack_header_text(int text)
{
    return text + text / 10;
}

int
org_stack_note_text(int text)
{
    enum { LEAST = 35 };
    int size = text * 85 / 100;
    return size < LEAST ? LEAST : size;
}

/* A grid that is tried: columns, width of a card, text size. */
typedef struct {
    int columns, width, text;
    int64_t height; /* thousandths of the text size */
    long cost;      /* names broken or shortened */
} Grid;

static int
room_of(const Stacking *s, const OrgStackItem *item, int width, bool beside)
{
    int room = width - item->lead - VALUE_END;
    if (beside && item->value_width)
        room -= item->value_width + VALUE_GAP;
    if (s->page->boxes && !item->header)
        room -= BOX_INSET;
    room = item->header ? (int) ((int64_t) room * 10 / 11) : room;
    return room < 1000 ? 1000 : room;
}

/* Two lines hold a little less than twice one line, since they break between words. */
static bool
fits(int natural, int room, int lines)
{
    return natural <= (lines > 1 ? 2 * room - room / 4 : room);
}

/* What a line of the note may have, thousandths of its own text size. */
static int
note_room(const OrgStackItem *item, int width, int text, bool boxes)
{
    int room = width - item->lead - VALUE_END - (boxes && !item->header ? BOX_INSET : 0);
    room = (int) ((int64_t) room * text * 98 / 100 / org_stack_note_text(text)) - item->note_end;
    return room < 1000 ? 1000 : room;
}

/* Lines of a note, which run below name and figures. */
static int
note_lines(const Stacking *s, const OrgStackItem *item, int width)
{
    if (!item->note)
        return 0;
    int room = note_room(item, width, s->text, s->page->boxes);
    if (item->note_width <= room)
        return 1;
    unsigned lines = org_text_wrap(item->brief ? item->brief : item->note, false, room, NULL, 0);
    return (int) (lines < ORG_TEXT_WRAPS ? lines : ORG_TEXT_WRAPS);
}

/* Lines of a name that may take more than two: as many as it needs. */
static int
name_lines(const OrgStackItem *item, int natural, int room)
{
    if (natural <= room)
        return 1;
    if (item->lines <= 2)
        return item->lines;
    unsigned lines = org_text_wrap(item->name, item->bold, room, NULL, 0);
    return (int) (lines < item->lines ? lines : item->lines);
}

Setting
org_stack_set(const Stacking *s, uint32_t i, int width, long *cost)
{
    const OrgStackItem *item = &s->items[i];
    int natural = s->natural[i];
    Setting set = { .room = room_of(s, item, width, true), .note = note_lines(s, item, width) };
    if (item->header && item->value_width && !fits(natural, set.room, 2)) {
        set.value_below = true;
        set.room = room_of(s, item, width, false);
    }
    set.lines = name_lines(item, natural, set.room);
    int header = s->page->compact ? COMPACT : HEADER;
    set.height = item->header ? header + (set.lines - 1) * HEADER_LINE : ROW + (set.lines - 1) * LINE;
    set.height +=
        set.note * LINE + (set.value_below ? HEADER_LINE : 0) + (s->page->boxes && !item->header ? BOX_GAP : 0);
    if (!item->header && set.room < SHORTEST_NAME && set.room < natural)
        set.height = IMPOSSIBLE; /* a card of this width has no room for the name */
    *cost += natural <= set.room                                     ? 0
             : item->lines > 2 || fits(natural, set.room, set.lines) ? set.lines - 1
             : item->header                                          ? 12
                                                                     : 4;
    return set;
}

uint32_t
org_stack_card_end(const Stacking *s, uint32_t first)
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
        uint32_t end = org_stack_card_end(s, *at);
        int64_t below = 0;
        int top = org_stack_set(s, *at, grid->width, &grid->cost).height;
        for (uint32_t i = *at + 1; i < end; i++)
            below += org_stack_set(s, i, grid->width, &grid->cost).height;
        tallest = below > tallest ? below : tallest;
        *header = top > *header ? top : *header;
        *at = end;
    }
    return tallest + *header + ORG_STACK_CARD_END;
}

static int
gap_of(const OrgStackPage *page)
{
    return page->compact ? COMPACT_GAP : GAP_Y;
}

static bool
try_grid(const Stacking *stacking, Grid *grid, uint32_t cards)
{
    const Stacking own = { stacking->items, stacking->n, stacking->page, stacking->natural, grid->text }, *s = &own;
    const OrgStackPage *page = s->page;
    int widest = cards == 1 ? 2 * WIDEST : WIDEST, header;
    grid->width = (int) (((int64_t) page->width * 1000 / grid->text + GAP_X) / grid->columns - GAP_X);
    if (grid->width < NARROWEST)
        return false;
    grid->width = grid->width > widest ? widest : grid->width;
    grid->cost = 0;
    grid->height = page->compact ? 0 : BUS;
    const int gap = gap_of(page);
    int64_t limit = (int64_t) page->height * 1000 / grid->text;
    for (uint32_t at = 0; at < s->n && grid->height <= limit + gap;)
        grid->height += grid_row(s, &at, grid, &header) + gap;
    grid->height -= gap;
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

int
org_stack_scaled(int64_t length, int text)
{
    return (int) ((length * text + 500) / 1000);
}

static OrgStackBox
box_at(const Stacking *s, const Grid *grid, uint32_t i, int64_t x, int64_t y, int height)
{
    long cost = 0;
    bool boxed = s->page->boxes && !s->items[i].header;
    int left = org_stack_scaled(x + (boxed ? BOX_INSET : 0), grid->text),
        top = org_stack_scaled(y + (boxed ? BOX_GAP : 0), grid->text);
    Setting set = org_stack_set(s, i, grid->width, &cost);
    return (OrgStackBox){ .x = s->page->x + left,
                          .y = s->page->y + top,
                          .width = org_stack_scaled(x + grid->width, grid->text) - left,
                          .height = org_stack_scaled(y + height, grid->text) - top,
                          .name_width = set.room,
                          .lines = (uint8_t) set.lines,
                          .note = (uint8_t) set.note,
                          .value_below = set.value_below };
}

static void
place_card(const Stacking *s, const Grid *grid, uint32_t first, int64_t x, int64_t y, int header, OrgStack *out)
{
    uint32_t end = org_stack_card_end(s, first);
    int64_t at = y + header;
    out->box[first] = box_at(s, grid, first, x, y, header);
    for (uint32_t i = first + 1; i < end; i++) {
        long cost = 0;
        int height = org_stack_set(s, i, grid->width, &cost).height;
        out->box[i] = box_at(s, grid, i, x, at, height);
        at += height;
    }
    OrgStackBox outline = out->box[first];
    if (end > first + 1)
        outline.height = s->page->y + org_stack_scaled(at + ORG_STACK_CARD_END, grid->text) - outline.y;
    for (uint32_t i = first; i < end; i++)
        out->box[i].row = (uint32_t) out->rows;
    outline.row = (uint32_t) out->rows;
    out->card[out->n_cards++] = outline;
}

static void
place(const Stacking *s, Grid *grid, OrgStack *out)
{
    int64_t used = (int64_t) grid->columns * (grid->width + GAP_X) - GAP_X;
    int64_t left = ((int64_t) s->page->width * 1000 / grid->text - used) / 2, y = s->page->compact ? 0 : BUS;
    out->text = grid->text;
    out->columns = grid->columns;
    out->card_width = grid->width;
    out->bus = org_stack_scaled(BUS, grid->text);
    for (uint32_t at = 0; at < s->n; out->rows++) {
        uint32_t first = at;
        int header;
        int64_t height = grid_row(s, &at, grid, &header);
        for (int64_t x = left; first < at; x += grid->width + GAP_X) {
            place_card(s, grid, first, x, y, header, out);
            first = org_stack_card_end(s, first);
        }
        y += height + gap_of(s->page);
    }
}

uint32_t
org_stack_measure(const OrgStackItem *items, uint32_t n, int *natural)
{
    uint32_t cards = 0;
    for (uint32_t i = 0; i < n; i++) {
        natural[i] = org_text_width(items[i].name, items[i].bold);
        cards += items[i].header;
    }
    return cards;
}

bool
org_stack_fits(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, int *scratch)
{
    Stacking s = { items, n, page, scratch, page->text_min };
    Grid best;
    return n == 0 || best_grid(&s, page->text_min, org_stack_measure(items, n, scratch), &best);
}

bool
org_stack(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, int *scratch, OrgStack *out)
{
    Stacking s = { items, n, page, scratch, page->text_min };
    Grid best;
    uint32_t cards = org_stack_measure(items, n, scratch);
    out->n_cards = 0;
    out->rows = 0;
    if (!best_grid(&s, page->text_min, cards, &best))
        return n == 0;
    for (int text = page->text_max; text > page->text_min; text -= 2)
        if (best_grid(&s, text, cards, &best))
            break;
    s.text = best.text;
    place(&s, &best, out);
    return true;
}

int64_t
org_stack_rows_height(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, int width, int text,
                      int *scratch)
{
    const Stacking s = { items, n, page, scratch, text };
    int64_t height = 0;
    long cost = 0;
    org_stack_measure(items, n, scratch);
    for (uint32_t i = 0; i < n; i++)
        height += items[i].header ? 0 : org_stack_set(&s, i, width, &cost).height;
    return height;
}
