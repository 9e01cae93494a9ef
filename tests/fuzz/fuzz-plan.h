// SPDX-License-Identifier: MIT
/* A small plan for the frames of a run. */
#pragma once
#include "../../engine/scenario/plan.h"

static inline OrgPlan *
fuzz_plan(const OrgCatalogue *catalogue)
{
    static const char text[] = "orgsim: 1\n"
                               "title: Small\n"
                               "organisation: {units: units.csv}\n"
                               "from: 2021-01\n"
                               "to: 2022-12\n"
                               "clock: yearly\n"
                               "steps:\n"
                               "  - at: 2021-06\n"
                               "    merge: {units: [u-1, u-2]}\n"
                               "rules:\n"
                               "  - min-staff: {where: \"id = 'u-1'\", at_least: 6}\n"
                               "metrics:\n"
                               "  - id: held\n"
                               "    sql: select count(*) from people\n";
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
    OrgBundle *bundle = org_bundle_new(NULL);
    org_bundle_put(bundle, "scenario.yaml", bytes);
    OrgPlan *plan = org_plan_read("scenario.yaml", bundle, catalogue, diags);
    if (!plan) {
        g_autoptr(GString) problems = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_ERROR, 0, problems);
        g_error("%s", problems->str);
    }
    return plan;
}
