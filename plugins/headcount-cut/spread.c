// SPDX-License-Identifier: MIT
/* Sharing out an amount over units, in quanta: whole posts where all weigh one. */
#include "cut.h"

void
cut_smallest(uint64_t *keys, size_t n, size_t k)
{
    size_t low = 0, high = n;
    while (k > low && k < high && high - low > 1) {
        /* Never the last key: then j would stay there, and the part would not get smaller. */
        uint64_t pivot = keys[low + (high - low - 1) / 2];
        size_t i = low, j = high - 1;
        for (;;) {
            while (keys[i] < pivot)
                i++;
            while (keys[j] > pivot)
                j--;
            if (i >= j)
                break;
            uint64_t swap = keys[i];
            keys[i++] = keys[j];
            keys[j--] = swap;
        }
        size_t middle = j + 1; /* keys[low..j] <= pivot <= keys[j+1..high), both not empty (Hoare) */
        if (k <= middle)
            high = middle;
        else
            low = middle;
    }
}

/* Units whose share by proportion reaches their limit get the limit; what is left is shared among the others. True when
 * some unit was capped in this round. */
static bool
cap_round(const uint32_t *weight, const uint32_t *limit, uint32_t *share, uint32_t n, uint64_t *k, uint64_t total)
{
    uint64_t given = 0;
    for (uint32_t u = 0; u < n; u++)
        if (share[u] < limit[u] && *k * weight[u] >= (uint64_t) limit[u] * total) {
            share[u] = limit[u];
            given += limit[u];
        }
    *k -= given;
    return given > 0;
}

static uint64_t
open_weight(const uint32_t *weight, const uint32_t *limit, const uint32_t *share, uint32_t n)
{
    uint64_t total = 0;
    for (uint32_t u = 0; u < n; u++)
        if (share[u] < limit[u])
            total += weight[u];
    return total;
}

/* Largest remainders (Hamilton): whole shares, then one quantum each where most was rounded away; of equals the first. */
static bool
spread_remainders(Cut *c, const uint32_t *weight, const uint32_t *limit, uint32_t *share, uint64_t k, uint64_t total)
{
    uint32_t n = c->units->n;
    uint64_t *keys = cut_scratch(c, n, sizeof *keys), rest = k;
    if (!keys)
        return false;
    size_t n_keys = 0;
    for (uint32_t u = 0; u < n; u++)
        if (share[u] < limit[u]) {
            uint64_t part = k * weight[u] / total, remainder = k * weight[u] % total;
            share[u] += (uint32_t) part;
            rest -= part;
            if (share[u] < limit[u])
                keys[n_keys++] = (total - 1 - remainder) << 32 | u;
        }
    size_t more = rest < n_keys ? (size_t) rest : n_keys;
    cut_smallest(keys, n_keys, more);
    for (size_t i = 0; i < more; i++)
        share[(uint32_t) keys[i]]++;
    return true;
}

static bool
spread_even(Cut *c, const uint32_t *weight, const uint32_t *limit, uint32_t *share, uint64_t k)
{
    uint64_t total;
    /* Each round caps a unit or is the last; a few suffice, the bound is for hostile data. */
    for (int round = 0; round < 64; round++) {
        total = open_weight(weight, limit, share, c->units->n);
        if (!total || !k)
            return true;
        if (!cap_round(weight, limit, share, c->units->n, &k, total))
            break;
    }
    total = open_weight(weight, limit, share, c->units->n);
    return !total || spread_remainders(c, weight, limit, share, k, total);
}

/* Quanta that a unit gives while it stands above a level. */
static uint32_t
above(uint32_t weight, uint32_t limit, uint32_t level, uint64_t quantum)
{
    uint64_t over = weight > level ? (weight - level + quantum - 1) / quantum : 0;
    return over < limit ? (uint32_t) over : limit;
}

/* The largest units come down to one level, a weight like theirs; the quanta that do not fill a whole level come from the first of
 * them. */
static void
spread_largest(const Cut *c, const uint32_t *weight, const uint32_t *limit, uint32_t *share, uint64_t k,
               uint64_t quantum)
{
    uint32_t n = c->units->n, low = 0, high = UINT32_MAX;
    while (low < high) {
        uint32_t level = low + (high - low) / 2;
        uint64_t sum = 0;
        for (uint32_t u = 0; u < n; u++)
            sum += above(weight[u], limit[u], level, quantum);
        if (sum <= k)
            high = level;
        else
            low = level + 1;
    }
    for (uint32_t u = 0; u < n; u++)
        k -= share[u] = above(weight[u], limit[u], low, quantum);
    for (uint32_t u = 0; u < n && k && low; u++)
        if (above(weight[u], limit[u], low - 1, quantum) > share[u]) {
            share[u]++;
            k--;
        }
}

bool
cut_spread(Cut *c, const uint32_t *weight, const uint32_t *limit, uint32_t *share, uint64_t k, uint64_t quantum)
{
    uint64_t room = 0;
    for (uint32_t u = 0; u < c->units->n; u++)
        room += limit[u];
    if (k >= room) {
        for (uint32_t u = 0; u < c->units->n; u++)
            share[u] = limit[u];
        return true;
    }
    if (c->host->integer(c->ctx, P_SPREAD) != SPREAD_LARGEST)
        return spread_even(c, weight, limit, share, k);
    spread_largest(c, weight, limit, share, k, quantum);
    return true;
}
