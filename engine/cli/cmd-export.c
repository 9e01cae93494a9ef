// SPDX-License-Identifier: MIT
/* orgsim export: a snapshot, or a run and the organisation at its end, as CSV, XLSX or JSON. */
#include "../base/printer.h"
#include "../base/output.h"
#include "../po/lang.h"
#include "../exchange/exchange.h"
#include "../print/appendix.h"
#include "cli.h"
#include "../print/export-json.h"
#include "../study/export-orgdb.h"
#include "../study/open.h"
#include "../print/targets-sheet.h"
#include "../print/vacancies-sheet.h"
#include <jansson.h>
#include <string.h>

typedef struct {
    char *format, *output, *mask;
    gboolean all, appendix, json, quiet;
} Options;

static void
tell(const Options *options, char **paths)
{
    if (options->json) {
        json_t *document = json_object(), *list = json_array();
        for (guint i = 0; paths[i]; i++)
            json_array_append_new(list, json_string(paths[i]));
        json_object_set_new(document, "outputs", list);
        org_stdout_json(document);
        json_decref(document);
    } else if (!options->quiet) {
        for (guint i = 0; paths[i]; i++)
            org_tell("%s\n", paths[i]);
    }
}

static int
export_csv(OrgLang lang, const Options *options, const OrgOpened *opened)
{
    GError *error = NULL;

    if (!org_export_csv(opened->end ? opened->end : opened->start, opened->end ? opened->start : NULL, options->output,
                        options->all, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    g_autofree char *crosswalk = g_build_filename(options->output, "crosswalk.csv", NULL);
    g_autofree char *units = g_build_filename(options->output, "units.csv", NULL);
    g_autofree char *posts = g_build_filename(options->output, "posts.csv", NULL);
    g_autofree char *people = g_build_filename(options->output, "people.csv", NULL);
    g_autofree char *package = g_build_filename(options->output, "datapackage.json", NULL);
    char *paths[] = { units, posts, people, package, opened->end ? crosswalk : NULL, NULL };
    tell(options, paths);
    return ORG_EXIT_DONE;
}

static int
export_xlsx(OrgLang lang, OrgLang files, const Options *options, OrgOpened *opened)
{
    GError *error = NULL;
    OrgSheetOut extra[2];
    guint n = 0;

    gboolean read = org_vacancies_sheet(opened, files, &extra[n], &error);
    n += read && extra[n].rows;
    gboolean told = read && (!opened->info || org_targets_sheet(opened, &extra[n], &error));
    n += told && opened->info;
    gboolean done = told && org_export_xlsx(opened->end ? opened->end : opened->start, options->output, options->all,
                                            extra, n, &error);
    for (guint i = 0; i < n; i++)
        g_ptr_array_unref(extra[i].rows);
    if (!told)
        return org_cli_fail_error(lang, 0, error);
    if (!done)
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    char *paths[] = { options->output, NULL };
    tell(options, paths);
    return ORG_EXIT_DONE;
}

static int
export_json(OrgLang lang, const Options *options, const OrgOpened *opened)
{
    GError *error = NULL;
    g_autofree char *text = org_export_json(opened, options->all, &error);

    if (!text)
        return org_cli_fail_error(lang, 0, error);
    if (!options->output) {
        org_print_json(text);
        return ORG_EXIT_DONE;
    }
    if (!org_output_write(options->output, ORG_OUTPUT_JSON, text, -1, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    char *paths[] = { options->output, NULL };
    tell(options, paths);
    return ORG_EXIT_DONE;
}

static int
export_appendix(OrgLang lang, const Options *options, OrgOpened *opened)
{
    GError *error = NULL;
    gboolean xlsx = strcmp(options->format, "xlsx") == 0;
    g_autoptr(GString) text = xlsx ? NULL : org_appendix_csv(opened, &error);

    if (xlsx ? !org_appendix_book(opened, options->output, &error) : !text)
        return org_cli_fail_error(lang, 0, error);
    if (text && !org_output_write(options->output, ORG_OUTPUT_TEXT, text->str, (gssize) text->len, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    char *paths[] = { options->output, NULL };
    tell(options, paths);
    return ORG_EXIT_DONE;
}

static int
export_file(OrgLang lang, const Options *options, const OrgOpened *opened, gboolean rows)
{
    GError *error = NULL;

    if (!(rows ? org_export_sqlite : org_export_orgdb)(opened, options->output, &error))
        return org_cli_fail_error(lang, 0, error);
    char *paths[] = { options->output, NULL };
    tell(options, paths);
    return ORG_EXIT_DONE;
}

static int export(OrgLang lang, OrgLang files, const Options *options, const char *place)
{
    GError *error = NULL;
    gboolean csv = strcmp(options->format, "csv") == 0, xlsx = strcmp(options->format, "xlsx") == 0,
             orgdb = strcmp(options->format, "orgdb") == 0, sqlite = strcmp(options->format, "sqlite") == 0;

    if (!csv && !xlsx && !orgdb && !sqlite && strcmp(options->format, "json") != 0)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "\"%s\" is no format; expected csv, xlsx, json, orgdb or sqlite",
                            options->format);
    if (options->appendix && ((!csv && !xlsx) || !options->output))
        return org_cli_fail(lang, ORG_EXIT_USAGE,
                            "--appendix is written to a file: -o appendix.xlsx or -o appendix.csv");
    if (orgdb && !options->output)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "-o is missing: the new file for the copy, such as masked.orgdb");
    if (sqlite && !options->output)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "-o is missing: the new file of rows, such as town.sqlite");
    if (csv && !options->output)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "-o is missing: the folder for units.csv, posts.csv and people.csv");
    if (xlsx && !options->output)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "-o is missing: the workbook, as in -o town.xlsx");
    g_auto(OrgOpened) opened = { 0 };
    /* Rows are copied as they are; a mask makes the organisation anew. */
    /* Whoever wants more of a run than its end has its acts done again. */
    gboolean done = options->appendix || xlsx || (sqlite && !options->mask)
                        ? org_place_look(place, FALSE, options->mask, &opened, &error)
                        : org_place_open_masked(place, FALSE, options->mask, &opened, &error);
    if (!done)
        return org_cli_fail_error(lang, 0, error);
    if (options->appendix)
        return export_appendix(lang, options, &opened);
    if (orgdb || sqlite)
        return export_file(lang, options, &opened, sqlite);
    if (csv)
        return export_csv(lang, options, &opened);
    return xlsx ? export_xlsx(lang, files, options, &opened) : export_json(lang, options, &opened);
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format,
          N_("csv (a folder of tables), xlsx (a workbook), json (one document), orgdb (a new file with this "
             "organisation only) or sqlite (a new file with ordinary rows, for any tool; with --mask the organisation "
             "only)"),
          "FORMAT" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
          N_("Folder for csv; file for xlsx, orgdb, sqlite and json (json's default: standard output)"), "PATH" },
        { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_("Closed units and posts and people who left as well"),
          NULL },
        { "appendix", 0, 0, G_OPTION_ARG_NONE, &options.appendix,
          N_("Of a run: posts of each unit, year by year, with the steps behind them, as a CSV file or a workbook"),
          NULL },
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print the paths written as a JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Do not print the paths written"), NULL },
        { NULL },
    };
    int status;

    if (org_cli_options(lang, &org_cmd_export, entries, &argc, &argv, 1, 1, &status)) {
        if (!options.format)
            options.format = g_strdup(options.json && !options.output                               ? "json"
                                      : options.output && g_str_has_suffix(options.output, ".xlsx") ? "xlsx"
                                                                                                    : "csv");
        status = export(lang, speech->files, &options, argv[1]);
    }
    g_free(options.format);
    g_free(options.output);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_export = {
    .name = "export",
    .usage = "PLACE --format csv|xlsx|json|orgdb|sqlite [-o PATH] [--all | --appendix] [--mask LIST]",
    .summary = "write a snapshot, or a run and its end, as CSV, XLSX or JSON",
    .examples = "orgsim export town.orgdb:town-2021 --format csv -o tables\n"
                "orgsim export hanoi-2025.orgdb:run-1 --format xlsx -o run.xlsx\n"
                "orgsim export hanoi-2025.orgdb:run-1 --format json -o run.json\n"
                "orgsim export hanoi-2025.orgdb:run-1 --format sqlite -o run.sqlite\n"
                "orgsim export hanoi-2025.orgdb:run-1 --format csv --all -o after\n"
                "orgsim export hanoi-2025.orgdb:run-1 --appendix -o appendix.xlsx\n"
                "orgsim export town.orgdb:town-2021 --format orgdb --mask names,pay,born -o masked.orgdb",
    .run = run,
};
