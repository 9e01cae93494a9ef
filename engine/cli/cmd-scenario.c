// SPDX-License-Identifier: MIT
/* orgsim scenario new | schema | json | flatten | diff: a scenario to begin with, the format for editors, one as JSON, one
 * and what it extends in one file, two drafts compared. */
#include "../base/printer.h"
#include "../worker/worker.h"
#include "../base/error.h"
#include "../po/lang.h"
#include "../scenario/catalogue.h"
#include "../scenario/plan.h"
#include "cli.h"
#include "../print/plan-diff.h"
#include "../study/session.h"
#include "../study/starter.h"
#include "../base/output.h"
#include <string.h>

static int
make(OrgLang lang, const char *name)
{
    gboolean short_ending = g_str_has_suffix(name, ".yml");
    const char *ending = short_ending ? ".yml" : ".yaml";
    g_autofree char *stem =
        g_str_has_suffix(name, ending) ? g_strndup(name, strlen(name) - strlen(ending)) : g_strdup(name);
    g_autofree char *base = g_path_get_basename(stem);
    if (!*base || strpbrk(base, " #:,{}[]\"'\\&*!|>%@`"))
        return org_cli_fail(lang, ORG_EXIT_USAGE, "\"%s\" is no name for a scenario; use letters, digits, - and _",
                            name);
    GError *error = NULL;
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    if (!org_starter_write(stem, ending, made, &error))
        return org_cli_fail_error(
            lang, g_error_matches(error, ORG_FILE_ERROR, G_FILE_ERROR_EXIST) ? ORG_EXIT_INPUT : ORG_EXIT_STORAGE,
            error);
    for (guint i = 0; i < made->len; i++)
        org_print("%s\n", (const char *) made->pdata[i]);
    org_tell(_("Run it: orgsim run %s%s\n"), stem, ending);
    return ORG_EXIT_DONE;
}

static int
schema(OrgLang lang)
{
    GError *error = NULL;
    OrgWorkerOptions options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&options, &error);
    if (!worker)
        return org_cli_fail_error(lang, 0, error);
    g_autofree char *text = org_scenario_schema(org_worker_catalogue(worker));
    org_print_json(text);
    org_print("\n");
    return ORG_EXIT_DONE;
}

static int
tell_wrong(OrgLang lang, const OrgDiags *diags)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_diags_print(lang, diags, ORG_SEVERITY_ERROR, 50, text);
    org_tell_text(text->str);
    return ORG_EXIT_INPUT;
}

/* What plugins offer; NULL with *status, and told. */
static const OrgCatalogue *
catalogue_of(OrgLang lang, OrgSession *session, int *status)
{
    GError *error = NULL;
    OrgWorker *worker = org_session_runner(session, &error);
    *status = worker ? ORG_EXIT_DONE : org_cli_fail_error(lang, ORG_EXIT_PLUGIN, error);
    return worker ? org_worker_catalogue(worker) : NULL;
}

/* Without plugins, for nothing is checked; but for what builds on another plan. */
static int
json(OrgLang lang, OrgSession *session, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path), *file = g_path_get_basename(path);
    g_autoptr(OrgDiags) diags = org_diags_new();
    const OrgCatalogue *catalogue = NULL;
    int status;
    if (org_scenario_extends(file, org_session_bundle(session, folder))) {
        catalogue = catalogue_of(lang, session, &status);
        if (!catalogue)
            return status;
    }
    g_autofree char *tree = org_scenario_tree(file, org_session_bundle(session, folder), catalogue, diags);
    if (!tree)
        return tell_wrong(lang, diags);
    org_print_json(tree);
    org_print("\n");
    return ORG_EXIT_DONE;
}

