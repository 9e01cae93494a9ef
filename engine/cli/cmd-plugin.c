// SPDX-License-Identifier: MIT
/* orgsim plugin list | show NAME | reference | new NAME | where WHAT | check FILE.so: what plugins offer, and how one is made. */
#include "../base/diag.h"
#include "../base/error.h"
#include "../base/printer.h"
#include "../host/places.h"
#include "../po/lang.h"
#include "../print/conform-out.h"
#include "../print/plugin-out.h"
#include "../print/wrapped.h"
#include "../study/kit.h"
#include "../worker/worker.h"
#include "cli.h"
#include <string.h>

typedef struct {
    OrgLang lang;
    gboolean json, quiet, markdown;
    char *kind, *out;
    OrgConformOptions check;
} Options;

static void
warn_broken(OrgLang lang, const OrgCatalogue *catalogue)
{
    for (guint i = 0; i < catalogue->broken->len; i++) {
        const OrgBrokenPlugin *broken = catalogue->broken->pdata[i];
        g_autofree char *why = org_message_text(org_message_of(broken->why), lang); /* begins with its path */
        org_tell(_("orgsim: a plugin could not be used: %s\n"), why);
    }
}

static int
print_json(json_t *doc)
{
    org_stdout_json(doc);
    json_decref(doc);
    return ORG_EXIT_DONE;
}

static int
print_text(GString *text)
{
    org_print_text(text->str);
    return ORG_EXIT_DONE;
}

static int
list(const Options *o, const OrgCatalogue *catalogue)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (!o->json) {
        org_plugins_text(o->lang, catalogue, org_output_width(), text);
        return print_text(text);
    }
    json_t *all = json_array();
    for (guint i = 0; i < catalogue->features->len; i++)
        json_array_append_new(all, org_feature_json(catalogue, catalogue->features->pdata[i]));
    return print_json(all);
}

static int
reference(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_plugins_markdown(catalogue, feature, text);
    return print_text(text);
}

static int
show(const Options *o, const OrgCatalogue *catalogue, const char *name)
{
    OrgLang lang = o->lang;
    const OrgFeatureInfo *feature = org_catalogue_find(catalogue, name);
    g_autoptr(GString) text = g_string_new(NULL);
    if (!feature) {
        g_autoptr(GPtrArray) names = g_ptr_array_new();
        for (guint i = 0; i < catalogue->features->len; i++)
            g_ptr_array_add(names, ((OrgFeatureInfo *) catalogue->features->pdata[i])->name);
        g_ptr_array_add(names, NULL);
        const char *nearest = org_nearest(name, (const char *const *) names->pdata);
        return org_cli_fail(lang, ORG_EXIT_INPUT, "no plugin offers \"%s\"%s%s; see orgsim plugin list", name,
                            nearest ? _("; nearest: ") : "", nearest ? nearest : "");
    }
    if (o->json)
        return print_json(org_feature_json(catalogue, feature));
    if (o->markdown)
        return reference(catalogue, feature);
    org_feature_text(lang, catalogue, feature, org_output_width(), text);
    return print_text(text);
}

/* A folder to begin with. */
static int
make(const Options *o, const char *name)
{
    OrgLang lang = o->lang;
    GError *error = NULL;
    g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *kinds = g_strjoinv(", ", (char **) org_kit_kinds());
    g_autofree char *folder = g_build_filename(o->out ? o->out : ".", name, NULL),
                    *program = g_file_read_link("/proc/self/exe", NULL);

    if (!o->kind || !g_strv_contains(org_kit_kinds(), o->kind))
        return org_cli_fail(lang, ORG_EXIT_USAGE, "say what kind of plugin it is: --kind with one of %s", kinds);
    if (!org_kit_name_ok(name))
        return org_cli_fail(
            lang, ORG_EXIT_USAGE,
            "\"%s\" is no name for a plugin; use lower-case letters, digits and single hyphens, as in early-leave",
            name);
    if (!org_kit_write(folder, name, o->kind, program ? program : "orgsim", made, &error))
        return org_cli_fail_error(
            lang, g_error_matches(error, ORG_FILE_ERROR, G_FILE_ERROR_EXIST) ? ORG_EXIT_INPUT : ORG_EXIT_STORAGE,
            error);
    for (guint i = 0; i < made->len && !o->quiet; i++)
        org_print("%s\n", (const char *) made->pdata[i]);
    org_tell(_("Build and test it: cd %s && meson setup build && meson test -C build\n"), folder);
    return ORG_EXIT_DONE;
}

