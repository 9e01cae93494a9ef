// SPDX-License-Identifier: MIT
/* Inside engine/store only: the parts of the live tables. */
#pragma once
#include <sqlite3.h>
#include "../file/guard.h"
#include "../live.h"
#include "../file/values.h"

/* ---- what a value depends on: a set of bits, one a built-in column (its OrgColumnId) and these */
#define LIVE_ROWS(table) (G_GUINT64_CONSTANT(1) << (40 + (table))) /* rows were appended */
#define LIVE_ATTRIBUTES (G_GUINT64_CONSTANT(1) << 44)
#define LIVE_MONTH (G_GUINT64_CONSTANT(1) << 45)
#define LIVE_BITS 46
#define LIVE_BIT(column) (G_GUINT64_CONSTANT(1) << (column))
G_STATIC_ASSERT(ORG_N_COLUMNS <= 40);
/* What derived values rest on. Everyone is at one unit, whichever posts they hold. */
#define LIVE_TREE_READS (LIVE_BIT(ORG_COL_UNITS_parent) | LIVE_BIT(ORG_COL_UNITS_closed) | LIVE_ROWS(ORG_UNITS))
#define LIVE_FTE_READS                                                                                                 \
    (LIVE_BIT(ORG_COL_POSTS_unit) | LIVE_BIT(ORG_COL_POSTS_closed) | LIVE_BIT(ORG_COL_POSTS_fte) | LIVE_ROWS(ORG_POSTS))
#define LIVE_RANK_READS                                                                                                \
    (LIVE_BIT(ORG_COL_POSTS_unit) | LIVE_BIT(ORG_COL_POSTS_closed) | LIVE_BIT(ORG_COL_POSTS_rank) |                    \
     LIVE_BIT(ORG_COL_POSTS_holder) | LIVE_ROWS(ORG_POSTS))
#define LIVE_STAFF_READS (LIVE_BIT(ORG_COL_PEOPLE_unit) | LIVE_BIT(ORG_COL_PEOPLE_state) | LIVE_ROWS(ORG_PEOPLE))

/* The versions of what was read, as they were then. */
typedef struct {
    gboolean set;
    guint32 version[LIVE_BITS];
} LiveStamp;
/* TRUE when nothing in the mask was written since the stamp was taken. Takes it anew. */
gboolean live_fresh(const OrgLive *live, guint64 mask, LiveStamp *stamp);
/* Opening and closing rows of a table. */
guint64 live_open_bits(guint table);

/* ---- columns (columns.c) */
typedef enum {
    LIVE_CELL,    /* a cell of the row, or of the row that `via` names */
    LIVE_NUMBERS, /* an attribute */
    LIVE_WORDS,
    LIVE_STAFF,
    LIVE_FTE,
    LIVE_VACANT,
    LIVE_HEADS,
    LIVE_DEPUTIES,
    LIVE_DEPTH,
    LIVE_CHILDREN,
    LIVE_FTE_UNDER,
    LIVE_STAFF_UNDER,
    LIVE_IS_VACANT,
    LIVE_VACANT_MONTHS,
    LIVE_PAY, /* the coefficient of a person: their own, else that of the post */
    LIVE_AGE
} LiveKind;

typedef struct {
    const char *name; /* attributes: owned by the OrgLive */
    guint8 table, kind;
    OrgColumnId column; /* LIVE_CELL */
    OrgColumnId via;    /* LIVE_CELL: ORG_N_COLUMNS, or a row column of the table */
    guint attribute;    /* LIVE_NUMBERS, LIVE_WORDS: its index */
    guint64 reads;
} LiveColumn;

#define LIVE_NULL G_MININT64
/* A cell as a number: the same number, the same SQL value. */
gint64 live_raw(OrgLive *live, const LiveColumn *column, OrgRow row);
/* A column of words or codes, of the row itself or of the row that another column names. Its cells are what live_raw says. */
typedef struct {
    const OrgRow *via;   /* NULL: of the row itself; rows of ORG_NONE have LIVE_NULL */
    const guint32 *wide; /* one of the two is set */
    const guint8 *narrow;
} LivePlain;
gboolean live_plain(const Org *org, const LiveColumn *column, LivePlain *plain); /* FALSE: it is no such column */
static inline gint64
live_plain_raw(const LivePlain *plain, OrgRow row)
{
    if (plain->via && (row = plain->via[row]) == ORG_NONE)
        return LIVE_NULL;
    return plain->wide ? (gint64) plain->wide[row] : (gint64) plain->narrow[row];
}
void live_result(sqlite3_context *context, OrgLive *live, const LiveColumn *column, gint64 raw);
/* (Re)build live->columns from the organisation. TRUE when they differ from before. */
gboolean live_columns_update(OrgLive *live);
void live_columns_free(OrgLive *live);
const LiveColumn *live_column_find(const OrgLive *live, guint table, const char *name); /* NULL if there is none */
char *live_declaration(const OrgLive *live, guint table);                               /* CREATE TABLE … */

