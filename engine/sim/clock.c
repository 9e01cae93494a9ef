// SPDX-License-Identifier: MIT
#include "clock.h"

static int
by_month(gconstpointer a, gconstpointer b)
{
    OrgMonth x = *(const OrgMonth *) a, y = *(const OrgMonth *) b;
    return x < y ? -1 : x > y;
}

gboolean
org_clock_is_period_end(const OrgPlan *plan, OrgMonth month)
{
    return month == plan->to || (month + 1) % plan->clock == 0;
}

gboolean
org_clock_is_deadline(const OrgPlan *plan, OrgMonth month)
{
    for (guint t = 0; t < plan->targets->len; t++) {
        const GArray *by = ((OrgTarget *) plan->targets->pdata[t])->by;
        for (guint i = 0; i < by->len; i++)
            if (g_array_index(by, OrgMonth, i) == month)
                return TRUE;
    }
    return FALSE;
}

static void
add_all(GArray *months, const GArray *more, const OrgPlan *plan)
{
    for (guint i = 0; more && i < more->len; i++) {
        OrgMonth month = g_array_index(more, OrgMonth, i);
        if (month >= plan->from && month <= plan->to)
            g_array_append_val(months, month);
    }
}

GArray *
org_clock_boundaries(const OrgPlan *plan)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    for (OrgMonth month = plan->from; month <= plan->to; month++)
        if (org_clock_is_period_end(plan, month))
            g_array_append_val(all, month);
    for (guint i = 0; i < plan->items->len; i++)
        add_all(all, ((OrgItem *) plan->items->pdata[i])->at, plan);
    for (guint t = 0; t < plan->targets->len; t++)
        add_all(all, ((OrgTarget *) plan->targets->pdata[t])->by, plan);
    g_array_sort(all, by_month);
    GArray *months = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    for (guint i = 0; i < all->len; i++)
        if (i == 0 || g_array_index(all, OrgMonth, i) != g_array_index(all, OrgMonth, i - 1))
            g_array_append_val(months, g_array_index(all, OrgMonth, i));
    return months;
}

gboolean
org_clock_due(const OrgItem *step, OrgMonth now, OrgMonth *first, OrgMonth *last)
{
    /* The latest window wins: a yearly step that is still due from last year starts anew. */
    for (guint i = step->at ? step->at->len : 0; i-- > 0;) {
        OrgMonth at = g_array_index(step->at, OrgMonth, i);
        if (at > now || now > at + step->over)
            continue;
        *first = at;
        *last = at + step->over;
        return TRUE;
    }
    return FALSE;
}
