// SPDX-License-Identifier: MIT
// What the change has cost since the start: severance as the plugins recorded it on those who left, and stated one-off
// costs of posts that moved, units that closed and buildings that were given up.
#include <orgsim/plugin.h>

enum { SEVERANCE, PER_MOVED_POST, PER_CLOSED_UNIT, PER_BUILDING };

static const OrgParam params[] = {
    { .key = "severance",
      .summary = "Attribute of people that holds what they were paid on leaving",
      .type = ORG_TEXT,
      .fallback = "headcount-cut.severance" },
    { .key = "per_moved_post",
      .summary = "Assumed one-off cost of a post that changed its unit",
      .unit = "VND",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 1e12 },
    { .key = "per_closed_unit",
      .summary = "Assumed one-off cost of closing a unit",
      .unit = "VND",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 1e12 },
    { .key = "per_building",
      .summary = "Assumed one-off cost of giving up a building (attribute `building` of units)",
      .unit = "VND",
      .type = ORG_REAL,
      .fallback = "0",
      .min = 0,
      .max = 1e12 },
};

typedef struct {
    double severance;
    uint32_t paid, moved_posts, closed_units, buildings;
} Change;

static void
add_severance(const OrgHost *host, OrgCtx *ctx, Change *change)
{
    const OrgPeople *people = host->people(ctx);
    const double *amount = host->numbers(ctx, ORG_PEOPLE, host->text(ctx, SEVERANCE));
    for (OrgRow person = 0; amount && person < people->n; person++) {
        if (people->state[person] != ORG_LEFT || !(amount[person] > 0))
            continue;
        change->severance += amount[person];
        change->paid++;
    }
}

// Buildings in use at the start that no open unit uses now. Words are the same in both views.
static OrgStatus
count_buildings(const OrgHost *host, OrgCtx *ctx, OrgCtx *start, Change *change)
{
    const OrgUnits *units = host->units(ctx), *before = host->units(start);
    const OrgWord *now = host->words(ctx, ORG_UNITS, "building"), *then = host->words(start, ORG_UNITS, "building");
    if (!now || !then)
        return ORG_OK;
    OrgWord highest = 0;
    for (OrgRow unit = 0; unit < units->n; unit++)
        highest = now[unit] > highest ? now[unit] : highest;
    for (OrgRow unit = 0; unit < before->n; unit++)
        highest = then[unit] > highest ? then[unit] : highest;
    uint8_t *done = host->scratch(ctx, (size_t) highest + 1);
    if (!done)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN)
            done[now[unit]] = 1;
    for (OrgRow unit = 0; unit < before->n; unit++) {
        if (before->closed[unit] != ORG_OPEN || then[unit] == 0 || done[then[unit]])
            continue;
        done[then[unit]] = 1;
        change->buildings++;
    }
    return ORG_OK;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgUnits *units = host->units(ctx), *units_before = host->units(start);
    const OrgPosts *posts = host->posts(ctx), *posts_before = host->posts(start);
    // The metric may be asked of another snapshot, whose rows are not those of the start: there nothing has changed.
    bool same_rows = units->n >= units_before->n && posts->n >= posts_before->n;
    Change change = { 0 };
    add_severance(host, ctx, &change);
    for (OrgRow post = 0; same_rows && post < posts_before->n; post++)
        change.moved_posts += posts->closed[post] == ORG_OPEN && posts->unit[post] != posts_before->unit[post];
    for (OrgRow unit = 0; same_rows && unit < units_before->n; unit++)
        change.closed_units += units_before->closed[unit] == ORG_OPEN && units->closed[unit] != ORG_OPEN;
    OrgStatus status = count_buildings(host, ctx, start, &change);
    if (status != ORG_OK)
        return status;
    double moving = change.moved_posts * host->real(ctx, PER_MOVED_POST);
    double closing =
        change.closed_units * host->real(ctx, PER_CLOSED_UNIT) + change.buildings * host->real(ctx, PER_BUILDING);
    host->measure(ctx, "cost", ORG_NONE, change.severance + moving + closing);
    host->measure(ctx, "severance", ORG_NONE, change.severance);
    host->measure(ctx, "moving", ORG_NONE, moving);
    host->measure(ctx, "closing", ORG_NONE, closing);
    host->measure(ctx, "people-paid", ORG_NONE, change.paid);
    host->measure(ctx, "posts-moved", ORG_NONE, change.moved_posts);
    host->measure(ctx, "units-closed", ORG_NONE, change.closed_units);
    host->measure(ctx, "buildings-given-up", ORG_NONE, change.buildings);
    return ORG_OK;
}

static const OrgSeries series[] = {
    { .name = "cost",
      .label = "Cost of the change so far",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "severance",
      .label = "Severance paid so far",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "moving",
      .label = "Cost of posts that moved so far",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "closing",
      .label = "Cost of units closed and buildings given up so far",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "people-paid", .label = "People who were paid severance", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "posts-moved", .label = "Posts that changed their unit", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "units-closed", .label = "Units closed", .kind = ORG_LEVEL, .unit = "units" },
    { .name = "buildings-given-up", .label = "Buildings given up", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "change-cost",
      .summary = "What the change has cost since the start",
      .details =
          "Severance as recorded on the people who left, plus stated one-off costs of moved posts, closed units and "
          "buildings given up. Cumulative.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("change-cost", "1.0.0", "orgsim", "MIT", features);
