// SPDX-License-Identifier: MIT
/* Which of two plans is the cheaper, by chance: their replications are made with the same draws, so that they are compared one by
 * one and not as two clouds. */
#include "compare.h"
#include "mask.h"
#include <string.h>

/* Sums of money: less than a hundredth apart is the same. */
#define SAME 0.005

static gboolean
share_draws(const OrgRunInfo *a, const OrgRunInfo *b)
{
    return a->seed == b->seed && a->replications == b->replications && a->replications > 1 &&
           !strcmp(a->currency, b->currency);
}

/* A plan that has nothing to pay pays nothing in each. */
static double
paid(const GArray *all, guint replication)
{
    return replication < all->len ? g_array_index(all, double, replication) : 0;
}

static void
count(OrgCompareCheaper *cheaper, const GArray *first, const GArray *other)
{
    guint less = 0, same = 0, n = MAX(first->len, other->len);
    for (guint i = 0; i < n; i++) {
        double saved = paid(other, i) - paid(first, i);
        less += saved > SAME;
        same += saved <= SAME && saved >= -SAME;
    }
    if (n)
        *cheaper = (OrgCompareCheaper){ n, less / (double) n, same / (double) n };
}

gboolean
org_compare_cheaper(OrgComparison *comparison, const OrgCompared *columns, GError **error)
{
    g_autoptr(GArray) first = NULL;
    const OrgStoredRun *base = comparison->column[0].run;
    for (guint c = 1; base && c < comparison->n; c++) {
        const OrgStoredRun *run = comparison->column[c].run;
        gboolean masked = (columns[0].opened.mask | columns[c].opened.mask) & ORG_MASK_PAY;
        if (!run || masked || !share_draws(base->info, run->info) ||
            (!org_stored_by_chance(base) && !org_stored_by_chance(run)))
            continue;
        first = first ? first : org_store_paid(columns[0].opened.store, base->info->id, error);
        g_autoptr(GArray) other = first ? org_store_paid(columns[c].opened.store, run->info->id, error) : NULL;
        if (!other)
            return FALSE;
        count(&comparison->cheaper[c], first, other);
    }
    return TRUE;
}
