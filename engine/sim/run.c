// SPDX-License-Identifier: MIT
// A run: at each boundary processes, then due steps each followed by the rules, then metrics.
#include "breaches.h"
#include "clock.h"
#include "said.h"
#include "wakes.h"
#include "../base/month.h"
#include <math.h>

typedef struct {
    const OrgPlan *plan;
    OrgHostSet *host;
    Org *org;
    Org **baselines;
    OrgCaller *caller;
    const OrgSink *sink;
    guint64 seed;
    guint32 replication;
    OrgMonth from, now;
    double *carried;       /* by item */
    guint32 *ordinal;      /* by item: its place among the items of its feature */
    OrgBreaches *breaches; /* what stands against the rules */
    OrgWakes *wakes;
    OrgSaid *said;       /* said after a step, told when it is clear whether it stands */
    const OrgItem *item; /* being called */
    const char *plugin;  /* whose */
    gint step;           /* item index of the step that has just run, or -1 */
    guint view;          /* 0: the run; else baseline index + 1 */
    guint new_vetoes;
    gboolean holds_measures;
    char *veto_text;
    double boundary, n_boundaries; /* done so far, and all */
    gboolean interrupted;          /* the sink wants the run to stop */
} Run;

/* ---- what a call says ---- */

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    Run *run = data;
    OrgMonth month = run->view ? run->baselines[run->view - 1]->month : run->now;
    if (run->holds_measures)
        org_said_measure(run->said, run->item->index, series, unit, value);
    else
        run->sink->measure(run->sink->data, run->item->index, series, unit, month, value, run->view);
}

/* What a rule says is told when it is new or worse than at the last evaluation. */
static void
say_breach(Run *run, OrgFinding *said)
{
    OrgBreach breach = { run->item->index, said->table, said->row, (char *) said->code, said->severity, said->value,
                         said->limit,      0,           0,         (char *) said->text };
    gboolean is_new = org_breaches_say(run->breaches, &breach, run->now);
    const OrgBreach *stood = org_breaches_find(run->breaches, breach.rule, breach.code, breach.table, breach.row);
    said->since = stood ? stood->since : run->now;
    if (!is_new)
        return;
    if (said->severity == ORG_VETO && run->step >= 0 && !run->new_vetoes++)
        run->veto_text = g_strdup(said->text);
    org_said_finding(run->said, said);
}

static void
on_finding(gpointer data, guint severity, guint table, OrgRow row, const char *text)
{
    Run *run = data;
    OrgFinding said = { .item = run->item->index, .severity = severity, .table = table, .row = row, .text = text };
    said.code = "";
    said.since = run->now;
    said.value = said.limit = 0;
    if (run->item->role == ORG_ITEM_RULE)
        say_breach(run, &said);
    else
        org_said_finding(run->said, &said);
}

/* Items are called in their order within each boundary; rules come again after each step, and step back a little. */
static gboolean
on_progress(gpointer data, double part)
{
    Run *run = data;
    double done = (run->boundary + (run->item->index + part) / run->plan->items->len) / run->n_boundaries;
    run->interrupted = run->interrupted || !run->sink->progress(run->sink->data, done);
    return !run->interrupted;
}

static void
on_log(gpointer data, const char *text)
{
    Run *run = data;
    run->sink->log(run->sink->data, run->item, run->plugin, run->now, text);
}

static OrgCallSink
call_sink(Run *run)
{
    return (OrgCallSink){ .data = run,
                          .measure = on_measure,
                          .finding = on_finding,
                          .progress = on_progress,
                          .log = run->sink->log ? on_log : NULL };
}

static void
tell_findings(Run *run, gboolean vetoed)
{
    for (guint i = 0; i < run->said->findings->len; i++) {
        OrgFinding *said = &g_array_index(run->said->findings, OrgFinding, i);
        /* A veto that does not undo a step is a warning: the organisation broke the rule before, or by itself. */
        if (said->severity == ORG_VETO && !vetoed)
            said->severity = ORG_WARN;
        if (!*said->code)
            said->value = said->limit = NAN;
        said->step = run->step;
        said->month = run->now;
        run->sink->finding(run->sink->data, said);
    }
    g_array_set_size(run->said->findings, 0);
}

