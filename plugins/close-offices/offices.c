// SPDX-License-Identifier: MIT
#include "offices.h"

#include <stdlib.h>

double
offices_key(const OrgHost *host, OrgCtx *ctx, const Buildings *b, const char *text)
{
    if (!b->number)
        return *text ? (double) host->word(ctx, text) : (double) NAN;
    double value = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9')
            return (double) NAN;
        value = value * 10 + (*p - '0');
    }
    return *text ? value : (double) NAN;
}

static int
by_key(const void *a, const void *b)
{
    const Office *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

Office *
offices_find(Office *offices, size_t n, double key)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (offices[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && offices[low].key == key ? &offices[low] : NULL;
}

Office *
offices_used(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const Buildings *b, const uint8_t *mask, size_t *n)
{
    const OrgUnits *units = host->units(ctx);
    Office *offices = call_scratch(host, ctx, status, units->n, sizeof *offices);
    size_t all = 0, distinct = 0;
    *n = 0;
    if (!offices)
        return NULL;
    for (OrgRow u = 0; u < units->n; u++)
        if (units->closed[u] == ORG_OPEN && units->n_posts[u] && !isnan(buildings_at(b, u)) && (!mask || mask[u]))
            offices[all++] = (Office){ buildings_at(b, u), u, units->n_posts[u], 1, false };
    qsort(offices, all, sizeof *offices, by_key);
    for (size_t i = 0; i < all; i++) {
        Office *last = distinct ? &offices[distinct - 1] : NULL;
        if (last && last->key == offices[i].key) {
            last->posts += offices[i].posts;
            last->units++;
        } else
            offices[distinct++] = offices[i];
    }
    *n = distinct;
    return offices;
}
