// SPDX-License-Identifier: MIT
/* Two drafts of a plan: what the second says otherwise, as it is written. Includes and parents are read in; nothing is completed, so
 * that a default written out is a difference. */
#pragma once
#include "plan.h"

typedef enum {
    ORG_DRAFT_ADDED,
    ORG_DRAFT_REMOVED,
    ORG_DRAFT_MOVED,  /* a step: its months are others */
    ORG_DRAFT_PLACED, /* a step: another order among those of its month */
    ORG_DRAFT_CHANGED
} OrgDraftOp;
extern const char *const org_draft_ops[]; /* "added", … as JSON has them */

typedef struct {
    char *key;       /* "merge.into.id" */
    char *from, *to; /* as written, lists as "[a, b]"; NULL: not said */
} OrgDraftKey;

typedef struct {
    OrgDraftOp op;
    const char *section; /* "plan", "processes", "steps", "rules", "metrics", "targets" */
    char *id;            /* of B, of A where it is removed; "" of the plan's own keys */
    char *feature;       /* "" of targets and the plan */
    char *after;         /* ADDED, PLACED step: the one before it in B; "" first; else NULL */
    GPtrArray *keys;     /* OrgDraftKey *: all of an item that is added (to) or removed (from) */
} OrgDraftChange;

typedef struct {
    OrgMessage *title[2]; /* of A and B */
    GPtrArray *changes; /* OrgDraftChange *: the plan's, then by section; removed ones first, then in the order of B */
} OrgDraftDiff;

/* Paths are relative to their bundle's folder; bundles are taken over. NULL: one has errors, which diags names. */
OrgDraftDiff *org_draft_diff(const char *const paths[2], OrgBundle *const bundles[2], const OrgCatalogue *catalogue,
                             OrgDiags *diags);
void org_draft_diff_free(OrgDraftDiff *diff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgDraftDiff, org_draft_diff_free)
