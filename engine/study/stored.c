// SPDX-License-Identifier: MIT
#include "stored.h"
#include "../base/error.h"
#include "../base/series.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

/* ---- freeing */

static void
judgement_clear(gpointer data)
{
    OrgStoredJudgement *j = data;
    g_free(j->counting);
    g_free(j->item);
    g_free(j->series);
}

static void
target_free(gpointer data)
{
    OrgStoredTarget *t = data;
    char *const texts[] = { t->id, t->metric, t->against, t->required, t->scope };
    g_free(t->title);
    g_free(t->note);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_array_unref(t->judgements);
    g_free(t);
}

static void
series_free(gpointer data)
{
    OrgStoredSeries *s = data;
    g_free(s->item);
    g_free(s->series);
    g_free(s->unit);
    g_array_unref(s->months);
    g_array_unref(s->value);
    g_array_unref(s->p5);
    g_array_unref(s->p95);
    g_free(s);
}

static void
finding_free(gpointer data)
{
    OrgStoredFinding *f = data;
    char *const texts[] = { f->severity, f->rule, f->table, f->id, f->step, f->code };
    g_free(f->message);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(f);
}

static void
step_free(gpointer data)
{
    OrgStoredStep *s = data;
    g_free(s->item);
    g_free(s->status);
    g_free(s->message);
    g_free(s);
}

static void
item_free(gpointer data)
{
    OrgStoredItem *item = data;
    g_free(item->id);
    g_free(item->feature);
    g_free(item->role);
    g_free(item->plugin);
    g_array_unref(item->series);
    g_free(item);
}

void
org_stored_free(OrgStoredRun *run)
{
    if (!run)
        return;
    g_free(run->place);
    g_free(run->message);
    g_ptr_array_unref(run->items);
    g_ptr_array_unref(run->targets);
    g_ptr_array_unref(run->series);
    g_ptr_array_unref(run->findings);
    g_ptr_array_unref(run->steps);
    g_free(run);
}

/* ---- what was declared */

const OrgStoredItem *
org_stored_item(const OrgStoredRun *run, const char *id)
{
    for (guint i = 0; i < run->items->len; i++)
        if (!strcmp(((const OrgStoredItem *) run->items->pdata[i])->id, id))
            return run->items->pdata[i];
    return NULL;
}

static char *
text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return g_strdup(text ? text : "");
}

static void
declared_clear(gpointer data)
{
    g_free(((OrgStoredDeclared *) data)->name);
    g_free(((OrgStoredDeclared *) data)->label);
}

static void
read_declared(OrgStoredItem *item, const json_t *list)
{
    json_t *one;
    gsize i;
    json_array_foreach(list, i, one)
    {
        const char *unit = json_string_value(json_object_get(one, "unit"));
        g_autofree char *kind = text_in(one, "kind");
        OrgStoredDeclared declared = { .name = text_in(one, "name"),
                                       .label = text_in(one, "label"),
                                       .measured_in = org_measured_in_parse(unit),
                                       .kind =
                                           g_strcmp0(kind, org_series_kind_name(ORG_FLOW)) == 0 ? ORG_FLOW : ORG_LEVEL,
                                       .flags = (guint32) json_integer_value(json_object_get(one, "flags")) };
        g_array_append_val(item->series, declared);
    }
}

const OrgStoredDeclared *
org_stored_declared(const OrgStoredItem *item, const char *series)
{
    for (guint i = 0; i < item->series->len; i++) {
        const OrgStoredDeclared *declared = &g_array_index(item->series, OrgStoredDeclared, i);
        if (org_series_named(declared->name, series))
            return declared;
    }
    return NULL;
}

/* What an item's feature declared of a series; a level without more where the file does not say. */
static const OrgStoredDeclared *
declared_of(const OrgStoredRun *run, const char *item, const char *series)
{
    static const OrgStoredDeclared unknown = { (char *) "", (char *) "", NULL, ORG_LEVEL, 0 };
    const OrgStoredItem *one = org_stored_item(run, item);
    const OrgStoredDeclared *declared = one ? org_stored_declared(one, series) : NULL;
    return declared ? declared : &unknown;
}

/* ---- reading */

typedef struct {
    OrgStoredRun *run;
    GHashTable *series; /* item, series, unit -> OrgStoredSeries *, borrowed */
    char *odd;          /* what no run stores, or NULL */
} Reading;

