// SPDX-License-Identifier: MIT
#include "book.h"
#include "../../base/output.h"
#include "../exchange.h"
#include "../../base/month.h"
#include "../../text/xlsx-check.h"
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#define MAX_WIDTH 60
#define LAST_DATE_AS_TEXT ORG_MONTH(1900, 12) /* a workbook's dates begin in 1900, and that year counts them wrongly */

typedef struct {
    OrgOutKind kind;
    guint width;   /* in letters */
    guint numbers; /* cells that hold one */
    double sum;
} Column;

struct OrgBook {
    char *path;
    OrgOutput *output;
    GError *refused; /* the place could not be had */
    GArray *cells;   /* of guint: how many were written, by sheet */
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *header, *header_right, *text, *number, *whole, *plain, *share, *month, *sums, *sums_text;
    GArray *columns; /* of Column */
    guint row, column, filtered;
    lxw_error failed; /* the first one */
};

static void
written(OrgBook *w, lxw_error error)
{
    g_array_index(w->cells, guint, w->cells->len - 1)++;
    if (w->failed == LXW_NO_ERROR)
        w->failed = error;
}

/* Control characters, and what looks like their spelling, as _x000D_: that is how workbooks hold them. */
static char *
escaped(const char *text)
{
    GString *out = g_string_new(NULL);

    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean spelled = c == '_' && p[1] == 'x' && strspn(p + 2, "0123456789abcdefABCDEF") >= 4 && p[6] == '_';
        if (spelled || (c < 0x20 && c != '\t' && c != '\n') || (c & 0xFFFE) == 0xFFFE)
            g_string_append_printf(out, "_x%04X_", c & 0xFFFF);
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static Column *
column_of(OrgBook *w)
{
    return &g_array_index(w->columns, Column, w->column);
}

static void
put_string(OrgBook *w, const char *text, lxw_format *format)
{
    guint *width = &column_of(w)->width;
    g_autofree char *safe = escaped(text);

    *width = MAX(*width, (guint) MIN(g_utf8_strlen(text, MAX_WIDTH * 4), MAX_WIDTH));
    written(w, worksheet_write_string(w->sheet, w->row, (lxw_col_t) w->column, safe, format));
}

static void
on_column(gpointer data, const char *name, OrgOutKind kind)
{
    OrgBook *w = data;
    Column column = { kind, 8, 0, 0 };

    g_array_append_val(w->columns, column);
    put_string(w, name, kind == ORG_OUT_TEXT || kind == ORG_OUT_MONTH ? w->header : w->header_right);
    w->column++;
}

static void
on_text(gpointer data, const char *text)
{
    OrgBook *w = data;

    if (*text)
        put_string(w, text, w->text);
    w->column++;
}

static void
on_month(gpointer data, OrgMonth month)
{
    OrgBook *w = data;
    char buffer[16];
    const char *text = org_month_text(month, buffer);

    if (*text && month <= LAST_DATE_AS_TEXT) {
        put_string(w, text, w->text);
    } else if (*text) {
        lxw_datetime date = { ORG_YEAR(month), ORG_IN_YEAR(month), 1, 0, 0, 0 };
        written(w, worksheet_write_datetime(w->sheet, w->row, (lxw_col_t) w->column, &date, w->month));
    }
    w->column++;
}

/* NULL: as many digits as there are. */
static lxw_format *
format_of(const OrgBook *w, OrgOutKind kind, double value)
{
    if (kind == ORG_OUT_WHOLE)
        return w->whole;
    if (kind == ORG_OUT_SHARE)
        return w->share;
    if (value == floor(value))
        return w->plain;
    return fabs(value) < 0.01 ? NULL : w->number;
}

/* As wide as its digits and the signs between thousands. */
static void
widen(Column *column, double value)
{
    char digits[64];
    guint n = (guint) strlen(g_ascii_formatd(digits, sizeof digits, "%.0f", CLAMP(value, -1e18, 1e18)));
    column->width = MAX(column->width, n + (n - 1) / 3);
}

void
org_book_number(OrgBook *w, double value, OrgOutKind kind)
{
    Column *column = column_of(w);
    char buffer[40], full[G_ASCII_DTOSTR_BUF_SIZE];
    double again;

    if (!isnan(value)) {
        /* The library writes 16 digits. The few numbers of the organisation that need 17 are kept whole as text. */
        g_ascii_formatd(buffer, sizeof buffer, "%.16g", value);
        if (kind != ORG_OUT_NUMBER || (org_number_parse(buffer, &again) && again == value)) {
            lxw_format *format = format_of(w, kind, value);
            written(w, worksheet_write_number(w->sheet, w->row, (lxw_col_t) w->column, value, format));
            widen(column, value);
            column->sum += value;
            column->numbers++;
        } else {
            put_string(w, g_ascii_dtostr(full, sizeof full, value), w->text);
        }
    }
    w->column++;
}

static void
on_number(gpointer data, double value)
{
    org_book_number(data, value, column_of(data)->kind);
}

static void
on_end_row(gpointer data)
{
    OrgBook *w = data;
    w->row++;
    w->column = 0;
}

static void
make_formats(OrgBook *w)
{
    lxw_format **headers[] = { &w->header, &w->header_right };
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
        lxw_format *header = *headers[i] = workbook_add_format(w->book);
        format_set_bold(header);
        format_set_bg_color(header, 0xE7EDF3);
        format_set_bottom(header, LXW_BORDER_THIN);
    }
    format_set_indent(w->header, 1); /* a text beside a number keeps its distance */
    format_set_align(w->header_right, LXW_ALIGN_RIGHT);
    w->text = workbook_add_format(w->book);
    format_set_num_format(w->text, "@"); /* stays a text when it is edited: 001, =x */
    format_set_indent(w->text, 1);
    w->number = workbook_add_format(w->book);
    format_set_num_format(w->number, "#,##0.0##");
    w->plain = workbook_add_format(w->book);
    format_set_num_format(w->plain, "0"); /* 2021 is not 2,021 */
    w->whole = workbook_add_format(w->book);
    format_set_num_format(w->whole, "#,##0");
    w->share = workbook_add_format(w->book);
    format_set_num_format(w->share, "0.0%");
    w->month = workbook_add_format(w->book);
    format_set_num_format(w->month, "yyyy-mm");
    format_set_align(w->month, LXW_ALIGN_LEFT);
    format_set_indent(w->month, 1);
    w->sums = workbook_add_format(w->book);
    format_set_num_format(w->sums, "#,##0");
    format_set_bold(w->sums);
    format_set_top(w->sums, LXW_BORDER_THIN);
    w->sums_text = workbook_add_format(w->book);
    format_set_bold(w->sums_text);
    format_set_top(w->sums_text, LXW_BORDER_THIN);
    format_set_indent(w->sums_text, 1);
}

