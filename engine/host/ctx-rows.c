// SPDX-License-Identifier: MIT
/* Sets of rows: ids and SQL become ascending open rows of the organisation that is asked. */
#include "ctx-private.h"
#include "../base/error.h"
#include <stdlib.h>
#include <string.h>

static int
by_row(const void *a, const void *b)
{
    OrgRow x = *(const OrgRow *) a, y = *(const OrgRow *) b;
    return (x > y) - (x < y);
}

static gboolean
out_of_memory(OrgCtx *ctx)
{
    org_ctx_fail(ctx, ORG_E_FAILED, "rows(): out of memory");
    return FALSE;
}

static gboolean
rows_of_ids(OrgCtx *ctx, guint table, char *const *ids, const char *location, OrgRowSet *set)
{
    gsize n = g_strv_length((char **) ids);
    OrgRow *rows = org_arena_take(&org_ctx_call(ctx)->lasting, n * sizeof *rows);
    if (rows == NULL)
        return out_of_memory(ctx);
    for (gsize i = 0; i < n; i++) {
        rows[i] = org_ctx_resolve(ctx, table, ids[i], location, FALSE);
        if (rows[i] == ORG_NONE)
            return FALSE;
    }
    qsort(rows, n, sizeof *rows, by_row);
    gsize kept = 0;
    for (gsize i = 0; i < n; i++) /* an id written twice is one row */
        if (kept == 0 || rows[kept - 1] != rows[i])
            rows[kept++] = rows[i];
    set->rows = rows;
    set->n = kept;
    return TRUE;
}

static gboolean
rows_of_where(OrgCtx *ctx, guint table, const char *where, const char *location, OrgRowSet *set)
{
    OrgLive *live = org_ctx_live(ctx);
    if (live == NULL)
        return FALSE;
    const OrgRow *rows = NULL;
    gsize n = 0;
    GError *error = NULL;
    if (!org_live_select(live, table, where, &rows, &n, &error)) {
        g_autofree char *said = error != NULL ? org_error_said(error) : NULL;
        org_ctx_fail(ctx, ORG_E_INVALID, "%s: %s", location, said != NULL ? said : M_("the selection failed"));
        g_clear_error(&error);
        return FALSE;
    }
    set->rows = rows;
    set->n = n;
    if (ctx != ctx->caller->main) /* nobody writes there, so that its live table keeps them as they are */
        return TRUE;
    /* The rows are the live table's until its next call, but the plugin's until the call returns. */
    OrgRow *copy = org_arena_take(&org_ctx_call(ctx)->lasting, n * sizeof *copy);
    if (copy == NULL)
        return out_of_memory(ctx);
    if (n > 0)
        memcpy(copy, rows, n * sizeof *copy);
    set->rows = copy;
    return TRUE;
}

/* Open posts or people whose unit (or whose post) is among `of`. */
static gboolean
rows_within(OrgCtx *ctx, guint table, guint of_table, const OrgRowSet *of, OrgRowSet *set)
{
    const Org *org = ctx->org;
    guint32 n = org_rows(org, table), kept = 0;
    g_autofree guint8 *member = g_malloc0(MAX(org_rows(org, of_table), 1));
    for (gsize i = 0; i < of->n; i++)
        member[of->rows[i]] = 1;
    const OrgRow *link = table == ORG_POSTS      ? org->posts.unit
                         : of_table == ORG_UNITS ? org->people.unit
                                                 : org->people.post;
    OrgRow *rows = org_arena_take(&org_ctx_call(ctx)->lasting, n * sizeof *rows);
    if (rows == NULL)
        return out_of_memory(ctx);
    for (OrgRow row = 0; row < n; row++)
        if (link[row] != ORG_NONE && member[link[row]] && org_is_open(org, table, row))
            rows[kept++] = row;
    set->rows = rows;
    set->n = kept;
    return TRUE;
}

static guint
table_by_name(const char *name)
{
    if (name == NULL || name[0] == '\0' || strcmp(name, "units") == 0)
        return ORG_UNITS;
    return strcmp(name, "posts") == 0 ? ORG_POSTS : ORG_PEOPLE;
}

static const OrgCounting *
find_counting(const OrgPlan *plan, const char *name)
{
    for (guint i = 0; plan != NULL && plan->countings != NULL && i < plan->countings->len; i++) {
        const OrgCounting *counting = g_ptr_array_index(plan->countings, i);
        if (strcmp(counting->name, name) == 0)
            return counting;
    }
    return NULL;
}

/* A counting rule speaks of its own table; posts and people are reached through their unit or post. */
static gboolean
rows_of_counting(OrgCtx *ctx, guint table, const char *name, const char *location, OrgRowSet *set)
{
    const OrgCallSpec *spec = org_ctx_call(ctx)->spec;
    const OrgCounting *counting = find_counting(spec->plan != NULL ? spec->plan : ctx->caller->plan, name);
    if (counting == NULL) {
        org_ctx_fail(ctx, ORG_E_NOT_FOUND, "%s: there is no counting rule \"%s\"", location, name);
        return FALSE;
    }
    guint of_table = table_by_name(counting->table);
    if (of_table > table) {
        g_autofree char *counted = org_said_whole(counting->table);
        org_ctx_fail(ctx, ORG_E_INVALID, "%s: counting rule \"%s\" counts %s, but %s are wanted here", location, name,
                     counted, table == ORG_UNITS ? M_("units") : M_("posts"));
        return FALSE;
    }
    OrgRowSet of = { 0 };
    if (!rows_of_where(ctx, of_table, counting->where, location, &of))
        return FALSE;
    if (of_table != table)
        return rows_within(ctx, table, of_table, &of, set);
    *set = of;
    return TRUE;
}

static gboolean
select_rows(OrgCtx *ctx, guint table, const OrgValueInfo *value, const char *location, OrgRowSet *set)
{
    if (value->counting != NULL)
        return rows_of_counting(ctx, table, value->counting, location, set);
    if (value->ids != NULL)
        return rows_of_ids(ctx, table, value->ids, location, set);
    if (value->where != NULL && value->where[0] != '\0')
        return rows_of_where(ctx, table, value->where, location, set);
    return TRUE; /* an empty set */
}

/* First index whose row is not below. */
static gsize
lower_bound(const OrgRowSet *set, OrgRow row)
{
    gsize low = 0, high = set->n;
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (set->rows[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t
org_host_rows(OrgCtx *ctx, unsigned param, const OrgRow **rows)
{
    static const OrgRow none[1];
    if (rows != NULL)
        *rows = none;
    const guint32 types = 1u << ORG_UNIT_SET | 1u << ORG_POST_SET | 1u << ORG_PERSON_SET;
    const OrgValueInfo *value = org_ctx_value(ctx, param, types, "rows");
    OrgCall *call = org_ctx_call(ctx);
    if (value == NULL || call->status != ORG_OK)
        return 0;
    guint table = call->feature->params[param].type - ORG_UNIT_SET + ORG_UNITS;
    OrgRowSet *set = org_ctx_kept(ctx, param);
    if (!set->known) {
        set->known = TRUE;
        if (!select_rows(ctx, table, value, org_ctx_param_location(ctx, param), set))
            *set = (OrgRowSet){ .known = TRUE };
    }
    gsize first = 0, end = set->n;
    if (call->by_rows && table == ORG_PEOPLE && ctx == call->primary) { /* of this block only */
        first = lower_bound(set, call->first);
        end = lower_bound(set, call->end);
    }
    if (rows != NULL && set->rows != NULL)
        *rows = set->rows + first;
    return end - first;
}
