// SPDX-License-Identifier: MIT
/* Headcount by layer of the organisation, before beside after; of a snapshot posts beside people. */
#include "mirror.h"
#include "model-private.h"
#include "page.h"
#include "paper.h"
#include "text.h"
#include "views.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LAYERS = 12, /* deeper ones share the last row */
    TYPES = 3,   /* named of a layer */
    HEAD = CANVAS_PT(26),
    GAP = CANVAS_PT(6),
};

typedef struct {
    int64_t value;
    uint32_t units;
    uint64_t leaders, led;
    OrgWord type[TYPES]; /* the most frequent ones */
    uint32_t of_type[TYPES];
} Layer;

typedef struct {
    const Chart *chart;
    Canvas *canvas;
    Reader r;
    Model model;
    OrgRow root;
    bool run;        /* two ends; else posts and people of one */
    bool reports;    /* spans are read from who reports to whom */
    int text, small; /* sizes */
    Layer layer[2][LAYERS];
    uint32_t n; /* layers */
    int64_t sum[2];
    Rect body;
    int left_x, right_x; /* where the bars begin */
} Pyramid;

static Layer *
layer_at(Pyramid *p, int side, uint32_t depth)
{
    uint32_t i = depth > LAYERS ? LAYERS - 1 : depth - 1;
    p->n = i + 1 > p->n ? i + 1 : p->n;
    return &p->layer[side][i];
}

/* The posts that each leader leads: who reports to whom where posts say so; else a unit's head leads its other posts and
 * the heads of the units right under it (as the metric span-and-layers). */
static void
count_span(Pyramid *p, int s, const OrgUnits *units, const OrgPosts *posts, const uint32_t *depth, uint32_t *led,
           uint32_t *heads)
{
    bool reports = p->reports;
    for (OrgRow i = 0; i < posts->n; i++) {
        if (posts->closed[i] != ORG_OPEN)
            continue;
        OrgRow unit = posts->unit[i], parent = units->parent[unit];
        bool head = posts->rank[i] == ORG_HEAD;
        if (reports && posts->reports_to[i] < posts->n)
            led[posts->reports_to[i]]++;
        if (reports)
            continue;
        heads[unit] += head;
        led[unit] += !head;
        if (head && parent != ORG_NONE)
            led[parent]++;
    }
    for (OrgRow i = 0; i < (reports ? posts->n : units->n); i++) {
        OrgRow unit = reports ? posts->unit[i] : i;
        bool leads = led[i] > 0 && depth[unit] > 0 &&
                     (reports ? posts->closed[i] == ORG_OPEN : units->closed[i] == ORG_OPEN && heads[i] > 0);
        if (!leads)
            continue;
        Layer *layer = layer_at(p, s, depth[unit]);
        layer->leaders++;
        layer->led += led[i];
    }
}

/* Looked at from the start for both ends: a merger that says for some posts whom they report to must not change the rule. */
static bool
any_report(const OrgPosts *posts)
{
    for (OrgRow i = 0; i < posts->n; i++)
        if (posts->closed[i] == ORG_OPEN && posts->reports_to[i] < posts->n)
            return true;
    return false;
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
    const OrgPosts *posts = host->posts(side->ctx);
    size_t n = p->r.n + (size_t) 1;
    uint32_t *depth = host->scratch(ctx, n * sizeof *depth), *heads = host->scratch(ctx, n * sizeof *heads),
             *led = host->scratch(ctx, (n + posts->n) * sizeof *led), found = 0;
    uint32_t(*pairs)[2] = host->scratch(ctx, n * sizeof *pairs);
    if (!depth || !heads || !led || !pairs || !model_layers(&p->r, side, p->root, depth))
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
    count_span(p, s, side->units, posts, depth, led, heads);
    for (int i = 0; i < LAYERS; i++)
        p->sum[s] += p->layer[s][i].value;
    return ORG_OK;
}

/* ---- drawing */

static const char *
figure(const Pyramid *p, int64_t value)
{
    char text[64];
    return chart_print(p->chart, "%s", words_fte(p->chart->words, value, text));
}

static const char *
span_of(const Pyramid *p, const Layer *layer)
{
    return layer->leaders ? figure(p, (int64_t) (layer->led * 1000 / layer->leaders)) : "\xE2\x80\x93";
}

