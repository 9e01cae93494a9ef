// SPDX-License-Identifier: MIT
/* What the change has cost since the start, by the ledger of the run. What is stated for each post that moved, unit that closed
 * and building that was given up is paid into it here. Events are counted, so that nothing is given back. */
#include "../common/buildings.h"

#include <stdlib.h>

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
    int64_t severance, moving, closing, other; /* of people; of nobody */
    uint32_t paid;                             /* people */
} Ledger;

typedef struct {
    uint32_t closed_units, buildings;
    uint64_t moved_posts;
} Change;

/* The ledger: what people were paid, and what else was, by its series. seen, of a byte
 * for each person: their number is counted; NULL: it is not. */
static void
read_ledger(const OrgHost *host, OrgCtx *ctx, Ledger *ledger, uint8_t *seen)
{
    const OrgPayment *payments = NULL;
    uint32_t stride = 0;
    size_t n = host->payments(ctx, &payments, &stride);
    OrgWord moving = host->word(ctx, "moving"), closing = host->word(ctx, "closing");
    for (size_t i = 0; i < n; i++) {
        const OrgPayment *one = (const OrgPayment *) (const void *) ((const char *) payments + i * stride);
        if (one->person == ORG_NONE) {
            *(one->series == moving    ? &ledger->moving
              : one->series == closing ? &ledger->closing
                                       : &ledger->other) += one->amount;
            continue;
        }
        ledger->severance += one->amount;
        if (seen) {
            ledger->paid += !seen[one->person];
            seen[one->person] = 1;
        }
    }
}

static int
by_value(const void *a, const void *b)
{
    const double x = *(const double *) a, y = *(const double *) b;
    return x < y ? -1 : x > y;
}

/* A building's place from 1 among those of the start; 0: it is none of them. */
static size_t
place_of(const double *of_start, size_t n, double building)
{
    const double *found = isnan(building) ? NULL : bsearch(&building, of_start, n, sizeof *of_start, by_value);
    return found ? (size_t) (found - of_start) + 1 : 0;
}

/* The buildings that open units named at the start, each once and sorted, into list; returns how many. */
static size_t
list_buildings(const OrgUnits *units, const Buildings *b, double *list)
{
    size_t all = 0, n = 0;
    for (OrgRow unit = 0; unit < units->n; unit++)
        if (units->closed[unit] == ORG_OPEN && !isnan(buildings_at(b, unit)))
            list[all++] = buildings_at(b, unit);
    qsort(list, all, sizeof *list, by_value);
    for (size_t i = 0; i < all; i++)
        if (n == 0 || list[n - 1] != list[i])
            list[n++] = list[i];
    return n;
}

/* A building is given up once the last unit in it has closed; who moves in the month that another moves out keeps it.
 * What was given up stays so, even if a later unit goes there. */
static OrgStatus
count_buildings(const OrgHost *host, OrgCtx *ctx, OrgCtx *start, Change *change)
{
    const OrgUnits *units = host->units(ctx), *before = host->units(start);
    const Buildings now = buildings_read(host, ctx), then = buildings_read(host, start);
    double *list = host->scratch(ctx, ((size_t) before->n + 1) * sizeof *list);
    OrgMonth *until = host->scratch(ctx, ((size_t) before->n + 1) * sizeof *until); /* by place; 0: not yet known */
    if (!list || !until)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    const size_t n = list_buildings(before, &then, list);
    for (OrgRow unit = 0; unit < before->n; unit++) {
        const size_t at = before->closed[unit] == ORG_OPEN ? place_of(list, n, buildings_at(&then, unit)) : 0;
        const bool stays = !buildings_differ(buildings_at(&now, unit), buildings_at(&then, unit));
        const OrgMonth end = stays ? units->closed[unit] : 1; /* 1: it went elsewhere */
        until[at] = at > 0 && end > until[at] ? end : until[at];
    }
    for (bool more = true; more;) {
        more = false;
        for (OrgRow unit = 0; unit < units->n; unit++) {
            OrgMonth *end = &until[place_of(list, n, buildings_at(&now, unit))];
            if (*end == 0 || units->opened[unit] > (*end == 1 ? host->now(ctx) : *end) || units->closed[unit] <= *end)
                continue;
            *end = units->closed[unit];
            more = true;
        }
    }
    for (size_t at = 1; at <= n; at++)
        change->buildings += until[at] != ORG_OPEN;
    return ORG_OK;
}

