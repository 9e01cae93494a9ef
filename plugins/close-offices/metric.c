// SPDX-License-Identifier: MIT
/* The metric `office-buildings`: buildings in use, given up since the start, and their rent a year. */
#include "offices.h"

/* By unit, 1 of the set; NULL: all of them count (or the call has failed). */
static uint8_t *
mask_of(const OrgHost *host, OrgCtx *ctx, OrgCtx *view, OrgStatus *status)
{
    const OrgRow *rows;
    if (!host->given(ctx, M_WHERE))
        return NULL;
    uint8_t *mask = call_scratch(host, ctx, status, host->units(view)->n, 1);
    size_t n = mask ? host->rows(view, M_WHERE, &rows) : 0;
    for (size_t i = 0; i < n; i++)
        mask[rows[i]] = 1;
    return mask;
}

/* By unit, 1 of the set: of the set of now, and of that of the start, in which whoever has closed since still stands. */
typedef struct {
    const uint8_t *now, *then; /* NULL: all of them count */
    OrgRow n_then;
} Sets;

/* Was the building left in this very month: by a unit of the set that closed, or that close-offices moved. Its rent ends with the month. */
static bool
is_left_now(const OrgHost *host, OrgCtx *ctx, const Buildings *b, const Sets *sets, double key)
{
    const OrgUnits *units = host->units(ctx);
    const double *month = host->numbers(ctx, ORG_UNITS, "close-offices.month");
    const Buildings left = { b->word ? host->words(ctx, ORG_UNITS, "close-offices.left") : NULL,
                             b->number ? host->numbers(ctx, ORG_UNITS, "close-offices.left") : NULL };
    OrgMonth now = host->now(ctx);
    for (OrgRow u = 0; u < units->n; u++)
        if (units->closed[u] == now
                ? (!sets->then || (u < sets->n_then && sets->then[u])) && buildings_at(b, u) == key
                : (!sets->now || sets->now[u]) && month && month[u] == now && buildings_at(&left, u) == key)
            return true;
    return false;
}

static double
rent(const OrgHost *host, OrgCtx *ctx, const Buildings *b, const Sets *sets, Office *offices, size_t n)
{
    const OrgTable *table = host->table(ctx, M_BUILDINGS);
    double sum = 0;
    for (size_t i = 0; i < table->rows; i++) {
        double key = offices_key(host, ctx, b, text_or_null(table, B_BUILDING, i));
        if (!isnan(key) && (offices_find(offices, n, key) || is_left_now(host, ctx, b, sets, key)))
            sum += number_or(table, B_RENT, i, 0);
    }
    return sum;
}

OrgStatus
offices_measure(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus status = ORG_OK;
    OrgCtx *start = host->baseline(ctx, "start");
    Buildings now = buildings_read(host, ctx), then = buildings_read(host, start);
    const uint8_t *mask = mask_of(host, ctx, ctx, &status), *old_mask = mask_of(host, ctx, start, &status);
    size_t n, n_old, closed = 0;
    Office *offices = offices_used(host, ctx, &status, &now, mask, &n),
           *old = offices_used(host, start, &status, &then, old_mask, &n_old);
    if (status != ORG_OK)
        return status;
    const Sets sets = { mask, old_mask, host->units(start)->n };
    for (size_t i = 0; i < n_old; i++)
        closed += !offices_find(offices, n, old[i].key);
    host->measure(ctx, "in-use", ORG_NONE, (double) n);
    host->measure(ctx, "given-up", ORG_NONE, (double) closed);
    host->measure(ctx, "rent", ORG_NONE, rent(host, ctx, &now, &sets, offices, n));
    return ORG_OK;
}
