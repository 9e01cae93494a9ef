// SPDX-License-Identifier: MIT
/* orgsim doctor: what holds on this machine. */
#include "../worker/worker.h"
#include "../po/lang.h"
#include "cli.h"
#include <stdio.h>

static int
run(int argc, char **argv)
{
    const GOptionEntry entries[] = { { NULL } };
    int status;
    if (!org_cli_options(&org_cmd_doctor, entries, &argc, &argv, 0, 0, &status))
        return status;
    OrgWorkerOptions options = { 0 };
    g_autofree char *text = org_worker_doctor(&options);
    g_autofree char *said = org_lang_say(text);
    printf("orgsim %s\n%s", ORG_VERSION, said);
    return ORG_EXIT_DONE;
}

const OrgCommand org_cmd_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "tell which sandbox is in force and which plugins are found",
    .examples = "orgsim doctor",
    .run = run,
};
