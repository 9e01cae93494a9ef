// SPDX-License-Identifier: MIT
#include "clock.h"

static int
by_month(gconstpointer a, gconstpointer b)
{
    OrgMonth x = *(const OrgMonth *) a, y = *(const OrgMonth *) b;
    return x < y ? -1 : x > y;
}

static void
add(GArray *months, const OrgPlan *plan, OrgMonth month)
{
    if (month >= plan->from && month <= plan->to)
        g_array_append_val(months, month);
}

static void
add_target(GArray *months, const OrgPlan *plan, const OrgTarget *target)
{
    gboolean looks_back = g_strcmp0(target->against, "previous") == 0;
    for (guint i = 0; i < target->by->len; i++) {
        OrgMonth by = g_array_index(target->by, OrgMonth, i);
        add(months, plan, by);
        if (looks_back)
            add(months, plan, by - 12);
    }
}

GArray *
org_clock_months(const OrgPlan *plan)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    for (OrgMonth month = plan->from; month <= plan->to; month++)
        if (month == plan->to || (month + 1) % plan->clock == 0)
            add(all, plan, month);
    for (guint t = 0; t < plan->targets->len; t++)
        add_target(all, plan, plan->targets->pdata[t]);
    for (guint i = 0; i < plan->actuals->len; i++)
        add(all, plan, g_array_index(plan->actuals, OrgActual, i).month);
    g_array_sort(all, by_month);
    GArray *months = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    for (guint i = 0; i < all->len; i++)
        if (i == 0 || g_array_index(all, OrgMonth, i) != g_array_index(all, OrgMonth, i - 1))
            g_array_append_val(months, g_array_index(all, OrgMonth, i));
    return months;
}
