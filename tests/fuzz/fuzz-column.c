// SPDX-License-Identifier: MIT
/* Columns as compressed blobs (engine/store/form), as in a file or in a process that has loaded the extension: blobs one after the
 * other, each behind its length in four bytes. Their sums are made right, for no other blob is looked into. */
#include "../../engine/store/form/column.h"
#include "../../engine/store/form/tables.h"
#include "fuzz.h"
#include <string.h>

#define HEAD 32
#define MOST_ROWS 300

static void
make_right(uint8_t *blob, size_t size)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);

    memcpy(blob, "OCOL\1", 5);
    for (size_t i = 0; i < size; i++)
        if (i < 24 || i >= HEAD)
            sum = (sum ^ blob[i]) * UINT64_C(0x100000001b3);
    for (guint i = 0; i < 8; i++)
        blob[24 + i] = (uint8_t) (sum >> (8 * i));
}

/* What is read can be used, and is the same when it is written and read again. */
static void
check_column(const uint8_t *blob, size_t size, const char *name)
{
    const FormType type = (FormType) blob[5];
    FormColumn column, again;
    size_t packed = 0;

    if (type < FORM_U8 || type > FORM_BYTES)
        return;
    const char *why = form_column_read(blob, size, name, type, &column);
    FUZZ_MUST(!why || !column.cells);
    if (why)
        return;
    fuzz_accepted = TRUE;
    for (uint32_t i = 0; type == FORM_WORD && i < column.rows; i++)
        FUZZ_MUST(((const uint32_t *) column.cells)[i] <= column.words);
    for (uint32_t w = 1; w <= column.words; w++)
        FUZZ_MUST(column.texts[w][0]);
    FormPacker *packer = form_packer_new();
    const void *copy = form_column_write(packer, name, type, column.rows, column.cells, column.words,
                                         column.words ? (const char *const *) column.texts + 1 : NULL, &packed);
    FUZZ_MUST(copy && !form_column_read(copy, packed, name, type, &again));
    FUZZ_MUST(again.rows == column.rows && again.words == column.words &&
              memcmp(again.cells, column.cells, column.rows * form_width(type)) == 0);
    form_column_clear(&again);
    form_column_clear(&column);
    form_packer_free(packer);
}

static void
insert(sqlite3 *db, const char *into, const char *name, const uint8_t *blob, size_t size)
{
    const char *dot = strchr(name, '.');
    sqlite3_stmt *stmt = NULL;

    FUZZ_MUST(sqlite3_prepare_v2(db, into, -1, &stmt, NULL) == SQLITE_OK);
    sqlite3_bind_text(stmt, 1, name, dot ? (int) (dot - name) : -1, SQLITE_STATIC);
    sqlite3_bind_text(stmt, 2, dot ? dot + 1 : "", -1, SQLITE_STATIC);
    sqlite3_bind_blob64(stmt, 3, blob, size, SQLITE_STATIC);
    sqlite3_step(stmt);
    sqlite3_finalize(stmt);
}

static void
read_rows(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    gsize bytes = 0;

    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        return;
    for (guint i = 0; i < MOST_ROWS && sqlite3_step(stmt) == SQLITE_ROW; i++)
        for (int c = 0; c < sqlite3_column_count(stmt); c++) {
            const uint8_t *cell = sqlite3_column_blob(stmt, c);
            for (int b = 0; b < sqlite3_column_bytes(stmt, c); b++)
                bytes += cell[b];
        }
    sqlite3_finalize(stmt);
    g_debug("%s: %" G_GSIZE_FORMAT, sql, bytes);
}

static sqlite3 *
open_tables(void)
{
    static const char schema[] =
        "CREATE TABLE snapshot_column(snapshot, \"table\", \"column\", data);"
        "CREATE TABLE end_column(run, \"table\", \"column\", data); CREATE TABLE journal(run, batch, data);"
        "CREATE TABLE attribute(snapshot, \"table\", position, kind, data); CREATE TABLE snapshot(id); CREATE TABLE "
        "run(id);"
        "INSERT INTO snapshot VALUES (1); INSERT INTO run VALUES (1);";
    sqlite3 *db = NULL;

    FUZZ_MUST(sqlite3_open(":memory:", &db) == SQLITE_OK && sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
              form_offer_tables(db) == SQLITE_OK && form_offer_attributes(db) == SQLITE_OK);
    return db;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const queries[] = { "SELECT * FROM post",
                                           "SELECT * FROM person WHERE snapshot = 1",
                                           "SELECT * FROM post_end WHERE run = 1",
                                           "SELECT * FROM post_end WHERE run = 1 AND row = 3",
                                           "SELECT * FROM person_end",
                                           "SELECT * FROM act",
                                           "SELECT payload FROM act WHERE run = 1 AND seq = 2",
                                           "SELECT * FROM attribute_value" };
    static sqlite3 *db;
    size_t at = 0;

    if (!db)
        db = open_tables();
    sqlite3_exec(db, "DELETE FROM snapshot_column; DELETE FROM end_column; DELETE FROM journal; DELETE FROM attribute",
                 NULL, NULL, NULL);
    while (size - at > 4) {
        size_t length = MIN(data[at] | (size_t) data[at + 1] << 8 | (size_t) data[at + 2] << 16, size - at - 4);
        g_autofree uint8_t *blob = g_memdup2(data + at + 4, length); /* its end is the end of the memory */
        at += 4 + length;
        if (length < HEAD)
            continue;
        size_t named = MIN(blob[6] | (size_t) blob[7] << 8, length - HEAD);
        g_autofree char *name = g_strndup((const char *) blob + HEAD, named);
        make_right(blob, length);
        check_column(blob, length, name);
        insert(db, "INSERT INTO snapshot_column VALUES (1, ?1, ?2, ?3)", name, blob, length);
        insert(db, "INSERT INTO end_column VALUES (1, ?1, ?2, ?3)", name, blob, length);
        if (strcmp(name, "journal") == 0)
            insert(db, "INSERT INTO journal SELECT 1, count(*), ?3 FROM journal WHERE ?1 <> ?2", name, blob, length);
        if (strcmp(name, "attribute") == 0)
            insert(db,
                   blob[5] == FORM_REAL
                       ? "INSERT INTO attribute SELECT 1, ?1, count(*), 'number', ?3 FROM attribute WHERE ?1 <> ?2"
                       : "INSERT INTO attribute SELECT 1, ?1, count(*), 'word', ?3 FROM attribute WHERE ?1 <> ?2",
                   name, blob, length);
    }
    for (guint i = 0; i < G_N_ELEMENTS(queries); i++)
        read_rows(db, queries[i]);
    return 0;
}
