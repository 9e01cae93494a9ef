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

/* People whom one item announced for one reason leave, by row. Who has left already, by an item before, stays gone. */
static gboolean
leave(OrgRun *run, const OrgAnnouncement *due, guint n, GArray *rows, GArray *when, GError **error)
{
    const OrgItem *item = run->plan->items->pdata[due->item];
    g_array_set_size(rows, 0);
    g_array_set_size(when, 0);
    for (guint i = 0; i < n; i++) {
        gboolean same = g_strcmp0(due[i].reason, due->reason) == 0 && g_strcmp0(due[i].series, due->series) == 0;
        gboolean twice = rows->len > 0 && g_array_index(rows, OrgRow, rows->len - 1) == due[i].person;
        if (!same || twice || run->org->people.state[due[i].person] == ORG_LEFT)
            continue;
        g_array_append_val(rows, due[i].person);
        g_array_append_val(when, run->now);
    }
    if (rows->len == 0)
        return TRUE;
    if (run->org->journal != NULL) {
        const OrgPluginInfo *plugin = org_plugins_catalogue(run->plugins)->plugins->pdata[item->feature->plugin];
        org_journal_context(run->org->journal, run->now, item->index, plugin->id);
        org_journal_because(run->org->journal, NULL);
    }
    if (!org_leave(run->org, (const OrgRow *) (const void *) rows->data, (const OrgMonth *) (const void *) when->data,
                   rows->len, run->now - 1, due->reason, error))
        return FALSE;
    if (due->series != NULL)
        org_figures_count(run, item, due->series, rows->len);
    return TRUE;
}

static gboolean
said_before(const OrgAnnouncement *due, guint first, guint i)
{
    for (guint k = first; k < i; k++)
        if (g_strcmp0(due[k].reason, due[i].reason) == 0 && g_strcmp0(due[k].series, due[i].series) == 0)
            return TRUE;
    return FALSE;
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
    guint n;
    const OrgAnnouncement *due = org_announced_take(run->announced, run->now, &n);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(OrgRow));
    g_autoptr(GArray) when = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    count_none(run);
    for (guint first = 0, end; first < n; first = end) {
        for (end = first; end < n && due[end].item == due[first].item;)
            end++;
        for (guint i = first; i < end; i++)
            if (!said_before(due, first, i) && !leave(run, due + i, end - i, rows, when, error))
                return FALSE;
    }
    return TRUE;
}
