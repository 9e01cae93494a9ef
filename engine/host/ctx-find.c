// SPDX-License-Identifier: MIT
/* Reading that walks: vacant posts of a set, units below one, who answers to whom, rows of the same id elsewhere. */
#include "ctx-private.h"
#include "trial.h"
#include <string.h>

static OrgRow *
room(OrgCtx *ctx, gsize n, const char *reader)
{
    OrgRow *rows = n > G_MAXUINT32 ? NULL : org_arena_take(&org_ctx_call(ctx)->block, n * sizeof *rows);
    if (rows == NULL)
        org_ctx_fail(ctx, ORG_E_FAILED, "%s(): out of memory", reader);
    return rows;
}

/* ---- vacant posts */

/* The rows whose bits are set in both; b NULL: in a. There is room for all posts, of which what is not written costs nothing. */
static size_t
rows_of_bits(OrgCtx *ctx, const guint64 *a, const guint64 *b, const OrgRow **rows)
{
    const gsize words = ((gsize) ctx->org->posts.n + 63) / 64;
    OrgRow *found = room(ctx, ctx->org->posts.n, "vacant"), *to = found;
    if (found == NULL)
        return 0;
    for (gsize w = 0; w < words; w++)
        for (guint64 bits = b != NULL ? a[w] & b[w] : a[w]; bits != 0; bits &= bits - 1)
            *to++ = (OrgRow) (w * 64 + (gsize) __builtin_ctzll(bits));
    *rows = found;
    return (size_t) (to - found);
}

static size_t
vacant_of_rows(OrgCtx *ctx, unsigned param, const OrgRow **rows)
{
    const OrgRow *set = NULL;
    gsize n = org_host_rows(ctx, param, &set), kept = 0;
    OrgRow *found = room(ctx, n, "vacant");
    for (gsize i = 0; found != NULL && i < n; i++) {
        found[kept] = set[i];
        kept += ctx->org->posts.vacant[set[i] / 64] >> (set[i] % 64) & 1;
    }
    if (found != NULL)
        *rows = found;
    return kept;
}

size_t
org_host_vacant(OrgCtx *ctx, unsigned param, const OrgRow **rows)
{
    static const OrgRow none[1];
    const OrgRow *ignored;
    rows = rows != NULL ? rows : &ignored;
    *rows = none;
    const OrgValueInfo *value = org_ctx_value(ctx, param, 1u << ORG_POST_SET, "vacant");
    if (value == NULL || org_ctx_call(ctx)->status != ORG_OK)
        return 0;
    if (!value->given)
        return rows_of_bits(ctx, ctx->org->posts.vacant, NULL, rows);
    const guint64 *bits = NULL;
    gboolean is_sql = value->where != NULL && value->where[0] != '\0' && value->counting == NULL;
    /* A set in SQL is bits already; a wrong one is told by rows(). */
    if (is_sql && org_ctx_live(ctx) != NULL && org_live_bits(ctx->live, ORG_POSTS, value->where, &bits, NULL))
        return rows_of_bits(ctx, ctx->org->posts.vacant, bits, rows);
    return vacant_of_rows(ctx, param, rows);
}

/* ---- the tree */

size_t
org_host_below(OrgCtx *ctx, OrgRow unit, const OrgRow **rows)
{
    static const OrgRow none[1];
    *rows = none;
    if (unit != ORG_NONE && !org_ctx_row_ok(ctx, ORG_UNITS, unit, "below"))
        return 0;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    if (unit == ORG_NONE)
        org_children(ctx->org, ORG_NONE, found);
    else if (org_is_open(ctx->org, ORG_UNITS, unit))
        g_array_append_val(found, unit);
    for (guint i = 0; i < found->len; i++) /* what is appended is walked, too */
        org_children(ctx->org, g_array_index(found, OrgRow, i), found);
    OrgRow *copy = room(ctx, found->len, "below");
    if (copy == NULL)
        return 0;
    if (found->len > 0)
        memcpy(copy, found->data, found->len * sizeof *copy);
    *rows = copy;
    return found->len;
}

