// SPDX-License-Identifier: MIT
/* An id as a row, or a sentence that names the nearest one. */
#include "ctx-private.h"
#include "../base/month.h"

#define NEAREST_MAX 200000 /* ids that a spelling is compared with */

/* "TC-9", or NULL. Only for a sentence of failure: it reads every id. */
static char *
nearest_id(OrgCtx *ctx, guint table, const char *id)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    guint32 n = org_rows(ctx->org, table);
    for (guint32 row = 0; row < n && ids->len < NEAREST_MAX; row++)
        if (org_is_open(ctx->org, table, row))
            g_ptr_array_add(ids, g_strdup(org_id(ctx->org, table, row)));
    g_ptr_array_add(ids, NULL);
    return g_strdup(org_nearest(id, (const char *const *) ids->pdata));
}

static void
fail_missing(OrgCtx *ctx, guint table, const char *id, const char *location)
{
    g_autofree char *nearest = nearest_id(ctx, table, id);
    if (nearest != NULL)
        org_ctx_fail(ctx, ORG_E_NOT_FOUND, "%s: there is no %s \"%s\"; the nearest id is \"%s\"", location,
                     org_table_noun(table), id, nearest);
    else
        org_ctx_fail(ctx, ORG_E_NOT_FOUND, "%s: there is no %s \"%s\"", location, org_table_noun(table), id);
}

static void
fail_closed(OrgCtx *ctx, guint table, OrgRow row, const char *id, const char *location)
{
    const Org *org = ctx->org;
    char when[16];
    if (table == ORG_PEOPLE) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s: person \"%s\" left in %s", location, id,
                     org_month_text(org->people.since[row], when));
        return;
    }
    org_month_text(table == ORG_UNITS ? org->units.closed[row] : org->posts.closed[row], when);
    OrgRow successor = table == ORG_UNITS ? org->units.successor[row] : ORG_NONE;
    if (successor != ORG_NONE)
        org_ctx_fail(ctx, ORG_E_INVALID, "%s: unit \"%s\" was closed in %s and went into \"%s\"; name that one instead",
                     location, id, when, org_id(org, ORG_UNITS, successor));
    else
        org_ctx_fail(ctx, ORG_E_INVALID, "%s: %s \"%s\" was closed in %s", location, org_table_noun(table), id, when);
}

OrgRow
org_ctx_resolve(OrgCtx *ctx, guint table, const char *id, const char *location, gboolean closed_ok)
{
    OrgRow row = org_find(ctx->org, table, id);
    if (row == ORG_NONE) {
        fail_missing(ctx, table, id, location);
        return ORG_NONE;
    }
    if (closed_ok || org_is_open(ctx->org, table, row))
        return row;
    fail_closed(ctx, table, row, id, location);
    return ORG_NONE;
}
