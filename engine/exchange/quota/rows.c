// SPDX-License-Identifier: MIT
/* The rows below the header: units, totals, and what is neither (a header repeated on the next page, signatures). Each
 * unit's outline number and name are taken apart. */
#include "private.h"
#include <math.h>
#include <string.h>

/* ---- numbers of an outline in front of a name: "1.1. Phòng A", "b) Tổ C", "- Phòng B" */

static GRegex *
marker_regex(void)
{
    static GRegex *regex;
    static gsize once;

    if (g_once_init_enter(&once)) {
        regex = g_regex_new("^(?:((?:[0-9]+|[IVXLC]+|[A-Z])(?:\\.[0-9]+)+)[.)]?\\s+|"
                            "\\(?([0-9]{1,3}|[IVXLC]+|[A-ZĐ]|[a-zđ]|[ivx]+)[.)/]\\s*|([-–—+*•●▪·])\\s*)(?=\\S)",
                            0, 0, NULL);
        g_once_init_leave(&once, 1);
    }
    return regex;
}

static char *
take_marker(const char *text, char **rest)
{
    g_autoptr(GMatchInfo) match = NULL;
    gint end = 0;

    *rest = NULL;
    if (!g_regex_match(marker_regex(), text, 0, &match))
        return NULL;
    g_match_info_fetch_pos(match, 0, NULL, &end);
    for (gint group = 1; group <= 3; group++) {
        char *marker = g_match_info_fetch(match, group);
        if (marker && *marker) {
            *rest = g_strdup(text + end);
            return marker;
        }
        g_free(marker);
    }
    return NULL;
}

/* Words that stand in the column of numbers, and no number: a label that was merged over it. */
static gboolean
is_label(const char *text)
{
    return *text && g_utf8_strlen(text, -1) > 8;
}

static gboolean
is_total_word(const char *text)
{
    g_autofree char *folded = org_quota_fold(text);
    return org_quota_is_total(folded);
}

/* One line, composed: a name may be broken over lines to fit its cell. */
static char *
clean_name(const char *text)
{
    g_autofree char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    GString *name = g_string_new(NULL);

    for (const char *p = composed ? composed : text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isspace(c) && c != 0xA0 && !g_unichar_iscntrl(c))
            g_string_append_unichar(name, c);
        else if (name->len && name->str[name->len - 1] != ' ')
            g_string_append_c(name, ' ');
    }
    while (name->len > 1 && strchr(" *", name->str[name->len - 1])) /* "Sở Y tế (*)": the mark of a footnote */
        g_string_truncate(name, name->len - 1);
    if (g_str_has_suffix(name->str, "(*)"))
        g_string_truncate(name, name->len - 3);
    return g_strstrip(g_string_free(name, FALSE));
}

/* "Trong đó:" on a row of its own: the units below say it all. */
static gboolean
is_bare_part(const OrgQuotaTable *table, guint r)
{
    gboolean said = FALSE;
    for (guint c = 0; c < org_grid_row(table->grid, r)->n; c++) {
        const char *text = org_grid_cell(table->grid, r, c)->text;
        g_autofree char *folded = org_quota_fold(text), *label = org_quota_label(folded);
        if (!*text)
            continue;
        if (said || *label || !org_quota_is_part(folded))
            return FALSE;
        said = TRUE;
    }
    return said;
}

static gboolean
is_merged_over(const OrgQuotaTable *table, guint line, guint column)
{
    const OrgMergedCells *merged = org_grid_merged(table->grid, line, column);
    return merged && merged->right > table->last_name + 1 && merged->right - merged->left >= 2;
}

void
org_quota_read_name(const OrgQuotaTable *table, OrgQuotaRow *row, const OrgGridCell *cell, const char *number)
{
    g_autofree char *rest = NULL, *found = take_marker(cell->text, &rest);

    row->indent = cell->indent;
    if (*number && !is_label(number)) {
        row->marker = g_strdup(number);
        gboolean bullet =
            found && !g_ascii_isalnum(*found) && !g_str_has_prefix(found, "Đ") && !g_str_has_prefix(found, "đ");
        row->name = clean_name(bullet ? rest : cell->text);
    } else {
        row->marker = g_steal_pointer(&found);
        row->name = clean_name(rest ? rest : cell->text);
    }
    row->folded = org_quota_fold(row->name);
    row->is_merged = is_merged_over(table, row->line, row->column);
}

OrgQuotaRow
org_quota_row_new(const OrgQuotaTable *table, guint t, guint r, guint column)
{
    OrgQuotaRow row = { .table = t, .grid_row = r, .line = org_grid_row(table->grid, r)->line, .column = column };
    row.parent = -1;
    row.level_column = column;
    row.value = g_new(double, table->columns->len + 1);
    for (guint c = 0; c < table->columns->len; c++)
        row.value[c] = NAN;
    return row;
}

