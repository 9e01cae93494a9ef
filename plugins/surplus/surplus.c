// SPDX-License-Identifier: MIT
/* People without a post, and how long they have waited. */
#include "../common/call.h"

enum { WHERE, LONG, BY_UNIT };

static const OrgParam params[] = {
    { .key = "where", .summary = "Units where they wait; empty: all open units", .type = ORG_UNIT_SET, .fallback = "" },
    { .key = "long",
      .summary = "Who has waited for more than so many months counts as waiting long",
      .unit = "months",
      .type = ORG_INT,
      .fallback = "12",
      .max = 1200 },
    { .key = "by_unit", .summary = "Measure each unit, too", .type = ORG_BOOL, .fallback = "no" },
};

/* Who has waited since before the data has waited at least since then. */
typedef struct {
    uint64_t people, known, longer, months;
    OrgMonth longest;
} Waiting;

static void
add(Waiting *w, const OrgPeople *people, OrgRow p, OrgMonth now, int64_t longer)
{
    w->people++;
    if (people->since[p] == ORG_UNKNOWN)
        return;
    OrgMonth months = now - people->since[p];
    w->known++;
    w->months += (uint64_t) months;
    w->longer += months > longer;
    w->longest = months > w->longest ? months : w->longest;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    const OrgPeople *people = host->people(ctx);
    const OrgRow *rows;
    OrgStatus status = ORG_OK;
    Waiting all = { 0 };
    uint8_t *in = call_scratch(host, ctx, &status, units->n, 1);
    uint32_t *here = call_scratch(host, ctx, &status, units->n, sizeof *here);
    if (!in || !here)
        return status;
    size_t n = host->rows(ctx, WHERE, &rows);
    for (size_t i = 0; i < n; i++)
        in[rows[i]] = 1;
    for (OrgRow unit = 0; !host->given(ctx, WHERE) && unit < units->n; unit++)
        in[unit] = units->closed[unit] == ORG_OPEN;
    for (OrgRow p = 0; p < people->n; p++)
        if (people->state[p] == ORG_SURPLUS && in[people->unit[p]]) {
            add(&all, people, p, host->now(ctx), host->integer(ctx, LONG));
            here[people->unit[p]]++;
        }
    host->measure(ctx, "without-post", ORG_NONE, (double) all.people);
    host->measure(ctx, "waiting-long", ORG_NONE, (double) all.longer);
    host->measure(ctx, "longest-wait", ORG_NONE, all.longest);
    if (all.known > 0)
        host->measure(ctx, "mean-wait", ORG_NONE, (double) all.months / (double) all.known);
    for (OrgRow unit = 0; host->integer(ctx, BY_UNIT) && unit < units->n; unit++)
        if (in[unit])
            host->measure(ctx, "without-post", unit, here[unit]);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "without-post",
      .label = "People without a post",
      .kind = ORG_LEVEL,
      .flags = ORG_PER_UNIT | ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "waiting-long",
      .label = "People without a post for long",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "people" },
    { .name = "longest-wait",
      .label = "Longest time without a post",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "months" },
    { .name = "mean-wait",
      .label = "Mean time without a post",
      .kind = ORG_LEVEL,
      .flags = ORG_SPARSE | ORG_LESS_IS_GOOD,
      .unit = "months" },
};

static const OrgFeature features[] = {
    { .name = "surplus",
      .summary = "People without a post, and how long they have waited",
      .details = "Series `without-post`, `waiting-long`, `longest-wait` and `mean-wait` (months, of those whose month "
                 "is known).",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("surplus", "1.0.0", "orgsim", "MIT", features);
