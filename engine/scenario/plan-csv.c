// SPDX-License-Identifier: MIT
/* CSV files of a scenario as rows of texts with line numbers. */
#include "../text/sheet.h"
#include "reader.h"

enum { MOST_ROWS = 1000000 };

typedef struct {
    OrgReader *reader;
    const char *file;
    OrgCsv *csv;
    gboolean good;
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
    OrgPlace place = { reading->file, line, column, NULL };
    org_reader_say(reading->reader, ORG_SEVERITY_ERROR, &place, code, text);
    reading->good = FALSE;
}

static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Reading *reading = data;
    if (reading->csv->rows->len > MOST_ROWS) {
        on_broken("too-big", record->line, 1, "more than 1,000,000 rows", reading);
        return FALSE;
    }
    GPtrArray *row = g_ptr_array_new_full(record->n, g_free);
    for (guint i = 0; i < record->n; i++)
        g_ptr_array_add(row, g_strndup(record->cells[i].text, record->cells[i].size));
    g_ptr_array_add(reading->csv->rows, row);
    g_array_append_val(reading->csv->lines, record->line);
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

gboolean
org_plan_csv_read(OrgReader *reader, const char *file, GBytes *bytes, OrgCsv *csv)
{
    OrgText text = org_text_decode(bytes, "UTF-8"); // a table of a plan is not guessed at
    g_autoptr(GBytes) decoded = text.bytes;
    gsize size;
    const char *data = g_bytes_get_data(decoded, &size);
    Reading reading = { reader, file, csv, TRUE };
    const OrgSheetSink sink = { on_record, on_broken, &reading };

    csv->rows = g_ptr_array_new_with_free_func(row_free);
    csv->lines = g_array_new(FALSE, FALSE, sizeof(guint));
    if (!text.valid) {
        on_broken("encoding", bad_line(data, size), 1, "not UTF-8 text; save the file as CSV in UTF-8", &reading);
        return FALSE;
    }
    if (size > 0)
        org_sheet_read_csv(data, size, 0, &sink);
    if (reading.good && !csv->rows->len)
        on_broken("bad-csv", 1, 1, "the file is empty; a first row with the names of the columns is expected",
                  &reading);
    return reading.good;
}

void
org_csv_clear(OrgCsv *csv)
{
    g_clear_pointer(&csv->rows, g_ptr_array_unref);
    g_clear_pointer(&csv->lines, g_array_unref);
}
