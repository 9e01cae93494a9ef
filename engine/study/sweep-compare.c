// SPDX-License-Identifier: MIT
#include "sweep-compare.h"
#include "../base/error.h"
#include <math.h>
#include <string.h>

#define NOWHERE G_MAXUINT64

typedef struct {
    const OrgSweepTable *table[2];
    guint64 *partner; /* by point of the first: the second's of the same values, or NOWHERE */
} Pairing;

static gboolean
have_same_params(const OrgSweepTable *one, const OrgSweepTable *other, GError **error)
{
    gboolean same = one->axes->len == other->axes->len;
    for (guint i = 0; same && i < one->axes->len; i++)
        same = !strcmp(((OrgSweepAxis *) one->axes->pdata[i])->name, ((OrgSweepAxis *) other->axes->pdata[i])->name);
    if (!same)
        org_error_set(
            error, ORG_ERROR, ORG_E_INVALID,
            "%s and %s have other parameters; only sweeps of the same ones, in the same order, can be compared",
            one->place, other->place);
    return same;
}

static void
pair_by_values(Pairing *pairing)
{
    const OrgSweepTable *one = pairing->table[0], *other = pairing->table[1];
    g_autofree guint64 *number = g_new(guint64, other->n + 1);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint64 p = 0; p < other->n; p++) {
        number[p] = p;
        if (!g_hash_table_contains(known, other->keys[p])) /* the first of several counts */
            g_hash_table_insert(known, (gpointer) other->keys[p], &number[p]);
    }
    for (guint64 p = 0; p < one->n; p++) {
        const guint64 *found = g_hash_table_lookup(known, one->keys[p]);
        pairing->partner[p] = found ? *found : NOWHERE;
        if (found)
            g_hash_table_remove(known, one->keys[p]);
    }
}

/* The usual case: the same sweep of two plans. */
static void
pair_points(Pairing *pairing)
{
    guint64 n = pairing->table[0]->n;
    gboolean same = n == pairing->table[1]->n;
    for (guint64 p = 0; same && p < n; p++) {
        same = !strcmp(pairing->table[0]->keys[p], pairing->table[1]->keys[p]);
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
    g_return_val_if_fail(one->keys && other->keys, NULL);
    g_autofree guint64 *partner = g_new0(guint64, one->n + 1);
    Pairing pairing = { { one, other }, partner };
    found->outcomes = g_array_new(FALSE, TRUE, sizeof(OrgSweepDifference));
    if (!have_same_params(one, other, error))
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
