// SPDX-License-Identifier: MIT
/* What operators and processes measure themselves is their own word, for no other process measures it again. But what the parent counts as
 * well, when it does their acts, is more than that: who left and joined, what was opened, closed and moved, what was paid. A flow that is
 * one of these counts, in its unit and in every period of the run, is counted; all else is as told by the plugin. */
#include "private.h"
#include <string.h>

enum { LEFT, JOINED, UNITS_OPENED, UNITS_CLOSED, POSTS_OPENED, POSTS_CLOSED, CLOSED_VACANT, POSTS_MOVED, N_COUNTS };

/* Of one item in one month. */
typedef struct {
    gint64 key; /* item and month */
    guint64 n[N_COUNTS];
} Count;

struct OrgCounts {
    GHashTable *at; /* its key -> Count */
    OrgTotals before;
};

static gint64
key_of(guint item, OrgMonth month)
{
    return (gint64) (((guint64) item << 32) | (guint32) month);
}

OrgCounts *
org_counts_new(void)
{
    OrgCounts *counts = g_new0(OrgCounts, 1);

    counts->at = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
    return counts;
}

void
org_counts_free(OrgCounts *counts)
{
    if (!counts)
        return;
    g_hash_table_unref(counts->at);
    g_free(counts);
}

void
org_counts_before(OrgCounts *counts, const Org *org)
{
    counts->before = org->totals;
}

void
org_counts_after(OrgCounts *counts, const OrgAct *act, const Org *org)
{
    const OrgTotals *a = &counts->before, *b = &org->totals;
    gint64 key = key_of(act->item, act->month);
    Count *count = g_hash_table_lookup(counts->at, &key);

    if (!count) {
        count = g_new0(Count, 1);
        count->key = key;
        g_hash_table_insert(counts->at, &count->key, count);
    }
    count->n[LEFT] += b->left - a->left;
    count->n[JOINED] += b->joined - a->joined;
    count->n[UNITS_OPENED] += b->units_opened - a->units_opened;
    count->n[UNITS_CLOSED] += b->units_closed - a->units_closed;
    count->n[POSTS_OPENED] += b->posts_opened - a->posts_opened;
    count->n[POSTS_CLOSED] += b->posts_closed - a->posts_closed;
    count->n[CLOSED_VACANT] += b->posts_closed_vacant - a->posts_closed_vacant;
    count->n[POSTS_MOVED] += b->posts_moved - a->posts_moved;
}

/* ---- one series of one item */

typedef struct {
    const OrgWorkerResult *result;
    const OrgExpected *expected;
    const OrgCounts *counts;
    const GArray *own; /* OrgWorkerMeasure: of the whole, by operators and processes */
} Run;

typedef struct {
    const Run *run;
    const OrgItem *item;
    const char *series;
    gboolean by_unit; /* it is measured of units, too */
    double *told;     /* by period: what was measured at its end */
} Series;

/* The period that a month lies in: those up to each stored month, the last up to the end of a run that a veto ended. */
static guint
period_of(const Run *run, OrgMonth month)
{
    guint i = 0;

    while (i < run->expected->months->len && g_array_index(run->expected->months, OrgMonth, i) < month)
        i++;
    return i;
}

static double *
measured(const Run *run, guint item, const char *series)
{
    double *told = g_new0(double, run->expected->months->len + 1);

    for (guint i = 0; i < run->own->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(run->own, OrgWorkerMeasure, i);
        if (m->item == item && m->series == series) /* texts of one chunk */
            told[period_of(run, m->month)] = m->value;
    }
    return told;
}

static void
count(const Series *s, guint what, double *ours)
{
    const OrgPlan *plan = s->run->expected->plan;

    for (OrgMonth month = plan->from; month <= s->run->result->end->month; month++) {
        gint64 key = key_of(s->item->index, month);
        const Count *one = g_hash_table_lookup(s->run->counts->at, &key);
        if (one)
            ours[period_of(s->run, month)] += (double) one->n[what];
    }
}

static void
add_payments(const Series *s, double *ours)
{
    const Org *end = s->run->result->end;

    for (guint i = 0; i < end->payments->len; i++) {
        const OrgPayment *p = &g_array_index(end->payments, OrgPayment, i);
        if (p->item == s->item->index && strcmp(org_dict_text(end->dict, p->series), s->series) == 0)
            ours[period_of(s->run, p->month)] += (double) p->amount;
    }
}

/* Whether it is that count (N_COUNTS: what was paid) in every period; some: and not only nothing. */
static gboolean
is_count(const Series *s, guint what, gboolean some)
{
    guint n = s->run->expected->months->len + 1;
    g_autofree double *ours = g_new0(double, n);
    gboolean any = !some, equal = TRUE;

    if (what == N_COUNTS)
        add_payments(s, ours);
    else
        count(s, what, ours);
    for (guint i = 0; i < n && equal; i++) {
        equal = s->told[i] == ours[i];
        any = any || ours[i] != 0;
    }
    return equal && any;
}

