// SPDX-License-Identifier: MIT
#include "../../../engine/org/replay.h"
#include "harness-private.h"
#include "../../../engine/base/month.h"
#include <math.h>
#include <string.h>

static const char *
noun(guint table)
{
    return table == ORG_UNITS ? "unit" : table == ORG_POSTS ? "post" : "person";
}

static void
on_measure(gpointer data, const char *series, OrgRow unit, double value)
{
    Harness *h = data;
    char buffer[40];
    const char *id = unit == ORG_NONE ? "" : org_id(h->org, ORG_UNITS, unit);
    const char *number = isnan(value) ? "nothing" : org_number_text(value, buffer);
    g_string_append_printf(h->measures, "  %s%s%s = %s\n", series, id[0] != '\0' ? " of " : "", id, number);
    g_ptr_array_add(h->measured, g_strdup_printf("%s\n%s", series, id));
    g_array_append_val(h->values, value);
}

static void
on_finding(gpointer data, guint severity, guint table, OrgRow row, const OrgMessage *message)
{
    static const char *const words[] = { "", "note", "warn", "veto" };
    g_autofree char *text = org_message_text(message, ORG_LANG_EN);
    Harness *h = data;
    if (row == ORG_NONE)
        g_string_append_printf(h->findings, "  %s: %s\n", words[severity], text);
    else
        g_string_append_printf(h->findings, "  %s %s %s: %s\n", words[severity], noun(table),
                               org_id(h->org, table, row), text);
}

static void
on_breach(gpointer data, const OrgCallBreach *said)
{
    Harness *h = data;
    OrgBreach breach = { 0,           said->table, said->row, (char *) said->code,         said->severity, said->value,
                         said->limit, 0,           0,         (OrgMessage *) said->message };
    org_breaches_say(h->breaches, &breach, h->org->month);
    on_finding(data, said->severity, said->table, said->row, said->message);
}

static gboolean
on_standing(gpointer data, const char *code, guint table, OrgRow row, OrgCallStanding *out)
{
    const OrgBreach *breach = org_breaches_find(((Harness *) data)->breaches, 0, code, table, row);
    if (breach != NULL)
        *out = (OrgCallStanding){ breach->since, breach->value, breach->limit };
    return breach != NULL;
}

static void
load(Harness *h, const char *plugin)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    if (g_str_has_suffix(plugin, ".so")) {
        path = g_strdup(plugin);
    } else {
        const char *folder = g_getenv("ORGSIM_TEST_PLUGINS");
        if (folder == NULL)
            g_error("harness: ORGSIM_TEST_PLUGINS names no folder; run it through meson test");
        path = g_strdup_printf("%s/%s/%s.so", folder, plugin, plugin);
    }
    if (!org_plugins_load(h->set, path, &error))
        g_error("harness: %s", error->message);
}

void
harness_also(Harness *h, const char *plugin)
{
    if (h->caller)
        g_error("harness: plugins are loaded before the first call");
    load(h, plugin);
}

static void
baseline_free(gpointer data)
{
    OrgBaseline *baseline = data;
    g_free(baseline->name);
    g_free(baseline);
}

static void
counting_free(gpointer data)
{
    OrgCounting *counting = data;
    g_free(counting->name);
    g_free(counting->table);
    g_free(counting->where);
    g_free(counting);
}

Harness *
harness_new(const char *plugin)
{
    static const OrgCallSink calls = {
        .measure = on_measure, .finding = on_finding, .breach = on_breach, .standing = on_standing
    };
    Harness *h = g_new0(Harness, 1);
    h->dict = org_dict_new();
    h->org = org_new(h->dict, ORG_MONTH(2021, 1));
    h->set = org_plugins_new();
    h->plan = g_new0(OrgPlan, 1);
    h->plan->baselines = g_ptr_array_new_with_free_func(baseline_free);
    h->plan->countings = g_ptr_array_new_with_free_func(counting_free);
    h->baselines = g_ptr_array_new_with_free_func((GDestroyNotify) org_free);
    h->findings = g_string_new(NULL);
    h->measures = g_string_new(NULL);
    h->measured = g_ptr_array_new_with_free_func(g_free);
    h->values = g_array_new(FALSE, FALSE, sizeof(double));
    h->error = g_strdup("");
    h->breaches = org_breaches_new();
    h->wakes = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    OrgCallSink *sink = g_new(OrgCallSink, 1);
    *sink = calls;
    sink->data = h;
    h->spec = (OrgCallSpec){ .plan = h->plan, .seed = 1, .sink = sink, .wakes = h->wakes };
    load(h, plugin);
    return h;
}

