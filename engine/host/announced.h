// SPDX-License-Identifier: MIT
/* What was announced: people who leave in a month to come, unless something else takes them before. Recorded by announce() of
 * the host table; the calendar lets it happen, in the order of item and row. Undone with the step of an operator. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

/* People whom one item announced under the same words for a month. */
typedef struct {
    guint32 item;       /* index of the scenario's item */
    guint n;            /* how many */
    OrgRow *people;     /* ascending, each once; they may have left. Owned by the OrgAnnounced; may be overwritten */
    const char *reason; /* owned by the OrgAnnounced */
    const char *series; /* that counts them, or NULL; likewise */
} OrgAnnouncement;

typedef struct OrgAnnounced OrgAnnounced;
/* For a run over the months first to last; what is announced for later ones is let be. */
OrgAnnounced *org_announced_new(OrgMonth first, OrgMonth last);
void org_announced_free(OrgAnnounced *announced);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgAnnounced, org_announced_free)

/* Months before the first that is still to come (org_announced_take) must have been refused. for_good: no mark will go back
 * before it, so that nothing need be noted. O(n). */
void org_announced_add(OrgAnnounced *announced, guint32 item, const OrgRow *people, const OrgMonth *when, gsize n,
                       const char *reason, const char *series, gboolean for_good);
/* How much was announced so far, and back to it: with the step, or with the call that failed. O(what is undone). */
guint org_announced_mark(const OrgAnnounced *announced);
void org_announced_undo_to(OrgAnnounced *announced, guint mark);
/* All before becomes final, and marks taken before become invalid. O(1). */
void org_announced_forget(OrgAnnounced *announced);
/* What is due in a month, by item, then by words in the order of the first person under each; a person may be there under
 * several, or have left. Lives until the next call. Marks taken before must be forgotten: what was taken cannot be undone. */
OrgAnnouncement *org_announced_take(OrgAnnounced *announced, OrgMonth month, guint *n);
