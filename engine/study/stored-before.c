// SPDX-License-Identifier: MIT
#include "stored-before.h"
#include "manifest.h"
#include <string.h>

static gboolean
on_hash(gint n, char **values, char **names, gpointer data)
{
    (void) n;
    (void) names;
    g_hash_table_insert(data, g_strdup(values[0]), g_strdup(values[1]));
    return TRUE;
}

/* The organisations of baselines are no texts of the scenario: they have hashes of their own. */
static gboolean
same_baselines(OrgStore *store, gint64 run, const OrgLoaded *loaded)
{
    g_autoptr(GHashTable) stored = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!org_store_query_run(store,
                             "select b.name, s.hash from baseline b join snapshot s on s.id = b.snapshot where "
                             "b.run = ?1",
                             run, on_hash, stored, NULL))
        return FALSE;
    for (guint i = 0; i < loaded->plan->baselines->len; i++) {
        const OrgBaseline *baseline = loaded->plan->baselines->pdata[i];
        if (loaded->baseline_hashes[i] &&
            g_strcmp0(g_hash_table_lookup(stored, org_baseline_snapshot(baseline)), loaded->baseline_hashes[i]))
            return FALSE;
    }
    return TRUE;
}

static gboolean
is_same(const OrgRunInfo *info, const OrgManifest *wanted)
{
    gboolean whole = !strcmp(info->status, "done") || !strcmp(info->status, "vetoed");
    return whole && info->from_actuals == ORG_UNKNOWN && info->seed == wanted->seed &&
           info->replications == wanted->replications && !g_strcmp0(info->scenario_hash, wanted->scenario_hash) &&
           !g_strcmp0(info->organisation_hash, wanted->organisation_hash) &&
           !g_strcmp0(info->plugins_json, wanted->plugins_json) && !g_strcmp0(info->engine, wanted->engine) &&
           !g_strcmp0(info->scenario, wanted->scenario);
}

gint64
org_store_find_same(OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *options)
{
    OrgManifestTexts texts = { 0 };
    gint64 found = 0;
    if (loaded->plan->organisation.orgdb && loaded->plan->actuals->len)
        return 0;
    org_manifest_make(loaded, options, &texts);
    g_autoptr(GPtrArray) runs = org_store_runs(store, NULL);
    for (guint i = 0; runs && i < runs->len; i++) {
        const OrgRunInfo *info = runs->pdata[i];
        if (info->id > found && is_same(info, &texts.manifest) && same_baselines(store, info->id, loaded))
            found = info->id;
    }
    org_manifest_clear(&texts);
    return found;
}