/* Of each unit, the first held post of a head, or ORG_NONE. */
static OrgRow *
heads_by_unit(OrgCtx *ctx)
{
    const Org *org = ctx->org;
    OrgRow *head = room(ctx, org->units.n, "bosses");
    for (OrgRow unit = 0; head != NULL && unit < org->units.n; unit++)
        head[unit] = ORG_NONE;
    for (OrgRow post = 0; head != NULL && post < org->posts.n; post++)
        if (org->posts.rank[post] == ORG_HEAD && org->posts.holder[post] != ORG_NONE &&
            head[org->posts.unit[post]] == ORG_NONE)
            head[org->posts.unit[post]] = post;
    return head;
}

static OrgRow
boss_of(const Org *org, OrgRow person, const OrgRow *head)
{
    OrgRow post = org->people.post[person];
    if (post == ORG_NONE)
        return ORG_NONE;
    for (OrgRow up = org->posts.reports_to[post]; up != ORG_NONE; up = org->posts.reports_to[up])
        if (org->posts.holder[up] != ORG_NONE && org->posts.holder[up] != person)
            return org->posts.holder[up];
    for (OrgRow unit = org->posts.unit[post]; unit != ORG_NONE; unit = org->units.parent[unit])
        if (head[unit] != ORG_NONE && org->posts.holder[head[unit]] != person)
            return org->posts.holder[head[unit]];
    return ORG_NONE;
}

const OrgRow *
org_host_bosses(OrgCtx *ctx)
{
    static const OrgRow none[1] = { ORG_NONE };
    const Org *org = ctx->org;
    OrgRow *head = heads_by_unit(ctx), *boss = head != NULL ? room(ctx, org->people.n, "bosses") : NULL;
    for (OrgRow person = 0; boss != NULL && person < org->people.n; person++)
        boss[person] = boss_of(org, person, head);
    return boss != NULL ? boss : none;
}

/* ---- elsewhere */

const OrgRow *
org_host_match(OrgCtx *ctx, OrgCtx *other, uint32_t table)
{
    static const OrgRow none[1] = { ORG_NONE };
    if (other == NULL || table < ORG_UNITS || table > ORG_PEOPLE) {
        if (other == NULL)
            org_ctx_fail(ctx, ORG_E_INVALID, "match(): the other organisation is NULL");
        else
            org_ctx_fail(ctx, ORG_E_INVALID, "match(): %u is no table", table);
        return none;
    }
    OrgRow n = org_rows(ctx->org, table), *there = room(ctx, n, "match");
    for (OrgRow row = 0; there != NULL && row < n; row++)
        there[row] = org_find(other->org, table, org_id(ctx->org, table, row));
    return there != NULL ? there : none;
}

size_t
org_host_attributes(OrgCtx *ctx, uint32_t table, const OrgAttributeInfo **list, uint32_t *stride)
{
    static const OrgAttributeInfo none[1];
    *list = none;
    *stride = sizeof none[0];
    if (table < ORG_UNITS || table > ORG_PEOPLE) {
        org_ctx_fail(ctx, ORG_E_INVALID, "attributes(): %u is no table", table);
        return 0;
    }
    if (!org_ctx_sees(ctx, table, "attributes"))
        return 0;
    const GArray *attributes = ctx->org->attributes[table];
    OrgAttributeInfo *infos = org_arena_take(&org_ctx_call(ctx)->block, attributes->len * sizeof *infos);
    if (infos == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "attributes(): out of memory");
        return 0;
    }
    for (guint a = 0; a < attributes->len; a++) {
        const OrgAttribute *attribute = &g_array_index(attributes, OrgAttribute, a);
        infos[a] = (OrgAttributeInfo){ org_dict_text(ctx->org->dict, attribute->name),
                                       (guint32) (attribute->is_number != FALSE), 0 };
    }
    infos =
        (OrgAttributeInfo *) org_trial_spread(&org_ctx_call(ctx)->block, infos, attributes->len, sizeof *infos, stride);
    if (infos == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "attributes(): out of memory");
        return 0;
    }
    *list = infos;
    return attributes->len;
}

const void *
org_host_extension(OrgCtx *ctx, const char *name)
{
    const OrgPlan *plan = org_ctx_call(ctx)->spec->plan;
    if (g_strcmp0(name, "orgsim.draft.run-end") == 0 && plan != NULL)
        return &plan->to;
    if (g_strcmp0(name, "orgsim.draft.weights") == 0)
        return &org_host_weights;
    if (g_strcmp0(name, "orgsim.draft.paid") == 0)
        return &org_host_paid;
    return NULL;
}
