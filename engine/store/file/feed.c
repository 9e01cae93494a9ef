// SPDX-License-Identifier: MIT
#include "feed.h"

typedef struct {
    sqlite3_vtab base;
    const StoreFeed *feed;
} Table;

typedef struct {
    sqlite3_vtab_cursor base;
    gint64 row;
} Cursor;

static int
connect(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void) argc;
    (void) argv;
    (void) error;
    g_autoptr(GString) sql = g_string_new("CREATE TABLE x(c0");
    for (guint i = 1; i < STORE_FEED_COLUMNS; i++)
        g_string_append_printf(sql, ", c%u", i);
    g_string_append_c(sql, ')');
    int result = sqlite3_declare_vtab(db, sql->str);
    if (result != SQLITE_OK)
        return result;
    Table *table = g_new0(Table, 1);
    table->feed = data;
    *out = &table->base;
    return SQLITE_OK;
}

static int
disconnect(sqlite3_vtab *table)
{
    g_free(table);
    return SQLITE_OK;
}

static int
best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    const StoreFeed *feed = ((Table *) table)->feed;
    info->estimatedRows = feed->n;
    info->estimatedCost = (double) feed->n;
    return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void) table;
    *out = (sqlite3_vtab_cursor *) g_new0(Cursor, 1);
    return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *cursor)
{
    g_free(cursor);
    return SQLITE_OK;
}

static int
filter(sqlite3_vtab_cursor *cursor, int number, const char *text, int argc, sqlite3_value **argv)
{
    (void) number;
    (void) text;
    (void) argc;
    (void) argv;
    ((Cursor *) cursor)->row = 0;
    return SQLITE_OK;
}

static int
next(sqlite3_vtab_cursor *cursor)
{
    ((Cursor *) cursor)->row++;
    return SQLITE_OK;
}

static int
at_end(sqlite3_vtab_cursor *cursor)
{
    return ((Cursor *) cursor)->row >= ((Table *) cursor->pVtab)->feed->n;
}

static int
column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int number)
{
    const StoreFeed *feed = ((Table *) cursor->pVtab)->feed;
    feed->cell(out, ((Cursor *) cursor)->row, number, feed->data);
    return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = ((Cursor *) cursor)->row;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect,
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = column,
    .xRowid = rowid,
};

gboolean
store_feed(OrgStore *store, const char *into, guint columns, const StoreFeed *feed, GError **error)
{
    if (!feed->n)
        return TRUE;
    if (sqlite3_create_module(store->db, "feed", &module, (void *) feed) != SQLITE_OK)
        return store_fail(store, error);
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "INSERT INTO %s SELECT c0", into);
    for (guint i = 1; i < columns; i++)
        g_string_append_printf(sql, ", c%u", i);
    g_string_append(sql, " FROM feed");
    gboolean done = store_exec(store, sql->str, error);
    sqlite3_create_module(store->db, "feed", NULL, NULL);
    return done;
}
