// SPDX-License-Identifier: MIT
#include "record.h"
#include "../base/month.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

static char *
dump(json_t *json)
{
    char *raw = json_dumps(json, JSON_COMPACT), *text = g_strdup(raw);
    free(raw);
    json_decref(json);
    return text;
}

static const char *
plugin_of(const OrgCatalogue *catalogue, const OrgItem *item)
{
    return item->feature ? ((OrgPluginInfo *) catalogue->plugins->pdata[item->feature->plugin])->id : "sql";
}

/* Only the plugins that the plan uses: another one in the folder does not change a run. */
static char *
plugins_json(const OrgCatalogue *catalogue, const OrgPlan *plan)
{
    json_t *list = json_array();
    for (guint p = 0; p < catalogue->plugins->len; p++) {
        const OrgPluginInfo *plugin = catalogue->plugins->pdata[p];
        gboolean used = FALSE;
        for (guint i = 0; plan && i < plan->items->len && !used; i++) {
            const OrgItem *item = plan->items->pdata[i];
            used = item->feature && item->feature->plugin == p;
        }
        if (used)
            json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "id", plugin->id, "version", plugin->version,
                                                  "sha256", plugin->sha256));
    }
    return dump(list);
}

static char *
items_json(const OrgCatalogue *catalogue, const OrgPlan *plan)
{
    static const char *const roles[] = { "process", "step", "rule", "metric" };
    json_t *list = json_array();
    for (guint i = 0; plan && i < plan->items->len; i++) {
        const OrgItem *item = plan->items->pdata[i];
        json_t *entry =
            json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:i}", "index", (int) item->index, "id", item->id, "feature",
                      item->feature ? item->feature->name : "sql", "plugin", plugin_of(catalogue, item), "role",
                      roles[item->role], "note", item->note ? item->note : "", "file", item->file ? item->file : "",
                      "line", (int) item->line);
        if (item->sheet)
            json_object_set_new(entry, "sheet", json_string(item->sheet));
        json_array_append_new(list, entry);
    }
    return dump(list);
}

void
org_manifest_make(const OrgLoaded *loaded, const char *scenario, guint64 seed, guint replications,
                  OrgManifestTexts *texts)
{
    const OrgCatalogue *catalogue = org_worker_catalogue(loaded->worker);
    const OrgPlan *plan = loaded->plan;
    texts->plugins_json = plugins_json(catalogue, plan);
    texts->items_json = items_json(catalogue, plan);
    texts->hash = plan ? org_bundle_hash(plan->bundle) : NULL;
    texts->bundle = plan ? org_bundle_pack(plan->bundle) : NULL;
    texts->manifest = (OrgManifest){
        .scenario = plan ? plan->name : scenario,
        .title = plan ? plan->title : "",
        .engine = ORG_VERSION,
        .plugins_json = texts->plugins_json,
        .scenario_hash = texts->hash,
        .organisation_hash = loaded->hash,
        .sandbox = org_worker_sandbox(loaded->worker),
        .bundle = texts->bundle,
        .seed = seed,
        .replications = replications,
        .from = plan ? plan->from : 0,
        .to = plan ? plan->to : 0,
        .currency = plan ? plan->currency : "",
        .items_json = texts->items_json,
    };
}

void
org_manifest_clear(OrgManifestTexts *texts)
{
    g_clear_pointer(&texts->plugins_json, g_free);
    g_clear_pointer(&texts->items_json, g_free);
    g_clear_pointer(&texts->hash, g_free);
    g_clear_pointer(&texts->bundle, g_bytes_unref);
}

char *
org_totals_json(const Org *start, const Org *end)
{
    const OrgTotals *a = &start->totals, *b = &end->totals;
    return dump(json_pack("{s:{s:I, s:I, s:I, s:I}, s:{s:I, s:I, s:I, s:I}, s:{s:I, s:I, s:I, s:I, s:I}}", "units",
                          "before", (json_int_t) a->units, "after", (json_int_t) b->units, "opened",
                          (json_int_t) (b->units_opened - a->units_opened), "closed",
                          (json_int_t) (b->units_closed - a->units_closed), "posts", "before", (json_int_t) a->posts,
                          "after", (json_int_t) b->posts, "opened", (json_int_t) (b->posts_opened - a->posts_opened),
                          "closed", (json_int_t) (b->posts_closed - a->posts_closed), "people", "before",
                          (json_int_t) a->people, "after", (json_int_t) b->people, "left",
                          (json_int_t) (b->left - a->left), "joined", (json_int_t) (b->joined - a->joined), "surplus",
                          (json_int_t) b->surplus));
}