/* Digits, or the dash that stands for none; a signature below may stand in the same column. */
static gboolean
is_figure_like(const char *text)
{
    return *text &&
           (strpbrk(text, "0123456789") ? !g_ascii_isalpha(*text) && g_utf8_strlen(text, -1) <= 24
                                        : g_utf8_strlen(text, -1) <= 2 && !g_unichar_isalpha(g_utf8_get_char(text)));
}

static gboolean
has_figure_text(const OrgQuotaTable *table, guint r)
{
    for (guint c = 0; c < table->columns->len; c++) {
        OrgColumnRole role = ORG_QUOTA_COLUMN(table, c)->role;
        if ((role == ORG_COLUMN_FIGURE || role == ORG_COLUMN_TOTAL) &&
            is_figure_like(org_grid_cell(table->grid, r, c)->text))
            return TRUE;
    }
    return FALSE;
}

/* The header or the numbers of its columns again, as on each page of a long table. */
gboolean
org_quota_repeats_header(const OrgQuotaTable *table, guint r)
{
    for (guint h = table->header_top; h < table->header_end; h++) {
        guint same = 0, n = 0;
        for (guint c = 0; c < org_grid_row(table->grid, r)->n; c++) {
            const char *text = org_grid_cell(table->grid, r, c)->text;
            n += *text != '\0';
            same += *text && strcmp(text, org_grid_cell(table->grid, h, c)->text) == 0;
        }
        if (n >= 2 && same == n)
            return TRUE;
    }
    return FALSE;
}

/* Nothing from here on belongs to the table. */
static gboolean
is_footer(const OrgQuotaTable *table, guint r)
{
    gboolean words = FALSE;

    if (has_figure_text(table, r))
        return FALSE;
    if (table->number >= 0) {
        const char *number = org_grid_cell(table->grid, r, (guint) table->number)->text;
        if (*number && !is_label(number))
            return FALSE;
    }
    for (guint c = 0; c < org_grid_row(table->grid, r)->n && !words; c++) {
        g_autofree char *folded = org_quota_fold(org_grid_cell(table->grid, r, c)->text);
        words = *folded && org_quota_is_footer(folded);
    }
    return words;
}

/* Below the last figures a text that stands beside the names, or under a gap, is a signature as well. */
static guint
end_of_table(const OrgQuotaTable *table)
{
    guint end = table->grid->rows->len, last = table->header_end;

    for (guint r = table->header_end; r < end; r++) {
        if (has_figure_text(table, r))
            last = r + 1;
        else if (is_footer(table, r))
            end = r;
    }
    for (guint r = last; r < end; r++) {
        gboolean named = FALSE, beside = FALSE;
        for (guint c = 0; c < org_grid_row(table->grid, r)->n; c++) {
            gboolean text = *org_grid_cell(table->grid, r, c)->text != '\0';
            named |= text && c >= table->first_name && c <= table->last_name;
            beside |= text && c > table->last_name;
        }
        gboolean gap = r > 0 && org_grid_row(table->grid, r)->line > org_grid_row(table->grid, r - 1)->line + 1;
        if (!named || beside || gap)
            return r;
    }
    return end;
}

/* A vertical merge of figures: one number for several units. */
static void
report_merged_figures(OrgQuotaReader *reader, const OrgQuotaTable *table, guint end)
{
    if (end == 0)
        return;
    for (guint i = 0; i < table->grid->merged->len; i++) {
        const OrgMergedCells *cells = &g_array_index(table->grid->merged, OrgMergedCells, i);
        guint c = cells->left - 1;
        if (cells->bottom == cells->top || cells->top <= org_grid_row(table->grid, table->header_end - 1)->line ||
            cells->top > org_grid_row(table->grid, end - 1)->line || c >= table->columns->len ||
            ORG_QUOTA_COLUMN(table, c)->role != ORG_COLUMN_FIGURE)
            continue;
        org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_WARNING, "merged-figure", cells->top, c, NULL,
                          "one figure is merged over %u rows; it was counted for the first of them, so give each "
                          "unit its own",
                          cells->bottom - cells->top + 1);
    }
}

static gboolean
add_total(OrgQuotaReader *reader, guint t, guint r, guint column)
{
    OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    OrgQuotaRow row = org_quota_row_new(table, t, r, column);
    row.kind = ORG_ROW_TOTAL;
    row.name = clean_name(org_grid_cell(table->grid, r, column)->text);
    row.folded = org_quota_fold(row.name);
    g_array_append_val(reader->rows, row);
    return TRUE;
}

