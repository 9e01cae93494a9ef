// SPDX-License-Identifier: MIT
#include "cards.h"
#include "cards-private.h"
#include "finding.h"
#include "page.h"
#include "paper.h"
#include <stdlib.h>
#include <string.h>

/* What is folded last: what changes most with all below it. A unit that goes, comes, splits or moves changes by all its posts. */
static int64_t
weight_of(const ModelUnit *unit)
{
    const uint32_t whole = FATE_BIT(FATE_ABSORBED) | FATE_BIT(FATE_CONSOLIDATED) | FATE_BIT(FATE_SPLIT) |
                           FATE_BIT(FATE_DISSOLVED) | FATE_BIT(FATE_NEW) | FATE_BIT(FATE_MOVED);
    int64_t change = llabs(unit->after - unit->before);
    if (unit->flags & whole) {
        change = unit->before > change ? unit->before : change;
        change = unit->after > change ? unit->after : change;
    }
    return change + unit->below + (unit->fate != FATE_KEPT); /* thousandths of a post: only where posts are equal */
}

/* A poster folds nothing. */
static bool
rank_units(Cards *c)
{
    const OrgHost *host = c->chart->host;
    size_t n = c->model.n + (size_t) 1;
    uint32_t *rank = host->scratch(c->chart->ctx, n * sizeof *rank);
    c->model.tree.rank = rank;
    if (c->poster || !rank)
        return rank;
    int64_t *weight = host->scratch(c->chart->ctx, n * sizeof *weight);
    OrgFoldRank *room = host->scratch(c->chart->ctx, n * sizeof *room);
    if (!weight || !room)
        return false;
    for (uint32_t i = 0; i < c->model.n; i++)
        weight[i] = weight_of(&c->model.unit[i]);
    org_fold_rank(&c->model.tree, weight, room, rank);
    return true;
}

static OrgStatus
make_room(Cards *c)
{
    const OrgHost *host = c->chart->host;
    OrgCtx *ctx = c->chart->ctx;
    size_t n = c->model.n + (size_t) 1;
    c->fold.item = host->scratch(ctx, n * sizeof *c->fold.item);
    c->fold.item_of = host->scratch(ctx, n * sizeof *c->fold.item_of);
    c->fold.scratch = host->scratch(ctx, 3 * n * sizeof(uint32_t));
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
        !c->scratch || !c->stack.box || !c->stack.card || !c->header || !c->level || !c->depth || !rank_units(c))
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
                  .poster = poster,
                  .whole = poster };
    int64_t cards = 0, changes = 0;
    for (uint32_t i = 0; i < model->n; i = model->tree.end[i]) {
        int64_t change = llabs(model->unit[i].after - model->unit[i].before);
        c->most = change > c->most ? change : c->most;
        changes += change;
        cards++;
    }
    c->even = cards ? changes / cards : 0;
    return make_room(c);
}

/* What the figures are, and where all units are to be seen when some are only counted here. */
static const char *
whole_note(const Cards *c)
{
    const char *note = cards_note(c) ? cards_note(c) : "";
    uint32_t folded = c->model.n;
    char number[64];
    for (uint32_t i = 0; i < c->fold.n; i++)
        folded -= !c->looks[i].chip && !c->looks[i].again;
    if (!folded || c->page_of) /* an overview's departments have pages of their own */
        return note;
    return chart_print(c->chart, "%s%s%s %s  \xC2\xB7  --pages, --page fit", note, *note ? "  \xC2\xB7  " : "",
                       c->chart->words->only_counted, words_fte(c->chart->words, (int64_t) folded * 1000, number));
}

OrgStatus
cards_compose(Cards *c, PageText *text)
{
    OrgStatus status = ORG_OK;
    Rect body;
    text->note = NULL;
    if (c->poster && !cards_place_poster(c, &text->width, &text->height))
        return c->chart->host->fail(c->chart->ctx, ORG_E_FAILED, "out of memory");
    page_begin(c->chart, text, c->canvas, &body);
    if (!c->poster)
        status = cards_fit(c, body);
    else
        cards_move_poster(c, body);
    if (status != ORG_OK)
        return status;
    cards_draw_all(c, body);
    page_note(c->canvas, whole_note(c));
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
    PageText text = { .title = model.diff ? finding_of_change(chart) : page_title(chart),
                      .finding = model.diff,
                      .subtitle = cards_subtitle(&c),
                      .counts = model.diff ? model.counts : NULL,
                      .sums = model.sums };
    return cards_compose(&c, &text);
}
