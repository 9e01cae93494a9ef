// SPDX-License-Identifier: MIT
/* Attributes of a snapshot: one row in `attribute` a column, one in `attribute_value` a value that is there. */
#include "attributes.h"
#include "../../base/error.h"
#include "feed.h"
#include <math.h>

typedef struct {
    const Org *org;
    const OrgAttribute *attribute;
    const GArray *rows; /* OrgRow: those that have a value */
    gint64 snapshot, position;
    const char *table;
} Values;

static void
give_value(sqlite3_context *out, gint64 number, int column, gpointer data)
{
    const Values *values = data;
    OrgRow row = g_array_index(values->rows, OrgRow, number);

    if (column == 0)
        sqlite3_result_int64(out, values->snapshot);
    else if (column == 1)
        sqlite3_result_text(out, values->table, -1, SQLITE_STATIC);
    else if (column == 2)
        sqlite3_result_int64(out, values->position);
    else if (column == 3)
        sqlite3_result_int64(out, row);
    else if (values->attribute->is_number)
        sqlite3_result_double(out, values->attribute->number[row]);
    else
        sqlite3_result_text(out, org_dict_text(values->org->dict, values->attribute->word[row]), -1, SQLITE_STATIC);
}

static gboolean
write_values(OrgStore *store, const Values *of, guint table, GError **error)
{
    const OrgAttribute *attribute = of->attribute;
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));

    for (OrgRow row = 0; row < org_rows(of->org, table); row++)
        if (attribute->is_number ? !isnan(attribute->number[row]) : attribute->word[row] != 0)
            g_array_append_val(rows, row);
    Values values = *of;
    values.rows = rows;
    StoreFeed feed = { &values, rows->len, give_value };
    return store_feed(store, "attribute_value(snapshot, \"table\", position, row, value)", 5, &feed, error);
}

static gboolean
write_table(OrgStore *store, gint64 snapshot, const Org *org, guint table, GError **error)
{
    g_autoptr(sqlite3_stmt) column = store_prepare(store,
                                                   "INSERT INTO attribute(snapshot, \"table\", position, name, kind)"
                                                   " VALUES (?,?,?,?,?)",
                                                   error);
    if (!column)
        return FALSE;
    const GArray *attributes = org->attributes[table];
    for (guint i = 0; attributes && i < attributes->len; i++) {
        const OrgAttribute *attribute = &g_array_index(attributes, OrgAttribute, i);
        Values values = { org, attribute, NULL, snapshot, i, store_table_names[table] };
        if (!store_put(store, column, error, "itiTt", snapshot, values.table, values.position,
                       org_dict_text(org->dict, attribute->name), attribute->is_number ? "number" : "word") ||
            !write_values(store, &values, table, error))
            return FALSE;
    }
    return TRUE;
}

gboolean
store_write_attributes(OrgStore *store, gint64 snapshot, const Org *org, GError **error)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        if (!write_table(store, snapshot, org, table, error))
            return FALSE;
    return TRUE;
}

/* ---- reading */

static gboolean
bad_attribute(OrgStore *store, guint table, const char *name, GError **error)
{
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s: attribute \"%s\" of %s holds a value that cannot be; take the file "
                  "from a copy",
                  store->path, name, store_table_names[table]);
    return FALSE;
}

static gboolean
read_one(sqlite3_stmt *stmt, Org *org, guint table, OrgAttribute *attribute)
{
    gint64 row = sqlite3_column_int64(stmt, 0);
    if (row < 0 || row >= org_rows(org, table))
        return FALSE;
    int type = sqlite3_column_type(stmt, 1);
    if (attribute->is_number) {
        attribute->number[row] = sqlite3_column_double(stmt, 1);
        return type == SQLITE_FLOAT || type == SQLITE_INTEGER;
    }
    const char *text = (const char *) sqlite3_column_text(stmt, 1);
    int size = sqlite3_column_bytes(stmt, 1);
    if (type != SQLITE_TEXT || !text || size == 0 || memchr(text, 0, (gsize) size) ||
        !g_utf8_validate(text, size, NULL))
        return FALSE;
    attribute->word[row] = org_dict_add(org->dict, text, size);
    return TRUE;
}

static gboolean
read_values(OrgStore *store, gint64 snapshot, Org *org, guint table, gint64 position, OrgAttribute *attribute,
            GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "SELECT row, value FROM attribute_value WHERE snapshot = ?1 AND \"table\" = ?2 AND position = ?3"
                      " ORDER BY row",
                      error);
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, snapshot);
    sqlite3_bind_text(stmt, 2, store_table_names[table], -1, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 3, position);
    int result;
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW)
        if (!read_one(stmt, org, table, attribute))
            return bad_attribute(store, table, org_dict_text(org->dict, attribute->name), error);
    return result == SQLITE_DONE;
}

gboolean
store_read_attributes(OrgStore *store, gint64 snapshot, Org *org, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt =
        store_prepare(store,
                      "SELECT \"table\", position, name, kind FROM attribute WHERE snapshot = ?1"
                      " ORDER BY \"table\", position",
                      error);
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, snapshot);
    int result;
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        g_autofree char *of = store_text(stmt, 0), *name = store_text(stmt, 2), *kind = store_text(stmt, 3);
        guint table = ORG_UNITS;
        while (table < ORG_PEOPLE && strcmp(store_table_names[table], of) != 0)
            table++;
        gboolean sound = g_utf8_validate(name, -1, NULL) && *name && strcmp(store_table_names[table], of) == 0;
        OrgAttribute *attribute = sound ? org_attribute(org, table, name, strcmp(kind, "number") == 0) : NULL;
        if (!attribute)
            return bad_attribute(store, table, name, error);
        if (!read_values(store, snapshot, org, table, sqlite3_column_int64(stmt, 1), attribute, error))
            return FALSE;
    }
    return result == SQLITE_DONE;
}
