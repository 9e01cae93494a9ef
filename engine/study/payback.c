// SPDX-License-Identifier: MIT
// Saved: what the posts of the start would cost at the base salary of the day, less what the payroll is. A month counts
// at the pay that was measured last before it, so that nothing is saved before it has been seen; a finer clock dates
// savings more closely. Cost: what change-cost measured, else the severance that steps paid.
#include "payback.h"
#include "mask.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

/* One run. Years are those of the run, from first on. */
typedef struct {
    const OrgStoredRun *run;
    const OrgOpened *opened;
    OrgPayback *out;
    const char *payroll, *cost; /* ids of metrics, or NULL */
    gint first;
    guint n;
    double *start_pay, *pay, *spent;
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
add(const Sum *sum, double *years, OrgMonth month, double value)
{
    gint year = month == ORG_UNKNOWN ? -1 : ORG_YEAR(month) - sum->first;
    if (year >= 0 && (guint) year < sum->n && !isnan(value))
        years[year] += value;
}

/* REACHED, or why savings cannot be told. */
static OrgPaybackState
add_payroll(Sum *sum)
{
    const OrgStoredSeries *pay = org_stored_series(sum->run, sum->payroll, "payroll"),
                          *base = org_stored_series(sum->run, sum->payroll, "base-salary");
    if (!pay)
        return ORG_PAYBACK_NO_FIGURES;
    double first = at(pay, 0), first_base = at(base, 0);
    if (!base || base->value->len != pay->value->len || !(first_base > 0))
        return ORG_PAYBACK_NO_BASE;
    for (guint i = 0; i + 1 < pay->value->len; i++) {
        OrgMonth end = month_at(pay, i + 1);
        gint months = end - month_at(pay, i);
        add(sum, sum->start_pay, end, months * first * at(base, i) / first_base);
        add(sum, sum->pay, end, months * at(pay, i));
    }
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
        add(sum, sum->spent, one->month, (double) one->amount);
    }
    for (guint i = 0; total && i < total->value->len; i++) {
        double stated = at(total, i) - at(people, i) - at(nobody, i);
        if (isnan(stated))
            continue;
        add(sum, sum->spent, month_at(total, i), stated - before);
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
    if (left_out > 0)
        note(sum, ORG_PAYBACK_UNPRICED, NULL, NULL, left_out, 0);
    if (surplus)
        note(sum, ORG_PAYBACK_SURPLUS, NULL, NULL, surplus, 0);
}

static double
rounded(double value)
{
    return round(value * 100) / 100;
}

/* The years, and the first whose savings so far reach the cost so far. Returns the cost of all. */
static double
list_years(const Sum *sum)
{
    double saved = 0, cost = 0;
    for (guint i = 0; i < sum->n; i++) {
        double start = rounded(sum->start_pay[i]), pay = rounded(sum->pay[i]), spent = rounded(sum->spent[i]);
        double less = rounded(start - pay);
        saved = rounded(saved + less);
        cost = rounded(cost + spent);
        OrgPaybackYear year = { sum->first + (gint) i,
                                { start, pay, less, spent, saved, cost, rounded(saved - cost) } };
        if (!sum->out->year && cost > 0 && saved >= cost)
            sum->out->year = year.year;
        g_array_append_val(sum->out->years, year);
    }
    return cost;
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
    OrgPaybackState state = add_payroll(sum);
    if (state != ORG_PAYBACK_REACHED)
        return state;
    add_cost(sum);
    add_notes(sum);
    if (list_years(sum) <= 0)
        return ORG_PAYBACK_NOTHING_SPENT;
    return sum->out->year ? ORG_PAYBACK_REACHED : ORG_PAYBACK_NOT_WITHIN;
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
    out->years = g_array_new(FALSE, FALSE, sizeof(OrgPaybackYear));
    out->notes = g_array_new(FALSE, FALSE, sizeof(OrgPaybackNote));
    g_array_set_clear_func(out->notes, note_clear);
    gint first = ORG_YEAR(run->info->from);
    guint n = (guint) (ORG_YEAR(run->info->to) - first + 1);
    g_autofree double *start_pay = g_new0(double, n), *pay = g_new0(double, n), *spent = g_new0(double, n);
    Sum sum = { .run = run,
                .opened = opened,
                .out = out,
                .first = first,
                .n = n,
                .start_pay = start_pay,
                .pay = pay,
                .spent = spent };
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
