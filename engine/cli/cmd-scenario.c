// SPDX-License-Identifier: MIT
/* orgsim scenario new | schema | json: a scenario to begin with, the format for editors, one as JSON. */
#include "../base/printer.h"
#include "../worker/worker.h"
#include "../base/error.h"
#include "../po/lang.h"
#include "../scenario/catalogue.h"
#include "../scenario/plan.h"
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
        org_print("%s\n", (const char *) made->pdata[i]);
    org_tell(_("Run it: orgsim run %s%s\n"), stem, ending);
    return ORG_EXIT_DONE;
}

static int
schema(OrgLang lang)
{
    GError *error = NULL;
    OrgWorkerOptions options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&options, &error);
    if (!worker)
        return org_cli_fail_error(lang, 0, error);
    g_autofree char *text = org_scenario_schema(org_worker_catalogue(worker));
    org_print_json(text);
    org_print("\n");
    return ORG_EXIT_DONE;
}

/* Without plugins, for nothing is checked. */
static int
json(OrgLang lang, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path), *file = g_path_get_basename(path);
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autofree char *tree = org_scenario_tree(file, org_bundle_new(folder), diags);
    if (!tree) {
        g_autoptr(GString) text = g_string_new(NULL);
        org_diags_print(lang, diags, ORG_SEVERITY_ERROR, 50, text);
        org_tell_text(text->str);
        return ORG_EXIT_INPUT;
    }
    org_print_json(tree);
    org_print("\n");
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
    if (!strcmp(argv[1], "json") && argc == 3)
        return json(lang, argv[2]);
    return org_cli_fail(lang, ORG_EXIT_USAGE,
                        "expected: orgsim scenario new NAME, orgsim scenario schema, or orgsim scenario json FILE");
}

const OrgCommand org_cmd_scenario = {
    .name = "scenario",
    .usage = "new NAME | schema | json FILE",
    .summary =
        "write a scenario to begin with (and an example organisation), the JSON Schema of the format for editors, or a "
        "scenario as JSON",
    .examples = "orgsim scenario new my-plan.yaml\norgsim scenario schema > orgsim.schema.json\n"
                "orgsim scenario json my-plan.yaml",
    .run = run,
};
