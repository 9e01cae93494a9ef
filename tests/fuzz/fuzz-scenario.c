// SPDX-License-Identifier: MIT
/* A scenario with the files it names, in a bundle without disk, checked against a catalogue written by hand. */
#include "../unit/scenario/fixture.h"
#include "fuzz.h"

static void
put(const char *name, GBytes *bytes, gpointer data)
{
    org_bundle_put(data, *name ? name : "scenario.yaml", bytes);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static OrgCatalogue *catalogue;
    if (!catalogue)
        catalogue = fixture_catalogue();
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgBundle *bundle = org_bundle_new(NULL);
    fuzz_parts(data, size, put, bundle);
    g_autoptr(OrgPlan) plan = org_plan_read("scenario.yaml", bundle, catalogue, diags);
    FUZZ_MUST(plan || org_diags_count(diags, ORG_SEVERITY_ERROR) > 0);
    for (guint i = 0; i < org_diags_size(diags); i++)
        FUZZ_MUST(org_message_check(org_message_said(org_diags_get(diags, i)->message)));
    g_autoptr(GString) shown = g_string_new(NULL);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, shown);
    g_debug("%s", shown->str);
    if (plan) {
        g_autofree char *text = fixture_dump(plan);
        fuzz_accepted = TRUE;
    }
    return 0;
}
