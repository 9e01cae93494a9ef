// SPDX-License-Identifier: MIT
/* The catalogue as JSON. What is read back may come from a hostile worker: every member is checked. */
#include "catalogue.h"
#include "../base/error.h"
#include <jansson.h>
#include <math.h>
#include <string.h>

enum {
    MAX_PLUGINS = 4096,
    MAX_FEATURES = 1024,
    MAX_PARAMS = 256,
    MAX_SERIES = 256,
    MAX_CHOICES = 1024,
    MAX_WORDS = 64
};

/* ---- writing */

static void
put_text(json_t *object, const char *key, const char *text)
{
    if (!text)
        return;
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    json_object_set_new(object, key, json_string(valid));
}

static void
put_number(json_t *object, const char *key, double value)
{
    if (isfinite(value) && value == floor(value) && fabs(value) < 1e15)
        json_object_set_new(object, key, json_integer((json_int_t) value));
    else if (isfinite(value))
        json_object_set_new(object, key, json_real(value));
}

static void
put_texts(json_t *object, const char *key, char *const *texts)
{
    if (!texts)
        return;
    json_t *array = json_array();
    for (; *texts; texts++) {
        g_autofree char *valid = g_utf8_make_valid(*texts, -1);
        json_array_append_new(array, json_string(valid));
    }
    json_object_set_new(object, key, array);
}

static json_t *
param_to_json(const OrgParamInfo *param)
{
    json_t *object = json_object();
    put_text(object, "key", param->key);
    put_text(object, "type", org_type_name(param->type));
    put_text(object, "summary", param->summary);
    put_text(object, "unit", param->unit);
    put_text(object, "default", param->fallback);
    if (param->min != 0 || param->max != 0) {
        put_number(object, "min", param->min);
        put_number(object, "max", param->max);
    }
    put_texts(object, "choices", param->choices);
    put_text(object, "columns", param->columns);
    return object;
}

static json_t *
series_to_json(const OrgSeriesInfo *series)
{
    json_t *object = json_object();
    put_text(object, "name", series->name);
    put_text(object, "label", series->label);
    put_text(object, "unit", series->unit);
    put_text(object, "kind", org_series_kind_name(series->kind));
    put_number(object, "flags", series->flags);
    return object;
}

static json_t *
feature_to_json(const OrgFeatureInfo *feature)
{
    json_t *object = json_object(), *params = json_array(), *series = json_array();
    put_text(object, "name", feature->name);
    put_text(object, "kind", org_kind_name(feature->kind));
    put_text(object, "summary", feature->summary);
    put_text(object, "details", feature->details);
    put_number(object, "flags", feature->flags);
    put_number(object, "views", feature->views);
    for (guint i = 0; i < feature->params->len; i++)
        json_array_append_new(params, param_to_json(&g_array_index(feature->params, OrgParamInfo, i)));
    json_object_set_new(object, "params", params);
    for (guint i = 0; i < feature->series->len; i++)
        json_array_append_new(series, series_to_json(&g_array_index(feature->series, OrgSeriesInfo, i)));
    json_object_set_new(object, "series", series);
    put_texts(object, "words", feature->words);
    return object;
}

static json_t *
plugin_to_json(const OrgCatalogue *catalogue, const OrgPluginInfo *plugin)
{
    json_t *object = json_object(), *features = json_array();
    put_text(object, "id", plugin->id);
    put_text(object, "version", plugin->version);
    put_text(object, "author", plugin->author);
    put_text(object, "license", plugin->license);
    put_text(object, "path", plugin->path);
    put_text(object, "sha256", plugin->sha256);
    for (guint i = 0; i < plugin->n_features; i++)
        json_array_append_new(features,
                              feature_to_json(g_ptr_array_index(catalogue->features, plugin->first_feature + i)));
    json_object_set_new(object, "features", features);
    return object;
}

gboolean
org_catalogue_same(const OrgCatalogue *a, const OrgPluginInfo *one, const OrgCatalogue *b, const OrgPluginInfo *other)
{
    json_t *mine = plugin_to_json(a, one), *theirs = plugin_to_json(b, other);
    gboolean same = json_equal(mine, theirs);
    json_decref(mine);
    json_decref(theirs);
    return same;
}

static char *
dump(json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT);
    json_decref(root);
    char *own = g_strdup(text); /* jansson's memory is not GLib's */
    free(text);
    return own;
}

char *
org_catalogue_some_to_json(const OrgCatalogue *catalogue, const GArray *some)
{
    json_t *root = json_object(), *plugins = json_array();
    for (guint i = 0; i < some->len; i++)
        json_array_append_new(
            plugins, plugin_to_json(catalogue, g_ptr_array_index(catalogue->plugins, g_array_index(some, guint, i))));
    json_object_set_new(root, "plugins", plugins);
    json_object_set_new(root, "broken", json_array());
    return dump(root);
}

