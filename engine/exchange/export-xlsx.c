// SPDX-License-Identifier: MIT
// A workbook that people like: one sheet a table, the header frozen and filtered, texts kept texts.
#include "exchange.h"
#include "table-out.h"
#include "../org/month.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#define MAX_WIDTH 60
#define MANY_ROWS 50000 // from here on rows are written as they come, at the price of a larger file
#define LAST_DATE_AS_TEXT ORG_MONTH(1900, 12) // a workbook's dates begin in 1900, and that year counts them wrongly

typedef struct {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *header, *text, *number, *whole, *plain, *month;
    GArray *kinds;  // OrgOutKind of each column
    GArray *widths; // guint, in letters
    guint row, column;
    lxw_error failed; // the first one
} Writer;

static void
keep_error(Writer *w, lxw_error error)
{
    if (w->failed == LXW_NO_ERROR)
        w->failed = error;
}

// Control characters, and what looks like their spelling, as _x000D_: that is how workbooks hold them.
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

static void
put_string(Writer *w, const char *text, lxw_format *format)
{
    guint *width = &g_array_index(w->widths, guint, w->column);
    g_autofree char *safe = escaped(text);

    *width = MAX(*width, (guint) MIN(g_utf8_strlen(text, MAX_WIDTH * 4), MAX_WIDTH));
    keep_error(w, worksheet_write_string(w->sheet, w->row, (lxw_col_t) w->column, safe, format));
}

static void
on_column(gpointer data, const char *name, OrgOutKind kind)
{
    Writer *w = data;
    guint width = 8;

    g_array_append_val(w->kinds, kind);
    g_array_append_val(w->widths, width);
    put_string(w, name, w->header);
    w->column++;
}

static void
on_text(gpointer data, const char *text)
{
    Writer *w = data;

    if (*text)
        put_string(w, text, w->text);
    w->column++;
}

static void
on_month(gpointer data, OrgMonth month)
{
    Writer *w = data;
    char buffer[16];
    const char *text = org_month_text(month, buffer);

    if (*text && month <= LAST_DATE_AS_TEXT) {
        put_string(w, text, w->text);
    } else if (*text) {
        lxw_datetime date = { ORG_YEAR(month), ORG_IN_YEAR(month), 1, 0, 0, 0 };
        keep_error(w, worksheet_write_datetime(w->sheet, w->row, (lxw_col_t) w->column, &date, w->month));
    }
    w->column++;
}

// NULL: as many digits as there are.
static lxw_format *
format_of(const Writer *w, double value)
{
    if (g_array_index(w->kinds, OrgOutKind, w->column) == ORG_OUT_WHOLE)
        return w->whole;
    if (value == floor(value))
        return w->plain;
    return fabs(value) < 0.01 ? NULL : w->number;
}

static void
on_number(gpointer data, double value)
{
    Writer *w = data;
    char buffer[40], full[G_ASCII_DTOSTR_BUF_SIZE];
    double again;

    if (!isnan(value)) {
        // the library writes 16 digits; the few numbers that need 17 are kept whole as text
        g_ascii_formatd(buffer, sizeof buffer, "%.16g", value);
        if (org_number_parse(buffer, &again) && again == value)
            keep_error(w, worksheet_write_number(w->sheet, w->row, (lxw_col_t) w->column, value, format_of(w, value)));
        else
            put_string(w, g_ascii_dtostr(full, sizeof full, value), w->text);
    }
    w->column++;
}

static void
on_end_row(gpointer data)
{
    Writer *w = data;
    w->row++;
    w->column = 0;
}

static void
begin_sheet(Writer *w, const char *name)
{
    w->sheet = workbook_add_worksheet(w->book, name);
    w->row = w->column = 0;
    g_array_set_size(w->kinds, 0);
    g_array_set_size(w->widths, 0);
}

static void
end_sheet(Writer *w)
{
    guint n = w->widths->len;

    for (guint i = 0; i < n; i++)
        worksheet_set_column(w->sheet, (lxw_col_t) i, (lxw_col_t) i, g_array_index(w->widths, guint, i) + 2, NULL);
    worksheet_freeze_panes(w->sheet, 1, 0);
    if (n && w->row)
        worksheet_autofilter(w->sheet, 0, 0, w->row - 1, (lxw_col_t) (n - 1));
}

