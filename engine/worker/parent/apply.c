// SPDX-License-Identifier: MIT
/* The acts of a run, done again in the parent through the checked verbs. */
#include "../../base/month.h"
#include "../../base/error.h"
#include "private.h"
#include <string.h>

static gboolean
act_allowed(const OrgCatalogue *catalogue, const OrgExpected *expected, const OrgAct *act, OrgMonth last, char **why)
{
    const OrgPlan *plan = expected->plan;
    if (act->item >= plan->items->len) {
        *why = org_said("belongs to no item of the scenario");
        return FALSE;
    }
    const OrgItem *item = plan->items->pdata[act->item];
    gboolean settles = item->role == ORG_ITEM_METRIC && item->feature && item->feature->flags & ORG_SETTLES;
    if (item->role != ORG_ITEM_PROCESS && item->role != ORG_ITEM_STEP && !(settles && act->verb == ORG_VERB_PAY)) {
        *why = org_said("comes from a rule or metric, which may only read");
        return FALSE;
    }
    if (expected->nothing && item->role == ORG_ITEM_STEP && !item->given) {
        *why = org_said("belongs to a step that this run leaves out");
        return FALSE;
    }
    const OrgPluginInfo *plugin = item->feature ? catalogue->plugins->pdata[item->feature->plugin] : NULL;
    if (!plugin || strcmp(plugin->id, act->plugin) != 0) {
        *why = org_said("comes from another plugin than the scenario names");
        return FALSE;
    }
    if (act->month < last || act->month > plan->to) {
        *why = org_said("is out of order or lies outside the scenario's months");
        return FALSE;
    }
    return TRUE;
}

static gboolean
refuse(OrgWorkerResult *result, gint item, OrgMonth month, char *message)
{
    result->status = ORG_WORKER_FAILED;
    g_free(result->message);
    result->message = (OrgMessage *) message;
    result->item = item;
    result->month = month;
    g_byte_array_set_size(result->acts, 0);
    g_clear_pointer(&result->end_hash, g_free);
    g_clear_pointer(&result->end, org_free);
    return FALSE;
}

/* Whose plugins could have done it: the ids of the scenario's plugins, each once. */
static char *
all_plugins(const OrgCatalogue *catalogue, const OrgPlan *plan)
{
    g_autoptr(GArray) all = org_plugins_of(plan, FALSE, TRUE);

    return org_plugins_named(catalogue, all);
}

static gboolean
broken_acts(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgPlan *plan, guint n, const GError *why)
{
    g_autofree char *plugins = all_plugins(catalogue, plan), *said = org_error_said(why);

    return refuse(result, -1, ORG_UNKNOWN,
                  org_said("the list of changes is broken after %u acts (%s): a plugin spoke in the engine's name; "
                           "the scenario uses plugin %s",
                           n, said, plugins));
}

static gboolean
replay(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected, OrgCounts *counts)
{
    g_autoptr(GError) error = NULL;
    gsize offset = 0;
    guint n = 0;
    OrgAct act;
    OrgMonth last = expected->plan->from - 1;

    while (org_act_next(result->acts->data, result->acts->len, &offset, &act, &error)) {
        g_autofree char *why = NULL;
        n++;
        org_counts_before(counts, result->end);
        if (act_allowed(catalogue, expected, &act, last, &why) && org_act_replay(result->end, &act, &error)) {
            org_counts_after(counts, &act, result->end);
            last = act.month;
            continue;
        }
        gboolean known = act.item < expected->plan->items->len;
        g_autofree char *label = org_item_label(expected->plan, act.item, act.month), *said = org_error_said(error);
        char *message = org_said("plugin %s (%s) claims a change that is not possible: act %u (%s) %s", act.plugin,
                                 label, n, org_verb_name(act.verb), why ? why : said);
        return refuse(result, known ? (gint) act.item : -1, act.month, message);
    }
    if (error)
        return broken_acts(catalogue, result, expected->plan, n, error);
    return TRUE;
}

gboolean
org_worker_result_replays(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected)
{
    g_autoptr(OrgCounts) counts = org_counts_new();
    result->end = org_copy(expected->start);
    gboolean fine = replay(catalogue, result, expected, counts);
    g_clear_pointer(&result->end, org_free);
    return fine;
}

static gboolean
row_ok(const Org *org, guint table, OrgRow row)
{
    return row == ORG_NONE || (table != 0 && row < org_rows(org, table));
}

/* 0 is the run itself, n the baseline n - 1; the start has the rows of the run. */
static const Org *
org_of_baseline(const OrgWorkerResult *result, const OrgExpected *expected, guint baseline)
{
    const Org *org = baseline > 0 && baseline <= expected->n_baselines ? expected->baselines[baseline - 1] : NULL;

    return org ? org : result->end;
}

