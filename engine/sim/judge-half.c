// SPDX-License-Identifier: MIT
/* The half of a run that judges: it does again what the other half says has happened, and calls rules and metrics where the calendar
 * has them. It knows by itself which months are stored, and when a run is over. */
#include "clock.h"
#include "../base/error.h"
#include "run-private.h"

typedef struct {
    OrgRun *run;
    OrgAsk ask;
    const guint8 *acts;
    gsize size;
    gboolean vetoed, over;
    OrgAnswer answer;
    OrgMessage *veto; /* owned: what the answer says */
} Half;

/* Acts of leavings and processes can not be undone, and keep no log. */
static gboolean
do_acts(Half *half, gboolean undoable, GError **error)
{
    Org *org = half->run->org;
    OrgJournal *journal = org->journal;
    OrgUndo *undo = undoable ? NULL : org_undo_rest(org);
    g_autoptr(GError) why = NULL;
    gsize offset = 0;
    gboolean done = TRUE;
    OrgAct act;
    if (half->size > 0)
        org_caller_drop_before(half->run->caller);
    org->journal = NULL;
    while (done && org_act_next(half->acts, half->size, &offset, &act, &why))
        done = act.month == half->run->now && org_act_replay(org, &act, &why);
    org->journal = journal;
    if (!undoable)
        org_undo_resume(org, undo);
    org->month = half->run->now;
    if (done && why == NULL)
        return TRUE;
    g_autofree char *said = org_error_said(why);
    org_error_set(error, ORG_ERROR, ORG_E_FORBIDDEN, "the acts of this month cannot be done: %s", said);
    return FALSE;
}

static gboolean
make_no_sense(GError **error)
{
    org_error_set(error, ORG_ERROR, ORG_E_FORBIDDEN, "what is to be judged makes no sense");
    return FALSE;
}

static gboolean
judge_slice(Half *half, GError **error)
{
    OrgRun *run = half->run;
    OrgWindow *window = org_steps_window(run, half->ask.item, half->ask.first);
    OrgMark before = org_mark(run->org);
    guint wakes = org_wakes_mark(run->wakes);
    if (window == NULL)
        return make_no_sense(error);
    if (!do_acts(half, TRUE, error) || !org_rules_judge_step(run, &before, &half->veto, error))
        return FALSE;
    org_figures_settle(run, half->veto == NULL);
    if (half->veto == NULL) {
        org_leaders_say(run, window->step, &before);
        org_run_tell(run, window->step, FALSE);
        org_rules_accept(run);
        return TRUE;
    }
    half->answer.kind = org_slice_comes_again(run, window) ? ORG_ANSWER_TRY_AGAIN : ORG_ANSWER_UNDONE;
    half->answer.veto = half->veto;
    half->vetoed = run->plan->on_veto == ORG_VETO_STOP;
    org_slice_tell_undone(run, window); /* before the rows that the slice opened are gone */
    org_caller_drop_before(run->caller);
    org_undo_to(run->org, before);
    org_wakes_undo_to(run->wakes, wakes);
    org_rules_reject(run);
    return TRUE;
}

static gboolean
judge_when(Half *half, GError **error)
{
    const OrgItem *step = half->run->plan->items->pdata[half->ask.item];
    gboolean yes;
    if (step->when == NULL)
        return make_no_sense(error);
    if (!do_acts(half, FALSE, error) || !org_step_wanted(half->run, step, &yes, error))
        return FALSE;
    half->answer.kind = yes ? ORG_ANSWER_STANDS : ORG_ANSWER_NOT_DUE;
    return TRUE;
}

/* What is paid is the answer, and the half that changes does it as well. */
static gboolean
judge_settle(Half *half, GError **error)
{
    OrgRun *run = half->run;
    OrgJournal *journal = run->org->journal;
    if (!do_acts(half, FALSE, error) || !org_figures_pay(run, error))
        return FALSE;
    if (journal->bytes->len > 0)
        run->sink->acts(run->sink->data, journal->bytes->data, journal->bytes->len);
    org_journal_truncate(journal, (OrgJournalMark){ 0 });
    return TRUE;
}

