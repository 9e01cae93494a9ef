// SPDX-License-Identifier: MIT
/* The units that fare differently: between runs by what became of them, between snapshots by what they are. */
#include "compare.h"
#include <string.h>

static void
unit_clear(OrgCompareUnit *unit)
{
    g_free(unit->name);
    g_free(unit->parent);
    g_free(unit->step);
    g_clear_pointer(&unit->into, g_ptr_array_unref);
}

static void
change_free(gpointer data)
{
    OrgCompareChange *change = data;
    for (guint c = 0; c < change->n; c++)
        unit_clear(&change->of[c]);
    g_free(change->id);
    g_free(change);
}

static GPtrArray *
ids_of(const Org *org, const GArray *rows)
{
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; rows && i < rows->len; i++)
        g_ptr_array_add(ids, g_strdup(org_id(org, ORG_UNITS, g_array_index(rows, OrgRow, i))));
    return ids;
}

/* What the unit is at the end of the column. */
static OrgCompareUnit
unit_at(const OrgCompareColumn *column, const Org *org, OrgRow unit)
{
    const OrgFate *f = column->impact ? &column->impact->fates->unit[unit] : NULL;
    gboolean open = org->units.closed[unit] == ORG_OPEN;
    OrgRow parent = open ? org->units.parent[unit] : ORG_NONE;
    OrgMonth month = f ? f->stamp.month : ORG_UNKNOWN;
    const OrgStoredItem *step = month != ORG_UNKNOWN && f->stamp.item < column->run->items->len
                                    ? column->run->items->pdata[f->stamp.item]
                                    : NULL;
    if (f && !f->flags)
        return (OrgCompareUnit){ 0 };
    return (OrgCompareUnit){
        .there = TRUE,
        .open = open,
        .flags = f ? f->flags : 0,
        .name = g_strdup(org_name(org, ORG_UNITS, unit)),
        .parent = g_strdup(parent == ORG_NONE ? "" : org_id(org, ORG_UNITS, parent)),
        .into = ids_of(org, f ? f->into : NULL),
        .posts = open ? (double) org->units.fte[unit] / 1000 : 0,
        .month = month,
        .step = g_strdup(step ? step->id : ""),
    };
}

static gboolean
same_ids(const GPtrArray *a, const GPtrArray *b)
{
    gboolean same = a->len == b->len;
    for (guint i = 0; same && i < a->len; i++)
        same = !strcmp(a->pdata[i], b->pdata[i]);
    return same;
}

/* Other posts alone are no other fate. */
static guint32
compared(guint32 flags)
{
    return flags == ORG_FATE(POSTS) ? ORG_FATE(KEPT) : flags & ~ORG_FATE(POSTS);
}

/* Two columns differ in a unit's fate, name, parent or heirs; when and by which step is told, not compared. */
static gboolean
differ(const OrgCompareUnit *a, const OrgCompareUnit *b, gboolean fates)
{
    if (!a->there || !b->there)
        return a->there != b->there;
    if (strcmp(a->name, b->name) || strcmp(a->parent, b->parent))
        return TRUE;
    return fates && (compared(a->flags) != compared(b->flags) || !same_ids(a->into, b->into));
}

static gboolean
row_differs(const OrgComparison *comparison, const OrgCompareChange *row, guint runs)
{
    const OrgCompareUnit *a = NULL;
    for (guint c = 0; c < comparison->n; c++) {
        if (runs >= 2 && !comparison->column[c].impact)
            continue;
        const OrgCompareUnit *b = &row->of[c];
        if (!a) {
            a = b;
            continue;
        }
        gboolean closed = runs < 2 && (!a->open || !b->open); /* a snapshot does not tell a fate */
        if (closed ? a->open != b->open : differ(a, b, runs >= 2))
            return TRUE;
    }
    return FALSE;
}

GPtrArray *
org_compare_changes(const OrgComparison *comparison, const OrgCompared *columns)
{
    g_autoptr(GHashTable) index = g_hash_table_new(g_str_hash, g_str_equal); /* id → OrgCompareChange *, borrowed */
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    guint runs = 0;
    for (guint c = 0; c < comparison->n; c++) {
        const OrgOpened *opened = &columns[c].opened;
        const Org *org = opened->end ? opened->end : opened->start;
        runs += comparison->column[c].impact != NULL;
        for (OrgRow i = 0; i < org->units.n; i++) {
            const char *id = org_id(org, ORG_UNITS, i);
            OrgCompareChange *row = g_hash_table_lookup(index, id);
            if (!row) {
                row = g_malloc0(sizeof *row + comparison->n * sizeof *row->of);
                row->id = g_strdup(id);
                row->n = comparison->n;
                g_ptr_array_add(all, row);
                g_hash_table_insert(index, row->id, row);
            }
            unit_clear(&row->of[c]); /* an id that a column has twice: the last row of it stands */
            row->of[c] = unit_at(&comparison->column[c], org, i);
        }
    }
    GPtrArray *changes = g_ptr_array_new_with_free_func(change_free);
    for (guint i = 0; i < all->len; i++)
        if (row_differs(comparison, all->pdata[i], runs))
            g_ptr_array_add(changes, all->pdata[i]);
        else
            change_free(all->pdata[i]);
    return changes;
}
