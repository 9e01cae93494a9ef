// SPDX-License-Identifier: MIT
#include "../file/values.h"
#include "parts.h"
#include <stdlib.h>
#include <string.h>

/* ---- what the tables are */

#define TYPE_OF(t, k)                                                                                                  \
    (ORG_K_##k == ORG_K_WORD    ? FORM_WORD                                                                            \
     : sizeof(t) == 1           ? FORM_U8                                                                              \
     : sizeof(t) == 2           ? FORM_U16                                                                             \
     : ORG_K_##k == ORG_K_MONTH ? FORM_I32                                                                             \
                                : FORM_U32)
#define X(T, m, t, k, n, i) { n, TYPE_OF(t, k), ORG_K_##k, ORG_COL_##T##_##m },
#define DECIDING                                                                                                       \
    {                                                                                                                  \
        "act", FORM_U32, ACT, -1                                                                                       \
    }
static const FormField post_fields[] = { ORG_POST_COLUMNS(X) DECIDING };
static const FormField person_fields[] = { ORG_PERSON_COLUMNS(X) };
#undef X
static const FormField act_fields[] = {
    { "month", FORM_I32, PLAIN, -1 },        { "item", FORM_U32, PLAIN, -1 },
    { "plugin", FORM_WORD, ORG_K_WORD, -1 }, { "verb", FORM_WORD, ORG_K_WORD, -1 },
    { "reason", FORM_WORD, ORG_K_WORD, -1 }, { "reason_said", FORM_WORD, ORG_K_WORD, -1 },
    { "payload", FORM_BYTES, PAYLOAD, -1 }
};
#define COUNT(array) ((int) (sizeof(array) / sizeof *(array)))

static const FormSpec specs[] = {
    { "post", "snapshot", "snapshot_column", "posts", "row", 0, post_fields, COUNT(post_fields) - 1 },
    { "person", "snapshot", "snapshot_column", "people", "row", 0, person_fields, COUNT(person_fields) },
    { "post_end", "run", "end_column", "posts", "row", 1, post_fields, COUNT(post_fields) },
    { "person_end", "run", "end_column", "people", "row", 1, person_fields, COUNT(person_fields) },
    { "act", "run", "end_column", "acts", "seq", 0, act_fields, COUNT(act_fields) },
};

typedef struct {
    sqlite3_vtab_cursor base;
    FormPart *now;       /* NULL: at the end */
    sqlite3_int64 *keys; /* still to be read from next_key on */
    int n_keys, next_key;
    uint32_t at, end;
    int one_row;
    sqlite3_int64 row;
} Cursor;

/* ---- the virtual table */

static const char *
sql_type(const FormField *field)
{
    if (field->type == FORM_WORD || (field->id >= 0 && store_code_is_named((OrgColumnId) field->id)))
        return "TEXT";
    if (field->kind == PAYLOAD)
        return "BLOB";
    return field->kind == ORG_K_THOUSANDTHS || field->kind == ORG_K_HUNDREDTHS ? "REAL" : "INTEGER";
}

static int
connect_table(sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **out, char **error)
{
    const FormSpec *spec = data;
    (void) argc, (void) argv, (void) error;
    char *sql = sqlite3_mprintf("CREATE TABLE x(%s INTEGER, %s INTEGER", spec->key, spec->row);
    for (int i = 0; sql && i < spec->n; i++) {
        char *longer = sqlite3_mprintf("%s, %s %s", sql, spec->fields[i].name, sql_type(&spec->fields[i]));
        sqlite3_free(sql);
        sql = longer;
    }
    char *whole = sql ? sqlite3_mprintf("%s)", sql) : NULL;
    sqlite3_free(sql);
    int result = whole ? sqlite3_declare_vtab(db, whole) : SQLITE_NOMEM;
    sqlite3_free(whole);
    if (result != SQLITE_OK)
        return result;
    FormTable *table = calloc(1, sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    table->db = db;
    table->spec = spec;
    *out = &table->base;
    return SQLITE_OK;
}

static int
disconnect_table(sqlite3_vtab *base)
{
    FormTable *table = (FormTable *) base;
    form_parts_free(table);
    free(table);
    return SQLITE_OK;
}

/* number: 1 the key is given, 2 the row is. */
static int
best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    int at[2] = { -1, -1 }, argument = 0;
    (void) base;
    for (int i = 0; i < info->nConstraint; i++) {
        int column = info->aConstraint[i].iColumn;
        if (info->aConstraint[i].usable && info->aConstraint[i].op == SQLITE_INDEX_CONSTRAINT_EQ && column >= 0 &&
            column < 2)
            at[column] = i;
    }
    for (int c = 0; c < 2; c++)
        if (at[c] >= 0) {
            info->aConstraintUsage[at[c]].argvIndex = ++argument;
            info->idxNum |= 1 << c;
        }
    info->estimatedRows = (at[0] < 0 ? 10 : 1) * (at[1] < 0 ? 100000 : 1);
    info->estimatedCost = (double) info->estimatedRows + (at[0] < 0 ? 1e6 : 0);
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
leave_part(Cursor *cursor)
{
    if (cursor->now)
        cursor->now->users--;
    cursor->now = NULL;
}

static int
close_cursor(sqlite3_vtab_cursor *base)
{
    Cursor *cursor = (Cursor *) base;
    leave_part(cursor);
    form_parts_sweep((FormTable *) base->pVtab);
    free(cursor->keys);
    free(cursor);
    return SQLITE_OK;
}

/* Where a row stands; rows when it is not there. */
static uint32_t
find_row(const FormPart *part, int numbered, sqlite3_int64 row)
{
    if (row < 0 || row > UINT32_MAX)
        return part->rows;
    if (!numbered)
        return row < part->rows ? (uint32_t) row : part->rows;
    const uint32_t *numbers = part->numbers.cells;
    uint32_t from = 0, to = part->rows;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (numbers[middle] < row)
            from = middle + 1;
        else
            to = middle;
    }
    return from < part->rows && numbers[from] == row ? from : part->rows;
}

