// SPDX-License-Identifier: MIT
#include "spread.h"
#include <math.h>
#include <string.h>

typedef struct {
    guint item;
    char *series;
    OrgMonth month;
} Key;

typedef struct {
    GArray *figures; /* double, by replication; shorter where the last ones measured nothing */
    double absent;   /* what it is where nothing was measured */
} Values;

/* What is kept of a judgement in each replication. */
static const gsize kept[] = {
    G_STRUCT_OFFSET(OrgJudgement, value),         G_STRUCT_OFFSET(OrgJudgement, change),
    G_STRUCT_OFFSET(OrgJudgement, change_high),   G_STRUCT_OFFSET(OrgJudgement, baseline),
    G_STRUCT_OFFSET(OrgJudgement, baseline_high), G_STRUCT_OFFSET(OrgJudgement, needed),
    G_STRUCT_OFFSET(OrgJudgement, needed_high),   G_STRUCT_OFFSET(OrgJudgement, break_even),
    G_STRUCT_OFFSET(OrgJudgement, pace.planned),  G_STRUCT_OFFSET(OrgJudgement, pace.share),
};
enum { VALUE = 0, CHANGE = 1, BREAK_EVEN = 7, N_KEPT = G_N_ELEMENTS(kept) };

typedef struct {
    GArray *figures[N_KEPT]; /* double, by replication */
    guint met[2];            /* at either baseline */
} Judged;

struct OrgSpread {
    const OrgPlan *plan;
    GHashTable *values; /* Key -> Values */
    GPtrArray *judged;  /* by target: GArray of Judged, by judgement */
    guint n;
    gboolean differ;
};

static guint
key_hash(gconstpointer data)
{
    const Key *key = data;
    return g_str_hash(key->series) ^ (key->item * 0x9E3779B1u) ^ ((guint) key->month * 0x85EBCA77u);
}

static gboolean
key_equal(gconstpointer a, gconstpointer b)
{
    const Key *x = a, *y = b;
    return x->item == y->item && x->month == y->month && !strcmp(x->series, y->series);
}

static void
key_free(gpointer data)
{
    g_free(((Key *) data)->series);
    g_free(data);
}

static void
values_free(gpointer data)
{
    g_array_unref(((Values *) data)->figures);
    g_free(data);
}

static void
judged_clear(gpointer data)
{
    for (guint k = 0; k < N_KEPT; k++)
        g_clear_pointer(&((Judged *) data)->figures[k], g_array_unref);
}

OrgSpread *
org_spread_new(const OrgPlan *plan)
{
    OrgSpread *spread = g_new0(OrgSpread, 1);
    spread->plan = plan;
    spread->values = g_hash_table_new_full(key_hash, key_equal, key_free, values_free);
    spread->judged = g_ptr_array_new_with_free_func((GDestroyNotify) g_array_unref);
    return spread;
}

void
org_spread_free(OrgSpread *spread)
{
    if (!spread)
        return;
    g_hash_table_unref(spread->values);
    g_ptr_array_unref(spread->judged);
    g_free(spread);
}

/* A figure of this replication; those before it that measured nothing are told, too. */
static void
put(OrgSpread *spread, Values *values, double value)
{
    while (values->figures->len < spread->n)
        g_array_append_val(values->figures, values->absent);
    if (values->figures->len == spread->n)
        g_array_append_val(values->figures, value);
    spread->differ |= g_array_index(values->figures, double, 0) != value;
}

static gboolean
is_flow(const OrgPlan *plan, const OrgMeasure *m)
{
    const OrgItem *item = plan ? plan->items->pdata[m->item] : NULL;
    const OrgSeriesInfo *declared = item && item->feature ? org_feature_series(item->feature, m->series) : NULL;
    return declared && declared->kind == ORG_FLOW;
}

static void
add_value(OrgSpread *spread, const OrgMeasure *m)
{
    Key key = { m->item, m->series, m->month };
    Values *values = g_hash_table_lookup(spread->values, &key);
    if (!values) {
        Key *own = g_new(Key, 1);
        *own = (Key){ m->item, g_strdup(m->series), m->month };
        values = g_new(Values, 1);
        *values = (Values){ g_array_new(FALSE, FALSE, sizeof(double)), is_flow(spread->plan, m) ? 0 : NAN };
        g_hash_table_insert(spread->values, own, values);
    }
    put(spread, values, m->value);
}

static gboolean
is_same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* A target of a unit may differ where no figure of the whole does. */
static void
add_judged(OrgSpread *spread, Judged *judged, const OrgJudgement *j)
{
    for (guint k = 0; k < N_KEPT; k++) {
        double figure = *(const double *) (const void *) ((const char *) j + kept[k]);
        if (!judged->figures[k])
            judged->figures[k] = g_array_new(FALSE, FALSE, sizeof(double));
        g_array_append_val(judged->figures[k], figure);
        spread->differ |= !is_same(g_array_index(judged->figures[k], double, 0), figure);
    }
    for (guint end = 0; end < 2; end++)
        judged->met[end] += j->at[end] == ORG_MET;
}

