// SPDX-License-Identifier: MIT
/* Each assumption that a plan declares with a low and a high, set to either alone: which verdicts that turns over. */
#pragma once
#include "run.h"

typedef struct {
    const OrgAssumption *assumption;
    const char *at; /* its low or its high */
    const OrgTarget *target;
    OrgMet from, to;               /* the verdicts */
    double value_from, value_to;   /* of the target; NaN: none */
    double change_from, change_to; /* from the baseline; NaN: none */
    const char *measured_in;
} OrgAssumed;

typedef struct {
    OrgLoaded *loaded; /* owned */
    GArray *rows;      /* OrgAssumed: those that change a verdict first, then by how far the figure moves */
    guint declared;    /* assumptions with both ends */
    GPtrArray
        *untried; /* OrgAssumption *, borrowed: what the stored organisation was filled by, and cannot be unfilled */
    guint runs;
} OrgAssumedAll;

OrgAssumedAll *org_assumed_all(OrgSession *session, const char *place, GError **error);
void org_assumed_mask(OrgAssumedAll *all, guint mask); /* as org_reach_mask */
void org_assumed_free(OrgAssumedAll *all);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgAssumedAll, org_assumed_free)
