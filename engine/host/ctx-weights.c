// SPDX-License-Identifier: MIT
/* Posts of a category, added up by unit, as the organisation keeps them of all categories: rules that ask for them each month need not
 * scan all posts. Kept until a column that they rest on is written; each call gets a copy of its own. */
#include "ctx-private.h"
#include <string.h>

typedef struct {
    OrgWord category;
    guint32 version[4], posts, units, undone;
    gint64 *fte; /* by unit */
} Weights;

static void
weights_clear(gpointer data)
{
    g_free(((Weights *) data)->fte);
}

static Weights
weights_of(const Org *org, OrgWord category)
{
    return (Weights){ .category = category,
                      .version = { org->version[ORG_COL_POSTS_closed], org->version[ORG_COL_POSTS_category],
                                   org->version[ORG_COL_POSTS_unit], org->version[ORG_COL_POSTS_fte] },
                      .posts = org->posts.n,
                      .units = org->units.n,
                      .undone = org->undone };
}

static gboolean
is_fresh(const Weights *kept, const Weights *now)
{
    return memcmp(kept->version, now->version, sizeof kept->version) == 0 && kept->posts == now->posts &&
           kept->units == now->units && kept->undone == now->undone;
}

static void
add_up(const Org *org, Weights *weights)
{
    const OrgMonth *closed = org->posts.closed;
    const OrgWord *categories = org->posts.category;
    const OrgRow *units = org->posts.unit;
    const guint32 *fte = org->posts.fte;
    weights->fte = g_new0(gint64, (gsize) org->units.n + 1);
    for (OrgRow post = 0; post < org->posts.n;) {
        const OrgRow unit = units[post]; /* most posts stand beside others of their unit */
        gint64 sum = 0;
        for (; post < org->posts.n && units[post] == unit; post++)
            sum += (closed[post] == ORG_OPEN) & (categories[post] == weights->category) ? fte[post] : 0;
        weights->fte[unit] += sum;
    }
}

static const Weights *
find(OrgCtx *ctx, OrgWord category)
{
    Weights now = weights_of(ctx->org, category);
    if (ctx->weights == NULL) {
        ctx->weights = g_array_new(FALSE, FALSE, sizeof(Weights));
        g_array_set_clear_func(ctx->weights, weights_clear);
    }
    for (guint i = 0; i < ctx->weights->len; i++) {
        Weights *kept = &g_array_index(ctx->weights, Weights, i);
        if (kept->category != category)
            continue;
        if (is_fresh(kept, &now))
            return kept;
        g_array_remove_index_fast(ctx->weights, i);
        break;
    }
    add_up(ctx->org, &now);
    g_array_append_val(ctx->weights, now);
    return &g_array_index(ctx->weights, Weights, ctx->weights->len - 1);
}

static const int64_t *
fte_of(OrgCtx *ctx, OrgWord category)
{
    const Weights *weights = find(ctx, category);
    gsize size = ((gsize) weights->units + 1) * sizeof *weights->fte;
    gint64 *copy = org_arena_take(&org_ctx_call(ctx)->lasting, size);
    if (copy == NULL) {
        org_ctx_fail(ctx, ORG_E_FAILED, "rows(): out of memory");
        return NULL;
    }
    return (const int64_t *) memcpy(copy, weights->fte, size);
}

const OrgHostWeights org_host_weights = { sizeof(OrgHostWeights), fte_of };
