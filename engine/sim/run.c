// SPDX-License-Identifier: MIT
// A run: at each boundary processes, then due steps each followed by the rules, then metrics.
#include "clock.h"
#include "sim.h"
#include "../base/month.h"
#include <math.h>

/* A finding of a rule, known by whom it concerns: what the next evaluation is compared with. */
typedef struct {
    guint32 rule, table, row;
} Offence;

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
    double *carried;      /* by item */
    guint32 *ordinal;     /* by item: its place among the items of its feature */
    GHashTable *offences; /* Offence set of the last evaluation */
    GHashTable *judging;  /* of the evaluation that runs now */
    const OrgItem *item;  /* being called */
    gint step;            /* item index of the step that has just run, or -1 */
    guint view;           /* 0: the run; else baseline index + 1 */
    guint new_vetoes;
    GPtrArray *held_back;  /* findings after a step, told when it is clear whether it stands */
    GArray *held_measures; /* HeldMeasure, of a step and the rules that judge it: dropped when it is undone */
    gboolean holds_measures;
    char *veto_text;
    double boundary, n_boundaries; /* done so far, and all */
    gboolean interrupted;          /* the sink wants the run to stop */
} Run;

typedef struct {
    guint item, severity, table;
    OrgRow row;
    char *text;
} HeldFinding;

typedef struct {
    guint item;
    OrgRow unit;
    double value;
    char *series;
} HeldMeasure;

static void
measure_clear(gpointer data)
{
    g_free(((HeldMeasure *) data)->series);
}

static void
held_free(gpointer data)
{
    g_free(((HeldFinding *) data)->text);
    g_free(data);
}

static guint
offence_hash(gconstpointer key)
{
    const Offence *o = key;
    return (o->rule * 31 + o->table) * 0x9E3779B1u + o->row * 0x85EBCA77u;
}

static gboolean
offence_equal(gconstpointer a, gconstpointer b)
{
    const Offence *x = a, *y = b;
    return x->rule == y->rule && x->table == y->table && x->row == y->row;
}

/* ---- what a call says ---- */

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    Run *run = data;
    OrgMonth month = run->view ? run->baselines[run->view - 1]->month : run->now;
    if (run->holds_measures) {
        HeldMeasure held = { run->item->index, unit, value, g_strdup(series) };
        g_array_append_val(run->held_measures, held);
        return;
    }
    run->sink->measure(run->sink->data, run->item->index, series, unit, month, value, run->view);
}

static void
on_finding(gpointer data, guint severity, guint table, OrgRow row, const char *text)
{
    Run *run = data;
    gboolean is_rule = run->item->role == ORG_ITEM_RULE, known = FALSE;
    if (is_rule) {
        Offence key = { run->item->index, table, row };
        known = g_hash_table_contains(run->offences, &key);
        g_hash_table_add(run->judging, g_memdup2(&key, sizeof key));
        if (severity == ORG_VETO && !known && run->step >= 0 && !run->new_vetoes++)
            run->veto_text = g_strdup(text);
    }
    if (known)
        return; /* said when it first appeared */
    HeldFinding *held = g_new0(HeldFinding, 1);
    *held = (HeldFinding){ run->item->index, severity, table, row, g_strdup(text) };
    g_ptr_array_add(run->held_back, held);
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

static const OrgCallSink call_sink = { NULL, on_measure, on_finding, on_progress, NULL };

static void
tell_findings(Run *run, gboolean vetoed)
{
    for (guint i = 0; i < run->held_back->len; i++) {
        const HeldFinding *held = run->held_back->pdata[i];
        /* A veto that does not undo a step is a warning: the organisation broke the rule before, or by itself. */
        guint severity = held->severity == ORG_VETO && !vetoed ? ORG_WARN : held->severity;
        run->sink->finding(run->sink->data, held->item, run->step, severity, held->table, held->row, run->now,
                           held->text);
    }
    g_ptr_array_set_size(run->held_back, 0);
}

/* What an undone step would have paid or moved is no figure of the run. */
static void
settle_measures(Run *run, gboolean stands)
{
    run->holds_measures = FALSE;
    for (guint i = 0; stands && i < run->held_measures->len; i++) {
        const HeldMeasure *held = &g_array_index(run->held_measures, HeldMeasure, i);
        run->sink->measure(run->sink->data, held->item, held->series, held->unit, run->now, held->value, 0);
    }
    g_array_set_size(run->held_measures, 0);
}

/* ---- calling ---- */

static gboolean
call(Run *run, const OrgItem *item, OrgMonth first, OrgMonth last, const OrgMark *before, GError **error)
{
    OrgCallSink sink = call_sink;
    sink.data = run;
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
        .sink = &sink,
    };
    run->item = item;
    if (!on_progress(run, 0))
        return FALSE;
    const OrgPluginInfo *plugin = org_host_set_catalogue(run->host)->plugins->pdata[item->feature->plugin];
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
    call_sink.measure(run, item->id, ORG_NONE, value);
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
    g_hash_table_remove_all(run->judging);
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

/* What was judged is what the next evaluation is compared with. */
static void
accept(Run *run)
{
    GHashTable *old = run->offences;
    run->offences = run->judging;
    run->judging = old;
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
        accept(run);
        run->sink->step(run->sink->data, step->index, run->now, "done", "");
        return ORG_RUN_DONE;
    }
    org_undo_to(run->org, mark);
    if (run->org->journal)
        org_journal_truncate(run->org->journal, acts);
    run->carried[step->index] = carried;
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
        OrgMonth first, last;
        if (item->role == ORG_ITEM_STEP && org_clock_due(item, run->now, &first, &last))
            status = do_step(run, item, first, last, error);
    }
    if (status == ORG_RUN_FAILED)
        return status;
    gboolean period_end = org_clock_is_period_end(run->plan, run->now);
    if (period_end) {
        if (!judge(run, NULL, error))
            return ORG_RUN_FAILED;
        tell_findings(run, FALSE);
        accept(run);
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
    accept(run);
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
    for (guint i = 0; i < months->len; i++) {
        run->now = g_array_index(months, OrgMonth, i);
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
    g_autoptr(GHashTable) offences = g_hash_table_new_full(offence_hash, offence_equal, g_free, NULL);
    g_autoptr(GHashTable) judging = g_hash_table_new_full(offence_hash, offence_equal, g_free, NULL);
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(held_free);
    g_autoptr(GArray) measures = g_array_new(FALSE, FALSE, sizeof(HeldMeasure));
    g_array_set_clear_func(measures, measure_clear);
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
                .offences = offences,
                .judging = judging,
                .held_back = held,
                .held_measures = measures,
                .step = -1 };
    count_ordinals(&run);
    OrgRunStatus status = go(&run, error);
    if (status == ORG_RUN_FAILED && run.interrupted)
        status = ORG_RUN_INTERRUPTED;
    offences = run.offences;
    judging = run.judging;
    g_free(run.veto_text);
    org_caller_free(caller);
    return status;
}
