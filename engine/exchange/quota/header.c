// SPDX-License-Identifier: MIT
/* Where the table begins: the header is the first rows that name a column of units and columns of figures beside it.
 * Its texts are joined along their levels; cells that are merged, or left blank beside one that is not, share a text. */
#include "private.h"
#include <string.h>

#define MAX_TITLE_ROWS 80
#define MAX_HEADER_ROWS 8

static guint
filled_cells(const OrgGrid *grid, guint row)
{
    guint n = 0;
    for (guint c = 0; c < org_grid_row(grid, row)->n; c++)
        n += *org_grid_cell(grid, row, c)->text != '\0';
    return n;
}

static gboolean
is_figure_text(const char *text)
{
    return *text && text[strspn(text, "0123456789., -%")] == '\0' && strpbrk(text, "0123456789");
}

static gboolean
is_year_text(const char *text)
{
    guint year, month;
    return org_quota_date(text, &year, &month);
}

/* "A  B  1  2  3=1+2": the numbers of the columns, under the header. */
gboolean
org_quota_is_column_numbers(const OrgGrid *grid, guint row)
{
    gint64 last = 0;
    guint n = 0, numbers = 0;

    for (guint c = 0; c < org_grid_row(grid, row)->n; c++) {
        const char *text = org_grid_cell(grid, row, c)->text;
        if (!*text)
            continue;
        text += *text == '(' || *text == '[';
        n++;
        if (g_ascii_isalpha(*text) && strchr(")]", text[1])) /* and the end of the text */
            continue;
        char *end;
        gint64 number = g_ascii_strtoll(text, &end, 10);
        if (end == text || number <= last || (number != last + 1 && last > 0) || number > 999)
            return FALSE;
        end += strspn(end, " )]");
        if (*end && *end != '=' && *end != '(')
            return FALSE;
        last = number;
        numbers++;
    }
    return n >= 3 && numbers >= 1 && (numbers >= 2 || n > numbers);
}

/* Whether the mapping file names this header: for the name of units, or for anything else. */
static gboolean
is_mapped(const OrgColumnMap *map, const char *folded, gboolean as_name)
{
    for (guint i = 0; map && i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        g_autofree char *theirs = org_quota_fold(entry->theirs);
        if ((strcmp(entry->field, "name") == 0) == as_name && org_quota_has_word(folded, theirs))
            return TRUE;
    }
    return FALSE;
}

static gboolean
has_known_header(const OrgGrid *grid, guint row, guint besides, const OrgColumnMap *map)
{
    for (guint c = 0; c < org_grid_row(grid, row)->n; c++) {
        const char *raw = org_grid_cell(grid, row, c)->text;
        if (c == besides || !*raw || strlen(raw) > 300)
            continue;
        g_autofree char *folded = org_quota_fold(raw);
        if (org_quota_kind(folded) != ORG_QUOTA_NO_KIND || org_quota_category(folded) || org_quota_is_total(folded) ||
            is_mapped(map, folded, FALSE) || (is_year_text(folded) && !g_str_has_prefix(folded, "biểu")))
            return TRUE;
    }
    return FALSE;
}

/* The column of names in a row that could be the header's first; -1: none. */
static gint
name_column(const OrgGrid *grid, guint row, const OrgColumnMap *map)
{
    if (filled_cells(grid, row) < 2)
        return -1;
    for (guint c = 0; c < MIN(org_grid_row(grid, row)->n, 12); c++) {
        g_autofree char *folded = org_quota_fold(org_grid_cell(grid, row, c)->text);
        if (org_quota_is_name_header(folded) || is_mapped(map, folded, TRUE))
            return (gint) c;
    }
    return -1;
}

/* A row that still belongs to the header: it names columns, no unit, and holds no figures but years. */
static gboolean
goes_on(const OrgQuotaTable *table, guint row)
{
    const OrgGrid *grid = table->grid;
    const OrgGridRow *cells = org_grid_row(grid, row);
    guint texts = 0;

    for (guint c = 0; c <= table->last_name; c++) {
        const OrgMergedCells *merged = org_grid_merged(grid, cells->line, c);
        if (*org_grid_cell(grid, row, c)->text && !(merged && merged->top < cells->line))
            return FALSE;
    }
    for (guint c = table->last_name + 1; c < cells->n; c++) {
        const char *text = org_grid_cell(grid, row, c)->text;
        if (is_figure_text(text) && !is_year_text(text))
            return FALSE;
        texts += *text != '\0' && strcmp(text, "-") != 0;
    }
    return texts > 0;
}