OrgBook *
org_book_new(const char *path, const char *title, OrgMonth month, gboolean many)
{
    OrgBook *w = g_new0(OrgBook, 1);
    lxw_workbook_options options = { .constant_memory = many, .use_zip64 = many };
    g_autofree char *own = g_strdup(title); /* the library's structure wants no const */
    lxw_doc_properties properties = { .title = own, .comments = "Written by orgsim" };
    g_autoptr(GDateTime) time = g_date_time_new_utc(MAX(ORG_YEAR(month), 1970), ORG_IN_YEAR(month), 2, 0, 0, 0);

    w->path = g_strdup(path);
    w->output = org_output_new(NULL);
    const char *name = org_output_begin(w->output, path, ORG_OUTPUT_XLSX, &w->refused);
    w->book = workbook_new_opt(name ? name : path, &options);
    w->cells = g_array_new(FALSE, TRUE, sizeof(guint));
    w->columns = g_array_new(FALSE, FALSE, sizeof(Column));
    properties.created = (time_t) g_date_time_to_unix(time);
    workbook_set_properties(w->book, &properties);
    make_formats(w);
    return w;
}

void
org_book_begin(OrgBook *w, const char *sheet)
{
    w->sheet = workbook_add_worksheet(w->book, sheet);
    w->row = w->column = w->filtered = 0;
    g_array_set_size(w->cells, w->cells->len + 1);
    g_array_set_size(w->columns, 0);
}

OrgTableOut
org_book_out(OrgBook *w)
{
    return (OrgTableOut){ on_column, on_text, on_month, on_number, on_end_row, w };
}

