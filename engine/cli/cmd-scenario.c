// SPDX-License-Identifier: MIT
// orgsim scenario new | schema: a scenario to begin with, and the format for editors.
#include "../host/worker.h"
#include "../scenario/catalogue.h"
#include "cli.h"
#include <stdio.h>
#include <string.h>

static int
make(const char *name)
{
    g_autofree char *path = g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml")
                                ? g_strdup(name)
                                : g_strconcat(name, ".yaml", NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return org_cli_fail(ORG_EXIT_INPUT, "%s is already there; choose another name", path);
    GError *error = NULL;
    if (!g_file_set_contents(path, org_scenario_template(), -1, &error))
        return org_cli_fail_error(ORG_EXIT_STORAGE, error);
    printf("%s\n", path);
    return ORG_EXIT_DONE;
}

static int
schema(void)
{
    GError *error = NULL;
    OrgWorkerOptions options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&options, &error);
    if (!worker)
        return org_cli_fail_error(ORG_EXIT_PLUGIN, error);
    g_autofree char *text = org_scenario_schema(org_worker_catalogue(worker));
    printf("%s\n", text);
    return ORG_EXIT_DONE;
}

static int
run(int argc, char **argv)
{
    const GOptionEntry entries[] = { { NULL } };
    int status;
    if (!org_cli_options(&org_cmd_scenario, entries, &argc, &argv, 1, 2, &status))
        return status;
    if (!strcmp(argv[1], "new") && argc == 3)
        return make(argv[2]);
    if (!strcmp(argv[1], "schema") && argc == 2)
        return schema();
    return org_cli_fail(ORG_EXIT_USAGE, "expected: orgsim scenario new NAME, or orgsim scenario schema");
}

const OrgCommand org_cmd_scenario = {
    .name = "scenario",
    .usage = "new NAME | schema",
    .summary = "write a scenario to begin with, or the JSON Schema of the format for editors",
    .examples = "orgsim scenario new my-plan.yaml\norgsim scenario schema > orgsim.schema.json",
    .run = run,
};
