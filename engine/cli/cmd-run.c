// SPDX-License-Identifier: MIT
// orgsim run: a scenario, from files to a stored and judged run.
#include "../po/lang.h"
#include "../print/run-out.h"
#include "../print/words.h"
#include "../base/month.h"
#include "cli.h"
#include "../study/draw.h"
#include "../study/mask.h"
#include "../study/record.h"
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
    (void) number;
    interrupted = 1;
}

typedef struct {
    char *into, *out, *from_actuals, *newer, *mask_text;
    guint mask; /* of what is printed and written to --out; the run itself is stored whole */
    gint64 seed;
    gint reps, call_limit;
    gboolean json, quiet, require_targets;
} Options;

typedef struct {
    gboolean show;
    gint64 started, shown;
    double first, part; /* of the whole that this replication is */
} Progress;

static gboolean
on_progress(double part, gpointer data)
{
    Progress *progress = data;
    part = progress->first + part * progress->part;
    gint64 now = g_get_monotonic_time();
    if (progress->show && now - progress->started > 500000 && now - progress->shown > 200000 && part > 0) {
        double left = (double) (now - progress->started) / 1e6 * (1 - part) / part;
        g_printerr(_("\r%3.0f %%, about %.0f s left "), part * 100, ceil(left));
        progress->shown = now;
    }
    return !interrupted;
}

static char *
store_path(const Options *options, const char *scenario, const OrgPlan *plan)
{
    if (options->into)
        return g_strdup(options->into);
    if (plan)
        return g_strdup_printf("%s.orgdb", plan->name);
    g_autofree char *base = g_path_get_basename(scenario), *folder = g_path_get_dirname(scenario);
    g_autofree char *stem =
        g_strndup(base, (gsize) (strrchr(base, '.') ? strrchr(base, '.') - base : (gssize) strlen(base)));
    g_autofree char *name = g_strcmp0(stem, "scenario") ? g_strdup(stem) : g_path_get_basename(folder);
    return g_strdup_printf("%s.orgdb", name);
}

/* Errors and warnings; what an import only notes is for `orgsim check`. */
static void
print_diags(const OrgDiags *diags)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_diags_print(diags, ORG_SEVERITY_WARNING, 50, text);
    g_printerr("%s", text->str);
}

