// SPDX-License-Identifier: MIT
/* Saved: what doing nothing would have cost to run in a month, less what the plan cost to run in it, both at the state of the
 * month. Cost: the ledger, less what doing nothing would have paid. */
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
    OrgMonth first;
    guint n;
    OrgPaybackMonth *months;
    guint *told, *told_idle; /* how many running costs are known of a month */
    GPtrArray *metrics;      /* OrgStoredItem *, borrowed: whose running costs count */
    gboolean idle;           /* rows that come are of doing nothing */
} Sum;

static void
note(Sum *sum, OrgPaybackRemark remark, const char *a, const char *b, double x, double y)
{
    OrgPaybackNote one = { remark, g_strdup(a), g_strdup(b), x, y };
    g_array_append_val(sum->out->notes, one);
}

static gboolean
has_series(const OrgStoredItem *item, guint32 flag)
{
    for (guint i = 0; i < item->series->len; i++)
        if (g_array_index(item->series, OrgStoredDeclared, i).flags & flag)
            return TRUE;
    return FALSE;
}

/* The metrics of running costs: of each feature the first, for a second one would count the same posts again. */
static void
choose_metrics(Sum *sum)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal),
                          noted = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean pays = FALSE;
    for (guint i = 0; i < sum->run->items->len; i++) {
        const OrgStoredItem *item = sum->run->items->pdata[i], *first;
        gboolean metric = !strcmp(item->role, "metric");
        pays |= metric && has_series(item, ORG_ONE_OFF);
        if (!metric || !has_series(item, ORG_RUNNING))
            continue;
        first = g_hash_table_lookup(seen, item->feature);
        if (!first) {
            g_hash_table_insert(seen, item->feature, (gpointer) item);
            g_ptr_array_add(sum->metrics, (gpointer) item);
        } else if (g_hash_table_add(noted, item->feature))
            note(sum, ORG_PAYBACK_FIRST_OF_SEVERAL, item->feature, first->id, 0, 0);
    }
    if (sum->metrics->len && !pays)
        note(sum, ORG_PAYBACK_PAID_ALONE, NULL, NULL, 0, 0);
}

static const OrgStoredDeclared *
declared(const OrgStoredRun *run, const OrgCostRow *row)
{
    const OrgStoredItem *item = org_stored_item(run, row->item);
    return item ? org_stored_declared(item, row->series) : NULL;
}

static gboolean
counts(const Sum *sum, const char *item)
{
    for (guint i = 0; i < sum->metrics->len; i++)
        if (!strcmp(((OrgStoredItem *) sum->metrics->pdata[i])->id, item))
            return TRUE;
    return FALSE;
}

/* A yearly cost is that of twelve months alike. */
static void
add_cost(const OrgCostRow *row, gpointer data)
{
    Sum *sum = data;
    const OrgStoredDeclared *what = declared(sum->run, row);
    if (!what || row->month < sum->first || row->month - sum->first >= (OrgMonth) sum->n)
        return;
    guint at = (guint) (row->month - sum->first);
    OrgPaybackMonth *month = &sum->months[at];
    if (!(what->flags & ORG_RUNNING)) {
        month->cost_idle += sum->idle ? row->value : 0;
        return;
    }
    if (!counts(sum, row->item))
        return;
    *(sum->idle ? &month->nothing : &month->running) += row->value / 12;
    (sum->idle ? sum->told_idle : sum->told)[at]++;
    g_autofree char *name = g_strdup_printf("%s.%s", row->item, row->series);
    if (!g_ptr_array_find_with_equal_func(sum->out->running, name, g_str_equal, NULL))
        g_ptr_array_add(sum->out->running, g_steal_pointer(&name));
}

static void
add_ledger(Sum *sum)
{
    const GArray *payments = sum->opened->end->payments;
    for (guint i = 0; i < payments->len; i++) {
        const OrgPayment *one = &g_array_index(payments, OrgPayment, i);
        gint at = one->month - sum->first;
        if (at >= 0 && (guint) at < sum->n)
            sum->months[at].cost += (double) one->amount;
    }
}

/* What a run that a veto ended did not come to is not told. */
static void
cut_short(Sum *sum)
{
    guint n = 0;
    while (n < sum->n && sum->told[n] && sum->told_idle[n])
        n++;
    sum->n = n;
}

static void
add_notes(Sum *sum)
{
    guint32 surplus = sum->opened->end->totals.surplus;
    guint64 vacant = sum->opened->end->totals.posts_closed_vacant - sum->opened->start->totals.posts_closed_vacant;
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
    double saved = 0, cost = 0; /* cost: below zero where doing nothing would have paid more */
    for (guint i = 0; i < sum->n;) {
        gint year = ORG_YEAR(sum->months[i].month);
        OrgPaybackMonth all = { 0 };
        for (; i < sum->n && ORG_YEAR(sum->months[i].month) == year; i++) {
            const OrgPaybackMonth *month = &sum->months[i];
            all.nothing += month->nothing;
            all.running += month->running;
            all.cost += month->cost;
            all.cost_idle += month->cost_idle;
        }
        double idle = rounded(all.nothing), running = rounded(all.running), less = rounded(idle - running);
        saved = rounded(saved + less);
        cost = rounded(cost + all.cost - all.cost_idle);
        OrgPaybackYear one = { year,
                               { idle, running, less, all.cost, all.cost_idle, rounded(saved - MIN(cost, 0)),
                                 MAX(cost, 0), rounded(saved - cost) } };
        g_array_append_val(sum->out->years, one);
    }
}

