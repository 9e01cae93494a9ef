// SPDX-License-Identifier: MIT
/* A comparison as a workbook: a sheet for each table, the targets first; columns are headed as in the sheet "compared". */
#include "../exchange/write/book.h"
#include "compare-out.h"
#include "target-text.h"
#include <math.h>

/* "A value" */
static void
headed_column(const OrgTableOut *out, const OrgCompareColumn *column, const char *name, OrgOutKind kind)
{
    g_autofree char *text = g_strdup_printf("%s%s%s", column->heading, *name ? " " : "", name);
    out->column(out->data, text, kind);
}

static void
put_compared(OrgBook *book, const OrgComparison *comparison)
{
    static const char *const keys[] = { "column", "target", "title", "from", "to", "payback", "notes" };
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, "compared");
    for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
        out.column(out.data, keys[k], k == 3 || k == 4 ? ORG_OUT_MONTH : ORG_OUT_TEXT);
    out.end_row(out.data);
    for (guint c = 0; c < comparison->n; c++) {
        const OrgCompareColumn *column = &comparison->column[c];
        g_autofree char *payback = org_payback_text(ORG_LANG_EN, column->payback);
        g_autoptr(GString) notes = g_string_new(NULL);
        for (guint i = 0; column->payback && i < column->payback->notes->len; i++) {
            g_autofree char *note =
                org_payback_note(ORG_LANG_EN, &g_array_index(column->payback->notes, OrgPaybackNote, i));
            g_string_append_printf(notes, "%s%s", i ? " " : "", note);
        }
        out.text(out.data, column->heading);
        out.text(out.data, column->place);
        g_autofree char *title = org_message_text(column->title, ORG_LANG_EN);
        out.text(out.data, title);
        out.month(out.data, column->from);
        out.month(out.data, column->to);
        out.text(out.data, payback);
        out.text(out.data, notes->str);
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

static void
put_figure(OrgBook *book, double value)
{
    org_book_number(book, value, value == floor(value) ? ORG_OUT_WHOLE : ORG_OUT_NUMBER);
}

/* Shares, and changes that are judged in percent, are shares in the workbook; all else is a number. */
static void
put_judgement(OrgBook *book, const OrgStoredTarget *target)
{
    const OrgTableOut out = org_book_out(book);
    const OrgStoredJudgement *j = target ? org_stored_headline(target) : NULL;
    gboolean share = target && !g_strcmp0(target->measured_in, "share");
    const double figures[] = { j ? j->baseline : NAN, j ? j->value : NAN, j ? j->change : NAN };
    out.text(out.data, j ? org_met_text(j->overall) : "");
    for (guint k = 0; k < G_N_ELEMENTS(figures); k++)
        if (share || (k == 2 && target && target->relative))
            org_book_number(book, figures[k], ORG_OUT_SHARE);
        else
            put_figure(book, figures[k]);
    out.text(out.data, j ? org_basis_text(j->basis) : "");
    out.number(out.data, j ? j->band.probability : NAN);
    const OrgReported *told = target ? org_stored_reported(target) : NULL;
    out.text(out.data, told ? org_met_text(told->met) : "");
    if (share)
        org_book_number(book, told ? told->value : NAN, ORG_OUT_SHARE);
    else
        put_figure(book, told ? told->value : NAN);
    out.text(out.data, j ? org_met_text(j->standing) : "");
}

static void
put_targets(OrgBook *book, const OrgComparison *comparison)
{
    static const struct {
        const char *key;
        OrgOutKind kind;
    } cells[] = { { "verdict", ORG_OUT_TEXT },        { "baseline", ORG_OUT_NUMBER },
                  { "value", ORG_OUT_NUMBER },        { "change", ORG_OUT_SHARE },
                  { "basis", ORG_OUT_TEXT },          { "probability", ORG_OUT_SHARE },
                  { "report_verdict", ORG_OUT_TEXT }, { "report_value", ORG_OUT_NUMBER },
                  { "standing", ORG_OUT_TEXT } };
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, "targets");
    out.column(out.data, "id", ORG_OUT_TEXT);
    out.column(out.data, "title", ORG_OUT_TEXT);
    out.column(out.data, "required", ORG_OUT_TEXT);
    out.column(out.data, "illustrative baseline", ORG_OUT_TEXT);
    for (guint c = 0; c < comparison->n; c++)
        for (guint k = 0; k < G_N_ELEMENTS(cells); k++)
            headed_column(&out, &comparison->column[c], cells[k].key, cells[k].kind);
    out.end_row(out.data);
    for (guint i = 0; i < comparison->targets->len; i++) {
        const OrgCompareTarget *target = comparison->targets->pdata[i];
        g_autofree char *required = org_required_text(ORG_LANG_EN, target->first);
        out.text(out.data, target->first->id);
        g_autofree char *title = org_message_text(target->first->title, ORG_LANG_EN);
        out.text(out.data, title);
        out.text(out.data, required);
        out.text(out.data, target->first->illustrative ? "yes" : "");
        for (guint c = 0; c < comparison->n; c++)
            put_judgement(book, target->of[c]);
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

/* A section of numbers: values, then the differences to the first column. */
static void
put_section(OrgBook *book, const OrgComparison *comparison, OrgCompareSection s)
{
    static const char *const sheets[ORG_N_SECTIONS] = {
        "units", "fates", "posts", "people", "cost", "span and layers"
    };
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, sheets[s]);
    out.column(out.data, sheets[s], ORG_OUT_TEXT);
    for (guint c = 0; c < comparison->n; c++)
        headed_column(&out, &comparison->column[c], "", ORG_OUT_WHOLE);
    for (guint c = 1; c < comparison->n; c++)
        headed_column(&out, &comparison->column[c], "less A", ORG_OUT_WHOLE);
    out.end_row(out.data);
    for (guint i = 0; i < comparison->sections[s]->len; i++) {
        const OrgCompareRow *row = comparison->sections[s]->pdata[i];
        /* A type by its id, as in the other tables: what it is called differs from scenario to scenario. */
        g_autofree char *label = row->key == ORG_ROW_TYPE ? org_compare_key(row) : org_compare_label(ORG_LANG_EN, row);
        out.text(out.data, label);
        for (guint c = 0; c < comparison->n; c++)
            put_figure(book, row->value[c]);
        for (guint c = 1; c < comparison->n; c++)
            put_figure(book, row->delta[c]);
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

static void
put_years(OrgBook *book, const OrgComparison *comparison)
{
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, "cost by year");
    out.column(out.data, "column", ORG_OUT_TEXT);
    out.column(out.data, "year", ORG_OUT_TEXT);
    for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
        out.column(out.data, org_year_titles[k], ORG_OUT_WHOLE);
    out.end_row(out.data);
    for (guint c = 0; c < comparison->n; c++) {
        const OrgPayback *p = comparison->column[c].payback;
        for (guint i = 0; p && i < p->years->len; i++) {
            const OrgPaybackYear *year = &g_array_index(p->years, OrgPaybackYear, i);
            g_autofree char *number = g_strdup_printf("%d", year->year);
            out.text(out.data, comparison->column[c].heading);
            out.text(out.data, number);
            for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
                out.number(out.data, year->figure[k]);
            out.end_row(out.data);
        }
    }
    org_book_end(book, 2);
}

static void
put_unit(const OrgTableOut *out, const OrgCompareUnit *unit)
{
    g_autoptr(GString) into = g_string_new(NULL);
    for (guint i = 0; unit->there && i < unit->into->len; i++)
        g_string_append_printf(into, "%s%s", i ? " " : "", (const char *) unit->into->pdata[i]);
    g_autofree char *fate = unit->there ? org_compare_fate(unit) : g_strdup("");
    out->text(out->data, fate);
    out->text(out->data, unit->there ? unit->name : "");
    out->text(out->data, unit->there ? unit->parent : "");
    out->text(out->data, into->str);
    out->month(out->data, unit->there ? unit->month : ORG_UNKNOWN);
    out->text(out->data, unit->there ? unit->step : "");
}

static void
put_changes(OrgBook *book, const OrgComparison *comparison)
{
    static const char *const keys[] = { "fate", "name", "parent", "into", "month", "step" };
    const OrgTableOut out = org_book_out(book);
    org_book_begin(book, "changes");
    out.column(out.data, "unit", ORG_OUT_TEXT);
    for (guint c = 0; c < comparison->n; c++)
        for (guint k = 0; k < G_N_ELEMENTS(keys); k++)
            headed_column(&out, &comparison->column[c], keys[k], k == 4 ? ORG_OUT_MONTH : ORG_OUT_TEXT);
    out.end_row(out.data);
    for (guint i = 0; i < comparison->changes->len; i++) {
        const OrgCompareChange *change = comparison->changes->pdata[i];
        out.text(out.data, change->id);
        for (guint c = 0; c < comparison->n; c++)
            put_unit(&out, &change->of[c]);
        out.end_row(out.data);
    }
    org_book_end(book, 1);
}

gboolean
org_compare_xlsx(const OrgComparison *comparison, const char *path, OrgMonth month, GError **error)
{
    OrgBook *book = org_book_new(path, "Comparison", month, FALSE);
    put_compared(book, comparison);
    put_targets(book, comparison);
    for (guint s = 0; s <= ORG_SECTION_COST; s++)
        put_section(book, comparison, s);
    put_years(book, comparison);
    put_section(book, comparison, ORG_SECTION_SPAN);
    put_changes(book, comparison);
    return org_book_finish(book, error);
}