/* What an undone step would have paid or moved is no figure of the run. */
static void
settle_measures(Run *run, gboolean stands)
{
    run->holds_measures = FALSE;
    for (guint i = 0; stands && i < run->said->measures->len; i++) {
        const OrgSaidMeasure *held = &g_array_index(run->said->measures, OrgSaidMeasure, i);
        run->sink->measure(run->sink->data, held->item, held->series, held->unit, run->now, held->value, 0);
    }
    g_array_set_size(run->said->measures, 0);
}

/* ---- calling ---- */

static gboolean
call(Run *run, const OrgItem *item, OrgMonth first, OrgMonth last, const OrgMark *before, GError **error)
{
    OrgCallSink sink = call_sink(run);
    g_autoptr(GArray) wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    OrgCallSpec spec = {
        .plan = run->plan,
        .item = item,
        .feature = org_host_set_feature(run->host, item->feature),
        .info = item->feature,
        .values = item->values,
        .from = run->from,
        .now = run->now,
        .window_first = first,
        .window_last = last,
        .seed = run->seed,
        .replication = run->replication,
        .ordinal = run->ordinal[item->index],
        .may_write = item->role == ORG_ITEM_PROCESS || item->role == ORG_ITEM_STEP,
        .carried = run->carried[item->index],
        .before = before,
        .wakes = run->view ? NULL : wakes,
        .sink = &sink,
    };
    run->item = item;
    if (!on_progress(run, 0))
        return FALSE;
    const OrgPluginInfo *plugin = org_host_set_catalogue(run->host)->plugins->pdata[item->feature->plugin];
    run->plugin = plugin->id;
    run->sink->calling(run->sink->data, item, plugin->id, run->now);
    if (run->org->journal && spec.may_write)
        org_journal_context(run->org->journal, run->now, item->index, plugin->id);
    gboolean done = run->view ? org_caller_call_on(run->caller, run->view - 1, &spec, error)
                              : org_caller_call(run->caller, &spec, error);
    if (!done && run->interrupted) { /* what the plugin says of being stopped is no news */
        g_clear_error(error);
        return FALSE;
    }
    if (!done) {
        char month[16];
        g_prefix_error(error, "plugin %s (%s %s, %s): ", plugin->id,
                       item->role == ORG_ITEM_STEP   ? "step"
                       : item->role == ORG_ITEM_RULE ? "rule"
                                                     : "item",
                       item->id, org_month_text(run->now, month));
        return FALSE;
    }
    run->carried[item->index] = spec.carried;
    org_wakes_add(run->wakes, item->index, wakes);
    return TRUE;
}

static gboolean
measure_sql(Run *run, const OrgItem *item, GError **error)
{
    double value;
    run->item = item;
    if (!on_progress(run, 0))
        return FALSE;
    run->sink->calling(run->sink->data, item, "sql", run->now);
    OrgLive *live = org_caller_live(run->caller);
    if (run->view)
        org_live_set(live, run->baselines[run->view - 1]);
    gboolean done = org_live_number(live, item->sql, &value, error);
    org_live_set(live, run->org);
    if (!done) {
        g_prefix_error(error, "metric %s: ", item->id);
        return FALSE;
    }
    on_measure(run, item->id, ORG_NONE, value);
    return TRUE;
}

static gboolean
measure(Run *run, const OrgItem *item, GError **error)
{
    return item->feature ? call(run, item, run->now, run->now, NULL, error) : measure_sql(run, item, error);
}

static gboolean
measure_all(Run *run, GError **error)
{
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_METRIC && !measure(run, item, error))
            return FALSE;
    }
    tell_findings(run, FALSE);
    return TRUE;
}

/* Baselines with an organisation: the metrics of the targets that are set against them. */
static gboolean
measure_baselines(Run *run, GError **error)
{
    const OrgPlan *plan = run->plan;
    for (guint b = 0; b < plan->baselines->len; b++) {
        const OrgBaseline *baseline = plan->baselines->pdata[b];
        g_autoptr(GHashTable) done = g_hash_table_new(g_direct_hash, g_direct_equal);
        for (guint t = 0; t < plan->targets->len && run->baselines[b]; t++) {
            const OrgTarget *target = plan->targets->pdata[t];
            for (guint m = 0; !g_strcmp0(target->against, baseline->name) && m < target->metrics->len; m++) {
                guint index = g_array_index(target->metrics, guint, m);
                const OrgItem *item = plan->items->pdata[index];
                if (item->role != ORG_ITEM_METRIC || !g_hash_table_add(done, GUINT_TO_POINTER(index + 1)))
                    continue;
                run->view = b + 1;
                gboolean fine = measure(run, item, error);
                run->view = 0;
                if (!fine)
                    return FALSE;
            }
        }
    }
    tell_findings(run, FALSE);
    return TRUE;
}

