// SPDX-License-Identifier: MIT
/* What if one parameter were another: the plan is changed, and held against the organisation again. */
#include "../scenario/plan-set.h"
#include "../base/error.h"
#include "../sim/prepare.h"
#include "load.h"

/* The first error, if there is any. */
static gboolean
tell_first(const OrgDiags *diags, GError **error)
{
    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (diag->severity != ORG_SEVERITY_ERROR)
            continue;
        org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s", org_message_said(diag->message));
        return TRUE;
    }
    return FALSE;
}

gboolean
org_loaded_set(OrgLoaded *loaded, const char *item, const char *key, const char *value, GError **error)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgPlanChange *change = org_plan_change(loaded->plan, item, key, value, diags);
    if (change)
        org_prepare_check(loaded->plan, loaded->org, loaded->told, diags);
    if (tell_first(diags, error)) {
        if (change)
            org_plan_change_take_back(change);
        return FALSE;
    }
    org_plan_change_accept(loaded->plan, change);
    org_worker_let_go(loaded->worker, loaded->held_plan); /* the next run hands it over anew */
    loaded->held_plan = 0;
    return TRUE;
}
