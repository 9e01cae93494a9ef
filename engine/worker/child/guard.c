// SPDX-License-Identifier: MIT
/* Finds the call that wrote to a column. Columns are handed out as const, in the memory where the verbs write: to protect it
 * around each call would cost every run, and this costs only one that was found false. Before a call the organisation is
 * copied; after it the acts of the call, done on the copy, must make the same. */
#include "child.h"
#include "../../base/error.h"
#include "../../org/replay.h"
#include <string.h>

void
org_guard_before(OrgGuard *guard, const Org *org)
{
    g_clear_pointer(&guard->copy, org_free);
    guard->copy = org_copy(org);
    guard->acts = org_journal_mark(org->journal).bytes;
}

gboolean
org_guard_after(OrgGuard *guard, const Org *org, GError **error)
{
    const GByteArray *bytes = org->journal->bytes;
    g_autoptr(GError) why = NULL;
    gboolean same = org_replay(guard->copy, bytes->data + guard->acts, bytes->len - guard->acts, G_MAXINT32, &why);
    guard->copy->month = org->month;
    g_autofree char *mine = org_hash(org), *copy = org_hash(guard->copy);
    g_clear_pointer(&guard->copy, org_free);
    if (same && strcmp(mine, copy) == 0)
        return TRUE;
    org_error_set(error, ORG_ERROR, ORG_E_FORBIDDEN,
                  "it wrote to a column of the organisation; columns are read-only, and the verbs change them");
    return FALSE;
}
