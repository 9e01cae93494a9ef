// SPDX-License-Identifier: MIT
/* Closing posts of a pool until the quota is met. What is missing is shared out over the units by weight; in each unit posts
 * close in order while they lie within its share; what is missing then comes one post a unit, from those whose share lacks
 * most. Where all posts weigh the same nothing is missing then, and a selection inside each unit does instead of a sort:
 * linear in the posts of the pool. */
#include "cut.h"

#include "../common/columns.h"

#include <math.h>
#include <stdlib.h>

/* A unit with posts of the pool: those of places next to end of `keys` may still be closed. */
typedef struct {
    int64_t lacks; /* of its share, a weight; below zero where it gave more */
    OrgRow unit;
    uint32_t next, end;
} Giver;

/* Smaller goes first; 31 bits. */
static uint32_t
rank_person(const Cut *c, OrgRow person, int64_t order, uint64_t key)
{
    const uint32_t last = INT32_MAX - 1;
    OrgMonth hired = c->people->hired[person];
    switch (order) {
    case ORDER_RETIREMENT: {
        OrgMonth at = ages_at(&c->ages, c->people, person);
        return at == ORG_UNKNOWN ? last : at <= c->now ? 0 : (uint32_t) (at - c->now);
    }
    case ORDER_JUNIOR:
        return hired == ORG_UNKNOWN ? last : (uint32_t) (1 << 30) - (uint32_t) hired;
    case ORDER_RATING: {
        uint32_t rating = c->people->rating[person] ? c->people->rating[person] : 6;
        return rating << 20 | (hired == ORG_UNKNOWN ? 0xFFFFF : 0xFFFFE - ((uint32_t) hired & 0xFFFF));
    }
    case ORDER_SENIORITY:
        return hired == ORG_UNKNOWN ? last : (uint32_t) hired;
    default:
        return (uint32_t) (org_chance(key, c->people->stream[person], 0) >> 33);
    }
}

static void
end_post(Cut *c, OrgRow post)
{
    uint32_t weight = c->posts->fte[post];
    c->left -= weight;
    c->most -= weight;
    c->room[c->posts->unit[post]] -= weight;
    c->ends[post / 64] |= UINT64_C(1) << (post % 64);
    c->n_ends++;
}

/* The last post may go beyond what is missing as `rounding` says; one of more than a full post never does so with `up`. */
bool
cut_weight_fits(const Cut *c, double weight)
{
    if (weight <= c->left || c->rounding == ROUND_DOWN)
        return weight <= c->left;
    return c->rounding == ROUND_UP ? weight <= 1000 : weight < 2 * c->left - 1e-6;
}

/* Not below the floor, nor further than down_to. Without a floor to keep, units may not have been surveyed: there is no room then. */
bool
cut_fits(const Cut *c, OrgRow post)
{
    double weight = c->posts->fte[post];
    bool floored = c->room && weight > (double) c->room[c->posts->unit[post]];
    return !floored && weight <= c->most && cut_weight_fits(c, weight);
}

