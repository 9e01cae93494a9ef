// SPDX-License-Identifier: MIT
/* Descriptors: reading one that somebody else compiled, without trusting it. */
#pragma once
#include "../scenario/catalogue.h"

/* A feature with full-size structs, whatever the plugin was compiled against. Texts stay in the library. */
typedef struct {
    OrgFeature feature; /* first: org_plugins_feature() returns its address */
    const char *plugin; /* id */
    OrgParam *params;
    OrgSeries *series;
} OrgLoadedFeature;

typedef struct {
    OrgPlugin plugin;    /* full-size copy */
    GPtrArray *features; /* OrgLoadedFeature * */
} OrgDescription;

/* Check a descriptor and copy it. path: for the sentence. NULL when anything is wrong; nothing of it is then kept. */
OrgDescription *org_description_read(const OrgPlugin *from, const char *path, GError **error);
void org_description_free(OrgDescription *description);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgDescription, org_description_free)
