/* SPDX-License-Identifier: MIT
 * The catalogue: what plugins offer, as plain data. The host fills it from descriptors that a worker read;
 * the scenario reader checks items against it. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct {
    char *key, *summary, *unit; /* unit may be NULL */
    OrgType type;
    char *fallback;             /* NULL: required */
    double min, max;
    char **choices;             /* NULL-terminated, or NULL */
    char *columns;              /* ORG_TABLE, else NULL */
} OrgParamInfo;

typedef struct {
    char *name, *summary, *details; /* details may be NULL */
    OrgKind kind;
    guint32 flags;
    GArray *params;             /* OrgParamInfo */
    guint plugin;               /* index in the catalogue's plugins */
    guint index;                /* of the feature in its plugin */
} OrgFeatureInfo;

typedef struct {
    char *id, *version, *author, *license;
    char *path;                 /* of the shared library */
    char *sha256;               /* of the file */
    guint first_feature, n_features;
} OrgPluginInfo;

/* A library that could not be used, and why: "… exited with status 0 while it was loaded". */
typedef struct { char *path, *stem, *why; } OrgBrokenPlugin;

typedef struct {
    GPtrArray *plugins;  /* OrgPluginInfo *, by id */
    GPtrArray *features; /* OrgFeatureInfo *, in plugin order */
    GPtrArray *broken;   /* OrgBrokenPlugin * */
} OrgCatalogue;

OrgCatalogue *org_catalogue_new(void);
void org_catalogue_free(OrgCatalogue *catalogue);
const OrgFeatureInfo *org_catalogue_find(const OrgCatalogue *catalogue, const char *feature); /* NULL if there is none */
/* As one JSON text, and back: how descriptors cross from the worker. */
char *org_catalogue_to_json(const OrgCatalogue *catalogue);
OrgCatalogue *org_catalogue_from_json(const char *json, gssize size, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgCatalogue, org_catalogue_free)
