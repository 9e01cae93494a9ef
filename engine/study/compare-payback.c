// SPDX-License-Identifier: MIT
// What a plan costs and saves, year by year, and in which year it has paid for itself.
//
// Saved: what the posts of the start would cost at the base salary of the day, less what the payroll is. A month counts
// at the pay that was measured last before it, so that nothing is saved before it has been seen; a finer clock dates
// savings more closely. Cost: what change-cost measured, else the severance that steps paid.
#include "../base/figure.h"
#include "../po/lang.h"
#include "compare.h"
#include "mask.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

const OrgYearFigure org_year_figures[ORG_N_YEAR_FIGURES] = {
    { "payroll_of_start", N_("Payroll of the start") },
    { "payroll", N_("Payroll") },
    { "saved", N_("Saved") },
    { "cost", N_("Cost") },
    { "saved_so_far", N_("Saved so far") },
    { "cost_so_far", N_("Cost so far") },
    { "balance", N_("Balance") },
};

/* One run. Years are those of the run, from first on. */
typedef struct {
    const OrgCompared *column;
    json_t *items; /* of the run */
    const char *payroll, *cost;
    gint first;
    guint n;
    double *start_pay, *pay, *spent;
    double severance; /* that steps paid, all years */
    gboolean steps_paid;
    GString *notes;
} Sum;

static const json_t *
series_of(const Sum *sum, const char *item, const char *name)
{
    json_t *one;
    gsize i;
    json_array_foreach(json_object_get(sum->column->document, "series"), i, one)
    {
        if (!g_strcmp0(json_string_value(json_object_get(one, "id")), item) &&
            !g_strcmp0(json_string_value(json_object_get(one, "series")), name) &&
            !json_is_string(json_object_get(one, "unit")))
            return one;
    }
    return NULL;
}

/* The first item of a feature; NULL if the run has none. */
static const char *
item_of(Sum *sum, const char *feature)
{
    const char *found = NULL;
    json_t *item;
    gsize i;
    json_array_foreach(sum->items, i, item)
    {
        const char *id = json_string_value(json_object_get(item, "id"));
        if (g_strcmp0(json_string_value(json_object_get(item, "feature")), feature))
            continue;
        if (found)
            g_string_append_printf(sum->notes, N_("The first of several %s metrics, %s, is counted.\n"), feature,
                                   found);
        if (found)
            break;
        found = id;
    }
    return found;
}

