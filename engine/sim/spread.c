// SPDX-License-Identifier: MIT
#include "spread.h"
#include <math.h>
#include <string.h>

typedef struct {
    guint item;
    char *series;
    OrgMonth month;
} Key;

struct OrgSpread {
    GHashTable *values; /* Key -> GArray of double, one for each replication that measured it */
    GArray *met;        /* by target: GArray of guint, by judgement */
    guint n;
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
counts_clear(gpointer data)
{
    g_array_unref(*(GArray **) data);
}

OrgSpread *
org_spread_new(void)
{
    OrgSpread *spread = g_new0(OrgSpread, 1);
    spread->values = g_hash_table_new_full(key_hash, key_equal, key_free, (GDestroyNotify) g_array_unref);
    spread->met = g_array_new(FALSE, FALSE, sizeof(GArray *));
    g_array_set_clear_func(spread->met, counts_clear);
    return spread;
}

void
org_spread_free(OrgSpread *spread)
{
    if (!spread)
        return;
    g_hash_table_unref(spread->values);
    g_array_unref(spread->met);
    g_free(spread);
}

static void
add_value(OrgSpread *spread, const OrgMeasure *m)
{
    Key key = { m->item, m->series, m->month };
    GArray *values = g_hash_table_lookup(spread->values, &key);
    if (!values) {
        Key *own = g_new(Key, 1);
        *own = (Key){ m->item, g_strdup(m->series), m->month };
        values = g_array_new(FALSE, FALSE, sizeof(double));
        g_hash_table_insert(spread->values, own, values);
    }
    g_array_append_val(values, m->value);
}

void
org_spread_add(OrgSpread *spread, const GArray *measures, const GPtrArray *verdicts)
{
    for (guint i = 0; i < measures->len; i++) {
        const OrgMeasure *m = &g_array_index(measures, OrgMeasure, i);
        if (m->unit == ORG_NONE && !m->of && !isnan(m->value))
            add_value(spread, m);
    }
    while (spread->met->len < verdicts->len) {
        GArray *counts = g_array_new(FALSE, TRUE, sizeof(guint));
        g_array_append_val(spread->met, counts);
    }
    for (guint t = 0; t < verdicts->len; t++) {
        const GArray *judgements = ((const OrgVerdict *) verdicts->pdata[t])->judgements;
        GArray *counts = g_array_index(spread->met, GArray *, t);
        if (counts->len < judgements->len)
            g_array_set_size(counts, judgements->len);
        for (guint i = 0; i < judgements->len; i++)
            g_array_index(counts, guint, i) += g_array_index(judgements, OrgJudgement, i).met == ORG_MET;
    }
    spread->n++;
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

gboolean
org_spread_band(const OrgSpread *spread, guint item, const char *series, OrgMonth month, OrgSpreadBand *band)
{
    Key key = { item, (char *) series, month };
    const GArray *values = g_hash_table_lookup(spread->values, &key);
    if (!values)
        return FALSE;
    g_autofree double *sorted = g_memdup2(values->data, values->len * sizeof(double));
    qsort(sorted, values->len, sizeof(double), by_value);
    double sum = 0; /* in sorted order: the same whatever the order of replications */
    for (guint i = 0; i < values->len; i++)
        sum += sorted[i];
    *band = (OrgSpreadBand){ sum / values->len, quantile(sorted, values->len, 0.05), quantile(sorted, values->len, 0.5),
                             quantile(sorted, values->len, 0.95) };
    return TRUE;
}

OrgChanceOf
org_wilson(double p, guint count)
{
    const double z = 1.959963984540054; /* 97.5 % of the normal distribution */
    double n = count, middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    return (OrgChanceOf){ p, MAX(0, middle - half), MIN(1, middle + half) };
}

OrgChanceOf
org_spread_chance(const OrgSpread *spread, guint target, guint index)
{
    const GArray *counts = target < spread->met->len ? g_array_index(spread->met, GArray *, target) : NULL;
    if (!spread->n || !counts || index >= counts->len)
        return (OrgChanceOf){ NAN, NAN, NAN };
    return org_wilson(g_array_index(counts, guint, index) / (double) spread->n, spread->n);
}
