// SPDX-License-Identifier: MIT
/* orgsim import: tables to a snapshot. All problems are told at once; with an error nothing is written. */
#include "../base/printer.h"
#include "../exchange/exchange.h"
#include "../base/error.h"
#include "../base/input.h"
#include "../base/month.h"
#include "../po/lang.h"
#include "../scenario/column-map.h"
#include "../store/store.h"
#include "actuals.h"
#include "cli.h"
#include "../study/extract-diff.h"
#include "import-quota.h"
#include "../study/mask.h"
#include "../print/report.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    char *changes_from, *actuals, *actuals_to, *quota;
    char *units, *posts, *people, *into, *snapshot, *date, *encoding, *delimiter, *map, *workbook, *template,
        *mask_text;
    char *sheets[4]; /* of units, posts, people, quota, where the option named one */
    gboolean lenient, replace, dry_run, json, csv, quiet;
    OrgMonth month;
    guint mask; /* of what is printed; the snapshot is stored whole */
} Options;

static void
options_clear(Options *options)
{
    g_free(options->changes_from);
    g_free(options->mask_text);
    g_free(options->units);
    g_free(options->posts);
    g_free(options->people);
    g_free(options->into);
    g_free(options->snapshot);
    g_free(options->date);
    g_free(options->encoding);
    g_free(options->delimiter);
    g_free(options->map);
    g_free(options->workbook);
    g_free(options->template);
    g_free(options->actuals);
    g_free(options->actuals_to);
    g_free(options->quota);
    for (guint i = 0; i < G_N_ELEMENTS(options->sheets); i++)
        g_free(options->sheets[i]);
}

/* The separator named: one sign, or "tab". 0: not given; -1: none that could be one. */
static int
delimiter_of(const Options *options)
{
    const char *given = options->delimiter;

    if (!given)
        return 0;
    if (g_ascii_strcasecmp(given, "tab") == 0 || strcmp(given, "\\t") == 0)
        return '\t';
    return strlen(given) == 1 && !g_ascii_isalnum(*given) && !strchr("\"\r\n", *given) ? *given : -1;
}

/* A quota table may say itself which year it is about. */
static gboolean
may_be_quota(const Options *options)
{
    return options->quota || (!options->posts && !options->people && !(options->units && options->workbook));
}

/* What is wrong with the options: a sentence, or NULL. */
static const char *
wrong_usage(Options *options)
{
    if (options->template)
        return options->units || options->posts || options->people || options->workbook || options->into ||
                       options->quota
                   ? N_("--template writes a blank workbook and goes with --lang alone")
                   : NULL;
    if (options->actuals &&
        (options->units || options->posts || options->people || options->workbook || options->date || options->quota))
        return "--actuals imports reported figures and goes with --into, --replace and --dry-run alone";
    if (options->quota && (options->units || options->posts || options->people || options->workbook))
        return "--quota is a table of units and posts in one; it goes without --units, --posts, --people, --workbook";
    if (!options->actuals && !options->units && !options->posts && !options->workbook && !options->quota)
        return "--units is missing: the table of units (or --posts alone, when it names the units; or --workbook; or "
               "--quota, for a quota table)";
    if (options->actuals_to && !options->quota)
        return "--actuals-to writes the totals of a quota table and goes with --quota";
    if (options->csv && (options->json || !options->dry_run))
        return "--csv goes with --dry-run, and not with --json";
    if (!options->dry_run && !options->into && !options->actuals_to)
        return "--into F.orgdb is missing (or --dry-run, to check without writing)";
    if (options->changes_from && !options->into)
        return "--changes-from names a snapshot of the file of --into, which is missing";
    if (options->into && !g_str_has_suffix(options->into, ".orgdb"))
        return "the file of --into must end in .orgdb";
    if (options->encoding && !org_import_encoding(options->encoding))
        return "--encoding is none of utf-8, utf-16le, utf-16be, windows-1252, windows-1258";
    if (delimiter_of(options) < 0)
        return "--delimiter must be one sign, such as ; or tab";
    if (!options->actuals && !options->dry_run && !options->date && !may_be_quota(options))
        return "--date is missing: the month that the tables describe, such as 2021-01";
    if (options->date && !org_month_parse(options->date, &options->month))
        return "--date is no month; write it as 2021-01";
    if (options->snapshot &&
        (!*options->snapshot || strchr(options->snapshot, ':') || g_str_has_prefix(options->snapshot, "run-")))
        return "--snapshot must be a name without a colon that does not begin with \"run-\"";
    if (!options->date) { /* only asked whether dates are plausible */
        g_autoptr(GDateTime) now = g_date_time_new_now_utc();
        options->month = ORG_MONTH(g_date_time_get_year(now), g_date_time_get_month(now));
    }
    return NULL;
}

