// SPDX-License-Identifier: MIT
/* Saved: what doing nothing would have cost to run in a month, less what the plan costs to run in it, both at the state of
 * the month, or at that which was measured last before it: a monthly clock tells every month. Cost: the ledger, and what
 * change-cost states for moved posts, closed units and buildings. */
#include "payback.h"
#include "mask.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

/* One run; arrays are by month, from the first of the run on. */
typedef struct {
    const OrgStoredRun *run;
    const OrgOpened *opened;
    OrgPayback *out;
    const char *payroll, *cost; /* ids of metrics, or NULL */
    OrgMonth first;
    guint n;
    double *idle, *pay, *spent; /* a month's running cost of doing nothing, and of the plan; what was spent in it */
    const OrgStoredSeries *running;
    OrgStoredSeries *nothing; /* what the file keeps of doing nothing; months and values only */
} Sum;

static void
note(Sum *sum, OrgPaybackRemark remark, const char *a, const char *b, double x, double y)
{
    OrgPaybackNote one = { remark, g_strdup(a), g_strdup(b), x, y };
    g_array_append_val(sum->out->notes, one);
}

/* The first item of a feature; NULL if the run has none. */
static const char *
item_of(Sum *sum, const char *feature)
{
    const char *found = NULL;
    for (guint i = 0; i < sum->run->items->len; i++) {
        const OrgStoredItem *item = sum->run->items->pdata[i];
        if (strcmp(item->feature, feature))
            continue;
        if (found) {
            note(sum, ORG_PAYBACK_FIRST_OF_SEVERAL, feature, found, 0, 0);
            break;
        }
        found = item->id;
    }
    return found;
}

/* NaN beyond the end, and without a series. */
static double
at(const OrgStoredSeries *series, guint i)
{
    return series && i < series->value->len ? g_array_index(series->value, double, i) : NAN;
}

static OrgMonth
month_at(const OrgStoredSeries *series, guint i)
{
    return g_array_index(series->months, OrgMonth, i);
}

static double
last(const OrgStoredSeries *series)
{
    return series && series->value->len ? at(series, series->value->len - 1) : NAN;
}

static void
spend(Sum *sum, OrgMonth month, double value)
{
    gint i = MAX(month, sum->first) - sum->first; /* the start is the end of the month before the first */
    if (i >= 0 && (guint) i < sum->n && !isnan(value))
        sum->spent[i] += value;
}

static void
keep_nothing(const char *item, const char *series, OrgMonth month, double value, gpointer data)
{
    Sum *sum = data;
    if (strcmp(item, sum->running->item) || strcmp(series, sum->running->series))
        return;
    g_array_append_val(sum->nothing->months, month);
    g_array_append_val(sum->nothing->value, value);
}

/* A yearly cost as that of each month. */
static void
by_month(const Sum *sum, const OrgStoredSeries *series, double *months)
{
    guint k = 0;
    for (guint i = 0; i < sum->n; i++) {
        while (k + 1 < series->value->len && month_at(series, k + 1) <= sum->first + (OrgMonth) i)
            k++;
        months[i] = at(series, k) / 12;
    }
}

/* REACHED, or why savings cannot be told. */
static OrgPaybackState
add_running(Sum *sum)
{
    sum->running = org_stored_series(sum->run, sum->payroll, "payroll-year");
    if (!sum->running || !sum->running->value->len)
        return ORG_PAYBACK_NO_FIGURES;
    if (!org_store_nothing(sum->opened->store, sum->run->info->id, keep_nothing, sum, NULL) ||
        !sum->nothing->value->len)
        return ORG_PAYBACK_NO_NOTHING;
    by_month(sum, sum->running, sum->pay);
    by_month(sum, sum->nothing, sum->idle);
    if (sum->running->value->len <= sum->n)
        note(sum, ORG_PAYBACK_COARSE, NULL, NULL, 0, 0);
    return ORG_PAYBACK_REACHED;
}

/* What was paid, by the ledger, in the month in which it was; and what else the metric says that the change cost. */
static void
add_cost(Sum *sum)
{
    const GArray *payments = sum->opened->end->payments;
    const char *metric = sum->cost ? sum->cost : "";
    const OrgStoredSeries *total = org_stored_series(sum->run, metric, "cost"),
                          *people = org_stored_series(sum->run, metric, "severance"),
                          *nobody = org_stored_series(sum->run, metric, "other");
    double before = 0;
    for (guint i = 0; i < payments->len; i++) {
        const OrgPayment *one = &g_array_index(payments, OrgPayment, i);
        spend(sum, one->month, (double) one->amount);
    }
    for (guint i = 0; total && i < total->value->len; i++) {
        double stated = at(total, i) - at(people, i) - at(nobody, i);
        if (isnan(stated))
            continue;
        spend(sum, month_at(total, i), stated - before);
        before = stated;
    }
    if (!total)
        note(sum, ORG_PAYBACK_PAID_ALONE, NULL, NULL, 0, 0);
}

