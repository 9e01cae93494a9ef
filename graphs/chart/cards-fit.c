// SPDX-License-Identifier: MIT
/* Which level of folding lets a page hold its cards, and the most that each card can show there. */
#include "cards-private.h"
#include "paper.h"
#include <string.h>

static OrgFoldLimits
limits_of(const Cards *c)
{
    return (OrgFoldLimits){ c->depth_limit, c->chart->fold == FOLD_NONE ? 0 : c->chart->fold };
}

void
cards_fold(Cards *c)
{
    org_fold(&c->model.tree, c->levels, limits_of(c), &c->fold);
}

/* No page holds more: rows are at least 1.2 sizes of the text high and cards 15 wide. */
static uint32_t
most_rows(const OrgStackPage *page)
{
    int64_t high = (int64_t) page->height * 1000 / page->text_min / 1200 + 1,
            wide = (int64_t) page->width * 1000 / page->text_min / 15000 + 1;
    return (uint32_t) (high * wide);
}

static bool
fits(Cards *c, const OrgStackPage *page)
{
    cards_fold(c);
    if (c->fold.n > most_rows(page)) /* not worth measuring */
        return false;
    cards_prepare(c, 0, c->model.n);
    return c->tree ? cards_fit_tree(c, page) : org_stack_fits(c->items, c->fold.n, page, c->scratch);
}

/* Nothing is below the cards. */
static bool
only_cards(const Cards *c)
{
    for (uint32_t i = 0; i < c->model.n; i++)
        if (c->model.tree.depth[i] > 0)
            return false;
    return true;
}

static void
set_level(Cards *c, uint32_t group, unsigned level)
{
    const OrgTree *tree = &c->model.tree;
    for (uint32_t i = 0; i < tree->n; i = tree->end[i])
        if (tree->group[i] == group)
            c->levels[i] = (uint8_t) level;
}

/* Where cards of several types share the page, each type may show more than the one that needs most room allows: step
 * by step in turn, so that no type takes all. */
static void
refine(Cards *c, const OrgStackPage *page)
{
    enum { TYPES = 12, AHEAD = 3 };
    const OrgTree *tree = &c->model.tree;
    uint32_t types[TYPES], n = 0;
    uint8_t level[TYPES];
    for (uint32_t i = 0; i < tree->n && n < TYPES; i = tree->end[i]) {
        uint32_t k = 0;
        while (k < n && types[k] != tree->group[i])
            k++;
        types[k] = tree->group[i];
        level[k] = c->levels[i];
        n += k == n;
    }
    for (bool any = true; any;) {
        any = false;
        for (uint32_t k = 0; k < n; k++) {
            uint8_t now = level[k], found = now;
            for (uint8_t l = now; found == now && l-- > 0 && now - l <= AHEAD;) {
                set_level(c, types[k], l);
                found = fits(c, page) ? l : now;
            }
            set_level(c, types[k], found);
            level[k] = found;
            any |= found != now;
        }
    }
}

/* As they are, or with few long cards broken into columns. */
static bool
fits_or_breaks(Cards *c, const OrgStackPage *page)
{
    if (fits(c, page))
        return true;
    c->broken = !c->tree && c->chart->fold == FOLD_AUTO && c->fold.n <= most_rows(page) && cards_break(c, page);
    return c->broken;
}

/* A deep tree loses its lowest levels one by one, and its notes before each. */
static bool
fit_deep_tree(Cards *c, const OrgStackPage *page)
{
    enum { DEEPEST = 40, LEAST = 5 };
    unsigned most = c->chart->depth > 0 && c->chart->depth < DEEPEST ? c->chart->depth : DEEPEST;
    for (c->depth_limit = most; c->depth_limit >= LEAST; c->depth_limit--)
        for (int level = 0; level < 2; level++) {
            memset(c->levels, level, c->model.n + 1);
            if (fits_or_breaks(c, page))
                return true;
        }
    c->depth_limit = c->chart->depth;
    return false;
}

static bool
is_deep(const Cards *c)
{
    enum { DEEP = 6 };
    for (uint32_t i = 0; i < c->model.n; i++)
        if (c->model.tree.depth[i] >= DEEP)
            return true;
    return false;
}

/* The rows of the tallest card of a row of the grid: the others may have as much. */
static int64_t
tallest_rows(const Cards *c, const OrgStackPage *page, uint32_t row)
{
    int64_t tallest = 0;
    for (uint32_t i = 0, end; i < c->fold.n; i = end) {
        for (end = i + 1; end < c->fold.n && !c->items[end].header;)
            end++;
        if (c->stack.box[i].row != row)
            continue;
        int64_t height =
            org_stack_rows_height(c->items + i, end - i, page, c->stack.card_width, c->stack.text, c->scratch);
        tallest = height > tallest ? height : tallest;
    }
    return tallest;
}

