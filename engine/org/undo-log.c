// SPDX-License-Identifier: MIT
/* The undo log: what a verb overwrites and appends is noted here. */
#include "internal.h"

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

void
org_undo_disable(Org *org)
{
    if (org->undo)
        g_free(org->undo->entries);
    g_clear_pointer(&org->undo, g_free);
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

OrgUndo *
org_undo_rest(Org *org)
{
    return g_steal_pointer(&org->undo);
}

void
org_undo_resume(Org *org, OrgUndo *undo)
{
    org->undo = undo;
    org_undo_forget(org);
}