static OrgStoredTarget *
target_new(Reading *reading, const OrgTargetRow *row)
{
    OrgStoredTarget *t = g_new0(OrgStoredTarget, 1);
    *t = (OrgStoredTarget){ .id = g_strdup(row->id),
                            .title = org_message_copy(row->title),
                            .metric = g_strdup(row->metric),
                            .against = g_strdup(row->against),
                            .note = org_message_copy(row->note),
                            .required = g_strdup(row->required),
                            .low = row->low,
                            .high = row->high,
                            .relative = row->relative,
                            .measured_in = org_measured_in_parse(row->unit),
                            .scope = g_strdup(row->scope),
                            .illustrative = row->illustrative,
                            .judgements = g_array_new(FALSE, FALSE, sizeof(OrgStoredJudgement)) };
    g_array_set_clear_func(t->judgements, judgement_clear);
    g_ptr_array_add(reading->run->targets, t);
    return t;
}

static void
on_target(const OrgTargetRow *row, gpointer data)
{
    Reading *reading = data;
    GPtrArray *targets = reading->run->targets;
    OrgStoredTarget *t = targets->len ? targets->pdata[targets->len - 1] : NULL;
    if (!t || strcmp(t->id, row->id))
        t = target_new(reading, row);
    OrgStoredJudgement j = {
        .counting = g_strdup(row->counting),
        .item = g_strdup(row->item),
        .series = g_strdup(row->series),
        .month = row->month,
        .baseline = row->baseline,
        .baseline_high = row->baseline_high,
        .value = row->value,
        .change = row->change,
        .needed = row->needed,
        .needed_high = row->needed_high,
        .break_even = row->break_even,
        .gap = row->gap,
        .gap_high = row->gap_high,
        .of_interval = row->of_interval,
        .band = { row->p5, row->p95, row->break_even_p5, row->break_even_p95, row->probability, row->probability_high },
        .pace = { row->reported_month, row->reported, row->planned, row->share, row->before, row->before_high,
                  row->remaining, row->remaining_high, row->yearly, row->yearly_high },
        .reported = { row->report_month, row->report_value, row->report_change, NAN, row->report_gap, ORG_NO_VALUE },
    };
    gboolean known = org_compare_parse(row->compare, &t->compare) && org_counted_parse(row->counted, &t->counted) &&
                     org_met_parse(row->verdict, &j.met) && org_met_parse(row->overall, &j.overall) &&
                     org_met_parse(row->standing, &j.standing) &&
                     (!*row->report_verdict || org_met_parse(row->report_verdict, &j.reported.met)) &&
                     org_basis_parse(row->basis, &j.basis);
    if (!known && !reading->odd)
        reading->odd = g_strdup(row->id);
    if (row->headline)
        t->headline = t->judgements->len;
    g_array_append_val(t->judgements, j);
}

static void
on_series(const OrgSeriesRow *row, gpointer data)
{
    Reading *reading = data;
    g_autofree char *key = g_strjoin("\x1f", row->item, row->series, row->unit, NULL);
    OrgStoredSeries *s = g_hash_table_lookup(reading->series, key);
    if (!s) {
        s = g_new(OrgStoredSeries, 1);
        *s = (OrgStoredSeries){ g_strdup(row->item),
                                g_strdup(row->series),
                                g_strdup(row->unit),
                                declared_of(reading->run, row->item, row->series),
                                g_array_new(FALSE, FALSE, sizeof(OrgMonth)),
                                g_array_new(FALSE, FALSE, sizeof(double)),
                                g_array_new(FALSE, FALSE, sizeof(double)),
                                g_array_new(FALSE, FALSE, sizeof(double)) };
        g_ptr_array_add(reading->run->series, s);
        g_hash_table_insert(reading->series, g_steal_pointer(&key), s);
    }
    g_array_append_val(s->months, row->month);
    g_array_append_val(s->value, row->value);
    g_array_append_val(s->p5, row->p5);
    g_array_append_val(s->p95, row->p95);
}

static void
on_finding(const OrgFindingRow *row, gpointer data)
{
    OrgStoredFinding *f = g_new(OrgStoredFinding, 1);
    *f = (OrgStoredFinding){ .severity = g_strdup(row->severity),
                             .rule = g_strdup(row->rule),
                             .table = g_strdup(row->table),
                             .id = g_strdup(row->id),
                             .message = org_message_copy(row->message),
                             .step = g_strdup(row->step),
                             .code = g_strdup(row->code),
                             .month = row->month,
                             .since = row->since,
                             .value = row->value,
                             .limit = row->limit,
                             .again = row->again };
    g_ptr_array_add(((Reading *) data)->run->findings, f);
}