static uint32_t
common_divisor(uint32_t a, uint32_t b)
{
    while (b) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Posts and weight of the pool by unit. They mostly stand in the order of their units, as they do when data is kept unit by
 * unit, and mostly weigh the same. */
static void
measure_pool(const Cut *c, Pool *pool, uint32_t *count, int64_t *heavy)
{
    const OrgRow *unit_of = c->posts->unit;
    const uint32_t *fte = c->posts->fte;
    OrgRow last = 0;
    uint32_t falling = 0, other = 0, first = pool->n ? fte[pool->rows[0]] : 0;
    for (size_t i = 0; i < pool->n; i++) {
        OrgRow post = pool->rows[i], unit = unit_of[post], later = pool->rows[i + AHEAD < pool->n ? i + AHEAD : i];
        uint32_t weight = fte[post];
        ask_for(&fte[later]);
        ask_for(&unit_of[later]);
        count[unit]++;
        heavy[unit] += weight;
        pool->weight += weight;
        other |= weight ^ first;
        falling |= unit < last;
        last = unit;
    }
    pool->by_unit = !falling;
    pool->alike = !other;
    pool->step = first;
    for (size_t i = 0; other && i < pool->n; i++)
        pool->step = common_divisor(pool->step, fte[pool->rows[i]]);
}

/* What of the pool is to be closed, in steps of its weights: any sum of them is a whole number of steps. */
static uint64_t
steps_missing(const Cut *c, const Pool *pool)
{
    double steps = c->left / pool->step;
    if (c->rounding == ROUND_UP && pool->step <= 1000)
        steps = ceil(steps);
    else if (c->rounding == ROUND_NEAREST)
        steps = ceil(steps - 0.5 - 1e-9);
    double most = fmin(c->most, (double) pool->weight) / pool->step;
    steps = fmin(steps, most);
    return steps > 0 ? (uint64_t) steps : 0;
}

/* What the set weighs in each unit without what this call has closed already; NULL when it fails. */
static int64_t *
levels_now(Cut *c)
{
    int64_t *level = cut_scratch(c, c->units->n, sizeof *level);
    OrgRow rows[64];
    for (OrgRow u = 0; level && u < c->units->n; u++)
        level[u] = c->size[u];
    for (OrgRow first = 0; level && c->n_ends > 0 && first < c->posts->n; first += 64)
        for (uint32_t i = 0, n = rows_of_bits(c->ends[first / 64], first, rows); i < n; i++)
            level[c->posts->unit[rows[i]]] -= c->posts->fte[rows[i]];
    return level;
}

/* Weights of the set in units as numbers that cut_spread() can take: levels as they are by now; else as they were when the call
 * began, in any unit. */
static bool
small_weights(Cut *c, uint32_t *weight)
{
    bool levels = c->host->integer(c->ctx, P_SPREAD) == SPREAD_LARGEST;
    const int64_t *size = levels ? levels_now(c) : c->size;
    uint64_t divisor = levels ? 1 : 0, total = 0;
    if (!size)
        return false;
    for (OrgRow u = 0; u < c->units->n; u++) {
        total += (uint64_t) size[u];
        for (uint64_t a = levels ? 0 : (uint64_t) size[u]; a;) {
            uint64_t rest = divisor % a;
            divisor = a;
            a = rest;
        }
    }
    divisor = divisor ? divisor : 1;
    while (!levels && total / divisor > UINT32_MAX / 2)
        divisor *= 2;
    for (OrgRow u = 0; u < c->units->n; u++) {
        uint64_t small = (uint64_t) size[u] / divisor;
        weight[u] = small < UINT32_MAX ? (uint32_t) small : UINT32_MAX;
    }
    return true;
}

/* Counts by unit become places: those of unit u are start[u] .. start[u + 1]. */
static void
to_starts(uint32_t *start, uint32_t n_units)
{
    uint32_t sum = 0;
    for (OrgRow u = 0; u <= n_units; u++) {
        uint32_t n = u < n_units ? start[u] : 0;
        start[u] = sum;
        sum += n;
    }
}

/* The pool ordered by unit, stable. */
static OrgRow *
sort_by_unit(Cut *c, const Pool *pool, const uint32_t *start)
{
    OrgRow *sorted = cut_scratch(c, pool->n, sizeof *sorted);
    uint32_t *at = cut_scratch(c, c->units->n, sizeof *at);
    if (!sorted || !at)
        return NULL;
    for (size_t i = 0; i < pool->n; i++) {
        OrgRow unit = c->posts->unit[pool->rows[i]];
        sorted[start[unit] + at[unit]++] = pool->rows[i];
    }
    return sorted;
}

/* Keys in the order in which posts of a unit go: vacant ones by row, then held ones. A held post waits until the quota falls
 * due, so its place counts, but it stays. */
static void
write_keys(const Cut *c, const OrgRow *rows, uint32_t n, uint64_t *keys, uint64_t chance)
{
    int64_t order = c->host->integer(c->ctx, P_ORDER);
    for (uint32_t i = 0; i < n; i++) {
        OrgRow holder = c->posts->holder[rows[i]];
        uint64_t first = holder == ORG_NONE ? 0 : 1 + (uint64_t) rank_person(c, holder, order, chance);
        first |= (uint64_t) cut_is_last(c, rows[i]) << 31;
        keys[i] = first << 32 | rows[i];
    }
}

static bool
may_go(const Cut *c, OrgRow post)
{
    return c->due_now || c->posts->holder[post] == ORG_NONE;
}

/* `share` of n posts of one unit that weigh the same. keys is room for n. */
static void
choose_alike(Cut *c, const Pool *pool, const OrgRow *rows, uint32_t n, uint32_t share, uint64_t *keys, uint64_t chance)
{
    if (share == n || pool->vacant) { /* the rows ascend, and of vacant posts the first go */
        for (uint32_t i = 0; i < share; i++)
            if (may_go(c, rows[i]))
                end_post(c, rows[i]);
        return;
    }
    write_keys(c, rows, n, keys, chance);
    cut_smallest(keys, n, share);
    for (uint32_t i = 0; i < share; i++)
        if (may_go(c, (OrgRow) keys[i]))
            end_post(c, (OrgRow) keys[i]);
}

/* ---- posts of different weights */

static int
by_key(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static int
by_lack(const void *a, const void *b)
{
    const Giver *x = a, *y = b;
    if (x->lacks != y->lacks)
        return x->lacks > y->lacks ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

/* The next post of a unit that fits, if any; others before it are passed over for good, since what is left only falls. */
static OrgRow
next_post(const Cut *c, Giver *giver, const uint64_t *keys)
{
    for (; giver->next < giver->end; giver->next++)
        if (cut_fits(c, (OrgRow) keys[giver->next]))
            return (OrgRow) keys[giver->next];
    return ORG_NONE;
}

static void
give(Cut *c, Giver *giver, OrgRow post)
{
    int64_t weight = c->posts->fte[post];
    giver->next++;
    giver->lacks -= weight;
    if (may_go(c, post)) {
        end_post(c, post);
        return;
    }
    c->waits += (double) weight; /* its place counts, so that no other unit gives instead, but it stays */
    c->left -= (double) weight;
    c->most -= (double) weight;
    c->room[giver->unit] -= weight;
}

static void
give_share(Cut *c, Giver *giver, const uint64_t *keys)
{
    for (OrgRow post; (post = next_post(c, giver, keys)) != ORG_NONE;) {
        if (c->posts->fte[post] > giver->lacks)
            return;
        give(c, giver, post);
    }
}

/* One post a unit, in the order of what their shares lack, and again, until the quota is met or nobody has a post that fits. */
static void
give_rest(Cut *c, Giver *givers, size_t n, const uint64_t *keys)
{
    qsort(givers, n, sizeof *givers, by_lack);
    while (n && c->left > 0) {
        size_t still = 0;
        for (size_t i = 0; i < n && c->left > 0; i++) {
            OrgRow post = next_post(c, &givers[i], keys);
            if (post == ORG_NONE)
                continue;
            give(c, &givers[i], post);
            givers[still++] = givers[i];
        }
        n = still;
    }
}

static bool
choose_mixed(Cut *c, const OrgRow *rows, const uint32_t *start, const uint32_t *share, uint64_t quantum,
             uint64_t chance)
{
    uint32_t n_units = c->units->n;
    uint64_t *keys = cut_scratch(c, start[n_units], sizeof *keys);
    Giver *givers = cut_scratch(c, n_units, sizeof *givers);
    size_t n = 0;
    if (!keys || !givers)
        return false;
    for (OrgRow u = 0; u < n_units; u++) {
        uint32_t first = start[u], end = start[u + 1];
        if (first == end)
            continue;
        write_keys(c, rows + first, end - first, keys + first, chance);
        qsort(keys + first, end - first, sizeof *keys, by_key);
        givers[n] = (Giver){ (int64_t) (share[u] * quantum), u, first, end };
        give_share(c, &givers[n++], keys);
    }
    give_rest(c, givers, n, keys);
    c->left += c->waits;
    c->most += c->waits;
    c->waits = 0;
    return true;
}

bool
cut_pool(Cut *c, Pool *pool)
{
    uint32_t n_units = c->units->n, most = 0;
    uint32_t *start = cut_scratch(c, (size_t) n_units + 1, sizeof *start),
             *limit = cut_scratch(c, n_units, sizeof *limit), *share = cut_scratch(c, n_units, sizeof *share),
             *weight = cut_scratch(c, n_units, sizeof *weight);
    int64_t *heavy = cut_scratch(c, n_units, sizeof *heavy);
    if (!start || !limit || !share || !weight || !heavy)
        return false;
    measure_pool(c, pool, start, heavy);
    if (!pool->step)
        return true;
    uint64_t quantum = pool->step;
    while ((uint64_t) pool->weight / quantum > UINT32_MAX / 2)
        quantum *= 2;
    for (OrgRow u = 0; u < n_units; u++) {
        limit[u] = (uint32_t) ((uint64_t) (heavy[u] < c->room[u] ? heavy[u] : c->room[u]) / quantum);
        most = start[u] > most ? start[u] : most;
    }
    if (!small_weights(c, weight))
        return false;
    to_starts(start, n_units);
    const OrgRow *rows = pool->by_unit ? pool->rows : sort_by_unit(c, pool, start);
    uint64_t *keys = cut_scratch(c, most, sizeof *keys), chance = 0;
    if (!rows || !keys || !cut_spread(c, weight, limit, share, steps_missing(c, pool) * pool->step / quantum, quantum))
        return false;
    if (c->host->integer(c->ctx, P_ORDER) == ORDER_RANDOM)
        chance = c->host->key(c->ctx, c->now / 12);
    if (!pool->alike || quantum != pool->step)
        return choose_mixed(c, rows, start, share, quantum, chance);
    for (OrgRow u = 0; u < n_units; u++)
        if (share[u])
            choose_alike(c, pool, rows + start[u], start[u + 1] - start[u], share[u], keys, chance);
    return true;
}
