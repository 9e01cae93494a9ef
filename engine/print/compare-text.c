// SPDX-License-Identifier: MIT
// A comparison as text and as CSV, from its document.
#include "../exchange/write/csv-write.h"
#include "words.h"
#include "../base/figure.h"
#include "../po/lang.h"
#include "../base/month.h"
#include "../study/compare.h"
#include "../study/document.h"
#include "table.h"
#include <math.h>
#include <string.h>

#define MOST_CHANGES 60 /* on a terminal; --all, CSV and JSON hold all */

static const struct {
    const char *key, *title;
} sections[] = { { "units", N_("Units") },
                 { "posts", N_("Posts") },
                 { "people", N_("People") },
                 { "cost", N_("Cost") },
                 { "span_and_layers", N_("Span and layers") } };

static double
real(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static const char *
string(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* Columns are A, B, C …: titles of runs are too long for headings. */
static const char *
heading(const json_t *doc, gsize c)
{
    return string(json_array_get(json_object_get(doc, "columns"), c), "heading");
}

static OrgTextTable *
begin(const char *title, const json_t *doc, gboolean right)
{
    OrgTextColumn columns[1 + ORG_COMPARE_MOST] = { { title, FALSE, TRUE } };
    guint n = (guint) MIN(json_array_size(json_object_get(doc, "columns")), ORG_COMPARE_MOST);
    for (guint c = 0; c < n; c++)
        columns[c + 1] = (OrgTextColumn){ heading(doc, c), right, !right };
    return org_text_table_new(columns, n + 1);
}

static void
add(OrgTextTable *table, const char *label, char **cells)
{
    const char *all[1 + ORG_COMPARE_MOST] = { label };
    for (guint c = 0; cells[c]; c++)
        all[c + 1] = cells[c];
    org_text_table_add(table, all);
}

static void
end(OrgTextTable *table, GString *out)
{
    g_string_append_c(out, '\n');
    org_text_table_finish(table, out);
    if (out->str[out->len - 1] != '\n')
        g_string_append_c(out, '\n');
}

static char *
with_delta(double value, double delta, gsize column)
{
    g_autofree char *number = org_figure_text(value, 2), *change = org_figure_text(delta, 2);
    if (column == 0 || isnan(delta) || delta == 0)
        return g_steal_pointer(&number);
    return g_strdup_printf("%s (%s%s)", number, delta > 0 ? "+" : "", change);
}

static void
print_numbers(const json_t *doc, const char *key, const char *title, GString *out)
{
    json_t *rows = json_object_get(doc, key), *row, *value;
    gsize i, c;
    if (!json_array_size(rows))
        return;
    OrgTextTable *table = begin(title, doc, TRUE);
    json_array_foreach(rows, i, row)
    {
        char *cells[ORG_COMPARE_MOST + 1] = { NULL };
        json_array_foreach(json_object_get(row, "values"), c, value) cells[c] =
            with_delta(real(value), real(json_array_get(json_object_get(row, "deltas"), c)), c);
        const char *unit = string(row, "unit"), *word = org_word_text(string(row, "key"));
        g_autofree char *label = *unit ? g_strdup_printf("%s (%s)", word, unit) : g_strdup(word);
        add(table, label, cells);
        for (c = 0; cells[c]; c++)
            g_free(cells[c]);
    }
    end(table, out);
}

/* "met: −27 %", or the value where the target is no change. */
static char *
judgement_text(const json_t *j)
{
    if (!json_is_object(j))
        return g_strdup("–");
    const char *required = string(j, "required"), *basis = string(j, "basis");
    double value = real(json_object_get(j, "value")), change = real(json_object_get(j, "change"));
    g_autofree char *shown = org_required_is_relative(required) && !isnan(change) ? org_figure_percent(change)
                                                                                  : org_target_figure(value, required);
    return g_strdup_printf(strcmp(basis, "assumed") ? "%s: %s" : _("%s: %s (assumed)"),
                           org_word_text(string(j, "verdict")), shown);
}

static void
print_targets(const json_t *doc, GString *out)
{
    json_t *rows = json_object_get(doc, "targets"), *row, *value;
    gsize i, c;
    if (!json_array_size(rows))
        return;
    OrgTextTable *table = begin(N_("Target"), doc, TRUE);
    json_array_foreach(rows, i, row)
    {
        char *cells[ORG_COMPARE_MOST + 1] = { NULL };
        json_array_foreach(json_object_get(row, "values"), c, value) cells[c] = judgement_text(value);
        const char *title = string(row, "title");
        const char *caution = json_is_true(json_object_get(row, "illustrative")) ? _(" (illustrative baseline)") : "";
        g_autofree char *label = *title ? g_strdup_printf("%s: %s%s", string(row, "id"), title, caution)
                                        : g_strdup_printf("%s%s", string(row, "id"), caution);
        add(table, label, cells);
        for (c = 0; cells[c]; c++)
            g_free(cells[c]);
    }
    end(table, out);
}

/* "absorbed into so-tc (2022-07 merge-rooms)" */
static char *
fate_text(const json_t *v)
{
    if (!json_is_object(v))
        return g_strdup("–");
    GString *text = g_string_new(org_word_text(string(v, "fate")));
    json_t *into = json_object_get(v, "into"), *one;
    gsize i;
    json_array_foreach(into, i, one) g_string_append_printf(text, i ? ", %s" : _(" into %s"), json_string_value(one));
    if (!strcmp(string(v, "fate"), "there"))
        g_string_append_printf(text, *string(v, "parent") ? _(": %s, under %s") : ": %s", string(v, "name"),
                               string(v, "parent"));
    g_autofree char *month = org_lang_month(string(v, "month"));
    if (*month)
        g_string_append_printf(text, " (%s%s%s)", month, *string(v, "step") ? " " : "", string(v, "step"));
    return g_string_free(text, FALSE);
}

static void
print_changes(const json_t *doc, gboolean all, GString *out)
{
    json_t *rows = json_object_get(doc, "changes"), *row, *value;
    gsize i, c, n = json_array_size(rows);
    if (!n) {
        g_string_append(out, _("\nNo unit fares differently.\n"));
        return;
    }
    OrgTextTable *table = begin(N_("Unit"), doc, FALSE);
    json_array_foreach(rows, i, row)
    {
        char *cells[ORG_COMPARE_MOST + 1] = { NULL };
        if (!all && i >= MOST_CHANGES)
            break;
        json_array_foreach(json_object_get(row, "values"), c, value) cells[c] = fate_text(value);
        add(table, string(row, "unit"), cells);
        for (c = 0; cells[c]; c++)
            g_free(cells[c]);
    }
    g_string_append_printf(out, _("\nUnits that fare differently: %zu\n"), n);
    end(table, out);
    if (!all && n > MOST_CHANGES)
        g_string_append_printf(out, _("… and %zu more; --all shows them, --csv and --json hold them\n"),
                               n - MOST_CHANGES);
}

static void
print_years(const json_t *doc, GString *out)
{
    OrgTextColumn columns[2 + ORG_N_YEAR_FIGURES] = { { "Run", FALSE, FALSE }, { "Year", FALSE, FALSE } };
    OrgTextTable *table = NULL;
    json_t *one, *year;
    gsize c, i;
    for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
        columns[2 + k] = (OrgTextColumn){ org_year_figures[k].title, TRUE, FALSE };
    json_array_foreach(json_object_get(doc, "payback"), c, one)
        json_array_foreach(json_object_get(one, "years"), i, year)
    {
        char *cells[2 + ORG_N_YEAR_FIGURES] = { g_strdup(heading(doc, c)),
                                                g_strdup_printf("%.0f", real(json_object_get(year, "year"))) };
        for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
            cells[2 + k] = org_figure_text(real(json_object_get(year, org_year_figures[k].key)), 2);
        table = table ? table : org_text_table_new(columns, G_N_ELEMENTS(columns));
        org_text_table_add(table, (const char *const *) cells);
        for (guint k = 0; k < G_N_ELEMENTS(cells); k++)
            g_free(cells[k]);
    }
    if (!table)
        return;
    g_string_append(out, _("\nCost and savings by year, in VND:"));
    end(table, out);
    g_string_append(
        out, _("Payroll of the start: of the posts of the start, at the base salary of the day. A month counts at "
               "the pay measured last before it.\n"));
}

static void
print_payback(const json_t *doc, GString *out)
{
    json_t *one, *note;
    gsize c, i;
    print_years(doc, out);
    g_string_append(out, _("\nPayback year, the first whose savings so far reach the cost so far:\n"));
    json_array_foreach(json_object_get(doc, "payback"), c, one)
    {
        g_autofree char *english = org_compare_payback_text(one), *text = org_lang_say(english);
        gsize n = json_array_size(json_object_get(one, "years"));
        double balance = real(json_object_get(json_array_get(json_object_get(one, "years"), n - 1), "balance"));
        g_autofree char *rest = n ? org_figure_text(balance, 0) : NULL;
        g_string_append_printf(out, "%s  %s%s%s%s\n", heading(doc, c), text, n ? _("; balance at the end: ") : "",
                               n ? rest : "", n ? " VND" : "");
        json_array_foreach(json_object_get(one, "notes"), i, note)
        {
            g_autofree char *said = org_lang_say(json_string_value(note));
            g_string_append_printf(out, "   %s\n", said);
        }
    }
}

void
org_compare_text(const json_t *doc, gboolean all, GString *out)
{
    json_t *column;
    gsize c;
    json_array_foreach(json_object_get(doc, "columns"), c, column)
    {
        const char *title = string(column, "title");
        g_autofree char *from = org_lang_month(string(column, "from")), *to = org_lang_month(string(column, "to"));
        g_string_append_printf(out, "%c  %s%s%s (%s%s%s)%s\n", (char) ('A' + c), string(column, "target"),
                               *title ? ": " : "", title, from, *from ? _(" to ") : "", to,
                               c == 0 ? _(" – the base of the differences") : "");
    }
    print_targets(doc, out);
    for (guint s = 0; s < G_N_ELEMENTS(sections); s++)
        print_numbers(doc, sections[s].key, sections[s].title, out);
    print_payback(doc, out);
    print_changes(doc, all, out);
}

/* ---- CSV: one row a figure, in the long form that spreadsheets filter ---- */

static void
put_number(GString *out, const json_t *value)
{
    char buffer[40];
    org_csv_append(out, json_is_number(value) ? org_number_text(json_number_value(value), buffer) : "");
}

static void
put_texts(GString *out, const char *section, const json_t *rows, const char *key, char *(*text)(const json_t *) )
{
    json_t *row, *value;
    gsize i, c;
    json_array_foreach(rows, i, row)
    {
        org_csv_append(out, section);
        org_csv_append(out, string(row, key));
        json_array_foreach(json_object_get(row, "values"), c, value)
        {
            g_autofree char *cell = json_is_null(value) ? g_strdup("") : text(value);
            org_csv_append(out, cell);
        }
        org_csv_end_row(out);
    }
}

static char *
verdict(const json_t *value)
{
    return g_strdup(string(value, "verdict"));
}

/* The year of payback and what it comes from; the years are of all runs, a cell is blank where a run has not that year. */
static void
put_payback(GString *out, const json_t *doc)
{
    json_t *list = json_object_get(doc, "payback"), *one, *year;
    gsize c, i;
    gint first = G_MAXINT, last = 0;
    org_csv_append(out, "payback");
    org_csv_append(out, "year");
    json_array_foreach(list, c, one)
    {
        g_autofree char *text = org_compare_payback_text(one);
        org_csv_append(out, text);
        json_array_foreach(json_object_get(one, "years"), i, year)
        {
            first = MIN(first, (gint) real(json_object_get(year, "year")));
            last = MAX(last, (gint) real(json_object_get(year, "year")));
        }
    }
    org_csv_end_row(out);
    for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
        for (gint y = first; y <= last; y++) {
            g_autofree char *section = g_strdup_printf(N_("by year: %s"), org_year_figures[k].key),
                            *key = g_strdup_printf("%d", y);
            org_csv_append(out, section);
            org_csv_append(out, key);
            json_array_foreach(list, c, one)
            {
                const json_t *years = json_object_get(one, "years"), *zero = json_array_get(years, 0);
                gint begins = (gint) json_integer_value(json_object_get(zero, "year"));
                year = zero && y >= begins ? json_array_get(years, (gsize) (y - begins)) : NULL;
                put_number(out, json_object_get(year, org_year_figures[k].key));
            }
            org_csv_end_row(out);
        }
}

void
org_compare_csv(const json_t *doc, GString *out)
{
    json_t *column, *row, *value;
    gsize i, c;
    org_csv_append(out, "section");
    org_csv_append(out, "key");
    json_array_foreach(json_object_get(doc, "columns"), c, column) org_csv_append(out, string(column, "target"));
    org_csv_end_row(out);
    put_texts(out, "verdict", json_object_get(doc, "targets"), "id", verdict);
    json_array_foreach(json_object_get(doc, "targets"), i, row)
    {
        org_csv_append(out, N_("target value"));
        org_csv_append(out, string(row, "id"));
        json_array_foreach(json_object_get(row, "values"), c, value) put_number(out, json_object_get(value, "value"));
        org_csv_end_row(out);
    }
    for (guint s = 0; s < G_N_ELEMENTS(sections); s++)
        json_array_foreach(json_object_get(doc, sections[s].key), i, row)
        {
            org_csv_append(out, sections[s].key);
            org_csv_append(out, string(row, "key"));
            json_array_foreach(json_object_get(row, "values"), c, value) put_number(out, value);
            org_csv_end_row(out);
        }
    put_payback(out, doc);
    put_texts(out, "unit", json_object_get(doc, "changes"), "unit", fate_text);
}
