// SPDX-License-Identifier: MIT
// orgsim chart: charts of a snapshot or a run, drawn by a renderer plugin.
#include "../org/month.h"
#include "../host/worker.h"
#include "cli.h"
#include "target.h"
#include "views.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    char *view, *format, *output, *style, *title, *under, *page, *depth, *lang;
    gboolean json, quiet;
} Options;

typedef struct {
    const char *base; /* path without ending */
    GPtrArray *paths; /* written so far */
} Files;

/* Written beside its place and renamed: a reader never sees half a file. */
static gboolean
on_output(const char *name, const char *media_type, GBytes *bytes, gpointer data, GError **error)
{
    Files *files = data;
    (void) media_type;
    const char *ending = strrchr(name, '.');
    g_autofree char *path = g_strconcat(files->base, ending ? ending : "", NULL);
    gsize size;
    const char *content = g_bytes_get_data(bytes, &size);
    if (!g_file_set_contents_full(path, content, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0644, error))
        return FALSE;
    g_ptr_array_add(files->paths, g_steal_pointer(&path));
    return TRUE;
}

static char *
base_of(const Options *options, const OrgOpened *opened)
{
    if (options->output) {
        const char *ending = strrchr(options->output, '.');
        static const char *const known[] = { ".svg", ".pdf", ".png", ".dot", ".json", NULL };
        if (ending && g_strv_contains(known, ending))
            return g_strndup(options->output, (gsize) (ending - options->output));
        return g_strdup(options->output);
    }
    g_autofree char *file = g_path_get_basename(opened->name.path);
    file[strlen(file) - strlen(".orgdb")] = 0;
    return g_strdup_printf("%s-%s", file, options->view);
}

static gboolean
draw(const Options *options, const OrgOpened *opened, Files *files, GError **error)
{
    OrgWorkerOptions worker_options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&worker_options, error);
    if (!worker)
        return FALSE;
    const char *pairs[][2] = { { "view", options->view },   { "format", options->format }, { "style", options->style },
                               { "title", options->title }, { "under", options->under },   { "page", options->page },
                               { "depth", options->depth }, { "lang", options->lang } };
    const char *keys[G_N_ELEMENTS(pairs) + 1] = { NULL }, *values[G_N_ELEMENTS(pairs) + 1] = { NULL };
    for (guint i = 0, n = 0; i < G_N_ELEMENTS(pairs); i++)
        if (pairs[i][1]) {
            keys[n] = pairs[i][0];
            values[n++] = pairs[i][1];
        }
    gsize acts_size = 0;
    const guint8 *acts = opened->acts ? g_bytes_get_data(opened->acts, &acts_size) : NULL;
    OrgWorkerRenderRun run = { opened->start, acts, acts_size, opened->info ? opened->info->from : opened->start->month,
                               opened->info ? opened->info->to : opened->start->month };
    g_autoptr(OrgViews) views = org_views_read(opened, error);
    if (!views)
        return FALSE;
    OrgWorkerRendering rendering = { .feature = "chart",
                                     .keys = keys,
                                     .values = values,
                                     .runs = &run,
                                     .n_runs = 1,
                                     .views = org_views_tables(views),
                                     .n_views = org_views_count(views),
                                     .output = on_output,
                                     .data = files };
    return org_worker_render(worker, &rendering, error);
}

static int
chart(const char *target, const Options *options)
{
    GError *error = NULL;
    g_auto(OrgOpened) opened = { 0 };
    if (!org_target_open(target, FALSE, &opened, &error))
        return org_cli_fail_error(0, error);
    if (!opened.info && strcmp(options->view, "tree"))
        return org_cli_fail(ORG_EXIT_USAGE, "--view %s needs a run (F.orgdb:run-N); a snapshot has --view tree",
                            options->view);
    g_autofree char *base = base_of(options, &opened);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    Files files = { base, paths };
    if (!draw(options, &opened, &files, &error))
        return org_cli_fail_error(0, error);
    json_t *list = json_array();
    for (guint i = 0; i < paths->len; i++) {
        if (!options->json && !options->quiet)
            printf("%s\n", (char *) paths->pdata[i]);
        json_array_append_new(list, json_string(paths->pdata[i]));
    }
    if (options->json) {
        json_t *doc = json_pack("{s:o}", "outputs", json_incref(list));
        json_dumpf(doc, stdout, JSON_INDENT(2));
        putchar('\n');
        json_decref(doc);
    }
    json_decref(list);
    return ORG_EXIT_DONE;
}

static int
run(int argc, char **argv)
{
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "view", 0, 0, G_OPTION_ARG_STRING, &options.view,
          "tree, before, after, diff or timeline (diff of a run, tree of a snapshot)", "VIEW" },
        { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, "svg, pdf, png, dot, separated by commas (svg)",
          "FORMATS" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Path without ending (NAME-VIEW here)", "PATH" },
        { "style", 0, 0, G_OPTION_ARG_STRING, &options.style, "Style of the chart; see orgsim plugin show chart",
          "STYLE" },
        { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, "Title (the scenario's)", "TEXT" },
        { "under", 0, 0, G_OPTION_ARG_STRING, &options.under, "Only this unit and what is below it", "UNIT" },
        { "depth", 0, 0, G_OPTION_ARG_STRING, &options.depth, "Levels to draw", "N" },
        { "page", 0, 0, G_OPTION_ARG_STRING, &options.page, "Page size (A3)", "SIZE" },
        { "lang", 0, 0, G_OPTION_ARG_STRING, &options.lang, "Language of labels", "LANG" },
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Print one JSON document", NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, "Do not print the paths", NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(&org_cmd_chart, entries, &argc, &argv, 1, 1, &status))
        return status;
    if (!options.view)
        options.view = g_strdup(strstr(argv[1], ":run-") ? "diff" : "tree");
    if (!options.format)
        options.format = g_strdup("svg");
    status = chart(argv[1], &options);
    char **texts[] = { &options.view,  &options.format, &options.output, &options.style, &options.title,
                       &options.under, &options.page,   &options.depth,  &options.lang };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_clear_pointer(texts[i], g_free);
    return status;
}

const OrgCommand org_cmd_chart = {
    .name = "chart",
    .usage = "TARGET [options]",
    .summary = "draw a snapshot or a run: tree, before, after, diff, timeline",
    .examples = "orgsim chart hanoi-2025.orgdb:run-1 --view diff --format svg,pdf,png -o diff\n"
                "orgsim chart town.orgdb:town-2024 --view tree",
    .run = run,
};