/* "a → b", or one figure where they are the same. */
static const char *
both(const Pyramid *p, const char *a, const char *b)
{
    return p->run && strcmp(a, b) ? chart_print(p->chart, "%s \xE2\x86\x92 %s", a, b) : b;
}

static const char *
types_of(const Pyramid *p, uint32_t i)
{
    const Layer *layer = &p->layer[p->layer[1][i].units ? 1 : 0][i];
    const char *text = "";
    uint32_t rest = layer->units;
    for (int k = 0; k < TYPES && layer->of_type[k]; k++) {
        const char *type = chart_type(p->chart, layer->type[k], layer->of_type[k] != 1);
        text = chart_print(p->chart, "%s%s%s %s", text, *text ? ", " : "",
                           figure(p, (int64_t) layer->of_type[k] * 1000), *type ? type : p->chart->words->units);
        rest -= layer->of_type[k];
    }
    return rest ? chart_print(p->chart, "%s, + %s", text, figure(p, (int64_t) rest * 1000)) : text;
}

static void
draw_label(Pyramid *p, uint32_t i, Rect rect)
{
    const Words *w = p->chart->words;
    const Layer *a = &p->layer[0][i], *b = &p->layer[1][i];
    int line = p->small * 13 / 10;
    bool crowded = rect.height < p->text * 13 / 10 + 2 * line;
    if (crowded)
        line = CANVAS_PT(9);
    int name_line = crowded ? CANVAS_PT(13) : p->text * 13 / 10,
        top = rect.y + (rect.height - name_line - 2 * line) / 2;
    const char *name = chart_print(p->chart, i + 1 == LAYERS ? "%s %u+" : "%s %u", w->layer, i + 1);
    const char *units = both(p, figure(p, (int64_t) a->units * 1000), figure(p, (int64_t) b->units * 1000));
    page_line(p->canvas, (Rect){ rect.x, top, rect.width, name_line }, ALIGN_CENTRE,
              (Font){ crowded ? CANVAS_PT(10) : p->text, true, INK }, name);
    int small = crowded ? CANVAS_PT(7) : p->small;
    top += name_line;
    page_line(p->canvas, (Rect){ rect.x, top, rect.width, line }, ALIGN_CENTRE, (Font){ small, false, MUTED },
              types_of(p, i));
    const char *text = chart_print(p->chart, "%s %s", w->units, units);
    if (a->leaders || b->leaders)
        text = chart_print(p->chart, "%s  \xC2\xB7  %s %s", text, w->span, both(p, span_of(p, a), span_of(p, b)));
    page_line(p->canvas, (Rect){ rect.x, top + line, rect.width, line }, ALIGN_CENTRE, (Font){ small, false, MUTED },
              text);
}

static void
draw_row(Pyramid *p, uint32_t i, const OrgMirrorRow *row, int pitch)
{
    const char *left = figure(p, row->left), *right = figure(p, row->right);
    char text[64], id[16];
    if (p->run && row->left != row->right)
        right = chart_print(p->chart, "%s (%s)", right, words_signed(p->chart->words, row->right - row->left, text));
    snprintf(id, sizeof id, "n%u", 2 * i);
    canvas_box(p->canvas, id, (Rect){ p->left_x - row->left_width, row->y, row->left_width + 1, row->height },
               "#8291A0", NULL, 0);
    snprintf(id, sizeof id, "n%u", 2 * i + 1);
    canvas_box(p->canvas, id, (Rect){ p->right_x, row->y, row->right_width + 1, row->height }, "#1C64B4", NULL, 0);
    Font font = { p->text < row->height ? p->text : row->height * 9 / 10, true, INK };
    canvas_text(p->canvas, (Rect){ p->body.x, row->y, p->left_x - row->left_width - GAP - p->body.x, row->height },
                ALIGN_RIGHT, font, left);
    int x = p->right_x + row->right_width + GAP;
    canvas_text(p->canvas, (Rect){ x, row->y, p->body.x + p->body.width - x, row->height }, ALIGN_LEFT, font, right);
    draw_label(p, i,
               (Rect){ p->left_x + GAP, row->y - (pitch - row->height) / 2, p->right_x - p->left_x - 2 * GAP, pitch });
}

