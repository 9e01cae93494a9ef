// SPDX-License-Identifier: MIT
#include "actuals.h"
#include <string.h>

typedef struct {
    OrgPlan *plan;
    GHashTable *own; /* "metric scope" that the scenario reports itself */
    guint used;
} Use;

static char *
key_of(const char *metric, const char *scope)
{
    return g_strdup_printf("%s\n%s", metric, scope ? scope : "");
}

/* A target or an item, or a series of one: "posts.filled". */
static gboolean
is_of_plan(const OrgPlan *plan, const char *metric)
{
    const char *dot = strrchr(metric, '.');
    g_autofree char *head = dot ? g_strndup(metric, (gsize) (dot - metric)) : g_strdup(metric);
    for (guint i = 0; i < plan->targets->len; i++) {
        const char *id = ((const OrgTarget *) plan->targets->pdata[i])->id;
        if (!strcmp(id, metric) || !strcmp(id, head))
            return TRUE;
    }
    for (guint i = 0; i < plan->items->len; i++) {
        const OrgItem *item = plan->items->pdata[i];
        gboolean measures = item->role == ORG_ITEM_METRIC || item->role == ORG_ITEM_PROCESS;
        if (measures && (!strcmp(item->id, metric) || !strcmp(item->id, head)))
            return TRUE;
    }
    return FALSE;
}

static void
use_one(const OrgActualRow *row, gpointer data)
{
    Use *use = data;
    g_autofree char *key = key_of(row->metric, row->scope);
    if (g_hash_table_contains(use->own, key) || !is_of_plan(use->plan, row->metric))
        return;
    OrgActual actual = { g_strdup(row->metric), g_strdup(row->scope), g_strdup(row->source), row->month, row->value };
    g_array_append_val(use->plan->actuals, actual);
    use->used++;
}

gboolean
org_actuals_use(OrgPlan *plan, OrgStore *store, const char *path, OrgDiags *diags, GError **error)
{
    g_autoptr(GHashTable) own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Use use = { plan, own, 0 };
    for (guint i = 0; i < plan->actuals->len; i++) {
        const OrgActual *a = &g_array_index(plan->actuals, OrgActual, i);
        g_hash_table_add(own, key_of(a->metric, a->scope));
    }
    if (!org_store_actuals(store, use_one, &use, error))
        return FALSE;
    if (use.used)
        org_diags_add(diags, ORG_SEVERITY_NOTE, "file-actuals", plan->path, 0, 0,
                      "%u reported figure%s of %s %s used (orgsim show %s --actuals lists them)", use.used,
                      use.used == 1 ? "" : "s", path, use.used == 1 ? "is" : "are", path);
    return TRUE;
}

gboolean
org_actuals_until(const OrgPlan *plan, OrgMonth month)
{
    for (guint i = 0; i < plan->actuals->len; i++)
        if (g_array_index(plan->actuals, OrgActual, i).month <= month)
            return TRUE;
    return FALSE;
}
