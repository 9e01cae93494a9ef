// SPDX-License-Identifier: MIT
/* A stored run as one JSON document. Names are stable: programs read them. */
#include "../base/month.h"
#include "json.h"
#include "run-out.h"
#include "target-text.h"
#include <math.h>

/* ---- targets: one object for each target, its counting rules and deadlines inside, those of its headline beside them */

static json_t *
pace(const OrgPace *p)
{
    json_t *one = json_object();
    json_object_set_new(one, "month", org_json_month(p->month));
    const struct {
        const char *key;
        double value;
    } figures[] = { { "reported", p->actual },
                    { "planned", p->planned },
                    { "share", p->share },
                    { "before", p->before },
                    { "before_high", p->before_high },
                    { "remaining", p->remaining },
                    { "remaining_high", p->remaining_high },
                    { "yearly", p->yearly },
                    { "yearly_high", p->yearly_high } };
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        json_object_set_new(one, figures[i].key, org_json_number(figures[i].value));
    return one;
}

static json_t *
reported(const OrgReported *r)
{
    if (r->month == ORG_UNKNOWN)
        return json_null();
    json_t *one = json_object();
    json_object_set_new(one, "month", org_json_month(r->month));
    json_object_set_new(one, "value", org_json_number(r->value));
    json_object_set_new(one, "change", org_json_number(r->change));
    json_object_set_new(one, "gap", org_json_number(r->gap));
    json_object_set_new(one, "verdict", json_string(org_met_text(r->met)));
    return one;
}

static json_t *
judgement(const OrgStoredJudgement *j)
{
    json_t *one = json_object();
    json_object_set_new(one, "counting", org_json_text(j->counting));
    json_object_set_new(one, "month", org_json_month(j->month));
    json_object_set_new(one, "baseline", org_json_number(j->baseline));
    json_object_set_new(one, "baseline_high", org_json_number(j->baseline_high));
    json_object_set_new(one, "value", org_json_number(j->value));
    json_object_set_new(one, "change", org_json_number(j->change));
    json_object_set_new(one, "needed", org_json_number(j->needed));
    json_object_set_new(one, "needed_high", org_json_number(j->needed_high));
    json_object_set_new(one, "verdict", json_string(org_met_text(j->met)));
    json_object_set_new(one, "met", json_boolean(j->met == ORG_MET));
    json_object_set_new(one, "basis", json_string(org_basis_text(j->basis)));
    const struct {
        const char *key;
        double value;
    } figures[] = { { "gap", j->gap },
                    { "gap_high", j->gap_high },
                    { "probability", j->band.probability },
                    { "probability_high", j->band.probability_high },
                    { "p5", j->band.p5 },
                    { "p95", j->band.p95 },
                    { "break_even", j->break_even },
                    { "break_even_p5", j->band.break_even_p5 },
                    { "break_even_p95", j->band.break_even_p95 },
                    { "of_interval", j->of_interval } };
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        json_object_set_new(one, figures[i].key, org_json_number(figures[i].value));
    json_object_set_new(one, "reported", reported(&j->reported));
    json_object_set_new(one, "actual", pace(&j->pace));
    return one;
}

json_t *
org_run_target_json(const OrgStoredTarget *t)
{
    static const char *const of_headline[] = { "counting",
                                               "month",
                                               "baseline",
                                               "baseline_high",
                                               "value",
                                               "change",
                                               "needed",
                                               "needed_high",
                                               "basis",
                                               "gap",
                                               "gap_high",
                                               "probability",
                                               "break_even",
                                               "of_interval",
                                               "p5",
                                               "p95",
                                               "probability_high",
                                               "break_even_p5",
                                               "break_even_p95",
                                               "reported",
                                               "actual" };
    g_autofree char *required = org_required_text(ORG_LANG_EN, t);
    json_t *one = json_object(), *list = json_array();
    json_object_set_new(one, "id", json_string(t->id));
    json_object_set_new(one, "title", org_json_message(t->title));
    json_object_set_new(one, "metric", org_json_text(t->metric));
    json_object_set_new(one, "against", org_json_text(t->against));
    json_object_set_new(one, "required", json_string(required));
    json_object_set_new(one, "compare", json_string(org_compare_name(t->compare)));
    json_object_set_new(one, "counted", org_json_text(org_counted_name(t->counted)));
    json_object_set_new(one, "low", org_json_number(t->low));
    json_object_set_new(one, "high", org_json_number(t->high));
    json_object_set_new(one, "relative", json_boolean(t->relative));
    json_object_set_new(one, "unit", org_json_text(t->measured_in));
    json_object_set_new(one, "scope", org_json_text(t->scope));
    json_object_set_new(one, "note", org_json_message(t->note));
    json_object_set_new(one, "illustrative", json_boolean(t->illustrative));
    json_object_set_new(one, "judgements", list);
    for (guint i = 0; i < t->judgements->len; i++)
        json_array_append_new(list, judgement(&g_array_index(t->judgements, OrgStoredJudgement, i)));
    const json_t *headline = json_array_get(list, t->headline);
    for (guint k = 0; k < G_N_ELEMENTS(of_headline); k++)
        json_object_set(one, of_headline[k], json_object_get(headline, of_headline[k]));
    OrgMet overall = org_stored_headline(t)->overall;
    json_object_set_new(one, "verdict", json_string(org_met_text(overall)));
    json_object_set_new(one, "met", json_boolean(overall == ORG_MET));
    json_object_set_new(one, "standing", json_string(org_met_text(org_stored_headline(t)->standing)));
    json_object_set_new(one, "headline", json_boolean(org_stored_is_met(t)));
    return one;
}

static json_t *
target(gconstpointer data)
{
    return org_run_target_json(data);
}

/* ---- the rest */