/* In what the parent counts it: a figure of posts is no number of people. */
static const char *
counted_in(guint what)
{
    return what == LEFT || what == JOINED ? "people" : what == UNITS_OPENED || what == UNITS_CLOSED ? "units" : "posts";
}

static gboolean
is_counted(const Series *s)
{
    const OrgSeriesInfo *declared = org_feature_series(s->item->feature, s->series);
    gboolean foresees = (s->item->feature->flags & (ORG_FORESEES_RUN | ORG_FORESEES_YEAR)) != 0, found = FALSE;

    if (!declared || declared->kind != ORG_FLOW || s->by_unit)
        return FALSE;
    if (declared->flags & ORG_ONE_OFF)
        return is_count(s, N_COUNTS, FALSE);
    if (foresees)
        return is_count(s, LEFT, FALSE);
    for (guint what = 0; what < N_COUNTS && !found; what++)
        found = g_strcmp0(org_series_measured_in(s->item->feature, s->series), counted_in(what)) == 0 &&
                is_count(s, what, TRUE);
    return found;
}

/* ---- all */

static OrgWorkerTold *
find(GArray *all, const OrgWorkerMeasure *m)
{
    for (guint i = 0; i < all->len; i++) {
        OrgWorkerTold *told = &g_array_index(all, OrgWorkerTold, i);
        if (told->item == m->item && told->series == m->series)
            return told;
    }
    return NULL;
}

/* A typed trajectory (ORG_ASSUMED) is the scenario's word, and its basis says so. */
static gboolean
is_own_word(const OrgItem *item)
{
    return !org_item_is_judged(item) && !(item->feature && item->feature->flags & ORG_ASSUMED);
}

/* Every series of an operator or process, and (own) what it measures of the whole. */
static GArray *
series_of(const Run *run, GArray *own)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(OrgWorkerTold));

    for (guint i = 0; i < run->result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(run->result->series, OrgWorkerMeasure, i);
        if (!is_own_word(run->expected->plan->items->pdata[m->item]))
            continue;
        OrgWorkerTold *told = find(all, m);
        if (!told) {
            OrgWorkerTold fresh = { m->item, m->series, FALSE };
            g_array_append_val(all, fresh);
            told = &g_array_index(all, OrgWorkerTold, all->len - 1);
        }
        if (m->unit == ORG_NONE)
            g_array_append_vals(own, m, 1);
        else
            told->by_unit = TRUE;
    }
    return all;
}

/* Of the whole, by one item. */
static GArray *
of_item(const OrgWorkerResult *result, guint item)
{
    GArray *own = g_array_new(FALSE, FALSE, sizeof(OrgWorkerMeasure));

    for (guint i = 0; i < result->series->len; i++) {
        const OrgWorkerMeasure *m = &g_array_index(result->series, OrgWorkerMeasure, i);
        if (m->item == item && m->unit == ORG_NONE && m->baseline == 0)
            g_array_append_vals(own, m, 1);
    }
    return own;
}

const char *
org_worker_result_unpaid(OrgWorkerResult *result, const OrgExpected *expected, guint *at)
{
    for (*at = 0; *at < expected->plan->items->len; ++*at) {
        const OrgItem *item = expected->plan->items->pdata[*at];
        if (item->role != ORG_ITEM_METRIC || !item->feature || !(item->feature->flags & ORG_SETTLES))
            continue;
        g_autoptr(GArray) own = of_item(result, *at);
        const Run run = { result, expected, NULL, own };
        for (guint i = 0; i < item->feature->series->len; i++) {
            const OrgSeriesInfo *declared = &g_array_index(item->feature->series, OrgSeriesInfo, i);
            const char *series = g_string_chunk_insert_const(result->strings, declared->name);
            g_autofree double *values = measured(&run, *at, series);
            const Series s = { &run, item, series, FALSE, values };
            if (declared->flags & ORG_ONE_OFF && !is_count(&s, N_COUNTS, FALSE))
                return series;
        }
    }
    return NULL;
}

void
org_worker_result_tell(OrgWorkerResult *result, const OrgExpected *expected, const OrgCounts *counts)
{
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(OrgWorkerMeasure));
    const Run run = { result, expected, counts, own };
    g_autoptr(GArray) all = series_of(&run, own);

    for (guint i = 0; i < all->len; i++) {
        const OrgWorkerTold *told = &g_array_index(all, OrgWorkerTold, i);
        g_autofree double *values = measured(&run, told->item, told->series);
        const Series s = { &run, expected->plan->items->pdata[told->item], told->series, told->by_unit, values };
        if (!is_counted(&s))
            g_array_append_vals(result->as_told, told, 1);
    }
}
