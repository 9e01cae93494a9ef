// SPDX-License-Identifier: MIT
#include "plugins.h"
#include "../base/error.h"
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

static gboolean
is_new(const OrgPluginSet *set, const OrgDescription *description, const char *path, GError **error)
{
    const OrgCatalogue *catalogue = set->catalogue;
    for (guint i = 0; i < catalogue->plugins->len; i++) {
        const OrgPluginInfo *other = g_ptr_array_index(catalogue->plugins, i);
        if (strcmp(other->id, description->plugin.id) != 0)
            continue;
        org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                      "%s: plugin \"%s\" is already there, from %s; remove one of the two files", path, other->id,
                      other->path);
        return FALSE;
    }
    for (guint i = 0; i < description->features->len; i++) {
        const OrgLoadedFeature *loaded = g_ptr_array_index(description->features, i);
        const OrgFeatureInfo *other = org_catalogue_find(catalogue, loaded->feature.name);
        if (other == NULL)
            continue;
        const OrgPluginInfo *plugin = g_ptr_array_index(catalogue->plugins, other->plugin);
        org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                      "%s: feature \"%s\" is already there, from plugin \"%s\" in %s; rename one of the two", path,
                      other->name, plugin->id, plugin->path);
        return FALSE;
    }
    return TRUE;
}

static OrgFeatureInfo *
feature_info(const OrgFeature *feature, guint plugin, guint index)
{
    OrgFeatureInfo *info = org_feature_info_new();
    info->name = g_strdup(feature->name);
    info->summary = g_strdup(feature->summary);
    info->details = g_strdup(feature->details);
    info->kind = feature->kind;
    info->flags = feature->flags;
    info->views = feature->views;
    info->plugin = plugin;
    info->index = index;
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

/* The catalogue stays sorted by id, and what it handed out stays where it is: entries are pointers. */
static void
enter(OrgCatalogue *catalogue, const OrgDescription *description, const char *path, const char *sha256)
{
    const OrgPlugin *plugin = &description->plugin;
    guint at = 0, first = 0, n = description->features->len;
    for (; at < catalogue->plugins->len; at++) {
        const OrgPluginInfo *other = g_ptr_array_index(catalogue->plugins, at);
        if (strcmp(other->id, plugin->id) > 0)
            break;
        first = other->first_feature + other->n_features;
    }
    for (guint i = at; i < catalogue->plugins->len; i++)
        ((OrgPluginInfo *) g_ptr_array_index(catalogue->plugins, i))->first_feature += n;
    for (guint i = first; i < catalogue->features->len; i++)
        ((OrgFeatureInfo *) g_ptr_array_index(catalogue->features, i))->plugin++;
    OrgPluginInfo *info = g_new0(OrgPluginInfo, 1);
    *info = (OrgPluginInfo){ .id = g_strdup(plugin->id),
                             .version = g_strdup(plugin->version),
                             .author = g_strdup(plugin->author),
                             .license = g_strdup(plugin->license),
                             .path = g_strdup(path),
                             .sha256 = g_strdup(sha256),
                             .first_feature = first,
                             .n_features = n };
    g_ptr_array_insert(catalogue->plugins, (gint) at, info);
    for (guint i = 0; i < n; i++) {
        const OrgLoadedFeature *loaded = g_ptr_array_index(description->features, i);
        g_ptr_array_insert(catalogue->features, (gint) (first + i), feature_info(&loaded->feature, at, i));
    }
}

gboolean
org_plugins_add(OrgPluginSet *set, OrgDescription *description, const char *path, const char *sha256, GError **error)
{
    if (!is_new(set, description, path, error))
        return FALSE;
    enter(set->catalogue, description, path, sha256);
    for (guint i = 0; i < description->features->len; i++) {
        OrgLoadedFeature *loaded = g_ptr_array_index(description->features, i);
        g_hash_table_insert(set->features, (gpointer) loaded->feature.name, loaded);
    }
    g_ptr_array_add(set->descriptions, description);
    return TRUE;
}
