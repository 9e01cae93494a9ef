// SPDX-License-Identifier: MIT
/* What each column means: its figures' kind, category, funding and date, by the lowest level of its header that says
 * it, else by the title. Columns of all sheets then share their series (categories of posts) and dates. */
#include "private.h"
#include <string.h>

#define LOOK_AT 400 /* rows, to see whether a column holds numbers */

static const char *
leaf_of(const OrgQuotaColumn *column)
{
    return column->levels->len ? column->levels->pdata[column->levels->len - 1] : "";
}

static gboolean
looks_like_number(const char *text)
{
    return *text && text[strspn(text, "0123456789., -%\xC2\xA0")] == '\0';
}

/* More numbers than texts stand below the header. */
static gboolean
holds_numbers(const OrgQuotaTable *table, guint c)
{
    guint numbers = 0, texts = 0;
    for (guint r = table->header_end; r < MIN(table->grid->rows->len, table->header_end + LOOK_AT); r++) {
        const OrgGridCell *cell = org_grid_cell(table->grid, r, c);
        numbers += looks_like_number(cell->text);
        texts += *cell->text && !looks_like_number(cell->text);
    }
    return numbers >= texts;
}

static gboolean
holds_anything(const OrgQuotaTable *table, guint c)
{
    for (guint r = table->header_end; r < table->grid->rows->len; r++)
        if (*org_grid_cell(table->grid, r, c)->text)
            return TRUE;
    return FALSE;
}

/* ---- the mapping file */

static const char *
map_value(const OrgColumnMap *map, const char *field, const char *folded)
{
    for (guint i = 0; map && i < map->values->len; i++) {
        const OrgMapValue *value = &g_array_index(map->values, OrgMapValue, i);
        g_autofree char *given = org_quota_fold(value->given);
        if (value->table == ORG_POSTS && strcmp(value->field, field) == 0 && org_quota_has_word(folded, given))
            return value->meant;
    }
    return NULL;
}

/* A column that the mapping file names, by its whole header or a part of it. */
static gboolean
apply_map(const OrgColumnMap *map, OrgQuotaTable *table, guint c)
{
    OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
    g_autofree char *header = org_quota_fold(column->header);

    for (guint i = 0; map && i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        g_autofree char *theirs = org_quota_fold(entry->theirs);
        if (!org_quota_has_word(header, theirs))
            continue;
        if (entry->table == ORG_POSTS && strcmp(entry->field, "assigned") == 0) {
            column->kind = ORG_QUOTA_ASSIGNED;
        } else if (entry->table == ORG_POSTS && strcmp(entry->field, "filled") == 0) {
            column->kind = ORG_QUOTA_FILLED;
        } else if (strcmp(entry->field, "name") == 0) {
            table->first_name = table->last_name = c;
            column->role = ORG_COLUMN_NAME;
        } else if (strcmp(entry->field, "id") == 0) {
            table->code = (gint) c;
            column->role = ORG_COLUMN_CODE;
        } else {
            g_free(column->header);
            column->header = g_strdup(entry->field);
            column->role = ORG_COLUMN_EXTRA;
        }
        return TRUE;
    }
    return FALSE;
}

/* ---- one column */

/* "Tổng số có mặt | Trong đó: | CC | VC": what stands under a bare "of which" is of the kind and date of the total before it. */
static void
follow_total(const OrgQuotaTable *table, OrgQuotaColumn *column)
{
    const char *top = column->levels->len > 1 ? column->levels->pdata[0] : "";
    g_autofree char *label = org_quota_label(top);

    if (column->kind || !org_quota_is_part(top) || *label)
        return;
    for (guint c = (guint) (column - ORG_QUOTA_COLUMN(table, 0)); c-- > table->last_name + 1;) {
        const OrgQuotaColumn *before = ORG_QUOTA_COLUMN(table, c);
        if (before->levels->len && org_quota_is_part(before->levels->pdata[0]))
            continue;
        if (before->kind == ORG_QUOTA_DERIVED)
            return;
        column->kind = before->kind;
        column->year = column->year ? column->year : before->year;
        column->month = column->month ? column->month : before->month;
        return;
    }
}