static void
on_step(const OrgStepRow *row, gpointer data)
{
    OrgStoredStep *s = g_new(OrgStoredStep, 1);
    *s = (OrgStoredStep){ g_strdup(row->item), g_strdup(row->status), org_message_copy(row->message), row->month };
    g_ptr_array_add(((Reading *) data)->run->steps, s);
}

static OrgStoredTotal
read_total(const json_t *one)
{
    OrgStoredTotal total = { 0 };
    const struct {
        const char *key;
        double *to;
    } figures[] = { { "before", &total.before },  { "after", &total.after }, { "opened", &total.opened },
                    { "closed", &total.closed },  { "left", &total.left },   { "joined", &total.joined },
                    { "surplus", &total.surplus } };
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        *figures[i].to = json_number_value(json_object_get(one, figures[i].key));
    return total;
}

static void
read_totals(OrgStoredRun *run, const char *text)
{
    static const char *const tables[] = { NULL, "units", "posts", "people" };
    json_t *all = text && *text ? json_loads(text, 0, NULL) : NULL;
    run->has_totals = json_is_object(all);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        run->totals[t] = read_total(json_object_get(all, tables[t]));
    const json_t *rows = json_object_get(all, "posts_rows");
    run->posts_rows = rows ? read_total(rows) : run->totals[ORG_POSTS];
    json_decref(all);
}

static void
read_items(OrgStoredRun *run, const char *text)
{
    json_t *all = text && *text ? json_loads(text, 0, NULL) : NULL, *one;
    gsize i;
    json_array_foreach(all, i, one)
    {
        OrgStoredItem *item = g_new(OrgStoredItem, 1);
        *item = (OrgStoredItem){ text_in(one, "id"), text_in(one, "feature"), text_in(one, "role"),
                                 text_in(one, "plugin"), g_array_new(FALSE, TRUE, sizeof(OrgStoredDeclared)) };
        g_array_set_clear_func(item->series, declared_clear);
        read_declared(item, json_object_get(one, "series"));
        g_ptr_array_add(run->items, item);
    }
    json_decref(all);
}

char *
org_stored_place(OrgStore *store, const OrgRunInfo *info)
{
    return g_strdup_printf("%s:run-%" G_GINT64_FORMAT, org_store_path(store), info->id);
}

/* Whose word a series is. */
static void
mark_told(OrgStoredRun *run, const char *text)
{
    json_t *all = text && *text ? json_loads(text, 0, NULL) : NULL, *one;
    gsize i;
    json_array_foreach(json_object_get(all, "told"), i, one)
    {
        const char *id = json_string_value(json_array_get(one, 0)), *series = json_string_value(json_array_get(one, 1));
        const OrgStoredItem *item = id ? org_stored_item(run, id) : NULL;
        for (guint k = 0; item && series && k < run->series->len; k++) {
            OrgStoredSeries *s = run->series->pdata[k];
            if (!strcmp(s->item, id) && !strcmp(s->series, series))
                s->told_by = item->plugin;
        }
    }
    json_decref(all);
}

OrgStoredRun *
org_stored_run(OrgStore *store, const OrgRunInfo *info, GError **error)
{
    g_autoptr(OrgStoredRun) run = g_new0(OrgStoredRun, 1);
    g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reading reading = { run, index, NULL };
    run->info = info;
    run->place = org_stored_place(store, info);
    run->message = org_message_copy(info->message);
    run->items = g_ptr_array_new_with_free_func(item_free);
    run->targets = g_ptr_array_new_with_free_func(target_free);
    run->series = g_ptr_array_new_with_free_func(series_free);
    run->findings = g_ptr_array_new_with_free_func(finding_free);
    run->steps = g_ptr_array_new_with_free_func(step_free);
    read_totals(run, info->totals_json);
    read_items(run, info->items_json);
    gboolean done = org_store_targets(store, info->id, on_target, &reading, error) &&
                    org_store_series(store, info->id, on_series, &reading, error) &&
                    org_store_findings(store, info->id, on_finding, &reading, error) &&
                    org_store_steps(store, info->id, on_step, &reading, error);
    mark_told(run, info->totals_json);
    g_autofree char *odd = reading.odd;
    if (done && odd) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                      "%s: the target \"%s\" is stored in words that this orgsim does not know; run the scenario again",
                      run->place, odd);
        return NULL;
    }
    return done ? g_steal_pointer(&run) : NULL;
}

