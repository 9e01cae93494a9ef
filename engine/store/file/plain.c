// SPDX-License-Identifier: MIT
/* A file with ordinary rows for any tool: every table and view that SQL reads here, the blobs left out. */
#include "../../base/error.h"
#include "../form/tables.h"
#include "db.h"
#include "views.h"

typedef struct {
    OrgStore *from, to;
    gint64 run, snapshot; /* what is wanted; both 0: all */
} Copy;

static gboolean
is_blobs(const char *table)
{
    return strcmp(table, "snapshot_column") == 0 || strcmp(table, "end_column") == 0 || strcmp(table, "journal") == 0;
}

/* The rows of a table that are wanted. ?1 the run, ?2 the snapshot. */
static char *
select_of(const Copy *copy, const char *table, const char *sql)
{
    const char *snapshots = "(SELECT snapshot FROM run WHERE id = ?1 UNION SELECT snapshot FROM baseline WHERE run = ?1"
                            " UNION SELECT ?2)";
    if ((!copy->run && !copy->snapshot) || strcmp(table, "actual") == 0)
        return g_strdup_printf("SELECT * FROM %s", table);
    if (g_str_has_prefix(table, "sweep")) /* neither of a run nor of a snapshot */
        return g_strdup_printf("SELECT * FROM %s WHERE 0", table);
    if (strcmp(table, "run") == 0)
        return g_strdup("SELECT * FROM run WHERE id = ?1");
    if (strcmp(table, "snapshot") == 0)
        return g_strdup_printf("SELECT * FROM snapshot WHERE id IN %s", snapshots);
    if (strstr(sql, "(run INTEGER NOT NULL"))
        return g_strdup_printf("SELECT * FROM %s WHERE run = ?1", table);
    return g_strdup_printf("SELECT t.* FROM %s AS s CROSS JOIN %s t ON t.snapshot = s.snapshot", snapshots, table);
}

static sqlite3_stmt *
insert_of(Copy *copy, const char *table, int columns, GError **error)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "INSERT INTO %s VALUES (?", table);
    for (int i = 1; i < columns; i++)
        g_string_append(sql, ", ?");
    g_string_append_c(sql, ')');
    return store_prepare(&copy->to, sql->str, error);
}

static gboolean
copy_rows(Copy *copy, const char *table, const char *schema, GError **error)
{
    g_autofree char *sql = select_of(copy, table, schema);
    g_autoptr(sqlite3_stmt) from = store_prepare(copy->from, sql, error);
    g_autoptr(sqlite3_stmt) to = from ? insert_of(copy, table, sqlite3_column_count(from), error) : NULL;
    int result = 0;
    if (!to)
        return FALSE;
    sqlite3_bind_int64(from, 1, copy->run);
    sqlite3_bind_int64(from, 2, copy->snapshot);
    while ((result = store_step(copy->from, from, error)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(from); i++)
            sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
        if (!store_step(&copy->to, to, error))
            return FALSE;
        sqlite3_reset(to);
    }
    return result == SQLITE_DONE;
}

static gboolean
copy_table(Copy *copy, const char *schema, GError **error)
{
    g_auto(GStrv) words = g_strsplit_set(schema, " (", 4); /* CREATE TABLE name(… */
    return is_blobs(words[2]) || (store_exec(&copy->to, schema, error) && copy_rows(copy, words[2], schema, error));
}

static gboolean
copy_all(Copy *copy, GError **error)
{
    for (guint i = 0; store_schema[i]; i++)
        if (!copy_table(copy, store_schema[i], error))
            return FALSE;
    for (guint i = 0; store_plain[i]; i++)
        if (!copy_table(copy, store_plain[i], error))
            return FALSE;
    if (!store_exec(&copy->to, "ALTER TABLE attribute DROP COLUMN data", error))
        return FALSE;
    for (guint i = 0; store_views[i]; i++)
        if (!store_exec(&copy->to, store_views[i], error))
            return FALSE;
    for (guint i = 0; form_views[i]; i++)
        if (!store_exec(&copy->to, form_views[i], error))
            return FALSE;
    return TRUE;
}

GBytes *
org_store_plain(OrgStore *store, gint64 run, gint64 snapshot, GError **error)
{
    Copy copy = { .from = store, .to = { .path = store->path, .writable = TRUE }, .run = run, .snapshot = snapshot };
    gboolean ok =
        sqlite3_open_v2(":memory:", &copy.to.db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                        NULL) == SQLITE_OK ||
        store_fail(&copy.to, error);
    ok = ok && store_exec(&copy.to, "BEGIN IMMEDIATE", error);
    ok = ok && store_end(&copy.to, copy_all(&copy, error), error);
    GBytes *image = ok ? org_store_image(&copy.to, error) : NULL;
    sqlite3_close(copy.to.db);
    return image;
}