/* ---- groups (group.c) */
gboolean live_can_group(const OrgLive *live, const LiveColumn *column); /* one of words, or of codes that have names */
/* Sorts rows (OrgRow) of the column's table by its text, null first; those of the same text stay as they are. */
void live_group(const OrgLive *live, const LiveColumn *column, GArray *rows);

/* ---- derived data, computed when asked and kept (derived.c) */
typedef struct {
    LiveStamp stamp;
    guint64 call;
    guint32 *start; /* rows that name target t: row[start[t]] … row[start[t + 1] - 1], ascending */
    OrgRow *row;
} LiveIndex;
typedef struct {
    LiveStamp tree_stamp, seconds_stamp;
    guint64 tree_call, seconds_call;
    gint64 *fte_under;
    guint32 *staff_under, *depth, *seconds;
    LiveIndex index[ORG_N_COLUMNS];
} LiveDerived;
const LiveIndex *live_index(OrgLive *live, OrgColumnId column); /* a row column */
guint32 live_staff(OrgLive *live, OrgRow unit);
const LiveDerived *live_tree(OrgLive *live); /* fte_under, staff_under, depth are up to date */
void live_derived_clear(LiveDerived *derived);

/* ---- virtual tables (table.c) */
gboolean live_tables_declare(OrgLive *live); /* FALSE: out of memory */

/* ---- vacancies (vacancies.c) */
#define LIVE_VACANCIES "vacancies"
gboolean live_vacancies_declare(OrgLive *live); /* FALSE: out of memory */

/* ---- selections (select.c) */
typedef struct LiveSelection LiveSelection;
void live_selection_free(LiveSelection *selection);

/* ---- the object */
typedef struct {
    guint64 reads;  /* of all that a statement reads */
    guint64 tables; /* LIVE_ROWS of the tables */
    guint n_selects, n_rowid;
    guint n_columns; /* distinct columns read of `own` */
    guint own;
    const LiveColumn *columns[8];
    gboolean too_many; /* more than fit */
} LiveReads;

struct OrgLive {
    Org *org;
    sqlite3 *db;
    GArray *columns[4]; /* LiveColumn */
    guint32 attribute_version;
    guint64 call; /* counts calls: within one, the organisation stands still */
    LiveDerived derived;
    LiveReads *reading; /* filled by the authorizer while a statement is compiled */
    gboolean declaring; /* a table is being declared */
    char *denied;       /* what the authorizer refused */
    StoreGuard guard;
    GHashTable *selections; /* key -> LiveSelection */
    GHashTable *statements; /* SQL -> sqlite3_stmt */
    const GArray *only;     /* rows that a scan of table `only_table` is kept to, or NULL */
    guint only_table;
};

extern const char *const live_names[4]; /* "units", "posts", "people" */
/* ---- a call begins (enter.c) */
void live_enter(OrgLive *live);      /* every public call begins so: takes note of new attributes */
void live_look_again(OrgLive *live); /* the columns may be others; what was compiled with the old ones goes */
/* ---- statements (statement.c) */
/* What SQLite asks while it compiles (sqlite3_set_authorizer); data: the OrgLive. */
int live_authorize(void *data, int action, const char *a, const char *b, const char *database, const char *view);
/* Compile one read-only statement; reads may be NULL. */
sqlite3_stmt *live_compile(OrgLive *live, const char *sql, LiveReads *reads, GError **error);
/* Step, watched: SQLITE_ROW, SQLITE_DONE or 0 with error set. */
int live_step(OrgLive *live, sqlite3_stmt *stmt, GError **error);
void live_watch(OrgLive *live); /* limits for the steps to come */
void live_unwatch(OrgLive *live);
