// SPDX-License-Identifier: MIT
/* Which building a unit names: its attribute `building`, of words or of numbers. Knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <math.h>

typedef struct {
    const OrgWord *word; /* one of the two, or none */
    const double *number;
} Buildings;

static inline Buildings
buildings_read(const OrgHost *host, OrgCtx *ctx)
{
    Buildings b = { host->words(ctx, ORG_UNITS, "building"), NULL };
    if (!b.word)
        b.number = host->numbers(ctx, ORG_UNITS, "building");
    return b;
}

/* The word, or the number; NaN: none. The same building has the same value in every view of a run. */
static inline double
buildings_at(const Buildings *b, OrgRow unit)
{
    if (b->word)
        return b->word[unit] ? (double) b->word[unit] : (double) NAN;
    return b->number ? b->number[unit] : (double) NAN;
}

static inline bool
buildings_differ(double a, double b)
{
    return isnan(a) ? !isnan(b) : a != b;
}
