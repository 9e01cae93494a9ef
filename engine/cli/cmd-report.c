// SPDX-License-Identifier: MIT
// orgsim report: one HTML file of a run, or of up to ten side by side.
#include "../po/lang.h"
#include "cli.h"
#include "../study/compare.h"
#include "../study/draw.h"
#include "../study/mask.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    char *output, *title, *mask;
    gboolean json, quiet;
} Options;

static char *
path_of(const Options *options, const OrgOpened *first)
{
    if (options->output)
        return g_strdup(options->output);
    g_autofree char *file = g_path_get_basename(first->name.path);
    file[strlen(file) - strlen(".orgdb")] = 0;
    return g_strdup_printf("%s-report.html", file);
}

static void
tell(const Options *options, const char *path)
{
    if (options->json) {
        json_t *doc = json_pack("{s:[s]}", "outputs", path);
        json_dumpf(doc, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(doc);
    } else if (!options->quiet)
        printf("%s\n", path);
}

/* Names of people are taken out before anything else sees the run: a report is mailed further than its sender thinks. */
static int
report(const Options *options, char **places, guint n)
{
    OrgOpened opened[ORG_COMPARE_MOST] = { 0 };
    const OrgOpened *runs[ORG_COMPARE_MOST];
    GError *error = NULL;
    gboolean done = TRUE;
    g_autofree char *mask = options->mask ? g_strconcat("names,", options->mask, NULL) : g_strdup("names");
    for (guint i = 0; done && i < n; i++) {
        runs[i] = &opened[i];
        done = org_place_open_masked(places[i], TRUE, mask, &opened[i], &error);
    }
    g_autofree char *path = done ? path_of(options, &opened[0]) : NULL;
    done = done && org_draw_report(runs, n, options->title, path, &error);
    if (done)
        tell(options, path);
    for (guint i = 0; i < n; i++)
        org_opened_clear(&opened[i]);
    return done ? ORG_EXIT_DONE : org_cli_fail_error(0, error);
}

static int
run(int argc, char **argv)
{
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("File to write (NAME-report.html here)"),
          "FILE" },
        { "title", 0, 0, G_OPTION_ARG_STRING, &options.title,
          N_("Title (the scenario's; of several runs their number)"), "TEXT" },
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Do not print the path"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(&org_cmd_report, entries, &argc, &argv, 1, ORG_COMPARE_MOST, &status))
        status = report(&options, argv + 1, (guint) argc - 1);
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
                "orgsim report hanoi-2025.orgdb:run-1 hanoi-2025.orgdb:run-2 --lang vi -o compare.html",
    .run = run,
};
