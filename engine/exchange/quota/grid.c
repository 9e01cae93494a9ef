// SPDX-License-Identifier: MIT
/* A sheet as it lies before one's eyes: texts in rows and columns, how far they are moved in, which cells are merged. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

typedef struct {
    OrgQuotaReader *reader;
    OrgGrid *grid;
    const OrgSheetLayout *layout; /* NULL: a CSV file */
} Reading;

static const OrgGridCell blank = { "", 0, FALSE };

static gsize
space_at(const char *p)
{
    if (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')
        return 1;
    return p[0] == '\xC2' && p[1] == '\xA0' ? 2 : 0;
}

static OrgGridCell
make_cell(Reading *reading, const OrgRecord *record, guint i)
{
    OrgGridCell cell = blank;
    const char *p = record->cells[i].text;
    guint indent = 0;

    if (!reading->layout && *p == '\'' && p[1] && strchr("=+-@", p[1]))
        p++; /* what exports put before a formula */
    for (gsize width; (width = space_at(p)) > 0; p += width)
        indent += *p == '\t' ? 4 : 1;
    g_autofree char *text = g_utf8_make_valid(p, -1);
    gsize end = strlen(text);
    while (end > 0 && (space_at(text + end - 1) == 1 || (end > 1 && space_at(text + end - 2) == 2)))
        end -= space_at(text + end - 1) == 1 ? 1 : 2;
    if (end == 0)
        return blank;
    cell.text = g_string_chunk_insert_len(reading->grid->texts, text, (gssize) end);
    const OrgCellLook *look = reading->layout ? org_sheet_layout_cell(reading->layout, record->line, i + 1) : NULL;
    cell.indent = (guint8) MIN(indent + (look ? look->indent * 2u : 0), 250);
    cell.is_number = look && look->is_number;
    return cell;
}

static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Reading *reading = data;
    OrgGrid *grid = reading->grid;
    OrgGridRow row = { record->line, 0, NULL };

    for (guint i = 0; i < record->n; i++)
        if (record->cells[i].size > 0)
            row.n = i + 1;
    if (grid->rows->len == ORG_QUOTA_MAX_ROWS || row.n > ORG_QUOTA_MAX_COLUMNS || record->line >= ORG_GRID_SHIFT) {
        org_quota_problem(
            reading->reader, grid->sheet, ORG_SEVERITY_ERROR, "too-large", record->line, 0, NULL,
            "a quota table may have %u rows and %u columns; this is more, so give tables of units and posts",
            ORG_QUOTA_MAX_ROWS, ORG_QUOTA_MAX_COLUMNS);
        return FALSE;
    }
    row.cells = g_new(OrgGridCell, row.n + 1);
    guint filled = 0;
    for (guint i = 0; i < row.n; i++) {
        row.cells[i] = make_cell(reading, record, i);
        if (*row.cells[i].text)
            filled = i + 1;
    }
    row.n = filled;
    if (filled == 0)
        g_free(row.cells);
    else
        g_array_append_val(grid->rows, row);
    grid->width = MAX(grid->width, filled);
    return TRUE;
}

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    Reading *reading = data;
    g_autofree char *said = org_said_whole(text);
    org_quota_problem(reading->reader, reading->grid->sheet, ORG_SEVERITY_ERROR, code, line, column ? column - 1 : 0,
                      reading->layout ? M_("the cell was taken as blank") : M_("the row was left out"), "%s", said);
}

/* The sign that stands as often in most lines: the first line may be a title with no sign at all, or with a comma. */
static char
separator_of(const char *bytes, gsize size)
{
    static const char signs[] = { ';', '\t', ',' };
    guint best = 0;
    char found = ';';

    if (size > 5 && g_ascii_strncasecmp(bytes, "sep=", 4) == 0)
        return 0;
    for (guint s = 0; s < G_N_ELEMENTS(signs); s++) {
        guint lines[64] = { 0 }, n = 0, most = 0;
        gboolean quoted = FALSE;
        for (gsize i = 0; i < MIN(size, 65536); i++) {
            if (bytes[i] == '"')
                quoted = !quoted;
            else if (!quoted && bytes[i] == '\n') {
                lines[MIN(n, 63)]++;
                n = 0;
            } else if (!quoted && bytes[i] == signs[s])
                n++;
        }
        lines[MIN(n, 63)]++;
        for (guint k = 1; k < 64; k++)
            most = MAX(most, lines[k] * k);
        if (most > best) {
            best = most;
            found = signs[s];
        }
    }
    return found;
}

