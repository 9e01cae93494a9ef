// SPDX-License-Identifier: MIT
/* What the undo log tells of the time since a mark: the organisation as it was then, and what changed. */
#include "internal.h"
#include <string.h>

Org *
org_copy_at(const Org *org, OrgMark mark)
{
    Org *copy = org_copy(org);
    if (org->undo)
        org_unpay(copy, mark);
    if (org->undo && org->undo->n > mark.entries) {
        org_undo_unwind(copy, org->undo, mark.entries);
        org_index_rebuild(copy);
        copy->totals = mark.totals;
    }
    return copy;
}

typedef struct {
    const Org *org;
    OrgChangeFn fn;
    gpointer data;
    guint32 n_before[4]; /* rows at the mark: later ones are reported whole */
} Changes;

static gboolean
same(const OrgAttribute *attribute, OrgValue a, OrgValue b)
{
    if (!attribute || !attribute->is_number)
        return a.number == b.number;
    return a.real == b.real || (isnan(a.real) && isnan(b.real));
}

static OrgValue
attribute_value(const OrgAttribute *attribute, OrgRow row)
{
    OrgValue value = { 0 };
    if (attribute->is_number)
        value.real = attribute->number[row];
    else
        value.number = attribute->word[row];
    return value;
}

static void
report_cell(const Changes *changes, const UndoEntry *entry)
{
    const OrgAttribute *attribute = NULL;
    OrgValue now = { 0 };
    if (entry->row >= changes->n_before[entry->table])
        return;
    if (entry->column >= ORG_COL_ATTRIBUTE) {
        attribute =
            &g_array_index(changes->org->attributes[entry->table], OrgAttribute, entry->column - ORG_COL_ATTRIBUTE);
        now = attribute_value(attribute, entry->row);
    } else
        now.number = org_cell(changes->org, entry->column, entry->row);
    if (!same(attribute, entry->old, now))
        changes->fn(entry->table, entry->row, entry->column, entry->old, now, changes->data);
}

static void
report_new_row(const Changes *changes, guint table, OrgRow row)
{
    const Org *org = changes->org;
    for (guint c = org_first_column[table]; c < org_first_column[table + 1]; c++) {
        OrgValue from = { .number = org_columns[c].initial }, to = { .number = org_cell(org, c, row) };
        if (from.number != to.number && !org_column_is_derived(c))
            changes->fn(table, row, c, from, to, changes->data);
    }
    for (guint a = 0; a < org->attributes[table]->len; a++) {
        const OrgAttribute *attribute = &g_array_index(org->attributes[table], OrgAttribute, a);
        OrgValue from = { 0 }, to = attribute_value(attribute, row);
        if (attribute->is_number)
            from.real = NAN;
        if (!same(attribute, from, to))
            changes->fn(table, row, ORG_COL_ATTRIBUTE + a, from, to, changes->data);
    }
}

static gpointer
cell_key(guint column, guint table, OrgRow row)
{
    return GSIZE_TO_POINTER((gsize) column << 40 | (gsize) table << 32 | row);
}

static guint
hash_key(gconstpointer key)
{
    return (guint) ((GPOINTER_TO_SIZE(key) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15)) >> 32);
}

void
org_changes_since(const Org *org, OrgMark mark, OrgChangeFn fn, gpointer data)
{
    if (!org->undo)
        return;
    Changes changes = { org, fn, data, { 0, org->units.n, org->posts.n, org->people.n } };
    const OrgUndo *undo = org->undo;
    for (guint i = undo->n; i > mark.entries; i--)
        if (undo->entries[i - 1].kind == UNDO_APPEND)
            changes.n_before[undo->entries[i - 1].table] = undo->entries[i - 1].row;
    /* The first entry of a cell holds what it was at the mark; later ones are passed over. */
    g_autoptr(GHashTable) seen = g_hash_table_new(hash_key, g_direct_equal);
    guint cells = undo->n - mark.entries;
    for (guint i = mark.entries; i < undo->n; i++) {
        const UndoEntry *entry = &undo->entries[i];
        if (entry->kind == UNDO_APPEND)
            for (OrgRow row = entry->row; row < org_rows(org, entry->table); row++) {
                if (g_hash_table_add(seen, cell_key(0xFFFF, entry->table, row)))
                    report_new_row(&changes, entry->table, row);
            }
        if (entry->kind != UNDO_CELL || (entry->column < ORG_COL_ATTRIBUTE && org_column_is_derived(entry->column)))
            continue;
        if (cells < 2 || g_hash_table_add(seen, cell_key(entry->column, entry->table, entry->row)))
            report_cell(&changes, entry);
    }
}
