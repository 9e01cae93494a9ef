// SPDX-License-Identifier: MIT
// A comparison as a workbook: a sheet for each table, the targets first; columns are headed as in the sheet "compared".
#include "../exchange/write/book.h"
#include "../study/compare.h"
#include "../study/document.h"
#include "json-cell.h"
#include <math.h>
#include <string.h>

static const char *
string(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static double
real(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static gsize
columns_of(const json_t *doc)
{
    return json_array_size(json_object_get(doc, "columns"));
}

static const char *
heading(const json_t *doc, gsize c)
{
    return string(json_array_get(json_object_get(doc, "columns"), c), "heading");
}

/* "A value" */
static void
headed_column(const OrgTableOut *out, const json_t *doc, gsize c, const char *name, OrgOutKind kind)
{
    g_autofree char *text = g_strdup_printf("%s%s%s", heading(doc, c), *name ? " " : "", name);
    out->column(out->data, text, kind);
}

static void
put_compared(OrgBook *book, const json_t *doc)
{
    static const char *const keys[] = { "target", "title", "from", "to" };
    const OrgTableOut out = org_book_out(book);
    json_t *column, *payback;
    gsize c;
    org_book_begin(book, "compared");
    out.column(out.data, "column", ORG_OUT_TEXT);
    for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
        out.column(out.data, keys[k], k < 2 ? ORG_OUT_TEXT : ORG_OUT_MONTH);
    out.column(out.data, "payback", ORG_OUT_TEXT);
    out.column(out.data, "notes", ORG_OUT_TEXT);
    out.end_row(out.data);
    json_array_foreach(json_object_get(doc, "columns"), c, column)
    {
        out.text(out.data, heading(doc, c));
        for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
            org_json_cell(&out, json_object_get(column, keys[k]), k < 2 ? ORG_OUT_TEXT : ORG_OUT_MONTH);
        payback = json_array_get(json_object_get(doc, "payback"), c);
        g_autofree char *text = org_compare_payback_text(payback);
        out.text(out.data, text);
        org_json_cell(&out, json_object_get(payback, "notes"), ORG_OUT_TEXT);
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

static void
put_figure(OrgBook *book, double value)
{
    org_book_number(book, value, value == floor(value) ? ORG_OUT_WHOLE : ORG_OUT_NUMBER);
}

/* The figures of a target are shares or counts by how it is required: "-20%" is a change in percent, ">= 75%" a share. */
static void
put_judgement(OrgBook *book, const json_t *cell, const char *required)
{
    const OrgTableOut out = org_book_out(book);
    gboolean relative = org_required_is_relative(required), share = !relative && strchr(required, '%');
    double baseline = real(json_object_get(cell, "baseline")), value = real(json_object_get(cell, "value")),
           change = real(json_object_get(cell, "change"));
    out.text(out.data, string(cell, "verdict"));
    for (guint k = 0; k < 2; k++) {
        double figure = k ? value : baseline;
        if (share)
            org_book_number(book, figure, ORG_OUT_SHARE);
        else
            put_figure(book, figure);
    }
    if (relative || share)
        org_book_number(book, change, ORG_OUT_SHARE);
    else
        put_figure(book, change);
    out.text(out.data, string(cell, "basis"));
    out.number(out.data, real(json_object_get(cell, "probability")));
}

static void
put_targets(OrgBook *book, const json_t *doc)
{
    static const struct {
        const char *key;
        OrgOutKind kind;
    } cells[] = { { "verdict", ORG_OUT_TEXT }, { "baseline", ORG_OUT_NUMBER }, { "value", ORG_OUT_NUMBER },
                  { "change", ORG_OUT_SHARE }, { "basis", ORG_OUT_TEXT },      { "probability", ORG_OUT_SHARE } };
    const OrgTableOut out = org_book_out(book);
    gsize n = columns_of(doc), i, c;
    json_t *row;
    org_book_begin(book, "targets");
    out.column(out.data, "id", ORG_OUT_TEXT);
    out.column(out.data, "title", ORG_OUT_TEXT);
    out.column(out.data, "required", ORG_OUT_TEXT);
    out.column(out.data, "illustrative baseline", ORG_OUT_TEXT);
    for (c = 0; c < n; c++)
        for (guint k = 0; k < G_N_ELEMENTS(cells); k++)
            headed_column(&out, doc, c, cells[k].key, cells[k].kind);
    out.end_row(out.data);
    json_array_foreach(json_object_get(doc, "targets"), i, row)
    {
        out.text(out.data, string(row, "id"));
        out.text(out.data, string(row, "title"));
        out.text(out.data, string(row, "required"));
        out.text(out.data, json_is_true(json_object_get(row, "illustrative")) ? "yes" : "");
        for (c = 0; c < n; c++)
            put_judgement(book, json_array_get(json_object_get(row, "values"), c), string(row, "required"));
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

/* A section of numbers: values, then the differences to the first column. */
static void
put_numbers(OrgBook *book, const json_t *doc, const char *key, const char *sheet)
{
    const OrgTableOut out = org_book_out(book);
    gsize n = columns_of(doc), i, c;
    json_t *row;
    org_book_begin(book, sheet);
    out.column(out.data, sheet, ORG_OUT_TEXT);
    for (c = 0; c < n; c++)
        headed_column(&out, doc, c, "", ORG_OUT_WHOLE);
    for (c = 1; c < n; c++)
        headed_column(&out, doc, c, "less A", ORG_OUT_WHOLE);
    out.end_row(out.data);
    json_array_foreach(json_object_get(doc, key), i, row)
    {
        const char *unit = string(row, "unit");
        g_autofree char *label = *unit ? g_strdup_printf("%s (%s)", string(row, "key"), unit) : NULL;
        out.text(out.data, label ? label : string(row, "key"));
        for (c = 0; c < n; c++)
            put_figure(book, real(json_array_get(json_object_get(row, "values"), c)));
        for (c = 1; c < n; c++)
            put_figure(book, real(json_array_get(json_object_get(row, "deltas"), c)));
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

static void
put_years(OrgBook *book, const json_t *doc)
{
    const OrgTableOut out = org_book_out(book);
    json_t *one, *year;
    gsize c, i;
    org_book_begin(book, "cost by year");
    out.column(out.data, "column", ORG_OUT_TEXT);
    out.column(out.data, "year", ORG_OUT_TEXT);
    for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
        out.column(out.data, org_year_figures[k].title, ORG_OUT_WHOLE);
    out.end_row(out.data);
    json_array_foreach(json_object_get(doc, "payback"), c, one)
        json_array_foreach(json_object_get(one, "years"), i, year)
    {
        g_autofree char *number =
            g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(json_object_get(year, "year")));
        out.text(out.data, heading(doc, c));
        out.text(out.data, number);
        for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
            out.number(out.data, real(json_object_get(year, org_year_figures[k].key)));
        out.end_row(out.data);
    }
    org_book_end(book, 2);
}

static void
put_changes(OrgBook *book, const json_t *doc)
{
    static const char *const keys[] = { "fate", "name", "parent", "into", "month", "step" };
    const OrgTableOut out = org_book_out(book);
    gsize n = columns_of(doc), i, c;
    json_t *row;
    org_book_begin(book, "changes");
    out.column(out.data, "unit", ORG_OUT_TEXT);
    for (c = 0; c < n; c++)
        for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
            headed_column(&out, doc, c, keys[k], k == 4 ? ORG_OUT_MONTH : ORG_OUT_TEXT);
    out.end_row(out.data);
    json_array_foreach(json_object_get(doc, "changes"), i, row)
    {
        out.text(out.data, string(row, "unit"));
        for (c = 0; c < n; c++)
            for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
                org_json_cell(&out, json_object_get(json_array_get(json_object_get(row, "values"), c), keys[k]),
                              k == 4 ? ORG_OUT_MONTH : ORG_OUT_TEXT);
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

gboolean
org_compare_xlsx(const json_t *doc, const char *path, OrgMonth month, GError **error)
{
    OrgBook *book = org_book_new(path, "Comparison", month, FALSE);
    put_compared(book, doc);
    put_targets(book, doc);
    put_numbers(book, doc, "units", "units");
    put_numbers(book, doc, "posts", "posts");
    put_numbers(book, doc, "people", "people");
    put_numbers(book, doc, "cost", "cost");
    put_years(book, doc);
    put_numbers(book, doc, "span_and_layers", "span and layers");
    put_changes(book, doc);
    return org_book_finish(book, error);
}