void
harness_free(Harness *h)
{
    org_caller_free(h->caller);
    g_clear_pointer(&h->org->journal, org_journal_free);
    org_free(h->org);
    g_ptr_array_unref(h->baselines);
    g_ptr_array_unref(h->plan->baselines);
    g_ptr_array_unref(h->plan->countings);
    g_free(h->plan);
    org_plugins_free(h->set);
    org_dict_unref(h->dict);
    g_string_free(h->findings, TRUE);
    g_string_free(h->measures, TRUE);
    g_ptr_array_unref(h->measured);
    g_array_unref(h->values);
    g_free(h->error);
    org_breaches_free(h->breaches);
    g_array_unref(h->wakes);
    g_free((gpointer) h->spec.sink);
    g_free(h);
}

void
harness_month(Harness *h, const char *month)
{
    if (!org_month_parse(month, &h->org->month))
        g_error("harness: \"%s\" is no month", month);
}

/* The organisation is complete: check it, record from here on. */
static void
ready(Harness *h)
{
    g_autoptr(GError) error = NULL;
    if (h->org->undo != NULL)
        return;
    if (!org_finish(h->org, &error))
        g_error("harness: %s", error->message);
    org_undo_enable(h->org);
    h->org->journal = org_journal_new();
    g_ptr_array_add(h->plan->baselines, g_new0(OrgBaseline, 1));
    ((OrgBaseline *) g_ptr_array_index(h->plan->baselines, 0))->name = g_strdup("start");
    g_ptr_array_add(h->baselines, org_copy(h->org));
}

void
harness_baseline(Harness *h, const char *name)
{
    ready(h);
    OrgBaseline *baseline = g_new0(OrgBaseline, 1);
    baseline->name = g_strdup(name);
    baseline->kind = ORG_BASELINE_SNAPSHOT;
    g_ptr_array_add(h->plan->baselines, baseline);
    g_ptr_array_add(h->baselines, org_copy(h->org));
}

void
harness_counting(Harness *h, const char *name, const char *table, const char *where)
{
    OrgCounting *counting = g_new0(OrgCounting, 1);
    counting->name = g_strdup(name);
    counting->table = g_strdup(table);
    counting->where = g_strdup(where);
    g_ptr_array_add(h->plan->countings, counting);
}

/* A call's promises: nothing changed if it failed; else the acts alone lead from the copy to the same organisation. */
static void
verify(Harness *h, Org *copy, guint journal_from, gboolean ok)
{
    g_autoptr(GError) error = NULL;
    if (!org_check(h->org, &error))
        g_error("harness: an invariant is broken: %s", error->message);
    const GByteArray *bytes = h->org->journal->bytes;
    if (ok && !org_replay(copy, bytes->data + journal_from, bytes->len - journal_from, ORG_OPEN, &error))
        g_error("harness: the acts cannot be replayed: %s", error->message);
    copy->month = h->org->month;
    g_autofree char *now = org_hash(h->org), *replayed = org_hash(copy);
    if (strcmp(now, replayed) != 0)
        g_error("harness: %s",
                ok ? "replaying the acts gives another organisation" : "a failed call changed something");
}

void
harness_step(Harness *h)
{
    ready(h);
    h->before = org_mark(h->org);
    h->stepped = TRUE;
}

void
harness_calm(Harness *h)
{
    h->stepped = FALSE;
}