/* ---- rules ---- */

static gboolean
judge(Run *run, const OrgMark *before, GError **error)
{
    org_breaches_begin(run->breaches);
    run->new_vetoes = 0;
    g_clear_pointer(&run->veto_text, g_free);
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role != ORG_ITEM_RULE)
            continue;
        if ((item->valid_from != ORG_UNKNOWN && run->now < item->valid_from) ||
            (item->valid_to != ORG_OPEN && run->now > item->valid_to))
            continue;
        if (!call(run, item, run->now, run->now, before, error))
            return FALSE;
    }
    return TRUE;
}

/* ---- steps ---- */

static gboolean
wanted(Run *run, const OrgItem *step, gboolean *yes, GError **error)
{
    double value;
    *yes = TRUE;
    if (!step->when)
        return TRUE;
    g_autofree char *sql = g_strdup_printf("select (%s)", step->when);
    if (!org_live_number(org_caller_live(run->caller), sql, &value, error)) {
        g_prefix_error(error, "step %s, when: ", step->id);
        return FALSE;
    }
    *yes = value != 0 && !isnan(value);
    return TRUE;
}

static OrgRunStatus
do_step(Run *run, const OrgItem *step, OrgMonth first, OrgMonth last, GError **error)
{
    gboolean yes;
    if (!wanted(run, step, &yes, error))
        return ORG_RUN_FAILED;
    if (!yes) {
        run->sink->step(run->sink->data, step->index, run->now, "not-due", "its condition (when:) does not hold");
        return ORG_RUN_DONE;
    }
    OrgMark mark = org_mark(run->org);
    OrgJournalMark acts = { 0 };
    if (run->org->journal)
        acts = org_journal_mark(run->org->journal);
    double carried = run->carried[step->index];
    guint wakes = org_wakes_mark(run->wakes);
    run->holds_measures = TRUE;
    if (!call(run, step, first, last, NULL, error))
        return ORG_RUN_FAILED;
    tell_findings(run, FALSE);
    run->step = (gint) step->index;
    if (!judge(run, &mark, error))
        return ORG_RUN_FAILED;
    gboolean vetoed = run->new_vetoes > 0;
    settle_measures(run, !vetoed);
    tell_findings(run, vetoed);
    run->step = -1;
    if (!vetoed) {
        org_breaches_accept(run->breaches);
        run->sink->step(run->sink->data, step->index, run->now, "done", "");
        return ORG_RUN_DONE;
    }
    org_undo_to(run->org, mark);
    if (run->org->journal)
        org_journal_truncate(run->org->journal, acts);
    run->carried[step->index] = carried;
    org_wakes_undo_to(run->wakes, wakes);
    gboolean stop = run->plan->on_veto == ORG_VETO_STOP;
    run->sink->step(run->sink->data, step->index, run->now, stop ? "vetoed" : "skipped", run->veto_text);
    return stop ? ORG_RUN_VETOED : ORG_RUN_DONE;
}

/* ---- a boundary ---- */

static OrgRunStatus
do_processes(Run *run, GError **error)
{
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role != ORG_ITEM_PROCESS)
            continue;
        if (!call(run, item, run->now, run->now, NULL, error))
            return ORG_RUN_FAILED;
    }
    tell_findings(run, FALSE);
    return ORG_RUN_DONE;
}

static void
hand_over_acts(Run *run)
{
    OrgJournal *journal = run->org->journal;
    org_undo_forget(run->org);
    if (!journal || !journal->bytes->len)
        return;
    run->sink->acts(run->sink->data, journal->bytes->data, journal->bytes->len);
    org_journal_truncate(journal, (OrgJournalMark){ 0 });
}

