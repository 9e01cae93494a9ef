// SPDX-License-Identifier: MIT
/* Inside the host: the set of loaded plugins. */
#pragma once
#include "ctx.h"
#include "describe.h"

struct OrgPluginSet {
    GPtrArray *descriptions; /* OrgDescription *, in loading order */
    GHashTable *features;    /* name → OrgLoadedFeature * */
    OrgCatalogue *catalogue;
};

/* Take a described plugin in, or refuse a duplicate naming both files. Takes description only on success. */
gboolean org_plugins_add(OrgPluginSet *set, OrgDescription *description, const char *path, const char *sha256,
                         GError **error);

/* The plugin of a feature that org_plugins_feature() returned. */
const char *org_plugins_id_of(const OrgFeature *feature);
