// SPDX-License-Identifier: MIT
#include "sensitivity.h"
#include "design.h"
#include <math.h>

/* ---- estimated */

static gboolean
is_whole(const double *block, guint size)
{
    for (guint i = 0; i < size; i++)
        if (isnan(block[i]))
            return FALSE;
    return TRUE;
}

/* Over a and b of the whole blocks. */
static guint64
moments(const double *figures, guint64 blocks, guint size, double *mean, double *variance)
{
    guint64 n = 0;
    *mean = *variance = 0;
    for (guint64 k = 0; k < blocks; k++) {
        const double *block = figures + k * size;
        if (!is_whole(block, size))
            continue;
        for (guint side = ORG_DESIGN_A; side <= ORG_DESIGN_B;
             side++) { /* Welford, so that a large mean costs no digits */
            double off = block[side] - *mean;
            *mean += off / (double) ++n;
            *variance += off * (block[side] - *mean);
        }
    }
    *variance = n ? *variance / (double) n : NAN;
    return n / 2;
}

void
org_sobol_estimate(const double *figures, guint64 blocks, guint params, OrgSobolIndices *indices)
{
    guint size = params + 2;
    double mean, variance;
    guint64 n = moments(figures, blocks, size, &mean, &variance);
    for (guint p = 0; p < params; p++) {
        double first = 0, total = 0;
        for (guint64 k = 0; k < blocks; k++) {
            const double *block = figures + k * size;
            if (!is_whole(block, size))
                continue;
            double change = block[ORG_DESIGN_SWAPPED + p] - block[ORG_DESIGN_A];
            first += (block[ORG_DESIGN_B] - mean) * change;
            total += change * change;
        }
        gboolean varies = n && variance > 0;
        indices[p].first = varies ? first / (double) n / variance : NAN;
        indices[p].total = varies ? total / (2 * (double) n) / variance : NAN;
    }
}

/* ---- of a grid */

static double
mean_of(const double *values, guint64 n)
{
    double sum = 0;
    for (guint64 i = 0; i < n; i++)
        sum += values[i];
    return sum / (double) n;
}

static double
variance_of(const double *values, guint64 n)
{
    double mean = mean_of(values, n), sum = 0;
    for (guint64 i = 0; i < n; i++)
        sum += (values[i] - mean) * (values[i] - mean);
    return sum / (double) n;
}

/* The variance of what is expected when it is known in which group a point is; all groups are of one size. */
static double
variance_between(const double *figures, guint64 n, const guint64 *group, guint64 groups)
{
    g_autofree double *means = g_new0(double, groups);
    for (guint64 i = 0; i < n; i++)
        means[group[i]] += figures[i];
    for (guint64 g = 0; g < groups; g++)
        means[g] /= (double) n / (double) groups;
    return variance_of(means, groups);
}

void
org_sobol_of_grid(const double *figures, guint64 n, const guint32 *const *at, const guint *sizes, guint params,
                  OrgSobolIndices *indices)
{
    g_autofree guint64 *group = g_new(guint64, n);
    double variance = variance_of(figures, n);
    for (guint p = 0; p < params; p++) {
        for (guint64 i = 0; i < n; i++)
            group[i] = at[p][i];
        double own = variance_between(figures, n, group, sizes[p]);
        for (guint64 i = 0; i < n; i++) {
            group[i] = 0;
            for (guint q = 0; q < params; q++)
                group[i] = q == p ? group[i] : group[i] * sizes[q] + at[q][i];
        }
        double others = variance_between(figures, n, group, n / sizes[p]);
        indices[p].first = variance > 0 ? own / variance : NAN;
        indices[p].total = variance > 0 ? 1 - others / variance : NAN;
    }
}
