// SPDX-License-Identifier: MIT
#include "record.h"
#include "manifest.h"
#include "../base/month.h"
#include "fate-rows.h"
#include <math.h>
#include <string.h>

/* ---- rows */

static const char *
id_or_empty(const Org *org, guint table, OrgRow row, GStringChunk *texts)
{
    return row == ORG_NONE || !table ? "" : g_string_chunk_insert_const(texts, org_id(org, table, row));
}

static GArray *
series_rows(const OrgLoaded *loaded, const OrgWorkerResult *result, const OrgSpread *spread, GStringChunk *texts)
{
    const OrgPlan *plan = loaded->plan;
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgSeriesRow));
    for (guint i = 0; i < result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        gboolean ends = m->month == plan->from - 1 || m->month == plan->to;
        if (m->baseline || (m->unit != ORG_NONE && !ends && !plan->history_all))
            continue;
        OrgSeriesRow row = { ((OrgItem *) plan->items->pdata[m->item])->id,
                             m->series,
                             id_or_empty(result->end, ORG_UNITS, m->unit, texts),
                             m->month,
                             m->value,
                             NAN,
                             NAN };
        OrgSpreadBand band;
        if (spread && org_spread_by_chance(spread) && m->unit == ORG_NONE &&
            org_spread_band(spread, m->item, m->series, m->month, &band)) {
            row.p5 = band.p5;
            row.p95 = band.p95;
        }
        g_array_append_val(rows, row);
    }
    return rows;
}

static GArray *
finding_rows(const OrgLoaded *loaded, const OrgWorkerResult *result)
{
    static const char *const severities[] = { "note", "note", "warning", "veto" };
    static const char *const tables[] = { "", "units", "posts", "people" };
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgFindingRow));
    for (guint i = 0; i < result->findings->len; i++) {
        const OrgWorkerFinding *f = &g_array_index(result->findings, OrgWorkerFinding, i);
        OrgFindingRow row = { severities[MIN(f->severity, ORG_VETO)],
                              ((OrgItem *) loaded->plan->items->pdata[f->item])->id,
                              tables[MIN(f->table, ORG_PEOPLE)],
                              f->id ? f->id : "",
                              f->message,
                              f->month,
                              f->step < 0 ? "" : ((OrgItem *) loaded->plan->items->pdata[f->step])->id,
                              f->code,
                              f->value,
                              f->limit,
                              f->since,
                              f->again };
        g_array_append_val(rows, row);
    }
    return rows;
}

static GArray *
step_rows(const OrgLoaded *loaded, const OrgWorkerResult *result)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgStepRow));
    for (guint i = 0; i < result->steps->len; i++) {
        const OrgWorkerStep *s = &g_array_index(result->steps, OrgWorkerStep, i);
        OrgStepRow row = { ((OrgItem *) loaded->plan->items->pdata[s->item])->id, s->month, s->status, s->message };
        g_array_append_val(rows, row);
    }
    return rows;
}

static GArray *
running_rows(const OrgLoaded *loaded, const OrgWorkerResult *result)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgCostRow));
    for (guint i = 0; i < result->running->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->running, OrgWorkerMeasure, i);
        OrgCostRow row = { ((OrgItem *) loaded->plan->items->pdata[m->item])->id, m->series, m->month, m->value };
        g_array_append_val(rows, row);
    }
    return rows;
}

/* As an argument; owned by the caller. The note of a baseline may end like a sentence, or not. */
static char *
illustrative_note(const OrgBaseline *baseline)
{
    const char *note = org_message_said(baseline->note);
    g_autofree char *english = org_message_text(baseline->note, ORG_LANG_EN);
    if (!*note)
        return org_said("The %s denominator is illustrative.", baseline->name);
    return g_str_has_suffix(english, ".") ? org_said("The %s denominator is illustrative: %s", baseline->name, note)
                                          : org_said("The %s denominator is illustrative: %s.", baseline->name, note);
}

/* "" if none; owned by the caller. */
static OrgMessage *
target_note(const OrgPlan *plan, const OrgVerdict *verdict)
{
    const OrgTarget *target = verdict->target;
    const OrgBaseline *baseline = target->against ? org_plan_baseline(plan, target->against) : NULL;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    if (*org_message_said(target->note))
        g_ptr_array_add(parts, g_strdup(org_message_said(target->note)));
    if (baseline && baseline->illustrative)
        g_ptr_array_add(parts, illustrative_note(baseline));
    return parts->len ? (OrgMessage *) org_said_list(parts, " ") : (OrgMessage *) g_strdup("");
}

