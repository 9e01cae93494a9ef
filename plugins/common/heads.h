// SPDX-License-Identifier: MIT
/* Heads of units that are left without one, mostly the parts of a divided unit: who of its own would be promoted, and who reports
 * to whom then. Shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include "call.h"
#include "reports.h"

/* Does post a make a better head than b? A deputy before staff, a held post before a vacant one, then the longest service, then the
 * first in the posts file. */
static inline bool
heads_is_better(const OrgPosts *posts, const OrgPeople *people, OrgRow a, OrgRow b)
{
    OrgRow x = posts->holder[a], y = posts->holder[b];
    bool deputy = posts->rank[a] == ORG_DEPUTY;
    if (deputy != (posts->rank[b] == ORG_DEPUTY))
        return deputy;
    if ((x == ORG_NONE) != (y == ORG_NONE))
        return x != ORG_NONE;
    OrgMonth since = x == ORG_NONE ? ORG_UNKNOWN : people->hired[x],
             other = y == ORG_NONE ? ORG_UNKNOWN : people->hired[y];
    if (since != other)
        return since != ORG_UNKNOWN && (other == ORG_UNKNOWN || since < other);
    return a < b;
}

/* Who would be promoted; ORG_NONE when the unit has a head, has no posts, or none whose rank is known. */
static inline OrgRow
heads_heir(const OrgHost *host, OrgCtx *ctx, OrgRow unit)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgPeople *people = host->people(ctx);
    const OrgRow *rows;
    size_t n = host->posts_of(ctx, unit, &rows);
    OrgRow best = ORG_NONE;
    bool ranked = false;
    for (size_t i = 0; i < n; i++) {
        if (posts->rank[rows[i]] == ORG_HEAD)
            return ORG_NONE;
        ranked = ranked || posts->rank[rows[i]];
        if (best == ORG_NONE || heads_is_better(posts, people, rows[i], best))
            best = rows[i];
    }
    return ranked ? best : ORG_NONE;
}

/* The head of a unit's own reports to whom the old head reports to, or to nobody as that one (not to one below it), and so does to the head whoever of the unit
 * reports to a post that went elsewhere out of the same old unit. was_in: by post, its unit before; n: how many. */
static inline bool
heads_take_lead(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, OrgRow head, OrgRow old_head, const OrgRow *was_in,
                uint32_t n)
{
    const OrgPosts *posts = host->posts(ctx);
    const OrgRow *rows;
    OrgRow unit = posts->unit[head];
    size_t n_rows = host->posts_of(ctx, unit, &rows);
    OrgRow above = old_head == ORG_NONE ? ORG_NONE : posts->reports_to[old_head];
    int64_t value = above;
    if (old_head != ORG_NONE && posts->reports_to[head] != above && !reports_reach(posts, above, head) &&
        !call_ok(status, host->set(ctx, ORG_F_REPORTS_TO, &head, &value, 1)))
        return false;
    value = head;
    for (size_t i = 0; i < n_rows; i++) {
        OrgRow p = rows[i], boss = posts->reports_to[p];
        if (p == head || boss == ORG_NONE || boss >= n || p >= n || posts->unit[boss] == unit ||
            was_in[boss] != was_in[p] || reports_reach(posts, head, p))
            continue;
        if (!call_ok(status, host->set(ctx, ORG_F_REPORTS_TO, &p, &value, 1)))
            return false;
    }
    return true;
}
