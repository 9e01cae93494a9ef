// SPDX-License-Identifier: MIT
/* What the change has cost since the start: what the ledger of the run says was paid, and stated one-off costs of each
 * post that moved, unit that closed and building that was given up. Events are counted, so that no figure falls. */
#include <orgsim/plugin.h>

enum { PER_MOVED_POST, PER_CLOSED_UNIT, PER_BUILDING };

static const OrgParam params[] = {
    { .key = "per_moved_post",
      .summary = "Assumed one-off cost of each time that a post changes its unit",
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
    int64_t severance, other; /* of people; of nobody */
    uint32_t paid, closed_units, buildings;
    uint64_t moved_posts;
} Change;

/* The ledger: what people were paid, and whatever else was. */
static OrgStatus
add_payments(const OrgHost *host, OrgCtx *ctx, Change *change)
{
    const OrgPayment *payments = NULL;
    uint32_t stride = 0;
    size_t n = host->payments(ctx, &payments, &stride);
    uint8_t *seen = host->scratch(ctx, (size_t) host->people(ctx)->n + 1);
    if (!seen)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (size_t i = 0; i < n; i++) {
        const OrgPayment *one = (const OrgPayment *) (const void *) ((const char *) payments + i * stride);
        if (one->person == ORG_NONE) {
            change->other += one->amount;
            continue;
        }
        change->severance += one->amount;
        change->paid += !seen[one->person];
        seen[one->person] = 1;
    }
    return ORG_OK;
}

/* A building is given up once the last unit in it has closed; who moves in the month that another moves out keeps it.
 * What was given up stays so, even if a later unit goes there. Words are the same in both views. */
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
    OrgMonth *until =
        host->scratch(ctx, ((size_t) highest + 1) * sizeof *until); /* of a building; 0: not one of the start */
    if (!until)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    for (OrgRow unit = 0; unit < before->n; unit++) {
        if (before->closed[unit] != ORG_OPEN || then[unit] == 0)
            continue;
        OrgMonth end = now[unit] == then[unit] ? units->closed[unit] : 1; /* it went elsewhere */
        until[then[unit]] = end > until[then[unit]] ? end : until[then[unit]];
    }
    for (bool more = true; more;) {
        more = false;
        for (OrgRow unit = 0; unit < units->n; unit++) {
            OrgMonth *end = &until[now[unit]];
            if (*end == 0 || units->opened[unit] > (*end == 1 ? host->now(ctx) : *end) || units->closed[unit] <= *end)
                continue;
            *end = units->closed[unit];
            more = true;
        }
    }
    for (OrgWord building = 1; building <= highest; building++)
        change->buildings += until[building] != 0 && until[building] != ORG_OPEN;
    return ORG_OK;
}

static void
report(const OrgHost *host, OrgCtx *ctx, const Change *change)
{
    double moving = (double) change->moved_posts * host->real(ctx, PER_MOVED_POST);
    double closing =
        change->closed_units * host->real(ctx, PER_CLOSED_UNIT) + change->buildings * host->real(ctx, PER_BUILDING);
    double severance = (double) change->severance, other = (double) change->other;
    host->measure(ctx, "cost", ORG_NONE, severance + other + moving + closing);
    host->measure(ctx, "severance", ORG_NONE, severance);
    host->measure(ctx, "other", ORG_NONE, other);
    host->measure(ctx, "moving", ORG_NONE, moving);
    host->measure(ctx, "closing", ORG_NONE, closing);
    host->measure(ctx, "people-paid", ORG_NONE, change->paid);
    host->measure(ctx, "posts-moved", ORG_NONE, (double) change->moved_posts);
    host->measure(ctx, "units-closed", ORG_NONE, change->closed_units);
    host->measure(ctx, "buildings-given-up", ORG_NONE, change->buildings);
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgUnits *units = host->units(ctx), *units_before = host->units(start);
    const OrgPosts *posts = host->posts(ctx), *posts_before = host->posts(start);
    /* The metric may be asked of another snapshot, whose rows are not those of the start: there nothing has changed. */
    bool same_rows = units->n >= units_before->n && posts->n >= posts_before->n;
    Change change = { 0 };
    if (same_rows && posts->n_moved > posts_before->n_moved)
        change.moved_posts = posts->n_moved - posts_before->n_moved;
    for (OrgRow unit = 0; same_rows && unit < units_before->n; unit++)
        change.closed_units += units_before->closed[unit] == ORG_OPEN && units->closed[unit] != ORG_OPEN;
    OrgStatus status = add_payments(host, ctx, &change);
    if (status == ORG_OK && same_rows)
        status = count_buildings(host, ctx, start, &change);
    if (status == ORG_OK)
        report(host, ctx, &change);
    return status;
}

static const OrgSeries series[] = {
    { .name = "cost",
      .label = "Cost of the change so far",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "severance",
      .label = "Paid to people so far",
      .kind = ORG_LEVEL,
      .flags = ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "other",
      .label = "Paid otherwise so far",
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
    { .name = "people-paid", .label = "People who were paid", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "posts-moved", .label = "Changes of a post's unit", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "units-closed", .label = "Units of the start closed", .kind = ORG_LEVEL, .unit = "units" },
    { .name = "buildings-given-up", .label = "Buildings given up", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "change-cost",
      .summary = "What the change has cost since the start",
      .details =
          "What steps and processes paid, plus stated one-off costs of moved posts, closed units and buildings given "
          "up. Cumulative: what later becomes of a post or a building gives nothing back.",
      .kind = ORG_METRIC,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run },
};

ORG_PLUGIN("change-cost", "1.0.0", "orgsim", "MIT", features);