/* Into the next part that has a row that is wanted. */
static int
next_part(Cursor *cursor)
{
    FormTable *table = (FormTable *) cursor->base.pVtab;
    while (cursor->next_key < cursor->n_keys) {
        FormPart *part = NULL;
        leave_part(cursor);
        int result = form_part_of(table, cursor->keys[cursor->next_key++], &part);
        if (result != SQLITE_OK) {
            form_parts_sweep(table);
            return result;
        }
        part->users++;
        cursor->now = table->last = part;
        form_parts_sweep(table);
        cursor->at = cursor->one_row ? find_row(part, table->spec->numbered, cursor->row) : 0;
        cursor->end = cursor->one_row && cursor->at < part->rows ? cursor->at + 1 : part->rows;
        if (cursor->at < cursor->end)
            return SQLITE_OK;
    }
    leave_part(cursor);
    return SQLITE_OK;
}

static int
add_key(Cursor *cursor, sqlite3_int64 key)
{
    if ((cursor->n_keys & (cursor->n_keys - 1)) == 0) {
        size_t room = cursor->n_keys ? 2 * (size_t) cursor->n_keys : 1;
        sqlite3_int64 *keys = realloc(cursor->keys, room * sizeof *keys);
        if (!keys)
            return SQLITE_NOMEM;
        cursor->keys = keys;
    }
    cursor->keys[cursor->n_keys++] = key;
    return SQLITE_OK;
}

