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
#include "import-options.h"
#include "../study/mask.h"
#include "../print/report.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void
options_clear(OrgImportOptions *options)
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
    g_free(options->staff);
    g_free(options->root);
    g_free(options->dates);
    g_free(options->ranks);
    for (guint t = 0; t < G_N_ELEMENTS(options->files); t++)
        g_strfreev(options->files[t]);
    for (guint i = 0; i < G_N_ELEMENTS(options->sheets); i++)
        g_free(options->sheets[i]);
}

/* What is wrong with the options: a sentence, or NULL. */
static const char *
wrong_usage(OrgImportOptions *options)
{
    if (options->template)
        return options->units || options->posts || options->people || options->workbook || options->into ||
                       options->quota
                   ? N_("--template writes a blank workbook and goes with --lang alone")
                   : NULL;
    if (options->actuals &&
        (options->units || options->posts || options->people || options->workbook || options->date || options->quota))
        return "--actuals imports reported figures and goes with --into, --replace, --dry-run and --dates alone";
    if (options->quota && (options->units || options->posts || options->people || options->workbook))
        return "--quota is a table of units and posts in one; it goes without --units, --posts, --people, --workbook";
    if (options->staff &&
        (options->posts || options->people || options->workbook || options->quota || options->actuals))
        return "--staff is a list of posts and people in one; it goes with --units, or without, and with no other "
               "table";
    if (options->root && (!options->staff || options->units))
        return "--root names one unit above those of a staff list; it goes with --staff, and without --units";
    if (options->dates && g_ascii_strcasecmp(options->dates, "dmy") != 0 &&
        g_ascii_strcasecmp(options->dates, "mdy") != 0 && g_ascii_strcasecmp(options->dates, "ymd") != 0)
        return "--dates is none of dmy, mdy, ymd";
    if (!options->actuals && !options->units && !options->posts && !options->workbook && !options->quota &&
        !options->staff)
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
    if (org_import_delimiter(options) < 0)
        return "--delimiter must be one sign, such as ; or tab";
    if (!options->actuals && !options->dry_run && !options->date && !org_import_names_date(options))
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

/* Reported figures; see actuals.h. */
static int
import_actuals(OrgLang lang, OrgImportOptions *options)
{
    GError *error = NULL;
    g_autoptr(GBytes) bytes = NULL;

    org_import_split_sheet(options->actuals, &options->sheets[0]);
    if (!org_import_read(options->actuals, &bytes, &error))
        return org_cli_fail_error(lang, ORG_EXIT_INPUT, error);
    OrgActualsImport import = { { options->actuals, bytes, options->sheets[0], options->dates, options->vietnamese },
                                options->into,
                                options->replace,
                                options->dry_run,
                                options->json,
                                options->csv,
                                options->quiet };
    return org_actuals_import(lang, &import);
}

static int
write_template(OrgLang lang, OrgLang files, const OrgImportOptions *options)
{
    GError *error = NULL;

    if (!org_template_xlsx(options->template, files == ORG_LANG_VI, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    if (!options->quiet)
        org_tell("%s\n", options->template);
    return ORG_EXIT_DONE;
}

static gboolean
parse(OrgLang lang, OrgImportOptions *options, int *argc, char ***argv, int *status)
{
    const GOptionEntry entries[] = {
        { "units", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files[ORG_UNITS],
          N_("Table of units: id,name,type,parent_id[,function]; CSV, XLSX or F.xlsx:SHEET"), "FILE" },
        { "posts", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files[ORG_POSTS],
          N_("Table of posts: id,unit_id,title,rank,category,funding,coefficient,fte,assigned,filled,reports_to"),
          "FILE" },
        { "people", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->files[ORG_PEOPLE],
          N_("Table of people: id,name,born,sex,hired,post_id,rating"), "FILE" },
        { "staff", 0, 0, G_OPTION_ARG_FILENAME, &options->staff,
          N_("Staff list, one row a person or post, as it is kept or exported: units and posts are made of it; CSV, "
             "XLSX or "
             "F.xlsx:SHEET"),
          "FILE" },
        { "root", 0, 0, G_OPTION_ARG_STRING, &options->root, N_("With --staff: one unit of this name above all others"),
          "NAME" },
        { "dates", 0, 0, G_OPTION_ARG_STRING, &options->dates,
          N_("How dates are written where the tables do not tell: dmy, mdy, ymd"), "ORDER" },
        { "ranks", 0, 0, G_OPTION_ARG_FILENAME, &options->ranks,
          N_("What ranks titles mean: CSV pattern,rank, before the table that comes with orgsim"), "FILE" },
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
    OrgImportOptions options = { .month = ORG_UNKNOWN, .vietnamese = speech->files == ORG_LANG_VI };
    int status;

    if (parse(lang, &options, &argc, &argv, &status)) {
        GError *error = NULL;
        char **const first[] = { NULL, &options.units, &options.posts, &options.people };
        for (guint t = ORG_UNITS; t <= ORG_PEOPLE; t++)
            *first[t] = options.files[t] ? g_strdup(options.files[t][0]) : NULL;
        const char *wrong = wrong_usage(&options);
        if (!org_mask_parse(options.mask_text, &options.mask, &error))
            status = org_cli_fail_error(lang, 0, error);
        else if (wrong)
            status =
                org_cli_fail(lang, ORG_EXIT_USAGE, N_("%s\nUsage: orgsim import %s"), _(wrong), org_cmd_import.usage);
        else
            status = options.template  ? write_template(lang, speech->files, &options)
                     : options.actuals ? import_actuals(lang, &options)
                                       : org_import_tables(lang, &options);
    }
    options_clear(&options);
    return status;
}

const OrgCommand org_cmd_import = {
    .name = "import",
    .usage = "--units U.csv [--posts P.csv] [--people H.csv] [--map M.yaml] | --workbook F.xlsx | --staff F.csv | "
             "--quota F.xlsx "
             "--into F.orgdb "
             "--snapshot NAME --date 2021-01 [--lenient] "
             "| --dry-run; or --actuals A.csv --into F.orgdb; or --template F.xlsx [--lang vi]",
    .summary = "read tables into an organisation file",
    .examples =
        "orgsim import --units units.csv --posts posts.csv --into town.orgdb --snapshot town-2021 --date 2021-01\n"
        "orgsim import --units units.csv --posts posts.csv --people people.csv --dry-run --json\n"
        "orgsim import --units new.csv --into town.orgdb --snapshot town-2022 --date 2022-01 --changes-from town-2021\n"
        "orgsim import --workbook town.xlsx --into town.orgdb --snapshot town-2021 --date 2021-01\n"
        "orgsim import --staff staff.xlsx --root \"Town hall\" --into town.orgdb --date 2021-01\n"
        "orgsim import --staff hr.csv --map map.yaml --dry-run --json\n"
        "orgsim import --quota quota.xlsx --dry-run\n"
        "orgsim import --quota quota.xlsx:2021 --into town.orgdb --snapshot town --actuals-to actuals.csv\n"
        "orgsim import --template blank.xlsx --lang vi\n"
        "orgsim import --actuals reported-2025.xlsx --into town.orgdb\n"
        "orgsim import --posts staff.xlsx:2024 --map map.yaml --into office.orgdb --date 2024-01\n"
        "orgsim import --units units.csv --into town.orgdb --snapshot as-is --date 2021-01 --lenient",
    .run = run,
};
