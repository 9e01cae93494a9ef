/* SPDX-License-Identifier: MIT
 * Workbooks as sources of records: XLSX, read as a stream. */
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

/* _x000D_ and the like, as workbooks spell control characters, replaced in place from an offset on. */
void org_xlsx_unescape(GString *text, gsize from);
