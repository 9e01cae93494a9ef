// SPDX-License-Identifier: MIT
#include "wakes.h"

typedef struct {
    guint item;
    OrgMonth month;
} Wake;

struct OrgWakes {
    GArray *list; /* Wake, as asked: few at any time, so that a search is cheap */
};

OrgWakes *
org_wakes_new(void)
{
    OrgWakes *wakes = g_new0(OrgWakes, 1);
    wakes->list = g_array_new(FALSE, FALSE, sizeof(Wake));
    return wakes;
}

void
org_wakes_free(OrgWakes *wakes)
{
    if (wakes == NULL)
        return;
    g_array_unref(wakes->list);
    g_free(wakes);
}

void
org_wakes_add(OrgWakes *wakes, guint item, const GArray *months)
{
    for (guint i = 0; i < months->len; i++) {
        Wake wake = { item, g_array_index(months, OrgMonth, i) };
        if (!org_wakes_due(wakes, item, wake.month))
            g_array_append_val(wakes->list, wake);
    }
}

guint
org_wakes_mark(const OrgWakes *wakes)
{
    return wakes->list->len;
}

void
org_wakes_undo_to(OrgWakes *wakes, guint mark)
{
    g_array_set_size(wakes->list, MIN(mark, wakes->list->len));
}

OrgMonth
org_wakes_next(const OrgWakes *wakes, OrgMonth after)
{
    OrgMonth next = ORG_OPEN;
    for (guint i = 0; i < wakes->list->len; i++) {
        OrgMonth month = g_array_index(wakes->list, Wake, i).month;
        if (month > after && month < next)
            next = month;
    }
    return next;
}

gboolean
org_wakes_due(const OrgWakes *wakes, guint item, OrgMonth month)
{
    for (guint i = 0; i < wakes->list->len; i++) {
        const Wake *wake = &g_array_index(wakes->list, Wake, i);
        if (wake->month == month && (wake->item == item || item == ORG_NONE))
            return TRUE;
    }
    return FALSE;
}