double
org_bound_shown(OrgCompare compare, double low, const char *measured_in, double value, double needed)
{
    static const char *const things[] = { "posts", "people", "units", NULL };
    gboolean falls = compare == ORG_CMP_AT_MOST || (compare == ORG_CMP_CHANGE && low < 0),
             rises = compare == ORG_CMP_AT_LEAST || (compare == ORG_CMP_CHANGE && low > 0);
    if (!measured_in || !g_strv_contains(things, measured_in) || value != floor(value))
        return needed;
    return falls ? floor(needed + 1e-9) : rises ? ceil(needed - 1e-9) : needed;
}

double
org_stored_bound(const OrgStoredTarget *target, double value, double needed)
{
    return org_bound_shown(target->compare, target->low, target->measured_in, value, needed);
}

const OrgStoredJudgement *
org_stored_headline(const OrgStoredTarget *target)
{
    return &g_array_index(target->judgements, OrgStoredJudgement, target->headline);
}

gboolean
org_stored_by_chance(const OrgStoredRun *run)
{
    for (guint i = 0; i < run->series->len; i++) {
        const OrgStoredSeries *s = run->series->pdata[i];
        for (guint k = 0; !*s->unit && k < s->p5->len; k++)
            if (!isnan(g_array_index(s->p5, double, k)))
                return TRUE;
    }
    for (guint i = 0; i < run->targets->len; i++)
        if (!isnan(org_stored_headline(run->targets->pdata[i])->band.probability))
            return TRUE;
    return FALSE;
}

const OrgStoredJudgement *
org_stored_contradicted(const OrgStoredTarget *target)
{
    const char *counting = org_stored_headline(target)->counting;
    for (guint i = 0; i < target->judgements->len; i++) {
        const OrgStoredJudgement *j = &g_array_index(target->judgements, OrgStoredJudgement, i);
        if (!strcmp(j->counting, counting) && j->reported.month != ORG_UNKNOWN && j->reported.met != j->met)
            return j;
    }
    return NULL;
}

const OrgReported *
org_stored_reported(const OrgStoredTarget *target)
{
    const OrgStoredJudgement *told = org_stored_contradicted(target);
    const OrgReported *one = &(told ? told : org_stored_headline(target))->reported;
    return one->month == ORG_UNKNOWN ? NULL : one;
}

gboolean
org_stored_is_met(const OrgStoredTarget *target)
{
    const OrgStoredJudgement *j = org_stored_headline(target);
    gboolean assumed = j->basis == ORG_BASIS_ASSUMED && j->reported.month == ORG_UNKNOWN;
    return j->standing == ORG_MET && !assumed;
}

const char *
org_stored_feature(const OrgStoredRun *run, const char *item)
{
    const OrgStoredItem *one = org_stored_item(run, item);
    return one ? one->feature : "";
}

double
org_stored_start(const OrgStoredRun *run, const OrgStoredTarget *target, const OrgStoredJudgement *j)
{
    for (guint i = 0; i < run->series->len; i++) {
        const OrgStoredSeries *s = run->series->pdata[i];
        if (strcmp(s->item, j->item) || strcmp(s->series, j->series) || strcmp(s->unit, target->scope))
            continue;
        for (guint k = 0; k < s->value->len; k++)
            if (!isnan(g_array_index(s->value, double, k)))
                return g_array_index(s->value, double, k);
    }
    return NAN;
}

const OrgStoredSeries *
org_stored_series(const OrgStoredRun *run, const char *item, const char *series)
{
    for (guint i = 0; i < run->series->len; i++) {
        const OrgStoredSeries *s = run->series->pdata[i];
        if (!strcmp(s->item, item) && !strcmp(s->series, series) && !*s->unit)
            return s;
    }
    return NULL;
}

const char *
org_stored_told_by(const OrgStoredRun *run, const char *item, const char *series)
{
    for (guint i = 0; i < run->series->len; i++) {
        const OrgStoredSeries *s = run->series->pdata[i];
        if (!strcmp(s->item, item) && !strcmp(s->series, series))
            return s->told_by;
    }
    return NULL;
}

char *
org_run_title(const OrgRunInfo *info, OrgLang lang)
{
    char *title = org_message_text(info->title, lang);
    if (*title)
        return title;
    g_free(title);
    return g_strdup(info->scenario);
}
