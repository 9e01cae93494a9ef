// SPDX-License-Identifier: MIT
/* Shared by the tests of quota tables: workbooks written row by row, and what an import makes of them. All units and figures
 * are invented. */
#pragma once
#include <math.h>
#include <xlsxwriter.h>
#include "../../../engine/exchange/quota/quota.h"
#include "../../../engine/base/month.h"
#include "exchange-test.h"

typedef struct {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *indents[6];
    char *path;
    guint row;
} Sheet;

static inline Sheet
sheet_begin(const char *name)
{
    Sheet sheet = { 0 };
    g_autofree char *folder = g_dir_make_tmp("orgsim-quota-XXXXXX", NULL);
    sheet.path = g_build_filename(folder, "quota.xlsx", NULL);
    sheet.book = workbook_new(sheet.path);
    for (guint i = 1; i < G_N_ELEMENTS(sheet.indents); i++) {
        sheet.indents[i] = workbook_add_format(sheet.book);
        format_set_indent(sheet.indents[i], (uint8_t) i);
    }
    sheet.sheet = workbook_add_worksheet(sheet.book, name);
    return sheet;
}

static inline void
sheet_next(Sheet *sheet, const char *name)
{
    sheet->sheet = workbook_add_worksheet(sheet->book, name);
    sheet->row = 0;
}

/* A cell: a number when it reads as a whole one, "=12" the formula with that result, '#text' a text whatever it reads as,
 * ">>name" a name moved in by two steps of its alignment. */
static inline void
sheet_cell(Sheet *sheet, guint column, const char *text)
{
    double value;
    lxw_col_t c = (lxw_col_t) column;
    gsize steps = strspn(text, ">");

    if (!*text)
        return;
    if (*text == '=' && org_number_parse(text + 1, &value))
        worksheet_write_formula_num(sheet->sheet, sheet->row, c, "=SUM(1)", NULL, value);
    else if (*text == '#')
        worksheet_write_string(sheet->sheet, sheet->row, c, text + 1, NULL);
    else if (g_ascii_isdigit(*text) && org_number_parse(text, &value))
        worksheet_write_number(sheet->sheet, sheet->row, c, value, NULL);
    else
        worksheet_write_string(sheet->sheet, sheet->row, c, text + steps, steps ? sheet->indents[steps] : NULL);
}

/* A row of cells, '|' between them. "" is a blank row. */
static inline void
sheet_row(Sheet *sheet, const char *cells)
{
    g_auto(GStrv) texts = g_strsplit(cells, "|", -1);
    for (guint i = 0; texts[i]; i++)
        sheet_cell(sheet, i, texts[i]);
    sheet->row++;
}

/* Merged, with the text that its first cell has already. */
static inline void
sheet_merge(Sheet *sheet, guint top, const char *from, guint bottom, const char *to, const char *text)
{
    worksheet_merge_range(sheet->sheet, top - 1, (lxw_col_t) (*from - 'A'), bottom - 1, (lxw_col_t) (*to - 'A'), text,
                          NULL);
}

static inline GBytes *
sheet_end(Sheet *sheet)
{
    char *text;
    gsize size;
    g_assert_cmpint(workbook_close(sheet->book), ==, LXW_NO_ERROR);
    g_assert_true(g_file_get_contents(sheet->path, &text, &size, NULL));
    g_autofree char *folder = g_path_get_dirname(sheet->path);
    g_remove(sheet->path);
    g_rmdir(folder);
    g_free(sheet->path);
    return g_bytes_new_take(text, size);
}

typedef struct {
    OrgDict *dict;
    OrgDiags *diags;
    OrgQuota *quota;
    gboolean refused;
} Result;

static inline Result
quota_of(GBytes *bytes, gboolean is_csv, gboolean lenient)
{
    Result result = { org_dict_new(), org_diags_new(), NULL, FALSE };
    g_autoptr(GError) error = NULL;
    const OrgQuotaSource source = {
        .path = is_csv ? "quota.csv" : "quota.xlsx", .bytes = bytes, .date = ORG_UNKNOWN, .lenient = lenient
    };
    result.quota = org_quota_import(&source, result.dict, result.diags, &result.refused, &error);
    return result;
}

static inline void
result_clear(Result *result)
{
    org_quota_free(result->quota);
    org_diags_free(result->diags);
    org_dict_unref(result->dict);
}

/* Each problem of at least a severity as "Sheet!B4 error code", in order. */
static inline char *
problems_of(const OrgDiags *diags, OrgSeverity at_least)
{
    static const char *const names[] = { "note", "warning", "error" };
    GString *out = g_string_new(NULL);
    char cell[24];

    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (diag->severity >= at_least)
            g_string_append_printf(out, "%s!%s %s %s\n", diag->sheet ? diag->sheet : "",
                                   diag->line ? org_diag_cell(diag->line, diag->column, cell) : "",
                                   names[diag->severity], diag->code);
    }
    return g_string_free(out, FALSE);
}

/* "2021: civil-servant 10/9, public-employee own 5/–; 2022: …" and the units as an indented list of id, type. */
static inline char *
sums_of(const OrgQuota *quota)
{
    GString *out = g_string_new(NULL);
    for (guint d = 0; d < quota->dates->len; d++) {
        const OrgQuotaDate *date = &g_array_index(quota->dates, OrgQuotaDate, d);
        g_string_append_printf(out, "%s%s:", d ? "; " : "", date->label);
        for (guint i = 0; i < quota->sums->len; i++) {
            const OrgQuotaSum *sum = &g_array_index(quota->sums, OrgQuotaSum, i);
            if (sum->date != d)
                continue;
            g_string_append_printf(out, " %s%s%s", *sum->category ? sum->category : "posts", *sum->funding ? " " : "",
                                   sum->funding);
            g_string_append_printf(out, isnan(sum->assigned) ? " -" : " %.0f", sum->assigned);
            g_string_append_printf(out, isnan(sum->filled) ? "/-" : "/%.0f", sum->filled);
        }
    }
    return g_string_free(out, FALSE);
}

static inline char *
units_of(const OrgQuota *quota, guint date)
{
    const Org *org = g_array_index(quota->dates, OrgQuotaDate, date).org;
    GString *out = g_string_new(NULL);
    for (OrgRow i = 0; i < org->units.n; i++)
        g_string_append_printf(out, "%s %s\n", org_dict_text(org->dict, org->units.id[i]),
                               org_dict_text(org->dict, org->units.type[i]));
    return g_string_free(out, FALSE);
}
