// SPDX-License-Identifier: MIT
#include "model-private.h"
#include "page.h"
#include <stdlib.h>
#include <string.h>

/* Sums of posts over the units below, leaves first, so that a chain of any depth takes one pass. */
static void
sum_up(Reader *r, const OrgRow *parent, const uint8_t *in, int64_t *sum)
{
    uint32_t *waiting = r->scratch, *ready = r->scratch + r->n, n_ready = 0;
    memset(waiting, 0, r->n * sizeof *waiting);
    for (OrgRow u = 0; u < r->n; u++)
        if (in[u] && parent[u] < r->n)
            waiting[parent[u]]++;
    for (OrgRow u = 0; u < r->n; u++)
        if (in[u] && !waiting[u])
            ready[n_ready++] = u;
    for (uint32_t i = 0; i < n_ready; i++) {
        OrgRow up = parent[ready[i]];
        if (up >= r->n)
            continue;
        sum[up] += sum[ready[i]];
        if (--waiting[up] == 0 && in[up])
            ready[n_ready++] = up;
    }
}

/* What is summed over the tree: posts, unless a treemap counts something else. */
static void
measure(Reader *r, Side *side, OrgCtx *ctx)
{
    const OrgHost *host = r->chart->host;
    Count count = r->chart->view == VIEW_TREEMAP ? r->chart->count : COUNT_POSTS;
    memcpy(side->sum, side->own, r->n * sizeof *side->sum);
    if (count == COUNT_POSTS)
        return;
    for (OrgRow u = 0; u < r->n; u++)
        side->sum[u] = count == COUNT_UNITS && side->in[u] ? 1000 : 0;
    const OrgPeople *people = host->people(ctx);
    for (OrgRow p = 0; p < people->n && count == COUNT_PEOPLE; p++)
        if (people->state[p] != ORG_LEFT && people->unit[p] < r->n)
            side->sum[people->unit[p]] += 1000;
}

static void
read_side(Reader *r, Side *side, OrgCtx *ctx)
{
    const OrgHost *host = r->chart->host;
    side->ctx = ctx;
    side->units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    for (OrgRow u = 0; u < r->n; u++) {
        bool there = u < side->units->n;
        side->in[u] = there && side->units->closed[u] == ORG_OPEN;
        side->parent[u] = there ? side->units->parent[u] : ORG_NONE;
    }
    for (OrgRow p = 0; p < posts->n; p++)
        if (posts->closed[p] == ORG_OPEN && posts->unit[p] < r->n)
            side->own[posts->unit[p]] += posts->fte[p];
    measure(r, side, ctx);
    sum_up(r, side->parent, side->in, side->sum);
}

static bool
make_side(Reader *r, Side *side)
{
    const OrgHost *host = r->chart->host;
    OrgCtx *ctx = r->chart->ctx;
    side->in = host->scratch(ctx, r->n + 1u);
    side->parent = host->scratch(ctx, (r->n + (size_t) 1) * sizeof *side->parent);
    side->own = host->scratch(ctx, (r->n + (size_t) 1) * sizeof *side->own);
    side->sum = host->scratch(ctx, (r->n + (size_t) 1) * sizeof *side->sum);
    return side->in && side->parent && side->own && side->sum;
}

/* The tree that is drawn. */
static void
choose_tree(Reader *r)
{
    for (OrgRow u = 0; u < r->n; u++) {
        bool before = r->start.in[u], after = r->end.in[u];
        r->in[u] = r->diff                                                        ? before || after
                   : r->chart->view == VIEW_BEFORE || r->chart->view == VIEW_TREE ? before
                                                                                  : after;
        bool by_start = r->diff ? !after : r->chart->view != VIEW_AFTER;
        r->parent[u] = by_start ? r->start.parent[u] : r->end.parent[u];
    }
    for (OrgRow u = 0; u < r->n; u++)
        if (r->parent[u] >= r->n || !r->in[r->parent[u]])
            r->parent[u] = ORG_NONE;
}

static void
link_children(Reader *r)
{
    r->first_root = ORG_NONE;
    for (OrgRow u = 0; u < r->n; u++)
        r->first_child[u] = ORG_NONE;
    for (OrgRow u = r->n; u-- > 0;) {
        if (!r->in[u])
            continue;
        OrgRow *head = r->parent[u] == ORG_NONE ? &r->first_root : &r->first_child[r->parent[u]];
        r->next[u] = *head;
        *head = u;
    }
}

static bool
make_reader(Reader *r)
{
    const OrgHost *host = r->chart->host;
    OrgCtx *ctx = r->chart->ctx;
    size_t rows = (r->n + (size_t) 1) * sizeof(OrgRow);
    r->in = host->scratch(ctx, r->n + 1u);
    r->parent = host->scratch(ctx, rows);
    r->first_child = host->scratch(ctx, rows);
    r->next = host->scratch(ctx, rows);
    r->first_joined = host->scratch(ctx, rows);
    r->next_joined = host->scratch(ctx, rows);
    r->scratch = host->scratch(ctx, 2 * rows);
    r->split = host->scratch(ctx, r->n + 1u);
    r->into = host->scratch(ctx, (r->n + (size_t) 1) * sizeof *r->into);
    r->part_of = host->scratch(ctx, rows);
    return r->in && r->parent && r->first_child && r->next && r->first_joined && r->next_joined && r->scratch &&
           r->split && r->into && r->part_of && make_side(r, &r->start) && make_side(r, &r->end);
}

