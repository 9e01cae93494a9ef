// SPDX-License-Identifier: MIT
/* Inside engine/store only: the connection, statements, errors and transactions of the organisation file. */
#pragma once
#include <sqlite3.h>
#include "guard.h"
#include "../store.h"

#define STORE_APPLICATION_ID 0x4F524744 /* "ORGD" */

struct OrgStore {
    sqlite3 *db;
    char *path;
    gboolean together, broken;      /* org_store_together(): what is put by now; that one of it failed */
    gboolean writable, fresh, kept; /* fresh: it was not there before; kept: something was written to it */
    StoreGuard guard;               /* limits of the query under way */
    guint patience, waited;         /* milliseconds that another writer is waited for, and was this time */
    gboolean told;                  /* that it is waited for */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* Sets error from the connection's last result, naming the file and what to do. Always FALSE. */
gboolean store_fail(OrgStore *store, GError **error);
gboolean store_exec(OrgStore *store, const char *sql, GError **error);
/* NULL with error set. */
sqlite3_stmt *store_prepare(OrgStore *store, const char *sql, GError **error);
/* Bind the arguments by one letter each and step a statement that returns no row; reset it for the next.
 * i gint64, t text (NULL: null), T text ("" and NULL: null), d double (NaN: null), m OrgMonth (open or unknown: null),
 * r OrgRow (ORG_NONE: null), b GBytes * (NULL: null). Texts and bytes are not copied. w OrgMessage *: two cells, what it says in
 * English and its JSON (null of plain text and of NULL). W: the same, null in place of an empty text. */
gboolean store_put(OrgStore *store, sqlite3_stmt *stmt, GError **error, const char *letters, ...);
/* The same in one go: prepare, put, finalize. */
gboolean store_put_once(OrgStore *store, GError **error, const char *sql, const char *letters, ...);
/* One row: SQLITE_ROW, SQLITE_DONE, or 0 with error set. */
int store_step(OrgStore *store, sqlite3_stmt *stmt, GError **error);
gint64 store_number(OrgStore *store, const char *sql, gint64 fallback); /* first cell of first row */
OrgMonth store_month(sqlite3_stmt *stmt, int column, OrgMonth absent);
char *store_text(sqlite3_stmt *stmt, int column); /* a copy, "" for null */
/* A message of two cells, the English text and the JSON beside it; the text when the JSON is none. Owned by the caller. */
OrgMessage *store_message(sqlite3_stmt *stmt, int column);

/* ---- transaction.c */
/* Begin to write: takes the lock and marks runs whose process is gone as interrupted. FALSE when the file is read-only
 * or another program holds it. */
gboolean store_begin(OrgStore *store, GError **error);
/* Commit when ok, else roll back (and keep error). Returns ok, or FALSE when the commit failed. */
gboolean store_end(OrgStore *store, gboolean ok, GError **error);

/* ---- fresh.c */
/* Before it is closed: take away a file that this connection made and in which there is nothing. */
void store_forget_fresh(OrgStore *store);
gboolean store_has_moved(OrgStore *store); /* its name is another file's by now, or nobody's */

/* ---- schema.c, migrate.c */
typedef struct {
    int from; /* user_version that it starts at; it leads to from + 1 */
    const char *sql;
} StoreMigration;
extern const char *const store_schema[]; /* statements, NULL-terminated */
extern const char *const store_plain[];  /* likewise, of what SQL reads as tables though the file holds none */
extern const int store_version;          /* user_version of store_schema */
extern const StoreMigration store_migrations[];
extern const guint store_n_migrations;
gboolean store_create(OrgStore *store, GError **error);
/* Bring the file from its version to `version`, one transaction. */
gboolean store_migrate(OrgStore *store, const StoreMigration *migrations, guint n, int version, GError **error);

/* ---- store.c: org_store_open() as a program of `version` with these migrations would do it (for tests, too) */
OrgStore *store_open_as(const char *path, OrgStoreMode mode, const StoreMigration *migrations, guint n, int version,
                        GError **error);

/* ---- snapshots.c */
typedef enum { STORE_NAME_REFUSE, STORE_NAME_REPLACE, STORE_NAME_AVOID } StoreNameRule;
/* Within a transaction. AVOID: when the name is taken by another organisation, the next free of "name~2", "name~3", …. */
gint64 store_put_snapshot(OrgStore *store, const char *name, const Org *org, const char *hash, const char *repairs,
                          StoreNameRule rule, GError **error);

/* ---- actuals.c, within a transaction */
gboolean store_put_actuals(OrgStore *store, const OrgActualRow *rows, guint n, GError **error);

/* ---- rows.c: units to and from the tables unit and unit_end */
extern const char *const store_table_names[4]; /* "units", "posts", "people" */
/* into: "unit", key a snapshot; or "unit_end", key a run. pick: the rows to write, or NULL for all. */
gboolean store_write_units(OrgStore *store, const char *into, gint64 key, const Org *org, const GArray *pick,
                           GError **error);
gboolean store_read_units(OrgStore *store, gint64 snapshot, Org *org, GError **error);

/* ---- replications.c */
gboolean store_put_replications(OrgStore *store, gint64 run, const OrgRunResult *result, GError **error);

/* ---- costs.c: into the table running, or (nothing) idle */
gboolean store_put_costs(OrgStore *store, gint64 run, gboolean nothing, const OrgCostRow *rows, guint n,
                         GError **error);

/* ---- acts.c: replay the acts on a copy of start; write acts, the rows of the end that differ, payments and fates */
gboolean store_write_acts(OrgStore *store, gint64 run, const OrgRunResult *result, GError **error);

/* ---- fates.c */
typedef struct {       /* of a table: what the acts did to each row */
    guint8 *touched;   /* by row: a built-in column changed */
    guint32 *deciding; /* by row: the last act that decided its fate, or G_MAXUINT32 */
    guint32 n;         /* rows that both have */
} StoreTouched;
/* What became of people; named: a byte an act, set for those that are named. */
gboolean store_write_person_fates(OrgStore *store, gint64 run, const Org *start, const Org *end,
                                  const StoreTouched *touched, guint8 *named, GError **error);
gboolean store_write_unit_fates(OrgStore *store, gint64 run, const GArray *fates, guint8 *named, guint32 acts,
                                GError **error);

/* ---- changes.c: the table change, by replay */
gboolean store_offer_changes(OrgStore *store, GError **error);

/* ---- runner.c: who runs, as text that outlives the process */
char *store_runner(void); /* of this process */
gboolean store_runner_alive(const char *runner);

/* ---- waiting.c */
void store_wait(OrgStore *store, guint milliseconds); /* how long for another writer */
char *store_said_holder(const char *path);            /* " (orgsim, process 4925)", an argument; "" when not known */

/* ---- dead.c: runs whose process is gone */
gboolean store_mark_dead(OrgStore *store, GError **error); /* in a transaction */
/* For a connection that only reads: from now on it sees them as interrupted, in every SELECT. */
gboolean store_show_dead(OrgStore *store, GError **error);
