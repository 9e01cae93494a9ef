// SPDX-License-Identifier: MIT
/* orgsim plugin list | show NAME: what the plugins offer. */
#include "../base/printer.h"
#include "../po/lang.h"
#include "../print/words.h"
#include "../worker/worker.h"
#include "../base/diag.h"
#include "cli.h"
#include "../print/table.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

static const OrgPluginInfo *
plugin_of(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature)
{
    return catalogue->plugins->pdata[feature->plugin];
}

static json_t *
param_json(const OrgParamInfo *param)
{
    json_t *p = json_object();
    json_object_set_new(p, "key", json_string(param->key));
    json_object_set_new(p, "type", json_string(org_type_name(param->type)));
    json_object_set_new(p, "summary", json_string(param->summary));
    json_object_set_new(p, "unit", param->unit ? json_string(param->unit) : json_null());
    json_object_set_new(p, "default", param->fallback ? json_string(param->fallback) : json_null());
    json_object_set_new(p, "required", json_boolean(!param->fallback));
    if (param->min != 0 || param->max != 0) {
        json_object_set_new(p, "min", isfinite(param->min) ? json_real(param->min) : json_null());
        json_object_set_new(p, "max", isfinite(param->max) ? json_real(param->max) : json_null());
    }
    if (param->choices) {
        json_t *choices = json_array();
        for (guint i = 0; param->choices[i]; i++)
            json_array_append_new(choices, json_string(param->choices[i]));
        json_object_set_new(p, "choices", choices);
    }
    if (param->columns)
        json_object_set_new(p, "columns", json_string(param->columns));
    return p;
}

static json_t *
series_json(const OrgSeriesInfo *series)
{
    return json_pack("{s:s, s:s, s:s, s:o, s:b, s:b, s:b, s:b, s:b}", "name", series->name, "label", series->label,
                     "kind", org_series_kind_name(series->kind), "unit",
                     series->unit ? json_string(series->unit) : json_null(), "per_unit",
                     (series->flags & ORG_PER_UNIT) != 0, "one_off", (series->flags & ORG_ONE_OFF) != 0, "running",
                     (series->flags & ORG_RUNNING) != 0, "less_is_good", (series->flags & ORG_LESS_IS_GOOD) != 0,
                     "shape", (series->flags & ORG_SHAPE) != 0);
}

static json_t *
feature_json(const OrgCatalogue *catalogue, const OrgFeatureInfo *feature)
{
    const OrgPluginInfo *plugin = plugin_of(catalogue, feature);
    json_t *params = json_array(), *series = json_array();
    for (guint i = 0; i < feature->params->len; i++)
        json_array_append_new(params, param_json(&g_array_index(feature->params, OrgParamInfo, i)));
    for (guint i = 0; i < feature->series->len; i++)
        json_array_append_new(series, series_json(&g_array_index(feature->series, OrgSeriesInfo, i)));
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o}", "id", plugin->id, "version", plugin->version,
                     "kind", org_kind_name(feature->kind), "name", feature->name, "summary", feature->summary, "author",
                     plugin->author, "license", plugin->license, "params", params, "series", series);
}

static void
list_table(OrgLang lang, const OrgCatalogue *catalogue)
{
    static const OrgTextColumn columns[] = { { N_("Name"), FALSE, FALSE },
                                             { N_("Kind"), FALSE, FALSE },
                                             { N_("Summary"), FALSE, TRUE },
                                             { N_("Plugin"), FALSE, FALSE },
                                             { N_("Version"), FALSE, FALSE } };
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *feature = catalogue->features->pdata[i];
        const OrgPluginInfo *plugin = plugin_of(catalogue, feature);
        const char *cells[] = { feature->name, org_word_text(lang, org_kind_name(feature->kind)), _(feature->summary),
                                plugin->id, plugin->version };
        org_text_table_add(table, cells);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_text_table_finish(table, text);
    g_string_append_c(text, '\n');
    org_print_text(text->str);
}

static void
show_series(OrgLang lang, const OrgFeatureInfo *feature)
{
    static const OrgTextColumn columns[] = { { N_("Series"), FALSE, FALSE },
                                             { N_("Kind"), FALSE, FALSE },
                                             { N_("Unit"), FALSE, FALSE },
                                             { N_("Meaning"), FALSE, TRUE } };
    if (!feature->series->len)
        return;
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < feature->series->len; i++) {
        const OrgSeriesInfo *series = &g_array_index(feature->series, OrgSeriesInfo, i);
        const char *cells[] = { series->name, org_word_text(lang, org_series_kind_name(series->kind)),
                                series->unit ? org_word_text(lang, series->unit) : "", _(series->label) };
        org_text_table_add(table, cells);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_text_table_finish(table, text);
    org_print("\n");
    g_string_append_c(text, '\n');
    org_print_text(text->str);
}

/* Paragraphs, as the plugin has them. */
static void
show_details(const char *details)
{
    org_print("\n");
    org_print_text(details);
    org_print("\n");
}

