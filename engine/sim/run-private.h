// SPDX-License-Identifier: MIT
/* A run from inside: what the files that make it share. Each file owns the part that it names; arrows among them go
 * {calendar.c, judge-half.c} -> {steps.c, leavings.c} -> evaluate.c -> calls.c, and all may use figures.c and asked.c. */
#pragma once
#include "breaches.h"
#include "judged.h"
#include "said.h"
#include "wakes.h"

/* A rule and what it found when it was last called. */
typedef struct {
    const OrgItem *rule;
    OrgBreaches *breaches; /* what stands: the next evaluation is compared with it */
    gboolean called;       /* in the evaluation that runs; else what stands still does */
    guint64 read;          /* a stamp of what it read; 0: it must be called again */
    guint64 read_before;   /* that of the evaluation before, until accepted */
} OrgRuleState;

/* A step from one of its months on, until its `over:` has passed. */
typedef struct {
    const OrgItem *step;
    OrgMonth first, last; /* last: may lie after the run */
    double carried;
    gboolean met;       /* nothing is left to do: its months have no more slices */
    gboolean asked;     /* it asked to be woken */
    const char *status; /* NULL: nothing was tried yet */
    OrgMessage *message;
    GHashTable *told; /* vetoes told of it, as texts: a slice that is tried again each month says them once; or NULL */
} OrgWindow;

typedef struct OrgFigures OrgFigures;

typedef struct {
    const OrgPlan *plan;
    OrgPluginSet *plugins;
    Org *org;
    Org **baselines;
    OrgCaller *caller;
    const OrgSink *sink;
    guint64 seed;
    guint32 replication;
    OrgMonth now;     /* the month that happens; at first the one before the run */
    OrgMonth figured; /* the last month with figures */
    guint32 *ordinal; /* by item: its place among the items of its feature */
    /* calls.c */
    OrgSaid *said;         /* by calls that were not settled yet */
    const OrgItem *item;   /* that is called */
    const char *plugin;    /* whose */
    guint baseline;        /* 0: the run; else baseline index + 1 */
    gboolean settling;     /* a metric pays: what it measures is added up like what a process does */
    gboolean pricing;      /* metrics are called for their running costs alone */
    gboolean interrupted;  /* the sink wants the run to stop */
    const OrgAsker *asker; /* judge-half.c: who tells what happens; else NULL */
    /* the rest */
    OrgFigures *figures;
    OrgRuleState *rules;
    guint n_rules;
    GArray *windows; /* OrgWindow, by step, then month */
    OrgAnnounced *announced;
    OrgWakes *wakes;
    OrgMonth *called; /* by item, processes: the month of the last call */
    double *carried;  /* by item, processes */
} OrgRun;

/* ---- calls.c: one call of an item */

/* A call in this month, of all people: change what differs. */
OrgCallSpec org_run_spec(const OrgRun *run, const OrgItem *item);
/* Findings, and figures of processes and steps, go to run->said; figures of metrics straight to the sink. */
gboolean org_run_call(OrgRun *run, OrgCallSpec *spec, GError **error);
/* A metric written in SQL. */
gboolean org_run_call_sql(OrgRun *run, const OrgItem *item, GError **error);
/* An item in SQL is about to be asked; FALSE: the run is to stop. */
gboolean org_run_calls_sql(OrgRun *run, const OrgItem *item);
/* sql-rule.c: a rule written in SQL. What it finds lies in run->said. */
gboolean org_run_call_sql_rule(OrgRun *run, const OrgItem *rule, GError **error);
/* Keep a finding of an item that is no breach, of this month, until it is told. */
void org_run_say(OrgRun *run, const OrgItem *item, guint severity, guint table, OrgRow row, const OrgMessage *message);
/* Tell what was said, of the rules as after a step or (NULL) of none; then it is settled. A veto that does not undo a step is a
 * warning. */
void org_run_tell(OrgRun *run, const OrgItem *step, gboolean vetoed);

