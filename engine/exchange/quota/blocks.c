// SPDX-License-Identifier: MIT
/* A table in two or three blocks side by side, so that it fits a page: the same header again to its right. The blocks to the
 * right become rows below the first. A row that was moved keeps where it stood in its line (ORG_GRID_SHIFT), for what is said of it. */
#include "private.h"
#include <string.h>

typedef struct {
    guint first, width, n; /* the first column of the first block, columns of a block, blocks */
} Blocks;

static gboolean
same_header(const OrgGrid *grid, guint row, guint from, guint to, guint width)
{
    guint same = 0;
    for (guint c = from; c < to; c++) {
        g_autofree char *a = org_quota_fold(org_grid_cell(grid, row, c)->text);
        g_autofree char *b = org_quota_fold(org_grid_cell(grid, row, c + width)->text);
        if (strcmp(a, b) != 0)
            return FALSE;
        same += *a != '\0';
    }
    return same >= 2;
}

static gboolean
is_name_cell(const OrgGrid *grid, guint row, guint c)
{
    g_autofree char *folded = org_quota_fold(org_grid_cell(grid, row, c)->text);
    return org_quota_is_name_header(folded);
}

static gboolean
find_blocks(const OrgGrid *grid, const OrgQuotaTable *table, Blocks *blocks)
{
    guint name = table->first_name, row = table->header_top, second = table->last_name + 1;
    guint n = org_grid_row(grid, row)->n;
    guint first = name;

    while (first > 0 && *org_grid_cell(grid, row, first - 1)->text)
        first--;
    while (second < n && !is_name_cell(grid, row, second))
        second++;
    if (second >= n)
        return FALSE;
    *blocks = (Blocks){ first, second - name, 1 };
    while (first + blocks->n * blocks->width < n) {
        guint from = first + (blocks->n - 1) * blocks->width;
        if (!same_header(grid, row, from, MIN(from + blocks->width, n - blocks->width), blocks->width))
            return FALSE;
        blocks->n++;
    }
    return blocks->n > 1;
}

static gboolean
is_figure(const char *text)
{
    return *text && text[strspn(text, "0123456789.,- ")] == '\0';
}

/* The row behind the last one with a figure in any block. */
static guint
end_of_figures(const OrgGrid *grid, guint from, guint name, const Blocks *blocks)
{
    guint end = from;
    for (guint r = from; r < grid->rows->len; r++)
        for (guint k = 0; k < blocks->n; k++)
            for (guint c = name + 1; c < blocks->first + blocks->width; c++)
                if (is_figure(org_grid_cell(grid, r, c + k * blocks->width)->text))
                    end = r + 1;
    return end;
}

static void
cut_row(OrgGridRow *row, guint n)
{
    row->n = MIN(row->n, n);
    while (row->n > 0 && !*row->cells[row->n - 1].text)
        row->n--;
}

static void
move_block(OrgGrid *grid, GArray *moved, guint from, guint to, const Blocks *blocks, guint k)
{
    guint shift = k * blocks->width;

    for (guint r = from; r < to; r++) {
        const OrgGridRow *row = org_grid_row(grid, r);
        OrgGridRow copy = { row->line + shift * ORG_GRID_SHIFT, blocks->first + blocks->width, NULL };
        copy.cells = g_new0(OrgGridCell, copy.n + 1);
        for (guint c = 0; c < copy.n; c++)
            copy.cells[c] = *org_grid_cell(grid, r, c < blocks->first ? G_MAXUINT / 2 : c + shift);
        cut_row(&copy, copy.n);
        if (copy.n > 0)
            g_array_append_val(moved, copy);
        else
            g_free(copy.cells);
    }
}

gboolean
org_grid_stack_blocks(OrgGrid *grid, const OrgQuotaTable *table)
{
    Blocks blocks;

    if (!find_blocks(grid, table, &blocks))
        return FALSE;
    guint from = table->header_end, to = end_of_figures(grid, from, table->first_name, &blocks);
    g_autoptr(GArray) moved = g_array_new(FALSE, FALSE, sizeof(OrgGridRow));
    for (guint k = 1; k < blocks.n; k++)
        move_block(grid, moved, from, to, &blocks, k);
    for (guint r = table->header_top; r < to; r++)
        cut_row(&g_array_index(grid->rows, OrgGridRow, r), blocks.first + blocks.width);
    for (guint r = to; r-- > from;) /* rows of the right blocks alone */
        if (org_grid_row(grid, r)->n == 0) {
            g_free(g_array_index(grid->rows, OrgGridRow, r).cells);
            g_array_remove_index(grid->rows, r);
            to--;
        }
    if (moved->len)
        g_array_insert_vals(grid->rows, to, moved->data, moved->len);
    grid->width = 0;
    for (guint r = 0; r < grid->rows->len; r++)
        grid->width = MAX(grid->width, r < table->header_top ? 0 : org_grid_row(grid, r)->n);
    return TRUE;
}
