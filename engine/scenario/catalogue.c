// SPDX-License-Identifier: MIT
#include "catalogue.h"
#include "../base/message.h"
#include "../base/series.h"
#include <string.h>

static void
param_clear(gpointer data)
{
    OrgParamInfo *param = data;
    g_free(param->key);
    g_free(param->summary);
    g_free(param->unit);
    g_free(param->fallback);
    g_strfreev(param->choices);
    g_free(param->columns);
}

static void
series_clear(gpointer data)
{
    OrgSeriesInfo *series = data;
    g_free(series->name);
    g_free(series->label);
    g_free(series->unit);
}

static void
feature_free(gpointer data)
{
    OrgFeatureInfo *feature = data;
    g_free(feature->name);
    g_free(feature->summary);
    g_free(feature->details);
    g_array_unref(feature->params);
    g_array_unref(feature->series);
    g_free(feature);
}

static void
plugin_free(gpointer data)
{
    OrgPluginInfo *plugin = data;
    g_free(plugin->id);
    g_free(plugin->version);
    g_free(plugin->author);
    g_free(plugin->license);
    g_free(plugin->path);
    g_free(plugin->sha256);
    g_free(plugin);
}

static void
broken_free(gpointer data)
{
    OrgBrokenPlugin *broken = data;
    g_free(broken->path);
    g_free(broken->stem);
    g_free(broken->why);
    g_free(broken);
}

OrgCatalogue *
org_catalogue_new(void)
{
    OrgCatalogue *catalogue = g_new0(OrgCatalogue, 1);
    catalogue->plugins = g_ptr_array_new_with_free_func(plugin_free);
    catalogue->features = g_ptr_array_new_with_free_func(feature_free);
    catalogue->broken = g_ptr_array_new_with_free_func(broken_free);
    return catalogue;
}

void
org_catalogue_free(OrgCatalogue *catalogue)
{
    if (!catalogue)
        return;
    g_ptr_array_unref(catalogue->plugins);
    g_ptr_array_unref(catalogue->features);
    g_ptr_array_unref(catalogue->broken);
    g_free(catalogue);
}

const OrgFeatureInfo *
org_catalogue_find(const OrgCatalogue *catalogue, const char *feature)
{
    for (guint i = 0; i < catalogue->features->len; i++) {
        const OrgFeatureInfo *info = g_ptr_array_index(catalogue->features, i);
        if (strcmp(info->name, feature) == 0)
            return info;
    }
    return NULL;
}

OrgPluginInfo *
org_catalogue_add_plugin(OrgCatalogue *catalogue)
{
    OrgPluginInfo *plugin = g_new0(OrgPluginInfo, 1);
    plugin->first_feature = catalogue->features->len;
    g_ptr_array_add(catalogue->plugins, plugin);
    return plugin;
}

OrgFeatureInfo *
org_feature_info_new(void)
{
    OrgFeatureInfo *feature = g_new0(OrgFeatureInfo, 1);
    feature->params = g_array_new(FALSE, TRUE, sizeof(OrgParamInfo));
    g_array_set_clear_func(feature->params, param_clear);
    feature->series = g_array_new(FALSE, TRUE, sizeof(OrgSeriesInfo));
    g_array_set_clear_func(feature->series, series_clear);
    return feature;
}

OrgFeatureInfo *
org_catalogue_add_feature(OrgCatalogue *catalogue)
{
    g_return_val_if_fail(catalogue->plugins->len > 0, NULL);
    OrgPluginInfo *plugin = g_ptr_array_index(catalogue->plugins, catalogue->plugins->len - 1);
    OrgFeatureInfo *feature = org_feature_info_new();
    feature->plugin = catalogue->plugins->len - 1;
    feature->index = plugin->n_features++;
    g_ptr_array_add(catalogue->features, feature);
    return feature;
}

OrgBrokenPlugin *
org_catalogue_add_broken(OrgCatalogue *catalogue, const char *path, const char *why)
{
    OrgBrokenPlugin *broken = g_new0(OrgBrokenPlugin, 1);
    broken->path = g_strdup(path);
    broken->stem = g_path_get_basename(path);
    char *dot = strrchr(broken->stem, '.');
    if (dot && dot != broken->stem)
        *dot = 0;
    broken->why = g_strdup(why);
    g_ptr_array_add(catalogue->broken, broken);
    return broken;
}

static const struct {
    OrgType type;
    const char *name, *words;
} types[] = {
    { ORG_BOOL, "bool", M_("true or false") },
    { ORG_INT, "int", M_("a whole number") },
    { ORG_REAL, "real", M_("a number") },
    { ORG_PERCENT, "percent", M_("a percentage such as 2.5%%") },
    { ORG_TEXT, "text", M_("text") },
    { ORG_CHOICE, "choice", M_("one of its choices") },
    { ORG_DATE, "date", M_("a month such as 2021-01") },
    { ORG_UNIT, "unit", M_("the id of a unit") },
    { ORG_UNIT_SET, "units", M_("ids of units, or SQL in {where: …}") },
    { ORG_POST_SET, "posts", M_("ids of posts, or SQL in {where: …}") },
    { ORG_PERSON_SET, "people", M_("ids of people, or SQL in {where: …}") },
    { ORG_TABLE, "table", M_("a CSV file or a list of mappings") },
    { ORG_AMOUNT, "amount", M_("a count such as 100, or a percentage such as 2.5%%") },
    { ORG_BASELINE, "baseline", M_("the name of a baseline, or start") },
};

const char *
org_type_name(OrgType type)
{
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].type == type)
            return types[i].name;
    return NULL;
}

const char *
org_type_words(OrgType type)
{
    for (guint i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].type == type)
            return types[i].words;
    return "a value";
}

gboolean
org_type_parse(const char *name, OrgType *type)
{
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        if (strcmp(types[i].name, name) != 0)
            continue;
        *type = types[i].type;
        return TRUE;
    }
    return FALSE;
}

static const char *const kinds[] = { NULL, "operator", "process", "rule", "metric", "renderer" };

const char *
org_kind_name(OrgKind kind)
{
    return kind >= 1 && kind < G_N_ELEMENTS(kinds) ? kinds[kind] : NULL;
}

gboolean
org_kind_parse(const char *name, OrgKind *kind)
{
    for (guint i = 1; i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kinds[i], name) != 0)
            continue;
        *kind = i;
        return TRUE;
    }
    return FALSE;
}

const char *
org_series_kind_name(guint32 kind)
{
    return kind == ORG_LEVEL ? "level" : kind == ORG_FLOW ? "flow" : NULL;
}

const OrgSeriesInfo *
org_feature_series(const OrgFeatureInfo *feature, const char *name)
{
    for (guint i = 0; i < feature->series->len; i++) {
        const OrgSeriesInfo *series = &g_array_index(feature->series, OrgSeriesInfo, i);
        if (org_series_named(series->name, name))
            return series;
    }
    return NULL;
}

char *
org_param_stranger(const OrgParamInfo *param, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    if (param->type != ORG_TEXT || !param->choices)
        return NULL;
    for (guint i = 0; parts[i]; i++)
        if (!g_strv_contains((const char *const *) param->choices, parts[i]))
            return g_strdup(parts[i]);
    return g_strdup(*parts ? NULL : "");
}
