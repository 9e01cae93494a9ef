// SPDX-License-Identifier: MIT
/* Data in and out: CSV files to an organisation, with a data-quality report; an organisation to CSV and JSON. */
#pragma once
#include "../text/column-map.h"
#include "../base/diag.h"
#include "../base/output.h"
#include "../org/org.h"
#include "write/table-out.h"

/* One more file of a table. */
typedef struct {
    const char *path;
    GBytes *bytes;
    const char *sheet; /* as in OrgImport */
} OrgImportFile;

typedef struct OrgIntakeReport OrgIntakeReport;

typedef struct {
    const char *units, *posts, *people; /* paths for diagnostics; each may be NULL, units only beside posts: the
                                         * units are then made from their names there and from who reports to whom */
    GBytes *units_bytes, *posts_bytes, *people_bytes;
    OrgMonth date;
    gboolean lenient;
    const char *encoding;    /* of CSV, as org_import_encoding() spells it; NULL: found out */
    char delimiter;          /* of CSV; 0: found out among , ; and tab */
    const OrgColumnMap *map; /* or NULL */
    /* XLSX is known by its bytes. Which sheet of it; NULL: the only one, or the one called after the table. */
    const char *units_sheet, *posts_sheet, *people_sheet;
    const char
        *workbook; /* path for diagnostics: one XLSX for all tables that have no bytes of their own, by the names */
    GBytes *workbook_bytes;       /* of its sheets; or NULL */
    const OrgImportFile *more[4]; /* of a table, beside its first file; at most 31 */
    guint n_more[4];
    const char *dates;       /* the order of days and months in them: "dmy", "mdy", "ymd"; NULL: found out */
    gboolean vietnamese;     /* of dates that nothing tells, the day stands first */
    const char *ranks;       /* path of ranks_bytes */
    GBytes *ranks_bytes;     /* CSV pattern,rank: what titles mean, before the table that orgsim brings; or NULL */
    guint as_given;          /* bits 1 << table: made by orgsim itself, so that nothing in it is guessed */
    OrgIntakeReport *report; /* or NULL */
} OrgImport;

/* What was read, and what was guessed: for a report beside the problems. */
OrgIntakeReport *org_intake_report_new(void);
void org_intake_report_free(OrgIntakeReport *report);
void org_intake_report_mask(OrgIntakeReport *report); /* no value of a cell stays in it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgIntakeReport, org_intake_report_free)

/* An encoding as a user names it, such as cp1258, in the spelling that OrgImport wants; NULL when it is not known. */
const char *org_import_encoding(const char *given);

#define ORG_EXCHANGE_ERROR (org_exchange_error_quark())
GQuark org_exchange_error_quark(void);
enum { ORG_EXCHANGE_BAD_INPUT, ORG_EXCHANGE_FILE };

/* Read CSV files into a finished organisation. Problems go to diags, each with its code,
 * file:line:column and id. line: where the row begins, a row may hold line breaks; column: the field, from 1.
 * NULL when any is an error (unless lenient, which repairs and says how: the problem becomes a warning, and a note
 * with the code "repair" beside it tells what was done). */
Org *org_import_csv(const OrgImport *import, OrgDict *dict, OrgDiags *diags, GError **error);

/* A reported figure of a table of actuals. */
typedef struct {
    char *metric, *scope, *source; /* scope: a unit's id, "" for the whole */
    OrgMonth month;
    double value;
    guint line, scope_column; /* where it stands */
} OrgFigure;
typedef struct {
    const char *path; /* for diagnostics */
    GBytes *bytes;    /* CSV or XLSX */
    const char *sheet,
        *dates; /* or NULL: the only sheet, or the one called actuals, Thực hiện …; what the cells prove */
    gboolean vietnamese; /* days before months where nothing else tells */
} OrgActualsSource;
/* metric, month, value[, scope, source], with titles above or not. Dates and numbers are read by what the cells prove, as in other
 * tables; a number that may be of thousands or of decimals is an error, and so is a year alone. All problems go to
 * diags; with an error the figures are of no use. Never NULL; the caller's own. */
GArray *org_actuals_read(const OrgActualsSource *source, OrgDiags *diags);

