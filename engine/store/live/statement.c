// SPDX-License-Identifier: MIT
/* Statements on the live tables: what may be compiled, how long they may run, and how errors are told. */
#include "private.h"
#include "../../base/error.h"
#include "../file/text.h"
#include "../../base/diag.h"

/* ---- what may be read */

/* Functions whose value is not the organisation's alone: a run must give the same bytes tomorrow. */
static gboolean
is_foreign(const char *function)
{
    static const char *const names[] = { "random",        "randomblob",        "date",
                                         "time",          "datetime",          "julianday",
                                         "unixepoch",     "strftime",          "current_date",
                                         "current_time",  "current_timestamp", "changes",
                                         "total_changes", "last_insert_rowid", NULL };
    for (guint i = 0; names[i]; i++)
        if (g_ascii_strcasecmp(function, names[i]) == 0)
            return TRUE;
    return store_guard_forbids(function);
}

/* why is taken. */
static int
deny(OrgLive *live, char *why)
{
    g_free(live->denied);
    live->denied = why;
    return SQLITE_DENY;
}

static void
note_column(LiveReads *reads, const LiveColumn *column)
{
    reads->reads |= column->reads;
    if (column->table != reads->own)
        return;
    for (guint i = 0; i < reads->n_columns; i++)
        if (reads->columns[i] == column)
            return;
    if (reads->n_columns == G_N_ELEMENTS(reads->columns))
        reads->too_many = TRUE;
    else
        reads->columns[reads->n_columns++] = column;
}

static int
note_read(OrgLive *live, const char *table_name, const char *column_name, const char *view)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        if (g_strcmp0(table_name, live_names[table]) != 0)
            continue;
        const LiveColumn *column = column_name ? live_column_find(live, table, column_name) : NULL;
        if (!live->reading)
            return SQLITE_OK;
        live->reading->tables |= live_open_bits(table);
        if (column)
            note_column(live->reading, column);
        else if (column_name && *column_name && ++live->reading->n_rowid > 1)
            live->reading->too_many = TRUE; /* the row number, beside the one that we ask for: no two rows are alike */
        return SQLITE_OK;
    }
    /* A WITH clause may call itself as the view is called, so its name alone opens no more than this. */
    if (strcmp(table_name, LIVE_VACANCIES) == 0 ||
        (strcmp(table_name, "vacancy_reason") == 0 && g_strcmp0(view, LIVE_VACANCIES) == 0))
        return SQLITE_OK;
    /* Without a column it is also how a WITH clause or a subquery that is only counted shows up. */
    if (!column_name || !*column_name)
        return SQLITE_OK;
    return deny(live, org_said("only units, posts, people and vacancies may be read here, not \"%s\"", table_name));
}

int
live_authorize(void *data, int action, const char *a, const char *b, const char *database, const char *view)
{
    (void) database;
    OrgLive *live = data;
    if (live->declaring)
        return SQLITE_OK;
    switch (action) {
    case SQLITE_SELECT:
        if (live->reading)
            live->reading->n_selects++;
        return SQLITE_OK;
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        return note_read(live, a, b, view);
    case SQLITE_FUNCTION:
        if (!is_foreign(b))
            return SQLITE_OK;
        return deny(live, org_said("a run must give the same result every time, so there is no function \"%s\"", b));
    default:
        return deny(live, org_said("the organisation can only be read here: write one SELECT"));
    }
}

/* ---- errors */

/* ", nearest "name"" for a column or table that is not there. */
static char *
nearest(const OrgLive *live, const char *word, gboolean of_tables)
{
    const char *dot = strrchr(word, '.');
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        if (of_tables)
            g_ptr_array_add(names, (gpointer) live_names[table]);
        for (guint i = 0; !of_tables && i < live->columns[table]->len; i++)
            g_ptr_array_add(names, (gpointer) g_array_index(live->columns[table], LiveColumn, i).name);
    }
    if (of_tables)
        g_ptr_array_add(names, (gpointer) LIVE_VACANCIES);
    g_ptr_array_add(names, NULL);
    const char *found = org_nearest(dot ? dot + 1 : word, (const char *const *) names->pdata);
    return found ? org_said(", nearest \"%s\"", found) : g_strdup("");
}

static char *
explain(OrgLive *live, const char *sql)
{
    const char *message = sqlite3_errmsg(live->db);
    if (live->denied)
        return g_steal_pointer(&live->denied);
    /* SQLite names what is not there at the end; the name nearest to it is of use. */
    static const char *const missing[] = { "no such column: ", "no such table: " };
    for (guint i = 0; i < G_N_ELEMENTS(missing); i++) {
        if (!g_str_has_prefix(message, missing[i]))
            continue;
        const char *name = message + strlen(missing[i]);
        g_autofree char *quoted = g_strdup_printf("\"%s\"", name), *hint = nearest(live, name, i == 1);
        if (i == 0 && strstr(sql, quoted))
            return org_said("no such column: %s (a text stands in single quotes: '%s')", name, name);
        return i == 0 ? org_said("no such column: %s%s", name, hint) : org_said("no such table: %s%s", name, hint);
    }
    return org_said_whole(message);
}

static gboolean
fail(OrgLive *live, const char *sql, GError **error)
{
    g_autofree char *why = explain(live, sql);
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", why);
    return FALSE;
}

/* ---- statements */

sqlite3_stmt *
live_compile(OrgLive *live, const char *sql, LiveReads *reads, GError **error)
{
    sqlite3_stmt *raw = NULL;
    const char *rest = NULL;
    g_clear_pointer(&live->denied, g_free);
    live->reading = reads;
    int result = sqlite3_prepare_v3(live->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &raw, &rest);
    live->reading = NULL;
    const char *why = NULL;
    if (result != SQLITE_OK)
        fail(live, sql, error);
    else if (!raw || !sqlite3_stmt_readonly(raw) || sqlite3_column_count(raw) == 0 || sqlite3_stmt_isexplain(raw) ||
             !store_only_blank(rest))
        why = "one SELECT was expected";
    else if (sqlite3_bind_parameter_count(raw) > 0)
        why = "there is nothing to fill in for \"?\" or \":name\"; write the value itself";
    g_autofree char *said = org_said_whole(why);
    if (why)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", said);
    if (result == SQLITE_OK && !why)
        return raw;
    sqlite3_finalize(raw);
    return NULL;
}

void
live_watch(OrgLive *live)
{
    gint64 rows = (gint64) live->org->units.n + live->org->posts.n + live->org->people.n;
    store_guard_enter(&live->guard, live->db, STORE_MAX_STEPS + 200 * rows);
}

void
live_unwatch(OrgLive *live)
{
    store_guard_leave(&live->guard, live->db);
}

int
live_step(OrgLive *live, sqlite3_stmt *stmt, GError **error)
{
    int result = sqlite3_step(stmt);
    if (result == SQLITE_ROW || result == SQLITE_DONE)
        return result;
    if (live->guard.why)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the query was stopped because %s; narrow it with WHERE",
                      live->guard.why);
    else
        fail(live, sqlite3_sql(stmt), error);
    return 0;
}
