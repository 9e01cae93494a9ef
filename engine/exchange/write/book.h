// SPDX-License-Identifier: MIT
/* A workbook (XLSX) that people like, written sheet by sheet and row by row: the header frozen and filtered, columns as
 * wide as their content, texts kept texts whatever they begin with, months as dates. The same cells give the same bytes. */
#pragma once
#include "../../base/output.h"
#include "table-out.h"

#define ORG_BOOK_MANY 50000 /* rows that count as many */

typedef struct OrgBook OrgBook;

/* Written beside path until org_book_finish. month: what the file calls its date of making; the time of writing would
 * make each file another. many: rows are written as they come, at the price of a larger file. */
OrgBook *org_book_new(const char *path, const char *title, OrgMonth month, gboolean many);
void org_book_begin(OrgBook *book, const char *sheet); /* columns, then rows, follow through org_book_out */
OrgTableOut org_book_out(OrgBook *book);
/* A number in another kind than its column's: where a share stands among counts. NaN: blank. */
void org_book_number(OrgBook *book, double value, OrgOutKind kind);
/* A whole number that the workbook reckons itself, so that a reader can follow it; value: what it comes to. */
void org_book_formula(OrgBook *book, const char *formula, double value);
/* Last row of a sheet: the sum of each column of numbers over all rows, as a formula; not part of the filter. */
void org_book_sums(OrgBook *book, const char *label);
/* frozen: columns that stay in sight, besides the header. */
void org_book_end(OrgBook *book, guint frozen);
/* Closes it, reads it back and puts it in its place; frees book in any case. */
gboolean org_book_finish(OrgBook *book, GError **error);

/* For who writes a workbook by the library itself. Closes and frees it in any case, and reads it back, for the library does not look
 * whether its temporary files took what it wrote. cells: of guint, by sheet, how many were written; NULL: not counted. */
struct lxw_workbook;
gboolean org_book_close(struct lxw_workbook *book, OrgOutput *output, const char *path, const GArray *cells,
                        GError **error);