static void
show(OrgLang lang, const OrgCatalogue *catalogue, const OrgFeatureInfo *feature)
{
    static const OrgTextColumn columns[] = { { N_("Parameter"), FALSE, FALSE },
                                             { N_("Type"), FALSE, FALSE },
                                             { N_("Default"), FALSE, FALSE },
                                             { N_("Unit"), FALSE, FALSE },
                                             { N_("Meaning"), FALSE, TRUE } };
    const OrgPluginInfo *plugin = plugin_of(catalogue, feature);
    org_print(_("%s (%s of plugin %s %s, %s, %s)\n%s\n\n"), feature->name,
              org_word_text(lang, org_kind_name(feature->kind)), plugin->id, plugin->version, plugin->author,
              plugin->license, _(feature->summary));
    OrgTextTable *table = org_text_table_new(lang, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        g_autofree char *choices = param->choices ? g_strjoinv(" | ", param->choices) : NULL;
        g_autofree char *meaning = choices ? g_strdup_printf("%s (%s)", _(param->summary), choices)
                                   : param->columns
                                       ? g_strdup_printf(_("%s (columns %s)"), _(param->summary), param->columns)
                                       : g_strdup(_(param->summary));
        const char *cells[] = { param->key, org_type_name(param->type),
                                param->fallback ? param->fallback : _("required"), param->unit ? _(param->unit) : "",
                                meaning };
        org_text_table_add(table, cells);
    }
    g_autoptr(GString) text = g_string_new(NULL);
    org_text_table_finish(table, text);
    g_string_append_c(text, '\n');
    org_print_text(text->str);
    show_series(lang, feature);
    if (feature->details)
        show_details(_(feature->details));
    if (!feature->words)
        return;
    g_autoptr(GString) words = g_string_new(NULL);
    for (char **word = feature->words; *word; word++)
        g_string_append_printf(words, "%s%.*s", words->len ? ", " : "", (int) strcspn(*word, ":"), *word);
    org_print(_("\nIn a table of steps also: %s\n"), words->str);
}

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
list(OrgLang lang, const OrgCatalogue *catalogue, gboolean json)
{
    if (!json) {
        list_table(lang, catalogue);
        return ORG_EXIT_DONE;
    }
    json_t *all = json_array();
    for (guint i = 0; i < catalogue->features->len; i++)
        json_array_append_new(all, feature_json(catalogue, catalogue->features->pdata[i]));
    org_stdout_json(all);
    json_decref(all);
    return ORG_EXIT_DONE;
}

static int
show_named(OrgLang lang, const OrgCatalogue *catalogue, const char *name, gboolean json)
{
    const OrgFeatureInfo *feature = org_catalogue_find(catalogue, name);
    if (!feature) {
        g_autoptr(GPtrArray) names = g_ptr_array_new();
        for (guint i = 0; i < catalogue->features->len; i++)
            g_ptr_array_add(names, ((OrgFeatureInfo *) catalogue->features->pdata[i])->name);
        g_ptr_array_add(names, NULL);
        const char *nearest = org_nearest(name, (const char *const *) names->pdata);
        return org_cli_fail(lang, ORG_EXIT_INPUT, "no plugin offers \"%s\"%s%s; see orgsim plugin list", name,
                            nearest ? _("; nearest: ") : "", nearest ? nearest : "");
    }
    if (json) {
        json_t *one = feature_json(catalogue, feature);
        org_stdout_json(one);
        json_decref(one);
    } else
        show(lang, catalogue, feature);
    return ORG_EXIT_DONE;
}

static int
run(const OrgSpeech *speech, int argc, char **argv)
{
    OrgLang lang = speech->screen;
    gboolean json = FALSE, quiet = FALSE;
    const GOptionEntry entries[] = {
        { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON document"), NULL },
        { "quiet", 'q', 0, G_OPTION_ARG_NONE, &quiet, N_("Do not tell of plugins that cannot be used"), NULL },
        { NULL },
    };
    int status;
    if (!org_cli_options(lang, &org_cmd_plugin, entries, &argc, &argv, 1, 2, &status))
        return status;
    gboolean lists = !strcmp(argv[1], "list") && argc == 2, shows = !strcmp(argv[1], "show") && argc == 3;
    if (!lists && !shows)
        return org_cli_fail(lang, ORG_EXIT_USAGE, "expected: orgsim plugin list, or orgsim plugin show NAME");
    GError *error = NULL;
    OrgWorkerOptions options = { 0 };
    g_autoptr(OrgWorker) worker = org_worker_start(&options, &error);
    if (!worker)
        return org_cli_fail_error(lang, 0, error);
    const OrgCatalogue *catalogue = org_worker_catalogue(worker);
    if (!quiet)
        warn_broken(lang, catalogue);
    return lists ? list(lang, catalogue, json) : show_named(lang, catalogue, argv[2], json);
}

const OrgCommand org_cmd_plugin = {
    .name = "plugin",
    .usage = "list | show NAME [options]",
    .summary = "list what plugins offer, or show one with its parameters",
    .examples = "orgsim plugin list\norgsim plugin show NAME\norgsim plugin list --json",
    .run = run,
};