/* As org_import_csv without lenient, but the repaired organisation comes back even so, for its totals; *refused tells
 * that there were errors. NULL only when nothing could be built (error set). */
Org *org_import_csv_report(const OrgImport *import, OrgDict *dict, OrgDiags *diags, gboolean *refused, GError **error);

/* The data-quality report of an organisation already built (orgsim check F.orgdb): no files or lines. */
void org_quality(const Org *org, OrgDiags *diags);

/* {"units": …, "posts": …, "people": …, "fte": …, "roots": …, "depth": …, "reports_depth": …, "counts": {…},
 * "problems": […]}. Open rows; depth: of the units, a root is 1; reports_depth: of posts over reports_to.
 * Owned by the caller, ends in a newline. */
char *org_quality_json(const Org *org, const OrgDiags *diags);
/* The same with what was read: rows, read, skipped, columns, guesses, sums. report may be NULL. */
char *org_quality_json_of(const Org *org, const OrgDiags *diags, const OrgIntakeReport *report);

/* The same problems as CSV, one per row: severity, code, table, file, sheet, line, column, cell, id, ids, text. The caller's own. */
char *org_quality_csv(const OrgDiags *diags);

typedef struct {
    guint64 units, posts, people; /* open rows */
    double fte;
    guint roots, depth, reports_depth;
} OrgQualityTotals;
OrgQualityTotals org_quality_totals(const Org *org);

/* One age band of a population assumption; the shape of OrgPopulationBand in scenario/plan.h. */
typedef struct {
    const char *category;
    gint age_from, age_to;
    double men, women, hired_at;
} OrgBand;
/* Give every held anonymous post a person with sex, birth and hiring drawn from the bands of its category (or of ""),
 * and people without a date of birth one. vacancy: share of posts vacant where filled is not given (NaN: leave unknown).
 * Deterministic in (seed, row). Says in error which category has no band. */
gboolean org_populate(Org *org, const OrgBand *bands, guint n, double vacancy, guint64 seed, GError **error);

/* The attribute of posts (1 where it holds) that marks whose `filled` was not given, when others' was. Written back as
 * a blank cell of the column `filled`, and forgotten by org_populate. */
#define ORG_FILLED_UNKNOWN "filled_unknown"

/* The attribute of people (1 where it holds) by which org_populate marks whose date of birth it assumed. It is stored, exported and
 * read again like any other, so that an assumed date is never taken for a known one. */
#define ORG_BIRTH_ASSUMED "birth_assumed"
gboolean org_birth_is_assumed(const Org *org, OrgRow person);

/* units.csv, posts.csv, people.csv and datapackage.json in a folder (made if needed), with start also crosswalk.csv: all of them or
 * none. Cells that begin with = + - @ tab or CR are neutralised with a leading ' unless they are numbers; reading takes it off
 * again. start: the organisation before, for what became of it; or NULL. all: closed units and posts and people who left as
 * well. */
gboolean org_export_csv(const Org *org, const Org *start, const char *folder, gboolean all, GError **error);

/* crosswalk.csv (old_id, new_id, date, share), one more file of a folder: one row for each unit open at the start and each unit
 * of the end that it became, by its successors and by where its posts are; a blank new_id: nothing took over. Units opened
 * and closed between are passed through, those founded stand in units.csv only. start and end share their rows. */
gboolean org_export_crosswalk(const Org *start, const Org *end, const char *folder, OrgOutput *output, GError **error);
/* One more sheet of a workbook. A cell (NULL: blank) is written as its column's kind when it reads as one, else as text. */
typedef struct {
    const char *name;
    guint n;
    const char *const *columns;
    const OrgOutKind *kinds;
    GPtrArray *rows; /* of n const char * each */
} OrgSheetOut;

/* A workbook with the sheets units, posts, people and n more. Texts are text cells, whatever they begin
 * with; months are dates. Read back before it takes its place. The same organisation gives the same bytes. */
gboolean org_export_xlsx(const Org *org, const char *path, gboolean all, const OrgSheetOut *extra, guint n,
                         GError **error);

/* A blank workbook to fill in, with a sheet of instructions, English or Vietnamese; it imports as it stands. A file that
 * is there already is an error. */
gboolean org_template_xlsx(const char *path, gboolean vietnamese, GError **error);
