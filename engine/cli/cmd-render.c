// SPDX-License-Identifier: MIT
/* orgsim render: any renderer, with parameters of its own. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "cli.h"
#include "../study/compare.h"
#include "../study/draw.h"
#include <jansson.h>
#include <string.h>

typedef struct {
    char *with, *output, *mask;
    gboolean json, quiet;
    GPtrArray *places, *keys, *values; /* borrowed places; the others owned, NULL-terminated */
} Options;

/* A parameter is KEY=VALUE; a place holds no '=' before its first '/' or ':'. */
static gboolean
is_parameter(const char *text)
{
    gsize key = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    return key > 0 && text[key] == '=';
}

static void
sort_arguments(Options *options, char **arguments, int n)
{
    for (int i = 0; i < n; i++) {
        if (!is_parameter(arguments[i])) {
            g_ptr_array_add(options->places, arguments[i]);
            continue;
        }
        const char *equals = strchr(arguments[i], '=');
        g_ptr_array_add(options->keys, g_strndup(arguments[i], (gsize) (equals - arguments[i])));
        g_ptr_array_add(options->values, g_strdup(equals + 1));
    }
    g_ptr_array_add(options->keys, NULL);
    g_ptr_array_add(options->values, NULL);
}

static void
tell(const Options *options, const GPtrArray *paths)
{
    json_t *list = json_array();
    for (guint i = 0; i < paths->len; i++) {
        json_array_append_new(list, json_string(paths->pdata[i]));
        if (!options->json && !options->quiet)
            org_print("%s\n", (const char *) paths->pdata[i]);
    }
    if (options->json) {
        json_t *doc = json_pack("{s:O}", "outputs", list);
        org_stdout_json(doc);
        json_decref(doc);
    }
    json_decref(list);
}

static int
render(OrgLang lang, const Options *options)
{
    GError *error = NULL;
    if (!options->with)
        return org_cli_fail(lang, ORG_EXIT_USAGE,
                            "--with NAME is missing: the renderer; `orgsim plugin list` shows them");
    if (options->places->len < 1 || options->places->len > ORG_COMPARE_MOST)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "expected from 1 to %d runs, got %u", ORG_COMPARE_MOST,
                            options->places->len);
    g_autoptr(OrgSession) session = org_session_new(NULL);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    if (!org_draw_with(session, options->with, (char *const *) options->places->pdata, options->places->len,
                       options->mask, (const char *const *) options->keys->pdata,
                       (const char *const *) options->values->pdata, options->output ? options->output : ".", paths,
                       &error))
        return org_cli_fail_error(lang, 0, error);
    tell(options, paths);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { .places = g_ptr_array_new(),
                        .keys = g_ptr_array_new_with_free_func(g_free),
                        .values = g_ptr_array_new_with_free_func(g_free) };
    const GOptionEntry entries[] = {
        { "with", 0, 0, G_OPTION_ARG_STRING, &options.with, N_("The renderer, as `orgsim plugin list` has it"),
          "NAME" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Folder to write to (here)"), "FOLDER" },
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Do not print the paths"), NULL },
        { NULL },
    };
    int status;
    if (org_cli_options(lang, &org_cmd_render, entries, &argc, &argv, 1, -1, &status)) {
        sort_arguments(&options, argv + 1, argc - 1);
        status = render(lang, &options);
    }
    g_free(options.with);
    g_free(options.output);
    g_free(options.mask);
    g_ptr_array_unref(options.places);
    g_ptr_array_unref(options.keys);
    g_ptr_array_unref(options.values);
    return status;
}

const OrgCommand org_cmd_render = {
    .name = "render",
    .usage = "RUN [RUN…] --with NAME [KEY=VALUE…] [options]",
    .summary = "call any renderer plugin, with parameters of its own",
    .examples = "orgsim render hanoi-2025.orgdb:run-1 --with my-renderer lang=vi -o out",
    .run = run,
};