static const char *
counted(const Pyramid *p, int side)
{
    const Words *w = p->chart->words;
    if (!p->run)
        return side ? w->people : w->posts;
    return p->chart->count == COUNT_POSTS ? w->posts : p->chart->count == COUNT_PEOPLE ? w->people : w->units;
}

static bool
draw_rows(Pyramid *p)
{
    OrgMirrorRow rows[LAYERS] = { 0 };
    const Words *w = p->chart->words;
    int centre = p->body.width * 28 / 100, values = 9 * p->text;
    p->left_x = p->body.x + (p->body.width - centre) / 2;
    p->right_x = p->left_x + centre;
    for (uint32_t i = 0; i < p->n; i++)
        rows[i] = (OrgMirrorRow){ .left = p->layer[0][i].value, .right = p->layer[1][i].value };
    OrgMirrorPage page = { .y = p->body.y + HEAD,
                           .height = p->body.height - HEAD,
                           .side = p->left_x - p->body.x - values,
                           .label = CANVAS_PT(36),
                           .tallest = CANVAS_PT(150) };
    if (!org_mirror(rows, p->n, &page))
        return false;
    char month[64];
    const char *heads[2];
    for (int s = 0; s < 2; s++)
        heads[s] = p->run ? chart_print(p->chart, "%s %s: %s %s", s ? w->after : w->before,
                                        words_month(p->chart->words, s ? p->model.to : p->model.from, month),
                                        figure(p, p->sum[s]), counted(p, s))
                          : chart_print(p->chart, "%s %s", figure(p, p->sum[s]), counted(p, s));
    int top = p->n ? rows[0].y - HEAD : p->body.y;
    top = top < p->body.y ? p->body.y : top;
    page_line(p->canvas, (Rect){ p->body.x, top, p->left_x - p->body.x, CANVAS_PT(18) }, ALIGN_RIGHT,
              (Font){ p->text, true, INK }, heads[0]);
    page_line(p->canvas, (Rect){ p->right_x, top, p->left_x - p->body.x, CANVAS_PT(18) }, ALIGN_LEFT,
              (Font){ p->text, true, INK }, heads[1]);
    int pitch = p->n > 1 ? rows[1].y - rows[0].y : CANVAS_PT(60);
    for (uint32_t i = 0; i < p->n; i++)
        draw_row(p, i, &rows[i], pitch);
    return true;
}

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
    p->reports = any_report(chart->host->posts(p->r.start.ctx));
    if (chart->count == COUNT_POSTS && !p->model.has_posts)
        chart->count = COUNT_UNITS;
    status = read_side(p, 0, &p->r.start, p->run ? chart->count : COUNT_POSTS);
    return status == ORG_OK ? read_side(p, 1, p->run ? &p->r.end : &p->r.start, p->run ? chart->count : COUNT_PEOPLE)
                            : status;
}

OrgStatus
pyramid_draw(const Chart *given, Canvas *canvas)
{
    Chart chart = *given;
    const Words *w = chart.words;
    bool small = paper_is_small(&chart.paper);
    Pyramid p = { .chart = &chart,
                  .canvas = canvas,
                  .text = small ? CANVAS_PT(11) : CANVAS_PT(14),
                  .small = small ? CANVAS_PT(8) : CANVAS_PT(10) };
    OrgStatus status = read_all(&p, &chart);
    if (status != ORG_OK)
        return status;
    char from[64], to[64];
    words_month(p.chart->words, p.model.from, from);
    words_month(p.chart->words, p.model.to, to);
    const char *subtitle =
        p.run ? chart_print(&chart, "%s, %s %s %s  \xC2\xB7  %s %s \xE2\x86\x92 %s", w->pyramid[chart.count], from,
                            w->to, to, counted(&p, 0), figure(&p, p.sum[0]), figure(&p, p.sum[1]))
              : chart_print(&chart, "%s, %s", w->pyramid[chart.count], from);
    PageText text = { .title = page_title(&chart),
                      .subtitle = subtitle,
                      .note = chart_print(&chart, "%s  \xC2\xB7  %s", w->layer_note, w->span_note) };
    page_begin(&chart, &text, canvas, &p.body);
    if (!draw_rows(&p))
        return chart.host->fail(chart.ctx, ORG_E_INVALID, "the chart does not fit the page; use a larger page");
    return ORG_OK;
}
