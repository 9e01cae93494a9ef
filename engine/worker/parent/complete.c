// SPDX-License-Identifier: MIT
/* Whether the figures of a run are whole: each measured once, and none left out that is measured each time. What flows is added up over
 * the stored months, so that a figure that is missing would make a sum smaller without a word. */
#include "private.h"
#include "../../base/month.h"
#include <string.h>

gint
org_measure_by_place(const OrgWorkerMeasure *one, const OrgWorkerMeasure *other)
{
    if (one->month != other->month)
        return one->month < other->month ? -1 : 1;
    if (one->item != other->item)
        return one->item < other->item ? -1 : 1;
    if (one->baseline != other->baseline)
        return one->baseline < other->baseline ? -1 : 1;
    if (one->unit != other->unit)
        return one->unit < other->unit ? -1 : 1;
    return 0;
}

static gint
compare(const OrgWorkerMeasure *one, const OrgWorkerMeasure *other)
{
    gint order = org_measure_by_place(one, other);

    if (order != 0)
        return order;
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

/* A plugin's metric measures a series each time, unless it is sparse. */
static gboolean
is_constant(const OrgItem *item, const OrgSeriesInfo *series)
{
    return item->role == ORG_ITEM_METRIC && series && !(item->feature->flags & ORG_ASSUMED) &&
           !(series->flags & ORG_SPARSE) && !g_str_has_suffix(series->name, "*");
}

static gboolean
is_always_measured(const OrgItem *item, const char *series)
{
    return item->feature && is_constant(item, org_feature_series(item->feature, series));
}

/* What was paid is told where some was, and the ledger knows it (told.c). What else of an item is measured at every stored month: a metric in SQL says every time what it found, nothing too; the engine counts
 * those who leave by a process that foresees. NULL: no more series. */
static const char *
constant_series(const OrgItem *item, guint at)
{
    if (!item->feature)
        return item->role == ORG_ITEM_METRIC && item->sql && at == 0 ? org_item_series(item, NULL) : NULL;
    const GArray *all = item->feature->series;
    gboolean foresees = (item->feature->flags & (ORG_FORESEES_RUN | ORG_FORESEES_YEAR)) != 0;
    for (guint i = 0; i < all->len; i++) {
        const OrgSeriesInfo *series = &g_array_index(all, OrgSeriesInfo, i);
        gboolean counted = foresees && series->kind == ORG_FLOW && !g_str_has_suffix(series->name, "*");
        if (!(series->flags & ORG_ONE_OFF) && (counted || is_constant(item, series)) && at-- == 0)
            return series->name;
    }
    return NULL;
}

static gboolean
series_is_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, OrgWorkerMeasure m,
                OrgMonth end, char **why)
{
    const OrgItem *item = expected->plan->items->pdata[m.item];

    m.month = expected->plan->from - 1;
    if (item->role == ORG_ITEM_METRIC && !has(sorted, &m))
        return is_missing(result, &m, why);
    for (guint i = 0; i < expected->months->len; i++) {
        m.month = g_array_index(expected->months, OrgMonth, i);
        if (m.month >= expected->plan->from && m.month <= end && !has(sorted, &m))
            return is_missing(result, &m, why);
    }
    m.month = end;
    return has(sorted, &m) || is_missing(result, &m, why);
}

static OrgWorkerMeasure
of_the_whole(OrgWorkerResult *result, guint item, const char *series)
{
    return (OrgWorkerMeasure){ .item = item,
                               .unit = ORG_NONE,
                               .series = g_string_chunk_insert_const(result->strings, series) };
}

/* Whether a target reads them or not: a chart, a comparison and the report read all. */
static gboolean
items_are_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, OrgMonth end, char **why)
{
    for (guint i = 0; i < expected->plan->items->len; i++) {
        const char *series;
        for (guint k = 0; (series = constant_series(expected->plan->items->pdata[i], k)); k++)
            if (!series_is_whole(result, expected, sorted, of_the_whole(result, i, series), end, why))
                return FALSE;
    }
    return TRUE;
}

