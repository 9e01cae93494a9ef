// SPDX-License-Identifier: MIT
// Attributes of a snapshot: one row in `attribute` a column, one in `attribute_value` a value that is there.
#include "attributes.h"
#include "db.h"
#include <math.h>

static gboolean
write_values(OrgStore *store, sqlite3_stmt *insert, const Org *org, guint table, const OrgAttribute *attribute,
             GError **error)
{
    guint32 n = org_rows(org, table);
    for (OrgRow row = 0; row < n; row++) {
        if (attribute->is_number ? isnan(attribute->number[row]) : attribute->word[row] == 0)
            continue;
        sqlite3_bind_int64(insert, 4, row);
        if (attribute->is_number)
            sqlite3_bind_double(insert, 5, attribute->number[row]);
        else
            sqlite3_bind_text(insert, 5, org_dict_text(org->dict, attribute->word[row]), -1, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
            return store_fail(store, error);
        sqlite3_reset(insert);
    }
    return TRUE;
}

static gboolean
write_table(OrgStore *store, gint64 snapshot, const Org *org, guint table, GError **error)
{
    g_autoptr(sqlite3_stmt) column = store_prepare(store,
                                                   "INSERT INTO attribute(snapshot, \"table\", position, name, kind)"
                                                   " VALUES (?,?,?,?,?)",
                                                   error);
    g_autoptr(sqlite3_stmt) value =
        store_prepare(store,
                      "INSERT INTO attribute_value(snapshot, \"table\", position, row, value)"
                      " VALUES (?,?,?,?,?)",
                      error);
    if (!column || !value)
        return FALSE;
    sqlite3_bind_int64(value, 1, snapshot);
    sqlite3_bind_text(value, 2, store_table_names[table], -1, SQLITE_STATIC);
    const GArray *attributes = org->attributes[table];
    for (guint i = 0; attributes && i < attributes->len; i++) {
        const OrgAttribute *attribute = &g_array_index(attributes, OrgAttribute, i);
        sqlite3_bind_int64(value, 3, i);
        if (!store_put(store, column, error, "itiTt", snapshot, store_table_names[table], (gint64) i,
                       org_dict_text(org->dict, attribute->name), attribute->is_number ? "number" : "word") ||
            !write_values(store, value, org, table, attribute, error))
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

/* ---- reading ----------------------------------------------------------------------------------------- */

static gboolean
bad_attribute(OrgStore *store, guint table, const char *name, GError **error)
{
    g_set_error(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
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
