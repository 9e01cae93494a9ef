// SPDX-License-Identifier: MIT
#include "model-private.h"
#include "page.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is summed over the tree: posts, unless a treemap counts something else. */
static FateNumber
measured(const Chart *chart, bool after)
{
    Count count = chart->view == VIEW_TREEMAP ? chart->count : COUNT_POSTS;
    return (count == COUNT_POSTS    ? AT_ALL_POSTS_BEFORE
            : count == COUNT_PEOPLE ? AT_ALL_PEOPLE_BEFORE
                                    : AT_ALL_UNITS_BEFORE) +
           (after ? 1u : 0u);
}

static void
read_side(Reader *r, Side *side, OrgCtx *ctx)
{
    FateNumber number = measured(r->chart, side == &r->end);
    side->ctx = ctx;
    side->units = r->chart->host->units(ctx);
    for (OrgRow u = 0; u < r->n; u++) {
        bool there = u < side->units->n;
        side->in[u] = there && side->units->closed[u] == ORG_OPEN;
        side->parent[u] = there ? side->units->parent[u] : ORG_NONE;
        side->sum[u] = llround(fate_number(&r->fates, u, number) * 1000);
    }
}

static bool
make_side(Reader *r, Side *side)
{
    const OrgHost *host = r->chart->host;
    OrgCtx *ctx = r->chart->ctx;
    side->in = host->scratch(ctx, r->n + 1u);
    side->parent = host->scratch(ctx, (r->n + (size_t) 1) * sizeof *side->parent);
    side->sum = host->scratch(ctx, (r->n + (size_t) 1) * sizeof *side->sum);
    return side->in && side->parent && side->sum;
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
    return r->in && r->parent && r->first_child && r->next && make_side(r, &r->start) && make_side(r, &r->end);
}

void
chart_months(const Chart *chart, OrgMonth *first, OrgMonth *last)
{
    /* A chart of a sweep is of no run. */
    bool any = chart->run < chart->host->runs(chart->ctx);
    OrgCtx *start = any ? chart->host->at(chart->ctx, chart->run, ORG_UNKNOWN) : NULL;
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
    if (!fates_read(host, chart->ctx, chart->run, r->n, &r->fates))
        return ORG_E_FAILED;
    read_side(r, &r->start, start);
    read_side(r, &r->end, end);
    choose_tree(r);
    link_children(r);
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
