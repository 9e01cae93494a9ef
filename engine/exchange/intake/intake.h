// SPDX-License-Identifier: MIT
/* An import in progress, private to this folder. Three steps: each sheet is read into rows of plain structs (import-units.c,
 * import-posts.c, import-people.c), references between them are resolved, and the organisation is built from what
 * is left. Every problem is reported and repaired on the way; who asked decides whether the repaired result counts. */
#pragma once
#include "../exchange.h"
#include "header.h"
#include "evidence.h"
#include "idmap.h"
#include "../../base/month.h"
#include "../../text/xlsx.h"

typedef struct {
    guint line, row; /* row in the organisation, once built */
    OrgWord id, name, type, function, parent, successor;
    guint32 parent_at; /* index of the parent's row here, or ORG_NONE */
    OrgMonth opened, closed;
    gboolean absent; /* it opens after the date, and so is not there yet */
} OrgUnitIn;

typedef struct {
    guint line;
    OrgWord id, unit, title, category, funding, boss, kept;
    OrgWord also;                                /* the ids of second lines, as the cell has them */
    guint32 ordinal, boss_ordinal, kept_ordinal; /* kept: the person for whom the vacant post is kept */
    guint32 unit_at;                             /* index of the unit's row, or ORG_NONE */
    guint32 boss_at;                             /* index of the boss's row here, or ORG_NONE */
    guint32 assigned, filled;                    /* ORG_NONE: not given */
    guint32 first, n;                            /* the organisation's posts: first … first + n - 1 */
    guint32 fte;
    guint32 part; /* fte of the last of the group's posts; 0: like the others */
    guint16 coefficient;
    guint8 rank;
    OrgMonth opened, closed, vacant_since;
} OrgPostIn;

typedef struct {
    guint line;
    OrgWord id, name, post, second, unit, reason;
    guint32 ordinal, post_ordinal, second_ordinal;
    OrgMonth born, hired, since;
    guint16 coefficient;
    guint8 sex, rating, state;
} OrgPersonIn;

/* What a short text of a column was taken for the last time. Ranks, categories, titles come in any order, but are few. */
#define ORG_WORD_CACHE 64 /* even */
typedef struct {
    OrgWord word;
    guint size; /* 0: free */
    char text[40];
} OrgWordCache;

typedef struct OrgAttributeIn OrgAttributeIn;

/* Lines of a table that comes of several files: the file's number above, the line in it below. */
#define ORG_LINE_BITS 26u
#define ORG_MAX_FILES 32u
#define ORG_LINE(line) ((line) & ((1u << ORG_LINE_BITS) - 1))
#define ORG_LINE_FILE(line) ((line) >> ORG_LINE_BITS)

/* A file of a table, once it was read. */
typedef struct {
    const char *path;
    char *sheet;
    OrgHeader header;
    gboolean has_header;
} OrgFileIn;

typedef struct {
    guint table;
    const char *name; /* "units", static */
    const char *path;
    GBytes *bytes; /* NULL: no such sheet */
    gboolean is_workbook;
    const char *wanted; /* name of its sheet, or NULL */
    char *sheet;        /* name of the sheet read */
    OrgHeader header;
    gboolean has_header, valid, suspect;
    const char *guessed;   /* the encoding, until the first cell that depends on it is told of */
    GArray *rows;          /* OrgUnitIn, OrgPostIn or OrgPersonIn */
    OrgIdMap ids;          /* to indexes in rows */
    GPtrArray *attributes; /* OrgAttributeIn *, as header.extra */
    GPtrArray *values;     /* GHashTable * of a column, or NULL: what its values mean here; NULL: no mapping */
    GArray *files;         /* OrgFileIn: those read before the one at hand; at the end all of them */
    OrgEvidence *evidence; /* of the file at hand */
    OrgColumnEvidence *proofs[ORG_N_FIELDS];
    char **samples; /* of each column of the file at hand, the first value, or NULL */
    OrgWordCache cache[ORG_N_FIELDS][ORG_WORD_CACHE];
} OrgTableIn;

typedef struct OrgIntake {
    const OrgImport *import;
    OrgDict *dict;
    OrgDiags *diags;
    gboolean lenient;
    guint errors, fatal; /* fatal: no repair mends it */
    GHashTable *counts;  /* code → problems so far */
    OrgTableIn tables[4];
    Org *org;
    OrgWorkbook *workbook;                       /* the one opened last … */
    GBytes *opened;                              /* … and of which bytes */
    gboolean filled_given;                       /* some post says whether it is filled */
    double fte_read, assigned_read, filled_read; /* sums of the cells of these columns */
} OrgIntake;

#define ORG_GIVEN_EXACT (1u << 7) /* in OrgImport.as_given: columns are called as here, and nothing is like them */
/* A table that orgsim wrote itself: nothing in it is guessed, and nothing counted. */
static inline gboolean
org_intake_is_ours(const OrgIntake *in, const OrgTableIn *tab)
{
    return (in->import->as_given & (1u << tab->table)) != 0;
}

