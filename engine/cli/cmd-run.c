// SPDX-License-Identifier: MIT
/* orgsim run: a scenario, from files to a stored and judged run. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../base/message.h"
#include "../print/run-out.h"
#include "../print/words.h"
#include "../base/month.h"
#include "../study/actuals.h"
#include "../study/draw.h"
#include "../study/mask.h"
#include "../study/record.h"
#include "cli.h"
#include "debug.h"
#include "session.h"
#include <string.h>

#define UNSAID G_MININT
#define MOST_UNTIL 10000           /* replications */
#define DEBUG_SECONDS (30 * 86400) /* nobody is hurried who looks into a call */

typedef struct {
    char *into, *out, *from_actuals, *newer, *mask_text, *until_text, *debug, **allow;
    guint mask; /* of what is printed and written to --out; the run itself is stored whole */
    gint64 seed;
    double until; /* 0: all replications */
    gint reps, jobs, call_limit, time_limit, output_limit, result_limit;
    gboolean json, quiet, require_targets;
    OrgLang files; /* of the pictures of --out */
} Options;

static void
on_log(const char *line, gpointer data)
{
    (void) data;
    org_tell("%s\n", line);
}

/* Errors and warnings; what an import only notes is for `orgsim check`. */
static void
print_diags(OrgLang lang, const OrgDiags *diags)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_diags_print(lang, diags, ORG_SEVERITY_WARNING, 50, text);
    org_tell_text(text->str);
}

/* Print what is stored; with --out also as files. */
static int
print_run(OrgLang lang, OrgSession *session, OrgStore *store, gint64 run, const Options *options)
{
    GError *error = NULL;
    OrgRunInfo *info = org_store_run(store, run, &error);
    if (!info)
        return org_cli_fail_error(lang, 0, error);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *name = org_stored_place(store, info);
    gboolean writes = options->out && (!strcmp(info->status, "done") || !strcmp(info->status, "vetoed"));
    gboolean done =
        !writes || org_draw_run(session, name, options->mask_text, options->files, options->out, paths, &error);
    gboolean stopped = !done && org_session_cancelled(session); /* the run itself is whole, and told of */
    if (stopped)
        g_clear_error(&error);
    OrgRunPrint how = { options->json, options->quiet, options->mask, writes ? options->out : NULL, paths };
    g_autoptr(GString) text = g_string_new(NULL);
    done = (done || stopped) && org_run_print(lang, store, info, &how, text, &error);
    options->json ? org_print_json(text->str) : org_print_text(text->str);
    org_run_info_free(info);
    if (!done)
        return org_cli_fail_error(lang, 0, error);
    return stopped ? org_cli_fail(lang, ORG_EXIT_INTERRUPTED, "interrupted while charts were drawn; the run is stored")
                   : ORG_EXIT_DONE;
}

/* A run that failed or was interrupted stands in the file, and so is it told. */
static int
tell_failure(OrgLang lang, OrgStore *store, gint64 run, OrgWorkerStatus status, const OrgMessage *message,
             const Options *options)
{
    OrgRunInfo *info = org_store_run(store, run, NULL);
    g_autoptr(OrgNames) names = info ? org_mask_run_names(store, info, options->mask) : NULL;
    org_run_info_free(info);
    if (options->json)
        print_run(lang, NULL, store, run, options);
    g_autofree OrgMessage *hidden = org_names_hide_message(names, message);
    g_autofree char *shown = org_message_text(hidden, lang);
    org_cli_fail(lang, 0, "%s", shown);
    org_tell(_("Recorded as %s:run-%ld (%s)\n"), org_store_path(store), (long) run,
             org_word_text(lang, org_run_status_text(status)));
    return status == ORG_WORKER_INTERRUPTED ? ORG_EXIT_INTERRUPTED : ORG_EXIT_PLUGIN;
}

/* The scenario needs a plugin that is broken: nothing can be run, and that is recorded. */
static int
record_blame(OrgLang lang, OrgStore *store, const OrgLoaded *loaded, const OrgRunOptions *how, const OrgMessage *blame,
             const Options *options)
{
    GError *error = NULL;
    gint64 run = org_record_broken(store, loaded, how, blame, &error);
    return run ? tell_failure(lang, store, run, ORG_WORKER_FAILED, blame, options)
               : org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
}

static int
run_loaded(OrgLang lang, OrgStore *store, OrgLoaded *loaded, const OrgRunOptions *how, OrgCliProgress *progress,
           const Options *options)
{
    GError *error = NULL;
    gint64 id = 0;
    org_cli_progress_begin(progress, lang, !options->quiet);
    g_autoptr(OrgRun) run = org_run_stored(loaded, how, store, &id, &error);
    org_cli_progress_end(progress);
    if (!run)
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    for (guint i = 0; i < run->again->len; i++) {
        g_autofree char *text = org_message_text(run->again->pdata[i], lang);
        org_tell("%s\n", text);
    }
    if (!org_run_is_whole(run))
        return tell_failure(lang, store, id, run->status, run->message, options);
    int status = print_run(lang, loaded->session, store, id, options);
    gboolean missed = options->require_targets && org_run_unmet(run);
    return status == ORG_EXIT_DONE && (run->status == ORG_WORKER_VETOED || missed) ? ORG_EXIT_CHECK : status;
}

