// SPDX-License-Identifier: MIT
/* orgsim check: what is odd or wrong in an organisation, or in a scenario with all that it names. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../base/error.h"
#include "cli.h"
#include "../study/load.h"
#include "../study/open.h"
#include "../print/report.h"
#include <string.h>

typedef struct {
    char *newer, *mask, **allow;
    gboolean json, csv, quiet;
} Options;

static int
report(OrgLang lang, const Options *options, const Org *org, const OrgDiags *diags)
{
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(Org) none = org_new(dict, 0); /* a scenario may be wrong before there is any organisation */

    if (options->json) {
        g_autofree char *text = org_quality_json(org ? org : none, diags);
        org_print_json(text);
    } else if (options->csv) {
        g_autofree char *text = org_quality_csv(diags);
        org_print_csv(text);
    } else if (!options->quiet) {
        g_autofree char *counts = org_report_counts(lang, diags), *totals = org ? org_report_totals(lang, org) : NULL;
        g_autoptr(GString) text = g_string_new(NULL);
        org_diags_print(lang, diags, ORG_SEVERITY_NOTE, 1000, text);
        org_print_text(text->str);
        if (totals)
            org_print("%s\n", totals);
        org_print("%s\n", counts);
    }
    return org_diags_count(diags, ORG_SEVERITY_ERROR) ? ORG_EXIT_CHECK : ORG_EXIT_DONE;
}

static int
check_place(OrgLang lang, const char *place, const Options *options)
{
    GError *error = NULL, *broken = NULL;
    g_auto(OrgOpened) opened = { 0 };

    if (!org_place_open_masked(place, FALSE, options->mask, &opened, &error))
        return org_cli_fail_error(lang, 0, error);
    const Org *org = opened.end ? opened.end : opened.start;
    g_autoptr(OrgDiags) diags = org_diags_new();
    if (!org_check(org, &broken)) { /* a file that something else has written */
        g_autofree char *said = org_error_said(broken);
        org_diags_add(diags, ORG_SEVERITY_ERROR, "broken", NULL, 0, 0, "%s", said);
        g_error_free(broken);
    }
    org_quality(org, diags);
    org_mask_diags(diags, opened.mask, opened.names);
    return report(lang, options, org, diags);
}

static int
check_scenario(OrgLang lang, const char *path, const Options *options)
{
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return org_cli_fail(lang, ORG_EXIT_INPUT, "there is no file %s; check its name and the folder you are in",
                            path);
    GError *error = NULL;
    guint mask;
    const OrgSessionOptions how = { .allow = (const char *const *) options->allow };
    g_autoptr(OrgSession) session = org_session_new(&how);
    g_auto(OrgLoaded) loaded = { 0 };
    if (!org_mask_parse(options->mask, &mask, &error))
        return org_cli_fail_error(lang, 0, error);

    if (!org_load(session, path, options->newer, &loaded, &error) &&
        org_diags_count(loaded.diags, ORG_SEVERITY_ERROR) == 0)
        return org_cli_fail_error(lang, 0, error);
    g_clear_error(&error); /* says only that there are errors, which the report lists */
    g_autofree OrgMessage *blamed = org_load_blames_plugin(&loaded);
    if (blamed) {
        g_autofree char *said = org_message_text(blamed, lang);
        return org_cli_fail(lang, ORG_EXIT_PLUGIN, "%s", said);
    }
    g_autoptr(OrgNames) names = org_mask_names(loaded.org, mask);
    org_mask_diags(loaded.diags, mask, names);
    return report(lang, options, loaded.org, loaded.diags);
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "organisation", 0, 0, G_OPTION_ARG_FILENAME, &options.newer,
          N_("Hold the scenario against this newer extract instead of its own organisation"), "F.orgdb:SNAPSHOT" },
        ORG_ALLOW_OPTION(&options.allow),
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print the report as one JSON document"), NULL },
        { "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, N_("Print the problems as CSV, one per row"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet,
          N_("Print nothing; the exit status is 1 when there are errors"), NULL },
        { NULL },
    };
    int status;

    if (!org_cli_options(lang, &org_cmd_check, entries, &argc, &argv, 1, 1, &status))
        return status;
    gboolean scenario = g_str_has_suffix(argv[1], ".yaml") || g_str_has_suffix(argv[1], ".yml");
    if (options.json && options.csv)
        status = org_cli_fail(lang, ORG_EXIT_USAGE, "--json and --csv are two forms of one report; name one");
    else if (options.newer && !scenario)
        status = org_cli_fail(lang, ORG_EXIT_USAGE, "--organisation goes with a scenario, which is held against it");
    else if (!org_cli_allow(lang, options.allow))
        status = ORG_EXIT_USAGE;
    else
        status = scenario ? check_scenario(lang, argv[1], &options) : check_place(lang, argv[1], &options);
    g_free(options.newer);
    g_free(options.mask);
    g_strfreev(options.allow);
    return status;
}

const OrgCommand org_cmd_check = {
    .name = "check",
    .usage = "PLACE | SCENARIO.yaml [options]",
    .summary = "report what is wrong or odd in an organisation or a scenario",
    .examples = "orgsim check town.orgdb:town-2021\norgsim check hanoi-2025.orgdb:run-1 --json\n"
                "orgsim check town.orgdb --csv > problems.csv\n"
                "orgsim check plan.yaml --organisation town.orgdb:town-2026\norgsim check "
                "scenarios/hanoi-2025/scenario.yaml",
    .run = run,
};
