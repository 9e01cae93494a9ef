// SPDX-License-Identifier: MIT
/* The processes of a run: which plugins each holds. One that changes an organisation holds no rule's library unless it has an operator or
 * a process in it, too; nor does the one that judges hold theirs. */
#include "private.h"

static gint
by_index(gconstpointer a, gconstpointer b)
{
    const guint one = *(const guint *) a, other = *(const guint *) b;

    return one < other ? -1 : one > other;
}

/* Each once, ascending. */
static void
sort_out(GArray *plugins)
{
    guint kept = 0;

    g_array_sort(plugins, by_index);
    for (guint i = 0; i < plugins->len; i++)
        if (i == 0 || g_array_index(plugins, guint, i) != g_array_index(plugins, guint, kept - 1))
            g_array_index(plugins, guint, kept++) = g_array_index(plugins, guint, i);
    g_array_set_size(plugins, kept);
}

GArray *
org_plugins_of(const OrgPlan *plan, gboolean judges, gboolean all)
{
    GArray *plugins = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; i < plan->items->len; i++) {
        const OrgItem *item = plan->items->pdata[i];
        if (item->feature && (all || org_item_is_judged(item) == judges))
            g_array_append_val(plugins, item->feature->plugin);
    }
    sort_out(plugins);
    return plugins;
}

char *
org_plugins_named(const OrgCatalogue *catalogue, const GArray *plugins)
{
    g_autoptr(GString) list = g_string_new(NULL);

    for (guint i = 0; i < plugins->len; i++) {
        const OrgPluginInfo *plugin = catalogue->plugins->pdata[g_array_index(plugins, guint, i)];
        g_string_append_printf(list, "%s%s", i ? ", " : "", plugin->id);
    }
    return g_string_free(g_steal_pointer(&list), FALSE);
}

/* What the plan, and the plans that it extends, can only be read by, and the process does not hold itself. */
static GArray *
others_of(const OrgPlan *plan, const GArray *own)
{
    GArray *all = org_plugins_of(plan, FALSE, TRUE);

    g_array_append_vals(all, plan->parents_plugins->data, plan->parents_plugins->len);
    sort_out(all);
    for (guint i = 0; i < own->len; i++)
        for (guint k = 0; k < all->len; k++)
            if (g_array_index(all, guint, k) == g_array_index(own, guint, i)) {
                g_array_remove_index(all, k);
                break;
            }
    return all;
}

static OrgWorker *
partner(OrgWorker *owner, OrgWorker *worker)
{
    worker->owner = owner;
    worker->call_seconds = owner->call_seconds;
    worker->grace_seconds = owner->grace_seconds;
    worker->wall_seconds = owner->wall_seconds;
    worker->wall = owner->wall;
    return worker;
}

OrgWorker *
org_worker_judge(OrgWorker *worker)
{
    if (!worker->judge)
        worker->judge = org_worker_start_beside(worker);
    return partner(worker, worker->judge);
}

OrgWorker *
org_worker_whole(OrgWorker *worker, guint index)
{
    while (worker->wholes->len <= index)
        g_ptr_array_add(worker->wholes, org_worker_start_beside(worker));
    return partner(worker, worker->wholes->pdata[index]);
}

gboolean
org_worker_half_ready(OrgWorker *worker, guint32 role, const OrgPlan *plan, GError **error)
{
    g_autoptr(GArray) own = org_plugins_of(plan, role == ORG_ROLE_JUDGES, FALSE), others = others_of(plan, own);

    return org_worker_ready(worker, role, own, others, error);
}

gboolean
org_worker_whole_ready(OrgWorker *whole, const OrgPlan *plan, GError **error)
{
    g_autoptr(GArray) all = org_plugins_of(plan, FALSE, TRUE), others = others_of(plan, all);

    return org_worker_ready(whole, ORG_ROLE_WHOLE, all, others, error);
}

gboolean
org_worker_whole_kept_ready(OrgWorker *whole, const OrgPlan *plan, GError **error)
{
    g_autoptr(GError) why = NULL;

    whole->died = FALSE;
    if (org_worker_whole_ready(whole, plan, &why))
        return TRUE;
    if (whole->died && !whole->stopping)
        return org_worker_whole_ready(whole, plan, error);
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
}
