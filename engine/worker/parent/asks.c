// SPDX-License-Identifier: MIT
/* What a process that changes an organisation asks the one that judges, by way of the parent. Each ask has to be the next in the
 * calendar of the plan, and what is told of the steps in the end has to be what was answered: a step that was not judged did not
 * happen, and one whose condition held was not "not due". */
#include "private.h"
#include <string.h>

/* What was last answered of a step that fell due. */
typedef struct {
    guint item;
    OrgMonth first;
    OrgAnswerKind kind;
    OrgMessage *veto;
    gboolean judged; /* it was asked of a slice; else of its condition alone */
    gboolean told;   /* it was told what became of it */
} Fate;

typedef enum { BEFORE_SETTLING, SETTLED, JUDGED } Phase;

struct OrgAsks {
    const OrgPlan *plan;
    gboolean nothing;
    OrgMonth month;
    Phase phase;
    gboolean steps, vetoed,
        over;      /* steps were asked for in this month; a veto ended the run; the last figures were asked for */
    GArray *fates; /* Fate */
};

static void
fate_clear(gpointer data)
{
    g_free(((Fate *) data)->veto);
}

OrgAsks *
org_asks_new(const OrgPlan *plan, gboolean nothing)
{
    OrgAsks *asks = g_new0(OrgAsks, 1);

    asks->plan = plan;
    asks->nothing = nothing;
    asks->month = plan->from;
    asks->fates = g_array_new(FALSE, FALSE, sizeof(Fate));
    g_array_set_clear_func(asks->fates, fate_clear);
    return asks;
}

void
org_asks_free(OrgAsks *asks)
{
    if (!asks)
        return;
    g_array_unref(asks->fates);
    g_free(asks);
}

static Fate *
fate_of(const OrgAsks *asks, guint item, OrgMonth first)
{
    for (guint i = 0; i < asks->fates->len; i++) {
        Fate *fate = &g_array_index(asks->fates, Fate, i);
        if (fate->item == item && fate->first == first)
            return fate;
    }
    return NULL;
}

static gboolean
is_step(const OrgAsks *asks, const OrgItem *item)
{
    return item->role == ORG_ITEM_STEP && (item->given || !asks->nothing);
}

static gboolean
falls_due(const OrgItem *step, OrgMonth month)
{
    for (guint i = 0; step->at && i < step->at->len; i++)
        if (g_array_index(step->at, OrgMonth, i) == month)
            return TRUE;
    return FALSE;
}

/* Its condition is judged once, in the month in which it falls due. */
static gboolean
may_ask_of_step(const OrgAsks *asks, const OrgAsk *ask)
{
    const OrgItem *step = ask->item < asks->plan->items->len ? asks->plan->items->pdata[ask->item] : NULL;

    if (!step || !is_step(asks, step) || ask->first > asks->month || !falls_due(step, ask->first))
        return FALSE;
    const Fate *fate = fate_of(asks, ask->item, ask->first);
    if (ask->kind == ORG_ASK_WHEN)
        return step->when && ask->first == asks->month && !fate;
    return fate ? fate->kind != ORG_ANSWER_NOT_DUE : !step->when || ask->first < asks->plan->from;
}

static gboolean
is_next(OrgAsks *asks, const OrgAsk *ask)
{
    switch (ask->kind) {
    case ORG_ASK_STEPS:
        return asks->phase == BEFORE_SETTLING && !asks->steps && !asks->vetoed;
    case ORG_ASK_WHEN:
    case ORG_ASK_SLICE:
        return asks->phase == BEFORE_SETTLING && asks->steps && !asks->vetoed && may_ask_of_step(asks, ask);
    case ORG_ASK_SETTLE:
        return asks->phase == BEFORE_SETTLING;
    case ORG_ASK_RULES:
        return asks->phase == SETTLED && !asks->vetoed;
    case ORG_ASK_FIGURES:
        return asks->phase == (asks->vetoed ? SETTLED : JUDGED);
    }
    return FALSE;
}

gboolean
org_asks_take(OrgAsks *asks, const OrgAsk *ask)
{
    if (asks->over || ask->month != asks->month || !is_next(asks, ask))
        return FALSE;
    if (ask->kind == ORG_ASK_STEPS)
        asks->steps = TRUE;
    else if (ask->kind == ORG_ASK_SETTLE)
        asks->phase = SETTLED;
    else if (ask->kind == ORG_ASK_RULES)
        asks->phase = JUDGED;
    else if (ask->kind == ORG_ASK_FIGURES) {
        asks->over = asks->vetoed || asks->month == asks->plan->to;
        asks->month++;
        asks->phase = BEFORE_SETTLING;
        asks->steps = FALSE;
    }
    return TRUE;
}

/* With the ask of a slice come its step's acts and no others; else those of processes, and leavings that a step announced; never what a
 * metric pays. What is broken is told by whoever does it. */
