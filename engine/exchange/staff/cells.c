// SPDX-License-Identifier: MIT
/* The cells of a staff list, as the mapping file means them, and what is said of them. */
#include "private.h"
#include "../../base/message.h"
#include <string.h>

void
staff_problem(Staff *staff, OrgSeverity severity, const char *code, guint line, gint column, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = org_saidv(format, args);
    va_end(args);
    org_quota_problem(&staff->reader, staff->table ? staff->table->grid->sheet : NULL, severity, code, line,
                      (guint) MAX(column, 0), NULL, "%s", text);
    OrgDiag *diag = (OrgDiag *) org_diags_get(staff->reader.diags, org_diags_size(staff->reader.diags) - 1);
    diag->table = "people"; /* so that what it quotes is masked as theirs is */
}

const char *
staff_keep(Staff *staff, const char *text)
{
    return *text ? g_string_chunk_insert_const(staff->texts, text) : "";
}

const char *
staff_cell(const Staff *staff, guint grid_row, gint column, gboolean merged)
{
    const OrgGrid *grid = staff->table->grid;

    if (column < 0)
        return "";
    const char *text = org_grid_cell(grid, grid_row, (guint) column)->text;
    const OrgMergedCells *over = merged && !*text && grid->merged->len
                                     ? org_grid_merged(grid, org_grid_row(grid, grid_row)->line, (guint) column)
                                     : NULL;
    for (guint r = grid_row + 1; over && r-- > 0 && org_grid_row(grid, r)->line >= over->top;)
        if (org_grid_row(grid, r)->line == over->top)
            text = org_grid_cell(grid, r, over->left - 1)->text;
    GHashTable *values = staff->values ? staff->values->pdata[column] : NULL;
    if (!values || !*text)
        return text;
    g_autofree char *key = org_quota_fold(text);
    const char *meant = g_hash_table_lookup(values, key);
    return meant ? meant : text;
}

const char *
staff_field(const Staff *staff, guint grid_row, StaffField field)
{
    return staff_cell(staff, grid_row, staff->column[field], FALSE);
}

void
staff_skip(Staff *staff, const char *reason)
{
    org_report_skip(staff->report, reason);
}

const char *
staff_header(const Staff *staff, guint column)
{
    const char *header = ORG_QUOTA_COLUMN(staff->table, column)->header;
    return header ? header : "";
}
