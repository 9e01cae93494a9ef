// SPDX-License-Identifier: MIT
/* One sheet as records. A cell has its place in its name (B12); rows and cells come in order, gaps are blank. */
#include "xlsx.h"
#include "../base/error.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

#define MAX_SHEET (4ull << 30) /* bytes of XML */
#define MAX_ROW 1048576u
#define MAX_COLUMN 16384u
#define MAX_BEYOND 256u /* cells kept beyond the width of the header: enough to say where they stand */

typedef struct {
    guint column; /* from 0 */
    gsize offset, size;
} Piece;

typedef struct {
    OrgWorkbook *workbook;
    const OrgSheetSink *sink;
    OrgXml *xml;
    GString *text;     /* the cells of the row, each with its NUL */
    GArray *pieces;    /* Piece */
    GArray *cells;     /* OrgCell */
    GString *value;    /* of the cell at hand */
    guint row, column; /* the last ones seen, from 1 */
    guint width;       /* of the first row */
    guint far_row;     /* the last one that was told to have a cell far beyond it */
    char type;         /* s, b, e, i(nline), t(ext), d(ate), n(umber) */
    guint style;
    gboolean in_cell, in_value, has_formula, has_value;
    guint phonetic;
} Reader;

static void
stop(Reader *reader, const char *code, const char *text)
{
    reader->sink->broken(code, MAX(reader->row, 1), MAX(reader->column, 1), text, reader->sink->data);
    org_xml_stop(reader->xml);
}

gboolean
org_xlsx_place(const char *text, guint *column, guint *row)
{
    guint c = 0, r = 0;

    for (; g_ascii_isalpha(*text) && c <= MAX_COLUMN; text++)
        c = c * 26 + (guint) (g_ascii_toupper(*text) - 'A' + 1);
    for (; g_ascii_isdigit(*text) && r <= MAX_ROW; text++)
        r = r * 10 + (guint) (*text - '0');
    *column = c;
    *row = r;
    return *text == '\0' && c <= MAX_COLUMN && r >= 1 && r <= MAX_ROW;
}

static void
begin_row(Reader *reader, const char **attributes)
{
    const char *place = org_xml_attribute(attributes, "r");
    guint column = 0, row = reader->row + 1;

    if (place && (!org_xlsx_place(place, &column, &row) || column || row <= reader->row)) {
        stop(reader, "bad-workbook", "the row after this one has no proper number; open and save the workbook again");
        return;
    }
    reader->row = row;
    reader->column = 0;
    g_string_truncate(reader->text, 0);
    g_array_set_size(reader->pieces, 0);
    if (row > MAX_ROW)
        stop(reader, "bad-workbook", "the sheet has more rows than a sheet can have");
}

static char
type_of(const char *name)
{
    if (!name)
        return 'n';
    if (strcmp(name, "str") == 0)
        return 't';
    return name[0] && strchr("sbeind", name[0]) ? name[0] : 'n';
}

static void
begin_cell(Reader *reader, const char **attributes)
{
    const char *place = org_xml_attribute(attributes, "r"), *style = org_xml_attribute(attributes, "s");
    guint column = reader->column + 1, row = reader->row;

    if ((place && (!org_xlsx_place(place, &column, &row) || column == 0 || row != reader->row)) ||
        column <= reader->column || column > MAX_COLUMN) {
        stop(reader, "bad-workbook", "the cell after this one is out of its place; open and save the workbook again");
        return;
    }
    reader->column = column;
    reader->type = type_of(org_xml_attribute(attributes, "t"));
    reader->style = style ? (guint) MIN(g_ascii_strtoull(style, NULL, 10), G_MAXUINT) : 0;
    reader->in_cell = TRUE;
    reader->has_formula = reader->has_value = FALSE;
    g_string_truncate(reader->value, 0);
}

/* ---- values */

static void
broken_cell(Reader *reader, const char *code, const char *text)
{
    reader->sink->broken(code, reader->row, reader->column, text, reader->sink->data);
    g_string_truncate(reader->value, 0);
}

/* Days since the end of 1899 (or 1904), where 1900 counts as a leap year, as a date. FALSE when it is only a time. */
static gboolean
date_of(const Reader *reader, double serial, char text[16])
{
    const guint epoch = 693594; /* 1899-12-30 as a Julian day of GLib */
    double day = floor(serial) + (reader->workbook->from_1904 ? 1462 : serial < 60 ? 1 : 0);

    if (serial < 1 || day > 2958465)
        return FALSE;
    g_autoptr(GDate) date = g_date_new_julian(epoch + (guint32) day);
    g_snprintf(text, 16, "%04d-%02d-%02d", g_date_get_year(date), g_date_get_month(date), g_date_get_day(date));
    return TRUE;
}

/* Numbers are stored with 17 digits, such as 0.10000000000000001 for what shows as 0.1. */
static void
finish_number(Reader *reader)
{
    GArray *is_date = reader->workbook->is_date;
    GString *value = reader->value;
    double number;
    char text[40];

    if (value->len == 0 || value->len > 60 || !org_number_parse(value->str, &number))
        return;
    guint8 sort = reader->style < is_date->len ? g_array_index(is_date, guint8, reader->style) : 0;
    if (sort == 1 && date_of(reader, number, text))
        g_string_assign(value, text);
    else if (sort == 2 && reader->workbook->keep_percent)
        g_string_printf(value, "%s%%", g_ascii_formatd(text, sizeof text, "%.13g", number * 100)); /* 0.07 is 7% */
    else if (value->len > 15 || value->str[strspn(value->str, "0123456789")])
        g_string_assign(value, org_number_text(number, text));
}