gboolean
org_asks_acts_ok(const OrgAsks *asks, const OrgAsk *ask, const GByteArray *acts)
{
    const GPtrArray *items = asks->plan->items;
    gsize offset = 0;
    OrgAct act;

    while (org_act_next(acts->data, acts->len, &offset, &act, NULL)) {
        const OrgItem *item = act.item < items->len ? items->pdata[act.item] : NULL;
        gboolean own = ask->kind == ORG_ASK_SLICE ? act.item == ask->item
                                                  : !item || item->role == ORG_ITEM_PROCESS ||
                                                        (item->role == ORG_ITEM_STEP && act.verb == ORG_VERB_LEAVE);
        if (!own)
            return FALSE;
    }
    return TRUE;
}

gboolean
org_asks_paid_ok(const OrgAsks *asks, const OrgAsk *ask, const GByteArray *paid)
{
    const GPtrArray *items = asks->plan->items;
    gsize offset = 0;
    OrgAct act;

    while (org_act_next(paid->data, paid->len, &offset, &act, NULL)) {
        const OrgItem *item = act.item < items->len ? items->pdata[act.item] : NULL;
        if (!item || item->role != ORG_ITEM_METRIC || !item->feature || !(item->feature->flags & ORG_SETTLES) ||
            act.verb != ORG_VERB_PAY || act.month != ask->month)
            return FALSE;
    }
    return TRUE;
}

static gboolean
is_undone(OrgAnswerKind kind)
{
    return kind == ORG_ANSWER_UNDONE || kind == ORG_ANSWER_TRY_AGAIN;
}

void
org_asks_answered(OrgAsks *asks, const OrgAsk *ask, const OrgAnswer *answer)
{
    if (ask->kind != ORG_ASK_WHEN && ask->kind != ORG_ASK_SLICE)
        return;
    Fate *fate = fate_of(asks, ask->item, ask->first);
    if (!fate) {
        Fate fresh = { .item = ask->item, .first = ask->first };
        g_array_append_val(asks->fates, fresh);
        fate = &g_array_index(asks->fates, Fate, asks->fates->len - 1);
    }
    fate->kind = answer->kind;
    fate->judged = ask->kind == ORG_ASK_SLICE;
    g_free(fate->veto);
    fate->veto = org_message_copy(answer->veto);
    asks->vetoed = asks->vetoed || (is_undone(answer->kind) && asks->plan->on_veto == ORG_VETO_STOP);
}

gboolean
org_asks_over(const OrgAsks *asks)
{
    return asks->over;
}

static gboolean
is_told_truly(const OrgAsks *asks, const Fate *fate, const OrgWorkerStep *told)
{
    gboolean stop = asks->plan->on_veto == ORG_VETO_STOP;

    if (fate->kind == ORG_ANSWER_NOT_DUE)
        return strcmp(told->status, "not-due") == 0;
    if (is_undone(fate->kind))
        return strcmp(told->status, stop ? "vetoed" : "skipped") == 0 &&
               strcmp(org_message_said(told->message), org_message_said(fate->veto)) == 0;
    return fate->judged && (strcmp(told->status, "done") == 0 || strcmp(told->status, "short") == 0);
}

/* Each step that fell due was asked of, but those that stood behind the one whose veto ended the run. */
static const OrgItem *
left_out(const OrgAsks *asks, OrgMonth *month)
{
    OrgMonth last = asks->month - 1;

    for (guint i = 0; i < asks->plan->items->len; i++) {
        const OrgItem *item = asks->plan->items->pdata[i];
        for (guint k = 0; is_step(asks, item) && item->at && k < item->at->len; k++) {
            *month = g_array_index(item->at, OrgMonth, k);
            if (*month >= asks->plan->from && *month <= last && !fate_of(asks, i, *month) &&
                !(asks->vetoed && *month == last))
                return item;
        }
    }
    return NULL;
}

/* They are told in the order in which they fell due, those of one month in that of the plan. */
static gboolean
is_after(const OrgWorkerStep *step, const OrgWorkerStep *before)
{
    return step->month > before->month || (step->month == before->month && step->item > before->item);
}

char *
org_asks_differ(OrgAsks *asks, const OrgWorkerResult *result)
{
    OrgMonth month;
    const OrgItem *item = left_out(asks, &month);

    if (item)
        return org_item_label(asks->plan, item->index, month);
    for (guint i = 0; i < result->steps->len; i++) {
        const OrgWorkerStep *told = &g_array_index(result->steps, OrgWorkerStep, i);
        Fate *fate = fate_of(asks, told->item, told->month);
        if (!fate || fate->told || !is_told_truly(asks, fate, told) || (i > 0 && !is_after(told, told - 1)))
            return org_item_label(asks->plan, told->item, told->month);
        fate->told = TRUE;
    }
    for (guint i = 0; i < asks->fates->len; i++) {
        const Fate *fate = &g_array_index(asks->fates, Fate, i);
        if (!fate->told)
            return org_item_label(asks->plan, fate->item, fate->first);
    }
    return NULL;
}
