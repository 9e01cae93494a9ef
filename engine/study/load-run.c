// SPDX-License-Identifier: MIT
/* What a stored run ran, to be run again. */
#include "../sim/prepare.h"
#include "../base/error.h"
#include "actuals.h"
#include "load.h"
#include "open.h"

/* The snapshots of a run's baselines: name -> number, as a pointer. */
static gboolean
on_baseline(gint n, char **values, char **names, gpointer data)
{
    (void) n;
    (void) names;
    g_hash_table_insert(data, g_strdup(values[0]), (gpointer) (guintptr) g_ascii_strtoull(values[1], NULL, 10));
    return TRUE;
}

static gboolean
load_baselines(OrgLoaded *loaded, const OrgOpened *opened, GError **error)
{
    const OrgPlan *plan = loaded->plan;
    g_autoptr(GHashTable) stored = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    loaded->baselines = g_new0(Org *, plan->baselines->len + 1);
    loaded->baseline_hashes = g_new0(char *, plan->baselines->len + 1);
    if (!org_store_query_run(opened->store, "select name, snapshot from baseline where run = ?1", opened->info->id,
                             on_baseline, stored, error))
        return FALSE;
    for (guint i = 0; i < plan->baselines->len; i++) {
        const OrgBaseline *baseline = plan->baselines->pdata[i];
        gint64 id = (gint64) (guintptr) g_hash_table_lookup(stored, org_baseline_snapshot(baseline));
        if (baseline->kind != ORG_BASELINE_SNAPSHOT || !id)
            continue;
        g_autoptr(OrgDict) own = org_dict_new();
        loaded->baselines[i] = org_store_get_id(opened->store, id, own, error);
        if (!loaded->baselines[i])
            return FALSE;
        loaded->baseline_hashes[i] = org_hash(loaded->baselines[i]);
    }
    return TRUE;
}

static gboolean
read_plan(OrgLoaded *loaded, const OrgOpened *opened, GError **error)
{
    g_autoptr(GBytes) packed = org_store_run_bundle(opened->store, opened->info->id, error);
    g_autoptr(OrgBundle) bundle = packed ? org_bundle_unpack(packed, error) : NULL;
    if (!bundle)
        return FALSE;
    loaded->path = g_strdup(org_bundle_path(bundle, 0)); /* the scenario is what was read first */
    if (!loaded->path) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s holds no scenario", loaded->scenario);
        return FALSE;
    }
    loaded->plan =
        org_plan_read(loaded->path, g_steal_pointer(&bundle), org_worker_catalogue(loaded->worker), loaded->diags);
    return loaded->plan && org_actuals_use(loaded->plan, opened->store, opened->name.path, loaded->diags, error);
}

gboolean
org_load_run(OrgSession *session, const char *place, OrgLoaded *loaded, GError **error)
{
    g_auto(OrgOpened) opened = { 0 };
    *loaded = (OrgLoaded){ .session = session,
                           .scenario = g_strdup(place),
                           .diags = org_diags_new(),
                           .worker = org_session_runner(session, error) };
    if (!loaded->worker || !org_place_look(place, TRUE, NULL, &opened, error) || !read_plan(loaded, &opened, error) ||
        !load_baselines(loaded, &opened, error))
        return FALSE;
    loaded->org = g_steal_pointer(&opened.start);
    loaded->hash = org_hash(loaded->org);
    loaded->snapshot =
        g_strdup(loaded->plan->organisation.name && *loaded->plan->organisation.name ? loaded->plan->organisation.name
                                                                                     : loaded->plan->name);
    org_prepare_check(loaded->plan, loaded->org, NULL, loaded->diags);
    return !org_diags_count(loaded->diags, ORG_SEVERITY_ERROR);
}
