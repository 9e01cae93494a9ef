// SPDX-License-Identifier: MIT
/* Vacant posts, their share, and how long they have been vacant. */
#include "../common/call.h"

enum { WHERE, LONG, BY_UNIT };

static const OrgParam params[] = {
    { .key = "where", .summary = "Posts that count; empty: all open posts", .type = ORG_POST_SET, .fallback = "" },
    { .key = "long",
      .summary = "A post that has been vacant for more than so many months counts as long vacant",
      .unit = "months",
      .type = ORG_INT,
      .fallback = "12",
      .max = 1200 },
    { .key = "by_unit", .summary = "Measure each unit, too", .type = ORG_BOOL, .fallback = "no" },
};

typedef struct {
    uint64_t posts, vacant, longer, kept;
} Count;

/* A post vacant since before the data counts as long vacant: nobody knows since when. */
static void
add(Count *c, const OrgPosts *posts, OrgRow post, OrgMonth now, int64_t longer)
{
    c->posts++;
    if (posts->holder[post] != ORG_NONE)
        return;
    c->vacant++;
    c->kept += posts->kept_for[post] != ORG_NONE;
    c->longer += posts->vacant_since[post] == ORG_UNKNOWN || now - posts->vacant_since[post] > longer;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    const bool some = host->given(ctx, WHERE);
    const OrgRow *rows;
    OrgStatus status = ORG_OK;
    Count all = { 0 };
    uint32_t *here = call_scratch(host, ctx, &status, units->n, sizeof *here);
    if (!here)
        return status;
    size_t n = some ? host->rows(ctx, WHERE, &rows) : posts->n;
    for (size_t i = 0; i < n; i++) {
        OrgRow post = some ? rows[i] : (OrgRow) i;
        if (posts->closed[post] != ORG_OPEN)
            continue;
        here[posts->unit[post]] += posts->holder[post] == ORG_NONE;
        add(&all, posts, post, host->now(ctx), host->integer(ctx, LONG));
    }
    host->measure(ctx, "vacant-posts", ORG_NONE, (double) all.vacant);
    host->measure(ctx, "vacant-long", ORG_NONE, (double) all.longer);
    host->measure(ctx, "vacant-kept", ORG_NONE, (double) all.kept);
    if (all.posts > 0)
        host->measure(ctx, "vacancy-rate", ORG_NONE, (double) all.vacant / (double) all.posts);
    for (OrgRow unit = 0; host->integer(ctx, BY_UNIT) && unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN)
            host->measure(ctx, "vacant-posts", unit, here[unit]);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "vacant-posts", .label = "Vacant posts", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT, .unit = "posts" },
    { .name = "vacant-long", .label = "Posts vacant for long", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "vacant-kept", .label = "Vacant posts kept for somebody", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "vacancy-rate",
      .label = "Share of vacant posts",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE,
      .unit = "share" },
};

static const OrgFeature features[] = {
    { .name = "vacancies",
      .summary = "Vacant posts, their share, and how long they have been vacant",
      .details = "Series `vacant-posts`, `vacant-long`, `vacant-kept` and `vacancy-rate`. Posts count by number, not "
                 "by weight.",
      .kind = ORG_METRIC,
      .flags = ORG_NEEDS_HOLDERS,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("vacancies", "1.0.0", "orgsim", "MIT", features);
