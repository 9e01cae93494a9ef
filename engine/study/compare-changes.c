// SPDX-License-Identifier: MIT
// The units that fare differently: between runs by what became of them, between snapshots by what they are.
#include "compare.h"
#include "fate-json.h"
#include "../base/month.h"
#include <string.h>

static json_t *
id_or_null(const Org *org, OrgRow unit)
{
    return unit == ORG_NONE ? json_null() : json_string(org_id(org, ORG_UNITS, unit));
}

/* What the unit is at the end of the column: null when it never was there. */
static json_t *
cell(const OrgCompared *c, const json_t *items, OrgRow unit)
{
    const Org *org = c->opened.end ? c->opened.end : c->opened.start;
    const OrgFate *f = c->impact ? &c->impact->fates->unit[unit] : NULL;
    gboolean open = org->units.closed[unit] == ORG_OPEN;
    char month[16];
    if (f && !f->flags)
        return json_null();
    g_autofree char *fate = f ? org_fate_text(f->flags) : g_strdup(open ? "there" : "closed");
    json_t *value = json_object();
    json_object_set_new(value, "fate", json_string(fate));
    json_object_set_new(value, "open", json_boolean(open));
    json_object_set_new(value, "name", json_string(org_name(org, ORG_UNITS, unit)));
    json_object_set_new(value, "parent", id_or_null(org, open ? org->units.parent[unit] : ORG_NONE));
    json_object_set_new(value, "into", org_fate_ids(org, f ? f->into : NULL));
    json_object_set_new(value, "posts", json_integer(open ? org->units.n_posts[unit] : 0));
    const char *when = f && f->stamp.month != ORG_UNKNOWN ? org_month_text(f->stamp.month, month) : "";
    json_t *step = *when ? json_object_get(json_array_get(items, f->stamp.item), "id") : NULL;
    json_object_set_new(value, "month", *when ? json_string(when) : json_null());
    json_object_set(value, "step", step ? step : json_null());
    return value;
}

/* Two columns differ in a unit's name, parent or heirs, or in its fate, but that other posts alone are no other fate; when
 * and by which step is told, not compared. */
static gboolean
differ(const json_t *a, const json_t *b, gboolean heirs)
{
    static const char *const keys[] = { "name", "parent", "into" };
    if (json_is_null(a) || json_is_null(b))
        return json_is_null(a) != json_is_null(b);
    for (guint k = 0; k < (heirs ? 3 : 2); k++)
        if (!json_equal(json_object_get(a, keys[k]), json_object_get(b, keys[k])))
            return TRUE;
    return FALSE;
}

static gboolean
is_open(const json_t *value)
{
    return json_is_true(json_object_get(value, "open"));
}

static guint32
fate_compared(guint32 flags)
{
    return flags & ORG_FATE(POSTS) && !(flags & ~ORG_FATE(POSTS)) ? ORG_FATE(KEPT) : flags & ~ORG_FATE(POSTS);
}

/* A unit in all columns; flags as in the columns' fates. */
static gboolean
row_differs(const OrgCompared *columns, guint n, const json_t *values, const guint32 *flags, guint runs)
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
        if (runs >= 2 && fate_compared(flags[first]) != fate_compared(flags[c]))
            return TRUE;
    }
    return FALSE;
}

/* Units by id, in the order in which the columns first have them. */
typedef struct {
    GHashTable *index; /* id → place from 1 */
    json_t *rows;      /* {"unit", "values"} */
    GArray *flags;     /* guint32, n a row */
} Units;

static guint
place_of(Units *units, const char *id, guint n)
{
    guint place = GPOINTER_TO_UINT(g_hash_table_lookup(units->index, id));
    if (place)
        return place - 1;
    json_t *values = json_array();
    for (guint v = 0; v < n; v++)
        json_array_append_new(values, json_null());
    json_array_append_new(units->rows, json_pack("{s:s, s:o}", "unit", id, "values", values));
    place = (guint) json_array_size(units->rows);
    g_array_set_size(units->flags, place * n);
    g_hash_table_insert(units->index, g_strdup(id), GUINT_TO_POINTER(place));
    return place - 1;
}

static void
add_column(Units *units, const OrgCompared *column, guint c, guint n)
{
    const Org *org = column->opened.end ? column->opened.end : column->opened.start;
    const char *text = column->impact ? column->opened.info->items_json : NULL;
    json_t *items = json_loads(text ? text : "[]", 0, NULL);
    for (OrgRow i = 0; i < org->units.n; i++) {
        guint place = place_of(units, org_id(org, ORG_UNITS, i), n);
        json_array_set_new(json_object_get(json_array_get(units->rows, place), "values"), c, cell(column, items, i));
        if (column->impact)
            g_array_index(units->flags, guint32, place * n + c) = column->impact->fates->unit[i].flags;
    }
    json_decref(items);
}

json_t *
org_compare_changes(const OrgCompared *columns, guint n)
{
    Units units = { g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), json_array(),
                    g_array_new(FALSE, TRUE, sizeof(guint32)) };
    json_t *changes = json_array(), *row;
    guint runs = 0;
    gsize k;
    for (guint c = 0; c < n; c++) {
        add_column(&units, &columns[c], c, n);
        runs += columns[c].impact != NULL;
    }
    json_array_foreach(units.rows, k, row)
    {
        const guint32 *flags = &g_array_index(units.flags, guint32, k * n);
        if (row_differs(columns, n, json_object_get(row, "values"), flags, runs))
            json_array_append(changes, row);
    }
    g_hash_table_unref(units.index);
    g_array_unref(units.flags);
    json_decref(units.rows);
    return changes;
}