/* Cards that are shorter than their neighbours may show more at no cost. What a card shows then is its own: what it keeps back
 * is counted in its chips. */
static bool
fill(Cards *c, const OrgStackPage *page)
{
    const OrgHost *host = c->chart->host;
    uint32_t n = c->fold.n, cards = 0;
    struct {
        uint32_t node;
        int64_t room;
    } *card = host->scratch(c->chart->ctx, (c->stack.n_cards + (size_t) 1) * sizeof *card);
    if (!card)
        return false;
    int64_t room = 0;
    for (uint32_t i = 0, row = UINT32_MAX; i < n; i++) {
        if (!c->items[i].header || c->fold.item[i].node == ORG_FOLD_NONE)
            continue;
        if (c->stack.box[i].row != row)
            room = tallest_rows(c, page, c->stack.box[i].row);
        row = c->stack.box[i].row;
        card[cards].node = c->fold.item[i].node;
        card[cards++].room = room;
    }
    for (uint32_t k = 0; k < cards; k++) {
        uint32_t node = card[k].node;
        uint8_t now = c->levels[node];
        for (uint8_t level = 0; level < now; level++) {
            c->levels[node] = level;
            org_fold_card(&c->model.tree, node, c->levels, limits_of(c), &c->fold);
            cards_prepare(c, node, c->model.tree.end[node]);
            if (org_stack_rows_height(c->items, c->fold.n, page, c->stack.card_width, c->stack.text, c->scratch) <=
                card[k].room)
                break;
            c->levels[node] = now;
        }
    }
    return true;
}

OrgStackPage
cards_page(const Cards *c, Rect body)
{
    bool modest = paper_is_small(&c->chart->paper) || c->tree;
    int scale = paper_scale(&c->chart->paper), bar = cards_bar_height(c, body.width);
    return (OrgStackPage){ .x = body.x + TRUNK,
                           .y = body.y + bar + BAR_GAP,
                           .width = body.width - 2 * TRUNK,
                           .height = body.height - bar - BAR_GAP,
                           .text_min = CANVAS_PT(7),
                           .text_max = modest         ? CANVAS_PT(11)
                                       : scale > 1000 ? CANVAS_PT(16) * scale / 1000
                                                      : CANVAS_PT(16),
                           .boxes = c->boxes };
}

OrgStatus
cards_fit(Cards *c, Rect body)
{
    OrgStackPage page = cards_page(c, body);
    const unsigned levels = c->chart->fold == FOLD_NONE ? 2 : org_fold_levels(); /* the first two fold nothing */
    unsigned level = 0;
    if (c->tree && c->chart->fold != FOLD_NONE && fit_deep_tree(c, &page))
        return ORG_OK;
    if (!c->tree && c->chart->fold == FOLD_AUTO && is_deep(c) && fit_deep_tree(c, &page)) {
        org_stack(c->items, c->fold.n, &page, c->scratch, &c->stack);
        return ORG_OK;
    }
    /* First with all names and notes whole, on as many lines as they take. */
    c->whole = true;
    memset(c->levels, 0, c->model.n + 1);
    c->whole = fits(c, &page);
    for (; !c->whole && level < levels; level++) {
        memset(c->levels, (int) level, c->model.n + 1);
        if (fits_or_breaks(c, &page))
            break;
        if (level == 0 && only_cards(c)) { /* names alone need no lines, and so less room */
            c->compact = page.compact = true;
            if (fits(c, &page))
                break;
            c->compact = page.compact = false;
        }
    }
    if (c->broken) {
        org_stack(c->items, c->fold.n, &page, c->scratch, &c->stack);
        return ORG_OK;
    }
    if (c->tree && level < levels &&
        !org_fold_keeps_cards(level)) { /* boxes in columns hold more than one row of a tree */
        c->tree = false;
        return cards_fit(c, body);
    }
    if (level == levels && c->chart->fold == FOLD_NONE)
        return c->chart->host->fail(
            c->chart->ctx, ORG_E_INVALID,
            "fold: the page does not hold every unit; use a larger page, or pages, or fold: auto");
    if (level == levels)
        return c->chart->host->fail(c->chart->ctx, ORG_E_INVALID, "the chart does not fit the page; use a larger page");
    if (level > 0 && org_fold_keeps_cards(level) && !c->tree)
        refine(c, &page);
    fits(c, &page);
    if (!c->tree)
        org_stack(c->items, c->fold.n, &page, c->scratch, &c->stack);
    if (level == 0 || c->tree || !org_fold_keeps_cards(level))
        return ORG_OK;
    if (!fill(c, &page))
        return c->chart->host->fail(c->chart->ctx, ORG_E_FAILED, "out of memory");
    fits(c, &page);
    org_stack(c->items, c->fold.n, &page, c->scratch, &c->stack);
    return ORG_OK;
}
