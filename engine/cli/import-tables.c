// SPDX-License-Identifier: MIT
/* Tables of units, posts and people, or a workbook of them, to a snapshot. */
#include "import-options.h"
#include "../base/error.h"
#include "../base/input.h"
#include "../base/month.h"
#include "../print/report.h"
#include "../scenario/column-map.h"
#include "../store/store.h"
#include "../study/extract-diff.h"
#include "../study/mask.h"
#include "cli.h"
#include "import-quota.h"
#include <jansson.h>
#include <string.h>

/* Every file of every option, each read before any is looked at: a missing one is an error though another is there. */
static gboolean
read_files(OrgImportOptions *options, OrgImport *tables, GPtrArray *kept, GArray **more, GError **error)
{
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++) {
        more[t] = g_array_new(FALSE, TRUE, sizeof(OrgImportFile));
        for (guint i = 1; options->files[t] && options->files[t][0] && options->files[t][i]; i++) {
            char *sheet = NULL;
            GBytes *bytes = NULL;
            if (more[t]->len == 31) {
                org_error_set(error, ORG_FILE_ERROR, ORG_E_INVALID, "an option may name 32 files at most");
                return FALSE;
            }
            org_import_split_sheet(options->files[t][i], &sheet);
            if (sheet)
                g_ptr_array_add(kept, g_bytes_new_take(sheet, strlen(sheet) + 1));
            if (!org_import_read(options->files[t][i], &bytes, error))
                return FALSE;
            g_ptr_array_add(kept, bytes);
            OrgImportFile file = { options->files[t][i], bytes, sheet };
            g_array_append_val(more[t], file);
        }
        tables->more[t] = (const OrgImportFile *) (const void *) more[t]->data;
        tables->n_more[t] = more[t]->len;
    }
    return org_import_read(options->units, &tables->units_bytes, error) &&
           org_import_read(options->posts, &tables->posts_bytes, error) &&
           org_import_read(options->people, &tables->people_bytes, error) &&
           org_import_read(options->workbook, &tables->workbook_bytes, error) &&
           org_import_read(options->ranks, &tables->ranks_bytes, error);
}

/* A table of units that looks like a quota table is told so, and read as what it was called. */
static void
hint_at_quota(const OrgImportOptions *options, const OrgImport *tables, OrgDiags *diags)
{
    const OrgQuotaSource source = { .path = options->units,
                                    .bytes = tables->units_bytes,
                                    .sheet = options->sheets[0],
                                    .date = ORG_UNKNOWN,
                                    .encoding = tables->encoding,
                                    .delimiter = tables->delimiter };

    gboolean alone = options->units && !options->posts && !options->people && !options->workbook && !options->map;
    if (alone && org_quota_sniff(&source))
        org_diags_add(diags, ORG_SEVERITY_NOTE, "quota-hint", options->units, 0, 0,
                      "this looks like a quota table; --quota reads it as one");
}

static int
import(OrgLang lang, const OrgImportOptions *options, OrgImport *tables)
{
    GError *error = NULL;
    gboolean refused;
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgIntakeReport) report = org_intake_report_new();

    tables->report = report;
    hint_at_quota(options, tables, diags);
    g_autoptr(Org) org = org_import_csv_report(tables, dict, diags, &refused, &error);
    if (!org) {
        org_report_problems(lang, diags, options->json);
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    }
    return org_import_finish(lang, options, org, diags, report, refused);
}

/* The mapping file of --map; NULL and *status when it is wrong. */
static OrgColumnMap *
read_map(OrgLang lang, const OrgImportOptions *options, int *status)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(OrgDiags) diags = org_diags_new();

    if (!org_import_read(options->map, &bytes, &error)) {
        *status = org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
        return NULL;
    }
    OrgColumnMap *map = org_column_map_read(options->map, bytes, diags);
    org_report_problems(lang, diags, map && options->quiet);
    if (!map)
        *status = org_cli_fail(lang, ORG_EXIT_INPUT, "the mapping file %s was not understood", options->map);
    return map;
}

