// SPDX-License-Identifier: MIT
/* orgsim chart: charts of a snapshot or a run, drawn by a renderer plugin. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "cli.h"
#include "../study/draw.h"
#include "../study/open.h"
#include <jansson.h>
#include <string.h>

typedef struct {
    char *view, *format, *output, *style, *title, *under, *page, *depth, *dpi, *count, *at, *mask, *fold, *theme;
    gboolean json, quiet, pages;
    gint limit;
} Options;

static char *
base_of(const Options *options, const char *view, const OrgOpened *opened)
{
    if (options->output) {
        const char *ending = strrchr(options->output, '.');
        static const char *const known[] = { ".svg", ".pdf", ".png", ".dot", ".pptx", ".json", NULL };
        if (ending && g_strv_contains(known, ending))
            return g_strndup(options->output, (gsize) (ending - options->output));
        return g_strdup(options->output);
    }
    g_autofree char *file = g_path_get_basename(opened->name.path);
    file[strlen(file) - strlen(".orgdb")] = 0;
    return g_strdup_printf("%s-%s", file, view);
}

static int
draw_place(const OrgSpeech *speech, const char *place, const Options *options)
{
    OrgLang lang = speech->screen;
    GError *error = NULL;
    g_auto(OrgOpened) opened = { 0 };
    if (!org_place_look(place, FALSE, options->mask, &opened, &error))
        return org_cli_fail_error(lang, 0, error);
    const char *view = options->view ? options->view : org_chart_usual_view(&opened.name);
    if (!org_chart_fits(view, &opened, &error))
        return org_cli_fail_error(lang, 0, error);
    g_autofree char *base = base_of(options, view, &opened);
    OrgSessionOptions limits = { .worker.output_mb = (guint) options->limit };
    g_autoptr(OrgSession) session = org_session_new(&limits);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    OrgChart chart = { .view = view,
                       .format = options->format,
                       .style = options->style,
                       .title = options->title,
                       .under = options->under,
                       .page = options->page,
                       .depth = options->depth,
                       .dpi = options->dpi,
                       .count = options->count,
                       .at = options->at,
                       .pages = options->pages ? "departments" : NULL,
                       .fold = options->fold,
                       .theme = options->theme,
                       .lang = speech->files };
    if (!org_draw(session, &chart, &opened, base, paths, &error))
        return org_cli_fail_error(lang, 0, error);
    json_t *list = json_array();
    for (guint i = 0; i < paths->len; i++) {
        if (!options->json && !options->quiet)
            org_print("%s\n", (char *) paths->pdata[i]);
        json_array_append_new(list, json_string(paths->pdata[i]));
    }
    if (options->json) {
        json_t *doc = json_pack("{s:o}", "outputs", json_incref(list));
        org_stdout_json(doc);
        json_decref(doc);
    }
    json_decref(list);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    Options options = { 0 };
    const GOptionEntry entries[] = {
        { "view", 0, 0, G_OPTION_ARG_STRING, &options.view,
          N_("tree, before, after, diff, timeline, flow, treemap, pyramid, age-profile, waterfall (diff of a run, tree "
             "of a snapshot)"),
          "VIEW" },
        { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
          N_("svg, pdf, png, dot, pptx, separated by commas (svg)"), "FORMATS" },
        { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Path without ending (NAME-VIEW here)"),
          "PATH" },
        { "style", 0, 0, G_OPTION_ARG_STRING, &options.style, N_("Style of the chart; see orgsim plugin show chart"),
          "STYLE" },
        { "title", 0, 0, G_OPTION_ARG_STRING, &options.title, N_("Title (the scenario's)"), "TEXT" },
        { "under", 0, 0, G_OPTION_ARG_STRING, &options.under, N_("Only this unit and what is below it"), "UNIT" },
        { "depth", 0, 0, G_OPTION_ARG_STRING, &options.depth, N_("Levels to draw"), "N" },
        { "page", 0, 0, G_OPTION_ARG_STRING, &options.page,
          N_("Paper: A0 to A4, A4-portrait, slide, WIDTHxHEIGHT in mm, fit (A3; slide for pptx)"), "SIZE" },
        { "pages", 0, 0, G_OPTION_ARG_NONE, &options.pages,
          N_("An overview, then pages a department: one PDF or pptx, or NAME-01.svg, …"), NULL },
        { "fold", 0, 0, G_OPTION_ARG_STRING, &options.fold,
          N_("auto: what does not fit; none: nothing; N: what is below level N (auto)"), "HOW" },
        { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme, N_("light or print-grey (light)"), "THEME" },
        { "dpi", 0, 0, G_OPTION_ARG_STRING, &options.dpi, N_("Dots per inch of a PNG (150)"), "N" },
        { "count", 0, 0, G_OPTION_ARG_STRING, &options.count,
          N_("posts, people or units in flow, treemap, pyramid (posts)"), "WHAT" },
        { "at", 0, 0, G_OPTION_ARG_STRING, &options.at,
          N_("after or before: which end of a run sizes a treemap (after)"), "END" },
        ORG_OUTPUT_LIMIT_OPTION(&options.limit),
        ORG_MASK_OPTION(&options.mask),
        { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &options.quiet, N_("Do not print the paths"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_chart, entries, &argc, &argv, 1, 1, &status))
        return status;
    if (!org_cli_output_limit(lang, options.limit))
        return ORG_EXIT_USAGE;
    if (!options.format)
        options.format = g_strdup("svg");
    status = draw_place(speech, argv[1], &options);
    char **texts[] = { &options.view,  &options.format, &options.output, &options.style, &options.title,
                       &options.under, &options.page,   &options.depth,  &options.dpi,   &options.count,
                       &options.at,    &options.mask,   &options.fold,   &options.theme };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_clear_pointer(texts[i], g_free);
    return status;
}

const OrgCommand org_cmd_chart = {
    .name = "chart",
    .usage = "PLACE [options]",
    .summary = "draw a snapshot or a run: tree, before, after, diff, flow, treemap, timeline, …",
    .examples = "orgsim chart hanoi-2025.orgdb:run-1 --view diff --format svg,pdf,png -o diff\n"
                "orgsim chart hanoi-2025.orgdb:run-1 --view flow --count people -o who-went-where\n"
                "orgsim chart hanoi-2025.orgdb:run-1 --pages --page A4 --format pdf -o departments\n"
                "orgsim chart hanoi-2025.orgdb:run-1 --view diff --format pptx -o slides\n"
                "orgsim chart town.orgdb:town-2024 --view tree",
    .run = run,
};