static OrgMonth
anchor(const Options *options)
{
    OrgMonth month = ORG_UNKNOWN;
    if (options->from_actuals)
        org_month_parse(options->from_actuals, &month);
    return month;
}

static void
print_weaker(OrgLang lang, const OrgWorker *worker)
{
    const char *weaker = worker ? org_worker_weaker(org_worker_sandbox(worker)) : NULL;
    g_autofree char *text = weaker ? org_message_text(org_message_of(weaker), lang) : NULL;
    if (text)
        org_tell("%s\n", text);
}

static int
run_scenario(OrgLang lang, OrgSession *session, OrgCliProgress *progress, const char *scenario, const Options *options)
{
    g_auto(OrgLoaded) loaded = { 0 };
    GError *error = NULL;
    gboolean ready = org_load(session, scenario, options->newer, &loaded, &error);
    g_autofree OrgMessage *blame = ready || error ? NULL : org_load_blames_plugin(&loaded);
    g_autoptr(OrgNames) names = org_mask_names(loaded.org, options->mask);
    org_mask_diags(loaded.diags, options->mask, names);
    if (!options->quiet || !ready)
        print_diags(lang, loaded.diags);
    if (!options->quiet)
        print_weaker(lang, loaded.worker);
    if (!ready && !blame)
        return error ? org_cli_fail_error(lang, error->domain == ORG_WORKER_ERROR ? 0 : ORG_EXIT_INPUT, error)
                     : org_cli_fail(lang, ORG_EXIT_INPUT,
                                    "%s was not run; nothing was stored. Correct what is listed above", scenario);
    if (loaded.plan && !org_cli_debug_knows(lang, &loaded, options->debug))
        return ORG_EXIT_USAGE;
    if (options->from_actuals && loaded.plan && !org_actuals_until(loaded.plan, anchor(options)))
        return org_cli_fail(
            lang, ORG_EXIT_INPUT,
            "--from-actuals %s: no figure up to then is reported for this plan; name a table with actuals: in "
            "the scenario, or begin from a snapshot of the file that they were imported into",
            options->from_actuals);
    guint64 seed = (guint64) options->seed;
    OrgRunOptions how = { .seed = options->seed >= 0 ? &seed : NULL,
                          .replications = (guint) options->reps,
                          .jobs = (guint) options->jobs,
                          .until = options->until,
                          .from_actuals = anchor(options),
                          .log = options->debug ? on_log : NULL };
    g_autofree char *path = options->into ? g_strdup(options->into) : org_loaded_file(&loaded);
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_WRITE, &error);
    if (!store)
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    return blame ? record_blame(lang, store, &loaded, &how, blame, options)
                 : run_loaded(lang, store, &loaded, &how, progress, options);
}

/* FALSE: it is no number that can be repeated. */
static gboolean
settle_reps(Options *options)
{
    if (options->reps == UNSAID)
        options->reps = options->until_text ? MOST_UNTIL : 1;
    return options->reps >= 1 && options->reps <= 100000;
}

/* "1%": as near as that has to be known how likely each target is met. */
static gboolean
parse_until(const char *text, double *until)
{
    char *end = NULL;
    *until = g_ascii_strtod(text, &end) / 100;
    return end != text && !strcmp(end, "%") && *until >= 0.001 && *until <= 0.5;
}

/* FALSE: one has no sense; *status is the exit status. */
static gboolean
is_usable(OrgLang lang, Options *options, int *status)
{
    GError *error = NULL;
    OrgMonth month;
    *status = ORG_EXIT_USAGE;
    if (!org_mask_parse(options->mask_text, &options->mask, &error))
        *status = org_cli_fail_error(lang, 0, error);
    else if (options->from_actuals && !org_month_parse(options->from_actuals, &month))
        org_cli_fail(lang, ORG_EXIT_USAGE, "--from-actuals wants a month such as 2023-12, not \"%s\"",
                     options->from_actuals);
    else if (!settle_reps(options))
        org_cli_fail(lang, ORG_EXIT_USAGE, "--reps wants a number from 1 to 100000, not %d", options->reps);
    else if (options->jobs < 1 || options->jobs > (gint) ORG_MOST_JOBS)
        org_cli_fail(lang, ORG_EXIT_USAGE, "--jobs wants a number from 1 to %d, not %d", (int) ORG_MOST_JOBS,
                     options->jobs);
    else if (options->until_text && !parse_until(options->until_text, &options->until))
        org_cli_fail(lang, ORG_EXIT_USAGE, "--until wants a percentage from 0.1%% to 50%%, not \"%s\"",
                     options->until_text);
    else if (options->call_limit < 0)
        org_cli_fail(lang, ORG_EXIT_USAGE, "--call-limit wants a number of seconds, not %d", options->call_limit);
    else if (options->time_limit < 0)
        org_cli_fail(lang, ORG_EXIT_USAGE, "--time-limit wants a number of seconds, not %d", options->time_limit);
    else if (options->result_limit < 0 || options->result_limit > 1 << 20)
        org_cli_fail(lang, ORG_EXIT_USAGE, "--result-limit wants megabytes from 1 to 1048576, not %d",
                     options->result_limit);
    else
        return org_cli_output_limit(lang, options->output_limit) && org_cli_allow(lang, options->allow);
    return FALSE;
}

