// SPDX-License-Identifier: MIT
/* A run of a scenario in this process, and all that it says. Needs $ORGSIM_TEST_PLUGINS and $ORGSIM_TEST_LIBRARIES. */
#pragma once
#include "../../../engine/org/acts.h"
#include "../../../engine/sim/sim.h"

typedef struct {
    OrgRunStatus status;
    char *error, *hash; /* hash: "" unless done or vetoed */
    GByteArray *acts;
    GString *findings;  /* a line each: "item severity[ after step] month[ still]: text" */
    GString *breaches;  /* a line for each of them that is a breach: "item code value of limit since month" */
    GString *steps;     /* a line each: "id month status: text" */
    GHashTable *flows;  /* "item series unit year" -> double *, added up over the year */
    GHashTable *levels; /* "item series unit month" -> double * */
    GString *running;   /* a line each: "item series month: cost" */
    GHashTable *kinds;  /* names of the features of steps that were done, at least in part */
    guint done, undone; /* steps: done, at least in part; undone by a veto */
    Org *end;
} Outcome;

void outcome_load(void); /* the plugins, once */
void outcome_unload(void);
Outcome *outcome_run(const char *scenario, const Org *start);
void outcome_free(Outcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outcome, outcome_free)
/* A flow of a year, or a level of a month, over the whole organisation; NaN: there is none. */
double outcome_flow(const Outcome *outcome, const char *item, const char *series, int year);
double outcome_level(const Outcome *outcome, const char *item, const char *series, OrgMonth month);
