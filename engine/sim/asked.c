// SPDX-License-Identifier: MIT
/* The half of a run that changes the organisation, asking the half that judges it. */
#include "run-private.h"

static gboolean
has(const OrgPlan *plan, OrgItemRole role, guint32 flags)
{
    for (guint i = 0; i < plan->items->len; i++) {
        const OrgItem *item = plan->items->pdata[i];
        guint32 own = item->feature != NULL ? item->feature->flags : 0;
        if (item->role == role && (own & flags) == flags)
            return TRUE;
    }
    return FALSE;
}

gboolean
org_ask_waits(const OrgPlan *plan, OrgAskKind kind)
{
    switch (kind) {
    case ORG_ASK_WHEN:
        return TRUE;
    case ORG_ASK_SLICE:
        return has(plan, ORG_ITEM_RULE, 0);
    case ORG_ASK_SETTLE:
        return has(plan, ORG_ITEM_METRIC, ORG_SETTLES);
    default:
        return FALSE;
    }
}

/* What was paid belongs to no step, and is never undone. */
static gboolean
do_payments(OrgRun *run, const OrgAnswer *answer)
{
    OrgJournal *journal = run->org->journal;
    OrgUndo *undo = org_undo_rest(run->org);
    gsize offset = 0;
    gboolean done = TRUE;
    OrgAct act;
    run->org->journal = NULL;
    while (done && org_act_next(answer->acts, answer->size, &offset, &act, NULL))
        done = org_act_replay(run->org, &act, NULL);
    run->org->journal = journal;
    org_undo_resume(run->org, undo);
    return done;
}

gboolean
org_run_ask(OrgRun *run, OrgAskKind kind, const OrgItem *step, OrgMonth first, OrgAnswer *answer)
{
    OrgJournal *journal = run->org->journal;
    OrgAsk ask = { .kind = kind, .item = step != NULL ? step->index : 0, .month = run->now, .first = first };
    *answer = (OrgAnswer){ .kind = ORG_ANSWER_STANDS, .veto = org_message_of("") };
    if (journal != NULL && journal->bytes->len > 0) {
        run->sink->acts(run->sink->data, journal->bytes->data, journal->bytes->len);
        org_journal_truncate(journal, (OrgJournalMark){ 0 });
    }
    gboolean goes_on =
        run->sink->judge->ask(run->sink->judge->data, &ask, answer) && (answer->size == 0 || do_payments(run, answer));
    run->interrupted = run->interrupted || !goes_on;
    return goes_on;
}