static double
at(const json_t *series, gsize i)
{
    json_t *value = json_array_get(json_object_get(series, "value"), i);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static OrgMonth
month_at(const json_t *series, gsize i)
{
    OrgMonth month = ORG_UNKNOWN;
    const char *text = json_string_value(json_array_get(json_object_get(series, "months"), i));
    if (text)
        org_month_parse(text, &month);
    return month;
}

static gsize
size_of(const json_t *series)
{
    return json_array_size(json_object_get(series, "value"));
}

static void
add(const Sum *sum, double *years, OrgMonth month, double value)
{
    gint year = month == ORG_UNKNOWN ? -1 : ORG_YEAR(month) - sum->first;
    if (year >= 0 && (guint) year < sum->n && !isnan(value))
        years[year] += value;
}

/* NULL, or why savings cannot be told. */
static const char *
add_payroll(Sum *sum)
{
    const json_t *pay = series_of(sum, sum->payroll, "payroll"), *base = series_of(sum, sum->payroll, "base-salary");
    if (!pay)
        return "its payroll metric gave no figures";
    double first = at(pay, 0), first_base = at(base, 0);
    if (!base || size_of(base) != size_of(pay) || !(first_base > 0))
        return "it was stored before payroll kept the base salary of the day; run the scenario again";
    for (gsize i = 0; i + 1 < size_of(pay); i++) {
        OrgMonth end = month_at(pay, i + 1);
        gint months = end - month_at(pay, i);
        add(sum, sum->start_pay, end, months * first * at(base, i) / first_base);
        add(sum, sum->pay, end, months * at(pay, i));
    }
    return NULL;
}

/* What steps paid, each call by itself. */
static void
add_severance(Sum *sum, double *years)
{
    json_t *one;
    gsize i;
    json_array_foreach(json_object_get(sum->column->document, "series"), i, one)
    {
        const char *id = json_string_value(json_object_get(one, "id"));
        if (g_strcmp0(json_string_value(json_object_get(one, "series")), "severance") ||
            json_is_string(json_object_get(one, "unit")) || !strcmp(org_compare_feature(sum->items, id), "change-cost"))
            continue;
        sum->steps_paid = TRUE;
        for (gsize k = 0; k < size_of(one); k++) {
            sum->severance += isnan(at(one, k)) ? 0 : at(one, k);
            if (years)
                add(sum, years, month_at(one, k), at(one, k));
        }
    }
}

static const char *
add_cost(Sum *sum)
{
    const json_t *total = sum->cost ? series_of(sum, sum->cost, "cost") : NULL;
    add_severance(sum, total ? NULL : sum->spent);
    if (!total && !sum->steps_paid)
        return "its scenario has no change-cost metric and no step that pays severance, so no cost is known";
    if (!total) {
        g_string_append(sum->notes, N_("Cost is the severance of steps alone: there is no change-cost metric for posts "
                                       "that move, units that close and buildings given up.\n"));
        return NULL;
    }
    for (gsize i = 0; i < size_of(total); i++)
        add(sum, sum->spent, month_at(total, i), i ? at(total, i) - at(total, i - 1) : at(total, i));
    const json_t *counted = series_of(sum, sum->cost, "severance");
    double last = counted && size_of(counted) ? at(counted, size_of(counted) - 1) : NAN;
    if (!isnan(last) && fabs(last - sum->severance) > 1) {
        g_autofree char *paid = org_figure_text(sum->severance, 0), *part = org_figure_text(last, 0);
        g_string_append_printf(sum->notes, N_("Steps paid severance of %s VND; the metric %s counts %s of it.\n"), paid,
                               sum->cost, part);
    }
    return NULL;
}

static void
add_notes(Sum *sum)
{
    const json_t *unpriced = series_of(sum, sum->payroll, "unpriced");
    double left_out = unpriced && size_of(unpriced) ? at(unpriced, size_of(unpriced) - 1) : 0;
    guint32 surplus = sum->column->opened.end->totals.surplus;
    if (left_out > 0)
        g_string_append_printf(sum->notes, N_("%.0f posts without a coefficient are not in the payroll.\n"), left_out);
    if (surplus)
        g_string_append_printf(
            sum->notes,
            N_("%u people without a post at the end are not in the payroll: while they are kept, their "
               "pay is not saved.\n"),
            surplus);
}

/* Sums are of the rounded figures, so that a reader's own sum comes out the same. */
static double
rounded(double value)
{
    return round(value * 100) / 100;
}

static json_t *
money(double value)
{
    return value == floor(value) && fabs(value) < 1e15 ? json_integer((json_int_t) value) : json_real(value);
}

/* The years; *payback: the first whose savings so far reach the cost so far, or 0. Returns the cost of all. */
static double
list_years(const Sum *sum, json_t *list, gint *payback)
{
    double saved = 0, cost = 0;
    for (guint i = 0; i < sum->n; i++) {
        double start = rounded(sum->start_pay[i]), pay = rounded(sum->pay[i]), spent = rounded(sum->spent[i]);
        double less = rounded(start - pay);
        saved = rounded(saved + less);
        cost = rounded(cost + spent);
        if (!*payback && cost > 0 && saved >= cost)
            *payback = sum->first + (gint) i;
        const double figures[ORG_N_YEAR_FIGURES] = { start, pay, less, spent, saved, cost, rounded(saved - cost) };
        json_t *year = json_object();
        json_object_set_new(year, "year", json_integer(sum->first + (gint) i));
        for (guint k = 0; k < ORG_N_YEAR_FIGURES; k++)
            json_object_set_new(year, org_year_figures[k].key, money(figures[k]));
        json_array_append_new(list, year);
    }
    return cost;
}

static const char *
reckon(Sum *sum, json_t *years, gint *payback)
{
    if (sum->column->opened.mask & ORG_MASK_PAY)
        return "pay is masked";
    sum->payroll = item_of(sum, "payroll");
    sum->cost = item_of(sum, "change-cost");
    if (!sum->payroll)
        return "its scenario has no payroll metric, so no saving is known";
    const char *why = add_payroll(sum);
    if (!why)
        why = add_cost(sum);
    if (why)
        return why;
    add_notes(sum);
    if (list_years(sum, years, payback) <= 0)
        return "nothing was spent";
    return *payback ? NULL : N_("not within the run");
}

static json_t *
payback_of(const OrgCompared *column)
{
    const OrgRunInfo *info = column->opened.info;
    gint first = ORG_YEAR(info->from), payback = 0;
    guint n = (guint) (ORG_YEAR(info->to) - first + 1);
    g_autofree double *start_pay = g_new0(double, n), *pay = g_new0(double, n), *spent = g_new0(double, n);
    g_autoptr(GString) notes = g_string_new(NULL);
    Sum sum = { .column = column,
                .items = json_loads(info->items_json ? info->items_json : "[]", 0, NULL),
                .first = first,
                .n = n,
                .start_pay = start_pay,
                .pay = pay,
                .spent = spent,
                .notes = notes };
    json_t *years = json_array(), *list = json_array(), *doc = json_object();
    const char *why = reckon(&sum, years, &payback);
    g_auto(GStrv) lines = g_strsplit(notes->str, "\n", -1);
    for (guint i = 0; lines[i]; i++)
        if (*lines[i])
            json_array_append_new(list, json_string(lines[i]));
    json_object_set_new(doc, "payback", payback ? json_integer(payback) : json_null());
    json_object_set_new(doc, "why", why ? json_string(why) : json_null());
    json_object_set_new(doc, "payroll_metric", sum.payroll ? json_string(sum.payroll) : json_null());
    json_object_set_new(doc, "cost_metric", sum.cost ? json_string(sum.cost) : json_null());
    json_object_set_new(doc, "notes", list);
    json_object_set_new(doc, "years", years);
    json_decref(sum.items);
    return doc;
}

json_t *
org_compare_payback(const OrgCompared *columns, guint n)
{
    json_t *list = json_array();
    for (guint c = 0; c < n; c++)
        json_array_append_new(list, columns[c].document ? payback_of(&columns[c]) : json_null());
    return list;
}

char *
org_compare_payback_text(const json_t *payback)
{
    const json_t *year = json_object_get(payback, "payback");
    if (json_is_integer(year))
        return g_strdup_printf("%d", (int) json_integer_value(year));
    const char *why = json_string_value(json_object_get(payback, "why"));
    return g_strdup(why ? why : N_("a snapshot has no years"));
}
