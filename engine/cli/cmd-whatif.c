// SPDX-License-Identifier: MIT
/* orgsim whatif: doing nothing, a plan, and the plan with something changed. */
#include "../base/printer.h"
#include "../print/whatif.h"
#include "../worker/worker.h"
#include "cli.h"

typedef struct {
    char **changes[ORG_N_WHATIFS], **allow;
    char *name, *output, *into, *mask;
    gint reps;
    gint64 seed;
    gboolean force, json, quiet;
} Options;

static int
tell(OrgLang lang, const OrgDiags *diags, OrgSeverity severity, int status)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_diags_print(lang, diags, severity, 50, text);
    org_tell_text(text->str);
    return status;
}

static int
whatif(OrgLang lang, const char *plan, const Options *options)
{
    GError *error = NULL;
    guint64 seed = (guint64) options->seed;
    OrgSessionOptions allowed = { .allow = (const char *const *) options->allow };
    g_autoptr(OrgSession) session = org_session_new(&allowed);
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgWhatifOptions how = { .plan = plan,
                             .name = options->name,
                             .keep = options->output,
                             .force = options->force,
                             .into = options->into,
                             .replications = (guint) options->reps,
                             .mask = options->mask,
                             .seed = options->seed >= 0 ? &seed : NULL };
    for (guint op = 0; op < ORG_N_WHATIFS; op++)
        how.changes[op] = (const char *const *) options->changes[op];
    g_autoptr(OrgWhatif) found = org_whatif(session, &how, diags, &error);
    tell(lang, diags, found && options->quiet ? ORG_SEVERITY_ERROR : ORG_SEVERITY_WARNING, 0);
    if (!found)
        return error ? org_cli_fail_error(lang, 0, error) : ORG_EXIT_INPUT;
    if (options->json) {
        json_t *doc = org_whatif_json(found, options->output);
        org_stdout_json(doc);
        json_decref(doc);
    } else if (options->quiet) {
        org_print("%s\n", found->place[ORG_WHATIF_VARIANT]);
    } else {
        g_autoptr(GString) text = g_string_new(NULL);
        org_whatif_text(lang, found, options->output, text);
        org_print_text(text->str);
    }
    return found->vetoed ? ORG_EXIT_CHECK : ORG_EXIT_DONE;
}

/* FALSE, told: nothing is changed, or a number has no sense. */
static gboolean
is_usable(OrgLang lang, const Options *options)
{
    gboolean any = FALSE;
    for (guint op = 0; op < ORG_N_WHATIFS; op++)
        any |= options->changes[op] && options->changes[op][0];
    if (!any)
        org_cli_fail(lang, ORG_EXIT_USAGE,
                     "nothing is changed; say what: --shift, --set, --at, --merge, --remove or --add");
    else if (options->reps < 1 || options->reps > 100000)
        org_cli_fail(lang, ORG_EXIT_USAGE, "--reps wants a number from 1 to 100000, not %d", options->reps);
    else
        return TRUE;
    return FALSE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { .reps = 1, .seed = -1 };
    const GOptionEntry entries[] = {
        { "shift", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.changes[ORG_WHATIF_SHIFT],
          N_("All steps that have a month later, or those of these ids; -6m: earlier"), "12m[:ID,…]" },
        { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.changes[ORG_WHATIF_SET],
          N_("A parameter, or a key, of a step, process, rule, metric or target; may be repeated"), "ID.PARAM=VALUE" },
        { "at", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.changes[ORG_WHATIF_AT],
          N_("A step in another month; may be repeated"), "ID=2024-07" },
        { "merge", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.changes[ORG_WHATIF_MERGE],
          N_("Units become one of them, in the month of the plan's first merger; may be repeated"), "A,B=A[@2024-07]" },
        { "remove", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.changes[ORG_WHATIF_REMOVE],
          N_("Leave a step, process, rule, metric or target out; may be repeated"), "ID" },
        { "add", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.changes[ORG_WHATIF_ADD],
          N_("Further steps, or what else stands below add:; may be repeated"), "F.yaml" },
        { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_("What the variant's runs are called (PLAN-whatif)"),
          "NAME" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Write the variant as a plan that extends PLAN"),
          "V.yaml" },
        { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_("Write over the file of -o"), NULL },
        { "into", 0, 0, G_OPTION_ARG_FILENAME, &options.into, N_("Store the runs in this file (NAME.orgdb here)"),
          "F.orgdb" },
        { "reps", 0, 0, G_OPTION_ARG_INT, &options.reps,
          N_("Repeat with N streams of chance: bands and probabilities (1)"), "N" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &options.seed, N_("Seed of all chance (the scenario's)"), "N" },
        ORG_ALLOW_OPTION(&options.allow),
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Print only the name of the variant's run"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_whatif, entries, &argc, &argv, 1, 1, &status))
        status = is_usable(lang, &options) ? whatif(lang, argv[1], &options) : ORG_EXIT_USAGE;
    for (guint op = 0; op < ORG_N_WHATIFS; op++)
        g_strfreev(options.changes[op]);
    g_strfreev(options.allow);
    g_free(options.name);
    g_free(options.output);
    g_free(options.into);
    g_free(options.mask);
    return status;
}

const OrgCommand org_cmd_whatif = {
    .name = "whatif",
    .usage = "PLAN.yaml --shift|--set|--at|--merge|--remove|--add … [options]",
    .summary = "run doing nothing, a plan, and the plan with something changed, and set them side by side",
    .examples = "orgsim whatif plan.yaml --shift 12m\n"
                "orgsim whatif plan.yaml --set fewer-posts.by=3 --at finance-and-planning=2026-01\n"
                "orgsim whatif plan.yaml --merge library,museum=library@2026-07 --remove no-unit-below-three\n"
                "orgsim whatif plan.yaml --shift 6m:merge-rooms --set T5.change=-15% -o plan-b.yaml --json",
    .run = run,
};
