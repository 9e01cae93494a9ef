// SPDX-License-Identifier: MIT
/* CSV files as rows of texts with line numbers, by libcsv. */
#include "reader.h"
#include <csv.h>
#include <string.h>

enum { MOST_ROWS = 1000000 };

typedef struct {
    OrgCsv *csv;
    GPtrArray *row; /* being read */
    guint line, row_line;
} Reading;

static void
row_free(gpointer row)
{
    g_ptr_array_unref(row);
}

static void
on_field(void *text, size_t length, void *data)
{
    Reading *reading = data;
    if (!reading->row)
        reading->row = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(reading->row, g_strndup(text ? text : "", length));
}

static void
on_row(int end, void *data)
{
    Reading *reading = data;
    (void) end;
    if (!reading->row)
        return;
    g_ptr_array_add(reading->csv->rows, g_steal_pointer(&reading->row));
    g_array_append_val(reading->csv->lines, reading->row_line);
}

/* The length of the first physical line, its end included. */
static gsize
line_length(const char *data, gsize size)
{
    for (gsize i = 0; i < size; i++)
        if (data[i] == '\n' || (data[i] == '\r' && (i + 1 == size || data[i + 1] != '\n')))
            return i + 1;
    return size;
}

/* A spreadsheet in a language with a decimal comma writes semicolons. */
static unsigned char
delimiter_of(const char *data, gsize size)
{
    gsize length = line_length(data, size);
    if (memchr(data, ',', length))
        return CSV_COMMA;
    return memchr(data, ';', length) ? ';' : memchr(data, '\t', length) ? CSV_TAB : CSV_COMMA;
}

static gboolean
complain(OrgReader *reader, const char *file, guint line, const char *code, const char *text)
{
    OrgPlace place = { file, line, 1, NULL };
    org_reader_say(reader, ORG_SEVERITY_ERROR, &place, code, text);
    return FALSE;
}

static gboolean
check_encoding(OrgReader *reader, const char *file, const char *data, gsize size)
{
    const char *bad;
    if (g_utf8_validate_len(data, size, &bad))
        return TRUE;
    guint line = 1;
    for (const char *p = data; p < bad; p++)
        line += *p == '\n';
    return complain(reader, file, line, "encoding", "not UTF-8 text; save the file as CSV in UTF-8");
}

/* libcsv is fed a line at a time, so that a row knows the line where it begins. */
static gboolean
feed(OrgReader *reader, const char *file, struct csv_parser *parser, Reading *reading, const char *data, gsize size)
{
    for (gsize at = 0; at < size; reading->line++) {
        gsize length = line_length(data + at, size - at);
        if (parser->pstate == 0) /* between rows */
            reading->row_line = reading->line;
        if (csv_parse(parser, data + at, length, on_field, on_row, reading) != length)
            return complain(reader, file, reading->line, "bad-csv",
                            "a quote inside a field; double it or quote the field");
        if (reading->csv->rows->len > MOST_ROWS)
            return complain(reader, file, reading->line, "too-big", "more than 1,000,000 rows");
        at += length;
    }
    if (csv_fini(parser, on_field, on_row, reading) != 0)
        return complain(reader, file, reading->row_line, "bad-csv", "a quoted field that begins here does not end");
    return TRUE;
}

gboolean
org_plan_csv_read(OrgReader *reader, const char *file, GBytes *bytes, OrgCsv *csv)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    csv->rows = g_ptr_array_new_with_free_func(row_free);
    csv->lines = g_array_new(FALSE, FALSE, sizeof(guint));
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
        data += 3, size -= 3;
    if (size && !check_encoding(reader, file, data, size))
        return FALSE;
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
        g_error("out of memory");
    csv_set_delim(&parser, size ? delimiter_of(data, size) : CSV_COMMA);
    Reading reading = { .csv = csv, .line = 1 };
    gboolean good = feed(reader, file, &parser, &reading, size ? data : "", size);
    csv_free(&parser);
    if (reading.row)
        g_ptr_array_unref(reading.row);
    if (good && !csv->rows->len)
        return complain(reader, file, 1, "bad-csv",
                        "the file is empty; a first row with the names of the columns is expected");
    return good;
}

void
org_csv_clear(OrgCsv *csv)
{
    g_clear_pointer(&csv->rows, g_ptr_array_unref);
    g_clear_pointer(&csv->lines, g_array_unref);
}
