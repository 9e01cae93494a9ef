// SPDX-License-Identifier: MIT
/* orgsim doctor: what holds on this machine. */
#include "../base/printer.h"
#include "../study/ranks.h"
#include "../worker/worker.h"
#include "../base/message.h"
#include "../po/lang.h"
#include "cli.h"

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    const GOptionEntry entries[] = { { NULL } };
    int status;
    if (!org_cli_options(lang, &org_cmd_doctor, entries, &argc, &argv, 0, 0, &status))
        return status;
    OrgWorkerOptions options = { 0 };
    g_autoptr(GPtrArray) lines = org_worker_doctor(&options);
    org_print("orgsim %s\n", ORG_VERSION);
    for (guint i = 0; i < lines->len; i++) {
        g_autofree char *line = org_message_text(org_message_of(lines->pdata[i]), lang);
        org_print("%s\n", line);
    }
    g_autofree char *library = org_ranks_library();
    if (library)
        org_print(_("MPI: %s\n"), library);
    else
        org_print(_("MPI: not built in (meson option mpi)\n"));
    return ORG_EXIT_DONE;
}

const OrgCommand org_cmd_doctor = {
    .name = "doctor",
    .usage = "",
    .summary = "tell which sandbox is in force and which plugins are found",
    .examples = "orgsim doctor",
    .run = run,
};
