// SPDX-License-Identifier: MIT
#include "cards.h"
#include "cards-private.h"
#include "page.h"
#include "paper.h"
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

const char *
cards_subtitle(const Cards *c)
{
    const Words *w = c->chart->words;
    const Model *m = &c->model;
    char from[64], to[64], a[64], b[64], p[64], q[64];
    words_month(w, m->from, from);
    words_month(w, m->to, to);
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

const char *
cards_note(const Cards *c)
{
    const Words *words = c->chart->words;
    return !c->model.has_posts ? NULL : c->model.diff ? words->posts_note_diff : words->posts_note;
}

OrgStatus
cards_begin(const Chart *chart, const Model *model, Canvas *canvas, Cards *c)
{
    bool tree = !strcmp(chart->style, "tree"), poster = chart->paper.fit;
    *c = (Cards){ .chart = chart,
                  .model = *model,
                  .depth_limit = chart->depth,
                  .canvas = canvas,
                  .boxes = tree || (!strcmp(chart->style, "boxes") && !poster),
                  .tree = tree,
                  .poster = poster };
    return make_room(c);
}

OrgStatus
cards_compose(Cards *c, PageText *text)
{
    OrgStatus status = ORG_OK;
    Rect body;
    text->note = cards_note(c);
    if (c->poster && !cards_place_poster(c, &text->width, &text->height))
        return c->chart->host->fail(c->chart->ctx, ORG_E_FAILED, "out of memory");
    page_begin(c->chart, text, c->canvas, &body);
    if (!c->poster)
        status = cards_fit(c, body);
    else
        cards_move_poster(c, body);
    if (status == ORG_OK)
        cards_draw_all(c, body);
    return status;
}

OrgStatus
cards_draw(const Chart *chart, Canvas *canvas)
{
    Cards c;
    Model model;
    OrgStatus status = model_read(chart, &model);
    if (status == ORG_OK)
        status = cards_begin(chart, &model, canvas, &c);
    if (status != ORG_OK)
        return status;
    PageText text = { .title = page_title(chart),
                      .subtitle = cards_subtitle(&c),
                      .counts = model.diff ? model.counts : NULL };
    return cards_compose(&c, &text);
}
