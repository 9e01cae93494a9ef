// SPDX-License-Identifier: MIT
/* The figures of a run. The clock chooses the months whose figures are stored; what flows in between is added up to the
 * next of them, so that the same flow comes out of any clock. */
#include "run-private.h"
#include "../base/series.h"
#include <string.h>

/* Its key first. */
typedef struct {
    const OrgItem *item;
    OrgRow unit;
    char *series;
    gboolean flows; /* adds up; else the last value counts */
    gboolean fresh; /* measured since the last month with figures */
    double value;
} Sum;

struct OrgFigures {
    GPtrArray *sums; /* Sum *, in the order first measured */
    GHashTable *at;  /* the same, for finding them */
};

static guint
sum_hash(gconstpointer data)
{
    const Sum *sum = data;
    return g_str_hash(sum->series) ^ sum->item->index * 0x9E3779B1u ^ sum->unit * 0x85EBCA77u;
}

static gboolean
sum_equal(gconstpointer a, gconstpointer b)
{
    const Sum *x = a, *y = b;
    return x->item == y->item && x->unit == y->unit && strcmp(x->series, y->series) == 0;
}

static void
sum_free(gpointer data)
{
    g_free(((Sum *) data)->series);
    g_free(data);
}

OrgFigures *
org_figures_new(void)
{
    OrgFigures *figures = g_new0(OrgFigures, 1);
    figures->sums = g_ptr_array_new_with_free_func(sum_free);
    figures->at = g_hash_table_new(sum_hash, sum_equal);
    return figures;
}

void
org_figures_free(OrgFigures *figures)
{
    if (figures == NULL)
        return;
    g_hash_table_unref(figures->at);
    g_ptr_array_unref(figures->sums);
    g_free(figures);
}

static gboolean
is_flow(const OrgRun *run, const OrgItem *item, const char *series)
{
    const OrgFeature *feature = org_plugins_feature(run->plugins, item->feature);
    for (guint i = 0; i < feature->n_series; i++)
        if (org_series_named(feature->series[i].name, series))
            return feature->series[i].kind == ORG_FLOW;
    return FALSE;
}

static void
add(OrgRun *run, const OrgItem *item, const char *series, OrgRow unit, double value)
{
    OrgFigures *figures = run->figures;
    Sum wanted = { .item = item, .unit = unit, .series = (char *) series }, *sum;
    sum = g_hash_table_lookup(figures->at, &wanted);
    if (sum == NULL) {
        sum = g_memdup2(&wanted, sizeof wanted);
        sum->series = g_strdup(series);
        sum->flows = is_flow(run, item, series);
        g_ptr_array_add(figures->sums, sum);
        g_hash_table_add(figures->at, sum);
    }
    sum->value = sum->flows && sum->fresh ? sum->value + value : value;
    sum->fresh = TRUE;
}

void
org_figures_settle(OrgRun *run, gboolean stands)
{
    for (guint i = 0; stands && i < run->said->measures->len; i++) {
        const OrgSaidMeasure *said = &g_array_index(run->said->measures, OrgSaidMeasure, i);
        add(run, run->plan->items->pdata[said->item], said->series, said->unit, said->value);
    }
    g_array_set_size(run->said->measures, 0);
}

void
org_figures_count(OrgRun *run, const OrgItem *item, const char *series, double n)
{
    add(run, item, series, ORG_NONE, n);
}

static void
store_sums_of(OrgRun *run, gboolean metrics)
{
    for (guint i = 0; i < run->figures->sums->len; i++) {
        Sum *sum = run->figures->sums->pdata[i];
        if ((sum->item->role == ORG_ITEM_METRIC) != metrics)
            continue;
        if (sum->fresh)
            run->sink->measure(run->sink->data, sum->item->index, sum->series, sum->unit, run->now, sum->value, 0);
        sum->fresh = FALSE;
    }
}

/* One order, whether those who settle are called here or in the other half of the run. */
static void
store_sums(OrgRun *run)
{
    store_sums_of(run, TRUE);
    store_sums_of(run, FALSE);
}

