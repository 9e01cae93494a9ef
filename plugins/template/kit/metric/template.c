// SPDX-License-Identifier: MIT
/* A metric: which share of the posts is vacant, of the whole and of each unit. It reads, and measures series that it declares below. */
#include <orgsim/plugin.h>

/* Indexes of the parameters below, in the same order. */
enum { WHERE, BY_UNIT };

static const OrgParam params[] = {
    { .key = "where", .summary = "Posts that count; empty: all open posts", .type = ORG_POST_SET, .fallback = "" },
    { .key = "by_unit",
      .summary = "Measure the share of each unit itself, too",
      .type = ORG_BOOL,
      .fallback = "false" },
};

static OrgStatus
measure(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPosts *posts = host->posts(ctx);
    const bool all = !host->given(ctx, WHERE);
    const OrgRow *rows = NULL;
    const size_t n = all ? posts->n : host->rows(ctx, WHERE, &rows);
    /* Memory of the call: zeroed, and freed by the host when this function returns. */
    uint32_t *open = (uint32_t *) host->scratch(ctx, (units->n + (size_t) 1) * sizeof *open);
    uint32_t *vacant = (uint32_t *) host->scratch(ctx, (units->n + (size_t) 1) * sizeof *vacant);
    if (!open || !vacant)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    double all_open = 0, all_vacant = 0;
    for (size_t i = 0; i < n; i++) {
        OrgRow post = all ? (OrgRow) i : rows[i];
        if (posts->closed[post] != ORG_OPEN)
            continue;
        open[posts->unit[post]]++;
        vacant[posts->unit[post]] += posts->holder[post] == ORG_NONE;
        all_open++;
        all_vacant += posts->holder[post] == ORG_NONE;
    }
    /* The share of nothing is no number, which ORG_SPARSE allows. */
    if (all_open > 0)
        host->measure(ctx, "template", ORG_NONE, all_vacant / all_open);
    for (OrgRow unit = 0; host->integer(ctx, BY_UNIT) && unit < units->n; unit++)
        if (open[unit] > 0)
            host->measure(ctx, "template", unit, (double) vacant[unit] / open[unit]);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "template",
      .label = "Share of the posts that is vacant",
      .kind = ORG_LEVEL,
      .flags = ORG_PER_UNIT | ORG_SPARSE | ORG_LESS_IS_GOOD,
      .unit = "share" },
};

static const OrgFeature features[] = {
    { .name = "template",
      .summary = "Share of the posts that is vacant",
      .details = "Vacant posts among the open ones, each counted once whatever its weight.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .n_series = sizeof series / sizeof series[0],
      .series = series,
      .run = measure },
};

ORG_PLUGIN("template", "0.1.0", "me", "MIT", features);
