// SPDX-License-Identifier: MIT
// The units that fare differently: between runs by what became of them, between snapshots by what they are.
#include "compare.h"
#include "../base/month.h"
#include <string.h>

static json_t *
id_or_null(const Org *org, OrgRow unit)
{
    return unit == ORG_NONE ? json_null() : json_string(org_id(org, ORG_UNITS, unit));
}

static json_t *
into_list(const Org *org, const GArray *rows)
{
    json_t *list = json_array();
    for (guint i = 0; rows && i < rows->len; i++)
        json_array_append_new(list, json_string(org_id(org, ORG_UNITS, g_array_index(rows, OrgRow, i))));
    return list;
}

/* What the unit is at the end of the column: null when it never was there. */
static json_t *
cell(const OrgCompared *c, const json_t *items, OrgRow unit)
{
    const Org *org = c->opened.end ? c->opened.end : c->opened.start;
    const OrgUnitImpact *u = c->impact ? &c->impact->units[unit] : NULL;
    gboolean open = org->units.closed[unit] == ORG_OPEN;
    char month[16];
    if (u && u->fate == ORG_FATE_ABSENT)
        return json_null();
    json_t *value = json_object();
    json_object_set_new(value, "fate", json_string(u ? org_unit_fate_name(u->fate) : open ? "there" : "closed"));
    json_object_set_new(value, "open", json_boolean(open));
    json_object_set_new(value, "name", json_string(org_name(org, ORG_UNITS, unit)));
    json_object_set_new(value, "parent", id_or_null(org, open ? org->units.parent[unit] : ORG_NONE));
    json_object_set_new(value, "into", u ? into_list(org, u->into) : json_array());
    json_object_set_new(value, "posts", json_integer(open ? org->units.n_posts[unit] : 0));
    const char *when = u && u->stamp.month != ORG_UNKNOWN ? org_month_text(u->stamp.month, month) : "";
    json_t *step = *when ? json_object_get(json_array_get(items, u->stamp.item), "id") : NULL;
    json_object_set_new(value, "month", *when ? json_string(when) : json_null());
    json_object_set(value, "step", step ? step : json_null());
    return value;
}

/* Two columns differ in a unit's fate, name, parent or heirs; when and by which step is told, not compared. */
static gboolean
differ(const json_t *a, const json_t *b, gboolean fates)
{
    static const char *const keys[] = { "name", "parent", "fate", "into" };
    if (json_is_null(a) || json_is_null(b))
        return json_is_null(a) != json_is_null(b);
    for (guint k = 0; k < (fates ? 4 : 2); k++)
        if (!json_equal(json_object_get(a, keys[k]), json_object_get(b, keys[k])))
            return TRUE;
    return FALSE;
}

static gboolean
is_open(const json_t *value)
{
    return json_is_true(json_object_get(value, "open"));
}

static gboolean
row_differs(const OrgCompared *columns, guint n, const json_t *values, guint runs)
{
    gint first = -1;
    for (guint c = 0; c < n; c++) {
        if (runs >= 2 && !columns[c].impact)
            continue;
        if (first < 0) {
            first = (gint) c;
            continue;
        }
        const json_t *a = json_array_get(values, (gsize) first), *b = json_array_get(values, c);
        gboolean closed = runs < 2 && (!is_open(a) || !is_open(b)); // a snapshot does not tell a fate
        if (closed ? is_open(a) != is_open(b) : differ(a, b, runs >= 2))
            return TRUE;
    }
    return FALSE;
}

json_t *
org_compare_changes(const OrgCompared *columns, guint n)
{
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    json_t *all = json_array(), *changes = json_array(), *row;
    guint runs = 0;
    gsize k;
    for (guint c = 0; c < n; c++) {
        const Org *org = columns[c].opened.end ? columns[c].opened.end : columns[c].opened.start;
        const char *text = columns[c].impact ? columns[c].opened.info->items_json : NULL;
        json_t *items = json_loads(text ? text : "[]", 0, NULL);
        runs += columns[c].impact != NULL;
        for (OrgRow i = 0; i < org->units.n; i++) {
            const char *id = org_id(org, ORG_UNITS, i);
            row = g_hash_table_lookup(index, id);
            if (!row) {
                json_t *values = json_array();
                for (guint v = 0; v < n; v++)
                    json_array_append_new(values, json_null());
                row = json_pack("{s:s, s:o}", "unit", id, "values", values);
                json_array_append_new(all, row);
                g_hash_table_insert(index, g_strdup(id), row);
            }
            json_array_set_new(json_object_get(row, "values"), c, cell(&columns[c], items, i));
        }
        json_decref(items);
    }
    json_array_foreach(all, k, row) if (row_differs(columns, n, json_object_get(row, "values"), runs))
        json_array_append(changes, row);
    json_decref(all);
    return changes;
}
