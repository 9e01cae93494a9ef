// SPDX-License-Identifier: MIT
#include "text.h"
#include "../../base/month.h"

/* Past a comment or a quoted text that begins at sql; sql itself when none does; NULL when it does not end. */
static const char *
skip(const char *sql)
{
    if (sql[0] == '-' && sql[1] == '-') {
        const char *end = strchr(sql, '\n');
        return end ? end + 1 : sql + strlen(sql);
    }
    if (sql[0] == '/' && sql[1] == '*') {
        const char *end = strstr(sql + 2, "*/");
        return end ? end + 2 : NULL;
    }
    char quote = sql[0] == '[' ? ']' : sql[0];
    if (quote != '\'' && quote != '"' && quote != '`' && quote != ']')
        return sql;
    if (sql[0] == ']')
        return sql;
    const char *end = strchr(sql + 1, quote); /* a doubled quote reads as two texts, which is as good here */
    return end ? end + 1 : NULL;
}

gboolean
store_only_blank(const char *sql)
{
    while (*sql) {
        const char *past = *sql == '-' || *sql == '/' ? skip(sql) : sql;
        if (!past)
            return TRUE; /* SQLite, too, takes a comment without an end as one up to the end */
        if (past == sql && !g_ascii_isspace(*sql) && *sql != ';')
            return FALSE;
        sql = past == sql ? sql + 1 : past;
    }
    return TRUE;
}

gboolean
store_is_closed(const char *sql)
{
    int depth = 0;
    while (*sql) {
        const char *past = skip(sql);
        if (!past)
            return FALSE;
        if (past != sql) {
            sql = past;
            continue;
        }
        depth += *sql == '(' ? 1 : *sql == ')' ? -1 : 0;
        if (depth < 0)
            return FALSE;
        sql++;
    }
    return depth == 0;
}

struct StoreTextRow {
    sqlite3_stmt *stmt;
    int n;
    char **values, **names, **made; /* values[i] is NULL, SQLite's, or made[i] */
    char *kinds;                    /* a sign for each column: 'n' a number, 't' a text, '0' null */
};

StoreTextRow *
store_text_row_new(sqlite3_stmt *stmt)
{
    StoreTextRow *row = g_new0(StoreTextRow, 1);
    row->stmt = stmt;
    row->n = sqlite3_column_count(stmt);
    row->values = g_new0(char *, row->n + 2);
    row->kinds = g_new0(char, row->n + 1);
    row->values[row->n] = row->kinds;
    row->made = g_new0(char *, row->n + 1);
    row->names = g_new0(char *, row->n + 1);
    for (int i = 0; i < row->n; i++)
        row->names[i] = g_strdup(sqlite3_column_name(stmt, i));
    return row;
}

static char *
as_hex(const guint8 *bytes, int size)
{
    GString *text = g_string_new("x'");
    for (int i = 0; i < size; i++)
        g_string_append_printf(text, "%02x", bytes[i]);
    return g_string_free(g_string_append_c(text, '\''), FALSE);
}

char **
store_text_row_values(StoreTextRow *row)
{
    for (int i = 0; i < row->n; i++) {
        char number[40];
        int type = sqlite3_column_type(row->stmt, i);
        g_clear_pointer(&row->made[i], g_free);
        if (type == SQLITE_FLOAT)
            row->made[i] = g_strdup(org_number_text(sqlite3_column_double(row->stmt, i), number));
        else if (type == SQLITE_BLOB)
            row->made[i] = as_hex(sqlite3_column_blob(row->stmt, i), sqlite3_column_bytes(row->stmt, i));
        row->kinds[i] = type == SQLITE_NULL ? '0' : type == SQLITE_INTEGER || type == SQLITE_FLOAT ? 'n' : 't';
        row->values[i] = type == SQLITE_NULL ? NULL
                         : row->made[i]      ? row->made[i]
                                             : (char *) sqlite3_column_text(row->stmt, i);
    }
    return row->values;
}

char **
store_text_row_names(StoreTextRow *row)
{
    return row->names;
}

void
store_text_row_free(StoreTextRow *row)
{
    if (!row)
        return;
    for (int i = 0; i < row->n; i++) {
        g_free(row->made[i]);
        g_free(row->names[i]);
    }
    g_free(row->kinds);
    g_free(row->values);
    g_free(row->made);
    g_free(row->names);
    g_free(row);
}
