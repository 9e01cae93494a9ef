// SPDX-License-Identifier: MIT
#include "report.h"
#include "../po/lang.h"
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

    g_autofree char *a = g_strdup_printf(org_lang_plural("%u error", "%u errors", errors), errors),
                    *b = g_strdup_printf(org_lang_plural("%u warning", "%u warnings", warnings), warnings),
                    *c = g_strdup_printf(org_lang_plural("%u note", "%u notes", notes), notes);
    return g_strdup_printf("%s, %s, %s", a, b, c);
}

char *
org_report_totals(const Org *org)
{
    OrgQualityTotals t = org_quality_totals(org);
    g_autofree char *units = org_cli_number((double) t.units, 0), *posts = org_cli_number((double) t.posts, 0);
    g_autofree char *people = org_cli_number((double) t.people, 0), *fte = org_cli_number(t.fte, 3);

    g_autofree char *roots = g_strdup_printf(org_lang_plural("%u root", "%u roots", t.roots), t.roots),
                    *levels = g_strdup_printf(org_lang_plural("%u level", "%u levels", t.depth), t.depth),
                    *of_units = g_strdup_printf(org_lang_plural("%s unit", "%s units", t.units), units),
                    *of_posts = g_strdup_printf(org_lang_plural("%s post", "%s posts", t.posts), posts),
                    *of_people = g_strdup_printf(org_lang_plural("%s person", "%s people", t.people), people);
    return g_strdup_printf(_("%s (%s, %s), %s (%s full), %s"), of_units, roots, levels, of_posts, fte, of_people);
}
