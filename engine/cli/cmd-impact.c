// SPDX-License-Identifier: MIT
/* orgsim impact: what a run means for each unit and each person, reconciled with its totals. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../base/error.h"
#include "cli.h"
#include "../print/impact-out.h"
#include "../study/open.h"
#include "../base/diag.h"
#include <stdio.h>

typedef struct {
    char *unit, *output, *mask, *format;
    gboolean all, csv, xlsx, json, quiet;
} Options;

static gboolean
find_unit(Org *org, const char *id, OrgRow *unit, GError **error)
{
    *unit = org_find(org, ORG_UNITS, id);
    if (*unit != ORG_NONE)
        return TRUE;
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (OrgRow i = 0; i < org->units.n; i++)
        g_ptr_array_add(ids, g_strdup(org_id(org, ORG_UNITS, i)));
    g_ptr_array_add(ids, NULL);
    const char *nearest = org_nearest(id, (const char *const *) ids->pdata);
    g_autofree char *hint = nearest ? org_said("; nearest: %s", nearest) : NULL;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "this run knows no unit \"%s\"%s", id, hint);
    return FALSE;
}

static int
write_out(OrgLang lang, const Options *options, const OrgImpactSelection *selection)
{
    GError *error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    if (options->csv && !org_impact_csv(selection, options->output, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    if (options->xlsx && !org_impact_xlsx(selection, options->output, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    if (options->json)
        org_impact_json(selection, out);
    else if (options->csv || options->xlsx)
        org_impact_reconcile(lang, selection, out);
    else
        org_impact_text(lang, selection, out);
    if (!options->quiet || options->json)
        options->json ? org_print_json(out->str) : org_print_text(out->str);
    return org_impact_reconcile(lang, selection, NULL)
               ? ORG_EXIT_DONE
               : org_cli_fail(lang, ORG_EXIT_CHECK, "the lists do not add up to the totals that the run stored");
}

/* A sentence, or NULL when the options go together. */
static const char *
wrong_usage(const Options *options)
{
    if (options->csv && options->xlsx)
        return "--csv and --xlsx are two forms of one output; name one";
    if (options->csv && !options->output)
        return "-o is missing: the folder for impact-units.csv and impact-people.csv";
    if (options->xlsx && !options->output)
        return "-o is missing: the workbook, as in -o impact.xlsx";
    if (options->output && !options->csv && !options->xlsx)
        return "-o is the folder for --csv or the workbook for --xlsx; both are missing";
    return NULL;
}

static int
impact(OrgLang lang, const Options *options, const char *place)
{
    GError *error = NULL;
    const char *wrong = wrong_usage(options);
    if (wrong)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "%s", wrong);
    g_auto(OrgOpened) run = { 0 };
    if (!org_place_look(place, TRUE, options->mask, &run, &error))
        return org_cli_fail_error(lang, 0, error);
    OrgImpactSelection selection = { .run = &run, .only = ORG_NONE, .all = options->all };
    g_autoptr(OrgImpact) lists = org_impact_new(&run, &error);
    if (!lists || (options->unit && !find_unit(run.end, options->unit, &selection.only, &error)))
        return org_cli_fail_error(lang, 0, error);
    selection.impact = lists;
    selection.items = json_loads(run.info->items_json ? run.info->items_json : "[]", 0, NULL);
    int status = write_out(lang, options, &selection);
    json_decref(selection.items);
    return status;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "unit", 'u', 0, G_OPTION_ARG_STRING, &options.unit, N_("Only this unit, those it took over, and its people"),
          "ID" },
        { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_("Text: what did not change as well, and every row"), NULL },
        { "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, N_("Write impact-units.csv and impact-people.csv"), NULL },
        { "xlsx", 0, 0, G_OPTION_ARG_NONE, &options.xlsx, N_("Write a workbook: totals, fates, units, people"), NULL },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
          N_("Folder for --csv, made if it is not there; file for --xlsx"), "PATH" },
        ORG_FORMAT_OPTION(&options.format),
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet,
          N_("Print no text; the exit status says whether the lists add up"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_impact, entries, &argc, &argv, 1, 1, &status))
        status = org_cli_form(lang, options.format, &options.csv, &options.xlsx, &options.json)
                     ? impact(lang, &options, argv[1])
                     : ORG_EXIT_USAGE;
    g_free(options.unit);
    g_free(options.output);
    g_free(options.format);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_impact = {
    .name = "impact",
    .usage = "RUN [--unit ID] [--all] [--csv -o DIR | --xlsx -o FILE] [options]",
    .summary = "list what a run means for each unit and person, reconciled with its totals",
    .examples = "orgsim impact hanoi-2025.orgdb:run-1\n"
                "orgsim impact small-town.orgdb:run-1 --unit finance\n"
                "orgsim impact hanoi-2025.orgdb:run-1 --xlsx -o impact.xlsx\n"
                "orgsim impact hanoi-2025.orgdb:run-1 --csv -o lists --mask names,pay",
    .run = run,
};
