// SPDX-License-Identifier: MIT
/* A parameter of the call: its value, where it is written, and what was made of it once. */
#include "ctx-private.h"
#include "../base/message.h"

#define BIT(type) (1u << (type))

static const char *const type_nouns[] = { "",
                                          M_("a yes or no, read by integer()"),
                                          M_("a whole number, read by integer()"),
                                          M_("a number, read by real()"),
                                          M_("a percentage, read by real()"),
                                          M_("a text, read by text()"),
                                          M_("a choice, read by text() or integer()"),
                                          M_("a month, read by integer()"),
                                          M_("a unit, read by integer()"),
                                          M_("a set of units, read by rows()"),
                                          M_("a set of posts, read by rows()"),
                                          M_("a set of people, read by rows()"),
                                          M_("a table, read by table()"),
                                          M_("an amount, read by real()"),
                                          M_("a baseline, read by text()") };

const OrgValueInfo *
org_ctx_value(OrgCtx *ctx, unsigned param, guint32 types, const char *reader)
{
    const OrgCall *call = org_ctx_call(ctx);
    const OrgFeature *feature = call->feature;
    if (param >= feature->n_params) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(%u): the feature has %u parameters, counted from 0", reader, param,
                     feature->n_params);
        return NULL;
    }
    const OrgParam *described = &feature->params[param];
    if (!(types & BIT(described->type))) {
        org_ctx_fail(ctx, ORG_E_INVALID, "%s(%u): parameter \"%s\" is %s", reader, param, described->key,
                     type_nouns[described->type]);
        return NULL;
    }
    return &call->values[param];
}

const char *
org_ctx_param_location(OrgCtx *ctx, unsigned param)
{
    OrgCall *call = org_ctx_call(ctx);
    const char *key = call->feature->params[param].key;
    const OrgItem *item = call->spec->item;
    const OrgValueInfo *value = &call->values[param];
    if (item == NULL || item->file == NULL || value->line == 0)
        return key;
    g_autofree char *where = org_item_location(item, value->line, value->column);
    g_autofree char *location = g_strdup_printf("%s: %s", where, key);
    const char *kept = org_arena_text(&call->lasting, location);
    return kept != NULL ? kept : key;
}

OrgRowSet *
org_ctx_kept(OrgCtx *ctx, unsigned param)
{
    const OrgCall *call = org_ctx_call(ctx);
    if (ctx->in_call != call->number) {
        ctx->in_call = call->number;
        g_array_set_size(ctx->sets, 0);
        g_array_set_size(ctx->sets, call->feature->n_params); /* cleared to zero */
    }
    return &g_array_index(ctx->sets, OrgRowSet, param);
}