static OrgRunStatus
do_boundary(Run *run, GError **error)
{
    run->org->month = run->now;
    OrgRunStatus status = do_processes(run, error);
    for (guint i = 0; i < run->plan->items->len && status == ORG_RUN_DONE; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        OrgMonth first = run->now, last = run->now;
        if (item->role == ORG_ITEM_STEP && (item->given || !run->plan->nothing) &&
            (org_clock_due(item, run->now, &first, &last) || org_wakes_due(run->wakes, item->index, run->now)))
            status = do_step(run, item, first, last, error);
    }
    if (status == ORG_RUN_FAILED)
        return status;
    gboolean period_end = org_clock_is_period_end(run->plan, run->now);
    if (period_end || org_wakes_due(run->wakes, ORG_NONE, run->now)) {
        if (!judge(run, NULL, error))
            return ORG_RUN_FAILED;
        tell_findings(run, FALSE);
        org_breaches_accept(run->breaches);
    }
    if ((period_end || org_clock_is_deadline(run->plan, run->now) || status == ORG_RUN_VETOED) &&
        !measure_all(run, error))
        return ORG_RUN_FAILED;
    hand_over_acts(run);
    return status;
}

static gboolean
start(Run *run, GError **error)
{
    run->from = run->now = run->plan->from - 1;
    run->org->month = run->now;
    if (!measure_all(run, error) || !measure_baselines(run, error) || !judge(run, NULL, error))
        return FALSE;
    tell_findings(run, FALSE);
    org_breaches_accept(run->breaches);
    return TRUE;
}

static void
count_ordinals(Run *run)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(seen, item->feature));
        run->ordinal[i] = n;
        g_hash_table_insert(seen, (gpointer) item->feature, GUINT_TO_POINTER(n + 1));
    }
}

static OrgRunStatus
go(Run *run, GError **error)
{
    g_autoptr(GArray) months = org_clock_boundaries(run->plan);
    run->n_boundaries = MAX(months->len, 1);
    if (!start(run, error))
        return ORG_RUN_FAILED;
    for (guint i = 0; i < months->len; i += run->now == g_array_index(months, OrgMonth, i)) {
        run->now = MIN(g_array_index(months, OrgMonth, i), org_wakes_next(run->wakes, run->from));
        OrgRunStatus status = do_boundary(run, error);
        if (status != ORG_RUN_DONE)
            return status;
        run->from = run->now;
        run->boundary = i + 1;
        if (!run->sink->progress(run->sink->data, run->boundary / run->n_boundaries))
            return ORG_RUN_INTERRUPTED;
    }
    return ORG_RUN_DONE;
}

OrgRunStatus
org_sim_run(const OrgPlan *plan, OrgHostSet *host, Org *org, Org **baselines, guint64 seed, guint32 replication,
            const OrgSink *sink, GError **error)
{
    guint n = plan->items->len, n_baselines = plan->baselines->len;
    org_undo_enable(org);
    org->month = plan->from - 1;
    g_autoptr(Org) begun = baselines && baselines[0] ? NULL : org_copy(org);
    g_autofree Org **views = g_new0(Org *, n_baselines + 1);
    for (guint b = 0; b < n_baselines; b++)
        views[b] = baselines ? baselines[b] : NULL;
    if (!views[0])
        views[0] = begun;
    g_autofree double *carried = g_new0(double, n + 1);
    g_autofree guint32 *ordinal = g_new0(guint32, n + 1);
    g_autoptr(OrgBreaches) breaches = org_breaches_new();
    g_autoptr(OrgWakes) wakes = org_wakes_new();
    g_autoptr(OrgSaid) held = org_said_new();
    OrgCaller *caller = org_caller_new(org, views, n_baselines, plan, error);
    if (!caller)
        return ORG_RUN_FAILED;
    Run run = { .plan = plan,
                .host = host,
                .org = org,
                .baselines = views,
                .caller = caller,
                .sink = sink,
                .seed = seed,
                .replication = replication,
                .carried = carried,
                .ordinal = ordinal,
                .breaches = breaches,
                .wakes = wakes,
                .said = held,
                .step = -1 };
    count_ordinals(&run);
    OrgRunStatus status = go(&run, error);
    if (status == ORG_RUN_FAILED && run.interrupted)
        status = ORG_RUN_INTERRUPTED;
    g_free(run.veto_text);
    org_caller_free(caller);
    return status;
}
