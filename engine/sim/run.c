// SPDX-License-Identifier: MIT
/* A run: what it needs, and month by month to its end. */
#include "clock.h"
#include "run-private.h"

static void
count_ordinals(OrgRun *run)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, item->feature));
        run->ordinal[i] = n;
        g_hash_table_insert(seen, (gpointer) item->feature, GUINT_TO_POINTER(n + 1));
        run->called[i] = run->now;
    }
}

static void
begin(OrgRun *run)
{
    guint n = run->plan->items->len + 1;
    run->now = run->figured = run->org->month = run->plan->from - 1;
    run->ordinal = g_new0(guint32, n);
    run->wakes = org_wakes_new();
    run->called = g_new0(OrgMonth, n);
    run->carried = g_new0(double, n);
    run->said = org_said_new();
    run->figures = org_figures_new();
    run->announced = org_announced_new(run->plan->from, run->plan->to);
    count_ordinals(run);
    org_rules_begin(run);
    org_steps_begin(run);
}

static void
end(OrgRun *run)
{
    org_steps_end(run);
    org_rules_end(run);
    org_announced_free(run->announced);
    org_figures_free(run->figures);
    org_said_free(run->said);
    org_wakes_free(run->wakes);
    g_free(run->carried);
    g_free(run->called);
    g_free(run->ordinal);
}

static OrgRunStatus
go(OrgRun *run, GError **error)
{
    g_autoptr(GArray) stored = org_clock_months(run->plan);
    guint next = 0;
    if (!org_calendar_start(run, error))
        return ORG_RUN_FAILED;
    for (run->now = run->plan->from; run->now <= run->plan->to; run->now++) {
        gboolean wanted = next < stored->len && g_array_index(stored, OrgMonth, next) == run->now;
        next += wanted;
        OrgRunStatus status = org_calendar_month(run, wanted, error);
        if (status != ORG_RUN_DONE)
            return status;
        double months = run->plan->to - run->plan->from + 1;
        if (!run->sink->progress(run->sink->data, (run->now - run->plan->from + 1) / months))
            return ORG_RUN_INTERRUPTED;
    }
    run->now = run->plan->to;
    return ORG_RUN_DONE;
}

/* The views of the baselines; without an organisation of its own the first is a copy of the start, which is the caller's to free. */
static Org *
see_baselines(const OrgRun *run, Org **baselines)
{
    Org *begun = baselines != NULL && baselines[0] != NULL ? NULL : org_copy(run->org);
    for (guint b = 0; b < run->plan->baselines->len; b++)
        run->baselines[b] = baselines != NULL ? baselines[b] : NULL;
    if (run->baselines[0] == NULL)
        run->baselines[0] = begun;
    return begun;
}

OrgRunStatus
org_run_whole(OrgRun *run, OrgRunStatus (*happen)(OrgRun *run, GError **error), GError **error)
{
    guint n_baselines = run->plan->baselines->len;
    Org **baselines = run->baselines;
    org_undo_enable(run->org);
    run->org->month = run->plan->from - 1;
    g_autofree Org **views = run->baselines = g_new0(Org *, n_baselines + 1);
    g_autoptr(Org) begun = see_baselines(run, baselines);
    run->caller = org_caller_new(run->org, views, n_baselines, run->plan, error);
    if (run->caller == NULL)
        return ORG_RUN_FAILED;
    begin(run);
    OrgRunStatus status = happen(run, error);
    end(run);
    org_caller_free(run->caller);
    if (run->interrupted)
        g_clear_error(error);
    return status == ORG_RUN_FAILED && run->interrupted ? ORG_RUN_INTERRUPTED : status;
}

OrgRunStatus
org_sim_run(const OrgPlan *plan, OrgPluginSet *plugins, Org *org, Org **baselines, guint64 seed, guint32 replication,
            const OrgSink *sink, GError **error)
{
    OrgRun run = { .plan = plan,
                   .plugins = plugins,
                   .org = org,
                   .baselines = baselines,
                   .sink = sink,
                   .seed = seed,
                   .replication = replication };
    return org_run_whole(&run, go, error);
}
