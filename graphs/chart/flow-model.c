// SPDX-License-Identifier: MIT
/* Reads the parts of a flow and what went between them. */
#include "flow-private.h"
#include <string.h>

static uint32_t
part_of_unit(Flow *f, OrgRow u)
{
    Reader *r = &f->r;
    if (f->part_of_unit[u] != FLOW_NONE)
        return f->part_of_unit[u];
    const Side *named = r->end.in[u] ? &r->end : &r->start;
    const Side *typed = u < r->end.units->n ? &r->end : &r->start;
    f->part_of_unit[u] = flow_add_part(f, (FlowPart){ .unit = u,
                                                      .name = model_name(r, named, u),
                                                      .old_name = model_name(r, r->start.in[u] ? &r->start : named, u),
                                                      .flags = model_flags(r, u),
                                                      .fate = (uint8_t) fate_first(model_flags(r, u)),
                                                      .closed = !r->end.in[u],
                                                      .opened = !r->start.in[u],
                                                      .group = typed->units->type[u],
                                                      .units = 1 });
    return f->part_of_unit[u];
}

/* What stands at the top of the page is a part only if something belongs to it alone. */
static uint32_t
part_above(Flow *f)
{
    if (f->above == FLOW_NONE) {
        f->above = part_of_unit(f, f->top);
        f->model->part[f->above].above = true;
    }
    return f->above;
}

static uint32_t
part_elsewhere(Flow *f)
{
    if (f->elsewhere == FLOW_NONE)
        f->elsewhere = flow_add_part(f, (FlowPart){ .unit = ORG_NONE,
                                                    .name = f->r.chart->words->elsewhere,
                                                    .old_name = f->r.chart->words->elsewhere,
                                                    .elsewhere = true });
    return f->elsewhere;
}

/* The part that unit u begins or belongs to, its parent's being known. */
static uint32_t
part_below(Flow *f, const uint32_t *part_of, OrgRow u, OrgRow up)
{
    f->level[u] = 0;
    if (f->chain[u])
        return part_above(f);
    bool outside = up >= f->r.n || part_of[up] == FLOW_NONE;
    if (outside && *f->r.chart->under)
        return part_elsewhere(f);
    if (!outside && f->elsewhere != FLOW_NONE && part_of[up] == f->elsewhere)
        return f->elsewhere;
    unsigned level = outside ? 1 : f->level[up] + 1u;
    f->level[u] = (uint16_t) (level < f->depth ? level : f->depth);
    return level <= f->depth ? part_of_unit(f, u) : part_of[up];
}

/* From the first ancestor whose part is known down again; a chain of any depth takes one pass. */
static void
find_parts(Flow *f, const Side *side, uint32_t *part_of)
{
    for (OrgRow u = 0; u < f->r.n; u++)
        part_of[u] = FLOW_NONE;
    for (OrgRow first = 0; first < f->r.n; first++) {
        uint32_t n = 0;
        for (OrgRow u = first; u < f->r.n && side->in[u] && part_of[u] == FLOW_NONE && n < f->r.n; u = side->parent[u])
            f->path[n++] = u;
        while (n-- > 0) {
            OrgRow u = f->path[n];
            part_of[u] = part_below(f, part_of, u, side->parent[u]);
        }
    }
}

/* ---- what went where */

static void
add_move(Flow *f, uint32_t from, uint32_t to, int64_t weight)
{
    FlowModel *model = f->model;
    bool nowhere = (from == FLOW_NONE || from == f->elsewhere) && (to == FLOW_NONE || to == f->elsewhere);
    if (weight <= 0 || (nowhere && *f->r.chart->under))
        return;
    if (model->n_moves && model->move[model->n_moves - 1].from == from && model->move[model->n_moves - 1].to == to)
        model->move[model->n_moves - 1].weight += weight; /* rows of one unit follow each other */
    else
        model->move[model->n_moves++] = (FlowMove){ from, to, weight };
}

