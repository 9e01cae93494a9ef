// SPDX-License-Identifier: MIT
/* Rows that the mapping file leaves out: skip, only. */
#include "private.h"
#include "../../base/error.h"
#include <string.h>

static gboolean
mark(Staff *staff, const GPtrArray *cells, const char *const *names, const char *expression, guint map_line,
     gboolean wanted, guint8 *left_out)
{
    guint first = staff->table->header_end, n = cells->len;
    g_autofree gboolean *bits = g_new0(gboolean, n + 1);
    g_autoptr(GError) error = NULL;

    if (!staff->source->filter ||
        !staff->source->filter(staff->table->columns->len, names, cells, expression, bits, &error)) {
        g_autofree char *said = error ? org_error_said(error) : g_strdup("");
        staff->reader.errors++;
        staff->reader.fatal++;
        org_diags_add(staff->reader.diags, ORG_SEVERITY_ERROR, "bad-map", staff->source->map->file, map_line, 1,
                      "the expression %s cannot be read: %s", org_quoted(expression), said);
        return FALSE;
    }
    for (guint i = 0; i < n; i++)
        if (bits[i] != wanted && !left_out[first + i])
            left_out[first + i] = wanted ? STAFF_NOT_ONLY : STAFF_SKIPPED;
    return TRUE;
}

gboolean
staff_left_out(Staff *staff, guint8 *left_out)
{
    const OrgColumnMap *map = staff->source->map;
    const OrgGrid *grid = staff->table->grid;
    guint columns = staff->table->columns->len;

    if (!map || (!map->skip && !map->only))
        return TRUE;
    g_autofree const char **names = g_new0(const char *, columns + 1);
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (guint c = 0; c < columns; c++)
        names[c] = staff_header(staff, c);
    for (guint r = staff->table->header_end; r < grid->rows->len; r++) {
        const char **row = g_new0(const char *, columns + 1);
        for (guint c = 0; c < columns; c++) {
            const char *text = org_grid_cell(grid, r, c)->text;
            row[c] = *text ? text : NULL;
        }
        g_ptr_array_add(cells, row);
    }
    return (!map->skip || mark(staff, cells, names, map->skip, map->skip_line, FALSE, left_out)) &&
           (!map->only || mark(staff, cells, names, map->only, map->only_line, TRUE, left_out));
}