/* ---- asked.c: what a run asks whose rules and metrics are elsewhere (sink->judge) */

/* Hand over the acts since the last, ask, and do what the answer brings. FALSE: the run stops. */
gboolean org_run_ask(OrgRun *run, OrgAskKind kind, const OrgItem *step, OrgMonth first, OrgAnswer *answer);

/* ---- figures.c: flows added up, metrics measured */

OrgFigures *org_figures_new(void);
void org_figures_free(OrgFigures *figures);
/* What was measured in run->said becomes part of the figures, or is dropped. */
void org_figures_settle(OrgRun *run, gboolean stands);
void org_figures_count(OrgRun *run, const OrgItem *item, const char *series, double n); /* a flow */
/* Metrics, then what was added up since the last month with figures. */
gboolean org_figures_store(OrgRun *run, GError **error);
gboolean org_figures_of_baselines(OrgRun *run, GError **error);
/* Running costs of a month without figures. */
gboolean org_figures_price(OrgRun *run, GError **error);
/* What the month brought is paid for, also when the run ends in it: the steps before the vetoed one stand. */
gboolean org_figures_pay(OrgRun *run, GError **error);

/* ---- evaluate.c: the rules */

void org_rules_begin(OrgRun *run);
void org_rules_end(OrgRun *run);
/* Judge the state as it stands and tell what is new. */
gboolean org_rules_judge(OrgRun *run, GError **error);
/* Judge what a step has just done; before: where it began. *veto: the first new veto (owned by the caller), or NULL. What is
 * new lies in run->said. Then one of the two that follow: it stands, or it has been undone. */
gboolean org_rules_judge_step(OrgRun *run, const OrgMark *before, OrgMessage **veto, GError **error);
void org_rules_accept(OrgRun *run);
void org_rules_reject(OrgRun *run);
/* At the end: breaches that stand and were told in a month before. */
void org_rules_tell_standing(OrgRun *run);

/* ---- leaders.c */

/* Whom a step that stands has left without a leader, said as if by the step. before: where it began. */
void org_leaders_say(OrgRun *run, const OrgItem *step, const OrgMark *before);

/* ---- steps.c */

void org_steps_begin(OrgRun *run);
OrgRunStatus org_steps_happen(OrgRun *run, GError **error);
/* Hand over what became of each window. */
void org_steps_end(OrgRun *run);
/* Whether the condition of a step (`when:`) holds now. */
gboolean org_step_wanted(OrgRun *run, const OrgItem *step, gboolean *yes, GError **error);
/* The window of a step that fell due in that month; NULL: there is none. */
OrgWindow *org_steps_window(const OrgRun *run, guint item, OrgMonth first);
/* Whether a slice that a veto undoes is tried again in a later month. */
gboolean org_slice_comes_again(const OrgRun *run, const OrgWindow *window);
/* Tell what was found of a slice before it is undone: each thing once, however often it is tried. */
void org_slice_tell_undone(OrgRun *run, OrgWindow *window);

/* ---- leavings.c: what was announced, and who announces */

/* Processes that foresee the whole run (year FALSE) or what is left of the year say what is to come for people rows first to end
 * (end 0: all), in the months after `after`. */
gboolean org_foresee(OrgRun *run, gboolean year, OrgMonth after, OrgRow first, OrgRow end, GError **error);
gboolean org_leavings_happen(OrgRun *run, GError **error);

/* ---- run.c */

/* Make a run ready for its first month, let it happen, and clear up. */
OrgRunStatus org_run_whole(OrgRun *run, OrgRunStatus (*happen)(OrgRun *run, GError **error), GError **error);

/* ---- calendar.c */

/* What is said before the first month: figures of the start, what the rules find; then what is foreseen. */
gboolean org_calendar_judge_start(OrgRun *run, GError **error);
gboolean org_calendar_start(OrgRun *run, GError **error);
/* All that happens in run->now, and its figures if the clock wants them. */
OrgRunStatus org_calendar_month(OrgRun *run, gboolean stored, GError **error);
