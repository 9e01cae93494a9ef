// SPDX-License-Identifier: MIT
// The figures of a run. The clock chooses the months whose figures are stored; what flows in between is added up to the
// next of them, so that the same flow comes out of any clock.
#include "run-private.h"

typedef struct {
    OrgFigure figure;
    gboolean fresh; // measured since the last month with figures
} Sum;

struct OrgFigures {
    GArray *sums; // Sum, in the order first measured
    GHashTable *at; // key -> index in sums
};

static guint
key_hash(gconstpointer data)
{
    const OrgFigure *figure = data;
    return g_direct_hash(figure->series) ^ figure->item * 0x9E3779B1u ^ figure->unit * 0x85EBCA77u;
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
    const OrgFigure *x = a, *y = b;
    return x->item == y->item && x->unit == y->unit && x->series == y->series; // names are interned
}

OrgFigures *
org_figures_new(void)
{
    OrgFigures *figures = g_new0(OrgFigures, 1);
    figures->sums = g_array_new(FALSE, FALSE, sizeof(Sum));
    figures->at = g_hash_table_new_full(key_hash, key_equal, g_free, NULL);
    return figures;
}

void
org_figures_free(OrgFigures *figures)
{
    if (figures == NULL)
        return;
    g_array_unref(figures->sums);
    g_hash_table_unref(figures->at);
    g_free(figures);
}

static void
add(OrgFigures *figures, const OrgFigure *figure)
{
    gpointer index;
    if (!g_hash_table_lookup_extended(figures->at, figure, NULL, &index)) {
        Sum sum = { *figure, TRUE };
        g_hash_table_insert(figures->at, g_memdup2(figure, sizeof *figure), GUINT_TO_POINTER(figures->sums->len));
        g_array_append_val(figures->sums, sum);
        return;
    }
    Sum *sum = &g_array_index(figures->sums, Sum, GPOINTER_TO_UINT(index));
    sum->figure.value = figure->flows && sum->fresh ? sum->figure.value + figure->value : figure->value;
    sum->fresh = TRUE;
}

void
org_figures_settle(OrgRun *run, gboolean stands)
{
    for (guint i = 0; stands && i < run->measured->len; i++)
        add(run->figures, &g_array_index(run->measured, OrgFigure, i));
    g_array_set_size(run->measured, 0);
}

void
org_figures_count(OrgRun *run, const OrgItem *item, const char *series, double n)
{
    OrgFigure figure = { item->index, TRUE, ORG_NONE, n, g_string_chunk_insert_const(run->names, series) };
    add(run->figures, &figure);
}

static void
store_sums(OrgRun *run)
{
    for (guint i = 0; i < run->figures->sums->len; i++) {
        Sum *sum = &g_array_index(run->figures->sums, Sum, i);
        const OrgFigure *figure = &sum->figure;
        if (sum->fresh)
            run->sink->measure(run->sink->data, figure->item, figure->series, figure->unit, run->now, figure->value, 0);
        sum->fresh = FALSE;
    }
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

gboolean
org_figures_store(OrgRun *run, GError **error)
{
    for (guint i = 0; i < run->plan->items->len; i++) {
        const OrgItem *item = run->plan->items->pdata[i];
        if (item->role == ORG_ITEM_METRIC && !measure(run, item, error))
            return FALSE;
    }
    org_run_tell(run, NULL, FALSE);
    store_sums(run);
    run->figured = run->now;
    return TRUE;
}

// The metrics of the targets that are set against a baseline with an organisation.
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
        run->view = run->baselines[b] != NULL ? b + 1 : 0;
        fine = run->view == 0 || measure_baseline(run, b, error);
    }
    run->view = 0;
    org_run_tell(run, NULL, FALSE);
    return fine;
}
