// SPDX-License-Identifier: MIT
#include "probe.h"
#include "../sim/prepare.h"
#include <string.h>

/* No file of a scenario is called so: hidden, and ours. Beside the scenario, whose paths stay right. */
static char *
file_beside(const OrgLoaded *base)
{
    g_autofree char *folder = g_path_get_dirname(base->path);
    return g_build_filename(folder, ".orgsim-probe.yaml", NULL);
}

char *
org_probe_parent(const OrgLoaded *base)
{
    return g_path_get_basename(base->path);
}

OrgPlan *
org_probe_plan(const OrgLoaded *base, const char *text, char **file, OrgDiags *diags)
{
    *file = file_beside(base);
    g_autoptr(GBytes) packed = org_bundle_pack(base->plan->bundle), bytes = g_bytes_new(text, strlen(text));
    OrgBundle *bundle = org_bundle_unpack(packed, NULL);
    if (!bundle)
        return NULL;
    org_bundle_put(bundle, *file, bytes);
    g_autoptr(OrgPlan) plan = org_plan_read(*file, bundle, org_worker_catalogue(base->worker), diags);
    if (plan)
        org_prepare_check(plan, base->org, NULL, diags);
    return plan && !org_diags_count(diags, ORG_SEVERITY_ERROR) ? g_steal_pointer(&plan) : NULL;
}

gboolean
org_probe(OrgLoaded *base, const char *text, const OrgRunOptions *options, OrgProbeTake take, gpointer data)
{
    g_autofree char *file = NULL;
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgPlan) plan = org_probe_plan(base, text, &file, diags);
    if (!plan)
        return FALSE;
    OrgLoaded changed = *base;
    changed.plan = plan;
    changed.path = file;
    changed.held_plan = 0;
    g_autoptr(OrgRun) run = org_run(&changed, options);
    take(run, data);
    org_worker_let_go(base->worker, changed.held_plan);
    return TRUE;
}
