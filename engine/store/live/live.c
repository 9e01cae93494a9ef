// SPDX-License-Identifier: MIT
// Live tables: the connection, what may be compiled, and how errors are told.
#include "private.h"
#include "../file/text.h"
#include <math.h>
#include "../../base/diag.h"

/* ---- what may be read -------------------------------------------------------------------------------- */

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

static int
deny(OrgLive *live, const char *format, const char *name)
{
    g_free(live->denied);
    live->denied = g_strdup_printf("%s%s%s", format, name ? name : "", name ? "\"" : "");
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
note_read(OrgLive *live, const char *table_name, const char *column_name)
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
    /* Without a column it is also how a WITH clause or a subquery that is only counted shows up. */
    return column_name && *column_name ? deny(live, "only units, posts and people may be read here, not \"", table_name)
                                       : SQLITE_OK;
}

static int
authorize(void *data, int action, const char *a, const char *b, const char *database, const char *view)
{
    (void) database, (void) view;
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
        return note_read(live, a, b);
    case SQLITE_FUNCTION:
        return is_foreign(b) ? deny(live, "a run must give the same result every time, so there is no function \"", b)
                             : SQLITE_OK;
    default:
        return deny(live, "the organisation can only be read here: write one SELECT", NULL);
    }
}

/* ---- errors ------------------------------------------------------------------------------------------ */

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
    g_ptr_array_add(names, NULL);
    const char *found = org_nearest(dot ? dot + 1 : word, (const char *const *) names->pdata);
    return found ? g_strdup_printf(", nearest \"%s\"", found) : g_strdup("");
}

static char *
explain(OrgLive *live, const char *sql)
{
    const char *message = sqlite3_errmsg(live->db);
    if (live->denied)
        return g_steal_pointer(&live->denied);
    static const char *const missing[] = { "no such column: ", "no such table: " };
    for (guint i = 0; i < G_N_ELEMENTS(missing); i++) {
        if (!g_str_has_prefix(message, missing[i]))
            continue;
        const char *name = message + strlen(missing[i]);
        g_autofree char *quoted = g_strdup_printf("\"%s\"", name), *hint = nearest(live, name, i == 1);
        if (i == 0 && strstr(sql, quoted))
            return g_strdup_printf("%s (a text stands in single quotes: '%s')", message, name);
        return g_strconcat(message, hint, NULL);
    }
    return g_strdup(message);
}

static gboolean
fail(OrgLive *live, const char *sql, GError **error)
{
    g_autofree char *why = explain(live, sql);
    g_set_error(error, ORG_ERROR, ORG_E_INVALID, "%s", why);
    return FALSE;
}

/* ---- statements -------------------------------------------------------------------------------------- */

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
    if (why)
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "%s", why);
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
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "the query was stopped because %s; narrow it with WHERE",
                    live->guard.why);
    else
        fail(live, sqlite3_sql(stmt), error);
    return 0;
}

/* ---- the object -------------------------------------------------------------------------------------- */

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
    return live_tables_declare(live) && sqlite3_set_authorizer(live->db, authorize, live) == SQLITE_OK &&
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
    g_set_error(error, ORG_ERROR, ORG_E_FAILED, "the live tables could not be made: %s", sqlite3_errmsg(live->db));
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

static void
look_again(OrgLive *live)
{
    live->attribute_version = live->org->attribute_version;
    if (!live_columns_update(live))
        return;
    g_hash_table_remove_all(live->selections); /* statements know columns by number */
    g_hash_table_remove_all(live->statements);
    live_tables_declare(live);
}

void
live_enter(OrgLive *live)
{
    live->call++;
    if (live->attribute_version != live->org->attribute_version)
        look_again(live);
}

void
org_live_set(OrgLive *live, Org *org)
{
    if (live->org == org)
        return;
    live->org = org;
    g_hash_table_remove_all(live->selections);
    live_derived_clear(&live->derived);
    look_again(live);
}

/* ---- asking ------------------------------------------------------------------------------------------ */

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
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "a bracket or a quote does not match in \"%.200s\"", sql);
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
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "a number was expected, not the text \"%.200s\"",
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
