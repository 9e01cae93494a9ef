// SPDX-License-Identifier: MIT
// The undo log: cells as they were before they were overwritten, and tables as long as they were.
#include "internal.h"
#include <string.h>

void
org_undo_grow(OrgUndo *undo)
{
    undo->capacity = undo->capacity ? undo->capacity * 2 : 1024;
    undo->entries = g_renew(UndoEntry, undo->entries, undo->capacity);
}

void
org_undo_enable(Org *org)
{
    if (!org->undo)
        org->undo = g_new0(OrgUndo, 1);
}

OrgMark
org_mark(const Org *org)
{
    return (OrgMark){ org->undo ? org->undo->n : 0, org->payments->len, org->totals };
}

void
org_undo_forget(Org *org)
{
    if (org->undo)
        org->undo->n = 0;
}

static void
restore_cell(Org *org, const UndoEntry *entry)
{
    if (entry->column < ORG_COL_ATTRIBUTE) {
        org_store_cell(*org_cells(org, entry->column), &org_columns[entry->column], entry->row, entry->old.number);
        org->version[entry->column]++;
        return;
    }
    OrgAttribute *attribute =
        &g_array_index(org->attributes[entry->table], OrgAttribute, entry->column - ORG_COL_ATTRIBUTE);
    if (attribute->is_number)
        attribute->number[entry->row] = entry->old.real;
    else
        attribute->word[entry->row] = (OrgWord) entry->old.number;
    org->attribute_version++;
}

static void
restore(Org *org, const UndoEntry *entry)
{
    if (entry->kind == UNDO_CELL)
        restore_cell(org, entry);
    else if (entry->kind == UNDO_APPEND) {
        *(entry->table == ORG_UNITS   ? &org->units.n
          : entry->table == ORG_POSTS ? &org->posts.n
                                      : &org->people.n) = entry->row;
        org_forget_ids(org, entry->table);
        for (guint c = org_first_column[entry->table]; c < org_first_column[entry->table + 1]; c++)
            org->version[c]++;
    } else {
        GArray *attributes = org->attributes[entry->table];
        OrgAttribute *last = &g_array_index(attributes, OrgAttribute, attributes->len - 1);
        g_free(last->number);
        g_free(last->word);
        g_array_set_size(attributes, attributes->len - 1);
        org->attribute_version++;
    }
}

static void
unwind(Org *org, const OrgUndo *undo, guint to)
{
    for (guint i = undo->n; i > to; i--)
        restore(org, &undo->entries[i - 1]);
}

/* The ledger has no cells: it is cut back. */
static void
unpay(Org *org, OrgMark mark)
{
    g_array_set_size(org->payments, MIN(org->payments->len, mark.payments));
    org->totals.paid = mark.totals.paid;
}

void
org_undo_to(Org *org, OrgMark mark)
{
    if (org->undo)
        unpay(org, mark);
    if (!org->undo || org->undo->n <= mark.entries)
        return;
    unwind(org, org->undo, mark.entries);
    org->undo->n = mark.entries;
    org_index_rebuild(org);
    org->totals = mark.totals;
}

Org *
org_copy_at(const Org *org, OrgMark mark)
{
    Org *copy = org_copy(org);
    if (org->undo)
        unpay(copy, mark);
    if (org->undo && org->undo->n > mark.entries) {
        unwind(copy, org->undo, mark.entries);
        org_index_rebuild(copy);
        copy->totals = mark.totals;
    }
    return copy;
}

/* ---- what changed ---- */

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
