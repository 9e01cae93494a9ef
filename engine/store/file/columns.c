// SPDX-License-Identifier: MIT
/* Posts and people as columns in blobs, by the list of columns in org_columns[]. */
#include "../../base/error.h"
#include "columns.h"
#include "values.h"

static FormType
type_of(const OrgColumnInfo *info)
{
    if (info->kind == ORG_K_WORD)
        return FORM_WORD;
    return info->width == 1 ? FORM_U8 : info->width == 2 ? FORM_U16 : info->is_signed ? FORM_I32 : FORM_U32;
}

/* ---- writing */

gboolean
store_columns_begin(StoreColumns *columns, OrgStore *store, const char *into, GError **error)
{
    *columns = (StoreColumns){ .store = store };
    g_autofree char *sql = g_strdup_printf("INSERT INTO %s VALUES (?, ?, ?, ?)", into);
    columns->insert = store_prepare(store, sql, error);
    columns->packer = form_packer_new();
    columns->texts = g_ptr_array_new();
    if (!columns->insert)
        return FALSE;
    if (columns->packer)
        return TRUE;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED, "%s: there is not enough memory to store it", store->path);
    return FALSE;
}

void
store_columns_end(StoreColumns *columns)
{
    sqlite3_finalize(columns->insert);
    form_packer_free(columns->packer);
    g_clear_pointer(&columns->texts, g_ptr_array_unref);
    g_free(columns->numbers);
    g_free(columns->cells);
    *columns = (StoreColumns){ 0 };
}

/* Room for a column of so many bytes, which each column uses again. */
static void *
cells_of(StoreColumns *columns, gsize size)
{
    if (size > columns->cells_size) {
        g_free(columns->cells);
        columns->cells = g_malloc(size);
        columns->cells_size = size;
    }
    return columns->cells;
}

GBytes *
store_columns_pack(StoreColumns *columns, const char *name, FormType type, guint32 rows, const void *cells,
                   GError **error)
{
    gsize size = 0;
    const void *blob =
        form_column_write(columns->packer, name, type, rows, cells, type == FORM_WORD ? columns->texts->len : 0,
                          (const char *const *) columns->texts->pdata, &size);
    if (blob)
        return g_bytes_new_static(blob, size);
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s: the column \"%s\" is larger than a file may hold (%u rows, 512 MiB of text)",
                  columns->store->path, name, FORM_MAX_ROWS);
    return NULL;
}

gboolean
store_columns_put(StoreColumns *columns, gint64 key, const char *table, const char *column, FormType type, guint32 rows,
                  const void *cells, GError **error)
{
    g_autofree char *name = g_strconcat(table, ".", column, NULL);
    g_autoptr(GBytes) blob = store_columns_pack(columns, name, type, rows, cells, error);
    return blob && store_put(columns->store, columns->insert, error, "ittb", key, table, column, blob);
}

/* Words are numbered anew in each blob, in the order of their first use: a blob holds no word but its own. */
const guint32 *
store_columns_number(StoreColumns *columns, const OrgWord *words, guint32 rows, const OrgDict *dict)
{
    guint32 size = org_dict_size(dict);
    if (size > columns->n_numbers) {
        columns->numbers = g_renew(guint32, columns->numbers, size);
        columns->n_numbers = size;
    }
    memset(columns->numbers, 0, size * sizeof(guint32));
    g_ptr_array_set_size(columns->texts, 0);
    guint32 *cells = cells_of(columns, MAX(rows, 1) * sizeof(guint32));
    for (guint32 i = 0; i < rows; i++) {
        OrgWord word = words[i];
        if (word && !columns->numbers[word]) {
            g_ptr_array_add(columns->texts, (char *) org_dict_text(dict, word));
            columns->numbers[word] = columns->texts->len;
        }
        cells[i] = columns->numbers[word];
    }
    return cells;
}

gboolean
store_columns_put_words(StoreColumns *columns, gint64 key, const char *table, const char *column, guint32 rows,
                        const OrgWord *words, const OrgDict *dict, GError **error)
{
    const guint32 *cells = store_columns_number(columns, words, rows, dict);
    return store_columns_put(columns, key, table, column, FORM_WORD, rows, cells, error);
}

/* The picked cells of a column, one after the other. */
static void *
gather(const void *cells, guint width, const GArray *pick)
{
    guint8 *out = g_malloc((gsize) MAX(pick->len, 1) * width);
    for (guint i = 0; i < pick->len; i++) {
        OrgRow row = g_array_index(pick, OrgRow, i);
        if (width == 1)
            out[i] = ((const guint8 *) cells)[row];
        else if (width == 2)
            ((guint16 *) (void *) out)[i] = ((const guint16 *) cells)[row];
        else
            ((guint32 *) (void *) out)[i] = ((const guint32 *) cells)[row];
    }
    return out;
}