static gboolean
measure(OrgRun *run, const OrgItem *item, GError **error)
{
    if (item->feature == NULL)
        return org_run_call_sql(run, item, error);
    OrgCallSpec spec = org_run_spec(run, item);
    spec.from = run->figured;
    return org_run_call(run, &spec, error);
}

/* The half that judges knows by the clock whether figures are wanted. */
static gboolean
ask(OrgRun *run)
{
    OrgAnswer answer;
    return org_run_ask(run, ORG_ASK_FIGURES, NULL, ORG_UNKNOWN, &answer);
}

gboolean
org_figures_store(OrgRun *run, GError **error)
{
    gboolean here = run->sink->judge == NULL;
    if (!here && !ask(run))
        return FALSE;
    for (guint i = 0; here && i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_METRIC && !measure(run, item, error))
            return FALSE;
    }
    org_run_tell(run, NULL, FALSE);
    store_sums(run);
    run->figured = run->now;
    return TRUE;
}

gboolean
org_figures_pay(OrgRun *run, GError **error)
{
    OrgAnswer answer;
    gboolean done = TRUE;
    if (run->sink->judge != NULL)
        return org_run_ask(run, ORG_ASK_SETTLE, NULL, ORG_UNKNOWN, &answer);
    run->settling = TRUE;
    for (guint i = 0; i < run->plan->items->len && done; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role != ORG_ITEM_METRIC || item->feature == NULL || (item->feature->flags & ORG_SETTLES) == 0)
            continue;
        OrgCallSpec spec = org_run_spec(run, item);
        spec.settles = spec.may_write = TRUE;
        done = org_run_call(run, &spec, error);
        org_figures_settle(run, done);
    }
    run->settling = FALSE;
    org_run_tell(run, NULL, FALSE);
    return done;
}

static gboolean
has_running_cost(const OrgItem *item)
{
    if (item->role != ORG_ITEM_METRIC || item->feature == NULL)
        return FALSE;
    for (guint i = 0; i < item->feature->series->len; i++)
        if ((g_array_index(item->feature->series, OrgSeriesInfo, i).flags & ORG_RUNNING) != 0)
            return TRUE;
    return FALSE;
}

gboolean
org_figures_price(OrgRun *run, GError **error)
{
    gboolean done = TRUE;
    if (run->sink->judge != NULL)
        return ask(run);
    run->pricing = TRUE;
    for (guint i = 0; run->sink->running != NULL && i < run->plan->items->len && done; i++)
        if (has_running_cost(run->plan->items->pdata[i]))
            done = measure(run, run->plan->items->pdata[i], error);
    run->pricing = FALSE;
    g_array_set_size(run->said->findings, 0); /* they are told with the figures */
    return done;
}

/* The metrics of the targets that are set against a baseline with an organisation. */
static gboolean
measure_baseline(OrgRun *run, guint index, GError **error)
{
    const OrgPlan *plan = run->plan;
    const OrgBaseline *baseline = plan->baselines->pdata[index];
    g_autoptr(GHashTable) done = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint t = 0; t < plan->targets->len; t++) {
        const OrgTarget *target = plan->targets->pdata[t];
        for (guint m = 0; g_strcmp0(target->against, baseline->name) == 0 && m < target->metrics->len; m++) {
            guint at = g_array_index(target->metrics, guint, m);
            const OrgItem *item = plan->items->pdata[at];
            if (item->role == ORG_ITEM_METRIC && g_hash_table_add(done, GUINT_TO_POINTER(at + 1)) &&
                !measure(run, item, error))
                return FALSE;
        }
    }
    return TRUE;
}

gboolean
org_figures_of_baselines(OrgRun *run, GError **error)
{
    gboolean fine = TRUE;
    for (guint b = 0; b < run->plan->baselines->len && fine; b++) {
        run->baseline = run->baselines[b] != NULL ? b + 1 : 0;
        fine = run->baseline == 0 || measure_baseline(run, b, error);
    }
    run->baseline = 0;
    org_run_tell(run, NULL, FALSE);
    return fine;
}
