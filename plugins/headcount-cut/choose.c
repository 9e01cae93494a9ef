// SPDX-License-Identifier: MIT
/* Which posts are closed. Linear in the posts of the set: one pass to survey them, a counting sort by unit only where a
 * choice is left, a selection inside each unit, one verb call at the end. */
#include "cut.h"

#include "../common/columns.h"

/* The floor counts all open posts of a unit, in the set or not. */
static void
set_floors(Cut *c)
{
    uint32_t floor = (uint32_t) c->host->integer(c->ctx, P_FLOOR);
    if (!floor) {
        for (OrgRow u = 0; u < c->units->n; u++)
            c->closable[u] = c->size[u];
        return;
    }
    for (OrgRow u = 0; u < c->units->n; u++)
        c->closable[u] = c->units->n_posts[u] > floor ? c->units->n_posts[u] - floor : 0;
}

/* Smaller goes first; 31 bits. */
static uint32_t
rank_person(const Cut *c, OrgRow person, int64_t order, uint64_t key)
{
    const uint32_t last = INT32_MAX - 1;
    OrgMonth hired = c->people->hired[person];
    switch (order) {
    case ORDER_RETIREMENT: {
        OrgMonth at = cut_retirement(c, person);
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

static bool
end_post(Cut *c, OrgRow post)
{
    if (c->posts->fte[post] > c->left)
        return false;
    c->left -= c->posts->fte[post];
    c->closable[c->posts->unit[post]]--;
    c->ends[post / 64] |= UINT64_C(1) << (post % 64);
    c->n_ends++;
    return true;
}

/* The posts of one unit, `share` of which go: vacant ones first, then by the order. keys is room for n; vacant: all are. */
static size_t
choose_in_unit(Cut *c, const OrgRow *rows, uint32_t n, uint32_t share, uint64_t *keys, uint64_t chance, bool vacant)
{
    size_t taken = 0;
    if (share == n) {
        for (uint32_t i = 0; i < n; i++)
            if (c->due_now || c->posts->holder[rows[i]] == ORG_NONE)
                taken += end_post(c, rows[i]);
        return taken;
    }
    if (vacant) { /* the rows ascend, and of vacant posts the first go */
        for (uint32_t i = 0; i < share; i++)
            taken += end_post(c, rows[i]);
        return taken;
    }
    int64_t order = c->host->integer(c->ctx, P_ORDER);
    for (uint32_t i = 0; i < n; i++) {
        OrgRow holder = c->posts->holder[rows[i]];
        uint64_t first = holder == ORG_NONE ? 0 : 1 + (uint64_t) rank_person(c, holder, order, chance);
        keys[i] = first << 32 | rows[i];
    }
    cut_smallest(keys, n, share);
    for (uint32_t i = 0; i < share; i++)
        if (c->due_now || keys[i] >> 32 == 0) /* a held post waits until the quota falls due */
            taken += end_post(c, (OrgRow) keys[i]);
    return taken;
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

/* Close about k posts of the pool; start: posts of the pool by unit. False when the call has failed; *taken says how many. */
static bool
cut_round(Cut *c, const Pool *pool, uint32_t *start, uint64_t k, size_t *taken)
{
    uint32_t n_units = c->units->n, most = 0;
    uint32_t *limit = cut_scratch(c, n_units, sizeof *limit), *share = cut_scratch(c, n_units, sizeof *share);
    if (!limit || !share)
        return false;
    for (OrgRow u = 0; u < n_units; u++) {
        limit[u] = start[u] < c->closable[u] ? start[u] : c->closable[u];
        most = start[u] > most ? start[u] : most;
    }
    to_starts(start, n_units);
    const OrgRow *sorted = pool->by_unit ? pool->rows : sort_by_unit(c, pool, start);
    uint64_t *keys = cut_scratch(c, most, sizeof *keys);
    if (!sorted || !keys || !cut_spread(c, c->size, limit, share, k))
        return false;
    uint64_t chance = c->host->integer(c->ctx, P_ORDER) == ORDER_RANDOM ? c->host->key(c->ctx, c->now / 12) : 0;
    for (OrgRow u = 0; u < n_units; u++)
        if (share[u])
            *taken +=
                choose_in_unit(c, sorted + start[u], start[u + 1] - start[u], share[u], keys, chance, pool->vacant);
    return true;
}

/* Keeps the posts that are still there and not heavier than what is left to cut, and counts them by unit. They mostly stand
 * in the order of their units, as they do when data is kept unit by unit. */
static void
keep_eligible(const Cut *c, Pool *pool, uint32_t *count)
{
    const OrgRow *unit_of = c->posts->unit;
    const uint32_t *fte = c->posts->fte;
    const uint64_t *ends = c->ends;
    const int64_t left = c->left;
    const size_t all = pool->n;
    OrgRow *rows = pool->rows, last = 0;
    size_t n = 0;
    uint32_t falling = 0;
    int64_t sum = 0;
    for (size_t i = 0; i < all; i++) {
        OrgRow post = rows[i], unit = unit_of[post], later = rows[i + AHEAD < all ? i + AHEAD : i];
        uint32_t weight = fte[post], keep = (uint32_t) (~(ends[post / 64] >> (post % 64)) & 1) & (weight <= left);
        ask_for(&fte[later]);
        ask_for(&unit_of[later]);
        rows[n] = post;
        n += keep;
        count[unit] += keep;
        sum += weight & (0 - keep);
        falling |= unit < last;
        last = unit;
    }
    pool->n = n;
    pool->weight = sum;
    pool->by_unit = !falling;
}

/* Close posts of the pool until the quota is met. Posts of one weight need one round; with mixed weights a round closes as
 * many posts as their mean weight suggests, and the next ones fill up. */
static bool
cut_pool(Cut *c, Pool *pool)
{
    size_t taken = 1;
    for (int round = 0; round < 64 && taken && c->left > 0; round++) {
        uint32_t *count = cut_scratch(c, (size_t) c->units->n + 1, sizeof *count);
        if (!count)
            return false;
        keep_eligible(c, pool, count);
        if (!pool->n)
            break;
        uint64_t k =
            (uint64_t) ((double) c->left * (double) pool->n / (double) (pool->weight > 0 ? pool->weight : 1) + 1e-9);
        taken = 0;
        if (!cut_round(c, pool, count, k ? k : 1, &taken))
            return false;
        if (!c->due_now)
            break;
    }
    return true;
}

/* Both pools as one, by post. */
static bool
unite(Cut *c, const Pool *a, const Pool *b, Pool *both)
{
    size_t i = 0, j = 0;
    both->rows = cut_scratch(c, a->n + b->n, sizeof *both->rows);
    if (!both->rows)
        return false;
    while (i < a->n || j < b->n)
        both->rows[both->n++] = j == b->n || (i < a->n && a->rows[i] < b->rows[j]) ? a->rows[i++] : b->rows[j++];
    return true;
}

static bool
check_births(Cut *c, const Pool *held)
{
    if (c->host->integer(c->ctx, P_ORDER) != ORDER_RETIREMENT || !held->n)
        return true;
    for (size_t i = 0; i < held->n; i++)
        if (c->people->born[c->posts->holder[held->rows[i]]] != ORG_UNKNOWN)
            return cut_ages(c);
    return cut_ok(
        c,
        c->host->fail(c->ctx, ORG_E_INVALID,
                      "`order: retirement-near`, the default, needs dates of birth, and no holder of these posts has "
                      "one: give them, state a population, or choose another order, such as `order: random`."));
}

/* Lists of what ends, by post; holders are remembered before their posts are gone. */
static bool
close_chosen(Cut *c)
{
    OrgRow *ended = cut_scratch(c, c->n_ends, sizeof *ended), *rows = cut_scratch(c, c->n_ends, sizeof *rows);
    size_t n_vacant = 0, n_ended = 0;
    c->holders = cut_scratch(c, c->n_ends, sizeof *c->holders);
    if (!ended || !rows || !c->holders)
        return false;
    for (OrgRow first = 0; c->n_ends > 0 && first < c->posts->n; first += 64)
        n_ended += rows_of_bits(c->ends[first / 64], first, ended + n_ended);
    for (size_t i = 0; i < n_ended; i++) {
        OrgRow holder = c->posts->holder[ended[i]];
        if (holder == ORG_NONE)
            rows[n_vacant++] = ended[i];
        else
            c->holders[c->n_holders++] = (Holder){ holder, ended[i] };
    }
    for (size_t i = 0; i < c->n_holders; i++)
        rows[n_vacant + i] = c->holders[i].post;
    c->closed_vacant = n_vacant;
    c->closed_held = c->n_holders;
    c->host->because(c->ctx, "vacant post closed to meet the quota");
    if (n_vacant && !cut_ok(c, c->host->close_posts(c->ctx, rows, n_vacant)))
        return false;
    c->host->because(c->ctx, "held post closed to meet the quota");
    return !c->n_holders || cut_ok(c, c->host->close_posts(c->ctx, rows + n_vacant, c->n_holders));
}

/* Vacant posts that all go whatever is shared out: there is room for each, and no floor to keep. */
static bool
end_all(Cut *c, const Pool *vacant)
{
    int64_t weight = 0;
    for (size_t i = 0; i < vacant->n; i++)
        weight += c->posts->fte[vacant->rows[i]];
    if (weight > c->left || c->host->integer(c->ctx, P_FLOOR) > 0)
        return false;
    for (size_t i = 0; i < vacant->n; i++)
        c->ends[vacant->rows[i] / 64] |= UINT64_C(1) << (vacant->rows[i] % 64);
    c->n_ends += vacant->n;
    c->left -= weight;
    return true;
}

bool
cut_choose(Cut *c)
{
    Pool vacant = { 0 }, held = { 0 }, both = { 0 };
    bool by_unit = c->host->integer(c->ctx, P_SPREAD) == SPREAD_BY_UNIT;
    if (!cut_list_vacant(c, &vacant))
        return false;
    bool ended = !by_unit && end_all(c, &vacant);
    if (c->left <= 0 || ((ended || !vacant.n) && !c->due_now))
        return close_chosen(c);
    if (!cut_survey(c))
        return false;
    set_floors(c);
    if (by_unit)
        return cut_list_held(c, &held) && check_births(c, &held) && unite(c, &vacant, &held, &both) &&
               cut_pool(c, &both) && close_chosen(c);
    if (!ended && !cut_pool(c, &vacant))
        return false;
    if (c->due_now && c->left > 0 && !(cut_list_held(c, &held) && check_births(c, &held) && cut_pool(c, &held)))
        return false;
    return close_chosen(c);
}
