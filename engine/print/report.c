// SPDX-License-Identifier: MIT
#include "../base/printer.h"
#include "report.h"
#include "../base/figure.h"
#include "../po/lang.h"
#include <jansson.h>
#include <string.h>

#define MAX_PROBLEMS 1000 /* on a terminal; --json lists all */

#define MAX_ALIKE 5   /* errors and warnings of one kind in one column that stand one by one */
#define MAX_NOTES 30  /* notes: each may tell another guess */
#define MAX_PLACES 10 /* lines named of those that do not */

typedef struct {
    guint n, shown;
    GString *lines; /* of all but the first */
} Alike;

static void
alike_free(gpointer data)
{
    Alike *alike = data;
    g_string_free(alike->lines, TRUE);
    g_free(alike);
}

/* The sentence without what stands in it. */
static char *
kind_of(const OrgDiag *diag)
{
    const char *said = org_message_said(diag->message);
    json_t *parts = org_message_is_plain(diag->message) ? NULL : json_loads(said + 1, 0, NULL);
    const char *format = parts ? json_string_value(json_array_get(parts, 0)) : NULL;
    char *kind = g_strdup_printf("%d %s %s %s %u %s", diag->severity, diag->code, diag->file ? diag->file : "",
                                 diag->sheet ? diag->sheet : "", diag->column, format ? format : said);
    json_decref(parts);
    return kind;
}

static Alike *
count_one(GHashTable *kinds, const OrgDiag *diag)
{
    char *kind = kind_of(diag);
    Alike *alike = g_hash_table_lookup(kinds, kind);

    if (!alike) {
        alike = g_new0(Alike, 1);
        alike->lines = g_string_new(NULL);
        g_hash_table_insert(kinds, kind, alike);
    } else {
        g_free(kind);
    }
    if (++alike->n > 1 && alike->n <= MAX_PLACES + 1)
        g_string_append_printf(alike->lines, "%s%u", alike->lines->len ? ", " : "", diag->line);
    return alike;
}

/* A column with one fault in every row makes one problem, not as many as there are rows. */
static OrgDiags *
folded(const OrgDiags *diags)
{
    OrgDiags *few = org_diags_new();
    guint n = org_diags_size(diags);
    g_autoptr(GHashTable) kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, alike_free);
    g_autofree Alike **of = g_new0(Alike *, n + 1);

    for (guint i = 0; i < n; i++)
        if (org_diags_get(diags, i)->line)
            of[i] = count_one(kinds, org_diags_get(diags, i));
    for (guint i = 0; i < n; i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        gboolean fold = of[i] && of[i]->n > (diag->severity == ORG_SEVERITY_NOTE ? MAX_NOTES : MAX_ALIKE);
        if (fold && of[i]->shown++ > 0)
            continue;
        const char *said = org_message_said(diag->message);
        OrgDiag *copy =
            fold ? org_diags_add(few, diag->severity, diag->code, diag->file, diag->line, diag->column,
                                 "%s (and %u more like it, in lines %s%s)", said, of[i]->n - 1, of[i]->lines->str,
                                 of[i]->n > MAX_PLACES + 1 ? ", …" : "")
                 : org_diags_add(few, diag->severity, diag->code, diag->file, diag->line, diag->column, "%s", said);
        copy->source = g_strdup(diag->source);
        copy->sheet = g_strdup(diag->sheet);
    }
    return few;
}

void
org_report_problems(OrgLang lang, const OrgDiags *diags, gboolean quiet)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (quiet)
        return;
    g_autoptr(OrgDiags) few = folded(diags);
    org_diags_print(lang, few, ORG_SEVERITY_NOTE, 500, text);
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
