// SPDX-License-Identifier: MIT
/* The catalogue: what plugins offer, as plain data. The host fills it from descriptors that a worker read;
 * the scenario reader checks items against it. */
#pragma once
#include <glib.h>
#include <orgsim/plugin.h>

typedef struct {
    char *key, *summary, *unit; /* unit may be NULL */
    OrgType type;
    char *fallback; /* NULL: required */
    double min, max;
    char **choices; /* NULL-terminated, or NULL; of ORG_TEXT: what may stand in a list with commas between */
    char *columns;  /* ORG_TABLE, else NULL */
} OrgParamInfo;

typedef struct {
    char *name, *label,
        *unit;           /* a last '*' of the name stands for a number or word (base/series.h); unit may be NULL */
    guint32 kind, flags; /* ORG_LEVEL or ORG_FLOW; ORG_PER_UNIT … */
} OrgSeriesInfo;

typedef struct {
    char *name, *summary, *details; /* details may be NULL */
    OrgKind kind;
    guint32 flags, views;
    GArray *params; /* OrgParamInfo */
    GArray *series; /* OrgSeriesInfo */
    char **words;   /* what a table of steps calls an operator, too: "hợp nhất:into.id"; NULL-terminated, or NULL */
    guint plugin;   /* index in the catalogue's plugins */
    guint index;    /* of the feature in its plugin */
} OrgFeatureInfo;

typedef struct {
    char *id, *version, *author, *license;
    char *path;   /* of the shared library */
    char *sha256; /* of the file */
    guint first_feature, n_features;
} OrgPluginInfo;

/* A library that could not be used, and why: "… exited with status 0 while it was loaded". */
typedef struct {
    char *path, *stem, *why;
} OrgBrokenPlugin;

typedef struct {
    GPtrArray *plugins;  /* OrgPluginInfo *, by id */
    GPtrArray *features; /* OrgFeatureInfo *, in plugin order */
    GPtrArray *broken;   /* OrgBrokenPlugin * */
} OrgCatalogue;

OrgCatalogue *org_catalogue_new(void);
void org_catalogue_free(OrgCatalogue *catalogue);
const OrgFeatureInfo *org_catalogue_find(const OrgCatalogue *catalogue,
                                         const char *feature); /* NULL if there is none */

/* Filling one: a plugin, then its features. The members are set by the caller; all texts are owned by the catalogue. */
OrgPluginInfo *org_catalogue_add_plugin(OrgCatalogue *catalogue);
OrgFeatureInfo *org_feature_info_new(void); /* for a catalogue's `features`; without params and series */
OrgFeatureInfo *
org_catalogue_add_feature(OrgCatalogue *catalogue); /* of the plugin added last; without params and series */
/* Take a plugin in at its place by id, with its features (OrgFeatureInfo *), or refuse one whose id or features are there already,
 * naming both files. Takes all of them only on success. */
gboolean org_catalogue_enter(OrgCatalogue *catalogue, OrgPluginInfo *plugin, const GPtrArray *features, GError **error);
/* Move all plugins of another catalogue in, which is empty then. Those that are refused are freed; refused (may be NULL) is told. */
void org_catalogue_move(OrgCatalogue *into, OrgCatalogue *from,
                        void (*refused)(const OrgPluginInfo *plugin, const GError *why, gpointer data), gpointer data);
OrgBrokenPlugin *org_catalogue_add_broken(OrgCatalogue *catalogue, const char *path, const char *why);

/* The series that the feature declares under a name; NULL if there is none. */
const OrgSeriesInfo *org_feature_series(const OrgFeatureInfo *feature, const char *name);

/* The first part of a list ("svg,bmp") that is none of the choices of a text parameter; NULL when all are, or when it has
 * no choices. Owned by the caller. */
char *org_param_stranger(const OrgParamInfo *param, const char *text);

/* Names of types and kinds as JSON and `plugin list` write them: "units", "operator". NULL for a number that is none. */
const char *org_type_name(OrgType type);
const char *
org_type_words(OrgType type); /* what a value looks like, "a percentage such as 2.5%", as an argument of a message */
gboolean org_type_parse(const char *name, OrgType *type);
const char *org_kind_name(OrgKind kind);
const char *org_series_kind_name(guint32 kind); /* "level", "flow"; NULL for a number that is neither */
gboolean org_kind_parse(const char *name, OrgKind *kind);

/* As one JSON text, and back: how descriptors cross from the worker. */
char *org_catalogue_to_json(const OrgCatalogue *catalogue);
/* Of these plugins only (guint: indices), and without what is broken. */
char *org_catalogue_some_to_json(const OrgCatalogue *catalogue, const GArray *plugins);
OrgCatalogue *org_catalogue_from_json(const char *json, gssize size, GError **error);

/* Whether two catalogues say the same of a plugin, its library and its features included. */
gboolean org_catalogue_same(const OrgCatalogue *a, const OrgPluginInfo *one, const OrgCatalogue *b,
                            const OrgPluginInfo *other);

/* The JSON Schema (draft 7) of scenarios that use these features; for editors. */
char *org_scenario_schema(const OrgCatalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgCatalogue, org_catalogue_free)
