// SPDX-License-Identifier: MIT
/* Inside engine/store/form only: the columns of one snapshot or run, read from their blobs when they are asked for and shared by all
 * who read the table. */
#pragma once
#include "../../org/org.h"
#include "column.h"
#include "tables.h"

enum {
    PLAIN = 100,
    ACT,
    PAYLOAD
}; /* kinds beside those of OrgColumnKind: shown as it is; the number of an act or none; an act as bytes */

typedef struct {
    const char *name;
    FormType type;
    int kind, id; /* id: the OrgColumnId, or -1 */
} FormField;

typedef struct {
    const char *name, *key, *source, *of;
    const char *row; /* what the number of a row is called */
    int numbered;    /* the numbers of its rows are a column, ascending; else rows are numbered from 0 */
    const FormField *fields;
    int n;
} FormSpec;

typedef struct FormPart {
    struct FormPart *next;
    sqlite3_int64 key, held;
    int users, stale; /* stale: the file has changed since */
    uint32_t rows;
    FormColumn numbers;  /* of the rows, where they are a column */
    FormColumn *columns; /* by field; cells NULL: not read yet */
    uint32_t *offsets;   /* of acts in the bytes of their column, rows + 1 of them */
} FormPart;

typedef struct {
    sqlite3_vtab base;
    sqlite3 *db;
    const FormSpec *spec;
    FormPart *parts; /* those in use, and the one read last */
    FormPart *last;
    unsigned version; /* of the file that the parts are of */
    sqlite3_int64 changes;
} FormTable;

/* SQLite results; why is said by the table. A part is not yet in use: its users are its readers'. */
int form_part_of(FormTable *table, sqlite3_int64 key, FormPart **part);
FormPart *form_part_held(FormTable *table, sqlite3_int64 key); /* NULL: it is not held */
/* A column of as many rows as its part has. */
int form_part_need(FormTable *table, FormPart *part, int field);
/* What nobody reads goes, but for the one read last: a subquery opens the table again for each row of its query. */
void form_parts_sweep(FormTable *table);
/* Forget what is no more what the file holds. Due where reading begins. */
void form_parts_refresh(FormTable *table);
void form_parts_free(FormTable *table);
