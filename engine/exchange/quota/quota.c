// SPDX-License-Identifier: MIT
/* A quota workbook from its sheets to what is built of it. */
#include "private.h"
#include "../../base/error.h"
#include <math.h>
#include <string.h>

/* ---- sheets */

static void
column_clear(gpointer data)
{
    OrgQuotaColumn *column = data;
    g_free(column->header);
    g_free(column->label);
    g_ptr_array_unref(column->levels);
}

static void
table_free(gpointer data)
{
    OrgQuotaTable *table = data;
    org_grid_free(table->grid);
    g_array_unref(table->columns);
    g_free(table->title);
    g_free(table->unit);
    g_free(table);
}

OrgQuotaTable *
org_quota_table_new(void)
{
    OrgQuotaTable *table = g_new0(OrgQuotaTable, 1);
    table->columns = g_array_new(FALSE, FALSE, sizeof(OrgQuotaColumn));
    g_array_set_clear_func(table->columns, column_clear);
    return table;
}

/* Signs that no Vietnamese text in Unicode has inside a word, and that stand for đ, ơ and others in fonts of the nineties. */
static gboolean
is_in_old_font(const OrgGrid *grid)
{
    static const gunichar signs[] = { 0xAE, 0xA7, 0xAC, 0xF1, 0xD1 }; /* ® § ¬ of TCVN3, ñ Ñ of VNI */
    guint cells = 0;

    for (guint r = 0; r < MIN(grid->rows->len, 50); r++)
        for (guint c = 0; c < org_grid_row(grid, r)->n; c++) {
            const char *text = org_grid_cell(grid, r, c)->text;
            gboolean has_sign = FALSE;
            for (const char *p = text; *p && !has_sign; p = g_utf8_next_char(p))
                for (guint i = 0; i < G_N_ELEMENTS(signs); i++)
                    has_sign |= g_utf8_get_char(p) == signs[i] && g_ascii_isalpha(*g_utf8_next_char(p));
            cells += has_sign;
        }
    return cells > 0;
}

static void
add_sheet(OrgQuotaReader *reader, OrgWorkbook *workbook, guint sheet, gboolean wanted)
{
    OrgQuotaTable *table = org_quota_table_new();
    guint before = reader->fatal;
    OrgGrid *grid = org_grid_read(reader, workbook, sheet);

    if (org_quota_find_header(grid, reader->source->map, table)) {
        if (org_grid_stack_blocks(grid, table))
            org_quota_problem(
                reader, grid->sheet, ORG_SEVERITY_NOTE, "side-by-side", org_grid_row(grid, table->header_top)->line,
                table->first_name, NULL,
                "the table stands in blocks side by side; those to the right were read as going on below");
        org_quota_read_title(table);
        org_quota_read_columns(reader, table);
        g_ptr_array_add(reader->tables, table);
        return;
    }
    if (reader->fatal == before && wanted && is_in_old_font(grid))
        org_quota_problem(
            reader, grid->sheet, ORG_SEVERITY_ERROR, "no-table", 1, 0, NULL,
            "the texts are written in an old font's own encoding (TCVN3 or VNI, such as .VnTime), so that no "
            "header can be read; convert them to Unicode first, as Unikey does");
    else if (reader->fatal == before)
        org_quota_problem(reader, grid->sheet, wanted ? ORG_SEVERITY_ERROR : ORG_SEVERITY_NOTE, "no-table", 1, 0, NULL,
                          wanted ? "no quota table was found: no row names a column of units (such as \"Tên đơn vị\") "
                                   "beside columns of figures (such as \"Biên chế giao\", \"Có mặt\", \"2021\"); a "
                                   "mapping file (--map) can say what other headers mean"
                                 : "no quota table was found on this sheet; it was left out");
    org_grid_free(grid);
    table->grid = NULL;
    table_free(table);
}

static gboolean
read_sheets(OrgQuotaReader *reader)
{
    const OrgQuotaSource *source = reader->source;
    g_autoptr(GError) error = NULL;

    if (!org_workbook_sniff(source->bytes)) {
        add_sheet(reader, NULL, 0, TRUE);
        return reader->tables->len > 0;
    }
    g_autoptr(OrgWorkbook) workbook = org_workbook_open(source->bytes, &error);
    if (!workbook) {
        g_autofree char *said = org_error_said(error);
        org_quota_problem(reader, NULL, ORG_SEVERITY_ERROR, "bad-workbook", 0, 0, NULL, "%s", said);
        return FALSE;
    }
    if (source->sheet) {
        gint sheet = org_workbook_sheet(workbook, source->sheet);
        if (sheet < 0)
            org_quota_problem(reader, NULL, ORG_SEVERITY_ERROR, "missing-sheet", 0, 0, NULL,
                              "the workbook has no sheet %s", org_quoted(source->sheet));
        else
            add_sheet(reader, workbook, (guint) sheet, TRUE);
        return reader->tables->len > 0;
    }
    guint n = workbook->names->len;
    for (guint i = 0; i < n; i++)
        add_sheet(reader, workbook, i, n == 1);
    if (reader->tables->len == 0 && reader->fatal == 0)
        org_quota_problem(reader, NULL, ORG_SEVERITY_ERROR, "no-table", 0, 0, NULL,
                          "none of the %u sheets holds a quota table: a row that names a column of units (such as "
                          "\"Tên đơn vị\") beside columns of figures (such as \"Biên chế giao\")",
                          n);
    return reader->tables->len > 0;
}