void
org_spread_add(OrgSpread *spread, const GArray *measures, const GPtrArray *verdicts)
{
    for (guint i = 0; i < measures->len; i++) {
        const OrgMeasure *m = &g_array_index(measures, OrgMeasure, i);
        if (m->unit == ORG_NONE && !m->of && !isnan(m->value))
            add_value(spread, m);
    }
    for (guint t = 0; t < verdicts->len; t++) {
        const GArray *judgements = ((const OrgVerdict *) verdicts->pdata[t])->judgements;
        if (t == spread->judged->len) {
            GArray *all = g_array_new(FALSE, TRUE, sizeof(Judged));
            g_array_set_clear_func(all, judged_clear);
            g_array_set_size(all, judgements->len);
            g_ptr_array_add(spread->judged, all);
        }
        for (guint i = 0; i < judgements->len; i++)
            add_judged(spread, &g_array_index((GArray *) spread->judged->pdata[t], Judged, i),
                       &g_array_index(judgements, OrgJudgement, i));
    }
    spread->n++;
}

gboolean
org_spread_by_chance(const OrgSpread *spread)
{
    return spread->differ;
}

static int
by_value(gconstpointer a, gconstpointer b)
{
    double x = *(const double *) a, y = *(const double *) b;
    return x < y ? -1 : x > y;
}

static double
quantile(const double *sorted, guint n, double p)
{
    double at = p * (n - 1);
    guint below = (guint) floor(at);
    return below + 1 < n ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
}

/* The figures that there are, in order: the same whatever the order of replications. */
static GArray *
sorted(const GArray *figures)
{
    GArray *all = g_array_sized_new(FALSE, FALSE, sizeof(double), figures->len);
    for (guint i = 0; i < figures->len; i++)
        if (!isnan(g_array_index(figures, double, i)))
            g_array_append_val(all, g_array_index(figures, double, i));
    g_array_sort(all, by_value);
    return all;
}

static gboolean
band_of(const GArray *figures, OrgSpreadBand *band)
{
    g_autoptr(GArray) all = sorted(figures);
    const double *value = (const double *) (const void *) all->data;
    double sum = 0;
    *band = (OrgSpreadBand){ NAN, NAN, NAN, NAN };
    for (guint i = 0; i < all->len; i++)
        sum += value[i];
    if (all->len)
        *band = (OrgSpreadBand){ sum / all->len, quantile(value, all->len, 0.05), quantile(value, all->len, 0.5),
                                 quantile(value, all->len, 0.95) };
    return all->len > 0;
}

/* As long as there are replications. */
static void
fill_up(const OrgSpread *spread, Values *values)
{
    while (values->figures->len < spread->n)
        g_array_append_val(values->figures, values->absent);
}

gboolean
org_spread_band(const OrgSpread *spread, guint item, const char *series, OrgMonth month, OrgSpreadBand *band)
{
    Key key = { item, (char *) series, month };
    Values *values = g_hash_table_lookup(spread->values, &key);
    if (!values)
        return FALSE;
    fill_up(spread, values);
    return band_of(values->figures, band);
}

OrgChanceOf
org_wilson(double p, guint count)
{
    const double z = 1.959963984540054; /* 97.5 % of the normal distribution */
    double n = count, middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return (OrgChanceOf){ p, MAX(0, middle - half), MIN(1, middle + half) };
}

static const Judged *
judged_of(const OrgSpread *spread, guint target, guint index)
{
    const GArray *all = target < spread->judged->len ? spread->judged->pdata[target] : NULL;
    return all && index < all->len ? &g_array_index(all, Judged, index) : NULL;
}

OrgChanceOf
org_spread_chance(const OrgSpread *spread, guint target, guint index, guint end)
{
    const Judged *judged = judged_of(spread, target, index);
    if (!spread->n || !judged || !org_spread_by_chance(spread))
        return (OrgChanceOf){ NAN, NAN, NAN };
    return org_wilson(judged->met[end] / (double) spread->n, spread->n);
}

void
org_spread_settle(const OrgSpread *spread, guint target, guint index, OrgJudgement *j)
{
    const Judged *judged = judged_of(spread, target, index);
    if (!judged || !org_spread_by_chance(spread))
        return;
    OrgSpreadBand band[N_KEPT];
    for (guint k = 0; k < N_KEPT; k++) {
        band_of(judged->figures[k], &band[k]);
        *(double *) (void *) ((char *) j + kept[k]) = band[k].p50;
    }
    j->band = (OrgJudgedBand){ band[VALUE].p5,
                               band[VALUE].p95,
                               band[BREAK_EVEN].p5,
                               band[BREAK_EVEN].p95,
                               org_spread_chance(spread, target, index, 0).probability,
                               org_spread_chance(spread, target, index, 1).probability };
}

const GArray *
org_spread_values(const OrgSpread *spread, guint target, guint index)
{
    const Judged *judged = judged_of(spread, target, index);
    return judged ? judged->figures[VALUE] : NULL;
}

const GArray *
org_spread_changes(const OrgSpread *spread, guint target, guint index)
{
    const Judged *judged = judged_of(spread, target, index);
    return judged ? judged->figures[CHANGE] : NULL;
}

static int
by_key(gconstpointer a, gconstpointer b)
{
    const OrgSpreadFigures *x = a, *y = b;
    int names = strcmp(x->series, y->series);
    return x->item != y->item ? (x->item < y->item ? -1 : 1) : names ? names : x->month - y->month;
}

GArray *
org_spread_figures(OrgSpread *spread)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(OrgSpreadFigures));
    GHashTableIter iter;
    gpointer key, values;
    g_hash_table_iter_init(&iter, spread->values);
    while (g_hash_table_iter_next(&iter, &key, &values)) {
        const Key *k = key;
        fill_up(spread, values);
        OrgSpreadFigures one = { k->item, k->series, k->month, ((Values *) values)->figures };
        g_array_append_val(all, one);
    }
    g_array_sort(all, by_key);
    return all;
}