char *
org_catalogue_to_json(const OrgCatalogue *catalogue)
{
    json_t *root = json_object(), *plugins = json_array(), *broken = json_array();
    for (guint i = 0; i < catalogue->plugins->len; i++)
        json_array_append_new(plugins, plugin_to_json(catalogue, g_ptr_array_index(catalogue->plugins, i)));
    for (guint i = 0; i < catalogue->broken->len; i++) {
        const OrgBrokenPlugin *item = g_ptr_array_index(catalogue->broken, i);
        json_t *object = json_object();
        g_autofree char *why = org_message_text(org_message_of(item->why), ORG_LANG_EN);
        put_text(object, "path", item->path);
        put_text(object, "stem", item->stem);
        put_text(object, "why", why);
        json_array_append_new(broken, object);
    }
    json_object_set_new(root, "plugins", plugins);
    json_object_set_new(root, "broken", broken);
    return dump(root);
}

/* ---- reading */

static gboolean
bad(GError **error, const char *what)
{
    g_autofree char *said = org_said_whole(what);
    org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL, "the list of plugins is damaged: %s", said);
    return FALSE;
}

/* FALSE when the member is there and no text, or is not there and needed. */
static gboolean
take_text(const json_t *object, const char *key, gboolean needed, char **text, GError **error)
{
    const json_t *member = json_object_get(object, key);
    *text = NULL;
    if (!member && !needed)
        return TRUE;
    if (!json_is_string(member) || strlen(json_string_value(member)) != json_string_length(member)) {
        g_autofree char *what = org_said("\"%s\" is expected to be a text", key);
        return bad(error, what);
    }
    *text = g_strdup(json_string_value(member));
    return TRUE;
}

static gboolean
take_number(const json_t *object, const char *key, double *value, GError **error)
{
    const json_t *member = json_object_get(object, key);
    *value = 0;
    if (!member)
        return TRUE;
    if (!json_is_number(member)) {
        g_autofree char *what = org_said("\"%s\" is expected to be a number", key);
        return bad(error, what);
    }
    *value = json_number_value(member);
    return TRUE;
}

static gboolean
take_array(const json_t *object, const char *key, gsize most, json_t **array, GError **error)
{
    *array = json_object_get(object, key);
    if (json_is_array(*array) && json_array_size(*array) <= most)
        return TRUE;
    g_autofree char *what = org_said("\"%s\" is expected to be a list of at most %u", key, (guint) most);
    return bad(error, what);
}

/* NULL when it is not there. */
static gboolean
take_texts(const json_t *object, const char *key, gsize most, char ***texts, GError **error)
{
    json_t *array;
    if (!json_object_get(object, key))
        return TRUE;
    if (!take_array(object, key, most, &array, error))
        return FALSE;
    *texts = g_new0(char *, json_array_size(array) + 1);
    for (gsize i = 0; i < json_array_size(array); i++) {
        const char *text = json_string_value(json_array_get(array, i));
        if (!text) {
            g_autofree char *what = org_said("\"%s\" is expected to be a list of texts", key);
            return bad(error, what);
        }
        (*texts)[i] = g_strdup(text);
    }
    return TRUE;
}

static gboolean
take_choices(const json_t *object, OrgParamInfo *param, GError **error)
{
    if (!take_texts(object, "choices", MAX_CHOICES, &param->choices, error))
        return FALSE;
    return param->choices != NULL || param->type != ORG_CHOICE || bad(error, "a choice without choices");
}

static gboolean
param_from_json(const json_t *object, OrgParamInfo *param, GError **error)
{
    g_autofree char *type = NULL;
    if (!take_text(object, "key", TRUE, &param->key, error) || !take_text(object, "type", TRUE, &type, error) ||
        !take_text(object, "summary", FALSE, &param->summary, error) ||
        !take_text(object, "unit", FALSE, &param->unit, error) ||
        !take_text(object, "default", FALSE, &param->fallback, error) ||
        !take_text(object, "columns", FALSE, &param->columns, error) ||
        !take_number(object, "min", &param->min, error) || !take_number(object, "max", &param->max, error))
        return FALSE;
    if (!*param->key || !org_type_parse(type, &param->type))
        return bad(error, "a parameter without a key or a known type");
    if ((param->type == ORG_TABLE) != (param->columns != NULL))
        return bad(error, "a table needs columns, and nothing else has them");
    return take_choices(object, param, error);
}

static gboolean
take_flags(const json_t *object, const char *key, guint32 *flags, GError **error)
{
    double number;
    if (!take_number(object, key, &number, error))
        return FALSE;
    if (!(number >= 0 && number <= G_MAXUINT32 && number == floor(number)))
        return bad(error, "flags that are no whole number");
    *flags = (guint32) number;
    return TRUE;
}

