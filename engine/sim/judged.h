// SPDX-License-Identifier: MIT
/* A run in two halves, each in a process of its own: one changes the organisation (processes, steps, leavings), the other judges it
 * (rules, metrics, baselines, `when:`). The one that changes tells the other what has happened; both go through the same calendar. */
#pragma once
#include "sim.h"

/* What the half that changes tells and asks, in this order in each month. With each come the acts since the last. */
typedef enum {
    ORG_ASK_STEPS,  /* steps are due: the state as it stands is judged */
    ORG_ASK_WHEN,   /* whether the condition of a step holds in the month in which it falls due */
    ORG_ASK_SLICE,  /* whether what a step has just done stands; the acts are its own */
    ORG_ASK_SETTLE, /* what the month brought is paid for */
    ORG_ASK_RULES,  /* the month is over: the rules judge it, unless a veto has ended the run */
    ORG_ASK_FIGURES /* the figures of the month, if the clock wants any */
} OrgAskKind;

typedef struct {
    OrgAskKind kind;
    guint item;     /* WHEN, SLICE: the step; else 0 */
    OrgMonth month; /* that happens */
    OrgMonth first; /* WHEN, SLICE: the month in which the step fell due; else ORG_UNKNOWN */
} OrgAsk;

typedef enum {
    ORG_ANSWER_STANDS,    /* or: the condition holds */
    ORG_ANSWER_UNDONE,    /* a veto undoes the step */
    ORG_ANSWER_TRY_AGAIN, /* a veto undoes the step, which is tried again */
    ORG_ANSWER_NOT_DUE    /* the condition does not hold */
} OrgAnswerKind;

typedef struct {
    OrgAnswerKind kind;
    const OrgMessage *veto; /* UNDONE, TRY_AGAIN: why; else "" */
    const guint8 *acts;     /* SETTLE: what was paid, a journal */
    gsize size;
} OrgAnswer;

/* Whether the half that changes waits for the answer before it goes on. Where it does not, the answer is STANDS and brings no acts. */
gboolean org_ask_waits(const OrgPlan *plan, OrgAskKind kind);

/* Whom the half that changes asks: OrgSink.judge. */
typedef struct OrgJudge {
    gpointer data;
    /* The answer lives until the next ask. FALSE: the run is to stop. */
    gboolean (*ask)(gpointer, const OrgAsk *ask, OrgAnswer *answer);
} OrgJudge;

/* Who asks the half that judges. */
typedef struct {
    gpointer data;
    /* The next ask, and the acts that came with it, until the one after. FALSE: the run is to stop. */
    gboolean (*next)(gpointer, OrgAsk *ask, const guint8 **acts, gsize *size);
    /* All that was found of the ask has gone to the sink. The first answer is to no ask: the start was judged. */
    void (*answer)(gpointer, const OrgAnswer *answer);
} OrgAsker;

/* Judge a run that happens elsewhere; the arguments are those of org_sim_run. What is paid goes to the sink's acts(), and needs
 * org->journal. FAILED sets error; an act that cannot be done is ORG_E_FORBIDDEN. */
OrgRunStatus org_sim_judge(const OrgPlan *plan, OrgPluginSet *plugins, Org *org, Org **baselines, guint64 seed,
                           guint32 replication, const OrgSink *sink, const OrgAsker *asker, GError **error);
