// SPDX-License-Identifier: MIT
/* A number or rows that a text of SQL asks the live tables for. */
#include "private.h"
#include "../../base/error.h"
#include "../file/text.h"
#include <math.h>

/* A whole statement as it is; anything else is an expression. */
static char *
as_select(const char *sql)
{
    const char *start = sql;
    while (g_ascii_isspace(*start))
        start++;
    static const char *const words[] = { "select", "with", "values" };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize n = strlen(words[i]);
        if (g_ascii_strncasecmp(start, words[i], n) == 0 && !g_ascii_isalnum(start[n]) && start[n] != '_')
            return g_strdup(sql);
    }
    return g_strdup_printf("SELECT (%s\n)", sql);
}

/* The statement of a text, compiled once. Owned by live. */
static sqlite3_stmt *
statement(OrgLive *live, const char *sql, GError **error)
{
    sqlite3_stmt *stmt = g_hash_table_lookup(live->statements, sql);
    if (stmt)
        return stmt;
    if (!store_is_closed(sql)) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "a bracket or a quote does not match in \"%.200s\"", sql);
        return NULL;
    }
    g_autofree char *whole = as_select(sql);
    stmt = live_compile(live, whole, NULL, error);
    if (!stmt)
        return NULL;
    if (g_hash_table_size(live->statements) >= 256)
        g_hash_table_remove_all(live->statements);
    g_hash_table_insert(live->statements, g_strdup(sql), stmt);
    return stmt;
}

static gboolean
read_number(sqlite3_stmt *stmt, double *value, GError **error)
{
    int type = sqlite3_column_type(stmt, 0);
    if (type == SQLITE_TEXT || type == SQLITE_BLOB) {
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "a number was expected, not the text \"%.200s\"",
                      (const char *) sqlite3_column_text(stmt, 0));
        return FALSE;
    }
    *value = type == SQLITE_NULL ? NAN : sqlite3_column_double(stmt, 0);
    return TRUE;
}

gboolean
org_live_number(OrgLive *live, const char *sql, double *value, GError **error)
{
    live_enter(live);
    sqlite3_stmt *stmt = statement(live, sql, error);
    if (!stmt)
        return FALSE;
    live_watch(live);
    int result = live_step(live, stmt, error);
    gboolean ok = result != 0;
    *value = NAN;
    if (result == SQLITE_ROW)
        ok = read_number(stmt, value, error);
    live_unwatch(live);
    sqlite3_reset(stmt);
    return ok;
}

gboolean
org_live_check_sql(OrgLive *live, const char *sql, GError **error)
{
    live_enter(live);
    return statement(live, sql, error) != NULL;
}

char **
org_live_names(OrgLive *live, const char *sql, GError **error)
{
    live_enter(live);
    sqlite3_stmt *stmt = live_compile(live, sql, NULL, error);
    if (!stmt)
        return NULL;
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (int i = 0; i < sqlite3_column_count(stmt); i++)
        g_strv_builder_add(names, sqlite3_column_name(stmt, i));
    sqlite3_finalize(stmt);
    return g_strv_builder_end(names);
}

gboolean
org_live_query(OrgLive *live, const char *sql, gboolean (*fn)(gint n, char **values, char **names, gpointer data),
               gpointer data, GError **error)
{
    live_enter(live);
    sqlite3_stmt *stmt = live_compile(live, sql, NULL, error);
    if (!stmt)
        return FALSE;
    int result;
    StoreTextRow *row = store_text_row_new(stmt);
    live_watch(live);
    while ((result = live_step(live, stmt, error)) == SQLITE_ROW)
        if (!fn(sqlite3_column_count(stmt), store_text_row_values(row), store_text_row_names(row), data))
            break;
    live_unwatch(live);
    store_text_row_free(row);
    sqlite3_finalize(stmt);
    return result != 0;
}