static void
finish_shared(Reader *reader)
{
    const OrgWorkbook *workbook = reader->workbook;
    char *end;
    guint64 index = g_ascii_strtoull(reader->value->str, &end, 10);

    if (reader->value->len == 0)
        return;
    if (*end || end == reader->value->str || index >= workbook->offsets->len) {
        broken_cell(reader, "bad-cell", "the cell names a text that the workbook does not hold");
        return;
    }
    g_string_assign(reader->value, workbook->text->str + g_array_index(workbook->offsets, gsize, index));
}

static void
end_cell(Reader *reader)
{
    reader->in_cell = FALSE;
    switch (reader->type) {
    case 's':
        finish_shared(reader);
        break;
    case 'n':
        finish_number(reader);
        break;
    case 'd':
        if (reader->value->len > 10)
            g_string_truncate(reader->value, 10);
        break;
    case 'e': {
        g_autofree char *text =
            org_said("the cell holds the error %.20s, not a value; correct its formula", reader->value->str);
        broken_cell(reader, "formula-error", text);
        break;
    }
    default:
        org_xlsx_unescape(reader->value, 0);
    }
    if (reader->has_formula && !reader->has_value)
        broken_cell(
            reader, "no-result",
            "the formula in this cell has no stored result; open the workbook, let it be computed, and save it");
    if (reader->value->len == 0)
        return;
    if (reader->width && reader->column > reader->width + MAX_BEYOND) {
        if (reader->far_row != reader->row)
            broken_cell(reader, "extra-cell", "this cell stands far beyond the columns that the first row names");
        reader->far_row = reader->row;
        return;
    }
    Piece piece = { reader->column - 1, reader->text->len, reader->value->len };
    g_array_append_val(reader->pieces, piece);
    g_string_append_len(reader->text, reader->value->str, (gssize) reader->value->len);
    g_string_append_c(reader->text, '\0');
}

static void
end_row(Reader *reader)
{
    guint n_pieces = reader->pieces->len;

    if (n_pieces == 0)
        return;
    guint n = MAX(g_array_index(reader->pieces, Piece, n_pieces - 1).column + 1, reader->width);
    g_array_set_size(reader->cells, n);
    OrgCell *cells = (OrgCell *) (void *) reader->cells->data;
    for (guint i = 0; i < n; i++)
        cells[i] = (OrgCell){ "", 0 };
    for (guint i = 0; i < n_pieces; i++) {
        const Piece *piece = &g_array_index(reader->pieces, Piece, i);
        cells[piece->column] = (OrgCell){ reader->text->str + piece->offset, piece->size };
    }
    if (!reader->width)
        reader->width = n;
    g_array_set_size(reader->pieces, 0); /* a row within a row ends twice */
    OrgRecord record = { reader->row, n, cells };
    if (!reader->sink->record(&record, reader->sink->data))
        org_xml_stop(reader->xml);
}

/* ---- XML */

static void
on_start(OrgXml *xml, const char *name, const char **attributes)
{
    Reader *reader = xml->data;

    reader->in_value = FALSE;
    if (strcmp(name, "row") == 0) {
        begin_row(reader, attributes);
    } else if (strcmp(name, "c") == 0) {
        begin_cell(reader, attributes);
    } else if (reader->in_cell) {
        reader->phonetic += strcmp(name, "rPh") == 0;
        reader->has_formula |= strcmp(name, "f") == 0;
        reader->in_value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !reader->phonetic);
        reader->has_value |= reader->in_value;
    }
}

static void
on_text(OrgXml *xml, const char *text, gsize size)
{
    Reader *reader = xml->data;

    if (!reader->in_value)
        return;
    g_string_append_len(reader->value, text, (gssize) size);
    if (reader->value->len > ORG_CELL_LIMIT)
        stop(reader, "long-cell",
             "this cell is longer than 1 MiB, the most a cell may hold; the rest of the sheet was not read");
}

static void
on_end(OrgXml *xml, const char *name)
{
    Reader *reader = xml->data;

    reader->in_value = FALSE;
    if (reader->in_cell && strcmp(name, "rPh") == 0 && reader->phonetic)
        reader->phonetic--;
    else if (reader->in_cell && strcmp(name, "c") == 0)
        end_cell(reader);
    else if (strcmp(name, "row") == 0)
        end_row(reader);
    else if (strcmp(name, "sheetData") == 0)
        org_xml_stop(xml);
}

void
org_sheet_read_xlsx(OrgWorkbook *workbook, guint sheet, const OrgSheetSink *sink)
{
    Reader reader = { .workbook = workbook, .sink = sink };
    OrgXml xml = { .start = on_start, .end = on_end, .text = on_text, .data = &reader };
    g_autoptr(GError) error = NULL;

    reader.xml = &xml;
    reader.text = g_string_new(NULL);
    reader.value = g_string_new(NULL);
    reader.pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    reader.cells = g_array_new(FALSE, FALSE, sizeof(OrgCell));
    if (!org_package_parse(workbook->package, workbook->parts->pdata[sheet], MAX_SHEET, &xml, &error)) {
        g_autofree char *said = org_error_said(error);
        sink->broken("bad-workbook", MAX(reader.row, 1), MAX(reader.column, 1), said, sink->data);
    }
    g_string_free(reader.text, TRUE);
    g_string_free(reader.value, TRUE);
    g_array_unref(reader.pieces);
    g_array_unref(reader.cells);
}
