// SPDX-License-Identifier: MIT
/* A run as a value: what a scenario came to, as numbers. Nothing is stored; record.h does that. */
#pragma once
#include "../sim/judging.h"
#include "impact.h"
#include "load.h"

typedef struct {
    const guint64 *seed; /* of all chance; NULL: the scenario's */
    guint replications;  /* with streams of chance of their own; 0: one */
    guint jobs;          /* processes that share them out; 0: one. The result is the same for any number */
    double until;        /* no more of them once each target is known this well (org_judging_margin); 0: all */
    gboolean nothing;    /* do nothing: of the steps only those that are given (decided already), with the same draws */
    OrgMonth from_actuals; /* judge from what was reported up to this month; 0 or ORG_UNKNOWN: from what is simulated */
    /* What plugins log in replication 0, a line of plain text: "PLUGIN (step x, 2022-07): …"; NULL: it is let be. */
    void (*log)(const char *line, gpointer data);
    gpointer log_data;
} OrgRunOptions;

typedef struct {
    const OrgLoaded *loaded; /* borrowed */
    guint64 seed;
    guint replications; /* wanted; then those that there were */
    double until;
    OrgWorkerStatus status;  /* a replication that fails or is interrupted makes the whole run so */
    OrgMessage *message;     /* why it is not done; else "" */
    OrgWorkerResult *result; /* of replication 0: acts, end state, findings, steps; NULL when it did not come so far */
    GArray *measures;        /* OrgMeasure of replication 0; NULL unless whole */
    OrgJudging *judging;     /* verdicts and spread; empty unless whole */
    GPtrArray *again;        /* OrgMessage *: replications that were done a second time, and why */
} OrgRun;

/* Run what is loaded, on its session's worker. The organisation that was loaded stays as it is, so that it can be run again.
 * options NULL: as usual. Never NULL. */
OrgRun *org_run(OrgLoaded *loaded, const OrgRunOptions *options);
void org_run_free(OrgRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgRun, org_run_free)

GArray *org_run_measures(const OrgWorkerResult *result); /* of a whole result: OrgMeasure, the caller's */
gboolean org_run_is_whole(const OrgRun *run);            /* done or vetoed: there are figures */
/* What an item measured at the end of a month, of a unit or (ORG_NONE) of the whole; NaN: nothing. */
double org_run_value(const OrgRun *run, const char *item, const char *series, OrgRow unit, OrgMonth month);
/* The same of the whole, added up over all months: of what happened, as posts closed or money paid. */
double org_run_sum(const OrgRun *run, const char *item, const char *series);
/* What stands for the verdict on a target; NULL when the run is not whole, or there is no such target. */
const OrgJudgement *org_run_verdict(const OrgRun *run, const char *target);
/* How many judgements of targets do not say met; of one with a reported figure, that one says it. */
guint org_run_unmet(const OrgRun *run);
/* What became of each unit and person. NULL with error; run must be whole. */
OrgImpact *org_run_impact(const OrgRun *run, GError **error);

/* Is judgement i of a verdict one that stands? An average is judged once, at its last deadline. */
gboolean org_judgement_stands(const OrgVerdict *verdict, guint i);
