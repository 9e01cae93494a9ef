// SPDX-License-Identifier: MIT
/* A file that was made for what then found no room is taken away again: nothing is left behind after a failure. */
#include "db.h"
#include <glib/gstdio.h>

/* Whoever has opened the file meanwhile may have written to it. */
static gboolean
holds_nothing(OrgStore *store)
{
    gboolean made = store_number(store, "SELECT count(*) FROM sqlite_schema", 1) > 0, nothing = TRUE;
    for (guint i = 0; made && nothing && store_schema[i]; i++) {
        g_auto(GStrv) words = g_strsplit_set(store_schema[i], " (", 4); /* CREATE TABLE name(… */
        g_autofree char *sql = g_strdup_printf("SELECT EXISTS(SELECT 1 FROM \"%s\")", words[2]);
        nothing = store_number(store, sql, 1) == 0;
    }
    return nothing;
}

gboolean
store_has_moved(OrgStore *store)
{
    int moved = 0;
    return sqlite3_file_control(store->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

/* Nobody else can write while the name is taken away, and who waits to do so sees then that the file has gone (store_begin()). */
void
store_forget_fresh(OrgStore *store)
{
    if (!store->fresh || store->kept || !store->db)
        return;
    store_wait(store, 0);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    /* A journal beside it would want the room that is not there. */
    if (sqlite3_exec(store->db, "PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE", NULL, NULL, NULL) != SQLITE_OK)
        return;
    if (holds_nothing(store) && !store_has_moved(store))
        g_unlink(store->path);
    sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}