/* ---- rows ---- */

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
        if (m->view || (m->unit != ORG_NONE && !ends && !plan->history_all))
            continue;
        OrgSeriesRow row = { ((OrgItem *) plan->items->pdata[m->item])->id,
                             m->series,
                             id_or_empty(loaded->org, ORG_UNITS, m->unit, texts),
                             m->month,
                             m->value,
                             NAN,
                             NAN };
        OrgSpreadBand band;
        if (spread && m->unit == ORG_NONE && org_spread_band(spread, m->item, m->series, m->month, &band)) {
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
                              f->text,
                              f->month,
                              f->step < 0 ? "" : ((OrgItem *) loaded->plan->items->pdata[f->step])->id };
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
        OrgStepRow row = { ((OrgItem *) loaded->plan->items->pdata[s->item])->id, s->month, s->status, s->text };
        g_array_append_val(rows, row);
    }
    return rows;
}

static const char *
target_note(const OrgPlan *plan, const OrgVerdict *verdict, GStringChunk *texts)
{
    const OrgTarget *target = verdict->target;
    const OrgBaseline *baseline = target->against ? org_plan_baseline(plan, target->against) : NULL;
    GString *note = g_string_new(target->note ? target->note : "");
    if (baseline && baseline->illustrative) {
        if (note->len)
            g_string_append(note, " ");
        g_string_append_printf(note, "The %s denominator is illustrative%s%s", baseline->name,
                               baseline->note && *baseline->note ? ": " : "", baseline->note ? baseline->note : "");
        if (!g_str_has_suffix(note->str, "."))
            g_string_append_c(note, '.');
    }
    const char *kept = g_string_chunk_insert(texts, note->str);
    g_string_free(note, TRUE);
    return kept;
}

static OrgTargetRow
target_row(const OrgLoaded *loaded, const OrgVerdict *verdict, const OrgJudgement *j, const char *note)
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

static GArray *
target_rows(const OrgLoaded *loaded, const OrgJudging *judging, GStringChunk *texts)
{
    const GPtrArray *verdicts = org_judging_verdicts(judging);
    const OrgSpread *spread = org_judging_spread(judging);
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgTargetRow));
    for (guint v = 0; v < verdicts->len; v++) {
        const OrgVerdict *verdict = verdicts->pdata[v];
        const char *note = target_note(loaded->plan, verdict, texts);
        guint skip = verdict->target->average && verdict->n_months ? verdict->n_months - 1 : 0;
        for (guint i = 0; i < verdict->judgements->len; i++) {
            if (verdict->n_months && i % verdict->n_months < skip)
                continue; /* an average is judged once, at its last deadline */
            OrgTargetRow row = target_row(loaded, verdict, &g_array_index(verdict->judgements, OrgJudgement, i), note);
            row.probability = spread ? org_spread_chance(spread, v, i).probability : NAN;
            g_array_append_val(rows, row);
        }
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
        *one = (OrgBaselineSnapshot){ baseline->source.name && *baseline->source.name ? baseline->source.name
                                      : baseline->source.snapshot                     ? baseline->source.snapshot
                                                                                      : baseline->name,
                                      loaded->baselines[i], loaded->baseline_hashes[i] };
        g_ptr_array_add(list, one);
    }
    return list;
}

GArray *
org_record_measures(const OrgWorkerResult *result)
{
    GArray *all = org_measures_new();
    for (guint i = 0; i < result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        org_measures_add(all, m->item, m->series, m->unit, m->month, m->value, m->view);
    }
    return all;
}

gboolean
org_record(OrgStore *store, gint64 run, const OrgLoaded *loaded, const Org *start, const OrgWorkerResult *result,
           const OrgJudging *judging, GError **error)
{
    GStringChunk *texts = g_string_chunk_new(4096);
    g_autoptr(GArray) series = series_rows(loaded, result, org_judging_spread(judging), texts),
                      findings = finding_rows(loaded, result), steps = step_rows(loaded, result),
                      targets = target_rows(loaded, judging, texts), actuals = actual_rows(loaded->plan);
    g_autoptr(GPtrArray) baselines = baseline_snapshots(loaded);
    g_autofree char *totals = org_totals_json(start, loaded->org);
    OrgRunResult stored = {
        .status = result->status == ORG_WORKER_VETOED ? "vetoed" : "done",
        .message = result->message ? result->message : "",
        .snapshot_name = loaded->snapshot,
        .start = start,
        .end = loaded->org,
        .start_hash = loaded->hash,
        .end_hash = result->end_hash,
        .baselines = baselines,
        .series = (OrgSeriesRow *) (void *) series->data,
        .n_series = series->len,
        .findings = (OrgFindingRow *) (void *) findings->data,
        .n_findings = findings->len,
        .targets = (OrgTargetRow *) (void *) targets->data,
        .n_targets = targets->len,
        .steps = (OrgStepRow *) (void *) steps->data,
        .n_steps = steps->len,
        .acts = result->acts->data,
        .acts_size = result->acts->len,
        .totals_json = totals,
        .actuals = (OrgActualRow *) (void *) actuals->data,
        .n_actuals = actuals->len,
        .from_actuals = org_judging_from_actuals(judging),
    };
    gboolean done = org_store_finish_run(store, run, &stored, error);
    g_string_chunk_free(texts);
    return done;
}
