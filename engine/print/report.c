// SPDX-License-Identifier: MIT
#include "../base/printer.h"
#include "report.h"
#include "../base/figure.h"
#include "../po/lang.h"
#include <jansson.h>
#include <string.h>

#define MAX_PROBLEMS 1000 /* on a terminal; --json lists all */

void
org_report_problems(OrgLang lang, const OrgDiags *diags, gboolean quiet)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (quiet)
        return;
    org_diags_print(lang, diags, ORG_SEVERITY_NOTE, 500, text);
    org_tell_text(text->str);
}

char *
org_report_counts(OrgLang lang, const OrgDiags *diags)
{
    guint errors = org_diags_count(diags, ORG_SEVERITY_ERROR);
    guint warnings = org_diags_count(diags, ORG_SEVERITY_WARNING) - errors;
    guint notes = org_diags_size(diags) - errors - warnings;

    g_autofree char *a = g_strdup_printf(org_lang_plural(lang, "%u error", "%u errors", errors), errors),
                    *b = g_strdup_printf(org_lang_plural(lang, "%u warning", "%u warnings", warnings), warnings),
                    *c = g_strdup_printf(org_lang_plural(lang, "%u note", "%u notes", notes), notes);
    return g_strdup_printf("%s, %s, %s", a, b, c);
}

char *
org_report_totals(OrgLang lang, const Org *org)
{
    OrgQualityTotals t = org_quality_totals(org);
    g_autofree char *units = org_figure_text(lang, (double) t.units, 0), *posts = org_figure_text(lang, t.fte, 3);
    g_autofree char *people = org_figure_text(lang, (double) t.people, 0),
                    *rows = org_figure_text(lang, (double) t.posts, 0);

    g_autofree char *roots = g_strdup_printf(org_lang_plural(lang, "%u root", "%u roots", t.roots), t.roots),
                    *levels = g_strdup_printf(org_lang_plural(lang, "%u level", "%u levels", t.depth), t.depth),
                    *of_units = g_strdup_printf(org_lang_plural(lang, "%s unit", "%s units", t.units), units),
                    *of_posts =
                        g_strdup_printf(org_lang_plural(lang, "%s post", "%s posts", t.fte == 1 ? 1 : 2), posts),
                    *of_people = g_strdup_printf(org_lang_plural(lang, "%s person", "%s people", t.people), people);
    if (t.fte == (double) t.posts)
        return g_strdup_printf(_("%s (%s, %s), %s, %s"), of_units, roots, levels, of_posts, of_people);
    return g_strdup_printf(_("%s (%s, %s), %s (%s rows), %s"), of_units, roots, levels, of_posts, rows, of_people);
}

char *
org_report_repairs(const OrgDiags *diags)
{
    json_t *list = json_array();

    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (strcmp(diag->code, "repair") != 0)
            continue;
        json_t *repair = json_object();
        json_object_set_new(repair, "table", diag->table ? json_string(diag->table) : json_null());
        json_object_set_new(repair, "file", diag->file ? json_string(diag->file) : json_null());
        if (diag->sheet)
            json_object_set_new(repair, "sheet", json_string(diag->sheet));
        json_object_set_new(repair, "line", json_integer(diag->line));
        json_object_set_new(repair, "column", json_integer(diag->column));
        json_object_set_new(repair, "id", diag->id ? json_string(diag->id) : json_null());
        g_autofree char *text = org_diag_text(diag);
        json_object_set_new(repair, "text", json_string(text));
        json_array_append_new(list, repair);
    }
    char *raw = json_array_size(list) ? json_dumps(list, JSON_COMPACT) : NULL, *text = g_strdup(raw);
    free(raw);
    json_decref(list);
    return text;
}
