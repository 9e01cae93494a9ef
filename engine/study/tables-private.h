// SPDX-License-Identifier: MIT
/* Shared by tables.c, which reads all tables, and those that fill some: a table under construction. */
#pragma once
#include "impact.h"
#include "session.h"
#include "tables.h"

#define MOST_COLUMNS 64

typedef struct {
    const char *name; /* NULL: there are no more */
    gboolean is_text;
} TableColumn;
/* clang-format off */
#define NUMBER(column) { #column, FALSE }
#define TEXT(column) { #column, TRUE }
/* clang-format on */

typedef struct {
    const char *name;
    TableColumn columns[MOST_COLUMNS + 1];
} TableSpec;

typedef struct {
    const TableSpec *spec;
    guint n;
    GArray *numbers[MOST_COLUMNS];  /* double */
    GPtrArray *texts[MOST_COLUMNS]; /* char *, NULL = absent */
    OrgWorkerColumn columns[MOST_COLUMNS];
} Table;

void table_begin(Table *table, const TableSpec *spec);
/* The next row, column by column in order; a text is copied, NULL is absent. */
void table_number(Table *table, guint column, double value);
void table_text(Table *table, guint column, const char *value);
/* What a message says in English, and in the column `said` what it is made of (its JSON), for the reader's language. Both are
 * absent when it says nothing. */
void table_message(Table *table, guint column, guint said, const OrgMessage *message);
/* What the worker is handed; it lives as long as the table. */
OrgWorkerTable table_seal(Table *table);
void table_clear(Table *table);

/* ---- what runs hold: each adds the rows of one run */

extern const TableSpec table_run, table_series, table_target, table_actual, table_input, table_plugin, table_fate,
    table_story, table_type, table_paid, table_year, table_staff, table_reach, table_way, table_assumption;
void tables_add_types(Table *table, double run, const OrgOpened *opened); /* what types of units are called */
void tables_add_run(Table *table, double run, const OrgOpened *opened);
/* Both of one run, of which the file is read once. */
gboolean tables_add_results(Table *series, Table *targets, double run, const OrgOpened *opened, GError **error);
/* What was reported, of all that the file keeps: also what has come since the run was judged. */
gboolean tables_add_actuals(Table *table, double run, const OrgOpened *opened, GError **error);
gboolean tables_add_inputs(Table *table, double run, const OrgOpened *opened, GError **error);
/* The ledger and what was saved; what doing nothing would have cost is run in the session where the file does not keep it. */
gboolean tables_add_money(Table *paid, Table *years, OrgSession *session, double run, const OrgOpened *opened,
                          GError **error);
/* By runs in the session, those of `reach` and `reach --assumptions`. */
gboolean tables_add_reach(Table *targets, Table *ways, OrgSession *session, double run, const OrgOpened *opened,
                          GError **error);
gboolean tables_add_assumptions(Table *table, OrgSession *session, double run, const OrgOpened *opened, GError **error);
void tables_add_plugins(Table *table, double run, const OrgOpened *opened);
void tables_add_fates(Table *table, double run, const OrgFates *fates);
void tables_add_staff(Table *table, double run, const OrgImpact *impact);
/* Told as the run is done again. Free with g_free after its replay. */
typedef struct Telling Telling;
Telling *tables_tell_stories(Table *table, double run);
OrgObserver telling_observer(Telling *telling);
void telling_free(Telling *telling);

/* ---- what the file holds as rows */

#define N_STORED 3u
extern const TableSpec table_stored[N_STORED];
/* The rows of one run in all of them; people: findings of people are told by name, not only counted. */
gboolean tables_add_stored(Table tables[N_STORED], double run, const OrgOpened *opened, gboolean people,
                           GError **error);