/* The snapshots or runs that have a column of the table: one, or all. */
static int
find_keys(Cursor *cursor, int one, sqlite3_int64 key)
{
    FormTable *table = (FormTable *) cursor->base.pVtab;
    const FormSpec *spec = table->spec;
    sqlite3_stmt *stmt = NULL;
    cursor->n_keys = cursor->next_key = 0;
    if (one && form_part_held(table, key)) /* joined row by row, mostly with the same one */
        return add_key(cursor, key);
    char *sql = sqlite3_mprintf(
        "SELECT %s FROM main.%s WHERE \"table\" = '%s' AND \"column\" = '%s' AND (?1 = 0 OR %s = ?2)"
        " ORDER BY 1",
        spec->key, spec->source, spec->of, spec->numbered ? spec->row : spec->fields[0].name, spec->key);
    int result = sql ? sqlite3_prepare_v2(table->db, sql, -1, &stmt, NULL) : SQLITE_NOMEM;
    sqlite3_free(sql);
    if (result == SQLITE_OK) {
        sqlite3_bind_int(stmt, 1, one);
        sqlite3_bind_int64(stmt, 2, key);
        while ((result = sqlite3_step(stmt)) == SQLITE_ROW)
            if (add_key(cursor, sqlite3_column_int64(stmt, 0)) != SQLITE_OK) {
                sqlite3_finalize(stmt);
                return SQLITE_NOMEM;
            }
    }
    sqlite3_finalize(stmt);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* A value that no key and no row can equal finds nothing: SQLite looks again at what is found. */
static sqlite3_int64
whole_number(sqlite3_value *value)
{
    int type = sqlite3_value_numeric_type(value);
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_value_int64(value) : -1;
}

static int
filter(sqlite3_vtab_cursor *base, int number, const char *text, int argc, sqlite3_value **argv)
{
    Cursor *cursor = (Cursor *) base;
    FormPart *before = cursor->now;
    int at = 0;
    (void) text, (void) argc;
    sqlite3_int64 key = number & 1 ? whole_number(argv[at++]) : 0;
    cursor->one_row = (number & 2) != 0;
    cursor->row = cursor->one_row ? whole_number(argv[at]) : 0;
    form_parts_refresh((FormTable *) base->pVtab);
    cursor->now = NULL; /* before keeps its user until its successor is found, which mostly is the same */
    int result = find_keys(cursor, number & 1, key);
    if (result == SQLITE_OK)
        result = next_part(cursor);
    if (before && !--before->users)
        form_parts_sweep((FormTable *) base->pVtab);
    return result;
}

static int
next(sqlite3_vtab_cursor *base)
{
    Cursor *cursor = (Cursor *) base;
    return ++cursor->at < cursor->end ? SQLITE_OK : next_part(cursor);
}

static int
at_end(sqlite3_vtab_cursor *base)
{
    return ((Cursor *) base)->now == NULL;
}

static sqlite3_int64
row_number(const Cursor *cursor)
{
    const FormPart *part = cursor->now;
    return part->numbers.cells ? ((const uint32_t *) part->numbers.cells)[cursor->at] : cursor->at;
}

/* ---- cells, spelled as everywhere in the file */

static sqlite3_int64
number_at(const FormColumn *column, uint32_t at)
{
    switch (column->type) {
    case FORM_U8:
    case FORM_BYTES:
        return ((const uint8_t *) column->cells)[at];
    case FORM_U16:
        return ((const uint16_t *) column->cells)[at];
    case FORM_I32:
        return ((const int32_t *) column->cells)[at];
    default:
        return ((const uint32_t *) column->cells)[at];
    }
}

static int
is_absent(const FormField *field, sqlite3_int64 value, sqlite3_int64 row)
{
    switch (field->kind) {
    case ORG_K_UNIT:
    case ORG_K_POST:
    case ORG_K_PERSON:
    case ACT:
        return value == ORG_NONE;
    case ORG_K_MONTH:
        return value == ORG_OPEN || value == ORG_UNKNOWN;
    case ORG_K_WORD:
    case ORG_K_HUNDREDTHS:
        return value == 0;
    case ORG_K_CODE:
        if (field->id == ORG_COL_POSTS_stream || field->id == ORG_COL_PEOPLE_stream)
            return value == row; /* draws by its number */
        return value == 0 && field->id != ORG_COL_POSTS_ordinal && field->id != ORG_COL_PEOPLE_ordinal;
    default:
        return 0;
    }
}

static void
give_cell(sqlite3_context *out, const FormField *field, const FormColumn *column, const uint32_t *offsets, uint32_t at,
          sqlite3_int64 row)
{
    if (field->kind == PAYLOAD) {
        sqlite3_result_blob64(out, (const char *) column->cells + offsets[at], offsets[at + 1] - offsets[at],
                              SQLITE_TRANSIENT);
        return;
    }
    sqlite3_int64 value = number_at(column, at);
    if (is_absent(field, value, row)) {
        /* An act without a reason has an empty one. */
        if (field->id < 0 && field->type == FORM_WORD && strcmp(field->name, "reason_said") != 0)
            sqlite3_result_text(out, "", 0, SQLITE_STATIC);
        return;
    }
    if (field->type == FORM_WORD)
        sqlite3_result_text(out, column->texts[value], -1, SQLITE_TRANSIENT);
    else if (field->id >= 0 && store_code_is_named((OrgColumnId) field->id))
        sqlite3_result_text(out, store_code_text((OrgColumnId) field->id, value), -1, SQLITE_STATIC);
    else if (field->kind == ORG_K_THOUSANDTHS || field->kind == ORG_K_HUNDREDTHS)
        sqlite3_result_double(out, (double) value / (field->kind == ORG_K_THOUSANDTHS ? 1000 : 100));
    else
        sqlite3_result_int64(out, value);
}

static int
column(sqlite3_vtab_cursor *base, sqlite3_context *out, int place)
{
    Cursor *cursor = (Cursor *) base;
    FormTable *table = (FormTable *) base->pVtab;
    if (place < 2) {
        sqlite3_result_int64(out, place ? row_number(cursor) : cursor->now->key);
        return SQLITE_OK;
    }
    int result = form_part_need(table, cursor->now, place - 2);
    if (result == SQLITE_OK)
        give_cell(out, &table->spec->fields[place - 2], &cursor->now->columns[place - 2], cursor->now->offsets,
                  cursor->at, row_number(cursor));
    return result;
}

static int
rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = row_number((const Cursor *) base);
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
form_offer_tables(sqlite3 *db)
{
    int result = SQLITE_OK;
    for (int i = 0; result == SQLITE_OK && i < COUNT(specs); i++)
        result = sqlite3_create_module(db, specs[i].name, &module, (void *) &specs[i]);
    return result;
}