static OrgTargetRow
target_row(const OrgLoaded *loaded, const OrgVerdict *verdict, const OrgJudgement *j, const OrgMessage *note)
{
    const OrgPlan *plan = loaded->plan;
    const OrgTarget *target = verdict->target;
    return (OrgTargetRow){
        .id = target->id,
        .title = target->title,
        .metric = ((OrgItem *) plan->items->pdata[target->metric])->id,
        .against = target->against,
        .required = target->required,
        .compare = org_compare_name(target->compare),
        .counted = org_counted_name(target->counted),
        .low = target->low,
        .high = target->high,
        .relative = target->relative,
        .unit = verdict->measured_in,
        .scope = target->unit,
        .note = note,
        .illustrative = verdict->illustrative,
        .counting = j->counting,
        .item = ((OrgItem *) plan->items->pdata[j->item])->id,
        .series = j->series,
        .month = j->month,
        .baseline = j->baseline,
        .baseline_high = j->baseline_high,
        .value = j->value,
        .change = j->change,
        .needed = j->needed,
        .needed_high = j->needed_high,
        .break_even = j->break_even,
        .met = j->met == ORG_MET       ? 1
               : j->met == ORG_DEPENDS ? -1
                                       : 0,
        .verdict = org_met_text(j->met),
        .overall = org_met_text(j->overall),
        .basis = org_basis_text(j->basis),
        .headline = j == org_verdict_headline(verdict),
        .reported_month = j->pace.month,
        .reported = j->pace.actual,
        .planned = j->pace.planned,
        .share = j->pace.share,
        .before = j->pace.before,
        .before_high = j->pace.before_high,
        .remaining = j->pace.remaining,
        .remaining_high = j->pace.remaining_high,
        .yearly = j->pace.yearly,
        .yearly_high = j->pace.yearly_high,
    };
}

/* How far from what is required, how sure, and what was reported instead. */
static void
add_doubts(OrgTargetRow *row, const OrgJudgement *j)
{
    row->gap = j->gap;
    row->gap_high = j->gap_high;
    row->of_interval = j->of_interval;
    row->p5 = j->band.p5;
    row->p95 = j->band.p95;
    row->break_even_p5 = j->band.break_even_p5;
    row->break_even_p95 = j->band.break_even_p95;
    row->probability = j->band.probability;
    row->probability_high = j->band.probability_high;
    row->report_month = j->reported.month;
    row->report_value = j->reported.value;
    row->report_change = j->reported.change;
    row->report_gap = j->reported.gap;
    row->report_verdict = j->reported.month == ORG_UNKNOWN ? "" : org_met_text(j->reported.met);
    row->standing = org_met_text(j->standing);
}

static GArray *
target_rows(const OrgLoaded *loaded, const OrgJudging *judging, GStringChunk *texts)
{
    const GPtrArray *verdicts = org_judging_verdicts(judging);
    const OrgSpread *spread = org_judging_spread(judging);
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgTargetRow));
    for (guint v = 0; v < verdicts->len; v++) {
        const OrgVerdict *verdict = verdicts->pdata[v];
        g_autofree OrgMessage *own = target_note(loaded->plan, verdict);
        const OrgMessage *note = org_message_of(g_string_chunk_insert(texts, org_message_said(own)));
        for (guint i = 0; i < verdict->judgements->len; i++) {
            if (!org_judgement_stands(verdict, i))
                continue;
            OrgTargetRow row = target_row(loaded, verdict, &g_array_index(verdict->judgements, OrgJudgement, i), note);
            add_doubts(&row, &g_array_index(verdict->judgements, OrgJudgement, i));
            row.values = spread ? org_spread_values(spread, v, i) : NULL;
            row.changes = spread ? org_spread_changes(spread, v, i) : NULL;
            g_array_append_val(rows, row);
        }
    }
    return rows;
}

static GArray *
replication_rows(const OrgPlan *plan, OrgSpread *spread)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgReplicationRow));
    g_autoptr(GArray) figures = spread ? org_spread_figures(spread) : NULL;
    for (guint i = 0; figures && i < figures->len; i++) {
        const OrgSpreadFigures *f = &g_array_index(figures, OrgSpreadFigures, i);
        OrgReplicationRow row = { ((OrgItem *) plan->items->pdata[f->item])->id, f->series, f->month, f->figures };
        g_array_append_val(rows, row);
    }
    return rows;
}

static GArray *
actual_rows(const OrgPlan *plan)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgActualRow));
    for (guint i = 0; i < plan->actuals->len; i++) {
        const OrgActual *a = &g_array_index(plan->actuals, OrgActual, i);
        OrgActualRow row = { a->metric, a->scope ? a->scope : "", a->source, a->month, a->value };
        g_array_append_val(rows, row);
    }
    return rows;
}