/* Of replications only: p5 and p95 as far as there are any. */
static void
put_band(json_t *one, const char *key, const GArray *values)
{
    for (guint i = 0; i < values->len; i++) {
        double value = g_array_index(values, double, i);
        if (isnan(value))
            continue;
        if (!json_object_get(one, key))
            json_object_set_new(one, key, json_array());
        json_array_append_new(json_object_get(one, key), org_json_number(value));
    }
}

static json_t *
series(gconstpointer data)
{
    const OrgStoredSeries *s = data;
    json_t *one = json_object(), *months = json_array(), *values = json_array();
    json_object_set_new(one, "id", json_string(s->item));
    json_object_set_new(one, "series", json_string(s->series));
    json_object_set_new(one, "unit", org_json_text(s->unit));
    json_object_set_new(one, "told_by", org_json_text(s->told_by));
    json_object_set_new(one, "months", months);
    json_object_set_new(one, "value", values);
    for (guint i = 0; i < s->months->len; i++) {
        json_array_append_new(months, org_json_month(g_array_index(s->months, OrgMonth, i)));
        json_array_append_new(values, org_json_number(g_array_index(s->value, double, i)));
    }
    put_band(one, "p5", s->p5);
    put_band(one, "p95", s->p95);
    return one;
}

static json_t *
finding(gconstpointer data)
{
    const OrgStoredFinding *f = data;
    json_t *one = json_object();
    json_object_set_new(one, "severity", json_string(f->severity));
    json_object_set_new(one, "rule", org_json_text(f->rule));
    json_object_set_new(one, "table", org_json_text(f->table));
    json_object_set_new(one, "unit", org_json_text(f->id));
    json_object_set_new(one, "text", org_json_message(f->message));
    json_object_set_new(one, "month", org_json_month(f->month));
    json_object_set_new(one, "step", org_json_text(f->step));
    json_object_set_new(one, "code", org_json_text(f->code));
    json_object_set_new(one, "value", org_json_number(f->value));
    json_object_set_new(one, "limit", org_json_number(f->limit));
    json_object_set_new(one, "since", org_json_month(f->since));
    json_object_set_new(one, "again", json_boolean(f->again));
    return one;
}

static json_t *
step(gconstpointer data)
{
    const OrgStoredStep *s = data;
    json_t *one = json_object();
    json_object_set_new(one, "id", json_string(s->item));
    json_object_set_new(one, "month", org_json_month(s->month));
    json_object_set_new(one, "status", json_string(s->status));
    json_object_set_new(one, "text", org_json_message(s->message));
    return one;
}

static json_t *
total_json(const OrgStoredTotal *total, gboolean people)
{
    json_t *one = json_object();
    json_object_set_new(one, "before", org_json_number(total->before));
    json_object_set_new(one, "after", org_json_number(total->after));
    if (people) {
        json_object_set_new(one, "left", org_json_number(total->left));
        json_object_set_new(one, "joined", org_json_number(total->joined));
        json_object_set_new(one, "surplus", org_json_number(total->surplus));
    } else {
        json_object_set_new(one, "opened", org_json_number(total->opened));
        json_object_set_new(one, "closed", org_json_number(total->closed));
    }
    return one;
}

static json_t *
totals(const OrgStoredRun *run)
{
    static const char *const tables[] = { NULL, "units", "posts", "people" };
    json_t *all = run->has_totals ? json_object() : json_null();
    for (guint t = ORG_UNITS; run->has_totals && t <= ORG_PEOPLE; t++) {
        json_object_set_new(all, tables[t], total_json(&run->totals[t], t == ORG_PEOPLE));
        if (t == ORG_POSTS)
            json_object_set_new(all, "posts_rows", total_json(&run->posts_rows, FALSE));
    }
    return all;
}

static json_t *
list(const GPtrArray *rows, json_t *(*make)(gconstpointer))
{
    json_t *all = json_array();
    for (guint i = 0; i < rows->len; i++)
        json_array_append_new(all, make(rows->pdata[i]));
    return all;
}

json_t *
org_run_json(const OrgStoredRun *run, char **outputs)
{
    const OrgRunInfo *info = run->info;
    char month[16];
    json_t *doc = json_object(), *paths = json_array();
    json_object_set_new(doc, "run", json_string(run->place));
    json_object_set_new(doc, "status", json_string(info->status));
    json_object_set_new(doc, "message", org_json_message(run->message));
    json_object_set_new(doc, "scenario", json_string(info->scenario));
    json_object_set_new(doc, "title", org_json_message(info->title));
    json_object_set_new(doc, "from", json_string(org_month_text(info->from, month)));
    json_object_set_new(doc, "to", json_string(org_month_text(info->to, month)));
    json_object_set_new(doc, "from_actuals", org_json_month(info->from_actuals));
    json_object_set_new(doc, "seed", json_integer((json_int_t) info->seed));
    json_object_set_new(doc, "replications", json_integer(info->replications));
    json_object_set_new(doc, "totals", totals(run));
    json_object_set_new(doc, "scenario_hash", org_json_text(info->scenario_hash));
    json_object_set_new(doc, "organisation_hash", org_json_text(info->organisation_hash));
    json_object_set_new(doc, "sandbox", org_json_text(info->sandbox));
    json_object_set_new(doc, "plugins", org_json_stored(info->plugins_json));
    for (guint i = 0; outputs && outputs[i]; i++)
        json_array_append_new(paths, json_string(outputs[i]));
    json_object_set_new(doc, "outputs", paths);
    json_object_set_new(doc, "targets", list(run->targets, target));
    json_object_set_new(doc, "series", list(run->series, series));
    json_object_set_new(doc, "findings", list(run->findings, finding));
    json_object_set_new(doc, "steps", list(run->steps, step));
    return doc;
}