void
org_book_formula(OrgBook *w, const char *formula, double value)
{
    widen(column_of(w), value);
    written(w, worksheet_write_formula_num(w->sheet, w->row, (lxw_col_t) w->column, formula, w->whole, value));
    w->column++;
}

void
org_book_sums(OrgBook *w, const char *label)
{
    guint rows = w->row;

    w->filtered = rows;
    put_string(w, label, w->sums_text);
    for (w->column = 1; w->column < w->columns->len; w->column++) {
        Column *column = column_of(w);
        char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
        /* where no figure is known there is no sum of 0 */
        if (!column->numbers || (column->kind != ORG_OUT_NUMBER && column->kind != ORG_OUT_WHOLE)) {
            written(w, worksheet_write_blank(w->sheet, w->row, (lxw_col_t) w->column, w->sums_text));
            continue;
        }
        lxw_rowcol_to_cell(first, 1, (lxw_col_t) w->column);
        lxw_rowcol_to_cell(last, rows - 1, (lxw_col_t) w->column);
        g_autofree char *formula = g_strdup_printf("=SUM(%s:%s)", first, last);
        written(w, worksheet_write_formula_num(w->sheet, w->row, (lxw_col_t) w->column, formula, w->sums, column->sum));
        widen(column, column->sum);
    }
    on_end_row(w);
}

void
org_book_end(OrgBook *w, guint frozen)
{
    guint n = w->columns->len, rows = w->filtered ? w->filtered : w->row;

    for (guint i = 0; i < n; i++)
        worksheet_set_column(w->sheet, (lxw_col_t) i, (lxw_col_t) i, g_array_index(w->columns, Column, i).width + 2,
                             NULL);
    worksheet_freeze_panes(w->sheet, 1, (lxw_col_t) frozen);
    /* on paper: A4 lying, or A3 where there is much; all columns on one page, the header on each */
    worksheet_set_landscape(w->sheet);
    worksheet_set_paper(w->sheet, n > 10 ? 8 : 9);
    worksheet_fit_to_pages(w->sheet, 1, 0);
    worksheet_repeat_rows(w->sheet, 0, 0);
    worksheet_set_footer(w->sheet, "&L&A&R&P / &N");
    if (n && rows)
        worksheet_autofilter(w->sheet, 0, 0, rows - 1, (lxw_col_t) (n - 1));
}

gboolean
org_book_close(lxw_workbook *book, OrgOutput *output, const char *path, const GArray *cells, GError **error)
{
    lxw_error closed = workbook_close(book); /* frees it, whatever it returns */
    g_autoptr(GError) why = NULL;

    if (closed != LXW_NO_ERROR) {
        org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_FAILED, "the workbook %s cannot be written: %s", path,
                      lxw_strerror(closed));
        return FALSE;
    }
    g_autoptr(GBytes) bytes = org_output_look(output, error);
    if (!bytes)
        return FALSE;
    if (!org_workbook_check(bytes, cells, &why)) {
        g_autofree char *said = org_error_said(why);
        org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_FAILED,
                      "the workbook %s came out damaged and was not kept; look whether the disk of temporary files "
                      "(TMPDIR) is full: %s",
                      path, said);
        return FALSE;
    }
    return org_output_finish(output, error);
}

gboolean
org_book_finish(OrgBook *w, GError **error)
{
    gboolean done = FALSE;

    if (w->refused || w->failed != LXW_NO_ERROR)
        lxw_workbook_free(w->book);
    if (w->refused)
        g_propagate_error(error, g_steal_pointer(&w->refused));
    else if (w->failed == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE,
                      "a sheet holds at most 1,048,575 rows below its header, and here are more; write CSV instead");
    else if (w->failed == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE,
                      "a text is longer than the 32,767 letters that a cell of a workbook holds; write CSV instead");
    else if (w->failed != LXW_NO_ERROR)
        org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_FAILED, "the workbook %s cannot be written: %s", w->path,
                      lxw_strerror(w->failed));
    else
        done = org_book_close(w->book, w->output, w->path, w->cells, error);
    org_output_free(w->output);
    g_array_unref(w->cells);
    g_array_unref(w->columns);
    g_free(w->path);
    g_free(w);
    return done;
}
