// SPDX-License-Identifier: MIT
/* How many posts there are, by their weight: assigned, of these filled and vacant. */
#include <orgsim/plugin.h>

enum { WHERE, BY_UNIT };

static const OrgParam params[] = {
    { .key = "where", .summary = "Posts that count; empty: all open posts", .type = ORG_POST_SET, .fallback = "" },
    { .key = "by_unit",
      .summary = "Measure the posts of each unit itself, too",
      .type = ORG_BOOL,
      .fallback = "false" },
};

typedef struct {
    uint64_t assigned, filled; /* thousandths of full posts */
} Sum;

/* The organisation keeps the sums of each unit. */
static Sum
sum_unit(const OrgUnits *units, OrgRow unit)
{
    return (Sum){ (uint64_t) units->fte[unit], (uint64_t) units->fte_held[unit] };
}

static Sum
sum_all(const OrgUnits *units)
{
    Sum sum = { 0, 0 };
    for (OrgRow unit = 0; unit < units->n; unit++) {
        Sum one = sum_unit(units, unit);
        sum.assigned += one.assigned;
        sum.filled += one.filled;
    }
    return sum;
}

static Sum
sum_rows(const OrgPosts *posts, const OrgRow *rows, size_t n)
{
    Sum sum = { 0, 0 };
    for (size_t i = 0; i < n; i++) {
        sum.assigned += posts->fte[rows[i]];
        sum.filled += posts->holder[rows[i]] != ORG_NONE ? posts->fte[rows[i]] : 0;
    }
    return sum;
}

static void
measure(const OrgHost *host, OrgCtx *ctx, OrgRow unit, const Sum *sum)
{
    host->measure(ctx, "posts", unit, (double) sum->assigned / 1000);
    host->measure(ctx, "filled", unit, (double) sum->filled / 1000);
    host->measure(ctx, "vacant", unit, (double) (sum->assigned - sum->filled) / 1000);
}

static OrgStatus
measure_by_unit(const OrgHost *host, OrgCtx *ctx, const OrgPosts *posts, bool all, const OrgRow *rows, size_t n)
{
    const OrgUnits *units = host->units(ctx);
    uint32_t n_units = units->n;
    Sum *sums = host->scratch(ctx, (n_units + (size_t) 1) * sizeof *sums);
    if (!sums)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow unit = 0; all && unit < n_units; unit++)
        sums[unit] = sum_unit(units, unit);
    for (size_t i = 0; !all && i < n; i++) {
        OrgRow post = rows[i];
        sums[posts->unit[post]].assigned += posts->fte[post];
        sums[posts->unit[post]].filled += posts->holder[post] != ORG_NONE ? posts->fte[post] : 0;
    }
    /* One that has lost its last post has 0 of them, which a target may ask for. */
    for (OrgRow unit = 0; unit < n_units; unit++)
        if (units->closed[unit] == ORG_OPEN)
            measure(host, ctx, unit, &sums[unit]);
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgRow *rows = NULL;
    size_t n = 0;
    Sum sum;
    bool all = !host->given(ctx, WHERE);
    if (!all) {
        n = host->rows(ctx, WHERE, &rows);
        sum = sum_rows(posts, rows, n);
    } else {
        sum = sum_all(host->units(ctx));
    }
    measure(host, ctx, ORG_NONE, &sum);
    return host->integer(ctx, BY_UNIT) ? measure_by_unit(host, ctx, posts, all, rows, n) : ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "posts", .label = "Posts", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT, .unit = "posts" },
    { .name = "filled", .label = "Posts held", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT, .unit = "posts" },
    { .name = "vacant", .label = "Vacant posts", .kind = ORG_LEVEL, .flags = ORG_PER_UNIT, .unit = "posts" },
};

static const OrgFeature features[] = {
    { .name = "posts",
      .summary = "Posts (assigned quota) by their weight; of these filled and vacant",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("posts", "1.0.0", "orgsim", "MIT", features);
