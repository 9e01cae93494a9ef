// SPDX-License-Identifier: MIT
#include "report.h"
#include "cli.h"

#define MAX_PROBLEMS 1000 // on a terminal; --json lists all

void
org_report_problems(const OrgDiags *diags, gboolean quiet)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (quiet)
        return;
    org_diags_print(diags, ORG_SEVERITY_NOTE, 500, text);
    g_printerr("%s", text->str);
}

char *
org_report_counts(const OrgDiags *diags)
{
    guint errors = org_diags_count(diags, ORG_SEVERITY_ERROR);
    guint warnings = org_diags_count(diags, ORG_SEVERITY_WARNING) - errors;
    guint notes = org_diags_size(diags) - errors - warnings;

    return g_strdup_printf("%u error%s, %u warning%s, %u note%s", errors, errors == 1 ? "" : "s", warnings,
                           warnings == 1 ? "" : "s", notes, notes == 1 ? "" : "s");
}

char *
org_report_totals(const Org *org)
{
    OrgQualityTotals t = org_quality_totals(org);
    g_autofree char *units = org_cli_number((double) t.units, 0), *posts = org_cli_number((double) t.posts, 0);
    g_autofree char *people = org_cli_number((double) t.people, 0), *fte = org_cli_number(t.fte, 3);

    return g_strdup_printf("%s unit%s (%u root%s, %u level%s), %s post%s (%s full), %s %s", units,
                           t.units == 1 ? "" : "s", t.roots, t.roots == 1 ? "" : "s", t.depth, t.depth == 1 ? "" : "s",
                           posts, t.posts == 1 ? "" : "s", fte, people, t.people == 1 ? "person" : "people");
}
