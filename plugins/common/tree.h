// SPDX-License-Identifier: MIT
/* Sums over the tree of units: shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

/* sum[u]: own[u] with what is under u; n values each, sum zeroed. Closed units have nothing of their own. Mostly each unit stands
 * after its parent, and one pass from the end will do; else each is added to all above it. */
static inline void
sum_subtrees(const OrgUnits *units, const int64_t *own, int64_t *sum)
{
    const OrgRow *parent = units->parent;
    uint32_t before = 0;
    for (OrgRow unit = 0; unit < units->n; unit++)
        before |= (uint32_t) (parent[unit] > unit) & (uint32_t) (parent[unit] != ORG_NONE);
    if (!before) {
        for (OrgRow unit = units->n; unit-- > 0;) {
            sum[unit] += own[unit];
            if (parent[unit] != ORG_NONE)
                sum[parent[unit]] += sum[unit];
        }
        return;
    }
    for (OrgRow unit = 0; unit < units->n; unit++)
        for (OrgRow up = unit; own[unit] != 0 && up != ORG_NONE; up = parent[up])
            sum[up] += own[unit];
}
