// SPDX-License-Identifier: MIT
/* Workbooks as sources of records: XLSX, read as a stream. */
#pragma once
#include "sheet.h"
#include "xlsx-package.h"

typedef struct OrgWorkbook {
    OrgPackage *package;
    GPtrArray *names; /* of the sheets, char *, in the order of their tabs */
    GPtrArray *parts; /* char *: where each is */
    GString *text;    /* all shared strings, each with its NUL */
    GArray *offsets;  /* gsize: where each begins, and the end */
    GArray *is_date;  /* guint8 of each cell style: 1 a date, 2 a percentage */
    GArray *indent;   /* guint8 of each cell style: the steps that its text is moved in */
    gboolean from_1904;
    gboolean keep_percent; /* set it to read what shows as 5% as 5%, not as 0.05 */
} OrgWorkbook;

/* TRUE when the bytes are a zip or an old .xls, and so no CSV. */
gboolean org_workbook_sniff(GBytes *bytes);
/* The bytes must outlive the workbook. NULL with a sentence. */
OrgWorkbook *org_workbook_open(GBytes *bytes, GError **error);
void org_workbook_close(OrgWorkbook *workbook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgWorkbook, org_workbook_close)

/* The sheet of that name (case is ignored when no other fits); -1: none. */
gint org_workbook_sheet(const OrgWorkbook *workbook, const char *name);

/* Rows with something in them, blank cells at the end left out but for the width of the first row. Dates as 2021-01-31,
 * numbers in the shortest spelling, formulas by the result stored. What cannot be read goes to sink->broken, of the
 * sheet as a whole with the code "bad-workbook". */
void org_sheet_read_xlsx(OrgWorkbook *workbook, guint sheet, const OrgSheetSink *sink);

/* How a sheet looks where that carries meaning: merged cells, texts moved in, numbers that are numbers. */
typedef struct {
    guint top, left, bottom, right; /* lines and columns, from 1 */
} OrgMergedCells;
typedef struct {
    guint line, column; /* from 1 */
    guint8 indent;
    gboolean is_number; /* and no text that looks like one */
} OrgCellLook;
typedef struct {
    GArray *cells;  /* OrgCellLook of the cells with a value, by line and column */
    GArray *merged; /* OrgMergedCells */
    GArray *hidden; /* OrgMergedCells: columns (of line 0) and lines (of column 0) that are not shown */
} OrgSheetLayout;
/* A second reading of a sheet. What cannot be read is left out: org_sheet_read_xlsx says what is wrong. */
OrgSheetLayout *org_sheet_layout_new(OrgWorkbook *workbook, guint sheet);
void org_sheet_layout_free(OrgSheetLayout *layout);
/* NULL: a cell without a value, or out of reach. */
const OrgCellLook *org_sheet_layout_cell(const OrgSheetLayout *layout, guint line, guint column);

/* "B12": the column and the row, from 1; "12", a row of its own, has no column (0). FALSE when it is no place in a sheet. */
gboolean org_xlsx_place(const char *text, guint *column, guint *row);

/* _x000D_ and the like, as workbooks spell control characters, replaced in place from an offset on. */
void org_xlsx_unescape(GString *text, gsize from);