/* The total may be named in the column of numbers or in that of names. */
static gboolean
try_total(OrgQuotaReader *reader, guint t, guint r)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);

    for (guint c = 0; c <= table->last_name; c++) {
        const char *text = org_grid_cell(table->grid, r, c)->text;
        g_autofree char *rest = NULL, *marker = take_marker(text, &rest);
        if (*text && is_total_word(rest ? rest : text) && has_figure_text(table, r))
            return add_total(reader, t, r, c);
    }
    return FALSE;
}

/* A name repeated from the row above in a column left of the last: the same unit goes on. */
static gboolean
goes_on_above(const OrgQuotaReader *reader, guint t, guint column, const char *text)
{
    g_autofree char *name = clean_name(text);

    for (guint i = reader->rows->len; i-- > 0 && ORG_QUOTA_ROW(reader, i)->table == t;) {
        const OrgQuotaRow *row = ORG_QUOTA_ROW(reader, i);
        if (row->kind != ORG_ROW_UNIT || row->level_column > column)
            continue;
        return row->level_column == column && strcmp(row->name, name) == 0;
    }
    return FALSE;
}

static guint
last_named(const OrgQuotaTable *table, guint r)
{
    guint last = table->first_name;
    for (guint c = table->first_name; c <= table->last_name; c++)
        if (*org_grid_cell(table->grid, r, c)->text)
            last = c;
    return last;
}

static void
add_units(OrgQuotaReader *reader, guint t, guint r)
{
    guint last = last_named(ORG_QUOTA_TABLE(reader, t), r);
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    const char *number = table->number >= 0 ? org_grid_cell(table->grid, r, (guint) table->number)->text : "";
    guint first = reader->rows->len;

    for (guint c = table->first_name; c <= table->last_name; c++) {
        const OrgGridCell *cell = org_grid_cell(table->grid, r, c);
        if (!*cell->text)
            continue;
        if (c < last && goes_on_above(reader, t, c, cell->text))
            continue;
        OrgQuotaRow row = org_quota_row_new(table, t, r, c);
        org_quota_read_name(table, &row, cell, c == last ? number : "");
        if (c < last)
            row.grid_row = G_MAXUINT; /* the figures are those of the last name */
        g_array_append_val(reader->rows, row);
    }
    if (reader->rows->len > first || (!has_figure_text(table, r) && !is_label(number)))
        return;
    if (is_label(number)) { /* a label merged over the columns of numbers and names */
        OrgQuotaRow row = org_quota_row_new(table, t, r, (guint) table->number);
        org_quota_read_name(table, &row, org_grid_cell(table->grid, r, (guint) table->number), "");
        row.is_merged = TRUE;
        row.level_column = table->first_name;
        g_array_append_val(reader->rows, row);
        return;
    }
    OrgQuotaRow row =
        org_quota_row_new(table, t, r, table->first_name); /* totals.c looks whether it adds up the rows above */
    row.kind = ORG_ROW_TOTAL;
    row.name = g_strdup("");
    row.folded = g_strdup("");
    g_array_append_val(reader->rows, row);
}

static gboolean
is_second_table(const OrgQuotaTable *table, guint r)
{
    const char *text = org_grid_cell(table->grid, r, table->first_name)->text;
    g_autofree char *folded = org_quota_fold(text);
    const char *number = table->number >= 0 ? org_grid_cell(table->grid, r, (guint) table->number)->text : "";
    g_autofree char *number_folded = org_quota_fold(number);

    return *text && org_quota_is_name_header(folded) &&
           (org_quota_is_number_header(number_folded) ||
            (table->number < 0 &&
             strcmp(text, org_grid_cell(table->grid, table->header_top, table->first_name)->text) == 0));
}

void
org_quota_read_rows(OrgQuotaReader *reader, guint t)
{
    OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    guint end = end_of_table(table);

    report_merged_figures(reader, table, end);
    for (guint r = table->header_end; r < end; r++) {
        if (org_quota_repeats_header(table, r) || is_bare_part(table, r))
            continue;
        if (is_second_table(table, r)) {
            org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_ERROR, "second-table",
                              org_grid_row(table->grid, r)->line, table->first_name,
                              "the rows from here on were left out",
                              "a second table begins here, with another header; put it on a sheet of its own");
            end = r;
            break;
        }
        if (!try_total(reader, t, r))
            add_units(reader, t, r);
    }
    if (end < table->grid->rows->len)
        org_quota_problem(
            reader, table->grid->sheet, ORG_SEVERITY_NOTE, "left-out", org_grid_row(table->grid, end)->line, 0, NULL,
            end + 1 == table->grid->rows->len ? "the line %u stands below the table and was left out"
                                              : "the lines from here to %u stand below the table and were left out",
            org_grid_row(table->grid, table->grid->rows->len - 1)->line);
}