/* Whether something may have been undone, and with it rows that it had opened and others had spoken of: a step, or a slice of
 * one that has `over:` and stands in the end. */
static gboolean
some_step_undone(const OrgWorkerResult *result, const OrgPlan *plan)
{
    for (guint i = 0; i < result->steps->len; i++) {
        const OrgWorkerStep *step = &g_array_index(result->steps, OrgWorkerStep, i);
        const OrgItem *item = plan->items->pdata[step->item];
        if (strcmp(step->status, "vetoed") == 0 || strcmp(step->status, "skipped") == 0 ||
            (item->over > 0 && plan->on_veto == ORG_VETO_SKIP))
            return TRUE;
    }
    return FALSE;
}

static gboolean
check_series(OrgWorkerResult *result, const OrgExpected *expected, gboolean undone)
{
    guint kept = 0;

    for (guint i = 0; i < result->series->len; i++) {
        OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        gboolean there = row_ok(org_of_baseline(result, expected, m->baseline), ORG_UNITS, m->unit);
        if (!there && !undone) {
            g_autofree char *label = org_item_label(expected->plan, m->item, m->month);
            return refuse(result, (gint) m->item, m->month,
                          org_said("%s measured \"%s\" for a unit that does not exist", label, m->series));
        }
        if (there)
            g_array_index(result->series, OrgWorkerMeasure, kept++) = *m;
    }
    g_array_set_size(result->series, kept);
    return TRUE;
}

static gboolean
check_findings(OrgWorkerResult *result, const OrgExpected *expected, gboolean undone)
{
    for (guint i = 0; i < result->findings->len; i++) {
        OrgWorkerFinding *f = &g_array_index(result->findings, OrgWorkerFinding, i);
        if (row_ok(result->end, f->table, f->row))
            continue;
        f->row = ORG_NONE;
        if (undone)
            continue;
        g_autofree char *label = org_item_label(expected->plan, f->item, f->month);
        return refuse(result, (gint) f->item, f->month,
                      org_said("%s reported a finding on a row that does not exist", label));
    }
    return TRUE;
}

/* "plugin posts (metric all-posts, 2022-07)" */
static char *
subject(const OrgCatalogue *catalogue, const OrgPlan *plan, guint at, OrgMonth month)
{
    const OrgItem *item = plan->items->pdata[at];
    const OrgPluginInfo *plugin = catalogue->plugins->pdata[item->feature->plugin];
    g_autofree char *label = org_item_label(plan, at, month);

    return org_said("plugin %s (%s)", plugin->id, label);
}

/* Which units were there when is only known now. */
static gboolean
check_units(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected)
{
    OrgMonth month;
    const OrgWorkerMeasure *m = org_worker_result_lacks(result, expected, &month);

    if (!m)
        return TRUE;
    g_autofree char *who = subject(catalogue, expected->plan, m->item, month);
    return refuse(result, (gint) m->item, month,
                  org_said("%s did not measure \"%s\" of unit \"%s\", as it does in other months", who, m->series,
                           org_id(result->end, ORG_UNITS, m->unit)));
}

/* "Paid" has one number, that of the ledger. */
static gboolean
check_paid(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected)
{
    guint item;
    const char *series = org_worker_result_unpaid(result, expected, &item);

    if (!series)
        return TRUE;
    const OrgMonth month = result->end->month;
    g_autofree char *who = subject(catalogue, expected->plan, item, month);
    return refuse(result, (gint) item, month, org_said("%s told otherwise of \"%s\" than it paid", who, series));
}

/* Rows can only be checked at the end, for a run may open new ones. */
static gboolean
check_rows(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected)
{
    gboolean undone = some_step_undone(result, expected->plan);

    return check_series(result, expected, undone) && check_findings(result, expected, undone) &&
           check_units(catalogue, result, expected) && check_paid(catalogue, result, expected);
}

gboolean
org_worker_result_apply(const OrgCatalogue *catalogue, OrgWorkerResult *result, const OrgExpected *expected,
                        OrgMonth end_month)
{
    g_autoptr(OrgCounts) counts = org_counts_new();
    result->end = org_copy(expected->start);
    if (!replay(catalogue, result, expected, counts))
        return FALSE;
    result->end->month = end_month;
    if (!check_rows(catalogue, result, expected))
        return FALSE;
    g_autofree char *hash = org_hash(result->end);
    if (strcmp(hash, result->end_hash) == 0) {
        org_worker_result_tell(result, expected, counts);
        return TRUE;
    }
    g_autofree char *plugins = all_plugins(catalogue, expected->plan);
    result->is_false = TRUE;
    return refuse(result, -1, ORG_UNKNOWN,
                  org_said("the end state does not follow from the changes recorded: a plugin wrote where it may "
                           "only read, or spoke in the engine's name; the scenario uses plugin %s",
                           plugins));
}
