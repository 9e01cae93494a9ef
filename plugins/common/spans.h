// SPDX-License-Identifier: MIT
/* Spans of control and layers: how many each leader leads, read from reports or from heads of units. Shared by the built-in
 * plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>

/* Asked of the organisation at the start, so that one rule holds for a whole run: a merger that names a boss for a few posts
 * must not turn the spans of all others to nothing. */
static inline bool
spans_any_report(const OrgHost *host, OrgCtx *ctx)
{
    OrgCtx *start = host->baseline(ctx, "start");
    const OrgPosts *posts = host->posts(start ? start : ctx);
    for (OrgRow post = 0; post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && posts->reports_to[post] != ORG_NONE)
            return true;
    return false;
}

/* led[post]: the open posts that report to it; zeroed before, room for all posts. */
static inline void
spans_of_reports(const OrgPosts *posts, uint32_t *led)
{
    for (OrgRow post = 0; post < posts->n; post++)
        if (posts->closed[post] == ORG_OPEN && posts->reports_to[post] != ORG_NONE)
            led[posts->reports_to[post]]++;
}

/* led[unit]: whom its head leads: the unit's other posts and one head for each unit right under it; 0 without a head's post. Both
 * arrays zeroed before, room for all units. */
static inline void
spans_of_units(const OrgUnits *units, const OrgPosts *posts, uint32_t *led, uint32_t *heads)
{
    for (OrgRow post = 0; post < posts->n; post++) {
        if (posts->closed[post] != ORG_OPEN)
            continue;
        OrgRow unit = posts->unit[post], parent = units->parent[unit];
        bool head = posts->rank[post] == ORG_HEAD;
        heads[unit] += head;
        led[unit] += !head;
        if (head && parent != ORG_NONE)
            led[parent]++;
    }
    for (OrgRow unit = 0; unit < units->n; unit++)
        led[unit] =
            heads[unit] == 0 ? 0 : led[unit] + heads[unit] - 1; /* one of several heads' posts leads the others */
}

/* The layer of a unit: a root is 1. */
static inline uint32_t
spans_layer(const OrgUnits *units, OrgRow unit)
{
    uint32_t depth = 0;
    for (OrgRow up = unit; up != ORG_NONE; up = units->parent[up])
        depth++;
    return depth;
}
