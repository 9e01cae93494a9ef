// SPDX-License-Identifier: MIT
/* orgsim sweep run | list | show | compare | export: a scenario at many values of its parameters. */
#include "../base/output.h"
#include "../base/printer.h"
#include "../print/sweep.h"
#include "../study/ranks.h"
#include "../study/sweep-draw.h"
#include "cli.h"
#include "session.h"
#include <string.h>

#define UNSAID G_MININT /* --jobs */

typedef struct {
    char *into, *output, *mask, *of, *by, *view, *format, *title, *page, *dpi, *theme, **allow;
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
run_one(OrgLang lang, const char *file, const Options *options)
{
    GError *error = NULL;
    OrgCliProgress progress = { 0 };
    guint64 seed = (guint64) options->seed;
    /* One of several ranks has the cores that mpirun left it. */
    guint cores = org_ranks_count() > 1 ? MIN(g_get_num_processors(), ORG_MOST_JOBS) : 1;
    guint jobs = options->jobs == UNSAID ? cores : (guint) options->jobs;
    const OrgSessionOptions session = { .allow = (const char *const *) options->allow,
                                        .progress = org_cli_progress,
                                        .data = &progress };
    const OrgSweepOptions how = { .file = file,
                                  .into = options->into,
                                  .jobs = jobs,
                                  .most = (guint64) options->most,
                                  .seed = options->seed >= 0 ? &seed : NULL };
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgSession *heeding = org_cli_session_new(&session);
    org_cli_progress_begin(&progress, lang, !options->quiet && org_ranks_self() == 0);
    g_autoptr(OrgSwept) swept = org_sweep_run(heeding, &how, diags, &error);
    org_cli_progress_end(&progress);
    org_cli_session_free(heeding);
    if (swept && swept->elsewhere)
        return ORG_EXIT_DONE;
    tell(lang, diags, swept && options->quiet ? ORG_SEVERITY_ERROR : ORG_SEVERITY_WARNING);
    if (!swept)
        return error ? org_cli_fail_error(lang, 0, error) : ORG_EXIT_INPUT;
    put(lang, options, swept);
    return swept->failed ? ORG_EXIT_PLUGIN : ORG_EXIT_DONE;
}

static int
run_sweep(OrgLang lang, const char *file, const Options *options)
{
    GError *error = NULL;
    if (!org_ranks_begin(&error))
        return org_cli_fail_error(lang, ORG_EXIT_USAGE, error);
    int status = run_one(lang, file, options);
    org_ranks_end();
    return status;
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
    g_autoptr(OrgSweepTable) table = org_sweep_table_read(place, options->mask, FALSE, &error);
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
    g_autoptr(OrgSweepTable) one = org_sweep_table_read(places[0], options->mask, TRUE, &error);
    g_autoptr(OrgSweepTable) other = one ? org_sweep_table_read(places[1], options->mask, TRUE, &error) : NULL;
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
    g_autoptr(OrgSweepTable) table = org_sweep_table_read(place, options->mask, FALSE, &error);
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

/* What comes before an ending of a picture; NULL: there is none, and the view is the name. */
static char *
base_of(const Options *options, const char *view)
{
    static const char *const known[] = { ".svg", ".pdf", ".png", ".dot", ".pptx", NULL };
    const char *ending = options->output ? strrchr(options->output, '.') : NULL;
    if (!options->output)
        return g_strconcat("sweep-", view, NULL);
    return ending && g_strv_contains(known, ending) ? g_strndup(options->output, (gsize) (ending - options->output))
                                                    : g_strdup(options->output);
}

/* The format asked for, else that of -o, else SVG. */
static const char *
format_of(const Options *options)
{
    const char *ending = options->output ? strrchr(options->output, '.') : NULL;
    static const char *const known[] = { ".svg", ".pdf", ".png", ".dot", ".pptx", NULL };
    if (options->format)
        return options->format;
    return ending && g_strv_contains(known, ending) ? ending + 1 : "svg";
}

static int
draw(const OrgSpeech *speech, const char *place, const Options *options)
{
    OrgLang lang = speech->screen;
    GError *error = NULL;
    const char *view = options->view ? options->view : options->by ? "heat" : "tornado";
    g_auto(GStrv) by = g_strsplit(options->by ? options->by : "", ",", 2);
    if (!options->of)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--of is missing: the outcome that is drawn; sweep show lists them");
    if (strcmp(view, "tornado") && strcmp(view, "heat"))
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--view wants tornado or heat, not \"%s\"", view);
    if (!strcmp(view, "heat") && (!by[0] || !by[1] || !*by[0] || !*by[1]))
        return org_cli_fail(lang, ORG_EXIT_USAGE, "--by wants two parameters, X,Y");
    g_autoptr(OrgSweepTable) table = org_sweep_table_read(place, options->mask, FALSE, &error);
    if (!table)
        return org_cli_fail_error(lang, 0, error);
    const OrgSweepChart wanted = { view,
                                   options->of,
                                   by[0],
                                   by[0] ? by[1] : NULL,
                                   { .format = format_of(options),
                                     .title = options->title,
                                     .page = options->page,
                                     .dpi = options->dpi,
                                     .theme = options->theme,
                                     .lang = speech->files } };
    g_autofree char *base = base_of(options, view);
    g_autoptr(OrgSession) session = org_session_new(NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    if (!org_sweep_draw(session, table, &wanted, base, paths, &error))
        return org_cli_fail_error(lang, 0, error);
    for (guint i = 0; i < paths->len && !options->quiet; i++)
        org_print("%s\n", (const char *) paths->pdata[i]);
    return ORG_EXIT_DONE;
}

static int
act(const OrgSpeech *speech, int argc, char **argv, const Options *options)
{
    OrgLang lang = speech->screen;
    if (!strcmp(argv[1], "run") && argc == 3)
        return run_sweep(lang, argv[2], options);
    if (!strcmp(argv[1], "schema") && argc == 2) {
        g_autofree char *text = org_sweep_schema();
        org_print_json(text);
        return ORG_EXIT_DONE;
    }
    if (!strcmp(argv[1], "list") && argc == 3)
        return list(lang, argv[2], options);
    if (!strcmp(argv[1], "show") && argc == 3)
        return show(lang, argv[2], options);
    if (!strcmp(argv[1], "compare") && argc == 4)
        return compare(lang, argv + 2, options);
    if (!strcmp(argv[1], "export") && argc == 3)
        return export(lang, argv[2], options);
    if (!strcmp(argv[1], "chart") && argc == 3)
        return draw(speech, argv[2], options);
    return org_cli_fail(lang, ORG_EXIT_USAGE,
                        "expected: orgsim sweep run SWEEP.yaml, orgsim sweep list F.orgdb, orgsim sweep show SWEEP, "
                        "orgsim sweep compare SWEEP SWEEP, orgsim sweep export SWEEP, orgsim sweep chart SWEEP, or "
                        "orgsim sweep schema");
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { .jobs = UNSAID, .seed = -1, .most = ORG_SWEEP_RUNS };
    const GOptionEntry entries[] = {
        { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into,
          N_("run: store the points in this file (NAME.orgdb here)"), "F.orgdb" },
        { "jobs", 'j', 0, G_OPTION_ARG_INT, &options.jobs,
          N_("run: processes that share the points out (1; under mpirun one a core); the result is the same"), "N" },
        { "most", 0, 0, G_OPTION_ARG_INT64, &options.most,
          N_("run: points times replications that it may have (1000000)"), "N" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed,
          N_("run: seed of all chance (the sweep's, else the scenario's)"), "N" },
        ORG_ALLOW_OPTION(&options.allow),
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
          N_("export, chart: write to this file (export: standard output)"), "FILE" },
        { "of", 0, 0, G_OPTION_ARG_STRING, &options.of, N_("show, chart: what the parameters do to this outcome alone"),
          "OUTCOME" },
        { "by", 0, 0, G_OPTION_ARG_STRING, &options.by,
          N_("chart: a heat map of the outcome over these two parameters"), "X,Y" },
        { "view", 0, 0, G_OPTION_ARG_STRING, &options.view, N_("chart: tornado, or heat, which --by stands for"),
          "VIEW" },
        { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format,
          N_("chart: svg, pdf, png, dot, pptx, separated by commas"), "LIST" },
        { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, N_("chart: its title (what it found)"), "TEXT" },
        { "page", 0, 0, G_OPTION_ARG_STRING, &options.page, N_("chart: the paper (A4)"), "PAPER" },
        { "dpi", 0, 0, G_OPTION_ARG_STRING, &options.dpi, N_("chart: dots per inch of a PNG (150)"), "N" },
        { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme,
          N_("chart: light, or print-grey for paper without colour"), "THEME" },
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("run: print only the sweep's name"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_sweep, entries, &argc, &argv, 1, 3, &status)) {
        if (options.jobs != UNSAID && (options.jobs < 1 || options.jobs > (gint) ORG_MOST_JOBS))
            status = org_cli_fail(lang, ORG_EXIT_USAGE, "--jobs wants a number from 1 to %u, not %d", ORG_MOST_JOBS,
                                  options.jobs);
        else if (options.most < 1)
            status = org_cli_fail(lang, ORG_EXIT_USAGE, "--most wants a number above 0");
        else
            status = act(speech, argc, argv, &options);
    }
    g_strfreev(options.allow);
    g_free(options.into);
    char *const texts[] = { options.of,    options.by,   options.view, options.format,
                            options.title, options.page, options.dpi,  options.theme };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_free(options.output);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_sweep = {
    .name = "sweep",
    .usage = "run SWEEP.yaml | list F.orgdb | show SWEEP | compare SWEEP SWEEP | export SWEEP | chart SWEEP | schema "
             "[options]",
    .summary = "run a scenario at many values of its parameters, and show what they do; one that was ended goes on "
               "where it was",
    .examples = "orgsim sweep run sweep.yaml --jobs 4\n"
                "orgsim sweep schema > sweep.schema.json\n"
                "orgsim sweep show small-town.orgdb:sweep-1\n"
                "orgsim sweep compare small-town.orgdb:cuts small-town.orgdb:late-cuts\n"
                "orgsim sweep export small-town.orgdb -o sweep.csv\n"
                "orgsim sweep chart small-town.orgdb --of posts -o tornado.png\n"
                "orgsim sweep chart small-town.orgdb --of \"posts met\" --by fewer-posts.by,leaving.rate -o heat.png\n"
                "duckdb -c \"copy (from 'sweep.csv') to 'sweep.parquet'\"",
    .run = run,
};
