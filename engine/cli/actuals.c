// SPDX-License-Identifier: MIT
#include "../base/printer.h"
#include "actuals.h"
#include "../base/figure.h"
#include "../base/month.h"
#include "../po/lang.h"
#include "cli.h"
#include "../print/report.h"
#include "../print/table.h"
#include <jansson.h>
#include <string.h>

/* ---- shown */

typedef struct {
    OrgTextTable *table;
    json_t *list;
    OrgLang lang;
} Shown;

static void
show_one(const OrgActualRow *row, gpointer data)
{
    Shown *shown = data;
    char month[16];
    org_month_text(row->month, month);
    if (shown->list) {
        json_array_append_new(shown->list,
                              json_pack("{s:s, s:s, s:f, s:s, s:s}", "metric", row->metric, "month", month, "value",
                                        row->value, "scope", row->scope, "source", row->source ? row->source : ""));
        return;
    }
    g_autofree char *value = org_figure_text(shown->lang, row->value, 3), *when = org_lang_month(shown->lang, month);
    const char *cells[] = { row->metric, when, value, row->scope, row->source ? row->source : "" };
    org_text_table_add(shown->table, cells);
}

int
org_actuals_show(OrgLang lang, OrgStore *store, gboolean json)
{
    static const OrgTextColumn columns[] = { { N_("Metric"), FALSE, FALSE },
                                             { N_("Month"), FALSE, FALSE },
                                             { N_("Value"), TRUE, FALSE },
                                             { N_("Scope"), FALSE, FALSE },
                                             { N_("Source"), FALSE, TRUE } };
    GError *error = NULL;
    Shown shown = { json ? NULL : org_text_table_new(lang, columns, G_N_ELEMENTS(columns)), json ? json_array() : NULL,
                    lang };
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean done = org_store_actuals(store, show_one, &shown, &error);
    if (shown.table)
        org_text_table_finish(shown.table, text);
    if (done && json)
        org_stdout_json(shown.list);
    json_decref(shown.list);
    if (!done)
        return org_cli_fail_error(lang, 0, error);
    if (!json) {
        g_string_append_c(text, '\n');
        org_print_text(text->str);
    }
    return ORG_EXIT_DONE;
}

/* ---- imported */

typedef struct {
    GHashTable *values; /* metric, scope, month -> double */
    GHashTable *sources;
} Stored;

static char *
full_key(const char *metric, const char *scope, OrgMonth month)
{
    return g_strdup_printf("%s\n%s\n%d", metric, scope ? scope : "", month);
}

static void
keep_one(const OrgActualRow *row, gpointer data)
{
    Stored *stored = data;
    g_hash_table_insert(stored->values, full_key(row->metric, row->scope, row->month),
                        g_memdup2(&row->value, sizeof row->value));
    g_hash_table_insert(stored->sources, full_key(row->metric, row->scope, row->month),
                        g_strdup(row->source ? row->source : ""));
}

typedef struct {
    const OrgActualsImport *options;
    OrgDiags *diags;
    guint added, same, changed;
} Counts;

/* What the stored figures say to the new ones. */
static void
compare(Counts *counts, const GArray *figures, const Stored *stored)
{
    const OrgActualsImport *options = counts->options;
    for (guint i = 0; i < figures->len; i++) {
        const OrgFigure *figure = &g_array_index(figures, OrgFigure, i);
        g_autofree char *key = full_key(figure->metric, figure->scope, figure->month);
        const double *before = g_hash_table_lookup(stored->values, key);
        const char *source = g_hash_table_lookup(stored->sources, key);
        if (!before) {
            counts->added++;
            continue;
        }
        if (*before == figure->value && strcmp(source, figure->source) == 0) {
            counts->same++;
            continue;
        }
        counts->changed++;
        char month[16], from[40], to[40];
        OrgDiag *diag = org_diags_add(counts->diags, options->replace ? ORG_SEVERITY_NOTE : ORG_SEVERITY_ERROR,
                                      "changed-figure", options->source.path, figure->line, 1,
                                      "%s of %s is stored as %s (%s), this table says %s (%s)%s", figure->metric,
                                      org_month_text(figure->month, month), org_number_text(*before, from),
                                      *source ? source : "no source", org_number_text(figure->value, to),
                                      *figure->source ? figure->source : "no source",
                                      options->replace ? "" : "; --replace puts it in the place of the stored one");
        diag->table = "actuals";
    }
}

