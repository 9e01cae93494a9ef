// SPDX-License-Identifier: MIT
/* Plain lines of a CSV file, which nearly all are: no quote, an LF or CRLF at the end. They are split here, eight bytes at once; what is
 * not plain is left to libcsv, whose loop takes some fifty instructions a byte. The cells are those that libcsv finds. */
#pragma once
#include "sheet.h"

#define ORG_CSV_LINE (64 * 1024) /* a line as long as that is not plain */

typedef struct {
    const char *bytes;
    gsize size;
    gsize quote, cr; /* where the next ones are; G_MAXSIZE: not looked for */
    char separator;
    gboolean off; /* the separator is a sign that ends lines or quotes */
    char *text;   /* a copy of the line, each cell with its NUL */
    gsize room;
    OrgCell *cells; /* of the line read last, pointing into `text` */
    guint n, space; /* n 0: it is blank */
} OrgCsvLines;

/* The bytes outlive `lines`. */
void org_csv_lines_begin(OrgCsvLines *lines, const char *bytes, gsize size, char separator);
/* Reads the line that begins at *at and moves *at behind it; FALSE, and *at as it was, when it is not plain or the last without an end. */
gboolean org_csv_lines_next(OrgCsvLines *lines, gsize *at);
void org_csv_lines_end(OrgCsvLines *lines);
