// SPDX-License-Identifier: MIT
/* One organisation as a plugin sees it: its columns as they are handed out, and its live tables. */
#include "ctx-private.h"

OrgCtx *
org_ctx_new(OrgCaller *caller, Org *org)
{
    OrgCtx *ctx = g_new0(OrgCtx, 1);
    ctx->caller = caller;
    ctx->org = org;
    ctx->sets = g_array_new(FALSE, TRUE, sizeof(OrgRowSet));
    org_ctx_refresh(ctx);
    return ctx;
}

void
org_ctx_free(OrgCtx *ctx)
{
    if (ctx == NULL)
        return;
    g_clear_pointer(&ctx->live, org_live_free);
    if (ctx->owns_org)
        org_free(ctx->org);
    g_clear_pointer(&ctx->weights, g_array_unref);
    g_array_unref(ctx->sets);
    g_free(ctx);
}

OrgLive *
org_ctx_live(OrgCtx *ctx)
{
    if (ctx->live != NULL)
        return ctx->live;
    GError *error = NULL;
    ctx->live = org_live_new(ctx->org, &error);
    if (ctx->live == NULL)
        org_ctx_fail_error(ctx, "rows", error);
    return ctx->live;
}

void
org_caller_drop_before(OrgCaller *caller)
{
    g_clear_pointer(&caller->before, org_ctx_free);
}

void
org_ctx_refresh(OrgCtx *ctx)
{
    const Org *org = ctx->org;
    ctx->units = (OrgUnits){ sizeof(OrgUnits),
                             org->units.n,
                             org->units.parent,
                             org->units.successor,
                             org->units.type,
                             org->units.function,
                             org->units.opened,
                             org->units.closed,
                             org->units.n_posts,
                             org->units.n_held,
                             (const int64_t *) org->units.fte,
                             (const int64_t *) org->units.fte_held,
                             org->units.n_heads,
                             org->units.n_deputies };
    ctx->posts = (OrgPosts){
        sizeof(OrgPosts),  org->posts.n,           org->posts.unit,     org->posts.holder,       org->posts.reports_to,
        org->posts.rank,   org->posts.title,       org->posts.category, org->posts.funding,      org->posts.coefficient,
        org->posts.fte,    org->posts.opened,      org->posts.closed,   org->posts.vacant_since, org->posts.kept_for,
        org->posts.stream, org->totals.posts_moved
    };
    ctx->people = (OrgPeople){ sizeof(OrgPeople),  org->people.n,      org->people.unit,  org->people.post,
                               org->people.second, org->people.born,   org->people.hired, org->people.since,
                               org->people.sex,    org->people.rating, org->people.state, org->people.coefficient,
                               org->people.stream };
}