/* What the sheets of a workbook are to each other: a date each, a unit each, or the sum of the others. */
static void
read_sheet_names(OrgQuotaReader *reader)
{
    static const char *const sums[] = { "tổng hợp",   "th",      "tổng",  "tổng cộng",
                                        "toàn ngành", "summary", "total", "overview" };

    for (guint t = 0; t < reader->tables->len; t++) {
        OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
        if (!table->grid->sheet)
            continue;
        g_autofree char *folded = org_quota_fold(table->grid->sheet);
        guint year, month;
        gboolean many = reader->tables->len > 1;
        for (guint i = 0; i < G_N_ELEMENTS(sums) && many; i++)
            table->is_summary |= org_quota_begins(folded, sums[i]);
        if (org_quota_date(folded, &year, &month)) {
            table->title_year = year;
            table->title_month = month;
        } else if (many && !table->unit && !table->is_summary) {
            table->unit = g_strdup(table->grid->sheet);
            table->unit_line = 1;
        }
    }
}

/* ---- rows of a sheet */

/* The row of the unit that a whole sheet is about, kept only when the sheet has several units at its top. */
static void
add_sheet_unit(OrgQuotaReader *reader, guint t)
{
    const OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
    OrgQuotaRow row = { .table = t, .grid_row = G_MAXUINT, .line = table->unit_line, .column = table->unit_column };

    row.kind = ORG_ROW_LEFT_OUT;
    row.parent = -1;
    row.name = g_strdup(table->unit ? table->unit : "");
    row.folded = org_quota_fold(row.name);
    row.value = g_new(double, table->columns->len + 1);
    for (guint c = 0; c < table->columns->len; c++)
        row.value[c] = NAN;
    g_array_append_val(reader->rows, row);
}

static void
settle_sheet_unit(OrgQuotaReader *reader, guint t, guint at)
{
    guint roots = 0;

    for (guint i = at + 1; i < reader->rows->len; i++)
        roots += ORG_QUOTA_ROW(reader, i)->kind == ORG_ROW_UNIT && ORG_QUOTA_ROW(reader, i)->parent < 0;
    if (!ORG_QUOTA_TABLE(reader, t)->unit || roots < 2)
        return;
    ORG_QUOTA_ROW(reader, at)->kind = ORG_ROW_UNIT;
    ORG_QUOTA_ROW(reader, at)->has_children = TRUE;
    for (guint i = at + 1; i < reader->rows->len; i++)
        if (ORG_QUOTA_ROW(reader, i)->kind == ORG_ROW_UNIT && ORG_QUOTA_ROW(reader, i)->parent < 0)
            ORG_QUOTA_ROW(reader, i)->parent = (gint) at;
}

static void
read_tables(OrgQuotaReader *reader)
{
    for (guint t = 0; t < reader->tables->len; t++) {
        guint from = reader->rows->len;
        add_sheet_unit(reader, t);
        org_quota_read_rows(reader, t);
        guint to = reader->rows->len;
        org_quota_read_numbers(reader, t, from, to);
        org_quota_check_columns(reader, t, from, to);
        org_quota_outline(reader, t, from, to);
        settle_sheet_unit(reader, t, from);
        org_quota_check_rows(reader, t, from, to);
    }
    org_quota_guess_types(reader);
    org_quota_make_ids(reader);
    org_quota_check_summaries(reader);
}

/* ---- all together */

static void
row_clear(gpointer data)
{
    OrgQuotaRow *row = data;
    g_free(row->name);
    g_free(row->marker);
    g_free(row->folded);
    g_free(row->value);
    g_free(row->sum);
    g_free(row->id);
    g_free(row->slug);
}

static void
series_clear(gpointer data)
{
    g_free(((OrgQuotaSeries *) data)->label);
}

static void
date_clear(gpointer data)
{
    OrgQuotaDate *date = data;
    g_free(date->label);
    org_free(date->org);
}