/* ---- problems (problems.c) */
/* field ORG_N_FIELDS: about the row as a whole. id may be NULL. In a lenient import an error is listed as a warning.
 * Returns NULL when a kind has been reported too often to list more. */
OrgDiag *org_intake_problem(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line,
                            OrgField field, const char *id, const char *format, ...) G_GNUC_PRINTF(8, 9);
OrgDiag *org_intake_problem_at(OrgIntake *in, OrgTableIn *tab, OrgSeverity severity, const char *code, guint line,
                               guint column, const char *id, const char *format, ...) G_GNUC_PRINTF(8, 9);
/* What a lenient import did about the problem before; nothing when the import is not lenient. */
void org_intake_repair(OrgIntake *in, OrgTableIn *tab, guint line, OrgField field, const char *id, const char *format,
                       ...) G_GNUC_PRINTF(6, 7);
gboolean org_intake_is_fatal(const char *code); /* it leaves nothing to build on, in a lenient import as well */
void org_intake_finish_counts(OrgIntake *in);
/* A text for a message: in quotes, control characters shown, cut after 60 characters. One of eight buffers. */
const char *org_quoted(const char *text);
/* "word" or "word#ordinal": one of eight buffers. */
const char *org_spell_id(const OrgDict *dict, OrgWord word, guint32 ordinal);
guint org_intake_column(const OrgTableIn *tab, guint line, OrgField field); /* from 1; 1 when there is no such column */
const char *org_intake_path(const OrgTableIn *tab, guint line);             /* of the file that a line is of */

/* ---- cells (cells.c) */
gboolean org_cell_is_plain_number(const char *text, gsize size, double *value);         /* and not a code such as 007 */
OrgCell org_cell_get(const OrgRecord *record, const OrgHeader *header, OrgField field); /* trimmed; "" if none */
/* Where the cache of a column keeps a text: *known when it is there. NULL for a text that is too long. */
OrgWordCache *org_intake_cached(OrgTableIn *tab, OrgField field, OrgCell cell, gboolean *known);
void org_intake_cache(OrgWordCache *entry, OrgCell cell, OrgWord word); /* entry: NULL does nothing */
OrgWord org_intake_word(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field);
/* An id: a word, and an ordinal when it is spelled word#ordinal. */
OrgWord org_intake_id(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, guint32 *ordinal);
gsize org_intake_split_id(const char *text, gsize size, guint32 *ordinal); /* the size of the word */
OrgMonth org_intake_month(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, const char *id,
                          OrgMonth blank);
/* A number in [min, max]; blank when the cell is, `wrong` when it is bad. scale: 1000 for thousandths. */
gint64 org_intake_number(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record, OrgField field, const char *id,
                         double min, double max, gint scale, gint64 blank);
typedef struct {
    const char *name;
    guint8 code;
} OrgCodeName;
/* One of the names (case is ignored); 0 for blank; `unknown` is set for anything else. */
guint8 org_cell_code(OrgCell cell, const OrgCodeName *names, gboolean *unknown);

/* ---- sheets (sheet.c) */
typedef void (*OrgRowFn)(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record);
/* All files of the table; each needs a column of the field `needed`. */
void org_intake_read(OrgIntake *in, OrgTableIn *tab, OrgField needed, OrgRowFn row);
/* A look before the rows are read: where the header is, and what the cells prove (look.c). The source is one file. */
typedef void (*OrgSourceFn)(const OrgSheetSink *sink, gpointer source);
guint org_intake_find_header(const OrgIntake *in, OrgTableIn *tab, OrgField needed, OrgSourceFn read, gpointer source);
void org_intake_look(OrgIntake *in, OrgTableIn *tab, guint header_line, OrgSourceFn read, gpointer source);
void org_intake_drop_samples(OrgTableIn *tab);
/* A row of sums: its first text is a word such as "Tổng cộng", and beside it stand figures only. */
gboolean org_intake_is_total(const OrgRecord *record, gint id_column);
/* What becomes of columns that are no field: one note for those kept, one for those left out. */
void org_intake_tell_columns(OrgIntake *in, OrgTableIn *tab);

/* ---- workbooks (workbook.c) */
gboolean org_workbook_has_units(const OrgWorkbook *workbook); /* a sheet named after that table */
void org_intake_find_sheets(OrgIntake *in);                   /* those of import->workbook */
/* The sheet of a table; -1, and reported, when there is none. */
gint org_intake_open_sheet(OrgIntake *in, OrgTableIn *tab);
void org_intake_tell_hidden(OrgIntake *in, OrgTableIn *tab, guint sheet); /* hidden rows and columns were read */
void org_intake_name_sheets(OrgIntake *in, guint from);                   /* in the problems from that one on */
void org_intake_close_workbook(OrgIntake *in);

