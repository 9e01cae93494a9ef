// SPDX-License-Identifier: MIT
#include "db.h"
#include "../../base/error.h"

gboolean
store_begin(OrgStore *store, GError **error)
{
    if (store->together)
        return TRUE;
    if (!store->writable) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED, "%s was opened for reading only", store->path);
        return FALSE;
    }
    /* Keys that this very transaction makes need no look-up a row (a tenth to a third of the time); tests check them all. */
    if (!store_exec(store, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
        return FALSE;
    if (store_has_moved(store)) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                      "%s was removed or replaced while it was open; nothing was stored", store->path);
        return store_end(store, FALSE, error);
    }
    return store_mark_dead(store, error) || store_end(store, FALSE, error);
}

gboolean
store_end(OrgStore *store, gboolean ok, GError **error)
{
    store->broken |= !ok;
    if (store->together)
        return ok;
    ok = ok && store_exec(store, "COMMIT", error);
    if (!ok)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->kept |= ok;
    sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return ok;
}

gboolean
org_store_together(OrgStore *store, GError **error)
{
    if (!store_begin(store, error))
        return FALSE;
    store->together = TRUE;
    store->broken = FALSE;
    return TRUE;
}

gboolean
org_store_together_end(OrgStore *store, gboolean ok, GError **error)
{
    store->together = FALSE;
    return store_end(store, ok && !store->broken, error);
}
