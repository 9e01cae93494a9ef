// SPDX-License-Identifier: MIT
#include "parts.h"
#include <stdlib.h>
#include <string.h>

static void
part_free(FormPart *part, int fields)
{
    for (int i = 0; i < fields; i++)
        form_column_clear(&part->columns[i]);
    form_column_clear(&part->numbers);
    free(part->columns);
    free(part->offsets);
    free(part);
}

void
form_parts_sweep(FormTable *table)
{
    for (FormPart **at = &table->parts; *at;) {
        FormPart *part = *at;
        if (part->users || (part == table->last && !part->stale)) {
            at = &part->next;
            continue;
        }
        if (part == table->last)
            table->last = NULL;
        *at = part->next;
        part_free(part, table->spec->n);
    }
}

void
form_parts_free(FormTable *table)
{
    table->last = NULL;
    form_parts_sweep(table);
}

/* Within a statement the file does not change; between two it may, by this connection or by another. */
void
form_parts_refresh(FormTable *table)
{
    unsigned version = 0;
    sqlite3_int64 changes = sqlite3_total_changes(table->db);
    sqlite3_file_control(table->db, "main", SQLITE_FCNTL_DATA_VERSION, &version);
    if (version == table->version && changes == table->changes)
        return;
    table->version = version;
    table->changes = changes;
    for (FormPart *part = table->parts; part; part = part->next)
        part->stale = 1;
    form_parts_sweep(table);
}

FormPart *
form_part_held(FormTable *table, sqlite3_int64 key)
{
    FormPart *part = table->parts;
    while (part && (part->key != key || part->stale))
        part = part->next;
    return part;
}

static sqlite3_int64
held(const FormTable *table)
{
    sqlite3_int64 sum = 0;
    for (const FormPart *part = table->parts; part; part = part->next)
        sum += part->held;
    return sum;
}

static int
say(FormTable *table, int result, const char *column, const char *why)
{
    sqlite3_free(table->base.zErrMsg);
    table->base.zErrMsg = sqlite3_mprintf("column \"%s.%s\": %s", table->spec->of, column, why);
    return result;
}

/* The bytes of a blob, held by the statement. */
static int
find_blob(FormTable *table, sqlite3_int64 key, const char *column, sqlite3_stmt **stmt)
{
    char *sql = sqlite3_mprintf("SELECT data FROM main.%s WHERE %s = ?1 AND \"table\" = ?2 AND \"column\" = ?3",
                                table->spec->source, table->spec->key);
    if (!sql)
        return SQLITE_NOMEM;
    int result = sqlite3_prepare_v2(table->db, sql, -1, stmt, NULL);
    sqlite3_free(sql);
    if (result != SQLITE_OK)
        return result;
    sqlite3_bind_int64(*stmt, 1, key);
    sqlite3_bind_text(*stmt, 2, table->spec->of, -1, SQLITE_STATIC);
    sqlite3_bind_text(*stmt, 3, column, -1, SQLITE_STATIC);
    return sqlite3_step(*stmt);
}

static int
read_column(FormTable *table, FormPart *part, const char *column, FormType type, FormColumn *into)
{
    sqlite3_stmt *stmt = NULL;
    int result = find_blob(table, part->key, column, &stmt);
    char *name = sqlite3_mprintf("%s.%s", table->spec->of, column);
    const char *why = NULL;
    if (result == SQLITE_ROW && name)
        why = form_column_read(sqlite3_column_blob(stmt, 0), (size_t) sqlite3_column_bytes(stmt, 0), name, type, into);
    else if (result == SQLITE_DONE)
        why = "it is missing";
    sqlite3_free(name);
    sqlite3_finalize(stmt);
    if (why)
        return say(table, SQLITE_CORRUPT_VTAB, column, why);
    if (result != SQLITE_ROW || !name)
        return say(table, result == SQLITE_ROW ? SQLITE_NOMEM : result, column, "it cannot be read");
    part->held += (sqlite3_int64) into->rows * (sqlite3_int64) form_width(type);
    part->held += into->words ? into->texts[into->words] - into->text : 0;
    if (held(table) > FORM_MAX_HELD)
        return say(table, SQLITE_NOMEM, column, "the query would hold more than 1 GiB of columns");
    return SQLITE_OK;
}

/* ---- acts as bytes */

