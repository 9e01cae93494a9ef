// SPDX-License-Identifier: MIT
/* The posts of a unit, dealt out to its parts by shares. Shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdint.h>

/* Posts are dealt kind by kind, so that each part gets its share of each kind: heads, deputies, the rest; held before vacant. */
static inline uint32_t
deal_kind(const OrgPosts *posts, OrgRow post)
{
    uint32_t rank = posts->rank[post] ? posts->rank[post] : ORG_STAFF;
    return 2 * rank + (posts->holder[post] == ORG_NONE);
}

/* to[i]: the part that posts rows[i] goes to: the one furthest below its share of what was dealt so far, the first of equals. share: of each of
 * n_parts, adding up to 1; given: what each has of the `dealt` posts that were dealt before, mostly zeros. */
static inline void
deal_posts(const OrgPosts *posts, const OrgRow *rows, size_t n, const double *share, uint32_t n_parts, double *given,
           size_t dealt, uint32_t *to)
{
    for (uint32_t kind = 2 * ORG_HEAD; kind <= 2 * ORG_STAFF + 1; kind++)
        for (size_t i = 0; i < n; i++) {
            uint32_t best = 0;
            if (deal_kind(posts, rows[i]) != kind)
                continue;
            dealt++;
            for (uint32_t k = 1; k < n_parts; k++)
                if (share[k] * (double) dealt - given[k] > share[best] * (double) dealt - given[best] + 1e-9)
                    best = k;
            given[best]++;
            to[i] = best;
        }
}