/* ---- the mapping file (mapping.c) */
void org_intake_map_begin(OrgIntake *in, OrgTableIn *tab); /* once the header is known */
void org_intake_map_row(OrgTableIn *tab, OrgRecord *record);
/* A field that the mapping file names and that is much like one of ours: reported at its line. */
void org_intake_check_map(OrgIntake *in);

/* ---- units of posts alone (unit-tree.c): the unit of whom most of a unit's posts report to is its parent */
void org_derive_unit_tree(OrgIntake *in);

/* ---- what ranks titles mean (titles.c) */
typedef struct OrgTitles OrgTitles;
/* Rows pattern,rank of CSV, which go before the table that comes with orgsim; NULL: that one alone. What is wrong in them
 * goes to diags. */
OrgTitles *org_titles_new(const char *path, GBytes *own, OrgDiags *diags);
void org_titles_free(OrgTitles *titles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgTitles, org_titles_free)
guint8 org_titles_rank(const OrgTitles *titles, const char *title); /* ORG_STAFF where nothing else fits */
const char *org_titles_rank_name(guint8 rank);                      /* "head"; "" for an unknown one */
gboolean org_intake_rank(const char *text, guint8 *rank);           /* "head", "Cấp phó" …; FALSE: none of them */
/* Posts with titles and without a column of ranks: what the titles tell, each listed once. */
void org_intake_guess_ranks(OrgIntake *in);

gboolean org_rating_of(const char *text, guint8 *rating); /* a number or a grade in words (ratings.c) */

/* ---- attributes (import-attributes.c) */
/* The attributes of a file: of those there are, or new ones, blank in the rows read before. */
void org_intake_begin_attributes(OrgTableIn *tab);
void org_attribute_in_free(gpointer attribute);
void org_intake_push_attributes(OrgIntake *in, OrgTableIn *tab, const OrgRecord *record);
/* first(i), n(i): the rows that came of row i of the sheet. */
void org_intake_build_attributes(OrgIntake *in, OrgTableIn *tab);

/* ---- references (references.c) */
typedef struct {
    guint line;
    OrgWord id, missing;
    guint32 ordinal, missing_ordinal;
} OrgDangling;
/* Report references that lead nowhere, each with all lines that share it and the nearest id of `target`. noun: "parent". */
void org_report_dangling(OrgIntake *in, OrgTableIn *tab, OrgField field, const char *code, const char *noun,
                         const OrgTableIn *target, const OrgDangling *dangling, guint n);
/* next[i]: where row i points, or ORG_NONE. Each cycle is reported once, at its first row, and cut there. line_of and
 * id_of describe a row. unreached, when given, is called for rows outside a cycle that lead into one, before it is cut. */
typedef struct {
    OrgIntake *in;
    OrgTableIn *tab;
    OrgField field;
    /* Messages: "these %u units lie under one another: %s; …", "unit %s was made a root", and of a row that leads into a
     * cycle, or NULL where that is no matter. */
    const char *lies, *cut, *unreachable;
    void (*describe)(const OrgTableIn *tab, guint32 row, guint *line, OrgWord *id, guint32 *ordinal);
} OrgCycleSpec;
void org_cut_cycles(const OrgCycleSpec *spec, guint32 *next, guint32 n);

/* ---- the tables */
void org_intake_units(OrgIntake *in);
void org_intake_posts(OrgIntake *in);
void org_intake_people(OrgIntake *in);
void org_resolve_units(OrgIntake *in);
/* Posts that a row of this fte opens when nobody is named for it. */
guint32 org_fte_posts(guint32 fte);
/* Rows of more than one full post open several; after people, whom they may be held by, were read. */
void org_open_group_rows(OrgIntake *in);
void org_resolve_posts(OrgIntake *in);
void org_build_units(OrgIntake *in);
void org_build_posts(OrgIntake *in);
void org_build_second_lines(OrgIntake *in);                            /* of posts that are built */
void org_build_people(OrgIntake *in);                                  /* holders as well */
guint32 org_found_missing_unit(OrgIntake *in, OrgWord id, guint line); /* a root for posts whose unit is missing */
/* The organisation's post that an id means, or ORG_NONE. A group's plain id: its first post, *group its size. */
guint32 org_intake_post(const OrgIntake *in, OrgWord word, guint32 ordinal, const OrgPostIn **row);

/* ---- the report (quality.c) */
/* Where a row of the organisation was written: from an import. NULL: nowhere. */
typedef struct {
    void (*locate)(guint table, OrgRow row, OrgField field, const char **file, guint *line, guint *column,
                   gpointer data);
    gpointer data;
} OrgLocator;
void org_quality_report(const Org *org, OrgDiags *diags, const OrgLocator *locator);
/* Pairs of rows with one group number whose names are alike but not the same: fn for each, ascending by `row`. */
typedef void (*OrgSimilarFn)(OrgRow row, OrgRow like, gpointer data);
void org_similar_names(const char *const *names, const guint32 *groups, guint32 n, OrgSimilarFn fn, gpointer data);
