// SPDX-License-Identifier: MIT
/* Who accepts: a share of those who are asked, in an order, or each by chance. */
#include "early.h"

#include <math.h>
#include <stdlib.h>

static int
compare(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int
by_row(const void *a, const void *b)
{
    return compare(((const Offer *) a)->person, ((const Offer *) b)->person);
}

static int
by_nearness(const void *a, const void *b)
{
    const Offer *x = a, *y = b;
    int order = compare((uint64_t) x->leaver.early, (uint64_t) y->leaver.early);
    return order ? order : by_row(a, b);
}

static int
by_draw(const void *a, const void *b)
{
    int order = compare(((const Offer *) a)->draw, ((const Offer *) b)->draw);
    return order ? order : by_row(a, b);
}

/* A share of people is rounded to the nearest number, a half down; to 1e-9, so that 30 % of 10 is 3. */
static size_t
share_of(double share, size_t n)
{
    double whole = ceil(share * (double) n - 0.5 - 1e-9);
    return whole > 0 ? (size_t) whole : 0;
}

static size_t
by_chance(double share, Offer *offers, size_t n)
{
    size_t accepted = 0;
    for (size_t i = 0; i < n; i++)
        if ((double) (offers[i].draw >> 11) * (1.0 / 9007199254740992.0) < share) {
            Offer other = offers[accepted];
            offers[accepted++] = offers[i];
            offers[i] = other;
        }
    return accepted;
}

size_t
early_accept(const OrgHost *host, OrgCtx *ctx, const OrgPeople *people, Offer *offers, size_t n)
{
    const double share = host->real(ctx, P_TAKE_UP);
    const int64_t most = host->integer(ctx, P_AT_MOST), now = host->now(ctx);
    const bool chance = host->integer(ctx, P_BY) == BY_CHANCE, random = host->integer(ctx, P_ORDER) == ORDER_RANDOM;
    if (chance || random) {
        const uint64_t key = host->key(ctx, (int32_t) (now / 12));
        for (size_t i = 0; i < n; i++)
            offers[i].draw = org_chance(key, people->stream[offers[i].person], (uint64_t) (now % 12));
    }
    size_t accepted = chance ? by_chance(share, offers, n) : share_of(share, n);
    if (!chance || (most > 0 && accepted > (size_t) most))
        qsort(offers, chance ? accepted : n, sizeof *offers, random ? by_draw : by_nearness);
    accepted = most > 0 && accepted > (size_t) most ? (size_t) most : accepted;
    qsort(offers, accepted, sizeof *offers, by_row);
    return accepted;
}
