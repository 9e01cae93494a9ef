// SPDX-License-Identifier: MIT
/* orgsim sweep run | list | show | compare | export: a scenario at many values of its parameters. */
#include "../base/output.h"
#include "../base/printer.h"
#include "../print/sweep.h"
#include "cli.h"
#include "session.h"
#include <string.h>

typedef struct {
    char *into, *output, *mask, *of, **allow;
    gint jobs;
    gint64 most, seed;
    gboolean json, quiet;
} Options;

static void
tell(OrgLang lang, const OrgDiags *diags, OrgSeverity severity)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_diags_print(lang, diags, severity, 50, text);
    org_tell_text(text->str);
}

static void
put(OrgLang lang, const Options *options, const OrgSwept *swept)
{
    for (guint i = 0; i < swept->silent->len; i++)
        org_tell(_("orgsim: no point measured %s\n"), (const char *) swept->silent->pdata[i]);
    if (options->json) {
        json_t *doc = org_swept_json(swept);
        org_stdout_json(doc);
        json_decref(doc);
    } else if (options->quiet) {
        org_print("%s\n", swept->place);
    } else {
        g_autoptr(GString) text = g_string_new(NULL);
        org_swept_text(lang, swept, text);
        org_print_text(text->str);
    }
}

static int
run_sweep(OrgLang lang, const char *file, const Options *options)
{
    GError *error = NULL;
    OrgCliProgress progress = { 0 };
    guint64 seed = (guint64) options->seed;
    const OrgSessionOptions session = { .allow = (const char *const *) options->allow,
                                        .progress = org_cli_progress,
                                        .data = &progress };
    const OrgSweepOptions how = { .file = file,
                                  .into = options->into,
                                  .jobs = (guint) options->jobs,
                                  .most = (guint64) options->most,
                                  .seed = options->seed >= 0 ? &seed : NULL };
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgSession *heeding = org_cli_session_new(&session);
    org_cli_progress_begin(&progress, lang, !options->quiet);
    g_autoptr(OrgSwept) swept = org_sweep_run(heeding, &how, diags, &error);
    org_cli_progress_end(&progress);
    org_cli_session_free(heeding);
    tell(lang, diags, swept && options->quiet ? ORG_SEVERITY_ERROR : ORG_SEVERITY_WARNING);
    if (!swept)
        return error ? org_cli_fail_error(lang, 0, error) : ORG_EXIT_INPUT;
    put(lang, options, swept);
    return swept->failed ? ORG_EXIT_PLUGIN : ORG_EXIT_DONE;
}

static int
list(OrgLang lang, const char *path, const Options *options)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) sweeps = org_sweep_list(path, &error);
    if (!sweeps)
        return org_cli_fail_error(lang, 0, error);
    if (options->json) {
        json_t *doc = org_sweep_list_json(sweeps, path);
        org_stdout_json(doc);
        json_decref(doc);
        return ORG_EXIT_DONE;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_sweep_list_text(lang, sweeps, path, text);
    org_print_text(text->str);
    return ORG_EXIT_DONE;
}