/* A post whose weight changed stays with the lighter weight; the difference leaves or enters. */
static void
add_thing(Flow *f, uint32_t from, uint32_t to, int64_t before, int64_t after)
{
    int64_t both = before < after ? before : after;
    if (from != FLOW_NONE && to != FLOW_NONE) {
        add_move(f, from, to, both);
        add_move(f, from, FLOW_NONE, before - both);
        add_move(f, FLOW_NONE, to, after - both);
        return;
    }
    if (from == FLOW_NONE && to == FLOW_NONE)
        return;
    add_move(f, from, FLOW_NONE, from == FLOW_NONE ? 0 : before);
    add_move(f, FLOW_NONE, to, to == FLOW_NONE ? 0 : after);
}

static uint32_t
part_at(Flow *f, int side, OrgRow unit)
{
    return unit < f->r.n && f->part_of[side][unit] != FLOW_NONE ? f->part_of[side][unit] : part_elsewhere(f);
}

/* What came and went within the run: else the sums of the entry and the exit were not those of the run. */
static void
add_passing(Flow *f, uint32_t row, uint32_t n_before, int64_t weight)
{
    if (row >= n_before)
        add_move(f, FLOW_NONE, FLOW_NONE, weight);
}

static void
read_posts(Flow *f)
{
    const OrgPosts *a = f->r.chart->host->posts(f->r.start.ctx), *b = f->r.chart->host->posts(f->r.end.ctx);
    for (OrgRow p = 0; p < a->n || p < b->n; p++) {
        bool was = p < a->n && a->closed[p] == ORG_OPEN, is = p < b->n && b->closed[p] == ORG_OPEN;
        add_thing(f, was ? part_at(f, 0, a->unit[p]) : FLOW_NONE, is ? part_at(f, 1, b->unit[p]) : FLOW_NONE,
                  was ? a->fte[p] : 0, is ? b->fte[p] : 0);
        if (!is)
            add_passing(f, p, a->n, b->fte[p]);
    }
}

static void
read_people(Flow *f)
{
    const OrgPeople *a = f->r.chart->host->people(f->r.start.ctx), *b = f->r.chart->host->people(f->r.end.ctx);
    for (OrgRow p = 0; p < a->n || p < b->n; p++) {
        bool was = p < a->n && a->state[p] != ORG_LEFT, is = p < b->n && b->state[p] != ORG_LEFT;
        add_thing(f, was ? part_at(f, 0, a->unit[p]) : FLOW_NONE, is ? part_at(f, 1, b->unit[p]) : FLOW_NONE, 1000,
                  1000);
        if (!is)
            add_passing(f, p, a->n, 1000);
    }
}

static void
read_units(Flow *f)
{
    for (OrgRow u = 0; u < f->r.n; u++) {
        add_thing(f, f->part_of[0][u], f->part_of[1][u], 1000, 1000);
        if (!f->r.end.in[u])
            add_passing(f, u, f->r.start.units->n, 1000);
    }
}

static void
sum_parts(Flow *f)
{
    FlowModel *model = f->model;
    bool part_only = *f->r.chart->under; /* then what is elsewhere is no part of the sums */
    for (uint32_t i = 0; i < model->n_moves; i++) {
        const FlowMove *m = &model->move[i];
        if (m->from != FLOW_NONE)
            model->part[m->from].before += m->weight;
        if (m->to != FLOW_NONE)
            model->part[m->to].after += m->weight;
        bool came = part_only && m->from == f->elsewhere, went = part_only && m->to == f->elsewhere;
        model->passing += m->from == FLOW_NONE && m->to == FLOW_NONE ? m->weight : 0;
        model->before += m->from == FLOW_NONE || came ? 0 : m->weight;
        model->after += m->to == FLOW_NONE || went ? 0 : m->weight;
        model->joined += m->from == FLOW_NONE ? m->weight : 0;
        model->left += m->to == FLOW_NONE ? m->weight : 0;
        model->came += came ? m->weight : 0;
        model->went += went ? m->weight : 0;
    }
    for (uint32_t i = 0; i < model->n; i++) {
        FlowPart *part = &model->part[i];
        part->folded = (part->above || part->own) && part->before == 0 && part->after == 0 && model->n > 1;
    }
}

