// SPDX-License-Identifier: MIT
/* orgsim compare: two to ten runs or snapshots side by side. What doing nothing would have cost is run where a file does not
 * keep it yet, and kept. */
#include "../base/printer.h"
#include "../base/output.h"
#include "../po/lang.h"
#include "cli.h"
#include "../print/compare-out.h"
#include "../study/open.h"
#include <stdio.h>

typedef struct {
    gboolean all, csv, xlsx, json, quiet;
    char *output, *mask, *format;
} Options;

static int
write_out(OrgLang lang, const Options *options, const OrgComparison *comparison, OrgMonth month)
{
    GError *error = NULL;
    if (options->xlsx)
        return org_compare_xlsx(comparison, options->output, month, &error)
                   ? ORG_EXIT_DONE
                   : org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    g_autoptr(GString) out = g_string_new(NULL);
    if (options->json) {
        json_t *doc = org_compare_json(comparison);
        char *text = json_dumps(doc, JSON_INDENT(2));
        g_string_printf(out, "%s\n", text);
        free(text);
        json_decref(doc);
    } else if (options->csv)
        org_compare_csv(comparison, out);
    else
        org_compare_text(lang, comparison, options->all, out);
    if (options->output)
        return org_output_write(options->output, options->json ? ORG_OUTPUT_JSON : ORG_OUTPUT_TEXT, out->str,
                                (gssize) out->len, &error)
                   ? ORG_EXIT_DONE
                   : org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    if (options->json)
        org_print_json(out->str);
    else if (options->csv)
        org_print_csv(out->str);
    else if (!options->quiet)
        org_print_text(out->str);
    return ORG_EXIT_DONE;
}

static int
compare(OrgLang lang, const Options *options, char **places, guint n)
{
    OrgCompared columns[ORG_COMPARE_MOST] = { 0 };
    GError *error = NULL;
    gboolean done = TRUE;
    g_autoptr(OrgSession) session = org_session_new(NULL);
    if (options->csv + options->json + options->xlsx > 1)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--csv, --xlsx and --json are forms of one output; name one");
    if (options->xlsx && !options->output)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "-o is missing: the workbook, as in -o compare.xlsx");
    for (guint c = 0; done && c < n; c++) {
        columns[c].place = places[c];
        done = org_place_look(places[c], FALSE, options->mask, &columns[c].opened, &error);
    }
    OrgComparison *comparison = done ? org_compare(session, columns, n, &error) : NULL;
    int status = comparison ? write_out(lang, options, comparison, columns[0].opened.start->month)
                            : org_cli_fail_error(lang, 0, error);
    org_comparison_free(comparison);
    for (guint c = 0; c < n; c++)
        org_opened_clear(&columns[c].opened);
    return status;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_("Text: every unit that fares differently"), NULL },
        { "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, N_("Print CSV: section, key, then a column for each place"),
          NULL },
        { "xlsx", 0, 0, G_OPTION_ARG_NONE, &options.xlsx, N_("Write a workbook with a sheet for each table"), NULL },
        ORG_FORMAT_OPTION(&options.format),
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Write to a file (default: standard output)"),
          "FILE" },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet,
          N_("Print no text; the exit status says that all is there"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_compare, entries, &argc, &argv, 2, ORG_COMPARE_MOST, &status))
        status = org_cli_form(lang, options.format, &options.csv, &options.xlsx, &options.json)
                     ? compare(lang, &options, argv + 1, (guint) argc - 1)
                     : ORG_EXIT_USAGE;
    g_free(options.output);
    g_free(options.format);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_compare = {
    .name = "compare",
    .usage = "PLACE PLACE… [options]",
    .summary = "set two to ten runs or snapshots side by side; the first is the base",
    .examples = "orgsim compare plan-merge.orgdb:run-1 plan-attrition.orgdb:run-1\n"
                "orgsim compare town.orgdb:town-2021 small-town.orgdb:run-1\n"
                "orgsim compare hanoi-2025.orgdb:run-1 hanoi-2025.orgdb:run-2 --csv -o compare.csv\n"
                "orgsim compare hanoi-2025.orgdb:run-1 hanoi-2025.orgdb:run-2 --xlsx -o compare.xlsx",
    .run = run,
};
