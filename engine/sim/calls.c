// SPDX-License-Identifier: MIT
/* One call of an item, and what it says. */
#include "../base/error.h"
#include "run-private.h"
#include "../base/month.h"
#include <math.h>

/* A running cost of the month is handed over apart: it is told of every month, figures only of those that the clock stores. */
static void
tell_running(OrgRun *run, const char *series, OrgRow unit, double value)
{
    const OrgItem *item = run->item;
    if (run->sink->running == NULL || unit != ORG_NONE || run->baseline > 0 || run->now < run->plan->from)
        return;
    const OrgSeriesInfo *declared = item->feature != NULL ? org_feature_series(item->feature, series) : NULL;
    if (declared != NULL && (declared->flags & ORG_RUNNING) != 0)
        run->sink->running(run->sink->data, item->index, series, run->now, value);
}

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    OrgRun *run = data;
    const OrgItem *item = run->item;
    if (item->role == ORG_ITEM_METRIC && !run->settling) {
        tell_running(run, series, unit, value);
        if (run->pricing)
            return;
        OrgMonth month = run->baseline > 0 ? run->baselines[run->baseline - 1]->month : run->now;
        run->sink->measure(run->sink->data, item->index, series, unit, month, value, run->baseline);
        return;
    }
    org_said_measure(run->said, item->index, series, unit, value);
}

void
org_run_say(OrgRun *run, const OrgItem *item, guint severity, guint table, OrgRow row, const OrgMessage *message)
{
    OrgFinding said = { .item = item->index,
                        .step = -1,
                        .severity = severity,
                        .table = table,
                        .row = row,
                        .month = run->now,
                        .message = message,
                        .code = "",
                        .since = run->now };
    org_said_finding(run->said, &said);
}

static void
on_finding(gpointer data, guint severity, guint table, OrgRow row, const OrgMessage *message)
{
    OrgRun *run = data;
    org_run_say(run, run->item, severity, table, row, message);
}

static void
on_breach(gpointer data, const OrgCallBreach *breach)
{
    OrgRun *run = data;
    OrgFinding said = { .item = run->item->index,
                        .step = -1,
                        .severity = breach->severity,
                        .table = breach->table,
                        .row = breach->row,
                        .month = run->now,
                        .message = breach->message,
                        .code = breach->code,
                        .value = breach->value,
                        .limit = breach->limit,
                        .since = run->now };
    org_said_finding(run->said, &said);
}

static gboolean
on_standing(gpointer data, const char *code, guint table, OrgRow row, OrgCallStanding *out)
{
    const OrgRun *run = data;
    const OrgBreach *breach = NULL;
    for (guint i = 0; i < run->n_rules && breach == NULL; i++)
        if (run->rules[i].rule == run->item)
            breach = org_breaches_find(run->rules[i].breaches, run->item->index, code, table, row);
    if (breach == NULL)
        return FALSE;
    *out = (OrgCallStanding){ breach->since, breach->value, breach->limit };
    return TRUE;
}

static void
on_log(gpointer data, const char *text)
{
    OrgRun *run = data;
    run->sink->log(run->sink->data, run->item, run->plugin, run->now, text);
}

/* Items are called in their order within each month; rules come again after each step, and step back a little. */
static gboolean
on_progress(gpointer data, double part)
{
    OrgRun *run = data;
    double months = run->plan->to - run->plan->from + 1, n = run->plan->items->len;
    double done = MAX(0, run->now - run->plan->from) + (run->item->index + CLAMP(part, 0, 1)) / n;
    run->interrupted = run->interrupted || !run->sink->progress(run->sink->data, MIN(done / months, 1));
    return !run->interrupted;
}

OrgCallSpec
org_run_spec(const OrgRun *run, const OrgItem *item)
{
    return (OrgCallSpec){ .plan = run->plan,
                          .item = item,
                          .feature = org_plugins_feature(run->plugins, item->feature),
                          .values = item->values,
                          .from = run->now - 1,
                          .now = run->now,
                          .window_first = run->now,
                          .window_last = run->now,
                          .seed = run->seed,
                          .replication = run->replication,
                          .ordinal = run->ordinal[item->index],
                          .for_good = item->role == ORG_ITEM_PROCESS,
                          .may_write = item->role == ORG_ITEM_PROCESS || item->role == ORG_ITEM_STEP,
                          .announced = run->announced };
}

static gboolean
fail(const OrgRun *run, const OrgItem *item, const char *plugin, GError **error)
{
    char month[16];
    if (run->interrupted) /* what the plugin says of being stopped is no news */
        g_clear_error(error);
    else
        org_error_prefix(error, "plugin %s (%s %s, %s): ", plugin,
                         item->role == ORG_ITEM_STEP   ? "step"
                         : item->role == ORG_ITEM_RULE ? "rule"
                                                       : "item",
                         item->id, org_month_text(run->now, month));
    return FALSE;
}

gboolean
org_run_call(OrgRun *run, OrgCallSpec *spec, GError **error)
{
    const OrgItem *item = run->item = spec->item;
    const OrgCallSink sink = { .data = run,
                               .measure = on_measure,
                               .finding = on_finding,
                               .breach = on_breach,
                               .standing = on_standing,
                               .progress = on_progress,
                               .log = run->sink->log != NULL ? on_log : NULL };
    spec->sink = &sink;
    if (!on_progress(run, 0))
        return FALSE;
    const OrgPluginInfo *plugin = org_plugins_catalogue(run->plugins)->plugins->pdata[item->feature->plugin];
    run->plugin = plugin->id;
    run->sink->calling(run->sink->data, item, plugin->id, run->now);
    gboolean done = run->baseline > 0 ? org_caller_call_on(run->caller, run->baseline - 1, spec, error)
                                      : org_caller_call(run->caller, spec, error);
    if (done && run->sink->called != NULL)
        done = run->sink->called(run->sink->data, item, run->now, error);
    return done || fail(run, item, plugin->id, error);
}

gboolean
org_run_calls_sql(OrgRun *run, const OrgItem *item)
{
    run->item = item;
    if (!on_progress(run, 0))
        return FALSE;
    run->sink->calling(run->sink->data, item, "sql", run->now);
    return TRUE;
}

gboolean
org_run_call_sql(OrgRun *run, const OrgItem *item, GError **error)
{
    double value;
    if (!org_run_calls_sql(run, item))
        return FALSE;
    OrgLive *live = org_caller_live(run->caller);
    if (run->baseline > 0)
        org_live_set(live, run->baselines[run->baseline - 1]);
    gboolean done = org_live_number(live, item->sql, &value, error);
    org_live_set(live, run->org);
    if (!done) {
        org_error_prefix(error, "metric %s: ", item->id);
        return FALSE;
    }
    on_measure(run, item->id, ORG_NONE, value);
    return TRUE;
}

void
org_run_tell(OrgRun *run, const OrgItem *step, gboolean vetoed)
{
    for (guint i = 0; i < run->said->findings->len; i++) {
        OrgFinding said = g_array_index(run->said->findings, OrgFinding, i);
        if (said.severity == ORG_VETO && !vetoed)
            said.severity = ORG_WARN;
        if (said.code[0] == '\0')
            said.value = said.limit = NAN;
        if (step != NULL && step->index != said.item)
            said.step = (gint) step->index;
        run->sink->finding(run->sink->data, &said);
    }
    g_array_set_size(run->said->findings, 0);
}
