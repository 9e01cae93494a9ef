// SPDX-License-Identifier: MIT
#include "sweep-compare.h"
#include "../base/error.h"
#include <math.h>
#include <string.h>

#define NOWHERE G_MAXUINT64

typedef struct {
    const OrgSweepTable *table[2];
    guint *axis;      /* by parameter of the first: its number in the second */
    guint64 *partner; /* by point of the first: the second's of the same values, or NOWHERE */
} Pairing;

static const char *
value_of(const OrgSweepTable *table, guint axis, guint64 point)
{
    const OrgSweepAxis *a = table->axes->pdata[axis];
    return a->texts->pdata[a->at[point]];
}

static gboolean
pair_axes(Pairing *pairing, GError **error)
{
    const OrgSweepTable *one = pairing->table[0], *other = pairing->table[1];
    gboolean same = one->axes->len == other->axes->len;
    for (guint i = 0; same && i < one->axes->len; i++) {
        gint found = org_sweep_table_axis(other, ((OrgSweepAxis *) one->axes->pdata[i])->name, NULL);
        same = found >= 0;
        pairing->axis[i] = (guint) MAX(found, 0);
    }
    if (!same)
        org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                      "%s and %s have other parameters; only sweeps of the same ones can be compared", one->place,
                      other->place);
    return same;
}

/* The usual case: the same sweep of two plans. */
static gboolean
is_same_point(const Pairing *pairing, guint64 p)
{
    for (guint i = 0; i < pairing->table[0]->axes->len; i++)
        if (strcmp(value_of(pairing->table[0], i, p), value_of(pairing->table[1], pairing->axis[i], p)))
            return FALSE;
    return TRUE;
}

/* In the order of the first's parameters. */
static char *
key_of(const Pairing *pairing, guint which, guint64 p)
{
    GString *key = g_string_new(NULL);
    for (guint i = 0; i < pairing->table[0]->axes->len; i++)
        g_string_append_printf(key, "%s\n", value_of(pairing->table[which], which ? pairing->axis[i] : i, p));
    return g_string_free(key, FALSE);
}

static void
pair_by_values(Pairing *pairing)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint64 p = 0; p < pairing->table[1]->n; p++) {
        char *key = key_of(pairing, 1, p);
        if (g_hash_table_contains(known, key)) /* the first of several counts */
            g_free(key);
        else
            g_hash_table_insert(known, key, g_memdup2(&p, sizeof p));
    }
    for (guint64 p = 0; p < pairing->table[0]->n; p++) {
        g_autofree char *key = key_of(pairing, 0, p);
        guint64 *found = g_hash_table_lookup(known, key);
        pairing->partner[p] = found ? *found : NOWHERE;
        if (found)
            g_hash_table_remove(known, key);
    }
}

static void
pair_points(Pairing *pairing)
{
    guint64 n = pairing->table[0]->n;
    gboolean same = n == pairing->table[1]->n;
    for (guint64 p = 0; same && p < n; p++) {
        same = is_same_point(pairing, p);
        pairing->partner[p] = p;
    }
    if (!same)
        pair_by_values(pairing);
}

static void
add_point(OrgSweepDifference *d, double a, double b, guint64 p)
{
    double difference = b - a;
    if (!d->n || difference < d->low) {
        d->low = difference;
        d->at_low = p;
    }
    if (!d->n || difference > d->high) {
        d->high = difference;
        d->at_high = p;
    }
    d->n++;
    d->higher += difference > 0;
    d->lower += difference < 0;
    d->same += difference == 0;
    d->mean += a;
    d->other_mean += b;
}

static void
compare_outcome(const Pairing *pairing, const OrgSweepFigures *a, const OrgSweepFigures *b, GArray *outcomes)
{
    OrgSweepDifference d = { .figures = a, .low = NAN, .high = NAN };
    for (guint64 p = 0; p < pairing->table[0]->n; p++) {
        guint64 q = pairing->partner[p];
        if (q != NOWHERE && !isnan(a->figures[p]) && !isnan(b->figures[q]))
            add_point(&d, a->figures[p], b->figures[q], p);
    }
    d.mean = d.n ? d.mean / (double) d.n : NAN;
    d.other_mean = d.n ? d.other_mean / (double) d.n : NAN;
    g_array_append_val(outcomes, d);
}

static void
compare(const Pairing *pairing, OrgSweepComparison *found)
{
    const OrgSweepTable *one = pairing->table[0], *other = pairing->table[1];
    for (guint64 p = 0; p < one->n; p++)
        found->points += pairing->partner[p] != NOWHERE;
    found->only[0] = one->n - found->points;
    found->only[1] = other->n - found->points;
    for (guint i = 0; i < one->outcomes->len; i++) {
        const OrgSweepFigures *a = one->outcomes->pdata[i];
        const OrgSweepFigures *b = org_sweep_table_outcome(other, a->name, NULL);
        if (b)
            compare_outcome(pairing, a, b, found->outcomes);
    }
}

OrgSweepComparison *
org_sweep_compare(const OrgSweepTable *one, const OrgSweepTable *other, GError **error)
{
    g_autoptr(OrgSweepComparison) found = g_new0(OrgSweepComparison, 1);
    g_autofree guint *axis = g_new0(guint, one->axes->len + 1);
    g_autofree guint64 *partner = g_new0(guint64, one->n + 1);
    Pairing pairing = { { one, other }, axis, partner };
    found->outcomes = g_array_new(FALSE, TRUE, sizeof(OrgSweepDifference));
    if (!pair_axes(&pairing, error))
        return NULL;
    pair_points(&pairing);
    compare(&pairing, found);
    if (found->outcomes->len)
        return g_steal_pointer(&found);
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s and %s have no target or measure in common", one->place,
                  other->place);
    return NULL;
}

void
org_sweep_comparison_free(OrgSweepComparison *comparison)
{
    if (!comparison)
        return;
    g_array_unref(comparison->outcomes);
    g_free(comparison);
}