static int
flatten(OrgLang lang, OrgSession *session, const char *path, const char *output)
{
    GError *error = NULL;
    int status;
    g_autofree char *folder = g_path_get_dirname(path), *file = g_path_get_basename(path);
    g_autofree char *to = output ? g_path_get_dirname(output) : NULL;
    g_autoptr(OrgDiags) diags = org_diags_new();
    const OrgCatalogue *catalogue = catalogue_of(lang, session, &status);
    if (!catalogue)
        return status;
    g_autofree char *text = org_scenario_flatten(file, to, org_session_bundle(session, folder), catalogue, diags);
    if (!text)
        return tell_wrong(lang, diags);
    if (!output)
        org_print_yaml(text);
    else if (!org_output_write(output, ORG_OUTPUT_TEXT, text, -1, &error))
        return org_cli_fail_error(lang, ORG_EXIT_STORAGE, error);
    return ORG_EXIT_DONE;
}

static int
diff(OrgLang lang, OrgSession *session, char **files, gboolean as_json)
{
    int status;
    g_autoptr(OrgDiags) diags = org_diags_new();
    const OrgCatalogue *catalogue = catalogue_of(lang, session, &status);
    if (!catalogue)
        return status;
    g_autofree char *folder_a = g_path_get_dirname(files[0]), *folder_b = g_path_get_dirname(files[1]);
    g_autofree char *a = g_path_get_basename(files[0]), *b = g_path_get_basename(files[1]);
    const char *const paths[] = { a, b };
    OrgBundle *const bundles[] = { org_session_bundle(session, folder_a), org_session_bundle(session, folder_b) };
    g_autoptr(OrgDraftDiff) found = org_draft_diff(paths, bundles, catalogue, diags);
    if (!found)
        return tell_wrong(lang, diags);
    if (as_json) {
        json_t *doc = org_draft_diff_json(found, files[0], files[1]);
        org_stdout_json(doc);
        json_decref(doc);
        return ORG_EXIT_DONE;
    }
    g_autoptr(GString) out = g_string_new(NULL);
    org_draft_diff_text(lang, found, files[0], files[1], out);
    org_print_text(out->str);
    return ORG_EXIT_DONE;
}

static int
act(OrgLang lang, OrgSession *session, int argc, char **argv, const char *output, gboolean as_json)
{
    if (!strcmp(argv[1], "new") && argc == 3)
        return make(lang, argv[2]);
    if (!strcmp(argv[1], "schema") && argc == 2)
        return schema(lang);
    if (!strcmp(argv[1], "json") && argc == 3)
        return json(lang, session, argv[2]);
    if (!strcmp(argv[1], "flatten") && argc == 3)
        return flatten(lang, session, argv[2], output);
    if (!strcmp(argv[1], "diff") && argc == 4)
        return diff(lang, session, argv + 2, as_json);
    return org_cli_fail(lang, ORG_EXIT_USAGE,
                        "expected: orgsim scenario new NAME, orgsim scenario schema, orgsim scenario json FILE, "
                        "orgsim scenario flatten FILE, or orgsim scenario diff FILE FILE");
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    char *output = NULL, **allow = NULL;
    gboolean as_json = FALSE;
    const GOptionEntry entries[] = {
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("flatten: write to a file (default: standard output)"),
          "FILE" },
        { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("diff: print one JSON document"), NULL },
        ORG_ALLOW_OPTION(&allow),
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_scenario, entries, &argc, &argv, 1, 3, &status)) {
        OrgSessionOptions options = { .allow = (const char *const *) allow };
        g_autoptr(OrgSession) session = org_session_new(&options);
        status = act(lang, session, argc, argv, output, as_json);
    }
    g_free(output);
    g_strfreev(allow);
    return status;
}

const OrgCommand org_cmd_scenario = {
    .name = "scenario",
    .usage = "new NAME | schema | json FILE | flatten FILE [-o FILE] | diff FILE FILE",
    .summary =
        "write a scenario to begin with (and an example organisation), the JSON Schema of the format for editors, a "
        "scenario as JSON, a plan and what it extends as one file, or two drafts of a plan compared in words",
    .examples = "orgsim scenario new my-plan.yaml\norgsim scenario schema > orgsim.schema.json\n"
                "orgsim scenario json my-plan.yaml\norgsim scenario flatten plan-b.yaml -o whole.yaml\n"
                "orgsim scenario diff plan-a.yaml plan-b.yaml",
    .run = run,
};
