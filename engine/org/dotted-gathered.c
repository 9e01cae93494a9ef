// SPDX-License-Identifier: MIT
/* What dotted.c gathers, let go where the indexes are made anew. */
#include "internal.h"

void
org_dotted_forget(Org *org)
{
    if (org->dotted) {
        g_hash_table_unref(org->dotted->named_by);
        g_hash_table_unref(org->dotted->lines);
    }
    g_clear_pointer(&org->dotted, g_free);
}