/* The CSV reader drops blanks before a cell that is not in quotes; here they tell what lies under what, so they
 * become no-break spaces, which it keeps. */
static GString *
keep_indents(const char *bytes, gsize size, char separator)
{
    GString *text = g_string_sized_new(size + 64);
    gboolean quoted = FALSE, begins = TRUE;

    for (gsize i = 0; i < size; i++) {
        if (begins && !quoted && bytes[i] == ' ') {
            g_string_append(text, "\xC2\xA0");
            continue;
        }
        if (bytes[i] == '"')
            quoted = !quoted;
        begins = !quoted && (bytes[i] == '\n' || bytes[i] == separator);
        g_string_append_c(text, bytes[i]);
    }
    return text;
}

static void
read_csv(Reading *reading)
{
    const OrgQuotaSource *source = reading->reader->source;
    OrgText text = org_text_decode(source->bytes, source->encoding);
    g_autoptr(GBytes) bytes = text.bytes;
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    const OrgSheetSink sink = { on_record, on_broken, reading };

    if (text.failed) {
        org_quota_problem(reading->reader, NULL, ORG_SEVERITY_ERROR, "wrong-encoding", 1, 0, NULL,
                          "byte %" G_GSIZE_FORMAT " of the file is not %s; save the file as UTF-8", text.bad_at + 1,
                          text.encoding);
        return;
    }
    if (text.guessed)
        org_quota_problem(reading->reader, NULL, ORG_SEVERITY_WARNING, "bad-encoding", 1, 0, NULL,
                          "the file is not UTF-8 and was read as %s; if names look wrong, name the encoding with "
                          "--encoding, or save the file as UTF-8",
                          text.encoding);
    if (size == 0)
        return;
    char separator = source->delimiter ? source->delimiter : separator_of(data, size);
    g_autoptr(GString) kept = keep_indents(data, size, separator);
    org_sheet_read_csv(kept->str, kept->len, separator, &sink);
}

OrgGrid *
org_grid_read(OrgQuotaReader *reader, OrgWorkbook *workbook, guint sheet)
{
    OrgGrid *grid = g_new0(OrgGrid, 1);
    Reading reading = { .reader = reader, .grid = grid };

    grid->texts = g_string_chunk_new(4096);
    grid->rows = g_array_new(FALSE, FALSE, sizeof(OrgGridRow));
    grid->merged = g_array_new(FALSE, FALSE, sizeof(OrgMergedCells));
    grid->hidden = g_array_new(FALSE, FALSE, sizeof(OrgMergedCells));
    if (!workbook) {
        read_csv(&reading);
        return grid;
    }
    grid->sheet = g_strdup(workbook->names->pdata[sheet]);
    OrgSheetLayout *layout = org_sheet_layout_new(workbook, sheet);
    const OrgSheetSink sink = { on_record, on_broken, &reading };
    reading.layout = layout;
    org_sheet_read_xlsx(workbook, sheet, &sink);
    g_array_append_vals(grid->merged, layout->merged->data, layout->merged->len);
    g_array_append_vals(grid->hidden, layout->hidden->data, layout->hidden->len);
    org_sheet_layout_free(layout);
    return grid;
}

void
org_grid_free(OrgGrid *grid)
{
    if (!grid)
        return;
    for (guint i = 0; i < grid->rows->len; i++)
        g_free(g_array_index(grid->rows, OrgGridRow, i).cells);
    g_array_unref(grid->rows);
    g_array_unref(grid->merged);
    g_array_unref(grid->hidden);
    g_string_chunk_free(grid->texts);
    g_free(grid->sheet);
    g_free(grid);
}

const OrgGridRow *
org_grid_row(const OrgGrid *grid, guint row)
{
    return &g_array_index(grid->rows, OrgGridRow, row);
}

const OrgGridCell *
org_grid_cell(const OrgGrid *grid, guint row, guint column)
{
    if (row >= grid->rows->len || column >= org_grid_row(grid, row)->n)
        return &blank;
    return &org_grid_row(grid, row)->cells[column];
}

const OrgMergedCells *
org_grid_merged(const OrgGrid *grid, guint line, guint column)
{
    for (guint i = 0; i < grid->merged->len; i++) {
        const OrgMergedCells *cells = &g_array_index(grid->merged, OrgMergedCells, i);
        if (line >= cells->top && line <= cells->bottom && column + 1 >= cells->left && column + 1 <= cells->right)
            return cells;
    }
    return NULL;
}