/* The organisation that a target is set against, if it is one: all that its metrics measure. */
static gboolean
baseline_is_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, guint baseline, guint at,
                  char **why)
{
    const Org *org = baseline < expected->n_baselines ? expected->baselines[baseline] : NULL;
    const OrgItem *item = expected->plan->items->pdata[at];
    const char *series;

    for (guint k = 0; item->role == ORG_ITEM_METRIC && (series = constant_series(item, k)); k++) {
        OrgWorkerMeasure m = of_the_whole(result, at, series);
        m.baseline = baseline + 1;
        m.month = org ? org->month : expected->plan->from - 1;
        if (!has(sorted, &m))
            return is_missing(result, &m, why);
    }
    return TRUE;
}

static gboolean
target_is_whole(OrgWorkerResult *result, const OrgExpected *expected, const Sorted *sorted, const OrgTarget *target,
                char **why)
{
    const GPtrArray *baselines = expected->plan->baselines;

    for (guint b = 0; b < baselines->len; b++) {
        const OrgBaseline *baseline = baselines->pdata[b];
        gboolean there = b == 0 || (b < expected->n_baselines && expected->baselines[b]);
        for (guint i = 0; there && g_strcmp0(target->against, baseline->name) == 0 && i < target->metrics->len; i++)
            if (!baseline_is_whole(result, expected, sorted, b, g_array_index(target->metrics, guint, i), why))
                return FALSE;
    }
    return TRUE;
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
    gboolean whole = each_once(result, &sorted, why) && running_is_whole(result, expected, end, why) &&
                     items_are_whole(result, expected, &sorted, end, why);

    for (guint t = 0; t < expected->plan->targets->len && whole; t++)
        whole = target_is_whole(result, expected, &sorted, expected->plan->targets->pdata[t], why);
    g_free(sorted.order);
    return whole;
}

/* ---- units, known at the end of a run */

/* The figures of units of one month, in the order of sort(): item, unit, series. */
typedef struct {
    guint first, end;
} Slice;

static Slice
slice_of(const Sorted *sorted, OrgMonth month)
{
    Slice slice = { 0, sorted->n };

    while (slice.first < slice.end) {
        guint middle = slice.first + (slice.end - slice.first) / 2;
        if (sorted->all[sorted->order[middle]].month < month)
            slice.first = middle + 1;
        else
            slice.end = middle;
    }
    while (slice.end < sorted->n && sorted->all[sorted->order[slice.end]].month == month)
        slice.end++;
    return slice;
}

/* A figure of a slice that has no fellow in another month, in which its unit was there. NULL: there is none. */
static const OrgWorkerMeasure *
without_fellow(const Sorted *sorted, Slice mine, OrgMonth other, const OrgExpected *expected, const Org *end)
{
    for (guint i = mine.first; i < mine.end; i++) {
        const OrgWorkerMeasure *m = &sorted->all[sorted->order[i]];
        OrgWorkerMeasure fellow = *m;
        fellow.month = other;
        if (m->unit == ORG_NONE || m->baseline > 0 || end->units.closed[m->unit] <= other ||
            (m->unit >= expected->start->units.n && end->units.opened[m->unit] > other) ||
            !is_always_measured(expected->plan->items->pdata[m->item], m->series))
            continue;
        if (!has(sorted, &fellow))
            return m;
    }
    return NULL;
}

const OrgWorkerMeasure *
org_worker_result_lacks(const OrgWorkerResult *result, const OrgExpected *expected, OrgMonth *month)
{
    Sorted sorted = sort(result->series);
    OrgMonth before = expected->plan->from - 1, last = result->end->month;
    Slice earlier = slice_of(&sorted, before);
    const OrgWorkerMeasure *found = NULL;

    for (guint i = 0; i <= expected->months->len && !found && before < last; i++) {
        *month = i < expected->months->len ? g_array_index(expected->months, OrgMonth, i) : last;
        *month = MIN(*month, last);
        if (*month <= before)
            continue;
        const Slice later = slice_of(&sorted, *month);
        found = without_fellow(&sorted, earlier, *month, expected, result->end);
        if (!found && (found = without_fellow(&sorted, later, before, expected, result->end)))
            *month = before;
        else
            before = *month;
        earlier = later;
    }
    g_free(sorted.order);
    return found;
}