/* Which units each unit took over. */
static void
link_joined(Reader *r)
{
    for (OrgRow u = 0; u < r->n; u++)
        r->first_joined[u] = ORG_NONE;
    for (OrgRow u = r->n; u-- > 0;) {
        OrgRow successor =
            r->start.in[u] && !r->end.in[u] && u < r->end.units->n ? r->end.units->successor[u] : ORG_NONE;
        if (successor >= r->n || r->split[u]) /* a part of a unit that was split took nobody over */
            continue;
        r->next_joined[u] = r->first_joined[successor];
        r->first_joined[successor] = u;
    }
}

/* A split shows only in the acts: the engine has judged it. */
static void
read_splits(Reader *r)
{
    const OrgTable *fates = r->chart->host->data(r->chart->ctx, "fate");
    const OrgColumn *fate = chart_column(fates, "fate"), *unit = chart_column(fates, "unit"),
                    *into = chart_column(fates, "into");
    for (OrgRow u = 0; u < r->n; u++)
        r->part_of[u] = ORG_NONE;
    if (!fate || !fate->text || !unit || !unit->number || !into || !into->text)
        return;
    for (size_t i = 0; i < fates->rows; i++) {
        double row = unit->number[i];
        if (!chart_is_row(r->chart, fates, i) || !(row >= 0 && row < r->n) || !fate->text[i] ||
            strcmp(fate->text[i], "split"))
            continue;
        OrgRow u = (OrgRow) row;
        r->split[u] = 1;
        r->into[u] = into->text[i];
        const char *at = into->text[i] ? into->text[i] : "";
        for (char *end; *at; at = end + (*end == ' ')) {
            unsigned long part = strtoul(at, &end, 10);
            if (end == at)
                break;
            if (part < r->n)
                r->part_of[part] = u;
        }
    }
}

void
chart_months(const Chart *chart, OrgMonth *first, OrgMonth *last)
{
    OrgCtx *start = chart->host->at(chart->ctx, chart->run, ORG_UNKNOWN);
    const OrgTable *run = chart->host->data(chart->ctx, "run");
    const OrgColumn *from = chart_column(run, "from"), *to = chart_column(run, "to");
    *first = *last = start ? chart->host->now(start) : 0;
    for (size_t i = 0; from && from->number && to && to->number && i < run->rows; i++)
        if (chart_is_row(chart, run, i)) {
            *first = (OrgMonth) from->number[i];
            *last = (OrgMonth) to->number[i];
        }
}

/* From the first ancestor that is known down again: a chain of any depth takes one pass. */
bool
model_layers(const Reader *r, const Side *side, OrgRow root, uint32_t *layer)
{
    enum { UNKNOWN = UINT32_MAX };
    OrgRow *path = r->chart->host->scratch(r->chart->ctx, (r->n + (size_t) 1) * sizeof *path);
    if (!path)
        return false;
    for (OrgRow u = 0; u < r->n; u++)
        layer[u] = side->in[u] ? UNKNOWN : 0;
    for (OrgRow first = 0; first < r->n; first++) {
        uint32_t n = 0;
        OrgRow u = first;
        for (; u < r->n && layer[u] == UNKNOWN && n < r->n; u = side->parent[u])
            path[n++] = u;
        while (n-- > 0) {
            OrgRow at = path[n], up = side->parent[at];
            bool top = up >= r->n || !side->in[up];
            uint32_t above = top ? 0 : layer[up];
            bool begins = root == ORG_NONE ? top : at == root;
            layer[at] = begins ? 1 : above ? above + 1 : 0;
        }
    }
    return true;
}

static bool
shows_change(const Chart *chart)
{
    return chart->view == VIEW_DIFF || chart->view == VIEW_FLOW ||
           (chart->view >= VIEW_TREEMAP && *page_run_text(chart, "status"));
}

OrgStatus
model_begin(const Chart *chart, Model *model, Reader *r)
{
    const OrgHost *host = chart->host;
    *r = (Reader){ .chart = chart, .model = model, .diff = shows_change(chart) };
    *model = (Model){ .diff = r->diff };
    OrgCtx *start = host->at(chart->ctx, chart->run, ORG_UNKNOWN), *end = host->at(chart->ctx, chart->run, ORG_OPEN);
    if (!start || !end)
        return host->fail(chart->ctx, ORG_E_FAILED, "the run's organisation cannot be read");
    uint32_t before = host->units(start)->n, after = host->units(end)->n;
    r->n = before > after ? before : after;
    if (!make_reader(r))
        return host->fail(chart->ctx, ORG_E_FAILED, "out of memory");
    read_side(r, &r->start, start);
    read_side(r, &r->end, end);
    choose_tree(r);
    link_children(r);
    read_splits(r);
    link_joined(r);
    chart_months(chart, &model->from, &model->to);
    model->has_posts = host->posts(start)->n > 0 || host->posts(end)->n > 0;
    return ORG_OK;
}

OrgStatus
model_read(const Chart *chart, Model *model)
{
    Reader reader;
    OrgStatus status = model_begin(chart, model, &reader);
    return status == ORG_OK ? model_walk(&reader) : status;
}
