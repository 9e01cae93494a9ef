// SPDX-License-Identifier: MIT
/* orgsim report: one HTML file of a run, or of up to ten side by side. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "cli.h"
#include "../study/compare.h"
#include "../study/draw.h"
#include "../study/mask.h"
#include <jansson.h>
#include <stdio.h>

typedef struct {
    char *output, *title, *mask;
    gboolean brief, reach, json, quiet;
    gint limit;
} Options;

static void
tell(const Options *options, const char *path)
{
    if (options->json) {
        json_t *doc = json_pack("{s:[s]}", "outputs", path);
        org_stdout_json(doc);
        json_decref(doc);
    } else if (!options->quiet)
        org_print("%s\n", path);
}

static int
report(OrgLang lang, OrgLang files, const Options *options, char **places, guint n)
{
    GError *error = NULL;
    if (!org_cli_output_limit(lang, options->limit))
        return ORG_EXIT_USAGE;
    if (options->brief && n > 1)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "a brief is of one run; compare them in a report, without --brief");
    OrgSessionOptions limits = { .worker.output_mb = (guint) options->limit };
    g_autoptr(OrgSession) session = org_session_new(&limits);
    const OrgPaper paper = { options->mask, options->title, files, options->output, options->reach };
    g_autofree char *path = options->brief ? org_draw_brief(session, places[0], &paper, &error)
                                           : org_draw_report(session, places, n, &paper, &error);
    if (!path)
        return org_cli_fail_error(lang, 0, error);
    tell(options, path);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("File to write (NAME-report.html here)"),
          "FILE" },
        { "title", 0, 0, G_OPTION_ARG_STRING, &options.title,
          N_("Title (the scenario's; of several runs their number)"), "TEXT" },
        { "brief", 0, 0, G_OPTION_ARG_NONE, &options.brief,
          N_("One page of A4 to forward, as pdf, svg or png (NAME-brief.pdf here)"), NULL },
        { "reach", 0, 0, G_OPTION_ARG_NONE, &options.reach,
          N_("Also what would meet the missed targets, and what each assumption turns: runs the plan up to 600 times"),
          NULL },
        ORG_OUTPUT_LIMIT_OPTION(&options.limit),
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Do not print the path"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_report, entries, &argc, &argv, 1, ORG_COMPARE_MOST, &status))
        status = report(lang, speech->files, &options, argv + 1, (guint) argc - 1);
    g_free(options.output);
    g_free(options.title);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_report = {
    .name = "report",
    .usage = "RUN [RUN…] [options]",
    .summary = "write one HTML file of a run, or of up to ten side by side; no names of people are in it",
    .examples = "orgsim report hanoi-2025.orgdb:run-1 -o report.html\n"
                "orgsim report hanoi-2025.orgdb:run-1 --brief --reach -o brief.pdf\n"
                "orgsim report hanoi-2025.orgdb:run-1 hanoi-2025.orgdb:run-2 --lang vi -o compare.html",
    .run = run,
};
