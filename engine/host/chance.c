// SPDX-License-Identifier: MIT
/* Keys of chance. Everything that names a draw goes into the key, and nothing else does: neither the clock, nor the order
 * of calls, nor the number of workers. So scenarios that share an item share its draws (common random numbers). */
#include "ctx-private.h"
#include <string.h>

/* FNV-1a over the bytes, then one SplitMix64 round, so that near texts give far keys. */
static guint64
absorb(guint64 key, const char *text)
{
    guint64 hash = G_GUINT64_CONSTANT(0xcbf29ce484222325);
    gsize size = 0;
    for (; text[size] != '\0'; size++)
        hash = (hash ^ (guint8) text[size]) * G_GUINT64_CONSTANT(0x100000001b3);
    return org_chance(key, hash, size);
}

guint64
org_chance_key(guint64 seed, guint32 replication, const char *plugin, const char *feature, const char *item_id,
               guint32 ordinal, gint32 year)
{
    guint64 key = org_chance(seed, replication, 1);
    key = absorb(key, plugin);
    key = absorb(key, feature);
    key = item_id != NULL ? absorb(key, item_id) : org_chance(key, ordinal, 2);
    return org_chance(key, (guint64) (gint64) year, 3);
}

guint32
org_ctx_origin(const OrgCall *call)
{
    const OrgCallSpec *spec = call->spec;
    const char *item = spec->item != NULL && spec->item->id_given ? spec->item->id : NULL;
    return (guint32) (org_chance_key(0, 0, call->plugin, call->feature->name, item, spec->ordinal, 0) >> 32);
}

uint64_t
org_host_key(OrgCtx *ctx, int32_t year)
{
    OrgCall *call = org_ctx_call(ctx);
    if (!(call->feature->flags & ORG_USES_CHANCE)) {
        org_ctx_fail(ctx, ORG_E_FORBIDDEN, "key(): the feature does not declare ORG_USES_CHANCE, so it may not draw");
        return 0;
    }
    if (call->key_known && call->key_year == year)
        return call->key;
    const OrgCallSpec *spec = call->spec;
    const char *item = spec->item != NULL && spec->item->id_given ? spec->item->id : NULL;
    call->key =
        org_chance_key(spec->seed, spec->replication, call->plugin, call->feature->name, item, spec->ordinal, year);
    call->key_year = year;
    call->key_known = TRUE;
    return call->key;
}
