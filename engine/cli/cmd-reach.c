// SPDX-License-Identifier: MIT
/* orgsim reach: what would meet a target that a run misses. */
#include "../base/printer.h"
#include "../print/assumed.h"
#include "../print/reach.h"
#include "../study/mask.h"
#include "cli.h"

static int
reach(OrgLang lang, const OrgReachWish *wish, guint mask, gboolean as_json)
{
    GError *error = NULL;
    g_autoptr(OrgSession) session = org_session_new(NULL);
    g_autoptr(OrgReach) found = org_reach(session, wish, &error);
    if (!found)
        return org_cli_fail_error(lang, 0, error);
    org_reach_mask(found, mask);
    if (as_json) {
        json_t *doc = org_reach_json(found);
        org_stdout_json(doc);
        json_decref(doc);
        return ORG_EXIT_DONE;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_reach_text(lang, found, text);
    org_print_text(text->str);
    return ORG_EXIT_DONE;
}

static int
assumptions(OrgLang lang, const char *place, guint mask, gboolean as_json)
{
    GError *error = NULL;
    g_autoptr(OrgSession) session = org_session_new(NULL);
    g_autoptr(OrgAssumedAll) found = org_assumed_all(session, place, &error);
    if (!found)
        return org_cli_fail_error(lang, 0, error);
    org_assumed_mask(found, mask);
    if (as_json) {
        json_t *doc = org_assumed_json(found);
        org_stdout_json(doc);
        json_decref(doc);
        return ORG_EXIT_DONE;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_assumed_text(lang, found, text);
    org_print_text(text->str);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    gboolean as_json = FALSE, assumed = FALSE;
    gint reps = 1, runs = ORG_REACH_RUNS;
    guint mask;
    g_autofree char *mask_text = NULL;
    GError *error = NULL;
    const GOptionEntry entries[] = {
        { "reps", 0, 0, G_OPTION_ARG_INT, &reps, N_("Run each way N times more: how often it meets the target (1)"),
          "N" },
        { "runs", 0, 0, G_OPTION_ARG_INT, &runs, N_("Make at most N runs to look for ways (600)"), "N" },
        { "assumptions", 0, 0, G_OPTION_ARG_NONE, &assumed,
          N_("Instead: each assumption at its low and its high, alone; which verdicts that changes"), NULL },
        ORG_MASK_OPTION(&mask_text),
        { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print one JSON document"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_reach, entries, &argc, &argv, 1, -1, &status))
        return status;
    if (reps < 1 || reps > 100000)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--reps wants a number from 1 to 100000, not %d", reps);
    if (runs < 1 || runs > 1000000)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--runs wants a number from 1 to 1000000, not %d", runs);
    if (assumed && argc > 2)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--assumptions looks at all targets; name none");
    if (!org_mask_parse(mask_text, &mask, &error))
        return org_cli_fail_error(lang, ORG_EXIT_USAGE, error);
    if (assumed)
        return assumptions(lang, argv[1], mask, as_json);
    const OrgReachWish wish = { argv[1], (const char *const *) argv + 2, (guint) reps, (guint) runs };
    return reach(lang, &wish, mask, as_json);
}

const OrgCommand org_cmd_reach = {
    .name = "reach",
    .usage = "RUN [TARGET…] [options]",
    .summary = "find what would meet a target that a run misses: each amount, percentage and month of a step, alone",
    .examples = "orgsim reach hanoi-2025.orgdb:run-1\n"
                "orgsim reach small-town.orgdb:run-1 units --reps 200 --json\n"
                "orgsim reach --assumptions hanoi-2025.orgdb:run-1",
    .run = run,
};