static gboolean
read_table(const char *path, GBytes **bytes, GError **error)
{
    if (!path)
        return TRUE;
    g_autoptr(GError) why = NULL;
    *bytes = org_input_read(path, ORG_INPUT_TABLE, NULL, &why);
    if (!*bytes) {
        gboolean missing = g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT);
        g_autofree char *said = org_error_said(why);
        if (missing)
            org_error_set(error, ORG_FILE_ERROR, why->code, "%s is not there; check its name", path);
        else
            org_error_set(error, ORG_FILE_ERROR, why->code, "%s cannot be read: %s", path, said);
        return FALSE;
    }
    return TRUE;
}

/* "units.xlsx:Sheet1" is a sheet of a workbook, unless there is a file of that name. */
static void
split_sheet(char *path, char **sheet)
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
store(OrgLang lang, const Options *options, const Org *org, const char *repairs)
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
summarise(OrgLang lang, const Options *options, const Org *org, const OrgDiags *diags, gboolean refused)
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

static int
import(OrgLang lang, const Options *options, const OrgImport *tables)
{
    GError *error = NULL;
    gboolean refused;
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(Org) org = org_import_csv_report(tables, dict, diags, &refused, &error);

    g_autoptr(OrgNames) names = org_mask_names(org, options->mask);
    g_autofree char *repairs = org_report_repairs(diags); /* kept with the snapshot, whole */
    org_mask_diags(diags, options->mask, names);
    if (!org) {
        org_report_problems(lang, diags, options->json);
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    }
    json_t *changes = NULL; /* before anything is written: a name that is not there must not leave a snapshot behind */
    if (options->changes_from &&
        !(changes = org_extract_diff_stored(options->into, options->changes_from, org, &error)))
        return org_cli_fail_error(lang, 0, error);
    org_mask_changes(json_object_get(changes, "changes"), options->mask);
    if (options->json) {
        g_autofree char *text = org_quality_json(org, diags);
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

/* The mapping file of --map; NULL and *status when it is wrong. */
static OrgColumnMap *
read_map(OrgLang lang, const Options *options, int *status)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL;
    g_autoptr(OrgDiags) diags = org_diags_new();

    if (!read_table(options->map, &bytes, &error)) {
        *status = org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
        return NULL;
    }
    OrgColumnMap *map = org_column_map_read(options->map, bytes, diags);
    org_report_problems(lang, diags, map && options->quiet);
    if (!map)
        *status = org_cli_fail(lang, ORG_EXIT_INPUT, "the mapping file %s was not understood", options->map);
    return map;
}

/* --quota, or one file given alone as --units or --workbook that is a quota table. FALSE: no such thing. */
static gboolean
try_quota(OrgLang lang, Options *options, const OrgImport *tables, int *status)
{
    char *path = options->quota ? options->quota : options->units ? options->units : options->workbook;
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL;

    if (!may_be_quota(options))
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
        split_sheet(options->quota, &options->sheets[3]);
    if (!read_table(path, &bytes, &error)) {
        *status = org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
        return TRUE;
    }
    import.source = (OrgQuotaSource){ .path = path,
                                      .bytes = bytes,
                                      .sheet = options->quota ? options->sheets[3] : options->sheets[0],
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

static int
import_tables(OrgLang lang, Options *options)
{
    GError *error = NULL;
    int status = ORG_EXIT_DONE;
    g_autoptr(OrgColumnMap) map = options->map ? read_map(lang, options, &status) : NULL;
    if (options->map && !map)
        return status;
    split_sheet(options->units, &options->sheets[0]);
    split_sheet(options->posts, &options->sheets[1]);
    split_sheet(options->people, &options->sheets[2]);
    OrgImport tables = { .units = options->units,
                         .posts = options->posts,
                         .people = options->people,
                         .date = options->month,
                         .lenient = options->lenient,
                         .encoding = options->encoding ? org_import_encoding(options->encoding) : NULL,
                         .delimiter = (char) delimiter_of(options),
                         .map = map,
                         .units_sheet = options->sheets[0],
                         .posts_sheet = options->sheets[1],
                         .people_sheet = options->sheets[2],
                         .workbook = options->workbook };
    if (try_quota(lang, options, &tables, &status))
        return status;
    if (!options->dry_run && !options->date)
        return org_cli_fail(lang, ORG_EXIT_USAGE,
                            "--date is missing: the month that the tables describe, such as 2021-01");
    if (!read_table(options->units, &tables.units_bytes, &error) ||
        !read_table(options->posts, &tables.posts_bytes, &error) ||
        !read_table(options->people, &tables.people_bytes, &error) ||
        !read_table(options->workbook, &tables.workbook_bytes, &error))
        status = org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    else
        status = import(lang, options, &tables);
    g_clear_pointer(&tables.units_bytes, g_bytes_unref);
    g_clear_pointer(&tables.posts_bytes, g_bytes_unref);
    g_clear_pointer(&tables.people_bytes, g_bytes_unref);
    g_clear_pointer(&tables.workbook_bytes, g_bytes_unref);
    return status;
}

/* Reported figures; see actuals.h. */
static int
import_actuals(OrgLang lang, Options *options)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL;

    split_sheet(options->actuals, &options->sheets[0]);
    if (!read_table(options->actuals, &bytes, &error))
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    OrgActualsImport import = { options->actuals, bytes,         options->sheets[0], options->into, options->replace,
                                options->dry_run, options->json, options->csv,       options->quiet };
    return org_actuals_import(lang, &import);
}

static int
write_template(OrgLang lang, OrgLang files, const Options *options)
{
    GError *error = NULL;

    if (!org_template_xlsx(options->template, files == ORG_LANG_VI, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    if (!options->quiet)
        org_tell("%s\n", options->template);
    return ORG_EXIT_DONE;
}

static gboolean
parse(OrgLang lang, Options *options, int *argc, char ***argv, int *status)
{
    const GOptionEntry entries[] = {
        { "units", 0, 0, G_OPTION_ARG_FILENAME, &options->units,
          N_("Table of units: id,name,type,parent_id[,function]; CSV, XLSX or F.xlsx:SHEET"), "FILE" },
        { "posts", 0, 0, G_OPTION_ARG_FILENAME, &options->posts,
          N_("Table of posts: id,unit_id,title,rank,category,funding,coefficient,fte,assigned,filled,reports_to"),
          "FILE" },
        { "people", 0, 0, G_OPTION_ARG_FILENAME, &options->people,
          N_("Table of people: id,name,born,sex,hired,post_id,rating"), "FILE" },
        { "quota", 0, 0, G_OPTION_ARG_FILENAME, &options->quota,
          N_("Quota table as it is kept: titles, merged headers, outline numbers, totals, a column for each year, no "
             "ids; "
             "CSV, XLSX or F.xlsx:SHEET"),
          "FILE" },
        { "actuals-to", 0, 0, G_OPTION_ARG_FILENAME, &options->actuals_to,
          N_("Write the totals of a quota table by category and date, for --actuals or `actuals:` of a scenario"),
          "F.csv" },
        { "into", 0, 0, G_OPTION_ARG_FILENAME, &options->into, N_("Organisation file, made if it is not there"),
          "F.orgdb" },
        { "snapshot", 0, 0, G_OPTION_ARG_STRING, &options->snapshot, N_("Name of the snapshot (default: the date)"),
          "NAME" },
        { "date", 0, 0, G_OPTION_ARG_STRING, &options->date, N_("Month that the tables describe"), "2021-01" },
        { "workbook", 0, 0, G_OPTION_ARG_FILENAME, &options->workbook,
          N_("All tables in one: sheets named units, posts, people (Đơn vị, Biên chế, Nhân sự)"), "F.xlsx" },
        { "template", 0, 0, G_OPTION_ARG_FILENAME, &options->template,
          N_("Write a blank workbook with instructions to fill in, for --workbook"), "F.xlsx" },
        { "map", 0, 0, G_OPTION_ARG_FILENAME, &options->map,
          N_("What the tables' columns and values are called here (YAML)"), "map.yaml" },
        { "encoding", 0, 0, G_OPTION_ARG_STRING, &options->encoding,
          N_("Of the CSV files: utf-8, utf-16le, utf-16be, windows-1252, windows-1258 (default: found out)"), "NAME" },
        { "delimiter", 0, 0, G_OPTION_ARG_STRING, &options->delimiter,
          N_("Between the cells of the CSV files: , ; tab or another sign (default: found out)"), "SIGN" },
        { "actuals", 0, 0, G_OPTION_ARG_FILENAME, &options->actuals,
          N_("Reported figures instead: metric,month,value[,scope,source]; CSV, XLSX or F.xlsx:SHEET"), "FILE" },
        { "changes-from", 0, 0, G_OPTION_ARG_STRING, &options->changes_from,
          N_("List what is new, gone, moved, renamed or changed against this snapshot of the file"), "SNAPSHOT" },
        { "lenient", 0, 0, G_OPTION_ARG_NONE, &options->lenient,
          N_("Repair errors where that can be done, and list each repair"), NULL },
        { "replace", 0, 0, G_OPTION_ARG_NONE, &options->replace,
          N_("Put the snapshot in the place of another of that name"), NULL },
        { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry_run, N_("Report, write nothing"), NULL },
        ORG_MASK_OPTION(&options->mask_text),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print the data-quality report as JSON"), NULL },
        { "csv", 0, 0, G_OPTION_ARG_NONE, &options->csv, N_("With --dry-run: print the problems as CSV, one per row"),
          NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, N_("Print only errors"), NULL },
        { NULL },
    };
    return org_cli_options(lang, &org_cmd_import, entries, argc, argv, 0, 0, status);
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { .month = ORG_UNKNOWN };
    int status;

    if (parse(lang, &options, &argc, &argv, &status)) {
        GError *error = NULL;
        const char *wrong = wrong_usage(&options);
        if (!org_mask_parse(options.mask_text, &options.mask, &error))
            status = org_cli_fail_error(lang, 0, error);
        else if (wrong)
            status =
                org_cli_fail(lang, ORG_EXIT_USAGE, N_("%s\nUsage: orgsim import %s"), _(wrong), org_cmd_import.usage);
        else
            status = options.template  ? write_template(lang, speech->files, &options)
                     : options.actuals ? import_actuals(lang, &options)
                                       : import_tables(lang, &options);
    }
    options_clear(&options);
    return status;
}

const OrgCommand org_cmd_import = {
    .name = "import",
    .usage = "--units U.csv [--posts P.csv] [--people H.csv] [--map M.yaml] | --workbook F.xlsx | --quota F.xlsx "
             "--into F.orgdb "
             "--snapshot NAME --date 2021-01 [--lenient] "
             "| --dry-run; or --actuals A.csv --into F.orgdb; or --template F.xlsx [--lang vi]",
    .summary = "read tables into an organisation file",
    .examples =
        "orgsim import --units units.csv --posts posts.csv --into town.orgdb --snapshot town-2021 --date 2021-01\n"
        "orgsim import --units units.csv --posts posts.csv --people people.csv --dry-run --json\n"
        "orgsim import --units new.csv --into town.orgdb --snapshot town-2022 --date 2022-01 --changes-from town-2021\n"
        "orgsim import --workbook town.xlsx --into town.orgdb --snapshot town-2021 --date 2021-01\n"
        "orgsim import --quota quota.xlsx --dry-run\n"
        "orgsim import --quota quota.xlsx:2021 --into town.orgdb --snapshot town --actuals-to actuals.csv\n"
        "orgsim import --template blank.xlsx --lang vi\n"
        "orgsim import --actuals reported-2025.xlsx --into town.orgdb\n"
        "orgsim import --posts staff.xlsx:2024 --map map.yaml --into office.orgdb --date 2024-01\n"
        "orgsim import --units units.csv --into town.orgdb --snapshot as-is --date 2021-01 --lenient",
    .run = run,
};
