// SPDX-License-Identifier: MIT
// A stored run as JSON.
#include "document.h"
#include "../po/lang.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

char *
org_document_name(OrgStore *store, const OrgRunInfo *info)
{
    return g_strdup_printf("%s:run-%" G_GINT64_FORMAT, org_store_path(store), info->id);
}

/* A stored text as a JSON number; null for NULL. */
static json_t *
number(const char *text)
{
    double value;
    if (!text || !org_number_parse(text, &value))
        return json_null();
    return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t) value) : json_real(value);
}

static json_t *
text_or_null(const char *text)
{
    return text && *text ? json_string(text) : json_null();
}

/* ---- targets: one object a target, its other counting rules and deadlines inside ---- */

typedef struct {
    json_t *list, *target;
} Targets;

#define TARGET_SQL                                                                                                     \
    "select id, title, metric, against, counting, month, baseline, baseline_high, value, change, required, verdict,"   \
    " basis, probability, break_even, note, reported_month, reported, planned, share, before, before_high, remaining," \
    " remaining_high, yearly, yearly_high, illustrative from target where run = ?1 order by seq"

/* Plan against actual. before: achieved before the start; share: of the planned change or value. */
static json_t *
pace(char **v)
{
    static const char *const keys[] = { "reported",  "planned",        "share",  "before",     "before_high",
                                        "remaining", "remaining_high", "yearly", "yearly_high" };
    char month[16];
    double m;
    json_t *p = json_object();
    json_object_set_new(p, "month",
                        v[0] && org_number_parse(v[0], &m) ? json_string(org_month_text((OrgMonth) m, month))
                                                           : json_null());
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        json_object_set_new(p, keys[i], number(v[1 + i]));
    return p;
}

static json_t *
judgement(char **v)
{
    char month[16];
    double m;
    json_t *j = json_object();
    json_object_set_new(j, "counting", text_or_null(v[4]));
    json_object_set_new(j, "month",
                        v[5] && org_number_parse(v[5], &m) ? json_string(org_month_text((OrgMonth) m, month))
                                                           : json_null());
    json_object_set_new(j, "baseline", number(v[6]));
    json_object_set_new(j, "baseline_high", number(v[7]));
    json_object_set_new(j, "value", number(v[8]));
    json_object_set_new(j, "change", number(v[9]));
    json_object_set_new(j, "verdict", text_or_null(v[11]));
    json_object_set_new(j, "met", json_boolean(!g_strcmp0(v[11], "met")));
    json_object_set_new(j, "basis", text_or_null(v[12]));
    json_object_set_new(j, "probability", number(v[13]));
    json_object_set_new(j, "break_even", number(v[14]));
    json_object_set_new(j, "actual", pace(v + 16));
    return j;
}

static gboolean
on_target(gint n, char **v, char **names, gpointer data)
{
    Targets *targets = data;
    (void) n;
    (void) names;
    json_t *last = targets->target;
    if (!last || strcmp(json_string_value(json_object_get(last, "id")), v[0])) {
        targets->target = last = json_object();
        json_object_set_new(last, "id", json_string(v[0]));
        json_object_set_new(last, "title", text_or_null(v[1]));
        json_object_set_new(last, "metric", text_or_null(v[2]));
        json_object_set_new(last, "against", text_or_null(v[3]));
        json_object_set_new(last, "required", text_or_null(v[10]));
        json_object_set_new(last, "note", text_or_null(v[15]));
        json_object_set_new(last, "illustrative", json_boolean(!g_strcmp0(v[26], "1")));
        json_object_set_new(last, "judgements", json_array());
        json_array_append_new(targets->list, last);
    }
    json_array_append_new(json_object_get(last, "judgements"), judgement(v));
    return TRUE;
}

static int
badness(const char *verdict)
{
    return !strcmp(verdict, "not met") ? 3 : !strcmp(verdict, "no value") ? 2 : !strcmp(verdict, "depends") ? 1 : 0;
}

/* The headline of a target: its last deadline under the first counting rule; met only if met at every deadline. */
static void
set_headline(json_t *target)
{
    static const char *const keys[] = { "counting", "month", "baseline",    "baseline_high", "value",
                                        "change",   "basis", "probability", "break_even",    "actual" };
    json_t *list = json_object_get(target, "judgements"), *j, *headline = NULL;
    const char *first = NULL, *verdict = "met";
    gsize i;
    json_array_foreach(list, i, j)
    {
        const char *counting = json_string_value(json_object_get(j, "counting"));
        if (i == 0)
            first = counting;
        if (g_strcmp0(first, counting))
            continue;
        headline = j;
        const char *this = json_string_value(json_object_get(j, "verdict"));
        if (this && badness(this) > badness(verdict))
            verdict = this;
    }
    for (guint k = 0; headline && k < G_N_ELEMENTS(keys); k++)
        json_object_set(target, keys[k], json_object_get(headline, keys[k]));
    gboolean assumed = !g_strcmp0(json_string_value(json_object_get(target, "basis")), "assumed");
    json_object_set_new(target, "verdict", json_string(verdict));
    json_object_set_new(target, "met", json_boolean(!badness(verdict)));
    json_object_set_new(target, "headline", json_boolean(!badness(verdict) && !assumed));
}

/* ---- series: one object a (item, series, unit) ---- */

typedef struct {
    json_t *list;
    GHashTable *index;
} Series;