/* The header names a category somewhere: then a column of totals is of all of them, whatever the title says. */
static gboolean
names_categories(const OrgQuotaTable *table)
{
    const char *found = NULL;
    for (guint c = table->last_name + 1; c < table->columns->len; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        for (guint i = 0; i < column->levels->len; i++) {
            const char *category = org_quota_category(column->levels->pdata[i]);
            if (category && found && strcmp(category, found) != 0)
                return TRUE;
            found = category ? category : found;
        }
    }
    return FALSE;
}

static void
read_levels(OrgQuotaReader *reader, const OrgQuotaTable *table, OrgQuotaColumn *column)
{
    const OrgColumnMap *map = reader->source->map;
    GString *label = g_string_new(NULL);

    for (guint i = column->levels->len; i-- > 0;) {
        const char *level = column->levels->pdata[i];
        const char *category = map_value(map, "category", level), *funding = map_value(map, "funding", level);
        OrgQuotaKind kind = org_quota_kind(level);
        if (kind == ORG_QUOTA_DERIVED || (column->kind == ORG_QUOTA_NO_KIND && kind))
            column->kind = kind;
        category = category ? category : org_quota_category(level);
        funding = funding ? funding : org_quota_funding(level);
        if (!*column->category && category)
            column->category = category;
        if (!*column->funding && funding)
            column->funding = funding;
        if (!column->year)
            org_quota_date(level, &column->year, &column->month);
        column->says_total |= org_quota_is_total(level);
        column->is_part |= org_quota_is_part(level);
        g_autofree char *part = org_quota_label(level);
        if (!*part || org_quota_is_total(level))
            continue;
        if (label->len)
            g_string_prepend_c(label, ' ');
        g_string_prepend(label, part);
    }
    column->label = g_string_free(label, FALSE);
    follow_total(table, column);
    const char *category = org_quota_category(table->title), *funding = org_quota_funding(table->title);
    if (!*column->category && category && !(column->says_total && names_categories(table)))
        column->category = category;
    if (!*column->funding && funding && *column->category)
        column->funding = funding;
    if (!column->year) {
        column->year = table->title_year;
        column->month = table->title_month;
    }
}

/* The lowest level says something of its own: else a figure is only a part of what the level above names. */
static gboolean
has_meaning(const OrgQuotaColumn *column, const OrgColumnMap *map)
{
    const char *leaf = leaf_of(column);
    guint year, month;

    return org_quota_kind(leaf) || org_quota_category(leaf) || org_quota_funding(leaf) || org_quota_is_total(leaf) ||
           org_quota_date(leaf, &year, &month) || map_value(map, "category", leaf) || map_value(map, "funding", leaf);
}

static gboolean
has_figure_like(const OrgQuotaTable *table, const OrgQuotaColumn *like)
{
    for (guint c = 0; c < table->columns->len; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        if (column->role == ORG_COLUMN_FIGURE && column->kind == like->kind && column->year == like->year &&
            column->month == like->month)
            return TRUE;
    }
    return FALSE;
}

static void
read_meanings(OrgQuotaReader *reader, OrgQuotaTable *table)
{
    const OrgColumnMap *map = reader->source->map;
    OrgQuotaKind usual = org_quota_kind(table->title) == ORG_QUOTA_FILLED ? ORG_QUOTA_FILLED : ORG_QUOTA_ASSIGNED;

    for (guint c = 0; c < table->columns->len; c++) {
        OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        gboolean mapped = apply_map(map, table, c);
        if (column->role != ORG_COLUMN_EXTRA || c <= table->first_name)
            continue;
        OrgQuotaKind named = mapped ? column->kind : ORG_QUOTA_NO_KIND;
        if (mapped && !named)
            continue;
        read_levels(reader, table, column);
        column->kind = named ? named : column->kind;
        if (column->kind == ORG_QUOTA_DERIVED || !holds_anything(table, c) || !holds_numbers(table, c))
            continue;
        if (named || has_meaning(column, map)) {
            column->role = ORG_COLUMN_FIGURE;
            column->kind = column->kind ? column->kind : usual;
        }
    }
    /* "Assigned: leaders | specialists": figures, when nothing else says what is assigned */
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint c = 0; c < table->columns->len; c++) {
        const OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        if (column->role == ORG_COLUMN_EXTRA &&
            (column->kind == ORG_QUOTA_ASSIGNED || column->kind == ORG_QUOTA_FILLED) && column->levels->len > 1 &&
            holds_anything(table, c) && holds_numbers(table, c) && !has_figure_like(table, column))
            g_array_append_val(parts, c);
    }
    for (guint i = 0; i < parts->len; i++)
        ORG_QUOTA_COLUMN(table, g_array_index(parts, guint, i))->role = ORG_COLUMN_FIGURE;
}

