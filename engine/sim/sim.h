// SPDX-License-Identifier: MIT
/* A run, month by month: leavings, processes, steps, rules, figures (README.md). Runs where the plugins are loaded (the worker, or
 * a bench in one process); what comes out goes to a sink. */
#pragma once
#include "../host/ctx.h"
#include "../scenario/plan.h"

typedef struct {
    guint item;
    gint step; /* item of the step that had just run; -1: none */
    guint severity, table;
    OrgRow row;
    OrgMonth month;
    const OrgMessage *message;
    const char *code;    /* of a breach; else "" */
    double value, limit; /* of a breach; else NaN */
    OrgMonth since;      /* since when a breach has stood; the month itself when it is new */
    gboolean again;      /* said before: it stands at the end of the run, too */
} OrgFinding;

/* Where a run's results go. All pointers are valid during the call only. */
typedef struct OrgSink {
    gpointer data;
    /* Before each call into a plugin: who is blamed if it never returns. */
    void (*calling)(gpointer, const OrgItem *item, const char *plugin, OrgMonth month);
    void (*acts)(gpointer, const guint8 *bytes, gsize size);
    void (*measure)(gpointer, guint item, const char *series, OrgRow unit, OrgMonth month, double value,
                    guint baseline); /* baseline: 0 the run, n: baseline n - 1 */
    void (*finding)(gpointer, const OrgFinding *finding);
    /* At the end, once for each month in which a step fell due, in order: "done", "short" (its time was over before all of it was
     * done), "not-due" (its when: did not hold), "vetoed" (the run stopped), "skipped" (undone, and the run went on). */
    void (*step)(gpointer, guint item, OrgMonth month, const char *status, const OrgMessage *message);
    /* At each month, at each call and as often as a call asks; part never reaches 1 before the end, and may step back a
     * little. FALSE: stop, also in the middle of the call. */
    gboolean (*progress)(gpointer, double part);
    void (*log)(gpointer, const OrgItem *item, const char *plugin, OrgMonth month,
                const char *text); /* what a plugin logs; NULL: nobody listens, which costs nothing */
    /* A yearly cost (ORG_RUNNING) of the whole as it stands at the end of a month, of every month of the run, whatever months the
     * clock stores. NULL: nobody asks, and no metric is called for it. */
    void (*running)(gpointer, guint item, const char *series, OrgMonth month, double value);
    /* After each call that did not fail; FALSE with error fails it. NULL: nobody asks. */
    gboolean (*called)(gpointer, const OrgItem *item, OrgMonth month, GError **error);
    const struct OrgJudge *judge; /* judged.h: rules and metrics are another process's; NULL: they are called here */
} OrgSink;

typedef enum { ORG_RUN_DONE, ORG_RUN_VETOED, ORG_RUN_FAILED, ORG_RUN_INTERRUPTED } OrgRunStatus;

/* Run the plan on org (changed in place). baselines: organisations by plan->baselines index, NULL where there is none.
 * FAILED sets error with a sentence that names plugin and step. INTERRUPTED: the sink's progress() said so; org is in between. */
OrgRunStatus org_sim_run(const OrgPlan *plan, OrgPluginSet *plugins, Org *org, Org **baselines, guint64 seed,
                         guint32 replication, const OrgSink *sink, GError **error);