/* A scope is a unit of the newest snapshot; a file that has none yet is not asked. */
static void
check_scopes(OrgStore *store, const GArray *figures, Counts *counts)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) org = org_store_get(store, NULL, dict, NULL);
    for (guint i = 0; org && i < figures->len; i++) {
        const OrgFigure *figure = &g_array_index(figures, OrgFigure, i);
        if (!*figure->scope || org_find(org, ORG_UNITS, figure->scope) != ORG_NONE)
            continue;
        OrgDiag *diag = org_diags_add(counts->diags, ORG_SEVERITY_WARNING, "unknown-scope",
                                      counts->options->source.path, figure->line, figure->scope_column,
                                      "scope \"%s\" is no unit of the newest snapshot; leave it blank for the whole",
                                      figure->scope);
        diag->table = "actuals";
    }
}

static GArray *
rows_of(const GArray *figures)
{
    GArray *rows = g_array_new(FALSE, TRUE, sizeof(OrgActualRow));
    for (guint i = 0; i < figures->len; i++) {
        const OrgFigure *f = &g_array_index(figures, OrgFigure, i);
        OrgActualRow row = { f->metric, f->scope, f->source, f->month, f->value };
        g_array_append_val(rows, row);
    }
    return rows;
}

static void
print(OrgLang lang, const Counts *counts, const GArray *figures, gboolean refused)
{
    const OrgActualsImport *options = counts->options;
    if (options->csv) {
        g_autofree char *text = org_quality_csv(counts->diags);
        org_print_csv(text);
    } else if (options->json) {
        g_autoptr(OrgDict) dict = org_dict_new();
        g_autoptr(Org) none = org_new(dict, 0);
        g_autofree char *report = org_quality_json(none, counts->diags);
        json_t *whole = json_loads(report, 0, NULL);
        json_t *doc =
            json_pack("{s:i, s:i, s:i, s:i, s:b, s:O}", "figures", (int) figures->len, "new", (int) counts->added,
                      "same", (int) counts->same, "changed", (int) counts->changed, "stored",
                      !refused && !options->dry_run, "problems", json_object_get(whole, "problems"));
        org_stdout_json(doc);
        json_decref(doc);
        json_decref(whole);
    } else {
        org_report_problems(lang, counts->diags, options->quiet && !refused);
        if (!options->quiet)
            org_tell(_("%u figures: %u new, %u as stored, %u changed. %s\n"), figures->len, counts->added, counts->same,
                     counts->changed,
                     refused            ? _("Nothing was written.")
                     : options->dry_run ? _("Nothing was written (--dry-run).")
                                        : _("They are stored."));
    }
}

int
org_actuals_import(OrgLang lang, const OrgActualsImport *options)
{
    GError *error = NULL;
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GArray) figures = org_actuals_read(&options->source, diags);
    g_autoptr(OrgStore) store = NULL;
    Counts counts = { .options = options, .diags = diags };
    Stored stored = { g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) };
    gboolean there = options->into && g_file_test(options->into, G_FILE_TEST_EXISTS);
    gboolean writes = !options->dry_run && org_diags_count(diags, ORG_SEVERITY_ERROR) == 0, good = TRUE;

    if (there || writes) {
        store = org_store_open(options->into, writes ? ORG_STORE_WRITE : ORG_STORE_READ, &error);
        good = store && org_store_actuals(store, keep_one, &stored, &error);
    }
    compare(&counts, figures, &stored);
    if (good && there)
        check_scopes(store, figures, &counts);
    g_hash_table_unref(stored.values);
    g_hash_table_unref(stored.sources);
    gboolean refused = org_diags_count(diags, ORG_SEVERITY_ERROR) > 0;
    g_autoptr(GArray) rows = rows_of(figures);
    if (good && !refused && writes)
        good = org_store_put_actuals(store, (OrgActualRow *) (void *) rows->data, rows->len, &error);
    if (!good)
        return org_cli_fail_error(lang, 0, error);
    print(lang, &counts, figures, refused);
    return refused ? ORG_EXIT_INPUT : ORG_EXIT_DONE;
}
