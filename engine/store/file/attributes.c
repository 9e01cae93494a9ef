// SPDX-License-Identifier: MIT
/* Attributes of a snapshot: a row in `attribute` and a blob in it for each. */
#include "attributes.h"
#include "../../base/error.h"
#include "columns.h"

static gboolean
write_one(StoreColumns *columns, gint64 snapshot, const Org *org, guint table, guint position, GError **error)
{
    const OrgAttribute *a = &g_array_index(org->attributes[table], OrgAttribute, position);
    guint32 rows = org_rows(org, table);
    const void *cells =
        a->is_number ? (const void *) a->number : store_columns_number(columns, a->word, rows, org->dict);
    g_autoptr(GBytes) blob =
        store_columns_pack(columns, "attribute", a->is_number ? FORM_REAL : FORM_WORD, rows, cells, error);
    return blob &&
           store_put(columns->store, columns->insert, error, "itiTtb", snapshot, store_table_names[table],
                     (gint64) position, org_dict_text(org->dict, a->name), a->is_number ? "number" : "word", blob);
}

gboolean
store_write_attributes(StoreColumns *columns, gint64 snapshot, const Org *org, GError **error)
{
    OrgStore *store = columns->store;
    g_clear_pointer(&columns->insert, sqlite3_finalize);
    columns->insert = store_prepare(
        store, "INSERT INTO attribute(snapshot, \"table\", position, name, kind, data) VALUES (?,?,?,?,?,?)", error);
    gboolean ok = columns->insert != NULL;
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        for (guint i = 0; ok && i < org->attributes[table]->len; i++)
            ok = write_one(columns, snapshot, org, table, i, error);
    return ok;
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
take_values(const FormColumn *column, Org *org, guint table, OrgAttribute *attribute)
{
    if (column->rows != org_rows(org, table))
        return FALSE;
    if (attribute->is_number) {
        if (column->rows)
            memcpy(attribute->number, column->cells, column->rows * sizeof(double));
        return TRUE;
    }
    g_autofree OrgWord *words = store_column_words(column, org->dict);
    const guint32 *numbers = column->cells;
    for (guint32 i = 0; words && i < column->rows; i++)
        attribute->word[i] = words[numbers[i]];
    return words != NULL;
}

static gboolean
read_values(sqlite3_stmt *stmt, int at, Org *org, guint table, OrgAttribute *attribute)
{
    FormColumn column;
    if (form_column_read(sqlite3_column_blob(stmt, at), (gsize) sqlite3_column_bytes(stmt, at), "attribute",
                         attribute->is_number ? FORM_REAL : FORM_WORD, &column))
        return FALSE;
    gboolean taken = take_values(&column, org, table, attribute);
    form_column_clear(&column);
    return taken;
}

gboolean
store_read_attributes(OrgStore *store, gint64 snapshot, Org *org, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(store,
                                                 "SELECT \"table\", name, kind, data FROM attribute WHERE snapshot = ?1"
                                                 " ORDER BY \"table\", position",
                                                 error);
    if (!stmt)
        return FALSE;
    sqlite3_bind_int64(stmt, 1, snapshot);
    int result;
    while ((result = store_step(store, stmt, error)) == SQLITE_ROW) {
        g_autofree char *of = store_text(stmt, 0), *name = store_text(stmt, 1), *kind = store_text(stmt, 2);
        guint table = ORG_UNITS;
        while (table < ORG_PEOPLE && strcmp(store_table_names[table], of) != 0)
            table++;
        gboolean sound = g_utf8_validate(name, -1, NULL) && *name && strcmp(store_table_names[table], of) == 0;
        OrgAttribute *attribute = sound ? org_attribute(org, table, name, strcmp(kind, "number") == 0) : NULL;
        if (!attribute || !read_values(stmt, 3, org, table, attribute))
            return bad_attribute(store, table, name, error);
    }
    return result == SQLITE_DONE;
}