static guint
end_of_header(const OrgQuotaTable *table)
{
    const OrgGrid *grid = table->grid;
    guint end = table->header_top + 1;
    const OrgMergedCells *name = org_grid_merged(grid, org_grid_row(grid, table->header_top)->line, table->first_name);

    while (end < grid->rows->len && end < table->header_top + MAX_HEADER_ROWS) {
        gboolean inside = name && org_grid_row(grid, end)->line <= name->bottom;
        if (!inside && !goes_on(table, end))
            break;
        end++;
    }
    return end;
}

/* Columns of names beside the first: the same merged header, a header that names units as well, or none at all. */
static void
find_names(OrgQuotaTable *table, guint first)
{
    const OrgGrid *grid = table->grid;
    guint line = org_grid_row(grid, table->header_top)->line;
    const OrgMergedCells *merged = org_grid_merged(grid, line, first);

    table->first_name = table->last_name = first;
    if (merged && merged->right > first + 1)
        table->last_name = merged->right - 1;
    for (guint c = table->last_name + 1; c < org_grid_row(grid, table->header_top)->n; c++) {
        g_autofree char *folded = org_quota_fold(org_grid_cell(grid, table->header_top, c)->text);
        if (!org_quota_is_name_header(folded))
            break;
        table->last_name = c;
    }
}

static void
skip_column_numbers(OrgQuotaTable *table)
{
    while (table->header_end < table->grid->rows->len && org_quota_is_column_numbers(table->grid, table->header_end))
        table->header_end++;
}

gboolean
org_quota_find_header(const OrgGrid *grid, const OrgColumnMap *map, OrgQuotaTable *table)
{
    for (guint r = 0; r < MIN(grid->rows->len, MAX_TITLE_ROWS); r++) {
        gint name = name_column(grid, r, map);
        if (name < 0)
            continue;
        table->grid = (OrgGrid *) grid;
        table->header_top = r;
        find_names(table, (guint) name);
        table->header_end = end_of_header(table);
        gboolean known = FALSE;
        for (guint k = r; k < table->header_end && !known; k++)
            known = has_known_header(grid, k, (guint) name, map);
        if (!known)
            continue;
        skip_column_numbers(table);
        return TRUE;
    }
    return FALSE;
}

/* The text that a header cell shows: its own, or that of the cells it is merged with. */
static const char *
shown(const OrgQuotaTable *table, guint row, guint column)
{
    const OrgGrid *grid = table->grid;
    const char *own = org_grid_cell(grid, row, column)->text;
    const OrgMergedCells *merged = org_grid_merged(grid, org_grid_row(grid, row)->line, column);

    if (*own || !merged)
        return own;
    for (guint r = table->header_top; r <= row; r++)
        if (org_grid_row(grid, r)->line == merged->top)
            return org_grid_cell(grid, r, merged->left - 1)->text;
    return own;
}

/* A blank cell above a text, with no merged cells to tell: the text to its left goes on over it. */
static const char *
shown_or_left(const OrgQuotaTable *table, guint row, guint column, guint end)
{
    const char *text = shown(table, row, column);
    gboolean has_below = FALSE;

    for (guint r = row + 1; r < end && !has_below; r++)
        has_below = *shown(table, r, column) != '\0';
    for (guint r = table->header_top; r < row; r++)
        if (*shown(table, r, column) && row + 1 == end)
            return text;
    for (guint c = column; !*text && has_below && c-- > table->last_name + 1;) {
        if (org_grid_merged(table->grid, org_grid_row(table->grid, row)->line, c))
            break;
        text = org_grid_cell(table->grid, row, c)->text;
    }
    return text;
}