/* The acts of a run one after the other, each behind its length. */
static int
read_journal(FormTable *table, FormPart *part, FormColumn *into)
{
    sqlite3_stmt *stmt = NULL;
    int result =
        sqlite3_prepare_v2(table->db, "SELECT data FROM main.journal WHERE run = ?1 ORDER BY batch", -1, &stmt, NULL);
    const char *why = NULL;
    if (result == SQLITE_OK)
        sqlite3_bind_int64(stmt, 1, part->key);
    while (result == SQLITE_OK && !why && (result = sqlite3_step(stmt)) == SQLITE_ROW) {
        FormColumn batch;
        result = SQLITE_OK;
        why = form_column_read(sqlite3_column_blob(stmt, 0), (size_t) sqlite3_column_bytes(stmt, 0), "journal",
                               FORM_BYTES, &batch);
        if (why)
            break;
        char *longer = batch.rows <= FORM_MAX_HELD - into->rows
                           ? realloc(into->cells, (size_t) into->rows + batch.rows + 1)
                           : NULL;
        if (longer) {
            memcpy(longer + into->rows, batch.cells, batch.rows);
            into->cells = longer;
            into->rows += batch.rows;
        }
        form_column_clear(&batch);
        result = longer ? SQLITE_OK : SQLITE_NOMEM;
    }
    sqlite3_finalize(stmt);
    part->held += into->rows;
    if (why)
        return say(table, SQLITE_CORRUPT_VTAB, "payload", why);
    return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* As many acts as the other columns tell of. */
static int
find_acts(FormTable *table, FormPart *part, const FormColumn *bytes)
{
    const uint8_t *at = bytes->cells;
    uint32_t offset = 0;
    part->offsets = malloc(((size_t) part->rows + 1) * sizeof *part->offsets);
    if (!part->offsets)
        return SQLITE_NOMEM;
    for (uint32_t i = 0; i < part->rows; i++) {
        part->offsets[i] = offset;
        if (bytes->rows - offset < 4)
            return say(table, SQLITE_CORRUPT_VTAB, "payload", "it has too few acts");
        uint32_t length = (uint32_t) at[offset] | (uint32_t) at[offset + 1] << 8 | (uint32_t) at[offset + 2] << 16 |
                          (uint32_t) at[offset + 3] << 24;
        if (length > bytes->rows - offset - 4)
            return say(table, SQLITE_CORRUPT_VTAB, "payload", "an act is cut off");
        offset += 4 + length;
    }
    part->offsets[part->rows] = offset;
    return SQLITE_OK;
}

static int
need_payload(FormTable *table, FormPart *part, FormColumn *column)
{
    int result = read_journal(table, part, column);
    if (result == SQLITE_OK && part->rows)
        result = find_acts(table, part, column);
    if (result != SQLITE_OK) {
        form_column_clear(column);
        free(part->offsets);
        part->offsets = NULL;
    }
    return result;
}

/* ---- any column */

int
form_part_need(FormTable *table, FormPart *part, int field)
{
    const FormField *f = &table->spec->fields[field];
    FormColumn *column = &part->columns[field];
    if (column->cells)
        return SQLITE_OK;
    if (f->kind == PAYLOAD)
        return need_payload(table, part, column);
    int result = read_column(table, part, f->name, f->type, column);
    if (result == SQLITE_OK && column->rows != part->rows)
        result = say(table, SQLITE_CORRUPT_VTAB, f->name, "it has another number of rows");
    if (result != SQLITE_OK)
        form_column_clear(column);
    return result;
}

static int
count_rows(FormTable *table, FormPart *part)
{
    const FormSpec *spec = table->spec;
    if (!spec->numbered) {
        int result = read_column(table, part, spec->fields[0].name, spec->fields[0].type, &part->columns[0]);
        part->rows = part->columns[0].rows;
        return result;
    }
    int result = read_column(table, part, spec->row, FORM_U32, &part->numbers);
    if (result != SQLITE_OK)
        return result;
    part->rows = part->numbers.rows;
    const uint32_t *numbers = part->numbers.cells;
    for (uint32_t i = 1; i < part->rows; i++)
        if (numbers[i] <= numbers[i - 1])
            return say(table, SQLITE_CORRUPT_VTAB, spec->row, "its rows are not in order");
    return SQLITE_OK;
}

int
form_part_of(FormTable *table, sqlite3_int64 key, FormPart **out)
{
    *out = form_part_held(table, key);
    if (*out)
        return SQLITE_OK;
    FormPart *part = calloc(1, sizeof *part);
    FormColumn *columns = calloc((size_t) table->spec->n, sizeof *columns);
    if (!part || !columns) {
        free(part);
        free(columns);
        return SQLITE_NOMEM;
    }
    part->key = key;
    part->columns = columns;
    part->next = table->parts;
    table->parts = part;
    *out = part;
    int result = count_rows(table, part);
    part->stale = result != SQLITE_OK; /* what was not read to its end is never found again */
    return result;
}
