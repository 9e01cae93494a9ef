// SPDX-License-Identifier: MIT
/* Which units are dissolved, children before parents, and the refusals. */
#include "../common/protected.h"
#include "dissolve.h"

#include <stdlib.h>

typedef struct {
    OrgRow unit;
    uint32_t depth;
} Placed;

static int
by_depth(const void *a, const void *b)
{
    const Placed *x = a, *y = b;
    if (x->depth != y->depth)
        return x->depth > y->depth ? -1 : 1;
    return x->unit < y->unit ? -1 : x->unit > y->unit;
}

OrgRow
dissolve_above(const Dissolve *d, OrgRow unit)
{
    do
        unit = d->units->parent[unit];
    while (unit != ORG_NONE && d->ends[unit]);
    return unit;
}

/* With `children: dissolve` whatever stands below a dissolved unit ends, too. */
static bool
mark_below(Dissolve *d)
{
    OrgRow *stack = dissolve_scratch(d, d->units->n, sizeof *stack);
    if (!stack)
        return false;
    size_t n = 0;
    for (OrgRow u = 0; u < d->units->n; u++)
        if (d->ends[u])
            stack[n++] = u;
    while (n) {
        const OrgRow *children;
        size_t count = d->host->children(d->ctx, stack[--n], &children);
        for (size_t i = 0; i < count; i++)
            if (!d->ends[children[i]]) {
                d->ends[children[i]] = 1;
                stack[n++] = children[i];
            }
    }
    return true;
}

static bool
list_units(Dissolve *d)
{
    size_t n = 0;
    for (OrgRow u = 0; u < d->units->n; u++)
        n += d->ends[u];
    Placed *placed = dissolve_scratch(d, n, sizeof *placed);
    d->list = dissolve_scratch(d, n, sizeof *d->list);
    if (!placed || !d->list)
        return false;
    for (OrgRow u = 0; u < d->units->n; u++)
        if (d->ends[u]) {
            placed[d->n_list].unit = u;
            for (OrgRow up = u; up != ORG_NONE; up = d->units->parent[up])
                placed[d->n_list].depth++;
            d->n_list++;
        }
    qsort(placed, n, sizeof *placed, by_depth);
    for (size_t i = 0; i < n; i++)
        d->list[i] = placed[i].unit;
    return true;
}

static OrgStatus
judge(const Dissolve *d)
{
    const OrgHost *h = d->host;
    for (OrgRow up = d->to; up != ORG_NONE; up = d->units->parent[up])
        if (d->ends[up])
            return h->fail(
                d->ctx, ORG_E_INVALID,
                "\"%s\" cannot take over: it is, or stands below, the dissolved unit \"%s\"; name another unit "
                "in `to:`.",
                h->id(d->ctx, ORG_UNITS, d->to), h->id(d->ctx, ORG_UNITS, up));
    for (size_t i = 0; i < d->n_list; i++)
        if (protected_unit(d->host, d->ctx, d->list[i]))
            return h->fail(
                d->ctx, ORG_E_INVALID,
                "Unit \"%s\" is protected (attribute protected) and may not be dissolved; leave it out, or write "
                "`children: move` if it only stands below.",
                h->id(d->ctx, ORG_UNITS, d->list[i]));
    return ORG_OK;
}

bool
dissolve_choose(Dissolve *d)
{
    const OrgHost *h = d->host;
    const OrgRow *units, *where;
    size_t n_units = h->rows(d->ctx, P_UNITS, &units), n_where = h->rows(d->ctx, P_WHERE, &where);
    if (h->given(d->ctx, P_UNITS) == h->given(d->ctx, P_WHERE))
        return dissolve_ok(
            d, h->fail(d->ctx, ORG_E_INVALID, "Say which units are dissolved by either `units:` or `where:`."));
    if (!(d->ends = dissolve_scratch(d, d->units->n, 1)))
        return false;
    for (size_t i = 0; i < n_units; i++)
        d->ends[units[i]] = 1;
    for (size_t i = 0; i < n_where; i++)
        d->ends[where[i]] = 1;
    if (h->integer(d->ctx, P_CHILDREN) == CHILDREN_DISSOLVE && !mark_below(d))
        return false;
    return list_units(d) && dissolve_ok(d, judge(d));
}
