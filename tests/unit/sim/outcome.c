// SPDX-License-Identifier: MIT
#include "outcome.h"
#include "../../../engine/base/month.h"
#include "../../../engine/base/series.h"
#include <math.h>
#include <string.h>

static OrgPluginSet *set;

/* While a run goes on. */
typedef struct {
    Outcome *out;
    const OrgPlan *plan;
} Listener;

void
outcome_free(Outcome *o)
{
    g_free(o->error);
    g_free(o->hash);
    g_byte_array_unref(o->acts);
    g_string_free(o->findings, TRUE);
    g_string_free(o->breaches, TRUE);
    g_string_free(o->steps, TRUE);
    g_string_free(o->running, TRUE);
    g_hash_table_unref(o->flows);
    g_hash_table_unref(o->levels);
    g_hash_table_unref(o->kinds);
    org_free(o->end);
    g_free(o);
}

static const OrgItem *
item_of(const Listener *listener, guint index)
{
    return listener->plan->items->pdata[index];
}

static void
on_calling(gpointer data, const OrgItem *item, const char *plugin, OrgMonth month)
{
    (void) data, (void) item, (void) plugin, (void) month;
}

static void
on_acts(gpointer data, const guint8 *bytes, gsize size)
{
    g_byte_array_append(((Listener *) data)->out->acts, bytes, (guint) size);
}

static gboolean
is_flow(const OrgItem *item, const char *series)
{
    const OrgFeature *feature = item->feature != NULL ? org_plugins_feature(set, item->feature) : NULL;
    for (guint i = 0; feature != NULL && i < feature->n_series; i++)
        if (org_series_named(feature->series[i].name, series))
            return feature->series[i].kind == ORG_FLOW;
    return FALSE;
}

static void
on_measure(gpointer data, guint index, const char *series, OrgRow unit, OrgMonth month, double value, guint view)
{
    const Listener *listener = data;
    const OrgItem *item = item_of(listener, index);
    gboolean flow = is_flow(item, series);
    if (view > 0)
        return;
    g_autofree char *key = g_strdup_printf("%s %s %d %d", item->id, series, (int) unit, flow ? month / 12 : month);
    GHashTable *table = flow ? listener->out->flows : listener->out->levels;
    double *sum = g_hash_table_lookup(table, key);
    if (sum != NULL)
        *sum += value;
    else
        g_hash_table_insert(table, g_steal_pointer(&key), g_memdup2(&value, sizeof value));
}

static void
on_finding(gpointer data, const OrgFinding *f)
{
    static const char *const severities[] = { "", "note", "warn", "veto" };
    const Listener *listener = data;
    char when[16];
    g_autofree char *text = org_message_text(f->message, ORG_LANG_EN);
    g_string_append_printf(listener->out->findings, "%s %s%s%s %s%s: %s\n", item_of(listener, f->item)->id,
                           severities[f->severity], f->step >= 0 ? " after " : "",
                           f->step >= 0 ? item_of(listener, (guint) f->step)->id : "", org_month_text(f->month, when),
                           f->again ? " still" : "", text);
    g_autofree char *measure = f->code[0] != '\0'
                                   ? g_strdup_printf("%s %s %g of %g since %s\n", item_of(listener, f->item)->id,
                                                     f->code, f->value, f->limit, org_month_text(f->since, when))
                                   : g_strdup("");
    g_string_append(listener->out->breaches, measure);
}

static void
on_step(gpointer data, guint index, OrgMonth month, const char *status, const OrgMessage *message)
{
    const Listener *listener = data;
    const OrgItem *step = item_of(listener, index);
    Outcome *o = listener->out;
    char when[16];
    g_autofree char *text = org_message_text(message, ORG_LANG_EN);
    g_string_append_printf(o->steps, "%s %s %s: %s\n", step->id, org_month_text(month, when), status, text);
    if (strcmp(status, "done") == 0 || strcmp(status, "short") == 0) {
        o->done++;
        g_hash_table_add(o->kinds, (gpointer) step->feature->name);
    }
    o->undone += strcmp(status, "vetoed") == 0 || strcmp(status, "skipped") == 0;
}

