// SPDX-License-Identifier: MIT
/* Span of control and layers. Who reports to whom is read from reports_to where posts say so; else a unit's head leads
 * the other posts of the unit and the heads of the units right under it. */
#include "../common/spans.h"

#include <stdio.h>
#include <string.h>

enum { WHERE, FROM };
enum { AUTO, REPORTS, UNITS };

static const char *const from_choices[] = { "auto", "reports", "units", NULL };

static const OrgParam params[] = {
    { .key = "where", .summary = "Units looked at; empty: all open units", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "from",
      .summary =
          "Read spans from `reports` (reports_to of the posts) or from `units` (heads); `auto`: reports where any "
          "post said at the start to whom it reports",
      .type = ORG_CHOICE,
      .fallback = "auto",
      .choices = from_choices },
};

typedef struct {
    uint64_t leaders, led;
    uint32_t widest;
} Span;

static void
add_leader(Span *span, uint32_t led)
{
    if (led == 0)
        return;
    span->leaders++;
    span->led += led;
    span->widest = led > span->widest ? led : span->widest;
}

static void
add_reports(const OrgPosts *posts, const uint8_t *in, uint32_t *led, Span *span)
{
    spans_of_reports(posts, led);
    for (OrgRow post = 0; post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && in[posts->unit[post]])
            add_leader(span, led[post]);
}

static void
add_units(const OrgUnits *units, const OrgPosts *posts, const uint8_t *in, uint32_t *led, uint32_t *heads, Span *span)
{
    spans_of_units(units, posts, led, heads);
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN && in[unit])
            add_leader(span, led[unit]);
}

/* Posts by layer: the root of a tree is layer 1. */
static OrgStatus
measure_layers(const OrgHost *host, OrgCtx *ctx, const uint8_t *in)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    uint32_t *depth = host->scratch(ctx, (units->n + (size_t) 1) * sizeof *depth);
    if (!depth)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    uint32_t deepest = 0;
    for (OrgRow unit = 0; unit < units->n; unit++) {
        if (units->closed[unit] != ORG_OPEN || !in[unit])
            continue;
        depth[unit] = spans_layer(units, unit);
        deepest = depth[unit] > deepest ? depth[unit] : deepest;
    }
    host->measure(ctx, "layers", ORG_NONE, deepest);
    uint64_t *weight = host->scratch(ctx, (deepest + (size_t) 1) * sizeof *weight);
    if (!weight)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow post = 0; post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && in[posts->unit[post]])
            weight[depth[posts->unit[post]]] += posts->fte[post];
    for (uint32_t layer = 1; layer <= deepest; layer++) {
        char series[32];
        snprintf(series, sizeof series, "posts-in-layer-%u", layer);
        host->measure(ctx, series, ORG_NONE, (double) weight[layer] / 1000);
    }
    return ORG_OK;
}

/* Second lines between open posts of the set, both ends in it: words are ids separated by ';'. Nothing is told where no post ever had such a line. */
static OrgStatus
measure_dotted(const OrgHost *host, OrgCtx *ctx, const uint8_t *in)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgWord *also = host->words(ctx, ORG_POSTS, "also_reports_to");
    if (!also)
        return ORG_OK;
    uint64_t lines = 0;
    char *id = NULL;
    size_t room = 0;
    for (OrgRow post = 0; post < posts->n; post++) {
        if (!also[post] || posts->closed[post] != ORG_OPEN || !in[posts->unit[post]])
            continue;
        const char *text = host->spell(ctx, also[post]);
        if (strlen(text) >= room) {
            room = 2 * strlen(text) + 1;
            id = host->scratch(ctx, room);
        }
        if (!id)
            return host->fail(ctx, ORG_E_FAILED, "out of memory");
        for (const char *end; *text; text = *end ? end + 1 : end) {
            end = text + strcspn(text, ";");
            memcpy(id, text, (size_t) (end - text));
            id[end - text] = '\0';
            OrgRow boss = host->find(ctx, ORG_POSTS, id);
            lines += boss != ORG_NONE && posts->closed[boss] == ORG_OPEN && in[posts->unit[boss]];
        }
    }
    host->measure(ctx, "dotted", ORG_NONE, (double) lines);
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    uint8_t *in = host->scratch(ctx, units->n + (size_t) 1);
    uint32_t *led = host->scratch(ctx, (units->n + (size_t) posts->n + 1) * sizeof *led);
    uint32_t *heads = host->scratch(ctx, (units->n + (size_t) 1) * sizeof *heads);
    if (!in || !led || !heads)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    const OrgRow *rows = NULL;
    bool some = host->given(ctx, WHERE);
    size_t n = some ? host->rows(ctx, WHERE, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        in[rows[i]] = 1;
    for (OrgRow unit = 0; !some && unit < units->n; unit++)
        in[unit] = units->closed[unit] == ORG_OPEN;

    int64_t from = host->integer(ctx, FROM);
    Span span = { 0, 0, 0 };
    if (from == REPORTS || (from == AUTO && spans_any_report(host, ctx)))
        add_reports(posts, in, led, &span);
    else
        add_units(units, posts, in, led, heads, &span);
    if (span.leaders > 0) {
        host->measure(ctx, "mean-span", ORG_NONE, (double) span.led / (double) span.leaders);
        host->measure(ctx, "max-span", ORG_NONE, span.widest);
    }
    host->measure(ctx, "leaders", ORG_NONE, (double) span.leaders);
    OrgStatus status = measure_dotted(host, ctx, in);
    return status == ORG_OK ? measure_layers(host, ctx, in) : status;
}

static const OrgSeries series[] = {
    { .name = "mean-span",
      .label = "Mean span of control",
      .kind = ORG_LEVEL,
      .flags = ORG_SHAPE | ORG_SPARSE,
      .unit = "posts" },
    { .name = "max-span",
      .label = "Widest span of control",
      .kind = ORG_LEVEL,
      .flags = ORG_SHAPE | ORG_SPARSE,
      .unit = "posts" },
    { .name = "leaders", .label = "Posts that lead others", .kind = ORG_LEVEL, .flags = ORG_SHAPE, .unit = "posts" },
    { .name = "layers", .label = "Layers of management", .kind = ORG_LEVEL, .flags = ORG_SHAPE | ORG_LESS_IS_GOOD },
    { .name = "dotted",
      .label = "Second reporting lines",
      .kind = ORG_LEVEL,
      .flags = ORG_SHAPE | ORG_SPARSE,
      .unit = "lines" },
    { .name = "posts-in-layer-*", .label = "Posts in layer *", .kind = ORG_LEVEL, .flags = ORG_SHAPE, .unit = "posts" },
};

static const OrgFeature features[] = {
    { .name = "span-and-layers",
      .summary = "Span of control and management layers",
      .details =
          "Series `mean-span`, `max-span` (posts led by one leader), `leaders` (who lead at least one post), `layers` "
          "(depth of the tree, a root is 1), `posts-in-layer-N` and `dotted` (second reporting lines).",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("span-and-layers", "1.0.0", "orgsim", "MIT", features);
