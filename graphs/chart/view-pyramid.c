// SPDX-License-Identifier: MIT
/* Who leads how many on each layer, a dot a leader, before beside after; and how much there is on each layer. */
#include "page.h"
#include "paper.h"
#include "pyramid.h"
#include "views.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Layer *
layer_at(Pyramid *p, int side, uint32_t depth)
{
    uint32_t i = depth > LAYERS ? LAYERS - 1 : depth - 1;
    p->n = i + 1 > p->n ? i + 1 : p->n;
    return &p->layer[side][i];
}

static int
by_type(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b; /* layer, type */
    return x[0] != y[0] ? (x[0] < y[0] ? -1 : 1) : x[1] < y[1] ? -1 : x[1] > y[1];
}

/* Keeps the most frequent types of each layer, the more frequent first. */
static void
count_types(Pyramid *p, int s, uint32_t (*pairs)[2], uint32_t n)
{
    qsort(pairs, n, sizeof *pairs, by_type);
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && !by_type(pairs[i], pairs[end]); end++)
            ;
        Layer *layer = &p->layer[s][pairs[i][0]];
        uint32_t count = end - i;
        for (int k = 0; k < TYPES; k++)
            if (count > layer->of_type[k]) {
                memmove(&layer->type[k + 1], &layer->type[k], (size_t) (TYPES - 1 - k) * sizeof layer->type[0]);
                memmove(&layer->of_type[k + 1], &layer->of_type[k], (size_t) (TYPES - 1 - k) * sizeof(uint32_t));
                layer->type[k] = pairs[i][1];
                layer->of_type[k] = count;
                break;
            }
    }
}

static void
count_values(Pyramid *p, int s, const Side *side, const uint32_t *depth, Count count)
{
    const OrgPosts *posts = p->chart->host->posts(side->ctx);
    const OrgPeople *people = p->chart->host->people(side->ctx);
    for (OrgRow i = 0; count == COUNT_POSTS && i < posts->n; i++)
        if (posts->closed[i] == ORG_OPEN && depth[posts->unit[i]])
            layer_at(p, s, depth[posts->unit[i]])->value += posts->fte[i];
    for (OrgRow i = 0; count == COUNT_PEOPLE && i < people->n; i++)
        if (people->state[i] != ORG_LEFT && people->unit[i] < p->r.n && depth[people->unit[i]])
            layer_at(p, s, depth[people->unit[i]])->value += 1000;
    for (OrgRow u = 0; count == COUNT_UNITS && u < p->r.n; u++)
        if (depth[u])
            layer_at(p, s, depth[u])->value += 1000;
}

static OrgStatus
read_side(Pyramid *p, int s, const Side *side, Count count)
{
    const OrgHost *host = p->chart->host;
    OrgCtx *ctx = p->chart->ctx;
    size_t n = p->r.n + (size_t) 1;
    uint32_t *depth = host->scratch(ctx, n * sizeof *depth), found = 0;
    uint32_t(*pairs)[2] = host->scratch(ctx, n * sizeof *pairs);
    if (!depth || !pairs || !model_layers(&p->r, side, p->root, depth) ||
        !spans_read(&p->r, side, p->reports, depth, &p->leaders[s]))
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    count_values(p, s, side, depth, count);
    for (OrgRow u = 0; u < p->r.n; u++) {
        if (!depth[u])
            continue;
        layer_at(p, s, depth[u])->units++;
        pairs[found][0] = depth[u] > LAYERS ? LAYERS - 1 : depth[u] - 1;
        pairs[found++][1] = side->units->type[u];
    }
    count_types(p, s, pairs, found);
    for (uint32_t k = 0; k < p->leaders[s].n; k++) {
        Leader *leader = &p->leaders[s].leader[k];
        Layer *layer = layer_at(p, s, leader->layer);
        leader->layer = (uint32_t) (layer - p->layer[s]) + 1; /* deeper ones share the last row */
        layer->leaders++;
        layer->led += leader->led;
    }
    for (int i = 0; i < LAYERS; i++)
        p->sum[s] += p->layer[s][i].value;
    return ORG_OK;
}

/* ---- the page */

static OrgStatus
read_all(Pyramid *p, Chart *chart)
{
    OrgRow top;
    OrgStatus status = model_begin(chart, &p->model, &p->r);
    if (status == ORG_OK)
        status = model_top(&p->r, &p->root, &top);
    if (status != ORG_OK)
        return status;
    if (!*chart->under)
        p->root = ORG_NONE;
    p->run = p->model.diff;
    p->reports = spans_say_reports(&p->r);
    p->has_band = spans_band(chart, &p->band);
    if (chart->count == COUNT_POSTS && !p->model.has_posts)
        chart->count = COUNT_UNITS;
    status = read_side(p, 0, &p->r.start, p->run ? chart->count : COUNT_POSTS);
    return status == ORG_OK ? read_side(p, 1, p->run ? &p->r.end : &p->r.start, p->run ? chart->count : COUNT_PEOPLE)
                            : status;
}

/* "Leaders 2 103 → 1 988, mean span 48.5 → 46.3". */
static const char *
title_of(const Pyramid *p)
{
    const Words *w = p->chart->words;
    const Leaders *a = &p->leaders[0], *b = &p->leaders[1];
    if (*p->chart->title || (!a->n && !b->n))
        return page_title(p->chart);
    return chart_print(
        p->chart, "%s %s, %s %s", w->leaders_title,
        pyramid_both(p, pyramid_figure(p, (int64_t) a->n * 1000), pyramid_figure(p, (int64_t) b->n * 1000)),
        w->mean_span, pyramid_both(p, pyramid_mean(p, a->led, a->n), pyramid_mean(p, b->led, b->n)));
}

static const char *
subtitle_of(const Pyramid *p)
{
    const Words *w = p->chart->words;
    char from[64], to[64];
    words_month(w, p->model.from, from);
    words_month(w, p->model.to, to);
    const char *text = p->run ? chart_print(p->chart, "%s, %s %s %s", w->pyramid, from, w->to, to)
                              : chart_print(p->chart, "%s, %s", w->pyramid, from);
    text = chart_print(p->chart, "%s  \xC2\xB7  %s", text, pyramid_values(p, p->sum[0], p->sum[1]));
    if (!p->has_band)
        return text;
    const char *outside[2];
    for (int s = 0; s < 2; s++) {
        int64_t n = 0;
        for (uint32_t i = 0; i < p->leaders[s].n; i++)
            n += pyramid_outside(p, p->leaders[s].leader[i].led);
        outside[s] = pyramid_figure(p, n * 1000);
    }
    return chart_print(p->chart, "%s  \xC2\xB7  %s %s", text, w->outside_rule, pyramid_both(p, outside[0], outside[1]));
}

OrgStatus
pyramid_draw(const Chart *given, Canvas *canvas)
{
    Chart chart = *given;
    const Words *w = chart.words;
    Pyramid p = { .chart = &chart,
                  .canvas = canvas,
                  .text = paper_is_small(&chart.paper) ? CANVAS_PT(10) : CANVAS_PT(13) };
    OrgStatus status = read_all(&p, &chart);
    if (status != ORG_OK)
        return status;
    PageText text = { .title = title_of(&p), .finding = true, .subtitle = subtitle_of(&p) };
    page_begin(&chart, &text, canvas, &p.body);
    const char *dot = pyramid_dots(&p);
    if (!dot)
        return chart.host->fail(chart.ctx, ORG_E_INVALID, "the chart does not fit the page; use a larger page");
    page_note(canvas, chart_print(&chart, "%s  \xC2\xB7  %s", w->layer_note, dot));
    return ORG_OK;
}
