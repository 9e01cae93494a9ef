// SPDX-License-Identifier: MIT
/* orgsim scenario new | schema: a scenario to begin with, and the format for editors. */
#include "../worker/worker.h"
#include "../base/error.h"
#include "../po/lang.h"
#include "../scenario/catalogue.h"
#include "cli.h"
#include "../study/starter.h"
#include <stdio.h>
#include <string.h>

static int
make(OrgLang lang, const char *name)
{
    gboolean short_ending = g_str_has_suffix(name, ".yml");
    const char *ending = short_ending ? ".yml" : ".yaml";
    g_autofree char *stem =
        g_str_has_suffix(name, ending) ? g_strndup(name, strlen(name) - strlen(ending)) : g_strdup(name);
    g_autofree char *base = g_path_get_basename(stem);
    if (!*base || strpbrk(base, " #:,{}[]\"'\\&*!|>%@`"))
        return org_cli_fail(lang, ORG_EXIT_USAGE, "\"%s\" is no name for a scenario; use letters, digits, - and _",
                            name);
    GError *error = NULL;
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    if (!org_starter_write(stem, ending, made, &error))
        return org_cli_fail_error(
            lang, g_error_matches(error, ORG_FILE_ERROR, G_FILE_ERROR_EXIST) ? ORG_EXIT_INPUT : ORG_EXIT_STORAGE,
            error);
    for (guint i = 0; i < made->len; i++)
        printf("%s\n", (const char *) made->pdata[i]);
    g_printerr(_("Run it: orgsim run %s%s\n"), stem, ending);
    return ORG_EXIT_DONE;
}

static int
schema(OrgLang lang)
{
    GError *error = NULL;
    OrgWorkerOptions options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&options, &error);
    if (!worker)
        return org_cli_fail_error(lang, ORG_EXIT_PLUGIN, error);
    g_autofree char *text = org_scenario_schema(org_worker_catalogue(worker));
    printf("%s\n", text);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    const GOptionEntry entries[] = { { NULL } };
    int status;
    if (!org_cli_options(lang, &org_cmd_scenario, entries, &argc, &argv, 1, 2, &status))
        return status;
    if (!strcmp(argv[1], "new") && argc == 3)
        return make(lang, argv[2]);
    if (!strcmp(argv[1], "schema") && argc == 2)
        return schema(lang);
    return org_cli_fail(lang, ORG_EXIT_USAGE, "expected: orgsim scenario new NAME, or orgsim scenario schema");
}

const OrgCommand org_cmd_scenario = {
    .name = "scenario",
    .usage = "new NAME | schema",
    .summary =
        "write a scenario to begin with (and an example organisation), or the JSON Schema of the format for editors",
    .examples = "orgsim scenario new my-plan.yaml\norgsim scenario schema > orgsim.schema.json",
    .run = run,
};
