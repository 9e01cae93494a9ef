// SPDX-License-Identifier: MIT
/* orgsim show: a run again, as it was printed, with plan against actual. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "actuals.h"
#include "cli.h"
#include "../print/run-out.h"
#include "../study/mask.h"
#include "../study/place.h"

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    gboolean json = FALSE, quiet = FALSE, actuals = FALSE;
    g_autofree char *mask_text = NULL;
    guint mask;
    const GOptionEntry entries[] = {
        { "actuals", 0, 0, G_OPTION_ARG_NONE, &actuals, N_("Show the reported figures that the file holds"), NULL },
        ORG_MASK_OPTION(&mask_text),
        { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet,
          N_("Print nothing; the exit status says whether the run is there"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_show, entries, &argc, &argv, 1, 1, &status))
        return status;
    GError *error = NULL;
    g_auto(OrgPlaceName) name = { 0 };
    if (!org_mask_parse(mask_text, &mask, &error) || !org_place_parse(argv[1], &name, &error))
        return org_cli_fail_error(lang, 0, error);
    g_autoptr(OrgStore) store = org_store_open(name.path, ORG_STORE_READ, &error);
    if (store)
        org_place_find_run(&name, store, TRUE);
    if (store && name.snapshot)
        return org_cli_fail(
            lang, ORG_EXIT_INPUT,
            "\"%s\" is no run; expected F.orgdb:run-N, or F.orgdb for the newest run (orgsim runs %s lists them)",
            argv[1], name.path);
    if (store && actuals)
        return org_actuals_show(lang, store, json);
    OrgRunInfo *info = store ? org_store_run(store, name.run, &error) : NULL;
    if (!info)
        return org_cli_fail_error(lang, 0, error);
    g_autoptr(OrgStoredRun) stored = org_stored_run(store, info, &error);
    g_autoptr(OrgNames) names = org_mask_run_names(store, info, mask);
    if (stored)
        org_mask_stored(stored, mask, names);
    if (stored && json) {
        json_t *doc = org_run_json(stored, NULL);
        org_stdout_json(doc);
        json_decref(doc);
    } else if (stored && !quiet) {
        g_autoptr(GString) text = g_string_new(NULL);
        org_run_text(lang, stored, text);
        org_print_text(text->str);
    }
    org_run_info_free(info);
    return error ? org_cli_fail_error(lang, 0, error) : ORG_EXIT_DONE;
}

const OrgCommand org_cmd_show = {
    .name = "show",
    .usage = "RUN [options]",
    .summary = "show a stored run: targets, totals, steps, findings",
    .examples = "orgsim show hanoi-2025.orgdb:run-1\norgsim show hanoi-2025.orgdb --json      (the newest run)\n"
                "orgsim show town.orgdb --actuals\n"
                "orgsim show hanoi-2025.orgdb:run-1 --mask pay",
    .run = run,
};
