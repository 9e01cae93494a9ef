// SPDX-License-Identifier: MIT
#include "plugins.h"
#include <string.h>

OrgPluginSet *
org_plugins_new(void)
{
    OrgPluginSet *set = g_new0(OrgPluginSet, 1);
    set->descriptions = g_ptr_array_new_with_free_func((GDestroyNotify) org_description_free);
    set->features = g_hash_table_new(g_str_hash, g_str_equal);
    set->catalogue = org_catalogue_new();
    return set;
}

void
org_plugins_free(OrgPluginSet *set)
{
    if (set == NULL)
        return;
    g_hash_table_unref(set->features);
    g_ptr_array_unref(set->descriptions);
    org_catalogue_free(set->catalogue);
    g_free(set);
}

OrgCatalogue *
org_plugins_catalogue(OrgPluginSet *set)
{
    return set->catalogue;
}

void
org_plugins_know(OrgPluginSet *set, OrgCatalogue *others)
{
    org_catalogue_move(set->catalogue, others, NULL, NULL);
}

const OrgFeature *
org_plugins_feature(OrgPluginSet *set, const OrgFeatureInfo *info)
{
    const OrgLoadedFeature *loaded = g_hash_table_lookup(set->features, info->name);
    return loaded != NULL ? &loaded->feature : NULL;
}

const char *
org_plugins_id_of(const OrgFeature *feature)
{
    return ((const OrgLoadedFeature *) feature)->plugin;
}

static OrgFeatureInfo *
feature_info(const OrgFeature *feature)
{
    OrgFeatureInfo *info = org_feature_info_new();
    info->name = g_strdup(feature->name);
    info->summary = g_strdup(feature->summary);
    info->details = g_strdup(feature->details);
    info->kind = feature->kind;
    info->flags = feature->flags;
    info->views = feature->views;
    info->words = g_strdupv((char **) feature->words);
    for (guint i = 0; i < feature->n_params; i++) {
        const OrgParam *param = &feature->params[i];
        OrgParamInfo copy = { .key = g_strdup(param->key),
                              .summary = g_strdup(param->summary),
                              .unit = g_strdup(param->unit),
                              .type = param->type,
                              .fallback = g_strdup(param->fallback),
                              .min = param->min,
                              .max = param->max,
                              .choices = g_strdupv((char **) param->choices),
                              .columns = g_strdup(param->columns) };
        g_array_append_val(info->params, copy);
    }
    for (guint i = 0; i < feature->n_series; i++) {
        const OrgSeries *series = &feature->series[i];
        OrgSeriesInfo copy = { g_strdup(series->name), g_strdup(series->label), g_strdup(series->unit), series->kind,
                               series->flags };
        g_array_append_val(info->series, copy);
    }
    return info;
}

static OrgPluginInfo *
plugin_info(const OrgPlugin *plugin, const char *path, const char *sha256)
{
    OrgPluginInfo *info = g_new0(OrgPluginInfo, 1);
    *info = (OrgPluginInfo){ .id = g_strdup(plugin->id),
                             .version = g_strdup(plugin->version),
                             .author = g_strdup(plugin->author),
                             .license = g_strdup(plugin->license),
                             .path = g_strdup(path),
                             .sha256 = g_strdup(sha256) };
    return info;
}

static void
keep_refusal(const OrgPluginInfo *plugin, const GError *why, gpointer data)
{
    (void) plugin;
    g_propagate_error(data, g_error_copy(why));
}

/* By way of a catalogue of its own, which frees what is refused. */
static gboolean
enter(OrgCatalogue *catalogue, const OrgDescription *description, const char *path, const char *sha256, GError **error)
{
    g_autoptr(OrgCatalogue) alone = org_catalogue_new();
    g_autoptr(GPtrArray) features = g_ptr_array_new();
    g_autoptr(GError) why = NULL;
    for (guint i = 0; i < description->features->len; i++) {
        const OrgLoadedFeature *loaded = g_ptr_array_index(description->features, i);
        g_ptr_array_add(features, feature_info(&loaded->feature));
    }
    org_catalogue_enter(alone, plugin_info(&description->plugin, path, sha256), features, NULL);
    org_catalogue_move(catalogue, alone, keep_refusal, &why);
    if (why == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&why));
    return FALSE;
}

gboolean
org_plugins_add(OrgPluginSet *set, OrgDescription *description, const char *path, const char *sha256, GError **error)
{
    if (!enter(set->catalogue, description, path, sha256, error))
        return FALSE;
    for (guint i = 0; i < description->features->len; i++) {
        OrgLoadedFeature *loaded = g_ptr_array_index(description->features, i);
        g_hash_table_insert(set->features, (gpointer) loaded->feature.name, loaded);
    }
    g_ptr_array_add(set->descriptions, description);
    return TRUE;
}
