// SPDX-License-Identifier: MIT
#include "column-map.h"

static void
column_clear(gpointer data)
{
    OrgMapColumn *column = data;
    g_free(column->field);
    g_free(column->theirs);
}

static void
value_clear(gpointer data)
{
    OrgMapValue *value = data;
    g_free(value->field);
    g_free(value->given);
    g_free(value->meant);
}

OrgColumnMap *
org_column_map_new(const char *file)
{
    OrgColumnMap *map = g_new0(OrgColumnMap, 1);
    map->file = g_strdup(file);
    map->columns = g_array_new(FALSE, TRUE, sizeof(OrgMapColumn));
    map->values = g_array_new(FALSE, TRUE, sizeof(OrgMapValue));
    map->keep = g_ptr_array_new_with_free_func(g_free);
    g_array_set_clear_func(map->columns, column_clear);
    g_array_set_clear_func(map->values, value_clear);
    return map;
}

void
org_column_map_free(OrgColumnMap *map)
{
    if (!map)
        return;
    g_free(map->file);
    g_array_unref(map->columns);
    g_array_unref(map->values);
    g_ptr_array_unref(map->keep);
    g_free(map->skip);
    g_free(map->only);
    g_free(map->dates);
    g_free(map);
}