static GPtrArray *
baseline_snapshots(const OrgLoaded *loaded)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < loaded->plan->baselines->len; i++) {
        if (!loaded->baselines[i])
            continue;
        const OrgBaseline *baseline = loaded->plan->baselines->pdata[i];
        OrgBaselineSnapshot *one = g_new0(OrgBaselineSnapshot, 1);
        *one =
            (OrgBaselineSnapshot){ org_baseline_snapshot(baseline), loaded->baselines[i], loaded->baseline_hashes[i] };
        g_ptr_array_add(list, one);
    }
    return list;
}

static gboolean
store_whole(OrgStore *store, gint64 id, const OrgRun *run, GError **error)
{
    const OrgLoaded *loaded = run->loaded;
    const OrgWorkerResult *result = run->result;
    GStringChunk *texts = g_string_chunk_new(4096);
    g_autoptr(GArray) series = series_rows(loaded, result, org_judging_spread(run->judging), texts),
                      findings = finding_rows(loaded, result), steps = step_rows(loaded, result),
                      running = running_rows(loaded, result), targets = target_rows(loaded, run->judging, texts),
                      actuals = actual_rows(loaded->plan),
                      replications = replication_rows(loaded->plan, org_judging_spread(run->judging));
    g_autoptr(GPtrArray) baselines = baseline_snapshots(loaded);
    g_autofree char *totals = org_totals_json(loaded->org, loaded->plan, result);
    g_autoptr(OrgFateRows) fates = org_fate_rows_new(loaded->org);
    OrgRunResult stored = {
        .status = org_run_status_text(run->status),
        .message = run->message,
        .snapshot_name = loaded->snapshot,
        .start = loaded->org,
        .start_hash = loaded->hash,
        .end_hash = result->end_hash,
        .end_month = result->end->month,
        .baselines = baselines,
        .series = (OrgSeriesRow *) (void *) series->data,
        .n_series = series->len,
        .findings = (OrgFindingRow *) (void *) findings->data,
        .n_findings = findings->len,
        .targets = (OrgTargetRow *) (void *) targets->data,
        .n_targets = targets->len,
        .replications = (OrgReplicationRow *) (void *) replications->data,
        .n_replications = replications->len,
        .n_done = run->replications,
        .steps = (OrgStepRow *) (void *) steps->data,
        .n_steps = steps->len,
        .running = (OrgCostRow *) (void *) running->data,
        .n_running = running->len,
        .acts = result->acts->data,
        .acts_size = result->acts->len,
        .watch = org_fate_rows_observer(fates),
        .fates = org_fate_rows_made,
        .fates_data = fates,
        .totals_json = totals,
        .actuals = (OrgActualRow *) (void *) actuals->data,
        .n_actuals = actuals->len,
        .from_actuals = org_judging_from_actuals(run->judging),
    };
    gboolean done = org_store_finish_run(store, id, &stored, error);
    g_string_chunk_free(texts);
    return done;
}

/* ---- the run in the file */

const char *
org_run_status_text(OrgWorkerStatus status)
{
    static const char *const texts[] = { "done", "vetoed", "failed", "interrupted" };
    return texts[MIN((guint) status, G_N_ELEMENTS(texts) - 1)];
}

gint64
org_record_begin(OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *options, GError **error)
{
    OrgManifestTexts texts = { 0 };
    org_manifest_make(loaded, options, &texts);
    gint64 id = org_store_begin_run(store, &texts.manifest, error);
    org_manifest_clear(&texts);
    return id;
}

gboolean
org_record_end(OrgStore *store, gint64 id, const OrgRun *run, GError **error)
{
    if (org_run_is_whole(run))
        return store_whole(store, id, run, error);
    return org_store_fail_run(store, id, org_run_status_text(run->status), run->message, error);
}

gint64
org_record_broken(OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *options, const OrgMessage *why,
                  GError **error)
{
    gint64 id = org_record_begin(store, loaded, options, error);
    return id && org_store_fail_run(store, id, org_run_status_text(ORG_WORKER_FAILED), why, error) ? id : 0;
}

OrgRun *
org_run_stored(OrgLoaded *loaded, const OrgRunOptions *options, OrgStore *store, gint64 *id, GError **error)
{
    *id = org_record_begin(store, loaded, options, error);
    if (!*id)
        return NULL;
    g_autoptr(OrgRun) run = org_run(loaded, options);
    if (!org_record_end(store, *id, run, error))
        return NULL;
    return g_steal_pointer(&run);
}
