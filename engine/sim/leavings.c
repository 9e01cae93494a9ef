// SPDX-License-Identifier: MIT
/* Leavings: processes that foresee announce them, and the calendar lets them happen. */
#include "run-private.h"

static gboolean
foresee(OrgRun *run, const OrgItem *item, OrgMonth after, OrgMonth until, OrgRow first, OrgRow end, GError **error)
{
    OrgCallSpec spec = org_run_spec(run, item);
    spec.may_write = FALSE;
    spec.foresees = TRUE;
    spec.from = after;
    spec.now = until;
    spec.first = first;
    spec.end = end;
    return org_run_call(run, &spec, error);
}

gboolean
org_foresee(OrgRun *run, gboolean year, OrgMonth after, OrgRow first, OrgRow end, GError **error)
{
    const guint32 flag = year ? ORG_FORESEES_YEAR : ORG_FORESEES_RUN;
    const OrgMonth until = year ? after + 12 - (after + 1) % 12 : run->plan->to; /* that year's December */
    for (guint i = 0; i < run->plan->items->len && after < until; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_PROCESS && (item->feature->flags & flag) != 0 &&
            !foresee(run, item, after, until, first, end, error))
            return FALSE;
    }
    org_announced_forget(run->announced);
    org_run_tell(run, NULL, FALSE);
    return TRUE;
}

/* People whom one item announced for one reason leave, by row. Who has left already, by an item before, stays gone. Nothing is
 * undone of it, so the undo log rests. */
static gboolean
leave(OrgRun *run, OrgAnnouncement *due, const OrgMonth *when, GError **error)
{
    const OrgItem *item = run->plan->items->pdata[due->item];
    guint n = 0;
    for (guint i = 0; i < due->n; i++) {
        OrgRow person = due->people[i];
        due->people[n] = person;
        n += run->org->people.state[person] != ORG_LEFT;
    }
    if (n == 0)
        return TRUE;
    if (run->org->journal != NULL) {
        const OrgPluginInfo *plugin = org_plugins_catalogue(run->plugins)->plugins->pdata[item->feature->plugin];
        org_journal_context(run->org->journal, run->now, item->index, plugin->id);
        org_journal_because(run->org->journal, NULL);
    }
    OrgUndo *undo = org_undo_rest(run->org);
    gboolean left = org_leave(run->org, due->people, when, n, run->now - 1, due->reason, error);
    org_undo_resume(run->org, undo);
    if (left && due->series != NULL)
        org_figures_count(run, item, due->series, n);
    return left;
}

/* Processes that foresee count what they let happen; nothing, too, is a figure. */
static void
count_none(OrgRun *run)
{
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role != ORG_ITEM_PROCESS || (item->feature->flags & (ORG_FORESEES_RUN | ORG_FORESEES_YEAR)) == 0)
            continue;
        const OrgFeature *feature = org_plugins_feature(run->plugins, item->feature);
        for (guint s = 0; s < feature->n_series; s++)
            if (feature->series[s].kind == ORG_FLOW && !g_str_has_suffix(feature->series[s].name, "*"))
                org_figures_count(run, item, feature->series[s].name, 0);
    }
}

gboolean
org_leavings_happen(OrgRun *run, GError **error)
{
    guint n, most = 0;
    OrgAnnouncement *due = org_announced_take(run->announced, run->now, &n);
    count_none(run);
    for (guint i = 0; i < n; i++)
        most = MAX(most, due[i].n);
    g_autofree OrgMonth *when = g_new(OrgMonth, most);
    for (guint i = 0; i < most; i++)
        when[i] = run->now;
    for (guint i = 0; i < n; i++)
        if (!leave(run, &due[i], when, error))
            return FALSE;
    return TRUE;
}