static void
sum_clear(gpointer data)
{
    OrgQuotaSum *sum = data;
    g_free(sum->category);
    g_free(sum->funding);
}

void
org_quota_reader_init(OrgQuotaReader *reader, const OrgQuotaSource *source, OrgDict *dict, OrgDiags *diags)
{
    *reader = (OrgQuotaReader){ .source = source, .dict = dict, .diags = diags };
    reader->tables = g_ptr_array_new_with_free_func(table_free);
    reader->rows = g_array_new(FALSE, FALSE, sizeof(OrgQuotaRow));
    reader->series = g_array_new(FALSE, FALSE, sizeof(OrgQuotaSeries));
    reader->dates = g_array_new(FALSE, FALSE, sizeof(OrgQuotaDate));
    g_array_set_clear_func(reader->rows, row_clear);
    g_array_set_clear_func(reader->series, series_clear);
    g_array_set_clear_func(reader->dates, date_clear);
}

void
org_quota_reader_clear(OrgQuotaReader *reader)
{
    g_ptr_array_unref(reader->tables);
    g_array_unref(reader->rows);
    g_array_unref(reader->series);
    g_array_unref(reader->dates);
}

void
org_quota_free(OrgQuota *quota)
{
    if (!quota)
        return;
    g_array_unref(quota->dates);
    g_array_unref(quota->sums);
    g_free(quota);
}

OrgQuota *
org_quota_import(const OrgQuotaSource *source, OrgDict *dict, OrgDiags *diags, gboolean *refused, GError **error)
{
    OrgQuotaReader reader;
    g_autoptr(OrgQuota) quota = g_new0(OrgQuota, 1);

    quota->dates = g_array_new(FALSE, TRUE, sizeof(OrgQuotaDate));
    quota->sums = g_array_new(FALSE, FALSE, sizeof(OrgQuotaSum));
    g_array_set_clear_func(quota->dates, date_clear);
    g_array_set_clear_func(quota->sums, sum_clear);
    org_quota_reader_init(&reader, source, dict, diags);
    gboolean sound = read_sheets(&reader);
    if (sound) {
        read_sheet_names(&reader);
        org_quota_settle_columns(&reader);
        sound = reader.fatal == 0;
    }
    if (sound) {
        read_tables(&reader);
        sound = org_quota_build(&reader, quota, error);
    } else {
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_BAD_INPUT, "%s is not understood as a quota table",
                      source->path);
    }
    *refused = !sound || reader.fatal > 0 || (reader.errors > 0 && !source->lenient);
    org_quota_reader_clear(&reader);
    return sound ? g_steal_pointer(&quota) : NULL;
}

static gboolean
is_book_of_tables(const OrgQuotaSource *source)
{
    g_autoptr(OrgWorkbook) workbook = org_workbook_sniff(source->bytes) ? org_workbook_open(source->bytes, NULL) : NULL;
    return workbook && !source->sheet && org_workbook_has_units(workbook);
}

/* A table of units whose first row is odd has no such column, and is better read as what it was called. */
static gboolean
has_figures(const OrgQuotaTable *table)
{
    for (guint c = 0; c < table->columns->len; c++)
        if (ORG_QUOTA_COLUMN(table, c)->role == ORG_COLUMN_FIGURE)
            return TRUE;
    return FALSE;
}

/* A first row with ids and names, or ids and parents, is that of a table of units, whatever stands below it. */
static gboolean
is_table_of_units(const OrgGrid *grid)
{
    gboolean id = FALSE, other = FALSE;

    for (guint c = 0; grid->rows->len && c < org_grid_row(grid, 0)->n; c++) {
        g_autofree char *key = org_header_loose_key(org_grid_cell(grid, 0, c)->text);
        id |= strcmp(key, "id") == 0;
        other |= strcmp(key, "name") == 0 || strcmp(key, "parentid") == 0;
    }
    return id && other;
}

gboolean
org_quota_sniff(const OrgQuotaSource *source)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgQuotaReader reader;
    gboolean found = FALSE;

    org_quota_reader_init(&reader, source, NULL, diags);
    if (!is_book_of_tables(source) && read_sheets(&reader)) {
        read_sheet_names(&reader);
        org_quota_settle_columns(&reader);
        for (guint t = 0; t < reader.tables->len; t++) {
            const OrgQuotaTable *table = ORG_QUOTA_TABLE(&reader, t);
            if (table->code >= 0 ||
                is_table_of_units(table->grid)) { /* with ids it is one of ours, which wants to be read as such */
                found = FALSE;
                break;
            }
            found |= has_figures(table) &&
                     (table->header_top > 0 || table->header_end > table->header_top + 1 || table->number >= 0);
        }
    }
    org_quota_reader_clear(&reader);
    return found;
}