static void
join_levels(OrgQuotaTable *table, guint column, guint end, OrgQuotaColumn *result)
{
    GString *header = g_string_new(NULL);
    const char *last = "";

    for (guint r = table->header_top; r < end; r++) {
        const char *text = shown_or_left(table, r, column, end);
        if (!*text || strcmp(text, last) == 0)
            continue;
        last = text;
        g_autofree char *folded = org_quota_fold(text);
        g_string_append_printf(header, "%s%s", header->len ? " / " : "", text);
        g_ptr_array_add(result->levels, g_steal_pointer(&folded));
    }
    for (gchar *p = header->str; *p; p++)
        if (*p == '\n' || *p == '\r' || *p == '\t')
            *p = ' ';
    result->header = g_string_free(header, FALSE);
}

/* Column numbers were skipped, so that the header proper ends before them. */
static guint
proper_end(const OrgQuotaTable *table)
{
    guint end = table->header_end;
    while (end > table->header_top + 1 && org_quota_is_column_numbers(table->grid, end - 1))
        end--;
    return end;
}

void
org_quota_read_columns(OrgQuotaReader *reader, OrgQuotaTable *table)
{
    guint end = proper_end(table);

    (void) reader;
    table->number = table->code = -1;
    for (guint c = 0; c < table->grid->width; c++) {
        OrgQuotaColumn column = { .role = ORG_COLUMN_EXTRA, .category = "", .funding = "", .series = -1, .date = -1 };
        column.levels = g_ptr_array_new_with_free_func(g_free);
        join_levels(table, c, end, &column);
        const char *leaf = column.levels->len ? column.levels->pdata[column.levels->len - 1] : "";
        if (c >= table->first_name && c <= table->last_name)
            column.role = ORG_COLUMN_NAME;
        else if (table->number < 0 && (org_quota_is_number_header(leaf) || (c + 1 == table->first_name && !*leaf)))
            column.role = ORG_COLUMN_NUMBER;
        else if (table->code < 0 && org_quota_is_code_header(leaf))
            column.role = ORG_COLUMN_CODE;
        if (column.role == ORG_COLUMN_NUMBER)
            table->number = (gint) c;
        if (column.role == ORG_COLUMN_CODE)
            table->code = (gint) c;
        g_array_append_val(table->columns, column);
    }
}

/* ---- the lines above */

static gboolean
is_unit_of_measure(const char *folded)
{
    static const char *const words[] = {
        "tính", "người", "biên chế", "chỉ tiêu", "đồng", "posts", "persons", "people"
    };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (org_quota_has_word(folded, words[i]))
            return TRUE;
    return FALSE;
}

/* "Đơn vị: Sở Tài chính" above the table: all of it lies under that unit. */
static void
find_unit(OrgQuotaTable *table, guint row, guint column, const char *text)
{
    static const char *const first[] = { "đơn vị",       "tên đơn vị", "cơ quan",        "tên cơ quan",    "unit",
                                         "organisation", "department", "đơn vị báo cáo", "cơ quan báo cáo" };
    const char *colon = strchr(text, ':');

    if (!colon || table->unit)
        return;
    g_autofree char *before = g_strndup(text, (gsize) (colon - text)), *folded = org_quota_fold(before);
    g_autofree char *rest = g_strstrip(g_strdup(colon + 1)), *rest_folded = org_quota_fold(rest);
    for (guint i = 0; i < G_N_ELEMENTS(first); i++) {
        if (strcmp(folded, first[i]) != 0 || !*rest || is_unit_of_measure(rest_folded))
            continue;
        table->unit = g_strdup(rest);
        table->unit_line = org_grid_row(table->grid, row)->line;
        table->unit_column = column;
    }
}

void
org_quota_read_title(OrgQuotaTable *table)
{
    GString *title = g_string_new(NULL);

    for (guint r = 0; r < table->header_top; r++) {
        for (guint c = 0; c < org_grid_row(table->grid, r)->n; c++) {
            const char *text = org_grid_cell(table->grid, r, c)->text;
            if (!*text)
                continue;
            find_unit(table, r, c, text);
            g_autofree char *folded = org_quota_fold(text);
            /* the place and date of signing, and references, say nothing of the table */
            if (org_quota_is_footer(folded) || org_quota_begins(folded, "kèm theo") || *folded == '(')
                continue;
            if (!table->title_year)
                org_quota_date(folded, &table->title_year, &table->title_month);
            g_string_append_printf(title, "%s%s", title->len ? " " : "", folded);
        }
    }
    table->title = g_string_free(title, FALSE);
}
