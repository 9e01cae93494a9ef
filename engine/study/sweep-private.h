// SPDX-License-Identifier: MIT
/* A sweep under way. */
#pragma once
#include "design.h"
#include "run.h"
#include "sweep-ranks.h"
#include "sweep.h"

/* What is kept of each point. of: a target's id, or "ITEM.SERIES". */
typedef enum { SWEEP_VALUE, SWEEP_MET, SWEEP_MEASURE } SweepWhat;
typedef struct {
    SweepWhat what;
    char *name; /* "T1", "T1 met", "posts.total": as tables head it */
    char *of;
    const OrgItem *item; /* of a measure, and */
    const char *series;  /* its series */
    gboolean flow;       /* what happened: added up over the run */
    gboolean seen;       /* some point had it */
} SweepOutcome;

typedef struct {
    OrgSession *session;
    const OrgSweepOptions *options;
    OrgSweepPlan *plan;
    OrgDesign *design;
    OrgLoaded base;
    OrgStore *store; /* NULL at another rank than 0 */
    guint64 seed;
    GArray *outcomes; /* SweepOutcome */
    OrgSwept *swept;
    SweepRanks *ranks;        /* who has the numbers of the points that are to be run */
    GHashTable *open, *ready; /* point -> SweepPoint: under way; finished, but not those before it */
    GPtrArray *batch;         /* SweepPoint: the next to be stored, in order */
    guint64 batched;          /* the first that is in none of all these */
    gint64 stored_at;
    gboolean silent; /* rank 0 says what is to be said */
    GError *why;
} Sweeping;

/* ---- sweep-outcomes.c */
/* What is kept of the points, from targets and measures:; FALSE with a diagnostic. */
gboolean sweep_choose_outcomes(Sweeping *sweeping, OrgDiags *diags);
void sweep_outcome_clear(gpointer outcome);
char *sweep_outcomes_json(const Sweeping *sweeping);
/* From a point's verdicts; measures are what measured() gave. */
void sweep_outcome_figures(const Sweeping *sweeping, const OrgJudging *judging, double *figures);
/* What a replication measured of one outcome, a level when it ended; NaN: nothing. */
double sweep_outcome_measured(const SweepOutcome *outcome, const GArray *measures);

/* ---- sweep-points.c */
/* The plan of the scenario with these values; NULL with diags. file: how it is named, the caller's. */
OrgPlan *sweep_plan_at(const Sweeping *sweeping, char *const *values, char **file, OrgDiags *diags, GError **error);
/* Run all points from the first that the file has not, and store them. FALSE with error. */
gboolean sweep_run_points(Sweeping *sweeping, GError **error);
