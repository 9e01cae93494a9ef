// SPDX-License-Identifier: MIT
#include "functions.h"

#include <stdlib.h>
#include <string.h>

const char *const functions_levels[] = { "siblings", "depth", "type", NULL };

static int
by_level(const void *a, const void *b)
{
    const Held *x = a, *y = b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    if (x->function != y->function)
        return x->function < y->function ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

static uint64_t
level_of(const OrgUnits *units, OrgRow unit, int64_t level)
{
    uint64_t depth = 0;
    if (level == LEVEL_SIBLINGS)
        return units->parent[unit];
    if (level == LEVEL_TYPE)
        return units->type[unit];
    for (OrgRow up = units->parent[unit]; up != ORG_NONE; up = units->parent[up])
        depth++;
    return depth;
}

typedef struct {
    Held *held;
    size_t n, room;
} List;

static bool
add(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, List *list, OrgRow unit, int64_t level)
{
    size_t n;
    const OrgWord *words = functions_of(host, ctx, status, unit, &n);
    if (!words)
        return false;
    if (list->n + n > list->room) {
        size_t room = 2 * (list->n + n) + 64;
        Held *held = call_scratch(host, ctx, status, room, sizeof *held);
        if (!held)
            return false;
        if (list->n)
            memcpy(held, list->held, list->n * sizeof *held);
        list->held = held;
        list->room = room;
    }
    for (size_t i = 0; i < n; i++)
        list->held[list->n++] = (Held){ level_of(host->units(ctx), unit, level), words[i], unit };
    return true;
}

Held *
functions_held(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const OrgRow *units, size_t n_units, int64_t level,
               size_t *n)
{
    const OrgUnits *all = host->units(ctx);
    List list = { call_scratch(host, ctx, status, 64, sizeof *list.held), 0, 64 };
    if (!list.held)
        return NULL;
    for (size_t i = 0; i < n_units; i++)
        if (!add(host, ctx, status, &list, units[i], level))
            return NULL;
    for (OrgRow unit = 0; n_units == 0 && unit < all->n; unit++)
        if (all->closed[unit] == ORG_OPEN && !add(host, ctx, status, &list, unit, level))
            return NULL;
    qsort(list.held, list.n, sizeof *list.held, by_level);
    *n = list.n;
    return list.held;
}

size_t
functions_end(const Held *held, size_t n, size_t i)
{
    size_t end = i;
    while (end < n && held[end].level == held[i].level && held[end].function == held[i].function)
        end++;
    return end;
}

size_t
functions_duplicated(const Held *held, size_t n)
{
    size_t several = 0;
    for (size_t i = 0, end; i < n; i = end) {
        end = functions_end(held, n, i);
        several += end - i > 1;
    }
    return several;
}
