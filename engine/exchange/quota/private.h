// SPDX-License-Identifier: MIT
/* A quota table in progress, private to this folder. In this order: a sheet becomes a grid of texts (grid.c);
 * the header is found and each column gets a meaning (header.c, words.c); the rows below are told apart
 * (rows.c), read as numbers (number.c) and hung into a tree (outline.c); what adds up is found and
 * checked (totals.c); units get types and ids (types.c, ids.c); what is left goes through the
 * ordinary import (quota.c). */
#pragma once
#include "quota.h"
#include "../intake/intake.h"

#define ORG_QUOTA_MAX_ROWS 100000u
#define ORG_QUOTA_MAX_COLUMNS 512u

/* ---- the grid (grid.c) */
typedef struct {
    const char *text; /* trimmed, "" for blank */
    guint8 indent;    /* spaces before it, or twice the steps of the cell's alignment */
    gboolean is_number;
} OrgGridCell;

typedef struct {
    guint line; /* in the sheet, from 1 */
    guint n;
    OrgGridCell *cells;
} OrgGridRow;

typedef struct {
    char *sheet; /* NULL: a CSV file */
    GStringChunk *texts;
    GArray *rows;   /* OrgGridRow: those with something in them */
    GArray *merged; /* OrgMergedCells */
    GArray *hidden; /* columns and lines not shown: see OrgSheetLayout */
    guint width;
} OrgGrid;

typedef struct OrgQuotaTable OrgQuotaTable;
typedef struct OrgQuotaReader OrgQuotaReader;

OrgGrid *org_grid_read(OrgQuotaReader *reader, OrgWorkbook *workbook, guint sheet); /* workbook NULL: the CSV */
void org_grid_free(OrgGrid *grid);
/* A line of a row that was moved from a block on the right: + ORG_GRID_SHIFT for each column that it was moved by. */
#define ORG_GRID_SHIFT 0x200000u
#define ORG_GRID_LINE(line) ((line) % ORG_GRID_SHIFT)
#define ORG_GRID_COLUMN(line, column) ((column) + (line) / ORG_GRID_SHIFT)
/* Puts blocks that stand side by side, under headers alike, below each other. FALSE: there is one block. (blocks.c) */
gboolean org_grid_stack_blocks(OrgGrid *grid, const OrgQuotaTable *table);
const OrgGridRow *org_grid_row(const OrgGrid *grid, guint row);
const OrgGridCell *org_grid_cell(const OrgGrid *grid, guint row, guint column); /* from 0; never NULL */
/* The merged cells that a cell belongs to, or NULL. */
const OrgMergedCells *org_grid_merged(const OrgGrid *grid, guint line, guint column);

/* ---- words (words.c). All texts: as org_quota_fold() gives them. */
typedef enum { ORG_QUOTA_NO_KIND, ORG_QUOTA_ASSIGNED, ORG_QUOTA_FILLED, ORG_QUOTA_DERIVED } OrgQuotaKind;
/* Composed, lower case, runs of blanks one space, none at the ends. */
char *org_quota_fold(const char *text);
gboolean org_quota_has_word(const char *folded,
                            const char *word);                   /* between letters of other words it does not count */
gboolean org_quota_begins(const char *folded, const char *word); /* as a whole word */
OrgQuotaKind org_quota_kind(const char *folded);
/* What kind of staff; NULL: it does not say, or says several. */
const char *org_quota_category(const char *folded);
const char *org_quota_funding(const char *folded);
/* The date that it names: "2021", "2021-06"; month 0: a year. FALSE for none or several. Decrees (68/2000) are none. */
gboolean org_quota_date(const char *folded, guint *year, guint *month);
/* What is left of a header when words of kind and date are taken out. */
char *org_quota_label(const char *folded);
gboolean org_quota_is_name_header(const char *folded);
gboolean org_quota_is_number_header(const char *folded); /* of the column of the outline: "STT" */
gboolean org_quota_is_code_header(const char *folded);
gboolean org_quota_is_total(const char *folded);       /* "tổng cộng", and no "tổng cục" */
gboolean org_quota_is_grand_total(const char *folded); /* of all there is */
gboolean org_quota_is_part(const char *folded);        /* "trong đó" */
gboolean org_quota_is_footer(const char *folded);      /* what stands below a table */
gboolean org_quota_is_heading(const char *folded);     /* names several: "khối …", "các …" */

/* ---- columns (header.c, columns.c) */
typedef enum {
    ORG_COLUMN_NUMBER, /* outline */
    ORG_COLUMN_NAME,
    ORG_COLUMN_CODE,
    ORG_COLUMN_FIGURE, /* assigned or filled */
    ORG_COLUMN_TOTAL,  /* adds up other figures */
    ORG_COLUMN_EXTRA,  /* becomes an attribute of the unit */
    ORG_COLUMN_EMPTY
} OrgColumnRole;

typedef struct {
    OrgColumnRole role;
    char *header;      /* its levels, " / " between them */
    GPtrArray *levels; /* folded, top first */
    OrgQuotaKind kind;
    const char *category, *funding; /* or "" */
    guint year, month;              /* 0: not said */
    char *label;                    /* what tells it from others of its category, or "" */
    gboolean says_total, is_part;
    gboolean is_unread; /* some cell of it is no number: what it adds up to is not known */
    gint series;        /* index in reader->series, of figures */
    gint date;          /* index in reader->dates */
} OrgQuotaColumn;

static inline gboolean
org_quota_is_figure(const OrgQuotaColumn *column)
{
    return column->role == ORG_COLUMN_FIGURE || column->role == ORG_COLUMN_TOTAL;
}

