// SPDX-License-Identifier: MIT
/* The mapping file's values: what stands in a cell is replaced by what it means here. */
#include "intake.h"
#include <string.h>

#define MAX_REMEMBERED 10000 /* texts of a column */

/* Composed, in lower case and without blanks at the ends, so that "TRƯỞNG PHÒNG " is "Trưởng phòng". */
static char *
folded(const char *text, gsize size)
{
    g_autofree char *composed = g_utf8_normalize(text, (gssize) size, G_NORMALIZE_NFC);
    return g_strstrip(g_utf8_strdown(composed ? composed : "", -1));
}

static void
values_free(gpointer values)
{
    if (values)
        g_hash_table_unref(values);
}

static gint
column_of(const OrgTableIn *tab, const char *field)
{
    for (guint f = 0; f < ORG_N_FIELDS; f++) {
        const OrgFieldInfo *info = org_field_info(tab->table, f);
        if (info && strcmp(info->name, field) == 0)
            return tab->header.column[f];
    }
    for (guint i = 0; i < tab->header.extra->len; i++)
        if (strcmp(g_array_index(tab->header.extra, OrgExtraColumn, i).name, field) == 0)
            return (gint) g_array_index(tab->header.extra, OrgExtraColumn, i).column;
    return -1;
}

void
org_intake_map_begin(OrgIntake *in, OrgTableIn *tab)
{
    const OrgColumnMap *map = in->import->map;

    for (guint i = 0; map && i < map->values->len; i++) {
        const OrgMapValue *value = &g_array_index(map->values, OrgMapValue, i);
        if (value->table != tab->table)
            continue;
        gint column = column_of(tab, value->field);
        if (column < 0) {
            OrgDiag *diag = org_intake_problem_at(in, tab, ORG_SEVERITY_WARNING, "missing-column", 1, 1, NULL,
                                                  "line %u of the mapping file %s gives values of %s, for which there "
                                                  "is no column",
                                                  value->line, map->file, org_quoted(value->field));
            if (diag)
                diag->table = tab->name;
            while (i + 1 < map->values->len && g_array_index(map->values, OrgMapValue, i + 1).table == tab->table &&
                   strcmp(g_array_index(map->values, OrgMapValue, i + 1).field, value->field) == 0)
                i++;
            continue;
        }
        if (!tab->values) {
            tab->values = g_ptr_array_new_with_free_func(values_free);
            g_ptr_array_set_size(tab->values, (gint) tab->header.n_columns);
        }
        GHashTable **values = (GHashTable **) &tab->values->pdata[column];
        if (!*values)
            *values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        g_hash_table_insert(*values, folded(value->given, strlen(value->given)), value->meant);
    }
}

void
org_intake_map_row(OrgTableIn *tab, OrgRecord *record)
{
    for (guint i = 0; i < MIN(tab->values->len, record->n); i++) {
        GHashTable *values = tab->values->pdata[i];
        OrgCell *cell = &record->cells[i];
        gpointer meant;
        if (!values || strlen(cell->text) != cell->size)
            continue;
        if (!g_hash_table_lookup_extended(values, cell->text, NULL, &meant)) {
            g_autofree char *key = folded(cell->text, cell->size);
            meant = g_hash_table_lookup(values, key);
            if (g_hash_table_size(values) < MAX_REMEMBERED) /* NULL: stays as it is */
                g_hash_table_insert(values, g_strdup(cell->text), meant);
        }
        if (meant)
            *cell = (OrgCell){ meant, strlen(meant) };
    }
}

void
org_intake_check_map(OrgIntake *in)
{
    const OrgColumnMap *map = in->import->map;

    for (guint i = 0; map && i < map->columns->len; i++) {
        const OrgMapColumn *entry = &g_array_index(map->columns, OrgMapColumn, i);
        g_autofree const char **names = org_field_names(entry->table);
        const char *nearest = org_field_is_name(entry->table, entry->field) ? NULL : org_nearest(entry->field, names);
        if (!nearest)
            continue;
        org_diags_add(in->diags, ORG_SEVERITY_WARNING, "unknown-column", map->file, entry->line, entry->column,
                      "%s is no column of ours, so it becomes an attribute; did you mean \"%s\"?",
                      org_quoted(entry->field), nearest);
    }
}