/* A quota table: as --quota says, or a workbook given alone that is one. FALSE: no such thing. A table of units is never
 * turned into one. */
static gboolean
try_quota(OrgLang lang, OrgImportOptions *options, const OrgImport *tables, int *status)
{
    char *path = options->quota ? options->quota : options->workbook;
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL;

    if (!path || options->staff || !org_import_names_date(options))
        return FALSE;
    OrgImportQuota import = { .into = options->into,
                              .snapshot = options->snapshot,
                              .changes_from = options->changes_from,
                              .actuals = options->actuals_to,
                              .replace = options->replace,
                              .dry_run = options->dry_run,
                              .json = options->json,
                              .csv = options->csv,
                              .quiet = options->quiet,
                              .found = !options->quota };
    if (options->quota)
        org_import_split_sheet(options->quota, &options->sheets[3]);
    if (!org_import_read(path, &bytes, &error)) {
        *status = org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
        return TRUE;
    }
    import.source = (OrgQuotaSource){ .path = path,
                                      .bytes = bytes,
                                      .sheet = options->sheets[3],
                                      .date = options->date ? options->month : ORG_UNKNOWN,
                                      .lenient = options->lenient,
                                      .encoding = tables->encoding,
                                      .delimiter = tables->delimiter,
                                      .map = tables->map };
    if (!options->quota && (options->map || !org_quota_sniff(&import.source)))
        return FALSE;
    *status = org_cli_import_quota(lang, &import);
    return TRUE;
}

/* The first file of each option is the table's own; the others stand beside it. */
static void
take_first_files(OrgImportOptions *options)
{
    char **const first[] = { NULL, &options->units, &options->posts, &options->people };

    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        if (options->files[t] && options->files[t][0])
            org_import_split_sheet(*first[t], &options->sheets[t - 1]);
}

int
org_import_tables(OrgLang lang, OrgImportOptions *options)
{
    GError *error = NULL;
    int status = ORG_EXIT_DONE;
    g_autoptr(OrgColumnMap) map = options->map ? read_map(lang, options, &status) : NULL;
    if (options->map && !map)
        return status;
    take_first_files(options);
    if (options->staff)
        return org_import_staff(lang, options, map);
    OrgImport tables = { .units = options->units,
                         .posts = options->posts,
                         .people = options->people,
                         .date = options->month,
                         .lenient = options->lenient,
                         .encoding = options->encoding ? org_import_encoding(options->encoding) : NULL,
                         .delimiter = (char) org_import_delimiter(options),
                         .map = map,
                         .units_sheet = options->sheets[0],
                         .posts_sheet = options->sheets[1],
                         .people_sheet = options->sheets[2],
                         .workbook = options->workbook,
                         .dates = options->dates,
                         .vietnamese = options->vietnamese,
                         .ranks = options->ranks };
    if (try_quota(lang, options, &tables, &status))
        return status;
    if (!options->dry_run && !options->date)
        return org_cli_fail(lang, ORG_EXIT_USAGE,
                            "--date is missing: the month that the tables describe, such as 2021-01");
    g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func((GDestroyNotify) g_bytes_unref);
    GArray *more[4] = { NULL };
    if (!read_files(options, &tables, kept, more, &error))
        status = org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    else
        status = import(lang, options, &tables);
    for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
        g_clear_pointer(&more[t], g_array_unref);
    g_clear_pointer(&tables.units_bytes, g_bytes_unref);
    g_clear_pointer(&tables.posts_bytes, g_bytes_unref);
    g_clear_pointer(&tables.people_bytes, g_bytes_unref);
    g_clear_pointer(&tables.workbook_bytes, g_bytes_unref);
    g_clear_pointer(&tables.ranks_bytes, g_bytes_unref);
    return status;
}
