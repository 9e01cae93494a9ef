// SPDX-License-Identifier: MIT
/* New members: a plan of the year is divided among branches by their members; else each branch admits by its rate. */
#include "party-growth.h"

#include <stdlib.h>

/* A branch, and what is left of its share of the plan when whole people are taken off. */
typedef struct {
    OrgRow unit;
    double rest;
    const char *id; /* equal rests go by id, whatever the order of the rows */
} Share;

static int
by_rest(const void *a, const void *b)
{
    const Share *x = a, *y = b;
    if (x->rest != y->rest)
        return x->rest > y->rest ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* A whole number divided by the members of branches: shares rounded down, then one each to the largest rests. */
static void
divide(Growth *g, const OrgRow *units, size_t n, double number, double *shares)
{
    Share *list = call_scratch(g->host, g->ctx, &g->status, n, sizeof *list);
    double members = 0, given = 0;
    for (size_t i = 0; i < n; i++)
        members += isnan(g->of[K_MEMBERS][units[i]]) ? 0 : g->of[K_MEMBERS][units[i]];
    if (!list || members <= 0)
        return;
    for (size_t i = 0; i < n; i++) {
        const double own = isnan(g->of[K_MEMBERS][units[i]]) ? 0 : g->of[K_MEMBERS][units[i]];
        const double exact = number * own / members;
        shares[units[i]] = floor(exact + 1e-9);
        given += shares[units[i]];
        list[i] = (Share){ units[i], exact - shares[units[i]], g->host->id(g->ctx, ORG_UNITS, units[i]) };
    }
    qsort(list, n, sizeof *list, by_rest);
    for (size_t i = 0; i < n && given < number; i++, given++)
        shares[list[i].unit]++;
}

/* Of the size band that a branch lies in, or of all. */
static double
rate_of(const Growth *g, double members)
{
    const OrgTable *rates = g->host->table(g->ctx, P_RATES);
    for (size_t row = 0; row < rates->rows; row++)
        if (members <= number_or(rates, RATE_UPTO, row, INFINITY))
            return number_or(rates, RATE_RATE, row, 0);
    return g->host->real(g->ctx, P_RATE);
}

static void
admit_by_rate(Growth *g, OrgRow unit)
{
    const double members = g->of[K_MEMBERS][unit], expected = members * rate_of(g, members) * g->part;
    const double drawn = growth_draw(g, g->host->id(g->ctx, ORG_UNITS, unit), DRAW_ADMIT);
    g->of[K_ADMITTED][unit] = floor(expected) + (drawn < expected - floor(expected));
}

void
growth_admit(Growth *g)
{
    const OrgRow *units;
    const size_t n = g->host->rows(g->ctx, P_BRANCHES, &units);
    const double plan = growth_of_year(g, P_PLAN);
    for (OrgRow unit = 0; unit < g->n; unit++) {
        g->of[K_ADMITTED][unit] = isnan(g->of[K_MEMBERS][unit]) ? NAN : 0;
        g->of[K_PLANNED][unit] = NAN;
    }
    if (!isnan(plan)) {
        divide(g, units, n, round(plan * g->part), g->of[K_PLANNED]);
        divide(g, units, n, round(plan * g->part * g->host->real(g->ctx, P_FULFIL)), g->of[K_ADMITTED]);
    }
    for (size_t i = 0; i < n; i++) {
        double *members = &g->of[K_MEMBERS][units[i]];
        if (isnan(*members))
            continue;
        if (isnan(plan))
            admit_by_rate(g, units[i]);
        *members += g->of[K_ADMITTED][units[i]];
    }
}
