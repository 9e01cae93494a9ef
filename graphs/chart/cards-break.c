// SPDX-License-Identifier: MIT
/* Cards that are longer than a page, or than the columns of one, go on below their header said again. */
#include "cards-private.h"
#include <string.h>

/* The name of the card that goes on, with the units that its next row stands under. */
static const char *
name_again(const Cards *c, uint32_t header, uint32_t row)
{
    const char *path = c->looks[header].name;
    uint16_t depth = 1;
    for (uint32_t i = header + 1; i < row && depth < c->depth[row]; i++) {
        uint32_t last = ORG_FOLD_NONE; /* the last of this depth before the row */
        for (uint32_t j = i; j < row; j++)
            last = c->depth[j] == depth ? j : last;
        if (last == ORG_FOLD_NONE)
            break;
        path = chart_print(c->chart, "%s \xE2\x80\xBA %s", path, c->looks[last].name);
        i = last;
        depth++;
    }
    return chart_print(c->chart, "%s (%s)", path, c->chart->words->continued);
}

static void
begin_again(Cards *c, const Cards *from, uint32_t to, uint32_t header, uint32_t row)
{
    Look *look = &c->looks[to];
    *look = (Look){ .name = name_again(from, header, row), .value = "", .again = true };
    memcpy(look->id, "all", 4);
    c->items[to].name = look->name;
    c->items[to].note = NULL;
    c->items[to].value_width = 0;
    c->items[to].lead = 600;
    c->fold.item[to].hidden = 0;
    memset(&c->hidden[to], 0, sizeof c->hidden[to]);
}

/* Copies the items, with cards broken. */
bool
cards_lay_out(Cards *c, const Cards *from, const OrgPiece *pieces, uint32_t n)
{
    const OrgHost *host = c->chart->host;
    OrgCtx *ctx = c->chart->ctx;
    size_t room = n + (size_t) 1;
    c->items = host->scratch(ctx, room * sizeof *c->items);
    c->looks = host->scratch(ctx, room * sizeof *c->looks);
    c->hidden = host->scratch(ctx, room * sizeof *c->hidden);
    c->fold.item = host->scratch(ctx, room * sizeof *c->fold.item);
    c->stack.box = host->scratch(ctx, room * sizeof *c->stack.box);
    c->stack.card = host->scratch(ctx, room * sizeof *c->stack.card);
    c->header = host->scratch(ctx, room * sizeof *c->header);
    c->depth = host->scratch(ctx, room * sizeof *c->depth);
    c->scratch = host->scratch(ctx, 2 * room * sizeof *c->scratch);
    if (!c->items || !c->looks || !c->hidden || !c->fold.item || !c->stack.box || !c->stack.card || !c->header ||
        !c->depth || !c->scratch)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t item = pieces[i].item;
        c->items[i] = from->items[item];
        c->looks[i] = from->looks[item];
        c->hidden[i] = from->hidden[item];
        c->fold.item[i] = from->fold.item[item];
        c->header[i] = from->header[item];
        c->depth[i] = from->depth[item];
        if (pieces[i].again)
            begin_again(c, from, i, item, pieces[i + 1].item);
    }
    c->fold.n = n;
    return true;
}

static uint32_t
longest_card(const Cards *c)
{
    uint32_t longest = 0;
    for (uint32_t i = 0, end; i < c->fold.n; i = end) {
        for (end = i + 1; end < c->fold.n && !c->items[end].header;)
            end++;
        longest = end - i > longest ? end - i : longest;
    }
    return longest;
}

bool
cards_break(Cards *c, const OrgStackPage *page)
{
    enum { FEW = 8, PARTS = 12 };
    const OrgHost *host = c->chart->host;
    uint32_t cards = 0, longest = longest_card(c);
    for (uint32_t i = 0; i < c->fold.n; i++)
        cards += c->items[i].header;
    if (cards == 0 || cards > FEW || longest < 2 * PARTS)
        return false;
    Cards whole = *c;
    OrgPiece *pieces = host->scratch(c->chart->ctx, (2 * c->fold.n + (size_t) 1) * sizeof *pieces);
    for (uint32_t parts = 2; pieces && parts <= PARTS; parts++) {
        uint32_t n = org_pages_break(whole.items, whole.fold.n, (longest + parts - 1) / parts, pieces);
        if (!cards_lay_out(c, &whole, pieces, n))
            break;
        if (org_stack_fits(c->items, c->fold.n, page, c->scratch))
            return true;
    }
    *c = whole;
    return false;
}
