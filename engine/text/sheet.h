// SPDX-License-Identifier: MIT
/* A sheet: rows of text cells, from whatever format. The CSV reader is one source; the importers see only records. */
#pragma once
#include <glib.h>

typedef struct {
    const char *text; /* NUL-terminated; may hold more NULs when size says so */
    gsize size;
} OrgCell;

/* One row. All pointers live until the callback returns. */
typedef struct {
    guint line; /* where the row begins, from 1 */
    guint n;
    OrgCell *cells; /* n of them; the receiver may point them elsewhere */
} OrgRecord;

typedef gboolean (*OrgRecordFn)(OrgRecord *record, gpointer data); /* FALSE stops */
/* A row that could not be read: where, and a sentence. */
typedef void (*OrgBrokenFn)(const char *code, guint line, guint column, const char *text, gpointer data);

typedef struct {
    OrgRecordFn record;
    OrgBrokenFn broken;
    gpointer data;
} OrgSheetSink;

#define ORG_CELL_LIMIT (1u << 20) /* bytes in one cell */

/* How names of columns and sheets are compared: "Đơn vị cấp trên" → "đơn_vị_cấp_trên": composed, lower case, each run of
 * blanks, '-', '.', '/' one '_'. The caller's own. */
char *org_header_key(const char *name);
/* What is left of a name when case, accents and all signs between letters are taken away: "Manager ID", "managerId" and
 * "manager_id" are "managerid", "Năm sinh (*)" is "namsinh". The caller's own. */
char *org_header_loose_key(const char *name);

/* Read CSV: RFC 4180 with `separator` (0: found out from the first line among , ; and tab), LF, CRLF or CR, line breaks
 * and doubled quotes inside quoted cells. A quote inside an unquoted cell is a letter. Blank lines are skipped, and an
 * opening line "sep=;" is obeyed. */
void org_sheet_read_csv(const char *bytes, gsize size, char separator, const OrgSheetSink *sink);

/* The bytes as UTF-8: by their byte order mark, else in the encoding named, else as they look (UTF-8; UTF-16 without a
 * mark; Windows-1252 or -1258 where it is plain that it is no UTF-8). `valid`: all of it is UTF-8 without NUL; `suspect`:
 * some cells may hold U+FFFD or text decoded twice. */
typedef struct {
    GBytes *bytes;
    const char *encoding; /* what they were taken for, static */
    gboolean guessed;     /* neither marked nor named, and no UTF-8 */
    gboolean failed;      /* not in the encoding marked or named; `bad_at`: the first byte that shows it */
    gsize bad_at;
    gboolean valid, suspect;
} OrgText;
/* named: as org_text_encoding() gives it, or NULL. */
OrgText org_text_decode(GBytes *bytes, const char *named);
/* "utf8", "cp1258" … as spelled here: UTF-8, UTF-16LE, UTF-16BE, Windows-1252, Windows-1258. NULL: not known. */
const char *org_text_encoding(const char *given);
/* What looks wrong in a cell of valid UTF-8: a static phrase, or NULL. */
const char *org_text_suspect(const char *text, gsize size);

/* What is wrong with a file that is no table at all (a web page called .xls, PDF, JSON, packed, a picture …) and what to
 * do: a static sentence. NULL: nothing of the kind, and what a workbook says of itself (xlsx.h). */
const char *org_text_foreign(GBytes *bytes);
