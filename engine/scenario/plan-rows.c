// SPDX-License-Identifier: MIT
/* Tables of a scenario as rows of texts with line numbers: CSV files and sheets of workbooks. */
#include "../text/xlsx.h"
#include "../base/error.h"
#include "reader.h"
#include <string.h>

enum { MOST_ROWS = 1000000, MOST_CELLS = 4000000 }; /* a small workbook can hold very many blank cells */

typedef struct {
    OrgReader *reader;
    OrgRows *rows;
    gboolean good;
    guint64 cells;
} Reading;

static void
row_free(gpointer row)
{
    g_ptr_array_unref(row);
}

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    Reading *reading = data;
    OrgLocation location = { reading->rows->file, line, column, NULL, reading->rows->sheet };
    org_reader_say(reading->reader, ORG_SEVERITY_ERROR, &location, code, text);
    reading->good = FALSE;
}

static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Reading *reading = data;
    if (reading->rows->rows->len > MOST_ROWS) {
        on_broken("too-big", record->line, 1, "more than 1,000,000 rows", reading);
        return FALSE;
    }
    reading->cells += record->n;
    if (reading->cells > MOST_CELLS) {
        on_broken("too-big", record->line, 1, "more than 4,000,000 cells", reading);
        return FALSE;
    }
    GPtrArray *row = g_ptr_array_new_full(record->n, g_free);
    for (guint i = 0; i < record->n; i++)
        g_ptr_array_add(row, g_strndup(record->cells[i].text, record->cells[i].size));
    g_ptr_array_add(reading->rows->rows, row);
    g_array_append_val(reading->rows->lines, record->line);
    return TRUE;
}

/* The line of the first byte that is no UTF-8 text. */
static guint
bad_line(const char *data, gsize size)
{
    const char *bad = data;
    guint line = 1;
    g_utf8_validate_len(data, size, &bad);
    for (const char *p = data; p < bad; p++)
        line += *p == '\n';
    return line;
}

static void
read_csv(Reading *reading, GBytes *bytes)
{
    OrgText text = org_text_decode(bytes, "UTF-8"); /* a table of a plan is not guessed at */
    g_autoptr(GBytes) decoded = text.bytes;
    gsize size;
    const char *data = g_bytes_get_data(decoded, &size);
    const OrgSheetSink sink = { on_record, on_broken, reading };

    if (!text.valid)
        on_broken("encoding", bad_line(data, size), 1, "not UTF-8 text; save the file as CSV in UTF-8", reading);
    else if (size > 0)
        org_sheet_read_csv(data, size, 0, &sink);
}

/* ---- workbooks */

static gint
find_sheet(const OrgWorkbook *workbook, const char *wanted, const char *const *usual)
{
    if (wanted)
        return org_workbook_sheet(workbook, wanted);
    if (workbook->names->len == 1)
        return 0;
    for (; usual && *usual; usual++) {
        gint sheet = org_workbook_sheet(workbook, *usual);
        if (sheet >= 0)
            return sheet;
    }
    return -1;
}

static void
no_sheet(Reading *reading, const OrgYaml *node, const char *what, const OrgWorkbook *workbook, const char *wanted)
{
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < MIN(workbook->names->len, 20); i++) {
        g_autofree char *quoted = org_yaml_quote(workbook->names->pdata[i]);
        g_string_append_printf(names, "%s%s", i ? ", " : "", quoted);
    }
    g_autofree char *name = wanted ? org_yaml_quote(wanted) : NULL;
    if (name)
        org_reader_error(reading->reader, node, "missing-sheet", "%s: %s has no sheet %s; there are %s", what,
                         reading->rows->file, name, names->str);
    else
        org_reader_error(reading->reader, node, "missing-sheet",
                         "%s: %s has several sheets, %s; name one, as in FILE.xlsx:SHEET", what, reading->rows->file,
                         names->str);
    reading->good = FALSE;
}

/* A percentage shown as 5% is meant as 5%, not as a count of 0.05; rows are as wide as the widest. */
static void
read_xlsx(Reading *reading, const OrgYaml *node, const char *what, GBytes *bytes, const char *wanted,
          const char *const *usual)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgWorkbook) workbook = org_workbook_open(bytes, &error);
    const OrgSheetSink sink = { on_record, on_broken, reading };
    if (!workbook) {
        g_autofree char *said = org_error_said(error);
        org_reader_error(reading->reader, node, "bad-workbook", "%s: %s: %s", what, reading->rows->file, said);
        reading->good = FALSE;
        return;
    }
    gint sheet = find_sheet(workbook, wanted, usual);
    if (sheet < 0) {
        no_sheet(reading, node, what, workbook, wanted);
        return;
    }
    workbook->keep_percent = TRUE;
    reading->rows->sheet = g_strdup(workbook->names->pdata[sheet]);
    org_sheet_read_xlsx(workbook, (guint) sheet, &sink);
    guint width = 0;
    for (guint r = 0; r < reading->rows->rows->len; r++)
        width = MAX(width, ((const GPtrArray *) reading->rows->rows->pdata[r])->len);
    if ((guint64) width * reading->rows->rows->len > MOST_CELLS) {
        on_broken("too-big", 1, 1, "more than 4,000,000 cells", reading);
        return;
    }
    for (guint r = 0; r < reading->rows->rows->len; r++)
        for (GPtrArray *row = reading->rows->rows->pdata[r]; row->len < width;)
            g_ptr_array_add(row, g_strdup(""));
}

/* "plan.xlsx:Sheet": the text of the sheet, cut off; NULL when there is none. By the name alone, since a worker sees no disk. */
static char *
cut_sheet(char *path)
{
    static const char *const suffixes[] = { ".xlsx:", ".xlsm:" };
    for (char *colon = strchr(path, ':'); colon; colon = strchr(colon + 1, ':'))
        for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
            if (colon - path >= 5 && g_ascii_strncasecmp(colon - 5, suffixes[i], 6) == 0) {
                *colon = '\0';
                return g_strdup(colon + 1);
            }
    return NULL;
}

gboolean
org_plan_rows_read(OrgReader *reader, const OrgYaml *node, const char *what, const char *const *usual, OrgRows *rows)
{
    g_autofree char *written = g_strdup(node->text), *wanted = cut_sheet(written);
    g_autoptr(GError) error = NULL;
    Reading reading = { reader, rows, TRUE, 0 };

    rows->file = org_bundle_resolve(node->doc->file, written);
    org_reader_is_path(reader, node, rows->file, wanted);
    rows->rows = g_ptr_array_new_with_free_func(row_free);
    rows->lines = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autoptr(GBytes) bytes = org_bundle_get(reader->plan->bundle, rows->file, &error);
    if (!bytes) {
        g_autofree char *quoted = org_yaml_quote(written), *said = org_error_said(error);
        org_reader_error(reader, node, "missing-file", "%s: the table %s cannot be read: %s", what, quoted, said);
        return FALSE;
    }
    if (org_workbook_sniff(bytes))
        read_xlsx(&reading, node, what, bytes, wanted, usual);
    else
        read_csv(&reading, bytes);
    if (reading.good && !rows->rows->len)
        on_broken("bad-csv", 1, 1, "the table is empty; a first row with the names of the columns is expected",
                  &reading);
    return reading.good;
}

void
org_rows_clear(OrgRows *rows)
{
    g_clear_pointer(&rows->rows, g_ptr_array_unref);
    g_clear_pointer(&rows->lines, g_array_unref);
    g_clear_pointer(&rows->file, g_free);
    g_clear_pointer(&rows->sheet, g_free);
}
