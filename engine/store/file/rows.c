// SPDX-License-Identifier: MIT
/* Units to and from tables keyed (snapshot or run, row), by the list of columns in org_columns[]. */
#include "feed.h"
#include "../../base/error.h"
#include "values.h"

const char *const store_table_names[4] = { NULL, "units", "posts", "people" };

typedef struct {
    OrgColumnId id;
    const OrgColumnInfo *info;
    OrgWord last; /* the word read before: neighbours are mostly alike */
    int last_size;
    const void *cells;
} Field;

/* The columns of units, in order; returns how many. */
static guint
fields_of(const Org *org, Field *fields)
{
    guint n = 0;
    for (guint c = 0; c < ORG_N_COLUMNS; c++)
        if (org_columns[c].table == ORG_UNITS)
            fields[n++] = (Field){ .id = c, .info = &org_columns[c], .cells = store_cells(org, &org_columns[c]) };
    return n;
}

typedef struct {
    const Org *org;
    const GArray *pick; /* NULL: every row */
    gint64 key;
    Field fields[ORG_N_COLUMNS];
} Rows;

static void
give_cell(sqlite3_context *out, gint64 number, int column, gpointer data)
{
    const Rows *rows = data;
    OrgRow row = rows->pick ? g_array_index(rows->pick, OrgRow, number) : (OrgRow) number;
    if (column < 2) {
        sqlite3_result_int64(out, column ? (gint64) row : rows->key);
        return;
    }
    const Field *field = &rows->fields[column - 2];
    gint64 value = store_cell(field->cells, field->info, row);
    if (store_is_absent(field->id, value))
        return;
    if (field->info->kind == ORG_K_WORD)
        sqlite3_result_text(out, org_dict_text(rows->org->dict, (OrgWord) value), -1, SQLITE_STATIC);
    else
        sqlite3_result_int64(out, value);
}

gboolean
store_write_units(OrgStore *store, const char *into, gint64 key, const Org *org, const GArray *pick, GError **error)
{
    Rows rows = { org, pick, key, { { 0 } } };
    guint n = fields_of(org, rows.fields);
    g_autoptr(GString) columns = g_string_new(NULL);
    g_string_printf(columns, "%s(%s, row", into, g_str_has_suffix(into, "_end") ? "run" : "snapshot");
    for (guint i = 0; i < n; i++)
        g_string_append_printf(columns, ", %s", rows.fields[i].info->name);
    g_string_append_c(columns, ')');
    StoreFeed feed = { &rows, pick ? pick->len : org->units.n, give_cell };
    return store_feed(store, columns->str, n + 2, &feed, error);
}

/* ---- reading: the file is not trusted, so every text, code and row number is checked */

static gboolean
bad_cell(OrgStore *store, const Field *field, OrgRow row, GError **error)
{
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s: table unit, row %u holds a value in column \"%s\" that cannot be; "
                  "take the file from a copy",
                  store->path, row, field->info->name);
    return FALSE;
}

static gboolean
read_word(sqlite3_stmt *stmt, int column, OrgDict *dict, Field *field, OrgWord *word)
{
    const char *text = (const char *) sqlite3_column_text(stmt, column);
    int size = sqlite3_column_bytes(stmt, column);
    if (!text)
        return FALSE;
    if (field->last && size == field->last_size && memcmp(text, org_dict_text(dict, field->last), (gsize) size) == 0) {
        *word = field->last;
        return TRUE;
    }
    OrgWord found = org_dict_find(dict, text, size);
    if (!found && (size == 0 || memchr(text, 0, (gsize) size) || !g_utf8_validate(text, size, NULL)))
        return FALSE;
    *word = field->last = found ? found : org_dict_add(dict, text, size);
    field->last_size = size;
    return TRUE;
}

/* The number of a cell that is not null; FALSE when the column cannot hold it. */
static gboolean
read_value(sqlite3_stmt *stmt, int column, Org *org, Field *field, gint64 *value)
{
    const OrgColumnInfo *info = field->info;
    if (info->kind == ORG_K_WORD) {
        OrgWord word;
        gboolean ok = read_word(stmt, column, org->dict, field, &word);
        *value = ok ? word : 0;
        return ok;
    }
    *value = sqlite3_column_int64(stmt, column);
    if (store_is_row(info->kind))
        return *value >= 0 && *value < org_rows(org, store_target(info->kind));
    return *value > ORG_UNKNOWN && *value < ORG_OPEN;
}

static gboolean
read_row(OrgStore *store, sqlite3_stmt *stmt, Org *org, Field *fields, guint n, OrgRow row, GError **error)
{
    for (guint f = 0; f < n; f++) {
        gint64 value;
        if (sqlite3_column_type(stmt, (int) f + 1) == SQLITE_NULL)
            continue;
        if (!read_value(stmt, (int) f + 1, org, &fields[f], &value))
            return bad_cell(store, &fields[f], row, error);
        store_set_cell((void *) fields[f].cells, fields[f].info, row, value);
    }
    return TRUE;
}

gboolean
store_read_units(OrgStore *store, gint64 snapshot, Org *org, GError **error)
{
    Field fields[ORG_N_COLUMNS];
    guint n_fields = fields_of(org, fields);
    g_autoptr(GString) sql = g_string_new("SELECT row");
    for (guint i = 0; i < n_fields; i++)
        g_string_append_printf(sql, ", %s", fields[i].info->name);
    g_string_append(sql, " FROM unit WHERE snapshot = ?1 ORDER BY row");
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store, sql->str, error);
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, snapshot);
    guint32 n = org->units.n, row = 0;
    int result;
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        if (row >= n || sqlite3_column_int64(stmt, 0) != row)
            return bad_cell(store, &fields[0], row, error);
        if (!read_row(store, stmt, org, fields, n_fields, row++, error))
            return FALSE;
    }
    return result == SQLITE_DONE && (row == n || bad_cell(store, &fields[0], row, error));
}
