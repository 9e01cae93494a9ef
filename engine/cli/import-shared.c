// SPDX-License-Identifier: MIT
/* What all imports have in common: files read, reports printed, snapshots stored. */
#include "import-options.h"
#include "../base/error.h"
#include "../base/input.h"
#include "../base/month.h"
#include "../base/printer.h"
#include "../print/report.h"
#include "../store/store.h"
#include "../study/extract-diff.h"
#include "../study/mask.h"
#include "cli.h"
#include <jansson.h>
#include <string.h>

int
org_import_delimiter(const OrgImportOptions *options)
{
    const char *given = options->delimiter;

    if (!given)
        return 0;
    if (g_ascii_strcasecmp(given, "tab") == 0 || strcmp(given, "\\t") == 0)
        return '\t';
    return strlen(given) == 1 && !g_ascii_isalnum(*given) && !strchr("\"\r\n", *given) ? *given : -1;
}

gboolean
org_import_names_date(const OrgImportOptions *options)
{
    return options->quota || options->staff ||
           (!options->posts && !options->people && !(options->units && options->workbook));
}

gboolean
org_import_read(const char *path, GBytes **bytes, GError **error)
{
    if (!path)
        return TRUE;
    g_autoptr(GError) why = NULL;
    *bytes = org_input_read(path, ORG_INPUT_TABLE, NULL, &why);
    if (!*bytes) {
        gboolean missing = !g_file_test(path, G_FILE_TEST_EXISTS);
        g_autofree char *said = org_error_said(why);
        if (missing)
            org_error_set(error, ORG_FILE_ERROR, why->code, "%s: no such file", path);
        else
            org_error_set(error, ORG_FILE_ERROR, why->code, "%s cannot be read: %s", path, said);
        return FALSE;
    }
    return TRUE;
}

void
org_import_split_sheet(char *path, char **sheet)
{
    char *colon = path ? strrchr(path, ':') : NULL;

    if (!colon || g_file_test(path, G_FILE_TEST_EXISTS))
        return;
    g_autofree char *file = g_strndup(path, (gsize) (colon - path));
    if (!g_file_test(file, G_FILE_TEST_EXISTS))
        return;
    *sheet = g_strdup(colon + 1);
    *colon = '\0';
}

static int
store(OrgLang lang, const OrgImportOptions *options, const Org *org, const char *repairs)
{
    GError *error = NULL;
    g_autofree char *hash = org_hash(org);
    const char *name = options->snapshot ? options->snapshot : options->date;
    g_autoptr(OrgStore) file = org_store_open(options->into, ORG_STORE_WRITE, &error);

    if (!file || !org_store_put(file, name, org, hash, repairs, options->replace, &error))
        return org_cli_fail_error(lang, 0, error);
    if (!options->json && !options->quiet)
        org_print("%s:%s\n", options->into, name);
    return ORG_EXIT_DONE;
}

static void
summarise(OrgLang lang, const OrgImportOptions *options, const Org *org, const OrgDiags *diags, gboolean refused)
{
    g_autofree char *counts = org_report_counts(lang, diags), *totals = org_report_totals(lang, org);

    if (options->quiet)
        return;
    org_tell("%s\n", totals);
    org_tell("%s\n", counts);
    if (refused && !options->lenient)
        org_tell(_("Nothing was written. Correct the tables, or let --lenient repair what it can and say how.\n"));
    else if (refused)
        org_tell(_("Nothing was written.\n"));
    else if (options->dry_run)
        org_tell(_("Nothing was written (--dry-run).\n"));
}

int
org_import_finish(OrgLang lang, const OrgImportOptions *options, Org *org, OrgDiags *diags, OrgIntakeReport *report,
                  gboolean refused)
{
    GError *error = NULL;
    g_autoptr(OrgNames) names = org_mask_names(org, options->mask);
    g_autofree char *repairs = org_report_repairs(diags); /* kept with the snapshot, whole */
    org_mask_diags(diags, options->mask, names);
    if (options->mask)
        org_intake_report_mask(report);
    json_t *changes = NULL; /* before anything is written: a name that is not there must not leave a snapshot behind */
    if (options->changes_from &&
        !(changes = org_extract_diff_stored(options->into, options->changes_from, org, &error)))
        return org_cli_fail_error(lang, 0, error);
    org_mask_changes(json_object_get(changes, "changes"), options->mask);
    if (options->json) {
        g_autofree char *text = org_quality_json_of(org, diags, report);
        g_autofree char *all = changes ? org_extract_diff_add(text, changes) : NULL;
        org_print_json(all ? all : text);
    } else if (options->csv) {
        g_autofree char *text = org_quality_csv(diags);
        org_print_csv(text);
    } else {
        org_report_problems(lang, diags, options->quiet && !refused);
        summarise(lang, options, org, diags, refused);
    }
    int status = refused ? ORG_EXIT_INPUT : options->dry_run ? ORG_EXIT_DONE : store(lang, options, org, repairs);
    if (status == ORG_EXIT_DONE && changes && !options->json && !options->csv && !options->quiet) {
        g_autoptr(GString) list = g_string_new(NULL);
        org_extract_diff_text(lang, changes, options->changes_from, 60, list);
        org_print_text(list->str);
    }
    json_decref(changes);
    return status;
}