/* ---- totals among the columns */

gboolean
org_quota_covers(const OrgQuotaColumn *total, const OrgQuotaColumn *part)
{
    return part != total && part->role == ORG_COLUMN_FIGURE && !part->says_total && part->kind == total->kind &&
           part->year == total->year && part->month == total->month &&
           (!*total->category || strcmp(total->category, part->category) == 0) &&
           (!*total->funding || strcmp(total->funding, part->funding) == 0) &&
           (*part->category || *part->funding || part->is_part || total->says_total);
}

static void
find_totals(OrgQuotaTable *table)
{
    for (guint c = 0; c < table->columns->len; c++) {
        OrgQuotaColumn *total = ORG_QUOTA_COLUMN(table, c);
        guint parts = 0;
        if (total->role != ORG_COLUMN_FIGURE)
            continue;
        for (guint k = 0; k < table->columns->len; k++) {
            const OrgQuotaColumn *part = ORG_QUOTA_COLUMN(table, k);
            gboolean narrower = strcmp(part->category, total->category) || strcmp(part->funding, total->funding) ||
                                part->is_part > total->is_part || total->says_total;
            parts += org_quota_covers(total, part) && narrower;
        }
        if (parts > 0)
            total->role = ORG_COLUMN_TOTAL;
        else
            total->says_total = FALSE;
    }
}

/* ---- series */

static gboolean
shares_cell(const OrgQuotaColumn *a, const OrgQuotaColumn *b)
{
    return a->kind == b->kind && a->year == b->year && a->month == b->month && strcmp(a->category, b->category) == 0 &&
           strcmp(a->funding, b->funding) == 0;
}

/* A category needs labels when two columns of it say the same of the same date. */
static gboolean
needs_labels(const OrgQuotaTable *table, const OrgQuotaColumn *of)
{
    for (guint a = 0; a < table->columns->len; a++)
        for (guint b = a + 1; b < table->columns->len; b++) {
            const OrgQuotaColumn *one = ORG_QUOTA_COLUMN(table, a), *two = ORG_QUOTA_COLUMN(table, b);
            if (one->role == ORG_COLUMN_FIGURE && two->role == ORG_COLUMN_FIGURE && shares_cell(one, two) &&
                strcmp(one->category, of->category) == 0 && strcmp(one->funding, of->funding) == 0)
                return TRUE;
        }
    return FALSE;
}

static gint
series_of(OrgQuotaReader *reader, const OrgQuotaColumn *column, const char *label)
{
    for (guint i = 0; i < reader->series->len; i++) {
        const OrgQuotaSeries *series = &g_array_index(reader->series, OrgQuotaSeries, i);
        if (strcmp(series->category, column->category) == 0 && strcmp(series->funding, column->funding) == 0 &&
            strcmp(series->label, label) == 0)
            return (gint) i;
    }
    OrgQuotaSeries series = { column->category, column->funding, g_strdup(label) };
    g_array_append_val(reader->series, series);
    return (gint) reader->series->len - 1;
}

static void
report_twice(OrgQuotaReader *reader, const OrgQuotaTable *table)
{
    for (guint b = 0; b < table->columns->len; b++)
        for (guint a = 0; a < b; a++) {
            const OrgQuotaColumn *one = ORG_QUOTA_COLUMN(table, a);
            OrgQuotaColumn *two = ORG_QUOTA_COLUMN(table, b);
            if (one->role != ORG_COLUMN_FIGURE || two->role != ORG_COLUMN_FIGURE || !shares_cell(one, two) ||
                one->series != two->series)
                continue;
            org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_ERROR, "duplicate-column",
                              org_grid_row(table->grid, table->header_end - 1)->line, b,
                              "the second column became an attribute of the units",
                              "the column %s says the same as column %u, %s; give each a header of its own",
                              org_quoted(two->header), a + 1, org_quoted(one->header));
            two->role = ORG_COLUMN_EXTRA;
        }
}