/* A category of posts: each unit has at most one row of posts for it. */
typedef struct {
    const char *category, *funding;
    char *label; /* the title of its posts, or "" */
} OrgQuotaSeries;

/* ---- rows */
typedef enum { ORG_ROW_UNIT, ORG_ROW_TOTAL, ORG_ROW_LEFT_OUT } OrgRowKind;
typedef enum { ORG_FIGURES_NONE, ORG_FIGURES_OWN, ORG_FIGURES_SUM, ORG_FIGURES_OPEN } OrgFigures;

typedef struct {
    guint table, line, column; /* where its name stands, column from 0 */
    guint grid_row;            /* G_MAXUINT: no cells but its name */
    OrgRowKind kind;
    char *name, *marker, *folded;
    guint indent, level_column;
    gboolean is_merged; /* over the columns of figures */
    gint parent;        /* index in rows, or -1 */
    gboolean has_children, has_figures;
    OrgFigures figures;
    double *value; /* of each column; NaN: blank */
    double *sum;   /* of each column, the row and all below it; NULL until checked */
    char *id, *slug;
    const char *type, *function;
} OrgQuotaRow;

struct OrgQuotaTable {
    OrgGrid *grid;
    GArray *columns;              /* OrgQuotaColumn */
    guint header_top, header_end; /* rows of the grid */
    guint first_name, last_name;  /* columns of names */
    gint number, code;            /* columns, or -1 */
    char *title;                  /* folded, the lines above the header */
    char *unit;                   /* that the sheet as a whole is about, or NULL */
    guint unit_line, unit_column;
    guint title_year, title_month;
    gboolean is_summary; /* its rows add up those of other sheets */
};

struct OrgQuotaReader {
    const OrgQuotaSource *source;
    OrgDiags *diags;
    OrgDict *dict;
    guint errors, fatal;
    GPtrArray *tables; /* OrgQuotaTable */
    GArray *rows;      /* OrgQuotaRow, parents before children */
    GArray *series;    /* OrgQuotaSeries */
    GArray *dates;     /* OrgQuotaDate, ascending */
};

#define ORG_QUOTA_ROW(reader, i) (&g_array_index((reader)->rows, OrgQuotaRow, (i)))
#define ORG_QUOTA_COLUMN(table, i) (&g_array_index((table)->columns, OrgQuotaColumn, (i)))
#define ORG_QUOTA_TABLE(reader, i) ((OrgQuotaTable *) (reader)->tables->pdata[i])

/* ---- for staff lists, which are read by the same machinery (exchange/staff) */
void org_quota_reader_init(OrgQuotaReader *reader, const OrgQuotaSource *source, OrgDict *dict, OrgDiags *diags);
void org_quota_reader_clear(OrgQuotaReader *reader);
OrgQuotaTable *org_quota_table_new(void); /* freed with the reader that it is added to */
OrgQuotaRow org_quota_row_new(const OrgQuotaTable *table, guint t, guint r, guint column);
/* Takes the outline number off a name; number: what stands in the column of numbers, or "". */
void org_quota_read_name(const OrgQuotaTable *table, OrgQuotaRow *row, const OrgGridCell *cell, const char *number);
gboolean org_quota_repeats_header(const OrgQuotaTable *table, guint r);
gboolean org_quota_is_column_numbers(const OrgGrid *grid, guint row);
void org_quota_report_hidden_rows(OrgQuotaReader *reader, const OrgQuotaTable *table);

/* ---- problems (problems.c) */
/* column: from 0. In a lenient import an error that can be mended is a warning; `repair`, if given, then says what was done. */
void org_quota_problem(OrgQuotaReader *reader, const char *sheet, OrgSeverity severity, const char *code, guint line,
                       guint column, const char *repair, const char *format, ...) G_GNUC_PRINTF(8, 9);
/* "B7, B8, B9 and 4 more" of places, OrgQuotaRow indexes. Owned by the caller. */
char *org_quota_cells(const OrgQuotaReader *reader, const GArray *rows);

/* FALSE when the grid holds no quota table. Quiet: nothing is reported. */
gboolean org_quota_find_header(const OrgGrid *grid, const OrgColumnMap *map, OrgQuotaTable *table);
void org_quota_read_title(OrgQuotaTable *table);
void org_quota_read_columns(OrgQuotaReader *reader, OrgQuotaTable *table);
/* The parts of a total among the columns. */
gboolean org_quota_covers(const OrgQuotaColumn *total, const OrgQuotaColumn *part);
/* Once all sheets are known: series and dates, told apart over all of them. */
void org_quota_settle_columns(OrgQuotaReader *reader);
void org_quota_settle_dates(OrgQuotaReader *reader); /* (dates.c) */
void org_quota_read_rows(OrgQuotaReader *reader, guint table);
/* Texts of the rows [from, to) as numbers. */
void org_quota_read_numbers(OrgQuotaReader *reader, guint table, guint from, guint to);
void org_quota_outline(OrgQuotaReader *reader, guint table, guint from, guint to);
/* Which column totals are checks, and whether they hold. */
void org_quota_check_columns(OrgQuotaReader *reader, guint table, guint from, guint to);
/* Which rows add up those below them, and whether total rows hold. */
void org_quota_check_rows(OrgQuotaReader *reader, guint table, guint from, guint to);
void org_quota_check_summaries(OrgQuotaReader *reader);
void org_quota_say_total(OrgQuotaReader *reader, const OrgQuotaTable *table, const OrgQuotaRow *row, guint column,
                         double sum);
void org_quota_guess_types(OrgQuotaReader *reader);
void org_quota_make_ids(OrgQuotaReader *reader);
/* The organisations and sums of all dates, into an empty result. (build.c) */
gboolean org_quota_build(OrgQuotaReader *reader, OrgQuota *quota, GError **error);
