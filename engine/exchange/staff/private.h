// SPDX-License-Identifier: MIT
/* A staff list in progress, private to this folder, in this order: its head is found and each column gets a meaning
 * (head.c, fields.c); rows are told apart (rows.c) and left out as the map says (leave-out.c); people and posts are made of
 * them (people.c), units and bosses (units.c, bosses.c), ranks (ranks.c); all of it goes through the ordinary import as
 * tables (tables.c). The grid, merged cells and the outline are the quota reader's. */
#pragma once
#include "../intake/report.h"
#include "../quota/private.h"
#include "staff.h"

typedef enum {
    STAFF_NUMBER, /* TT, STT */
    STAFF_ID,
    STAFF_NAME,
    STAFF_BORN,
    STAFF_BORN_MALE, /* the column tells the sex */
    STAFF_BORN_FEMALE,
    STAFF_MALE, /* a mark */
    STAFF_FEMALE,
    STAFF_SEX,
    STAFF_UNIT,
    STAFF_TITLE,
    STAFF_RANK,
    STAFF_MANAGER,
    STAFF_ALSO, /* second lines, separated by ';' */
    STAFF_STATUS,
    STAFF_HIRED,
    STAFF_LEFT,
    STAFF_GRADE,
    STAFF_COEFFICIENT,
    STAFF_ALLOWANCE,
    STAFF_POST,
    STAFF_FTE,
    STAFF_CATEGORY,
    STAFF_FUNDING,
    STAFF_RATING,
    STAFF_CONCURRENT,
    STAFF_N_FIELDS
} StaffField;

#define STAFF_MAX_LEVELS 8u

/* The field that a header names, by its loose key; STAFF_N_FIELDS: none. */
StaffField staff_field_of(const char *header, gboolean *vietnamese);
const char *staff_field_name(StaffField field);
StaffField staff_field_by_name(const char *name); /* as a mapping file spells it */

typedef enum { STAFF_EMPLOYED, STAFF_SURPLUS, STAFF_GONE } StaffState;

typedef struct {
    guint grid_row, line;
    const char *id, *name, *title, *manager, *also, *post, *rank, *category, *funding, *grade; /* "" for blank */
    guint8 rating;
    OrgMonth born, hired;
    char sex;                /* 0: not given */
    double coefficient, fte; /* NaN: not given */
    StaffState state;
    gint unit;   /* index in reader.rows, or -1 */
    gint person; /* index of the first row of the same person; itself; -1: a vacant post */
    gint second; /* index of the row of the second post, or -1 */
    const char *person_id, *post_id;
    guint8 rank_code;
    gint boss;     /* index of the row whose post it reports to, or -1 */
    GArray *lines; /* gint: likewise of second lines; NULL: none. Owned */
    gboolean rank_is_guessed;
} StaffRow;

typedef struct {
    const OrgStaffSource *source;
    OrgQuotaSource quota;  /* what the grid is read of */
    OrgQuotaReader reader; /* its rows are the units */
    OrgQuotaTable *table;
    OrgIntakeReport *report;
    OrgDict *dict;
    GStringChunk *texts;
    gint column[STAFF_N_FIELDS];    /* -1: none */
    gint more[2][STAFF_MAX_LEVELS]; /* further columns of units and of names; -1: no more */
    guint8 *use;                    /* of each column: 0 attribute, 1 field, 2 personal, 3 nothing in it */
    GPtrArray *values;              /* of each column: GHashTable of values, or NULL */
    OrgEvidence *evidence;
    GArray *rows;    /* StaffRow */
    GPtrArray *gone; /* const char *: ids of people who left */
    gboolean has_headings, vietnamese;
    OrgMonth date;
    gint root; /* the unit above all roots, or -1 */
} Staff;

#define STAFF_ROW(staff, i) (&g_array_index((staff)->rows, StaffRow, (i)))

void staff_problem(Staff *staff, OrgSeverity severity, const char *code, guint line, gint column, const char *format,
                   ...) G_GNUC_PRINTF(6, 7);
const char *staff_keep(Staff *staff, const char *text); /* a copy that lives as long as the list */
/* The text of a cell after the map's values; of a merged cell, that of its first when `merged`. */
const char *staff_cell(const Staff *staff, guint grid_row, gint column, gboolean merged);
const char *staff_field(const Staff *staff, guint grid_row, StaffField field);
const char *staff_header(const Staff *staff, guint column);
void staff_skip(Staff *staff, const char *reason);

gboolean staff_find_head(Staff *staff, OrgGrid *grid); /* head.c */
void staff_read_columns(Staff *staff);                 /* columns.c: roles, values, what is left out */
void staff_settle(Staff *staff);                       /* settle.c: dates and numbers */
enum { STAFF_SKIPPED = 1, STAFF_NOT_ONLY };
gboolean staff_left_out(Staff *staff, guint8 *left_out);             /* leave-out.c: skip and only, by grid row */
void staff_read_rows(Staff *staff, const guint8 *left_out);          /* rows.c */
StaffState staff_state(Staff *staff, guint grid_row, char **reason); /* status.c */
void staff_tell_states(Staff *staff);
void staff_make_people(Staff *staff); /* people.c */
void staff_begin_units(Staff *staff);
gboolean staff_find_units(Staff *staff, GError **error); /* units.c */
void staff_find_bosses(Staff *staff);                    /* bosses.c */
void staff_find_ranks(Staff *staff);                     /* ranks.c */
void staff_hang_units(Staff *staff);                     /* tree.c: whose unit lies under whose */
void staff_tell_heads(Staff *staff);
Org *staff_build(Staff *staff, gboolean *refused, GError **error); /* tables.c */
