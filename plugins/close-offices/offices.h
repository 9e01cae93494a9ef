// SPDX-License-Identifier: MIT
/* Buildings: the attribute `building` of units, of words or of numbers. A building is used while an open unit with posts names it. */
#pragma once
#include "../common/buildings.h"
#include "../common/call.h"
#include "../common/table.h"

#define BUILDINGS_COLUMNS "building:text,cost:real?,rent:real?,to:text?"
enum { B_BUILDING, B_COST, B_RENT, B_TO }; /* columns of buildings */

typedef struct {
    double key;     /* the word, or the number */
    OrgRow first;   /* the first unit that uses it */
    uint64_t posts; /* of the units that use it */
    uint32_t units;
    bool kept;
} Office;

/* What a text names: NaN when no building could. */
double offices_key(const OrgHost *host, OrgCtx *ctx, const Buildings *b, const char *text);

/* The buildings in use, sorted by key; *n: how many. mask: by unit, 1 of those that count; NULL: all. */
Office *offices_used(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const Buildings *b, const uint8_t *mask,
                     size_t *n);
Office *offices_find(Office *offices, size_t n, double key); /* NULL: it is none of them */

/* metric.c */
enum { M_WHERE, M_BUILDINGS, N_METRIC };
OrgStatus offices_measure(const OrgHost *host, OrgCtx *ctx);