static gboolean
on_series(gint n, char **v, char **names, gpointer data)
{
    Series *series = data;
    (void) n;
    (void) names;
    g_autofree char *key = g_strjoin("\x1f", v[0], v[1], v[2], NULL);
    json_t *one = g_hash_table_lookup(series->index, key);
    if (!one) {
        one = json_object();
        json_object_set_new(one, "id", json_string(v[0]));
        json_object_set_new(one, "series", json_string(v[1]));
        json_object_set_new(one, "unit", text_or_null(v[2]));
        json_object_set_new(one, "months", json_array());
        json_object_set_new(one, "value", json_array());
        json_array_append_new(series->list, one);
        g_hash_table_insert(series->index, g_steal_pointer(&key), one);
    }
    double m;
    char month[16];
    org_number_parse(v[3], &m);
    json_array_append_new(json_object_get(one, "months"), json_string(org_month_text((OrgMonth) m, month)));
    json_array_append_new(json_object_get(one, "value"), number(v[4]));
    for (guint p = 5; p <= 6; p++) {
        if (!v[p])
            continue;
        const char *name = p == 5 ? "p5" : "p95";
        if (!json_object_get(one, name))
            json_object_set_new(one, name, json_array());
        json_array_append_new(json_object_get(one, name), number(v[p]));
    }
    return TRUE;
}

static gboolean
on_finding(gint n, char **v, char **names, gpointer data)
{
    double m;
    char month[16];
    (void) n;
    (void) names;
    json_t *f = json_object();
    json_object_set_new(f, "severity", json_string(v[0]));
    json_object_set_new(f, "rule", text_or_null(v[1]));
    json_object_set_new(f, "table", text_or_null(v[2]));
    json_object_set_new(f, "unit", text_or_null(v[3]));
    json_object_set_new(f, "text", json_string(v[4]));
    json_object_set_new(f, "month",
                        v[5] && org_number_parse(v[5], &m) ? json_string(org_month_text((OrgMonth) m, month))
                                                           : json_null());
    json_object_set_new(f, "step", text_or_null(v[6]));
    json_array_append_new(data, f);
    return TRUE;
}

static gboolean
on_step(gint n, char **v, char **names, gpointer data)
{
    double m;
    char month[16];
    (void) n;
    (void) names;
    json_t *step = json_object();
    json_object_set_new(step, "id", json_string(v[0]));
    json_object_set_new(step, "month",
                        v[1] && org_number_parse(v[1], &m) ? json_string(org_month_text((OrgMonth) m, month))
                                                           : json_null());
    json_object_set_new(step, "status", json_string(v[2]));
    json_object_set_new(step, "text", text_or_null(v[3]));
    json_array_append_new(data, step);
    return TRUE;
}

static json_t *
parse_or_null(const char *text)
{
    json_t *value = text && *text ? json_loads(text, 0, NULL) : NULL;
    return value ? value : json_null();
}

static gboolean
fill(json_t *doc, OrgStore *store, const OrgRunInfo *info, GError **error)
{
    Targets targets = { json_array(), NULL };
    Series series = { json_array(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) };
    json_t *findings = json_array(), *steps = json_array(), *target;
    json_object_set_new(doc, "targets", targets.list);
    json_object_set_new(doc, "series", series.list);
    json_object_set_new(doc, "findings", findings);
    json_object_set_new(doc, "steps", steps);
    gboolean done =
        org_store_query_run(store, TARGET_SQL, info->id, on_target, &targets, error) &&
        org_store_query_run(store,
                            "select item, series, unit, month, value, p5, p95 from series where run = ?1 order by seq",
                            info->id, on_series, &series, error) &&
        org_store_query_run(
            store, "select severity, rule, \"table\", id, text, month, step from finding where run = ?1 order by seq",
            info->id, on_finding, findings, error) &&
        org_store_query_run(store, "select item, month, status, text from step where run = ?1 order by seq", info->id,
                            on_step, steps, error);
    gsize i;
    json_array_foreach(targets.list, i, target) set_headline(target);
    g_hash_table_unref(series.index);
    return done;
}

json_t *
org_document_json(OrgStore *store, const OrgRunInfo *info, char **outputs, GError **error)
{
    char month[16];
    g_autofree char *name = org_document_name(store, info);
    json_t *doc = json_object();
    json_object_set_new(doc, "run", json_string(name));
    json_object_set_new(doc, "status", json_string(info->status));
    json_object_set_new(doc, "message", text_or_null(info->message));
    json_object_set_new(doc, "scenario", json_string(info->scenario));
    json_object_set_new(doc, "title", text_or_null(info->title));
    json_object_set_new(doc, "from", json_string(org_month_text(info->from, month)));
    json_object_set_new(doc, "to", json_string(org_month_text(info->to, month)));
    json_object_set_new(doc, "from_actuals",
                        info->from_actuals == ORG_UNKNOWN ? json_null()
                                                          : json_string(org_month_text(info->from_actuals, month)));
    json_object_set_new(doc, "seed", json_integer((json_int_t) info->seed));
    json_object_set_new(doc, "replications", json_integer(info->replications));
    json_object_set_new(doc, "totals", parse_or_null(info->totals_json));
    json_object_set_new(doc, "scenario_hash", text_or_null(info->scenario_hash));
    json_object_set_new(doc, "organisation_hash", text_or_null(info->organisation_hash));
    json_object_set_new(doc, "sandbox", text_or_null(info->sandbox));
    json_object_set_new(doc, "plugins", parse_or_null(info->plugins_json));
    json_t *paths = json_array();
    for (guint i = 0; outputs && outputs[i]; i++)
        json_array_append_new(paths, json_string(outputs[i]));
    json_object_set_new(doc, "outputs", paths);
    if (!fill(doc, store, info, error)) {
        json_decref(doc);
        return NULL;
    }
    return doc;
}
