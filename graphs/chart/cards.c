// SPDX-License-Identifier: MIT
#include "cards.h"
#include "cards-private.h"
#include "page.h"
#include <string.h>

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
    c->scratch = host->scratch(ctx, 2 * n * sizeof *c->scratch);
    c->stack.box = host->scratch(ctx, n * sizeof *c->stack.box);
    c->stack.card = host->scratch(ctx, n * sizeof *c->stack.card);
    c->header = host->scratch(ctx, n * sizeof *c->header);
    c->level = host->scratch(ctx, n * sizeof *c->level);
    c->depth = host->scratch(ctx, n * sizeof *c->depth);
    if (!c->fold.item || !c->fold.item_of || !c->fold.scratch || !c->items || !c->looks || !c->hidden || !c->levels ||
        !c->scratch || !c->stack.box || !c->stack.card || !c->header || !c->level || !c->depth)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    return ORG_OK;
}

static bool
fits(Cards *c, const OrgStackPage *page)
{
    enum { MOST = 2500 }; /* no page holds so many rows: not worth measuring */
    org_fold(&c->model.tree, c->levels, c->depth_limit, &c->fold);
    if (c->fold.n > MOST)
        return false;
    cards_prepare(c);
    return c->tree ? cards_fit_tree(c, page) : org_stack_fits(c->items, c->fold.n, page, c->scratch);
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

/* A deep tree loses its lowest levels one by one, and its notes before each. */
static bool
fit_deep_tree(Cards *c, const OrgStackPage *page)
{
    enum { DEEPEST = 40, LEAST = 5 };
    unsigned most = c->chart->depth > 0 && c->chart->depth < DEEPEST ? c->chart->depth : DEEPEST;
    for (c->depth_limit = most; c->depth_limit >= LEAST; c->depth_limit--)
        for (int level = 0; level < 2; level++) {
            memset(c->levels, level, c->model.n + 1);
            if (fits(c, page))
                return true;
        }
    c->depth_limit = c->chart->depth;
    return false;
}

static OrgStatus
fit(Cards *c, Rect body)
{
    bool a4 = !strcmp(c->chart->page, "A4");
    OrgStackPage page = { .x = body.x + TRUNK,
                          .y = body.y + BAR + BAR_GAP,
                          .width = body.width - 2 * TRUNK,
                          .height = body.height - BAR - BAR_GAP,
                          .text_min = CANVAS_PT(7),
                          .text_max = a4 || c->tree ? CANVAS_PT(11) : CANVAS_PT(16),
                          .boxes = c->boxes };
    unsigned level = 0;
    if (c->tree && fit_deep_tree(c, &page))
        return ORG_OK;
    for (; level < org_fold_levels(); level++) {
        memset(c->levels, (int) level, c->model.n + 1);
        if (fits(c, &page))
            break;
    }
    if (level == org_fold_levels())
        return c->chart->host->fail(c->chart->ctx, ORG_E_FAILED, "the chart does not fit the page; use page: A3");
    if (level > 0 && org_fold_keeps_cards(level) && !c->tree)
        refine(c, &page);
    fits(c, &page);
    if (!c->tree)
        org_stack(c->items, c->fold.n, &page, c->scratch, &c->stack);
    return ORG_OK;
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
    bool tree = !strcmp(chart->style, "tree"), poster = !strcmp(chart->page, "fit");
    Cards c = { .chart = chart,
                .depth_limit = chart->depth,
                .canvas = canvas,
                .boxes = tree || (!strcmp(chart->style, "boxes") && !poster),
                .tree = tree,
                .poster = poster };
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
    if (c.poster && !cards_place_poster(&c, &text.width, &text.height))
        return chart->host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    page_begin(chart, &text, canvas, &body);
    if (!c.poster)
        status = fit(&c, body);
    else
        cards_move_poster(&c, body);
    if (status == ORG_OK)
        cards_draw_all(&c, body);
    return status;
}