static gboolean
series_from_json(const json_t *object, OrgSeriesInfo *series, GError **error)
{
    g_autofree char *kind = NULL;
    if (!take_text(object, "name", TRUE, &series->name, error) ||
        !take_text(object, "label", TRUE, &series->label, error) ||
        !take_text(object, "unit", FALSE, &series->unit, error) || !take_text(object, "kind", TRUE, &kind, error) ||
        !take_flags(object, "flags", &series->flags, error))
        return FALSE;
    series->kind = strcmp(kind, "flow") == 0 ? ORG_FLOW : ORG_LEVEL;
    if (!*series->name || g_strcmp0(kind, org_series_kind_name(series->kind)) != 0)
        return bad(error, "a series without a name or a known kind");
    return TRUE;
}

static gboolean
feature_from_json(OrgCatalogue *catalogue, const json_t *object, GError **error)
{
    OrgFeatureInfo *feature = org_catalogue_add_feature(catalogue);
    g_autofree char *kind = NULL;
    json_t *params, *series;
    if (!take_text(object, "name", TRUE, &feature->name, error)) {
        feature->name = g_strdup("");
        return FALSE;
    }
    if (!take_text(object, "kind", TRUE, &kind, error) ||
        !take_text(object, "summary", FALSE, &feature->summary, error) ||
        !take_text(object, "details", FALSE, &feature->details, error) ||
        !take_flags(object, "flags", &feature->flags, error) || !take_flags(object, "views", &feature->views, error) ||
        !take_array(object, "params", MAX_PARAMS, &params, error) ||
        !take_array(object, "series", MAX_SERIES, &series, error) ||
        !take_texts(object, "words", MAX_WORDS, &feature->words, error))
        return FALSE;
    if (!*feature->name || !org_kind_parse(kind, &feature->kind))
        return bad(error, "a feature without a name or a known kind");
    g_array_set_size(feature->params, (guint) json_array_size(params));
    for (gsize i = 0; i < json_array_size(params); i++)
        if (!param_from_json(json_array_get(params, i), &g_array_index(feature->params, OrgParamInfo, i), error))
            return FALSE;
    g_array_set_size(feature->series, (guint) json_array_size(series));
    for (gsize i = 0; i < json_array_size(series); i++)
        if (!series_from_json(json_array_get(series, i), &g_array_index(feature->series, OrgSeriesInfo, i), error))
            return FALSE;
    return TRUE;
}

static gboolean
plugin_from_json(OrgCatalogue *catalogue, const json_t *object, GError **error)
{
    OrgPluginInfo *plugin = org_catalogue_add_plugin(catalogue);
    json_t *features;
    if (!take_text(object, "id", TRUE, &plugin->id, error) ||
        !take_text(object, "version", FALSE, &plugin->version, error) ||
        !take_text(object, "author", FALSE, &plugin->author, error) ||
        !take_text(object, "license", FALSE, &plugin->license, error) ||
        !take_text(object, "path", FALSE, &plugin->path, error) ||
        !take_text(object, "sha256", FALSE, &plugin->sha256, error) ||
        !take_array(object, "features", MAX_FEATURES, &features, error))
        return FALSE;
    for (gsize i = 0; i < json_array_size(features); i++)
        if (!feature_from_json(catalogue, json_array_get(features, i), error))
            return FALSE;
    return TRUE;
}

static gboolean
broken_from_json(OrgCatalogue *catalogue, const json_t *object, GError **error)
{
    OrgBrokenPlugin *broken = g_new0(OrgBrokenPlugin, 1);
    g_ptr_array_add(catalogue->broken, broken);
    return take_text(object, "path", TRUE, &broken->path, error) &&
           take_text(object, "stem", TRUE, &broken->stem, error) && take_text(object, "why", TRUE, &broken->why, error);
}

static gboolean
fill(OrgCatalogue *catalogue, const json_t *root, GError **error)
{
    json_t *plugins, *broken;
    if (!take_array(root, "plugins", MAX_PLUGINS, &plugins, error) ||
        !take_array(root, "broken", MAX_PLUGINS, &broken, error))
        return FALSE;
    for (gsize i = 0; i < json_array_size(plugins); i++)
        if (!plugin_from_json(catalogue, json_array_get(plugins, i), error))
            return FALSE;
    for (gsize i = 0; i < json_array_size(broken); i++)
        if (!broken_from_json(catalogue, json_array_get(broken, i), error))
            return FALSE;
    return TRUE;
}

OrgCatalogue *
org_catalogue_from_json(const char *json, gssize size, GError **error)
{
    json_error_t where;
    json_t *root = json_loadb(json, size < 0 ? strlen(json) : (gsize) size, JSON_REJECT_DUPLICATES, &where);
    if (!root) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL,
                      "the list of plugins is not JSON: %s (line %d, column %d)", where.text, where.line, where.column);
        return NULL;
    }
    g_autoptr(OrgCatalogue) catalogue = org_catalogue_new();
    gboolean good = fill(catalogue, root, error);
    json_decref(root);
    return good ? g_steal_pointer(&catalogue) : NULL;
}
