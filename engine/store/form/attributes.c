// SPDX-License-Identifier: MIT
/* The table attribute_value: (snapshot, table, position, row, value), a row a value that is there. */
#include "column.h"
#include "tables.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    sqlite3_vtab base;
    sqlite3 *db;
} Table;

typedef struct {
    sqlite3_vtab_cursor base;
    sqlite3_stmt *stmt; /* at the attribute whose values are read; NULL: at the end */
    FormColumn values;
    uint32_t at;
} Cursor;

static int
connect_table(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    (void) data, (void) argc, (void) argv, (void) error;
    int result = sqlite3_declare_vtab(
        db, "CREATE TABLE x(snapshot INTEGER, \"table\" TEXT, position INTEGER, row INTEGER, value)");
    if (result != SQLITE_OK)
        return result;
    Table *table = calloc(1, sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    table->db = db;
    *out = &table->base;
    return SQLITE_OK;
}

static int
disconnect_table(sqlite3_vtab *base)
{
    free(base);
    return SQLITE_OK;
}

/* number: 1 the snapshot is given. */
static int
best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    (void) base;
    info->estimatedCost = 1e7;
    for (int i = 0; i < info->nConstraint && !info->idxNum; i++)
        if (info->aConstraint[i].usable && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ &&
            info->aConstraint[i].iColumn == 0) {
            info->aConstraintUsage[i].argvIndex = info->idxNum = 1;
            info->estimatedCost = 1e5;
        }
    info->estimatedRows = (sqlite3_int64) info->estimatedCost;
    return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void) base;
    Cursor *cursor = calloc(1, sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    *out = &cursor->base;
    return SQLITE_OK;
}

static void
finish(Cursor *cursor)
{
    form_column_clear(&cursor->values);
    sqlite3_finalize(cursor->stmt);
    cursor->stmt = NULL;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
    finish((Cursor *) base);
    free(base);
    return SQLITE_OK;
}

static int
is_there(const Cursor *cursor)
{
    if (cursor->values.type == FORM_REAL)
        return !isnan(((const double *) cursor->values.cells)[cursor->at]);
    return ((const uint32_t *) cursor->values.cells)[cursor->at] != 0;
}

static int
next_attribute(Cursor *cursor)
{
    int result = sqlite3_step(cursor->stmt);
    if (result != SQLITE_ROW) {
        finish(cursor);
        return result == SQLITE_DONE ? SQLITE_OK : result;
    }
    const char *kind = (const char *) sqlite3_column_text(cursor->stmt, 3);
    form_column_clear(&cursor->values);
    cursor->at = 0;
    const char *why =
        form_column_read(sqlite3_column_blob(cursor->stmt, 4), (size_t) sqlite3_column_bytes(cursor->stmt, 4),
                         "attribute", kind && strcmp(kind, "number") == 0 ? FORM_REAL : FORM_WORD, &cursor->values);
    if (!why)
        return SQLITE_OK;
    sqlite3_vtab *table = cursor->base.pVtab;
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_mprintf("attribute %d of %s: %s", sqlite3_column_int(cursor->stmt, 2),
                                     sqlite3_column_text(cursor->stmt, 1), why);
    finish(cursor);
    return SQLITE_CORRUPT_VTAB;
}

/* To the next value that is there, from where the cursor stands. */
static int
settle(Cursor *cursor)
{
    while (cursor->stmt) {
        while (cursor->at < cursor->values.rows) {
            if (is_there(cursor))
                return SQLITE_OK;
            cursor->at++;
        }
        int result = next_attribute(cursor);
        if (result != SQLITE_OK)
            return result;
    }
    return SQLITE_OK;
}

static int
filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc, sqlite3_value **argv)
{
    Cursor *cursor = (Cursor *) base;
    (void) text, (void) argc;
    finish(cursor);
    int result = sqlite3_prepare_v2(((Table *) base->pVtab)->db,
                                    "SELECT snapshot, \"table\", position, kind, data FROM main.attribute WHERE"
                                    " ?1 IS NULL OR snapshot = ?1 ORDER BY snapshot, \"table\", position",
                                    -1, &cursor->stmt, NULL);
    if (result != SQLITE_OK)
        return result;
    if (number)
        sqlite3_bind_value(cursor->stmt, 1, argv[0]);
    return settle(cursor);
}

static int
next(sqlite3_vtab_cursor *base)
{
    ((Cursor *) base)->at++;
    return settle((Cursor *) base);
}

static int
at_end(sqlite3_vtab_cursor *base)
{
    return ((Cursor *) base)->stmt == NULL;
}

static int
column(sqlite3_vtab_cursor *base, sqlite3_context *out, int place)
{
    const Cursor *cursor = (const Cursor *) base;
    if (place < 3)
        sqlite3_result_value(out, sqlite3_column_value(cursor->stmt, place));
    else if (place == 3)
        sqlite3_result_int64(out, cursor->at);
    else if (cursor->values.type == FORM_REAL)
        sqlite3_result_double(out, ((const double *) cursor->values.cells)[cursor->at]);
    else
        sqlite3_result_text(out, cursor->values.texts[((const uint32_t *) cursor->values.cells)[cursor->at]], -1,
                            SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = ((const Cursor *) base)->at;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect_table,
    .xBestIndex = best_index,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = at_end,
    .xColumn = column,
    .xRowid = rowid,
};

int
form_offer_attributes(sqlite3 *db)
{
    return sqlite3_create_module(db, "attribute_value", &module, NULL);
}