static int
show(OrgLang lang, const char *place, const Options *options)
{
    GError *error = NULL;
    g_autoptr(OrgSweepTable) table = org_sweep_table_read(place, options->mask, &error);
    if (!table)
        return org_cli_fail_error(lang, 0, error);
    if (options->json) {
        json_t *doc = org_sweep_json(table);
        org_stdout_json(doc);
        json_decref(doc);
        return ORG_EXIT_DONE;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    const OrgSweepFigures *only = options->of ? org_sweep_table_outcome(table, options->of, &error) : NULL;
    if (options->of && !only)
        return org_cli_fail_error(lang, 0, error);
    org_sweep_text(lang, table, text);
    org_sweep_effects_text(lang, table, only, text);
    org_print_text(text->str);
    return ORG_EXIT_DONE;
}

static int
compare(OrgLang lang, char **places, const Options *options)
{
    GError *error = NULL;
    g_autoptr(OrgSweepTable) one = org_sweep_table_read(places[0], options->mask, &error);
    g_autoptr(OrgSweepTable) other = one ? org_sweep_table_read(places[1], options->mask, &error) : NULL;
    g_autoptr(OrgSweepComparison) found = other ? org_sweep_compare(one, other, &error) : NULL;
    if (!found)
        return org_cli_fail_error(lang, 0, error);
    if (options->json) {
        json_t *doc = org_sweep_comparison_json(found, one, other);
        org_stdout_json(doc);
        json_decref(doc);
        return ORG_EXIT_DONE;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_sweep_comparison_text(lang, found, one, other, text);
    org_print_text(text->str);
    return ORG_EXIT_DONE;
}

static int export(OrgLang lang, const char *place, const Options *options)
{
    GError *error = NULL;
    g_autoptr(OrgSweepTable) table = org_sweep_table_read(place, options->mask, &error);
    if (!table)
        return org_cli_fail_error(lang, 0, error);
    g_autoptr(GString) rows = g_string_new(NULL);
    org_sweep_csv(table, rows);
    if (!options->output)
        org_print_csv(rows->str);
    else if (!org_output_write(options->output, ORG_OUTPUT_TEXT, rows->str, (gssize) rows->len, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    return ORG_EXIT_DONE;
}

static int
act(OrgLang lang, int argc, char **argv, const Options *options)
{
    if (!strcmp(argv[1], "run") && argc == 3)
        return run_sweep(lang, argv[2], options);
    if (!strcmp(argv[1], "list") && argc == 3)
        return list(lang, argv[2], options);
    if (!strcmp(argv[1], "show") && argc == 3)
        return show(lang, argv[2], options);
    if (!strcmp(argv[1], "compare") && argc == 4)
        return compare(lang, argv + 2, options);
    if (!strcmp(argv[1], "export") && argc == 3)
        return export(lang, argv[2], options);
    return org_cli_fail(lang, ORG_EXIT_USAGE,
                        "expected: orgsim sweep run SWEEP.yaml, orgsim sweep list F.orgdb, orgsim sweep show SWEEP, "
                        "orgsim sweep compare SWEEP SWEEP, or orgsim sweep export SWEEP");
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { .jobs = 1, .seed = -1, .most = ORG_SWEEP_RUNS };
    const GOptionEntry entries[] = {
        { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into,
          N_("run: store the points in this file (NAME.orgdb here)"), "F.orgdb" },
        { "jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs,
          N_("run: processes that share the points out (1); the result is the same"), "N" },
        { "most", 0, 0, G_OPTION_ARG_INT64, &options.most,
          N_("run: points times replications that it may have (1000000)"), "N" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
          N_("run: seed of all chance (the sweep's, else the scenario's)"), "N" },
        ORG_ALLOW_OPTION(&options.allow),
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
          N_("export: write to a file (default: standard output)"), "F.csv" },
        { "of", 0, 0, G_OPTION_ARG_STRING, &options.of, N_("show: what the parameters do to this outcome alone"),
          "OUTCOME" },
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("run: print only the sweep's name"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_sweep, entries, &argc, &argv, 2, 3, &status)) {
        if (options.jobs < 1 || options.jobs > (gint) ORG_MOST_JOBS)
            status = org_cli_fail(lang, ORG_EXIT_USAGE, "--jobs wants a number from 1 to %u, not %d", ORG_MOST_JOBS,
                                  options.jobs);
        else if (options.most < 1)
            status = org_cli_fail(lang, ORG_EXIT_USAGE, "--most wants a number above 0");
        else
            status = act(lang, argc, argv, &options);
    }
    g_strfreev(options.allow);
    g_free(options.into);
    g_free(options.of);
    g_free(options.output);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_sweep = {
    .name = "sweep",
    .usage = "run SWEEP.yaml | list F.orgdb | show SWEEP | compare SWEEP SWEEP | export SWEEP [options]",
    .summary = "run a scenario at many values of its parameters, and show what they do; one that was ended goes on "
               "where it was",
    .examples = "orgsim sweep run sweep.yaml --jobs 4\n"
                "orgsim sweep show small-town.orgdb:sweep-1\n"
                "orgsim sweep compare small-town.orgdb:cuts small-town.orgdb:late-cuts\n"
                "orgsim sweep export small-town.orgdb -o sweep.csv\n"
                "duckdb -c \"copy (from 'sweep.csv') to 'sweep.parquet'\"",
    .run = run,
};
