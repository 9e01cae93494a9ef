// SPDX-License-Identifier: MIT
/* Back to a mark: cells as they were before they were overwritten, and tables as long as they were. */
#include "internal.h"
#include <string.h>

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

void
org_undo_unwind(Org *org, const OrgUndo *undo, guint to)
{
    org->undone += undo->n > to;
    for (guint i = undo->n; i > to; i--)
        restore(org, &undo->entries[i - 1]);
}

/* The ledger has no cells: it is cut back. */
void
org_unpay(Org *org, OrgMark mark)
{
    g_array_set_size(org->payments, MIN(org->payments->len, mark.payments));
    org->totals.paid = mark.totals.paid;
}

void
org_undo_to(Org *org, OrgMark mark)
{
    if (org->undo)
        org_unpay(org, mark);
    if (!org->undo || org->undo->n <= mark.entries)
        return;
    org_undo_unwind(org, org->undo, mark.entries);
    org->undo->n = mark.entries;
    org_index_rebuild(org);
    org->totals = mark.totals;
}
