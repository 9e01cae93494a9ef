// SPDX-License-Identifier: MIT
/* The work of people in full posts: what the posts that they hold weigh together. */
#include "../common/call.h"

enum { WHERE };

static const OrgParam params[] = {
    { .key = "where", .summary = "Posts that count; empty: all open posts", .type = ORG_POST_SET, .fallback = "" },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgPeople *people = host->people(ctx);
    const OrgRow *rows;
    OrgStatus status = ORG_OK;
    uint64_t held = 0, part = 0, busy = 0;
    uint64_t *weight =
        call_scratch(host, ctx, &status, people->n, sizeof *weight); /* of each person's posts of the set */
    if (!weight)
        return status;
    size_t n = host->rows(ctx, WHERE, &rows);
    const bool some = host->given(ctx, WHERE);
    for (size_t i = 0; i < (some ? n : posts->n); i++) {
        OrgRow post = some ? rows[i] : (OrgRow) i, holder = posts->holder[post];
        if (posts->closed[post] != ORG_OPEN || holder == ORG_NONE)
            continue;
        held += posts->fte[post];
        weight[holder] += posts->fte[post];
    }
    for (OrgRow p = 0; p < people->n; p++) {
        busy += weight[p] > 0;
        part += weight[p] > 0 && weight[p] < 1000;
    }
    host->measure(ctx, "fte", ORG_NONE, (double) held / 1000);
    if (busy > 0)
        host->measure(ctx, "fte-each", ORG_NONE, (double) held / 1000 / (double) busy);
    host->measure(ctx, "holders", ORG_NONE, (double) busy);
    host->measure(ctx, "part-time", ORG_NONE, (double) part);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "fte", .label = "Full posts that are held", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "fte-each", .label = "Full posts a person", .kind = ORG_LEVEL, .flags = ORG_SPARSE, .unit = "posts" },
    { .name = "holders", .label = "People who hold these posts", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "part-time",
      .label = "People whose posts weigh less than a full one",
      .kind = ORG_LEVEL,
      .unit = "people" },
};

static const OrgFeature features[] = {
    { .name = "fte",
      .summary = "What people work, in full posts",
      .details =
          "Posts count by their weight: two halves are one. Series `fte`, `holders`, `fte-each` and `part-time`.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("fte", "1.0.0", "orgsim", "MIT", features);