/* ---- the whole */

static OrgStatus
make_room(Flow *f)
{
    const Chart *chart = f->r.chart;
    const OrgHost *host = chart->host;
    OrgCtx *ctx = chart->ctx;
    size_t n = f->r.n + (size_t) 1;
    size_t things = host->posts(f->r.start.ctx)->n + (size_t) host->posts(f->r.end.ctx)->n;
    size_t people = host->people(f->r.start.ctx)->n + (size_t) host->people(f->r.end.ctx)->n;
    things = 2 * (things > people ? things : people); /* a post whose weight changed makes two moves */
    things = things > 2 * n ? things : 2 * n;
    f->capacity = (uint32_t) (2 * n + 4);
    f->chain = host->scratch(ctx, n);
    f->part_of[0] = host->scratch(ctx, n * sizeof(uint32_t));
    f->part_of[1] = host->scratch(ctx, n * sizeof(uint32_t));
    f->part_of_unit = host->scratch(ctx, n * sizeof(uint32_t));
    f->level = host->scratch(ctx, n * sizeof *f->level);
    f->path = host->scratch(ctx, n * sizeof *f->path);
    f->model->part = host->scratch(ctx, f->capacity * sizeof *f->model->part);
    f->model->move = host->scratch(ctx, (things + 1) * sizeof *f->model->move);
    if (!f->chain || !f->part_of[0] || !f->part_of[1] || !f->part_of_unit || !f->level || !f->path || !f->model->part ||
        !f->model->move)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow u = 0; u < f->r.n; u++)
        f->part_of_unit[u] = FLOW_NONE;
    return ORG_OK;
}

static void
list_below(Flow *f, OrgRow first, unsigned level)
{
    for (OrgRow u = first; u != ORG_NONE; u = f->r.next[u]) {
        uint32_t part = part_of_unit(f, u);
        if (level >= f->depth || f->r.first_child[u] == ORG_NONE)
            continue;
        f->model->part[part].own = true;
        list_below(f, f->r.first_child[u], level + 1);
    }
}

/* Parts in the order of the tree at the end, closed ones in their old places: then both sides read alike. */
static void
list_parts(Flow *f)
{
    for (OrgRow u = f->root; u != ORG_NONE && u != f->top; u = f->r.first_child[u])
        f->chain[u] = 1;
    if (f->top != ORG_NONE)
        f->chain[f->top] = 1;
    if (f->top != ORG_NONE)
        part_above(f);
    list_below(f, f->top == ORG_NONE ? f->r.first_root : f->r.first_child[f->top], 1);
    find_parts(f, &f->r.start, f->part_of[0]);
    find_parts(f, &f->r.end, f->part_of[1]);
}

OrgStatus
flow_read(const Chart *chart, uint32_t parts, FlowModel *out)
{
    Model model;
    Flow f = { .model = out, .above = FLOW_NONE, .elsewhere = FLOW_NONE, .limit = parts };
    *out = (FlowModel){ .count = chart->count };
    OrgStatus status = model_begin(chart, &model, &f.r);
    if (status == ORG_OK)
        status = model_top(&f.r, &f.root, &f.top);
    if (status == ORG_OK)
        status = make_room(&f);
    if (status != ORG_OK)
        return status;
    model_count(&f.r, f.root, out->counts);
    out->from = model.from;
    out->to = model.to;
    if (out->count == COUNT_POSTS && !model.has_posts)
        out->count = COUNT_UNITS;
    f.depth = chart->depth ? chart->depth : 1;
    list_parts(&f);
    if (out->count == COUNT_POSTS)
        read_posts(&f);
    else if (out->count == COUNT_PEOPLE)
        read_people(&f);
    else
        read_units(&f);
    flow_join_moves(out);
    sum_parts(&f);
    return flow_fold(&f);
}
