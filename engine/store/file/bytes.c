// SPDX-License-Identifier: MIT
#include "db.h"

GBytes *
org_store_bytes(OrgStore *store, GError **error)
{
    sqlite3_int64 size = 0;
    unsigned char *bytes = sqlite3_serialize(store->db, "main", &size, 0);

    if (bytes)
        return g_bytes_new_with_free_func(bytes, (gsize) size, sqlite3_free, bytes);
    store_fail(store, error);
    return NULL;
}
