// SPDX-License-Identifier: MIT
/* The head of a staff list: the first rows that name columns of people. It may take two rows, the upper one merged over the
 * lower: "Năm sinh" above "Nam" and "Nữ". */
#include "private.h"
#include <string.h>

#define MAX_TITLE_ROWS 80
#define MAX_HEAD_ROWS 6

static gboolean
is_mapped(const Staff *staff, const char *text, StaffField *field)
{
    const OrgColumnMap *map = staff->source->map;
    g_autofree char *key = org_header_loose_key(text);

    for (guint i = 0; map && *key && i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        if (entry->table != ORG_MAP_STAFF)
            continue;
        g_autofree char *theirs = org_header_loose_key(entry->theirs);
        if (strcmp(theirs, key) != 0)
            continue;
        *field = staff_field_by_name(entry->field);
        return TRUE;
    }
    return FALSE;
}

static gboolean
is_sex_word(const char *text)
{
    g_autofree char *key = org_header_loose_key(text);
    return strcmp(key, "nam") == 0 || strcmp(key, "nu") == 0 || strcmp(key, "male") == 0 || strcmp(key, "female") == 0;
}

static gboolean
is_known(const Staff *staff, const char *text, StaffField *field)
{
    gboolean vietnamese = FALSE;

    if (is_mapped(staff, text, field))
        return TRUE;
    *field = staff_field_of(text, &vietnamese);
    return *field != STAFF_N_FIELDS;
}

/* How many fields a row names; 0 when it names nobody and nothing to hold. */
static guint
score(const Staff *staff, const OrgGrid *grid, guint row)
{
    guint known = 0;
    gboolean who = FALSE, seen[STAFF_N_FIELDS] = { FALSE };

    for (guint c = 0; c < org_grid_row(grid, row)->n; c++) {
        StaffField field = STAFF_N_FIELDS;
        if (!is_known(staff, org_grid_cell(grid, row, c)->text, &field))
            continue;
        if (field == STAFF_N_FIELDS) {
            known++;
            continue;
        }
        known += !seen[field];
        seen[field] = TRUE;
        who |= field == STAFF_NAME || field == STAFF_ID || field == STAFF_TITLE;
    }
    return who && known >= 2 ? known : 0;
}

/* A row below the head's first goes on with it when all its texts are names of columns. */
static gboolean
goes_on(const Staff *staff, const OrgGrid *grid, guint top, guint row)
{
    guint line = org_grid_row(grid, row)->line;

    for (guint c = 0; c < MAX(org_grid_row(grid, top)->n, 1); c++) {
        const OrgMergedCells *merged = org_grid_merged(grid, org_grid_row(grid, top)->line, c);
        if (merged && merged->bottom >= line)
            return TRUE;
    }
    guint texts = 0;
    for (guint c = 0; c < org_grid_row(grid, row)->n; c++) {
        const char *text = org_grid_cell(grid, row, c)->text;
        StaffField field;
        if (!*text)
            continue;
        if (!is_sex_word(text) && !is_known(staff, text, &field))
            return FALSE;
        texts++;
    }
    return texts > 0;
}

gboolean
staff_find_head(Staff *staff, OrgGrid *grid)
{
    guint best = 0, top = 0;

    for (guint r = 0; r < MIN(grid->rows->len, MAX_TITLE_ROWS); r++) {
        guint known = score(staff, grid, r);
        if (known > best) {
            best = known;
            top = r;
        }
        if (best >= 3 && r >= top + 3)
            break;
    }
    if (best == 0)
        return FALSE;
    OrgQuotaTable *table = org_quota_table_new();
    table->grid = grid;
    table->header_top = top;
    table->header_end = top + 1;
    while (table->header_end < grid->rows->len && table->header_end < top + MAX_HEAD_ROWS &&
           goes_on(staff, grid, top, table->header_end))
        table->header_end++;
    while (table->header_end < grid->rows->len && org_quota_is_column_numbers(grid, table->header_end))
        table->header_end++;
    table->first_name = table->last_name = G_MAXUINT; /* every column may share the text to its left */
    org_quota_read_columns(&staff->reader, table);
    table->first_name = table->last_name = 0;
    org_quota_read_title(table);
    g_ptr_array_add(staff->reader.tables, table);
    staff->table = table;
    return TRUE;
}
