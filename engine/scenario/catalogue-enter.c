// SPDX-License-Identifier: MIT
/* A plugin enters a catalogue with its features, or is refused since another has its names already. */
#include "catalogue.h"
#include "../base/error.h"
#include "../org/org.h"
#include <string.h>

static gboolean
is_new(const OrgCatalogue *catalogue, const OrgPluginInfo *plugin, const GPtrArray *features, GError **error)
{
    for (guint i = 0; i < catalogue->plugins->len; i++) {
        const OrgPluginInfo *other = g_ptr_array_index(catalogue->plugins, i);
        if (strcmp(other->id, plugin->id) != 0)
            continue;
        org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                      "%s: plugin \"%s\" is already there, from %s; remove one of the two files", plugin->path,
                      other->id, other->path);
        return FALSE;
    }
    for (guint i = 0; i < features->len; i++) {
        const OrgFeatureInfo *feature = g_ptr_array_index(features, i);
        const OrgFeatureInfo *other = org_catalogue_find(catalogue, feature->name);
        if (other == NULL)
            continue;
        const OrgPluginInfo *owner = g_ptr_array_index(catalogue->plugins, other->plugin);
        org_error_set(error, ORG_ERROR, ORG_E_INVALID,
                      "%s: feature \"%s\" is already there, from plugin \"%s\" in %s; rename one of the two",
                      plugin->path, other->name, owner->id, owner->path);
        return FALSE;
    }
    return TRUE;
}

/* The catalogue stays sorted by id, and what it handed out stays where it is: entries are pointers. */
gboolean
org_catalogue_enter(OrgCatalogue *catalogue, OrgPluginInfo *plugin, const GPtrArray *features, GError **error)
{
    if (!is_new(catalogue, plugin, features, error))
        return FALSE;
    guint at = 0, first = 0, n = features->len;
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
    plugin->first_feature = first;
    plugin->n_features = n;
    g_ptr_array_insert(catalogue->plugins, (gint) at, plugin);
    for (guint i = 0; i < n; i++) {
        OrgFeatureInfo *feature = g_ptr_array_index(features, i);
        feature->plugin = at;
        feature->index = i;
        g_ptr_array_insert(catalogue->features, (gint) (first + i), feature);
    }
    return TRUE;
}

void
org_catalogue_move(OrgCatalogue *into, OrgCatalogue *from,
                   void (*refused)(const OrgPluginInfo *plugin, const GError *why, gpointer data), gpointer data)
{
    g_ptr_array_set_free_func(from->features, NULL); /* each goes with its plugin, or is freed with it */
    while (from->plugins->len > 0) {
        g_autoptr(OrgCatalogue) alone = org_catalogue_new();
        g_autoptr(GPtrArray) features = g_ptr_array_new();
        g_autoptr(GError) why = NULL;
        OrgPluginInfo *plugin = g_ptr_array_steal_index(from->plugins, 0);
        for (guint i = 0; i < plugin->n_features; i++)
            g_ptr_array_add(features, g_ptr_array_index(from->features, plugin->first_feature + i));
        if (org_catalogue_enter(into, plugin, features, &why))
            continue;
        if (refused != NULL)
            refused(plugin, why, data);
        org_catalogue_enter(alone, plugin, features, NULL); /* frees them */
    }
    g_ptr_array_set_size(from->features, 0);
}