static void
add_notes(Sum *sum)
{
    double left_out = last(org_stored_series(sum->run, sum->payroll, "unpriced"));
    guint32 surplus = sum->opened->end->totals.surplus;
    guint64 vacant = sum->opened->end->totals.posts_closed_vacant - sum->opened->start->totals.posts_closed_vacant;
    if (left_out > 0)
        note(sum, ORG_PAYBACK_UNPRICED, NULL, NULL, left_out, 0);
    if (surplus)
        note(sum, ORG_PAYBACK_SURPLUS, NULL, NULL, surplus, 0);
    if (vacant)
        note(sum, ORG_PAYBACK_CLOSED_VACANT, NULL, NULL, (double) vacant, 0);
}

static double
rounded(double value)
{
    return round(value * 100) / 100;
}

/* The years of the run as its months make them. */
static void
list_years(const Sum *sum)
{
    double saved = 0, cost = 0;
    for (guint i = 0; i < sum->n;) {
        gint year = ORG_YEAR(sum->first + (OrgMonth) i);
        double idle = 0, pay = 0, spent = 0;
        for (; i < sum->n && ORG_YEAR(sum->first + (OrgMonth) i) == year; i++) {
            idle += sum->idle[i];
            pay += sum->pay[i];
            spent += sum->spent[i];
        }
        idle = rounded(idle), pay = rounded(pay), spent = rounded(spent);
        saved = rounded(saved + rounded(idle - pay));
        cost = rounded(cost + spent);
        OrgPaybackYear one = { year, { idle, pay, rounded(idle - pay), spent, saved, cost, rounded(saved - cost) } };
        g_array_append_val(sum->out->years, one);
    }
}

/* The first month from which the balance stays at or above zero to the end; else when it would, going on as in the last month. */
static OrgPaybackState
find_month(Sum *sum)
{
    double balance = 0, cost = 0, less = 0;
    OrgMonth since = ORG_UNKNOWN;
    for (guint i = 0; i < sum->n; i++) {
        less = rounded(sum->idle[i] - sum->pay[i]);
        balance = rounded(balance + less - sum->spent[i]);
        cost += sum->spent[i];
        if (balance < 0)
            since = ORG_UNKNOWN;
        else if (since == ORG_UNKNOWN)
            since = sum->first + (OrgMonth) i;
    }
    if (cost <= 0)
        return ORG_PAYBACK_NOTHING_SPENT;
    sum->out->month = since;
    if (since != ORG_UNKNOWN)
        return ORG_PAYBACK_REACHED;
    double months = ceil(-balance / less);
    if (less > 0 && months < 12 * 1000)
        sum->out->month = sum->run->info->to + (OrgMonth) months;
    return ORG_PAYBACK_NOT_WITHIN;
}

static OrgPaybackState
reckon(Sum *sum)
{
    if (sum->opened->mask & ORG_MASK_PAY)
        return ORG_PAYBACK_MASKED;
    sum->payroll = item_of(sum, "payroll");
    sum->cost = item_of(sum, "change-cost");
    if (!sum->payroll)
        return ORG_PAYBACK_NO_PAYROLL;
    OrgPaybackState state = add_running(sum);
    if (state != ORG_PAYBACK_REACHED)
        return state;
    add_cost(sum);
    add_notes(sum);
    list_years(sum);
    return find_month(sum);
}

static void
note_clear(gpointer data)
{
    g_free(((OrgPaybackNote *) data)->a);
    g_free(((OrgPaybackNote *) data)->b);
}

OrgPayback *
org_payback_new(const OrgStoredRun *run, const OrgOpened *opened)
{
    OrgPayback *out = g_new0(OrgPayback, 1);
    out->month = ORG_UNKNOWN;
    out->years = g_array_new(FALSE, FALSE, sizeof(OrgPaybackYear));
    out->notes = g_array_new(FALSE, FALSE, sizeof(OrgPaybackNote));
    g_array_set_clear_func(out->notes, note_clear);
    guint n = (guint) (run->info->to - run->info->from + 1);
    g_autofree double *idle = g_new0(double, n), *pay = g_new0(double, n), *spent = g_new0(double, n);
    g_autoptr(GArray) months = g_array_new(FALSE, FALSE, sizeof(OrgMonth)),
                      values = g_array_new(FALSE, FALSE, sizeof(double));
    OrgStoredSeries nothing = { .months = months, .value = values };
    Sum sum = { .run = run,
                .opened = opened,
                .out = out,
                .first = run->info->from,
                .n = n,
                .idle = idle,
                .pay = pay,
                .spent = spent,
                .nothing = &nothing };
    out->state = reckon(&sum);
    out->payroll = g_strdup(sum.payroll ? sum.payroll : "");
    out->cost = g_strdup(sum.cost ? sum.cost : "");
    return out;
}

void
org_payback_free(OrgPayback *payback)
{
    if (!payback)
        return;
    g_free(payback->payroll);
    g_free(payback->cost);
    g_array_unref(payback->years);
    g_array_unref(payback->notes);
    g_free(payback);
}