static void
report_columns(OrgQuotaReader *reader, const OrgQuotaTable *table)
{
    guint line = org_grid_row(table->grid, table->header_end - 1)->line, figures = 0;
    GString *kept = g_string_new(NULL);
    guint first = 0, n = 0;

    for (guint c = 0; c < table->columns->len; c++) {
        OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
        figures += org_quota_is_figure(column);
        if (column->role == ORG_COLUMN_EXTRA && !holds_anything(table, c))
            column->role = ORG_COLUMN_EMPTY;
        if (column->role != ORG_COLUMN_EXTRA)
            continue;
        first = n++ ? first : c;
        g_string_append_printf(kept, "%s%s", kept->len ? ", " : "", org_quoted(column->header));
    }
    if (figures == 0)
        org_quota_problem(
            reader, table->grid->sheet, ORG_SEVERITY_ERROR, "no-figures", line, table->last_name + 1, NULL,
            "no column of this table reads as assigned or present staff; name one in a mapping file, as in "
            "\"posts: {assigned: Biên chế giao}\"");
    else if (n > 0)
        org_quota_problem(reader, table->grid->sheet, ORG_SEVERITY_NOTE, "kept-columns", line, first, NULL,
                          "no figures of staff, so kept as attributes of the units: %s", kept->str);
    g_string_free(kept, TRUE);
}

/* What a reader does not see counts all the same: said, since nobody would find it in the sheet. */
static void
report_hidden_columns(OrgQuotaReader *reader, const OrgQuotaTable *table)
{
    guint header = org_grid_row(table->grid, table->header_end - 1)->line;

    for (guint c = 0; c < table->columns->len; c++) {
        gboolean hidden = FALSE;
        for (guint i = 0; i < table->grid->hidden->len && !hidden; i++) {
            const OrgMergedCells *cells = &g_array_index(table->grid->hidden, OrgMergedCells, i);
            hidden = c + 1 >= cells->left && c + 1 <= cells->right;
        }
        if (hidden && org_quota_is_figure(ORG_QUOTA_COLUMN(table, c)))
            org_quota_problem(
                reader, table->grid->sheet, ORG_SEVERITY_NOTE, "hidden-column", header, c, NULL,
                "the column %s is hidden in the workbook and was read all the same; delete it if it is not "
                "meant",
                org_quoted(ORG_QUOTA_COLUMN(table, c)->header));
    }
}

/* Both lists ascend, as sheets are written. */
void
org_quota_report_hidden_rows(OrgQuotaReader *reader, const OrgQuotaTable *table)
{
    guint lines = 0, first = 0, r = table->header_end;

    for (guint i = 0; i < table->grid->hidden->len; i++) {
        guint line = g_array_index(table->grid->hidden, OrgMergedCells, i).top;
        while (r < table->grid->rows->len && org_grid_row(table->grid, r)->line < line)
            r++;
        if (line && r < table->grid->rows->len && org_grid_row(table->grid, r)->line == line)
            first = lines++ ? first : line;
    }
    if (lines)
        org_quota_problem(
            reader, table->grid->sheet, ORG_SEVERITY_NOTE, "hidden-rows", first, table->first_name, NULL,
            "rows from here on are hidden in the workbook (%u of them) and were read all the same; delete "
            "them if they are not meant",
            lines);
}

void
org_quota_settle_columns(OrgQuotaReader *reader)
{
    for (guint t = 0; t < reader->tables->len; t++) {
        OrgQuotaTable *table = ORG_QUOTA_TABLE(reader, t);
        read_meanings(reader, table);
        find_totals(table);
        for (guint c = 0; c < table->columns->len; c++) {
            OrgQuotaColumn *column = ORG_QUOTA_COLUMN(table, c);
            if (org_quota_is_figure(column))
                column->series =
                    series_of(reader, column,
                              column->role == ORG_COLUMN_FIGURE && needs_labels(table, column) ? column->label : "");
        }
        report_twice(reader, table);
        report_columns(reader, table);
        report_hidden_columns(reader, table);
        org_quota_report_hidden_rows(reader, table);
    }
    org_quota_settle_dates(reader);
}