/* What happened since the start. */
static OrgStatus
count(const OrgHost *host, OrgCtx *ctx, bool buildings, Change *change)
{
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgUnits *units = host->units(ctx), *units_before = host->units(start);
    const OrgPosts *posts = host->posts(ctx), *posts_before = host->posts(start);
    /* The metric may be asked of another snapshot, whose rows are not those of the start: there nothing has changed. */
    if (units->n < units_before->n || posts->n < posts_before->n)
        return ORG_OK;
    if (posts->n_moved > posts_before->n_moved)
        change->moved_posts = posts->n_moved - posts_before->n_moved;
    for (OrgRow unit = 0; unit < units_before->n; unit++)
        change->closed_units += units_before->closed[unit] == ORG_OPEN && units->closed[unit] != ORG_OPEN;
    return buildings ? count_buildings(host, ctx, start, change) : ORG_OK;
}

static int64_t
whole(double amount)
{
    return amount < 9e15 ? (int64_t) (amount + 0.5) : INT64_MAX; /* more than can be paid: the host says so */
}

static OrgStatus
pay(const OrgHost *host, OrgCtx *ctx, const char *series, double due, int64_t paid)
{
    int64_t amount =
        whole(due) > paid ? whole(due) - paid : 0; /* a unit that returns to its building gives nothing back */
    return host->pay(ctx, NULL, &amount, 1, series);
}

/* What moved, closed and was given up so far costs what was stated; what was not paid of it in the months before is paid now. */
static OrgStatus
settle(const OrgHost *host, OrgCtx *ctx)
{
    double per_post = host->real(ctx, PER_MOVED_POST), per_unit = host->real(ctx, PER_CLOSED_UNIT),
           per_building = host->real(ctx, PER_BUILDING);
    Change change = { 0 };
    Ledger own = { 0 };
    OrgStatus status = ORG_OK;
    if (per_post > 0 || per_unit > 0 || per_building > 0) {
        status = count(host, ctx, per_building > 0, &change);
        read_ledger(host, ctx, &own, NULL);
    }
    if (status == ORG_OK)
        status = pay(host, ctx, "moving", (double) change.moved_posts * per_post, own.moving);
    if (status == ORG_OK)
        status =
            pay(host, ctx, "closing", change.closed_units * per_unit + change.buildings * per_building, own.closing);
    return status;
}

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    Change change = { 0 };
    Ledger ledger = { 0 };
    uint8_t *seen = host->scratch(ctx, (size_t) host->people(ctx)->n + 1);
    if (!seen)
        return host->fail(ctx, ORG_E_FAILED, "out of memory");
    OrgStatus status = count(host, ctx, true, &change);
    if (status != ORG_OK)
        return status;
    read_ledger(host, ctx, &ledger, seen);
    host->measure(ctx, "cost", ORG_NONE, (double) (ledger.severance + ledger.moving + ledger.closing + ledger.other));
    host->measure(ctx, "severance", ORG_NONE, (double) ledger.severance);
    host->measure(ctx, "other", ORG_NONE, (double) ledger.other);
    host->measure(ctx, "people-paid", ORG_NONE, ledger.paid);
    host->measure(ctx, "posts-moved", ORG_NONE, (double) change.moved_posts);
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
      .label = "Paid for posts that moved",
      .kind = ORG_FLOW,
      .flags = ORG_ONE_OFF | ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "closing",
      .label = "Paid for units closed and buildings given up",
      .kind = ORG_FLOW,
      .flags = ORG_ONE_OFF | ORG_LESS_IS_GOOD,
      .unit = "money" },
    { .name = "people-paid", .label = "People who were paid", .kind = ORG_LEVEL, .unit = "people" },
    { .name = "posts-moved", .label = "Changes of a post's unit", .kind = ORG_LEVEL, .unit = "posts" },
    { .name = "units-closed", .label = "Units of the start closed", .kind = ORG_LEVEL, .unit = "units" },
    { .name = "buildings-given-up", .label = "Buildings given up", .kind = ORG_LEVEL },
};

static const OrgFeature features[] = {
    { .name = "change-cost",
      .summary = "What the change has cost since the start",
      .details = "What the ledger says: what steps and processes paid, and what this metric pays into it, stated "
                 "one-off costs "
                 "of moved posts, closed units and buildings given up. What later becomes of a post or a building "
                 "gives nothing "
                 "back.",
      .kind = ORG_METRIC,
      .flags = ORG_SETTLES,
      .params = params,
      .n_params = sizeof params / sizeof params[0],
      .series = series,
      .n_series = sizeof series / sizeof series[0],
      .run = run,
      .settle = settle },
};

ORG_PLUGIN("change-cost", "1.0.0", "orgsim", "MIT", features);
