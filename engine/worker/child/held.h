// SPDX-License-Identifier: MIT
/* What the worker keeps between jobs: plans as read, organisations as unpacked, archives. Jobs name them by their handles, and
 * leave them as they are. */
#pragma once
#include "../worker.h"
#include "archive.h"

typedef struct {
    guint32 kind;
    char *broken; /* what was wrong with it: told by the job that names it; else NULL */
    OrgPlan *plan;
    OrgDict *dict;    /* of the organisations */
    GPtrArray *orgs;  /* Org *: the start, then baselines by the plan's index, NULL where there is none */
    GArray *mappings; /* that the organisations live in */
    Org *work; /* what runs change: made of the start by the first, and put back by each that follows; NULL: not yet */
    OrgDictMark words; /* of the dictionary before that */
    OrgArchive *archive;
} OrgHeld;

GHashTable *org_held_table(void); /* handle -> OrgHeld */
void org_child_hold(OrgChild *child, const OrgFrame *frame);
void org_child_drop(OrgChild *child, const OrgFrame *frame);
/* The start, to be changed by a run until the next one asks for it. Its words are put back, too. fresh: also what was written to columns
 * past the verbs, as a job begins; within one a plugin that does so may find it again. Not the caller's. */
Org *org_held_work(OrgHeld *held, gboolean fresh);
/* NULL with error when there is none of the kind, or it is broken. */
OrgHeld *org_held_find(OrgChild *child, OrgHandle handle, guint32 kind, GError **error);
