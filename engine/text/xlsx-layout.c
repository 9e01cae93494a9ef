// SPDX-License-Identifier: MIT
/* How a sheet looks: what people say by merging cells and by moving texts in. Read apart from the values, since merged
 * cells are listed after all rows, and only the readers of tables made for people ask. */
#include "xlsx.h"
#include <string.h>

#define MAX_SHEET (1ull << 30) /* bytes of XML */
#define MAX_LOOKS 4000000u
#define MAX_MERGED 200000u

typedef struct {
    const OrgWorkbook *workbook;
    OrgSheetLayout *layout;
    guint row, column; /* the last ones seen, from 1 */
    OrgCellLook look;
    gboolean has_value;
} Reader;

static void
begin_cell(Reader *reader, const char **attributes)
{
    const char *place = org_xml_attribute(attributes, "r"), *style = org_xml_attribute(attributes, "s");
    const char *type = org_xml_attribute(attributes, "t");
    guint column = reader->column + 1, row = reader->row;
    guint64 index = style ? g_ascii_strtoull(style, NULL, 10) : 0;

    if (place && (!org_xlsx_place(place, &column, &row) || row != reader->row))
        column = reader->column + 1;
    reader->column = column;
    guint8 indent = index < reader->workbook->indent->len ? g_array_index(reader->workbook->indent, guint8, index) : 0;
    reader->look = (OrgCellLook){ reader->row, column, indent, !type || strcmp(type, "n") == 0 };
    reader->has_value = FALSE;
}

/* "B5:D9", or a single cell. */
static void
add_merged(Reader *reader, const char *range)
{
    g_auto(GStrv) ends = g_strsplit(range ? range : "", ":", 2);
    OrgMergedCells cells;

    if (!ends[0] || !ends[1] || reader->layout->merged->len == MAX_MERGED)
        return;
    if (!org_xlsx_place(ends[0], &cells.left, &cells.top) || !org_xlsx_place(ends[1], &cells.right, &cells.bottom))
        return;
    if (cells.left && cells.left <= cells.right && cells.top <= cells.bottom)
        g_array_append_val(reader->layout->merged, cells);
}

static void
add_hidden(Reader *reader, const char **attributes, gboolean is_row)
{
    const char *hidden = org_xml_attribute(attributes, "hidden"), *min = org_xml_attribute(attributes, "min");
    const char *max = org_xml_attribute(attributes, "max");
    OrgMergedCells cells = { reader->row, 0, reader->row, 0 };

    if (!hidden || (strcmp(hidden, "1") != 0 && strcmp(hidden, "true") != 0) ||
        reader->layout->hidden->len == MAX_MERGED)
        return;
    if (!is_row)
        cells = (OrgMergedCells){ 0, (guint) g_ascii_strtoull(min ? min : "", NULL, 10), 0,
                                  (guint) g_ascii_strtoull(max ? max : "", NULL, 10) };
    g_array_append_val(reader->layout->hidden, cells);
}

static void
on_start(OrgXml *xml, const char *name, const char **attributes)
{
    Reader *reader = xml->data;

    if (strcmp(name, "row") == 0) {
        const char *place = org_xml_attribute(attributes, "r");
        guint column, row;
        reader->row = place && org_xlsx_place(place, &column, &row) ? row : reader->row + 1;
        reader->column = 0;
        add_hidden(reader, attributes, TRUE);
    } else if (strcmp(name, "col") == 0) {
        add_hidden(reader, attributes, FALSE);
    } else if (strcmp(name, "c") == 0) {
        begin_cell(reader, attributes);
    } else if (strcmp(name, "v") == 0 || strcmp(name, "is") == 0) {
        reader->has_value = TRUE;
    } else if (strcmp(name, "mergeCell") == 0) {
        add_merged(reader, org_xml_attribute(attributes, "ref"));
    }
}

static void
on_end(OrgXml *xml, const char *name)
{
    Reader *reader = xml->data;
    GArray *cells = reader->layout->cells;

    if (strcmp(name, "c") != 0 || !reader->has_value || cells->len == MAX_LOOKS)
        return;
    const OrgCellLook *last = cells->len ? &g_array_index(cells, OrgCellLook, cells->len - 1) : NULL;
    if (!last || last->line < reader->look.line ||
        (last->line == reader->look.line && last->column < reader->look.column))
        g_array_append_val(cells, reader->look);
}

OrgSheetLayout *
org_sheet_layout_new(OrgWorkbook *workbook, guint sheet)
{
    OrgSheetLayout *layout = g_new0(OrgSheetLayout, 1);
    Reader reader = { .workbook = workbook, .layout = layout };
    OrgXml xml = { .start = on_start, .end = on_end, .data = &reader };

    layout->cells = g_array_new(FALSE, FALSE, sizeof(OrgCellLook));
    layout->merged = g_array_new(FALSE, FALSE, sizeof(OrgMergedCells));
    layout->hidden = g_array_new(FALSE, FALSE, sizeof(OrgMergedCells));
    org_package_parse(workbook->package, workbook->parts->pdata[sheet], MAX_SHEET, &xml, NULL);
    return layout;
}

void
org_sheet_layout_free(OrgSheetLayout *layout)
{
    g_array_unref(layout->cells);
    g_array_unref(layout->merged);
    g_array_unref(layout->hidden);
    g_free(layout);
}

const OrgCellLook *
org_sheet_layout_cell(const OrgSheetLayout *layout, guint line, guint column)
{
    guint low = 0, high = layout->cells->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        const OrgCellLook *look = &g_array_index(layout->cells, OrgCellLook, middle);
        if (look->line == line && look->column == column)
            return look;
        if (look->line < line || (look->line == line && look->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
