// SPDX-License-Identifier: MIT
/* Whether the figures of a run are whole: each measured once, and none left out that a verdict needs. What flows is added up over the
 * stored months, so that a figure that is missing would make a sum smaller without a word. */
#include "private.h"
#include "../../base/month.h"
#include <string.h>

static gint
compare(const OrgWorkerMeasure *one, const OrgWorkerMeasure *other)
{
    if (one->month != other->month)
        return one->month < other->month ? -1 : 1;
    if (one->item != other->item)
        return one->item < other->item ? -1 : 1;
    if (one->baseline != other->baseline)
        return one->baseline < other->baseline ? -1 : 1;
    if (one->unit != other->unit)
        return one->unit < other->unit ? -1 : 1;
    return one->series == other->series                  ? 0
           : (gsize) one->series < (gsize) other->series ? -1
                                                         : 1; /* texts of one chunk */
}

static gint
by_what(gconstpointer a, gconstpointer b, gpointer data)
{
    const OrgWorkerMeasure *all = data;

    return compare(&all[*(const guint *) a], &all[*(const guint *) b]);
}

/* Figures in an order in which they are found. */
typedef struct {
    OrgWorkerMeasure *all;
    guint *order;
    guint n;
} Sorted;

static Sorted
sort(const GArray *figures)
{
    Sorted sorted = { (OrgWorkerMeasure *) (void *) figures->data, g_new(guint, figures->len + 1), figures->len };

    for (guint i = 0; i < sorted.n; i++)
        sorted.order[i] = i;
    g_qsort_with_data(sorted.order, (gint) sorted.n, sizeof *sorted.order, by_what, sorted.all);
    return sorted;
}

static gboolean
has(const Sorted *sorted, const OrgWorkerMeasure *wanted)
{
    guint low = 0, high = sorted->n;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        gint order = compare(&sorted->all[sorted->order[middle]], wanted);
        if (order == 0)
            return TRUE;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return FALSE;
}

static gboolean
blame(OrgWorkerResult *result, const OrgWorkerMeasure *m, char *said, char **why)
{
    result->spoke = (gint) m->item;
    result->spoke_at = m->month;
    *why = said;
    return FALSE;
}

static gboolean
is_missing(OrgWorkerResult *result, const OrgWorkerMeasure *m, char **why)
{
    g_autofree char *month = g_strdup(org_month_text(m->month, (char[16]){ 0 }));

    return blame(result, m, org_said("did not measure \"%s\" in %s, a month whose figure is needed", m->series, month),
                 why);
}

/* Which of two values is the true one nobody could tell: the run has none. */
static gboolean
each_once(OrgWorkerResult *result, const Sorted *sorted, char **why)
{
    for (guint i = 1; i < sorted->n; i++) {
        const OrgWorkerMeasure *m = &sorted->all[sorted->order[i]];
        if (compare(&sorted->all[sorted->order[i - 1]], m) == 0)
            return blame(result, m,
                         org_said("measured \"%s\" twice in %s", m->series, org_month_text(m->month, (char[16]){ 0 })),
                         why);
    }
    return TRUE;
}

/* A metric in SQL says every time what it found, nothing too; a plugin's does, unless the series is sparse. */
static gboolean
is_always_measured(const OrgItem *item, const char *series)
{
    const OrgSeriesInfo *declared = item->feature ? org_feature_series(item->feature, series) : NULL;

    if (item->role != ORG_ITEM_METRIC)
        return FALSE;
    if (!item->feature)
        return item->sql != NULL;
    return declared && !(item->feature->flags & ORG_ASSUMED) && !(declared->flags & ORG_SPARSE) &&
           !g_str_has_suffix(declared->name, "*");
}

/* Of one metric of a target. */
static gboolean
metric_is_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, OrgWorkerMeasure m,
                OrgMonth end, char **why)
{
    m.month = expected->plan->from - 1;
    if (!has(sorted, &m))
        return is_missing(result, &m, why);
    for (guint i = 0; i < expected->months->len; i++) {
        m.month = g_array_index(expected->months, OrgMonth, i);
        if (m.month <= end && !has(sorted, &m))
            return is_missing(result, &m, why);
    }
    m.month = end;
    return has(sorted, &m) || is_missing(result, &m, why);
}

/* The organisation that a target is set against, if it is one. */
static gboolean
baseline_is_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, const OrgTarget *target,
                  OrgWorkerMeasure m, char **why)
{
    for (guint b = 0; b < expected->plan->baselines->len; b++) {
        const OrgBaseline *baseline = expected->plan->baselines->pdata[b];
        const Org *org = b < expected->n_baselines ? expected->baselines[b] : NULL;
        if (g_strcmp0(target->against, baseline->name) != 0 || (!org && b > 0))
            continue;
        m.baseline = b + 1;
        m.month = org ? org->month : expected->plan->from - 1;
        if (!has(sorted, &m))
            return is_missing(result, &m, why);
    }
    return TRUE;
}

static gboolean
target_is_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, const OrgTarget *target,
                OrgMonth end, char **why)
{
    gboolean whole = TRUE;

    for (guint i = 0; i < target->metrics->len && whole && !target->unit; i++) {
        guint at = g_array_index(target->metrics, guint, i);
        const OrgItem *item = expected->plan->items->pdata[at];
        const char *series = org_item_series(item, target->series);
        if (!is_always_measured(item, series))
            continue;
        const OrgWorkerMeasure m = { .item = at,
                                     .unit = ORG_NONE,
                                     .series = g_string_chunk_insert_const(result->strings, series) };
        whole = metric_is_whole(result, expected, sorted, m, end, why) &&
                baseline_is_whole(result, expected, sorted, target, m, why);
    }
    return whole;
}

/* A running cost that is told at all is told of every month of the run. */
static gboolean
running_is_whole(OrgWorkerResult *result, const OrgExpected *expected, OrgMonth end, char **why)
{
    Sorted sorted = sort(result->running);
    gboolean whole = each_once(result, &sorted, why);

    for (guint i = 0; i < sorted.n && whole; i++) {
        OrgWorkerMeasure before = sorted.all[i], last = before;
        before.month--;
        last.month = end;
        if (!is_always_measured(expected->plan->items->pdata[before.item], before.series))
            continue;
        whole = (before.month < expected->plan->from || has(&sorted, &before) || is_missing(result, &before, why)) &&
                (has(&sorted, &last) || is_missing(result, &last, why));
    }
    g_free(sorted.order);
    return whole;
}

gboolean
org_worker_result_is_whole(OrgWorkerResult *result, const OrgExpected *expected, OrgMonth end, char **why)
{
    Sorted sorted = sort(result->series);
    gboolean whole = each_once(result, &sorted, why) && running_is_whole(result, expected, end, why);

    for (guint t = 0; t < expected->plan->targets->len && whole; t++)
        whole = target_is_whole(result, expected, &sorted, expected->plan->targets->pdata[t], end, why);
    g_free(sorted.order);
    return whole;
}
