// SPDX-License-Identifier: MIT
/* Live tables as an object: the connection, made and let go of. */
#include "private.h"
#include "../../base/error.h"

static void
finalize(gpointer stmt)
{
    sqlite3_finalize(stmt);
}

static gboolean
set_up(OrgLive *live)
{
    /* The first random number opens /dev/urandom: draw it now, before a sandbox forbids that. */
    guint8 seed;
    sqlite3_randomness(1, &seed);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(":memory:", &live->db, flags, NULL) != SQLITE_OK ||
        sqlite3_exec(live->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL) != SQLITE_OK)
        return FALSE;
    store_guard_limits(live->db);
    sqlite3_limit(live->db, SQLITE_LIMIT_LENGTH, 32 << 20);
    sqlite3_db_config(live->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(live->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(live->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    live_columns_update(live);
    return live_tables_declare(live) && live_vacancies_declare(live) &&
           sqlite3_set_authorizer(live->db, live_authorize, live) == SQLITE_OK &&
           sqlite3_exec(live->db,
                        /* connects the tables without reading a row */
                        "SELECT 1 FROM units, posts, people LIMIT 0", NULL, NULL, NULL) == SQLITE_OK;
}

OrgLive *
org_live_new(Org *org, GError **error)
{
    OrgLive *live = g_new0(OrgLive, 1);
    live->org = org;
    live->attribute_version = org->attribute_version;
    live->call = 1;
    live->selections = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) live_selection_free);
    live->statements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, finalize);
    if (set_up(live))
        return live;
    org_error_set(error, ORG_ERROR, ORG_E_FAILED, "the live tables could not be made: %s", sqlite3_errmsg(live->db));
    org_live_free(live);
    return NULL;
}

void
org_live_free(OrgLive *live)
{
    if (!live)
        return;
    g_hash_table_destroy(live->selections);
    g_hash_table_destroy(live->statements);
    sqlite3_close(live->db);
    live_columns_free(live);
    live_derived_clear(&live->derived);
    g_free(live->denied);
    g_free(live);
}

void
org_live_set(OrgLive *live, Org *org)
{
    if (live->org == org)
        return;
    live->org = org;
    g_hash_table_remove_all(live->selections);
    live_derived_clear(&live->derived);
    live_look_again(live);
}