static void
on_running(gpointer data, guint index, const char *series, OrgMonth month, double value)
{
    const Listener *listener = data;
    char when[16];
    g_string_append_printf(listener->out->running, "%s %s %s: %.17g\n", item_of(listener, index)->id, series,
                           org_month_text(month, when), value);
}

static gboolean
on_progress(gpointer data, double part)
{
    (void) data, (void) part;
    return TRUE;
}

static OrgPlan *
read_plan(const char *text)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgBundle *bundle = org_bundle_new(NULL);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    org_bundle_put(bundle, "scenario.yaml", bytes);
    OrgPlan *plan = org_plan_read("scenario.yaml", bundle, org_plugins_catalogue(set), diags);
    if (plan == NULL) {
        g_autoptr(GString) said = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, said);
        g_error("%s\n%s", said->str, text);
    }
    return plan;
}

static Outcome *
outcome_new(void)
{
    Outcome *o = g_new0(Outcome, 1);
    o->acts = g_byte_array_new();
    o->findings = g_string_new(NULL);
    o->breaches = g_string_new(NULL);
    o->steps = g_string_new(NULL);
    o->running = g_string_new(NULL);
    o->flows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    o->levels = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    o->kinds = g_hash_table_new(g_str_hash, g_str_equal);
    return o;
}

Outcome *
outcome_run(const char *scenario, const Org *start)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgPlan) plan = read_plan(scenario);
    Outcome *o = outcome_new();
    Listener listener = { o, plan };
    const OrgSink sink = { &listener, on_calling,  on_acts, on_measure, on_finding,
                           on_step,   on_progress, NULL,    on_running, NULL };
    o->end = org_copy(start);
    o->end->journal = org_journal_new();
    o->status = org_sim_run(plan, set, o->end, NULL, 1, 0, &sink, &error);
    g_clear_pointer(&o->end->journal, org_journal_free);
    o->error = g_strdup(error != NULL ? error->message : "");
    gboolean whole = o->status == ORG_RUN_DONE || o->status == ORG_RUN_VETOED;
    o->hash = whole ? org_hash(o->end) : g_strdup("");
    return o;
}

static double
look_up(GHashTable *table, const char *item, const char *series, int when)
{
    g_autofree char *key = g_strdup_printf("%s %s %d %d", item, series, (int) ORG_NONE, when);
    const double *value = g_hash_table_lookup(table, key);
    return value != NULL ? *value : NAN;
}

double
outcome_flow(const Outcome *o, const char *item, const char *series, int year)
{
    return look_up(o->flows, item, series, year);
}

double
outcome_level(const Outcome *o, const char *item, const char *series, OrgMonth month)
{
    return look_up(o->levels, item, series, month);
}

static void
load(const char *folder, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_strdup_printf("%s/%s.so", folder, name);
    if (!org_plugins_load(set, path, &error))
        g_error("%s", error->message);
}

void
outcome_load(void)
{
    static const char *const plugins[] = { "retirement", "resignation", "recruitment", "indicator", "headcount-cut",
                                           "merge",      "transfer",    "add-posts",   "min-staff", "deputy-cap",
                                           "posts",      "people",      "change-cost", "payroll" };
    set = org_plugins_new();
    for (gsize i = 0; i < G_N_ELEMENTS(plugins); i++) {
        g_autofree char *folder = g_build_filename(g_getenv("ORGSIM_TEST_PLUGINS"), plugins[i], NULL);
        load(folder, plugins[i]);
    }
    load(g_getenv("ORGSIM_TEST_LIBRARIES"), "calendar-kit");
}

void
outcome_unload(void)
{
    g_clear_pointer(&set, org_plugins_free);
}
