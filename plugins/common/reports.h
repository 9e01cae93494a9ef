// SPDX-License-Identifier: MIT
/* Reports of posts that no longer lead though they stay open: of posts that close the engine takes care itself. Shared by the
 * built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>
#include <stddef.h>

/* The head's post of a unit, a held one before a vacant one, then the first row, as the engine takes it when a post closes; or ORG_NONE. */
static inline OrgRow
reports_head_of(const OrgHost *host, OrgCtx *ctx, const OrgPosts *posts, OrgRow unit)
{
    const OrgRow *rows;
    size_t n = unit == ORG_NONE ? 0 : host->posts_of(ctx, unit, &rows);
    OrgRow head = ORG_NONE;
    for (size_t i = 0; i < n; i++)
        if (posts->rank[rows[i]] == ORG_HEAD &&
            (head == ORG_NONE || (posts->holder[head] == ORG_NONE && posts->holder[rows[i]] != ORG_NONE)))
            head = rows[i];
    return head;
}

/* Does `post` stand on the way up from a post, or is it that post itself? */
static inline bool
reports_reach(const OrgPosts *posts, OrgRow from, OrgRow post)
{
    uint32_t steps = 0;
    while (from != ORG_NONE && from != post && steps++ < posts->n)
        from = posts->reports_to[from];
    return from == post;
}

/* The last post that `ends` marks on the way up from a post, or ORG_NONE: whoever stays instead takes its place, since reports
 * would run in a circle otherwise. */
static inline OrgRow
reports_topmost(const OrgPosts *posts, const uint8_t *ends, OrgRow from)
{
    OrgRow top = ORG_NONE;
    uint32_t steps = 0;
    for (OrgRow up = posts->reports_to[from]; up != ORG_NONE && steps++ < posts->n; up = posts->reports_to[up])
        if (ends[up])
            top = up;
    return top;
}

/* Before the posts that `ends` marks report to head: head reports past all of them. */
static inline OrgStatus
reports_lift(const OrgHost *host, OrgCtx *ctx, const OrgPosts *posts, const uint8_t *ends, OrgRow head)
{
    OrgRow top = head == ORG_NONE ? ORG_NONE : reports_topmost(posts, ends, head);
    int64_t value = top == ORG_NONE ? ORG_NONE : posts->reports_to[top];
    return top == ORG_NONE ? ORG_OK : host->set(ctx, ORG_F_REPORTS_TO, &head, &value, 1);
}

/* Who reports to a post that steps_down marks reports to the next one up that it does not mark, in one act. rows and values: room
 * for all posts. */
static inline OrgStatus
reports_pass(const OrgHost *host, OrgCtx *ctx, const OrgPosts *posts, const uint8_t *steps_down, OrgRow *rows,
             int64_t *values)
{
    size_t n = 0;
    for (OrgRow p = 0; p < posts->n; p++) {
        OrgRow up = posts->reports_to[p];
        uint32_t steps = 0;
        if (posts->closed[p] != ORG_OPEN || up == ORG_NONE || !steps_down[up])
            continue;
        while (up != ORG_NONE && steps_down[up] && steps++ < posts->n)
            up = posts->reports_to[up];
        rows[n] = p;
        values[n++] = up;
    }
    return n ? host->set(ctx, ORG_F_REPORTS_TO, rows, values, n) : ORG_OK;
}