static gboolean
make_call(Harness *h, const OrgFeatureInfo *info, OrgValueInfo *values, OrgMonth now, GError **error)
{
    OrgCallSpec *spec = &h->spec;
    const gboolean woken = info->kind == ORG_OPERATOR && harness_woken(h) == now;
    g_array_set_size(h->wakes, 0);
    spec->feature = org_plugins_feature(h->set, info);
    spec->values = values;
    spec->from = h->org->month < now ? h->org->month : now - 1;
    spec->now = now;
    if (!woken && (spec->window_last < now || spec->window_first > now)) { /* unless the test has set it */
        spec->window_first = now;
        spec->window_last = now;
    }
    spec->may_write = info->kind == ORG_OPERATOR || info->kind == ORG_PROCESS || spec->settles;
    spec->before = info->kind == ORG_RULE && h->stepped ? &h->before : NULL;
    if (spec->may_write) {
        h->before = org_mark(h->org);
        h->stepped = TRUE;
    }
    if (info->kind == ORG_PROCESS)
        return harness_months(h, spec->from, now, error);
    h->org->month = now;
    if (info->kind != ORG_RULE)
        return org_caller_call(h->caller, spec, error);
    org_breaches_begin(h->breaches);
    gboolean ok = org_caller_call(h->caller, spec, error);
    if (ok)
        org_breaches_accept(h->breaches);
    return ok;
}

gboolean
harness_call(Harness *h, const char *feature, const char *month, ...)
{
    g_autoptr(GError) error = NULL;
    OrgMonth now = 0;
    const OrgFeatureInfo *info = org_catalogue_find(org_plugins_catalogue(h->set), feature);
    if (info == NULL || !org_month_parse(month, &now))
        g_error("harness: no feature \"%s\", or \"%s\" is no month", feature, month);
    ready(h);
    Org **baselines = (Org **) h->baselines->pdata;
    if (h->caller == NULL)
        h->caller = org_caller_new(h->org, baselines, h->baselines->len, h->plan, &error);
    if (h->caller == NULL)
        g_error("harness: %s", error->message);

    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    va_list args;
    va_start(args, month);
    for (const char *text; (text = va_arg(args, const char *)) != NULL;)
        g_ptr_array_add(pairs, (gpointer) text);
    va_end(args);
    g_ptr_array_add(pairs, NULL);
    OrgValueInfo *values = harness_values(info, (const char *const *) pairs->pdata);

    guint journal_from = h->org->journal->bytes->len;
    g_autoptr(Org) copy = org_copy(h->org);
    gboolean ok = make_call(h, info, values, now, &error);
    g_free(h->error);
    h->error = g_strdup(ok ? "" : error->message);
    verify(h, copy, journal_from, ok);
    harness_values_free(values, info);
    h->spec.values = NULL;
    return ok;
}

const char *
harness_error(const Harness *h)
{
    return h->error;
}

OrgMonth
harness_woken(const Harness *h)
{
    OrgMonth first = ORG_OPEN;
    for (guint i = 0; i < h->wakes->len; i++)
        first = MIN(first, g_array_index(h->wakes, OrgMonth, i));
    return first;
}

OrgCallSpec *
harness_spec(Harness *h)
{
    return &h->spec;
}

Org *
harness_org(Harness *h)
{
    ready(h);
    return h->org;
}

OrgRow
harness_row(Harness *h, guint table, const char *id)
{
    OrgRow row = org_find(h->org, table, id);
    if (row == ORG_NONE)
        g_error("harness: there is no %s \"%s\"", noun(table), id);
    return row;
}

OrgRow
harness_unit(Harness *h, const char *id)
{
    return harness_row(h, ORG_UNITS, id);
}

OrgRow
harness_post(Harness *h, const char *id)
{
    return harness_row(h, ORG_POSTS, id);
}

OrgRow
harness_person(Harness *h, const char *id)
{
    return harness_row(h, ORG_PEOPLE, id);
}

double
harness_measured(const Harness *h, const char *series, const char *unit)
{
    g_autofree char *key = g_strdup_printf("%s\n%s", series, unit != NULL ? unit : "");
    for (guint i = h->measured->len; i > 0; i--)
        if (strcmp(g_ptr_array_index(h->measured, i - 1), key) == 0)
            return g_array_index(h->values, double, i - 1);
    return NAN;
}

void
harness_forget(Harness *h)
{
    g_string_truncate(h->findings, 0);
    g_string_truncate(h->measures, 0);
    g_ptr_array_set_size(h->measured, 0);
    g_array_set_size(h->values, 0);
    h->journal_from = h->org->journal != NULL ? h->org->journal->bytes->len : 0;
}