/* The first month from which the balance stays at or above zero to the end; else when it would, going on as in the last month. */
static OrgPaybackState
find_month(Sum *sum)
{
    double balance = 0, cost = 0, most = 0, less = 0;
    OrgMonth since = ORG_UNKNOWN;
    for (guint i = 0; i < sum->n; i++) {
        const OrgPaybackMonth *month = &sum->months[i];
        less = rounded(month->nothing - month->running);
        balance = rounded(balance + less - month->cost + month->cost_idle);
        cost += month->cost - month->cost_idle;
        most = MAX(most, cost);
        if (balance < 0)
            since = ORG_UNKNOWN;
        else if (since == ORG_UNKNOWN)
            since = month->month;
    }
    if (most <= 0)
        return ORG_PAYBACK_NOTHING_SPENT;
    sum->out->month = since;
    if (since != ORG_UNKNOWN)
        return ORG_PAYBACK_REACHED;
    double months = ceil(-balance / less);
    if (less > 0 && months < 12 * 1000)
        sum->out->month = sum->months[sum->n - 1].month + (OrgMonth) months;
    return ORG_PAYBACK_NOT_WITHIN;
}

/* FALSE with error: the file cannot be read. */
static gboolean
reckon(Sum *sum, OrgSession *session, GError **error)
{
    OrgPayback *out = sum->out;
    out->state = sum->opened->mask & ORG_MASK_PAY ? ORG_PAYBACK_MASKED : ORG_PAYBACK_NO_RUNNING;
    if (out->state == ORG_PAYBACK_MASKED)
        return TRUE;
    choose_metrics(sum);
    if (!sum->metrics->len)
        return TRUE;
    g_autoptr(OrgNothing) nothing = org_nothing_of(session, sum->opened, error);
    if (!nothing || !org_store_costs(sum->opened->store, sum->run->info->id, FALSE, add_cost, sum, error))
        return FALSE;
    out->why = org_message_copy(nothing->why);
    out->state = ORG_PAYBACK_NO_NOTHING;
    sum->idle = TRUE;
    for (guint i = 0; nothing->costs && i < nothing->costs->len; i++)
        add_cost(&g_array_index(nothing->costs, OrgCostRow, i), sum);
    add_ledger(sum);
    cut_short(sum);
    if (!sum->n)
        return TRUE;
    add_notes(sum);
    list_years(sum);
    out->state = find_month(sum);
    g_array_append_vals(out->months, sum->months, sum->n);
    return TRUE;
}

static void
note_clear(gpointer data)
{
    g_free(((OrgPaybackNote *) data)->a);
    g_free(((OrgPaybackNote *) data)->b);
}

OrgPayback *
org_payback_new(OrgSession *session, const OrgStoredRun *run, const OrgOpened *opened, GError **error)
{
    g_autoptr(OrgPayback) out = g_new0(OrgPayback, 1);
    out->month = ORG_UNKNOWN;
    out->running = g_ptr_array_new_with_free_func(g_free);
    out->years = g_array_new(FALSE, FALSE, sizeof(OrgPaybackYear));
    out->months = g_array_new(FALSE, FALSE, sizeof(OrgPaybackMonth));
    out->notes = g_array_new(FALSE, FALSE, sizeof(OrgPaybackNote));
    g_array_set_clear_func(out->notes, note_clear);
    guint n = (guint) (run->info->to - run->info->from + 1);
    g_autofree OrgPaybackMonth *months = g_new0(OrgPaybackMonth, n);
    g_autofree guint *told = g_new0(guint, n), *told_idle = g_new0(guint, n);
    g_autoptr(GPtrArray) metrics = g_ptr_array_new();
    for (guint i = 0; i < n; i++)
        months[i].month = run->info->from + (OrgMonth) i;
    Sum sum = { .run = run,
                .opened = opened,
                .out = out,
                .first = run->info->from,
                .n = n,
                .months = months,
                .told = told,
                .told_idle = told_idle,
                .metrics = metrics };
    return reckon(&sum, session, error) ? g_steal_pointer(&out) : NULL;
}

void
org_payback_free(OrgPayback *payback)
{
    if (!payback)
        return;
    g_free(payback->why);
    g_ptr_array_unref(payback->running);
    g_array_unref(payback->years);
    g_array_unref(payback->months);
    g_array_unref(payback->notes);
    g_free(payback);
}