/* For the build files of plugins: one path. */
static int
where(OrgLang lang, const char *what)
{
    static const struct {
        const char *name;
        OrgPlace place;
    } places[] = { { "headers", ORG_PLACE_HEADERS },
                   { "plugins", ORG_PLACE_PLUGINS },
                   { "renderers", ORG_PLACE_GRAPHS },
                   { "rulebooks", ORG_PLACE_RULEBOOKS },
                   { "worker", ORG_PLACE_WORKER } };
    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
        if (!strcmp(what, places[i].name)) {
            g_autofree char *path = org_path_of(places[i].place);
            org_print("%s\n", path);
            return ORG_EXIT_DONE;
        }
    return org_cli_fail(lang, ORG_EXIT_USAGE,
                        "expected: orgsim plugin where headers, plugins, renderers, rulebooks or worker");
}

/* The tests that every plugin must pass. */
static int
check(const Options *o, const char *path)
{
    GError *error = NULL;
    g_autofree char *full = g_canonicalize_filename(path, NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(OrgConformReport) report = org_conform(full, &o->check, &error);
    if (!report)
        return org_cli_fail_error(o->lang, 0, error);
    if (o->json)
        print_json(org_conform_json(report));
    else {
        org_conform_text(o->lang, report, org_output_width(), text);
        org_print_text(text->str);
    }
    return org_conform_passed(report) ? ORG_EXIT_DONE : ORG_EXIT_CHECK;
}

/* What is asked of all plugins that are found. */
static int
ask(const Options *o, int argc, char **argv)
{
    OrgLang lang = o->lang;
    GError *error = NULL;
    OrgWorkerOptions options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&options, &error);
    if (!worker)
        return org_cli_fail_error(lang, 0, error);
    const OrgCatalogue *catalogue = org_worker_catalogue(worker);
    if (!o->quiet)
        warn_broken(lang, catalogue);
    if (argc == 3)
        return show(o, catalogue, argv[2]);
    return strcmp(argv[1], "list") ? reference(catalogue, NULL) : list(o, catalogue);
}

static int
act(const Options *o, int argc, char **argv)
{
    const char *verb = argv[1];
    if (!strcmp(verb, "new") && argc == 3)
        return make(o, argv[2]);
    if (!strcmp(verb, "where") && argc == 3)
        return where(o->lang, argv[2]);
    if (!strcmp(verb, "check") && argc == 3)
        return check(o, argv[2]);
    if ((argc == 2 && (!strcmp(verb, "list") || !strcmp(verb, "reference"))) || (argc == 3 && !strcmp(verb, "show")))
        return ask(o, argc, argv);
    return org_cli_fail(o->lang, ORG_EXIT_USAGE,
                        "expected: orgsim plugin list, show NAME, reference, new NAME, where WHAT, or check FILE.so");
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    Options o = { .lang = speech->screen };
    gint64 seed = 1;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &o.json, N_("Print one JSON document"), NULL },
        { "markdown", 0, 0, G_OPTION_ARG_NONE, &o.markdown, N_("Show it as Markdown"), NULL },
        { "kind", 0, 0, G_OPTION_ARG_STRING, &o.kind,
          N_("Of a new plugin: operator, process, rule, metric or renderer"), "KIND" },
        { "out", 0, 0, G_OPTION_ARG_FILENAME, &o.out, N_("Folder in which the folder of a new plugin is made (here)"),
          "DIR" },
        { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Of the organisations that a plugin is checked on (1)"), "N" },
        { "run", 0, 0, G_OPTION_ARG_STRING, &o.check.run, N_("The run that renderers draw when they are checked"),
          "RUN" },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &o.quiet, N_("Do not tell of plugins that cannot be used"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(o.lang, &org_cmd_plugin, entries, &argc, &argv, 1, 2, &status))
        return status;
    o.check.seed = (guint64) seed;
    status = act(&o, argc, argv);
    g_free(o.kind);
    g_free(o.out);
    g_free(o.check.run);
    return status;
}

const OrgCommand org_cmd_plugin = {
    .name = "plugin",
    .usage = "list | show NAME | reference | new NAME --kind KIND | where WHAT | check FILE.so [options]",
    .summary = "list and show what plugins offer, begin a new one, check one",
    .examples = "orgsim plugin list\norgsim plugin show NAME\norgsim plugin reference > plugins.md\n"
                "orgsim plugin new early-leave --kind process\norgsim plugin check build/early-leave.so --seed 7",
    .run = run,
};