static gboolean
judge_figures(Half *half, gboolean stored, GError **error)
{
    OrgRun *run = half->run;
    half->over = half->vetoed || run->now == run->plan->to;
    if (!do_acts(half, FALSE, error))
        return FALSE;
    if (half->over)
        org_rules_tell_standing(run);
    gboolean done = stored || half->over ? org_figures_store(run, error) : org_figures_price(run, error);
    org_undo_forget(run->org);
    return done;
}

static gboolean
judge(Half *half, gboolean stored, GError **error)
{
    switch (half->ask.kind) {
    case ORG_ASK_STEPS:
    case ORG_ASK_RULES:
        return do_acts(half, FALSE, error) && org_rules_judge(half->run, error);
    case ORG_ASK_WHEN:
        return judge_when(half, error);
    case ORG_ASK_SLICE:
        return judge_slice(half, error);
    case ORG_ASK_SETTLE:
        return judge_settle(half, error);
    case ORG_ASK_FIGURES:
        return judge_figures(half, stored, error);
    }
    return make_no_sense(error);
}

static void
answer(Half *half)
{
    half->run->asker->answer(half->run->asker->data, &half->answer);
    g_clear_pointer(&half->veto, g_free);
    half->answer = (OrgAnswer){ .kind = ORG_ANSWER_STANDS, .veto = org_message_of("") };
}

/* A month is asked about without an item, and a plan may have none at all. */
static gboolean
is_item_of(const OrgPlan *plan, const OrgAsk *ask)
{
    gboolean of_one = ask->kind == ORG_ASK_WHEN || ask->kind == ORG_ASK_SLICE;
    return ask->item < plan->items->len || (!of_one && ask->item == 0);
}

/* All that is asked of one month. */
static gboolean
judge_month(Half *half, gboolean stored, GError **error)
{
    OrgRun *run = half->run;
    gboolean done;
    do {
        if (!run->asker->next(run->asker->data, &half->ask, &half->acts, &half->size)) {
            run->interrupted = TRUE;
            return FALSE;
        }
        if (half->ask.month != run->now || !is_item_of(run->plan, &half->ask))
            return make_no_sense(error);
        run->org->month = run->now;
        done = judge(half, stored, error);
        if (done)
            answer(half);
    } while (done && half->ask.kind != ORG_ASK_FIGURES);
    return done;
}

static OrgRunStatus
go(OrgRun *run, GError **error)
{
    g_autoptr(GArray) stored = org_clock_months(run->plan);
    Half half = { .run = run, .answer = { .veto = org_message_of("") } };
    guint next = 0;
    if (!org_calendar_judge_start(run, error))
        return ORG_RUN_FAILED;
    org_undo_forget(run->org);
    answer(&half);
    for (run->now = run->plan->from; !half.over; run->now++) {
        gboolean wanted = next < stored->len && g_array_index(stored, OrgMonth, next) == run->now;
        next += wanted;
        if (!judge_month(&half, wanted, error)) {
            g_free(half.veto);
            return ORG_RUN_FAILED;
        }
    }
    run->now--;
    return half.vetoed ? ORG_RUN_VETOED : ORG_RUN_DONE;
}

OrgRunStatus
org_sim_judge(const OrgPlan *plan, OrgPluginSet *plugins, Org *org, Org **baselines, guint64 seed, guint32 replication,
              const OrgSink *sink, const OrgAsker *asker, GError **error)
{
    OrgRun run = { .plan = plan,
                   .plugins = plugins,
                   .org = org,
                   .baselines = baselines,
                   .sink = sink,
                   .seed = seed,
                   .replication = replication,
                   .asker = asker };
    return org_run_whole(&run, go, error);
}
