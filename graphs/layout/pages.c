// SPDX-License-Identifier: MIT
#include "pages.h"
#include <stddef.h>

static uint32_t
card_end(const OrgStackItem *items, uint32_t n, uint32_t first)
{
    uint32_t end = first + 1;
    while (end < n && !items[end].header)
        end++;
    return end;
}

uint32_t
org_pages_break(const OrgStackItem *items, uint32_t n, uint32_t most, OrgPiece *out)
{
    uint32_t made = 0;
    most = most ? most : 1;
    for (uint32_t first = 0; first < n;) {
        uint32_t end = card_end(items, n, first), rows = end - first - 1, parts = (rows + most - 1) / most;
        out[made++] = (OrgPiece){ first, false };
        for (uint32_t part = 0; part < parts; part++) {
            uint32_t from = first + 1 + (uint32_t) ((uint64_t) rows * part / parts),
                     to = first + 1 + (uint32_t) ((uint64_t) rows * (part + 1) / parts);
            if (part)
                out[made++] = (OrgPiece){ first, true };
            for (uint32_t i = from; i < to; i++)
                out[made++] = (OrgPiece){ i, false };
        }
        first = end;
    }
    return made;
}

typedef struct {
    const OrgStackItem *items;
    const OrgStackPage *page;
    int *scratch;
    const uint32_t *card; /* where each begins, and the end of all */
    uint32_t cards;
    uint64_t most; /* lines a page, unless one card has more */
} Cutting;

static uint64_t
lines_of(const OrgStackItem *items, uint32_t first, uint32_t end)
{
    uint64_t lines = 0;
    for (uint32_t i = first; i < end; i++)
        lines += (items[i].header ? 3u : 1u) + (items[i].note != NULL);
    return lines;
}

static bool
holds(const Cutting *c, uint32_t from, uint32_t to)
{
    uint32_t first = c->card[from], end = c->card[to];
    return (to == from + 1 || lines_of(c->items, first, end) <= c->most) &&
           org_stack_fits(c->items + first, end - first, c->page, c->scratch);
}

/* The card after the last of the page that begins with the card `from`; `from` when even one does not fit. Steps that double until
 * they go too far, then steps that halve. */
static uint32_t
page_end(const Cutting *c, uint32_t from)
{
    uint32_t held = from, step = 1;
    for (; held < c->cards; step *= 2) {
        uint32_t to = c->cards - held < step ? c->cards : held + step;
        if (!holds(c, from, to))
            break;
        held = to;
    }
    for (step /= 2; step > 0 && held > from; step /= 2)
        if (held + step <= c->cards && holds(c, from, held + step))
            held += step;
    return held;
}

/* Pages, 0 when a card does not fit. */
static uint32_t
cut(const Cutting *c, uint32_t *start)
{
    uint32_t pages = 0, from = 0;
    while (from < c->cards) {
        uint32_t to = page_end(c, from);
        if (to == from)
            return 0;
        start[pages++] = c->card[from];
        from = to;
    }
    start[pages] = c->card[c->cards];
    return pages;
}

uint32_t
org_pages_cut(const OrgStackItem *items, uint32_t n, const OrgStackPage *page, uint32_t *scratch, uint32_t *start)
{
    uint32_t *card = scratch + n, cards = 0;
    for (uint32_t i = 0; i < n; i++)
        if (items[i].header)
            card[cards++] = i;
    card[cards] = n;
    Cutting c = { items, page, (int *) scratch, card, cards, UINT64_MAX };
    uint32_t pages = cut(&c, start);
    uint64_t high = lines_of(items, 0, n), low = pages ? high / pages : high;
    while (pages > 1 && low < high) { /* the least that takes no more pages */
        c.most = low + (high - low) / 2;
        if (cut(&c, start) <= pages)
            high = c.most;
        else
            low = c.most + 1;
    }
    c.most = high;
    return pages > 1 ? cut(&c, start) : pages;
}