static void
clear(Options *options)
{
    char *const texts[] = { options->into,      options->newer,      options->out,  options->from_actuals,
                            options->mask_text, options->until_text, options->debug };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    g_strfreev(options->allow);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, clear)

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    g_auto(Options) options = { .seed = -1, .reps = UNSAID, .jobs = 1, .files = speech->files };
    const GOptionEntry entries[] = {
        { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into, N_("Store the run in this file (NAME.orgdb here)"),
          "F.orgdb" },
        { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out,
          N_("Also write run.json and charts (svg, pdf, png) to this folder"), "DIR" },
        { "organisation", 0, 0, G_OPTION_ARG_FILENAME, &options.newer,
          N_("Begin from this newer extract instead of the scenario's own organisation; conflicts are listed"),
          "F.orgdb:SNAPSHOT" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_("Seed of all chance (the scenario's)"), "N" },
        { "reps", 0, 0, G_OPTION_ARG_INT, &options.reps,
          N_("Repeat with N streams of chance: bands and probabilities (1; with --until 10000 at most)"), "N" },
        { "until", 0, 0, G_OPTION_ARG_STRING, &options.until_text,
          N_("Repeat until it is known so well how likely each target is met: half of its interval of 95 %"), "P%" },
        { "jobs", 0, 0, G_OPTION_ARG_INT, &options.jobs,
          N_("Processes that share out the replications; any number gives the same run (1)"), "N" },
        { "from-actuals", 0, 0, G_OPTION_ARG_STRING, &options.from_actuals,
          N_("Judge from what was reported up to this month"), "YYYY-MM" },
        { "require-targets", 0, 0, G_OPTION_ARG_NONE, &options.require_targets, N_("Exit 1 when a target is not met"),
          NULL },
        ORG_OUTPUT_LIMIT_OPTION(&options.output_limit),
        { "time-limit", 0, 0, G_OPTION_ARG_INT, &options.time_limit,
          N_("Seconds that the whole run may take (no limit)"), "SECONDS" },
        { "result-limit", 0, 0, G_OPTION_ARG_INT, &options.result_limit,
          N_("Megabytes that plugins may hand back in one replication (1024)"), "MB" },
        { "call-limit", 0, 0, G_OPTION_ARG_INT, &options.call_limit, N_("Seconds that one plugin call may take (30)"),
          "SECONDS" },
        ORG_DEBUG_OPTION(&options.debug),
        ORG_ALLOW_OPTION(&options.allow),
        ORG_MASK_OPTION(&options.mask_text),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Print only the run's name"), NULL },
        { NULL },
    };
    int status;
    org_cli_debug_spell(argc, argv);
    if (!org_cli_options(lang, &org_cmd_run, entries, &argc, &argv, 1, 1, &status) ||
        !is_usable(lang, &options, &status))
        return status;
    OrgCliProgress progress = { 0 };
    OrgSessionOptions session = { .worker = { .call_seconds = (guint) options.call_limit,
                                              .wall_seconds = (guint) options.time_limit,
                                              .output_mb = (guint) options.output_limit,
                                              .result_mb = (guint) options.result_limit },
                                  .allow = (const char *const *) options.allow,
                                  .progress = org_cli_progress,
                                  .data = &progress };
    gboolean debugs = options.debug && *options.debug;
    if (debugs) {
        session.worker.debug = options.debug;
        session.worker.call_seconds = options.call_limit ? session.worker.call_seconds : DEBUG_SECONDS;
    }
    OrgSession *heeding = org_cli_session_new(&session);
    status = org_cli_debug_begin(lang, options.debug) ? run_scenario(lang, heeding, &progress, argv[1], &options)
                                                      : ORG_EXIT_USAGE;
    org_cli_session_free(heeding);
    return status;
}

const OrgCommand org_cmd_run = {
    .name = "run",
    .usage = "SCENARIO.yaml [options]",
    .summary = "run a scenario, judge its targets, store the run",
    .examples = "orgsim run scenarios/hanoi-2025/scenario.yaml\n"
                "orgsim run scenarios/hanoi-2025/scenario.yaml --out out\n"
                "orgsim run plan.yaml --into plans.orgdb --seed 7 --json\n"
                "orgsim run plan.yaml --reps 200 --jobs 4\n"
                "orgsim run plan.yaml --until 1% --jobs 4\n"
                "orgsim run plan.yaml --debug-plugin=early-leave\n"
                "orgsim run plan.yaml --organisation town.orgdb:town-2026\n"
                "orgsim run plan.yaml --from-actuals 2023-12",
    .run = run,
};