gboolean
store_write_columns(StoreColumns *columns, gint64 key, const Org *org, guint table, const GArray *pick, GError **error)
{
    guint32 rows = pick ? pick->len : org_rows(org, table);
    const char *of = store_table_names[table];
    for (guint c = 0; c < ORG_N_COLUMNS; c++) {
        const OrgColumnInfo *info = &org_columns[c];
        if (info->table != table)
            continue;
        const void *cells = store_cells(org, info);
        g_autofree void *picked = pick ? gather(cells, info->width, pick) : NULL;
        if (pick)
            cells = picked;
        FormType type = type_of(info);
        gboolean done = type == FORM_WORD
                            ? store_columns_put_words(columns, key, of, info->name, rows, cells, org->dict, error)
                            : store_columns_put(columns, key, of, info->name, type, rows, cells, error);
        if (!done)
            return FALSE;
    }
    return TRUE;
}

/* ---- reading: the file is not trusted, so every word, code and row number is checked */

gboolean
store_bad_column(OrgStore *store, const char *name, const char *why, GError **error)
{
    g_autofree char *said = org_said_whole(why);
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED, "%s: column \"%s\": %s; take the file from a copy",
                  store->path, name, said);
    return FALSE;
}

OrgWord *
store_column_words(const FormColumn *column, OrgDict *dict)
{
    g_autofree OrgWord *words = g_new0(OrgWord, (gsize) column->words + 1);
    for (guint32 w = 1; w <= column->words; w++) {
        if (!g_utf8_validate(column->texts[w], -1, NULL))
            return NULL;
        words[w] = org_dict_add(dict, column->texts[w], -1);
    }
    return g_steal_pointer(&words);
}

static gboolean
rows_are_there(const guint32 *cells, guint32 n, guint32 rows)
{
    guint32 bad = 0;
    for (guint32 i = 0; i < n; i++)
        bad |= cells[i] >= rows && cells[i] != ORG_NONE;
    return !bad;
}

/* NULL, or why a column cannot be. */
static const char *
check_cells(const FormColumn *column, OrgColumnId id, const Org *org)
{
    const OrgColumnInfo *info = &org_columns[id];
    if (store_is_row(info->kind) &&
        !rows_are_there(column->cells, column->rows, org_rows(org, store_target(info->kind))))
        return M_("it names a row that is not there");
    if (!store_code_is_named(id))
        return NULL;
    const guint8 *codes = column->cells;
    for (guint32 i = 0; i < column->rows; i++)
        if (!store_code_text(id, codes[i]) && (codes[i] || id == ORG_COL_PEOPLE_state))
            return M_("it holds a code that does not exist");
    return NULL;
}

static const char *
take_column(const FormColumn *column, OrgColumnId id, Org *org)
{
    const OrgColumnInfo *info = &org_columns[id];
    void *cells = (void *) store_cells(org, info);
    if (column->rows != org_rows(org, info->table))
        return M_("it has another number of rows than the snapshot");
    const char *why = check_cells(column, id, org);
    if (why || !column->rows)
        return why;
    if (info->kind != ORG_K_WORD) {
        memcpy(cells, column->cells, (gsize) column->rows * info->width);
        return NULL;
    }
    g_autofree OrgWord *words = store_column_words(column, org->dict);
    if (!words)
        return M_("it holds a text that is no UTF-8");
    const guint32 *numbers = column->cells;
    for (guint32 i = 0; i < column->rows; i++)
        ((OrgWord *) cells)[i] = words[numbers[i]];
    return NULL;
}

gboolean
store_read_columns(OrgStore *store, gint64 snapshot, Org *org, guint table, GError **error)
{
    g_autoptr(sqlite3_stmt) stmt = store_prepare(
        store, "SELECT data FROM snapshot_column WHERE snapshot = ?1 AND \"table\" = ?2 AND \"column\" = ?3", error);
    for (guint c = 0; stmt && c < ORG_N_COLUMNS; c++) {
        const OrgColumnInfo *info = &org_columns[c];
        if (info->table != table)
            continue;
        g_autofree char *name = g_strconcat(store_table_names[table], ".", info->name, NULL);
        sqlite3_bind_int64(stmt, 1, snapshot);
        sqlite3_bind_text(stmt, 2, store_table_names[table], -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 3, info->name, -1, SQLITE_STATIC);
        int result = store_step(store, stmt, error);
        if (!result)
            return FALSE;
        FormColumn column = { 0 };
        const char *why = result == SQLITE_DONE
                              ? M_("it is missing")
                              : form_column_read(sqlite3_column_blob(stmt, 0), (gsize) sqlite3_column_bytes(stmt, 0),
                                                 name, type_of(info), &column);
        why = why ? why : take_column(&column, c, org);
        form_column_clear(&column);
        if (why)
            return store_bad_column(store, name, why, error);
        sqlite3_reset(stmt);
    }
    return stmt != NULL;
}