/* The pictures of --out, beside run.json. */
static gboolean
write_charts(OrgStore *store, const OrgRunInfo *info, const Options *options, GPtrArray *paths, GError **error)
{
    const char *folder = options->out;
    static const char *const views[] = { "before", "after", "diff", "flow", "timeline" };
    g_autofree char *name = org_stored_place(store, info);
    g_auto(OrgOpened) opened = { 0 };
    if (g_mkdir_with_parents(folder, 0777) != 0) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the folder %s could not be made: %s", folder,
                    g_strerror(errno));
        return FALSE;
    }
    if (!org_place_open_masked(name, TRUE, options->mask_text, &opened, error))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(views); i++) {
        g_autofree char *file = g_strdup_printf("%s-%s", info->scenario, views[i]),
                        *base = g_build_filename(folder, file, NULL);
        OrgChart chart = { .view = views[i], .format = "svg,pdf,png" };
        if (!org_draw(&chart, &opened, base, paths, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
write_json(json_t *doc, const char *folder, GPtrArray *paths, GError **error)
{
    char *text = json_dumps(doc, JSON_INDENT(2));
    g_autofree char *path = g_build_filename(folder, "run.json", NULL);
    gboolean done = g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error);
    free(text);
    if (done)
        g_ptr_array_insert(paths, 0, g_strdup(path));
    return done;
}

/* Print what is stored: as JSON or as text; with --out also as files. */
static gboolean
print_stored(OrgStore *store, const OrgRunInfo *info, const Options *options, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    gboolean writes = options->out && (!strcmp(info->status, "done") || !strcmp(info->status, "vetoed"));
    if (writes && !write_charts(store, info, options, paths, error))
        return FALSE;
    g_ptr_array_add(paths, NULL);
    g_autoptr(OrgStoredRun) stored = org_stored_run(store, info, error);
    g_autoptr(OrgNames) names = org_mask_run_names(store, info, options->mask);
    if (stored)
        org_mask_stored(stored, options->mask, names);
    json_t *doc = stored ? org_run_json(stored, (char **) paths->pdata) : NULL;
    gboolean done = doc && (!writes || write_json(doc, options->out, paths, error));
    if (done && options->json) {
        json_dumpf(doc, stdout, JSON_INDENT(2));
        fputc('\n', stdout);
    } else if (done && options->quiet)
        printf("%s\n", stored->place);
    else if (done) {
        g_autoptr(GString) text = g_string_new(NULL);
        org_run_text(stored, text);
        for (guint i = 0; paths->pdata[i]; i++)
            g_string_append_printf(text, "%s%s\n", i ? "        " : _("Written "), (char *) paths->pdata[i]);
        fputs(text->str, stdout);
    }
    json_decref(doc);
    return done;
}

static int
print_run(OrgStore *store, gint64 run, const Options *options)
{
    GError *error = NULL;
    OrgRunInfo *info = org_store_run(store, run, &error);
    if (!info)
        return org_cli_fail_error(0, error);
    gboolean done = print_stored(store, info, options, &error);
    org_run_info_free(info);
    return done ? ORG_EXIT_DONE : org_cli_fail_error(0, error);
}

/* Does a target stand unmet? Read from the file, as everything that is printed. */
static gboolean
count_missed(gint n, char **values, char **names, gpointer data)
{
    (void) n;
    (void) names;
    *(gint *) data = (gint) g_ascii_strtoll(values[0] ? values[0] : "0", NULL, 10);
    return TRUE;
}

static int
fail_run(OrgStore *store, gint64 run, const char *status, const char *message, const Options *options)
{
    GError *error = NULL;
    gboolean stopped = !g_strcmp0(status, "interrupted");
    if (!org_store_fail_run(store, run, status, message, &error))
        return org_cli_fail_error(ORG_EXIT_STORAGE, error);
    if (options->json)
        print_run(store, run, options);
    OrgRunInfo *info = org_store_run(store, run, NULL);
    g_autoptr(OrgNames) names = info ? org_mask_run_names(store, info, options->mask) : NULL;
    org_run_info_free(info);
    g_autofree char *said = org_lang_say(message), *shown = org_names_hide(names, said);
    org_cli_fail(0, "%s", shown);
    g_printerr(_("Recorded as %s:run-%ld (%s)\n"), org_store_path(store), (long) run, org_word_text(status));
    return stopped ? ORG_EXIT_INTERRUPTED : ORG_EXIT_PLUGIN;
}

static OrgMonth
anchor(const Options *options)
{
    OrgMonth month = ORG_UNKNOWN;
    if (options->from_actuals)
        org_month_parse(options->from_actuals, &month);
    return month;
}

static int
finish(OrgStore *store, gint64 run, const OrgLoaded *loaded, const Org *start, const OrgWorkerResult *result,
       const OrgJudging *judging, const Options *options)
{
    GError *error = NULL;
    if (!org_record(store, run, loaded, start, result, judging, &error))
        return org_cli_fail_error(ORG_EXIT_STORAGE, error);
    int status = print_run(store, run, options);
    if (status == ORG_EXIT_DONE && result->status == ORG_WORKER_VETOED)
        status = ORG_EXIT_CHECK;
    gint missed = 0;
    if (status == ORG_EXIT_DONE && options->require_targets &&
        org_store_query_run(store, "select count(*) from target_result where run = ?1 and verdict <> 'met'", run,
                            count_missed, &missed, NULL) &&
        missed)
        status = ORG_EXIT_CHECK;
    return status;
}

/* A failed or interrupted result, recorded; the exit status. */
static int
give_up(OrgStore *store, gint64 run, const OrgWorkerResult *result, GError *error, const Options *options)
{
    g_autoptr(GError) own = error;
    gboolean stopped = interrupted || (result && result->status == ORG_WORKER_INTERRUPTED);
    const char *message = stopped ? N_("the run was interrupted") : result ? result->message : own->message;
    return fail_run(store, run, stopped ? "interrupted" : "failed", message, options);
}

static gboolean
is_finished(const OrgWorkerResult *result)
{
    return result && result->status != ORG_WORKER_FAILED && result->status != ORG_WORKER_INTERRUPTED;
}

static void
judge_result(OrgJudging *judging, const OrgLoaded *loaded, const OrgWorkerResult *result)
{
    g_autoptr(GArray) measures = org_record_measures(result);
    org_judging_add(judging, measures, loaded->org);
}

/* Replications 1, 2, …: only their measures come back. start stays as it is. NULL when all are done. */
static OrgWorkerResult *
replicate(OrgLoaded *loaded, Org *start, guint64 seed, OrgJudging *judging, const Options *options, Progress *progress,
          GError **error)
{
    for (gint r = 1; r < options->reps; r++) {
        OrgWorkerJob job = { .path = loaded->path,
                             .plan = loaded->plan,
                             .org = start,
                             .baselines = loaded->baselines,
                             .n_baselines = loaded->plan->baselines->len,
                             .seed = seed,
                             .replication = (guint32) r,
                             .skip_acts = TRUE };
        progress->first = r / (double) options->reps;
        OrgWorkerResult *result = org_worker_run(loaded->worker, &job, on_progress, progress, error);
        if (!is_finished(result))
            return result;
        judge_result(judging, loaded, result);
        org_worker_result_free(result);
    }
    return NULL;
}

static int
do_run(OrgStore *store, gint64 run, OrgLoaded *loaded, guint64 seed, const Options *options)
{
    GError *error = NULL;
    g_autoptr(Org) start = org_copy(loaded->org);
    Progress progress = { isatty(STDERR_FILENO) && !options->quiet, g_get_monotonic_time(), 0, 0, 1.0 / options->reps };
    OrgWorkerJob job = { .path = loaded->path,
                         .plan = loaded->plan,
                         .org = loaded->org,
                         .baselines = loaded->baselines,
                         .n_baselines = loaded->plan->baselines->len,
                         .seed = seed };
    g_autoptr(OrgWorkerResult) result = org_worker_run(loaded->worker, &job, on_progress, &progress, &error);
    g_autoptr(OrgWorkerResult) broken = NULL;
    g_autoptr(OrgJudging) judging = org_judging_new(loaded->plan, anchor(options));
    gboolean finished = is_finished(result);
    if (finished) {
        judge_result(judging, loaded, result);
        broken = replicate(loaded, start, seed, judging, options, &progress, &error);
    }
    if (progress.shown)
        g_printerr("\r\033[K");
    if (!finished || broken || error)
        return give_up(store, run, broken ? broken : finished ? NULL : result, error, options);
    return finish(store, run, loaded, start, result, judging, options);
}

static gboolean
has_actual(const OrgPlan *plan, OrgMonth month)
{
    for (guint i = 0; i < plan->actuals->len; i++)
        if (g_array_index(plan->actuals, OrgActual, i).month <= month)
            return TRUE;
    return FALSE;
}

static int
run_scenario(const char *scenario, const Options *options)
{
    g_auto(OrgLoaded) loaded = { 0 };
    GError *error = NULL;
    OrgWorkerOptions worker = { .call_seconds = (guint) options->call_limit };
    gboolean ready = org_load(scenario, options->newer, &worker, &loaded, &error);
    g_autofree char *blame = ready || error ? NULL : org_load_blames_plugin(&loaded);
    g_autoptr(OrgNames) names = org_mask_names(loaded.org, options->mask);
    org_mask_diags(loaded.diags, options->mask, names);
    if (!options->quiet || !ready)
        print_diags(loaded.diags);
    if (!ready && !blame)
        return error ? org_cli_fail_error(error->domain == ORG_WORKER_ERROR ? ORG_EXIT_PLUGIN : ORG_EXIT_INPUT, error)
                     : org_cli_fail(ORG_EXIT_INPUT, "%s was not run; nothing was stored. Correct what is listed above",
                                    scenario);
    if (options->from_actuals && !has_actual(loaded.plan, anchor(options)))
        return org_cli_fail(
            ORG_EXIT_INPUT,
            "--from-actuals %s: no figure up to then is reported for this plan; name a table with actuals: in "
            "the scenario, or begin from a snapshot of the file that they were imported into",
            options->from_actuals);
    guint64 seed = options->seed >= 0 ? (guint64) options->seed : loaded.plan ? loaded.plan->seed : 0;
    g_autofree char *path = store_path(options, scenario, loaded.plan);
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_WRITE, &error);
    if (!store)
        return org_cli_fail_error(ORG_EXIT_STORAGE, error);
    OrgManifestTexts texts = { 0 };
    org_manifest_make(&loaded, scenario, seed, (guint) options->reps, &texts);
    gint64 run = org_store_begin_run(store, &texts.manifest, &error);
    org_manifest_clear(&texts);
    if (!run)
        return org_cli_fail_error(ORG_EXIT_STORAGE, error);
    if (blame)
        return fail_run(store, run, "failed", blame, options);
    return do_run(store, run, &loaded, seed, options);
}

static int
run(int argc, char **argv)
{
    Options options = { .seed = -1, .reps = 1 };
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
          N_("Repeat with N streams of chance: bands and probabilities (1)"), "N" },
        { "from-actuals", 0, 0, G_OPTION_ARG_STRING, &options.from_actuals,
          N_("Judge from what was reported up to this month"), "YYYY-MM" },
        { "require-targets", 0, 0, G_OPTION_ARG_NONE, &options.require_targets, N_("Exit 1 when a target is not met"),
          NULL },
        { "call-limit", 0, 0, G_OPTION_ARG_INT, &options.call_limit, N_("Seconds that one plugin call may take (30)"),
          "SECONDS" },
        ORG_MASK_OPTION(&options.mask_text),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Print only the run's name"), NULL },
        { NULL },
    };
    int status;
    OrgMonth month;
    if (!org_cli_options(&org_cmd_run, entries, &argc, &argv, 1, 1, &status))
        return status;
    GError *error = NULL;
    if (!org_mask_parse(options.mask_text, &options.mask, &error))
        return org_cli_fail_error(0, error);
    if (options.from_actuals && !org_month_parse(options.from_actuals, &month))
        return org_cli_fail(ORG_EXIT_USAGE, "--from-actuals wants a month such as 2023-12, not \"%s\"",
                            options.from_actuals);
    if (options.reps < 1 || options.reps > 100000)
        return org_cli_fail(ORG_EXIT_USAGE, "--reps wants a number from 1 to 100000, not %d", options.reps);
    if (options.call_limit < 0)
        return org_cli_fail(ORG_EXIT_USAGE, "--call-limit wants a number of seconds, not %d", options.call_limit);
    struct sigaction action = { .sa_handler = on_signal };
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    status = run_scenario(argv[1], &options);
    g_free(options.into);
    g_free(options.newer);
    g_free(options.out);
    g_free(options.from_actuals);
    g_free(options.mask_text);
    return status;
}

const OrgCommand org_cmd_run = {
    .name = "run",
    .usage = "SCENARIO.yaml [options]",
    .summary = "run a scenario, judge its targets, store the run",
    .examples = "orgsim run scenarios/hanoi-2025/scenario.yaml\n"
                "orgsim run scenarios/hanoi-2025/scenario.yaml --out out\n"
                "orgsim run plan.yaml --into plans.orgdb --seed 7 --json\n"
                "orgsim run plan.yaml --reps 200\n"
                "orgsim run plan.yaml --organisation town.orgdb:town-2026\n"
                "orgsim run plan.yaml --from-actuals 2023-12",
    .run = run,
};
