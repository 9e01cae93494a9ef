// SPDX-License-Identifier: MIT
/* Replications that only measure run in one process, where an operator could forge what a metric says. A few of them, which nobody can
 * foretell, are run again in two, and every figure has to be the same. */
#include "private.h"
#include <string.h>

#define ONE_IN 25u /* replications; at least one, and no more than MOST */
#define MOST 16u

guint
org_recheck_count(guint64 n)
{
    return (guint) CLAMP(n / ONE_IN, 1, MOST);
}

gboolean
org_recheck_picks(guint *wanted, guint64 left)
{
    gboolean picked = *wanted > 0 && g_random_double() * (double) left < (double) *wanted;

    *wanted -= picked;
    return picked;
}

static gint
by_what(gconstpointer a, gconstpointer b)
{
    const OrgWorkerMeasure *one = a, *other = b;
    gint order = org_measure_by_place(one, other);

    return order != 0 ? order
                      : strcmp(one->series, other->series); /* of two processes, whose texts lie in two places */
}

/* Of units that are there in the end: what was opened by a step that was undone is checked nowhere. */
static GArray *
sorted(const GArray *series, OrgRow n_units)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(OrgWorkerMeasure));

    for (guint i = 0; i < series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(series, OrgWorkerMeasure, i);
        if (m->unit == ORG_NONE || m->unit < n_units || m->baseline > 0)
            g_array_append_vals(all, m, 1);
    }
    g_array_sort(all, by_what);
    return all;
}

/* The first that differs; NULL: none. */
static const OrgWorkerMeasure *
difference(const GArray *told, const GArray *judged)
{
    for (guint i = 0; i < MAX(told->len, judged->len); i++) {
        const OrgWorkerMeasure *one = i < told->len ? &g_array_index(told, OrgWorkerMeasure, i) : NULL;
        const OrgWorkerMeasure *other = i < judged->len ? &g_array_index(judged, OrgWorkerMeasure, i) : NULL;
        if (!one || !other || by_what(one, other) != 0 || memcmp(&one->value, &other->value, sizeof one->value) != 0)
            return one ? one : other;
    }
    return NULL;
}

char *
org_recheck_differs(const OrgWorkerResult *told, const OrgWorkerResult *judged, const OrgPlan *plan)
{
    OrgRow n_units = judged->end ? judged->end->units.n : 0;
    g_autoptr(GArray) mine = sorted(told->series, n_units), theirs = sorted(judged->series, n_units);
    const OrgWorkerMeasure *m = difference(mine, theirs);

    if (m)
        return org_item_label(plan, m->item, m->month);
    if (told->status != judged->status || told->steps->len != judged->steps->len)
        return org_said("its end");
    for (guint i = 0; i < told->steps->len; i++) {
        const OrgWorkerStep *one = &g_array_index(told->steps, OrgWorkerStep, i);
        const OrgWorkerStep *other = &g_array_index(judged->steps, OrgWorkerStep, i);
        if (one->item != other->item || one->month != other->month || strcmp(one->status, other->status) != 0)
            return org_item_label(plan, one->item, one->month);
    }
    return NULL;
}