static void
write_extra(Writer *w, const OrgSheetOut *extra)
{
    begin_sheet(w, extra->name);
    for (guint i = 0; i < extra->n; i++)
        on_column(w, extra->columns[i], extra->kinds[i]);
    on_end_row(w);
    for (guint r = 0; r < extra->rows->len; r++) {
        const char *const *cells = extra->rows->pdata[r];
        for (guint i = 0; i < extra->n; i++) {
            double value;
            OrgMonth month;
            const char *cell = cells[i] ? cells[i] : "";
            if (extra->kinds[i] == ORG_OUT_MONTH && org_month_parse(cell, &month))
                on_month(w, month);
            else if ((extra->kinds[i] == ORG_OUT_NUMBER || extra->kinds[i] == ORG_OUT_WHOLE) &&
                     org_number_parse(cell, &value))
                on_number(w, value);
            else
                on_text(w, cell);
        }
        on_end_row(w);
    }
    end_sheet(w);
}

static void
make_formats(Writer *w)
{
    w->header = workbook_add_format(w->book);
    format_set_bold(w->header);
    format_set_bg_color(w->header, 0xE7EDF3);
    format_set_bottom(w->header, LXW_BORDER_THIN);
    w->text = workbook_add_format(w->book);
    format_set_num_format(w->text, "@"); // stays a text when it is edited: 001, =x
    w->number = workbook_add_format(w->book);
    format_set_num_format(w->number, "#,##0.0##");
    w->plain = workbook_add_format(w->book);
    format_set_num_format(w->plain, "0"); // 2021 is not 2,021
    w->whole = workbook_add_format(w->book);
    format_set_num_format(w->whole, "#,##0");
    w->month = workbook_add_format(w->book);
    format_set_num_format(w->month, "yyyy-mm");
}

static void
write_book(Writer *w, const Org *org, gboolean all, const OrgSheetOut *extra)
{
    static const struct {
        const char *name;
        guint table;
    } tables[] = { { "units", ORG_UNITS }, { "posts", ORG_POSTS }, { "people", ORG_PEOPLE } };
    // the same organisation gives the same bytes: the time of writing is left out
    lxw_doc_properties properties = { .title = "Organisation", .comments = "Written by orgsim export" };
    g_autoptr(GDateTime) time =
        g_date_time_new_utc(MAX(ORG_YEAR(org->month), 1970), ORG_IN_YEAR(org->month), 2, 0, 0, 0);

    properties.created = (time_t) g_date_time_to_unix(time);
    workbook_set_properties(w->book, &properties);
    make_formats(w);
    for (guint i = 0; i < G_N_ELEMENTS(tables); i++) {
        OrgTableOut out = { on_column, on_text, on_month, on_number, on_end_row, w };
        begin_sheet(w, tables[i].name);
        org_table_out(org, tables[i].table, all, &out);
        end_sheet(w);
    }
    if (extra)
        write_extra(w, extra);
}

gboolean
org_export_xlsx(const Org *org, const char *path, gboolean all, const OrgSheetOut *extra, GError **error)
{
    g_autofree char *beside = g_strconcat(path, ".part", NULL);
    guint64 rows = (guint64) org->units.n + org->posts.n + org->people.n;
    lxw_workbook_options options = { .constant_memory = rows > MANY_ROWS, .use_zip64 = rows > MANY_ROWS };
    Writer w = { .book = workbook_new_opt(beside, &options) };

    w.kinds = g_array_new(FALSE, FALSE, sizeof(OrgOutKind));
    w.widths = g_array_new(FALSE, FALSE, sizeof(guint));
    write_book(&w, org, all, extra);
    lxw_error closed = workbook_close(w.book); // frees it, whatever it returns
    g_array_unref(w.kinds);
    g_array_unref(w.widths);
    if (w.failed == LXW_NO_ERROR && closed == LXW_NO_ERROR && g_rename(beside, path) == 0)
        return TRUE;
    g_unlink(beside);
    if (w.failed == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
        g_set_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE,
                    "a sheet holds at most 1,048,575 rows below its header, and this organisation has more; "
                    "use --format csv");
    else if (w.failed == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        g_set_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE,
                    "a text is longer than the 32,767 letters that a cell of a workbook holds; use --format csv");
    else
        g_set_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE, "the workbook %s cannot be written: %s", path,
                    lxw_strerror(w.failed ? w.failed : closed));
    return FALSE;
}
