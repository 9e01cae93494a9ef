// SPDX-License-Identifier: MIT
/* The order of a month, the same under every clock (README.md beside this file). */
#include "run-private.h"

enum { DECEMBER = 11 };

static gboolean
is_due(OrgRun *run, const OrgItem *item, gboolean after_steps)
{
    guint32 flags = item->feature->flags;
    if (item->role != ORG_ITEM_PROCESS || ((flags & ORG_AFTER_STEPS) != 0) != after_steps)
        return FALSE;
    if (org_wakes_due(run->wakes, item->index, run->now))
        return TRUE;
    if ((flags & ORG_YEARLY) != 0)
        return run->now % 12 == DECEMBER;
    return (flags & ORG_MONTHLY) != 0 || (flags & (ORG_FORESEES_RUN | ORG_FORESEES_YEAR)) == 0;
}

static gboolean
call_process(OrgRun *run, const OrgItem *item, GError **error)
{
    OrgMonth *called = &run->called[item->index];
    OrgCallSpec spec = org_run_spec(run, item);
    spec.from = *called;
    spec.carried = run->carried[item->index];
    g_autoptr(GArray) wakes = spec.wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    if (!org_run_call(run, &spec, error))
        return FALSE;
    run->carried[item->index] = spec.carried;
    org_wakes_add(run->wakes, item->index, wakes);
    *called = run->now;
    org_figures_settle(run, TRUE);
    org_run_tell(run, NULL, FALSE);
    return TRUE;
}

static gboolean
processes_happen(OrgRun *run, gboolean after_steps, GError **error)
{
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->feature != NULL && is_due(run, item, after_steps) && !call_process(run, item, error))
            return FALSE;
    }
    return TRUE;
}

/* The year's leavings are foreseen for all at its beginning, so those who join in December wait for that. */
static gboolean
foresee_joined(OrgRun *run, OrgRow first, GError **error)
{
    OrgRow end = run->org->people.n;
    if (first >= end)
        return TRUE;
    return org_foresee(run, FALSE, run->now, first, end, error) &&
           (run->now % 12 == DECEMBER || org_foresee(run, TRUE, run->now, first, end, error));
}

static void
hand_over_acts(OrgRun *run)
{
    OrgJournal *journal = run->org->journal;
    org_undo_forget(run->org);
    org_announced_forget(run->announced);
    if (journal == NULL || journal->bytes->len == 0)
        return;
    run->sink->acts(run->sink->data, journal->bytes->data, journal->bytes->len);
    org_journal_truncate(journal, (OrgJournalMark){ 0 });
}

gboolean
org_calendar_judge_start(OrgRun *run, GError **error)
{
    return org_figures_store(run, error) && org_figures_of_baselines(run, error) && org_rules_judge(run, error);
}

gboolean
org_calendar_start(OrgRun *run, GError **error)
{
    return (run->sink->judge != NULL || org_calendar_judge_start(run, error)) &&
           org_foresee(run, FALSE, run->now, 0, 0, error);
}

/* The order of a month that README.md tells. */
static OrgRunStatus
happen(OrgRun *run, GError **error)
{
    gboolean year_begins = run->now == run->plan->from || run->now % 12 == 0;
    if (year_begins && !org_foresee(run, TRUE, run->now - 1, 0, 0, error))
        return ORG_RUN_FAILED;
    run->org->month = run->now;
    OrgRow joined = run->org->people.n;
    if (!org_leavings_happen(run, error) || !processes_happen(run, FALSE, error))
        return ORG_RUN_FAILED;
    OrgRunStatus status = org_steps_happen(run, error);
    if (status == ORG_RUN_VETOED)
        return org_figures_pay(run, error) ? status : ORG_RUN_FAILED;
    if (status != ORG_RUN_DONE)
        return status;
    gboolean done = processes_happen(run, TRUE, error) && org_figures_pay(run, error) && org_rules_judge(run, error) &&
                    foresee_joined(run, joined, error);
    return done ? ORG_RUN_DONE : ORG_RUN_FAILED;
}

OrgRunStatus
org_calendar_month(OrgRun *run, gboolean stored, GError **error)
{
    OrgRunStatus status = happen(run, error);
    if (status == ORG_RUN_FAILED)
        return status;
    gboolean last = status == ORG_RUN_VETOED || run->now == run->plan->to;
    if (last)
        org_rules_tell_standing(run);
    if (!(stored || last ? org_figures_store(run, error) : org_figures_price(run, error)))
        return ORG_RUN_FAILED;
    hand_over_acts(run);
    return status;
}
