// SPDX-License-Identifier: MIT
/* What would meet a target that a run misses: each amount, percentage and month of a step turned alone, on the real run. */
#pragma once
#include "knobs.h"
#include "run.h"

#define ORG_REACH_RUNS 600u /* at most, of replication 0, where nobody asks for another number */

typedef struct {
    const OrgKnob *knob;
    gint64 to;
    gboolean not_monotone; /* further on it is missed again: this is the least change that was seen to work */
    GPtrArray *breaks;     /* ids of targets that the run meets and this misses; borrowed */
    double cost;           /* by its ledger */
    double probability;    /* of meeting it, over replications; NaN: not asked, or no chance */
} OrgReachWay;

typedef struct {
    const OrgTarget *target;
    const char *measured_in;
    double value, needed, gap;     /* of the run; NaN: none */
    double bound;                  /* of the figure, as values are */
    double pace_needed, pace_seen; /* a year, from the start of the plan to the deadline; NaN: none */
    gboolean assumed;              /* the plan tells its figures, and no run found others */
    GPtrArray *ways; /* OrgReachWay *, the cheapest change first; those that break nothing before the others */
} OrgReachTarget;

typedef struct {
    OrgLoaded *loaded; /* owned */
    GArray *knobs;
    GPtrArray *targets; /* OrgReachTarget *: those that are missed, or of them those that were named */
    guint most, runs;   /* that may be made; that were made */
    guint untried;      /* knobs that not all probes were made of: the runs were used up */
    guint unmade;       /* probes of these */
} OrgReach;

typedef struct {
    const char *place;          /* F.orgdb:run-N */
    const char *const *targets; /* ids, NULL at the end; NULL: all that are missed */
    guint replications;         /* of each way once more, 1: not */
    guint runs;                 /* at most; 0: ORG_REACH_RUNS */
} OrgReachWish;
/* NULL with error, also when a target is not there or is met. */
OrgReach *org_reach(OrgSession *session, const OrgReachWish *wish, GError **error);
/* Takes out what a mask of pay does not tell: figures of targets on money or pay, and costs. */
void org_reach_mask(OrgReach *reach, guint mask);
void org_reach_free(OrgReach *reach);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgReach, org_reach_free)
