// SPDX-License-Identifier: MIT
/* The parameters of one item: nested mappings flatten to dotted keys, every parameter gets a value. */
#include "reader.h"
#include "../base/message.h"
#include <string.h>

typedef struct {
    OrgReader *reader;
    const OrgFeatureInfo *feature;
    OrgCountingList *list;
    OrgValueInfo *values;
    gboolean *tried; /* by parameter: written, or meant by a misspelt key: it is not also reported as missing */
    gboolean good;
} Params;

static const OrgParamInfo *
param_at(const OrgFeatureInfo *feature, guint index)
{
    return &g_array_index(feature->params, OrgParamInfo, index);
}

static int
find_param(const OrgFeatureInfo *feature, const char *key)
{
    for (guint i = 0; i < feature->params->len; i++)
        if (strcmp(param_at(feature, i)->key, key) == 0)
            return (int) i;
    return -1;
}

/* `counting: NAME` chooses what a feature looks at even when it calls that parameter otherwise: it stands for `where`,
 * or for the first set. */
static int
counted_param(const OrgFeatureInfo *feature)
{
    int where = find_param(feature, "where"), first = -1;
    for (guint i = 0; i < feature->params->len && first < 0; i++)
        if (param_at(feature, i)->type >= ORG_UNIT_SET && param_at(feature, i)->type <= ORG_PERSON_SET)
            first = (int) i;
    gboolean is_set = where >= 0 && param_at(feature, (guint) where)->type >= ORG_UNIT_SET &&
                      param_at(feature, (guint) where)->type <= ORG_PERSON_SET;
    return is_set ? where : first;
}

/* The parts that stand directly below a prefix: "into.id", "into.name" give "id, name". NULL: nothing does. */
static char *
parts_below(const OrgFeatureInfo *feature, const char *prefix)
{
    g_autoptr(GString) parts = g_string_new(NULL);
    gsize length = strlen(prefix);
    for (guint i = 0; i < feature->params->len; i++) {
        const char *key = param_at(feature, i)->key;
        if (strncmp(key, prefix, length) == 0 && key[length] == '.')
            g_string_append_printf(parts, "%s%s", parts->len ? ", " : "", key + length + 1);
    }
    return parts->len ? g_strdup(parts->str) : NULL;
}

static void
unknown_key(Params *params, const OrgYaml *key, const char *full)
{
    const OrgFeatureInfo *feature = params->feature;
    params->good = FALSE;
    if (g_str_has_suffix(full, "<<")) { /* what it would have brought is not missed */
        for (guint i = 0; i < feature->params->len; i++)
            params->tried[i] = TRUE;
        org_reader_error(params->reader, key, "bad-key", "merge keys (<<) are not read; write the parameters here");
        return;
    }
    g_autoptr(GPtrArray) free_keys = g_ptr_array_new(), all = g_ptr_array_new();
    for (guint i = 0; i < feature->params->len; i++) {
        g_ptr_array_add(all, param_at(feature, i)->key);
        if (!params->tried[i])
            g_ptr_array_add(free_keys, param_at(feature, i)->key);
    }
    g_ptr_array_add(all, NULL);
    g_ptr_array_add(free_keys, NULL);
    const char *meant = strlen(full) <= 64 ? org_nearest(full, (const char *const *) free_keys->pdata) : NULL;
    if (meant)
        params->tried[find_param(feature, meant)] = TRUE;
    g_autofree char *quoted = org_yaml_quote(full);
    g_autofree char *suggestion =
        meant ? org_said("; did you mean \"%s\"?", meant) : org_reader_suggest(full, (const char *const *) all->pdata);
    org_reader_error(params->reader, key, "unknown-parameter", "%s has no parameter %s%s", feature->name, quoted,
                     feature->params->len ? suggestion : M_("; it takes none"));
}

static void
read_param(Params *params, guint index, const OrgYaml *key, const OrgYaml *node)
{
    const OrgParamInfo *param = param_at(params->feature, index);
    if (params->values[index].given) {
        org_reader_error(params->reader, key, "duplicate-key", "%s is given twice, first in line %u", param->key,
                         params->values[index].line);
        params->good = FALSE;
        return;
    }
    params->tried[index] = TRUE;
    OrgParamInfo counted = *param;
    if (strcmp(key->text, "counting") == 0) { /* read as a rule's name whatever the parameter is called */
        counted.key = (char *) "counting";
        param = &counted;
    }
    if (!org_read_value(params->reader, param, node, params->list, &params->values[index]))
        params->good = FALSE;
    if (params->list && params->list->param == -2)
        params->list->param = (int) index;
}

static void
read_mapping(Params *params, const OrgYaml *mapping, const char *prefix)
{
    for (guint i = 0; i < mapping->keys->len; i++) {
        const OrgYaml *key = g_ptr_array_index(mapping->keys, i), *node = g_ptr_array_index(mapping->items, i);
        g_autofree char *full = prefix ? g_strdup_printf("%s.%s", prefix, key->text) : g_strdup(key->text);
        int index = strlen(full) <= 200 ? find_param(params->feature, full) : -1;
        if (index < 0 && strcmp(full, "counting") == 0)
            index = counted_param(params->feature);
        g_autofree char *below = strlen(full) <= 200 ? parts_below(params->feature, full) : NULL;
        if (below && node->kind == ORG_YAML_MAPPING) {
            read_mapping(params, node, full);
        } else if (index >= 0) {
            read_param(params, (guint) index, key, node);
        } else if (below) {
            org_reader_error(params->reader, node, "bad-value", "%s is %s, expected a mapping with %s", full,
                             org_yaml_kind_name(node), below);
            params->good = FALSE;
            for (guint p = 0; p < params->feature->params->len; p++)
                if (g_str_has_prefix(param_at(params->feature, p)->key, full))
                    params->tried[p] = TRUE;
        } else {
            unknown_key(params, key, full);
        }
    }
}

static void
complete(Params *params, const OrgYaml *at)
{
    for (guint i = 0; i < params->feature->params->len; i++) {
        const OrgParamInfo *param = param_at(params->feature, i);
        if (params->tried[i])
            continue;
        if (param->fallback) {
            if (!org_value_fallback(params->reader, params->feature, param, at, &params->values[i]))
                params->good = FALSE;
            continue;
        }
        g_autofree char *summary = org_said_whole(param->summary);
        org_reader_error(params->reader, at, "missing-parameter", "%s needs %s: %s%s%s", params->feature->name,
                         param->key, org_type_words(param->type), param->summary && *param->summary ? ", " : "",
                         param->summary ? summary : "");
        params->good = FALSE;
    }
}

gboolean
org_read_params(OrgReader *reader, const OrgFeatureInfo *feature, const OrgYaml *body, const OrgYaml *at,
                GHashTable *ignore, OrgCountingList *list, OrgValueInfo *values)
{
    Params params = { .reader = reader, .feature = feature, .list = list, .values = values, .good = TRUE };
    g_autofree gboolean *tried = g_new0(gboolean, feature->params->len + 1);
    params.tried = tried;
    if (list)
        list->param = -1;
    for (guint i = 0; ignore && i < feature->params->len; i++)
        tried[i] = g_hash_table_contains(ignore, param_at(feature, i)->key);
    if (body && body->kind == ORG_YAML_MAPPING) {
        read_mapping(&params, body, NULL);
    } else if (body && !org_yaml_is_null(body)) {
        g_autofree char *quoted = body->kind == ORG_YAML_SCALAR ? org_yaml_quote(body->text) : NULL;
        org_reader_error(reader, body, "bad-value", "%s is %s, expected a mapping of its parameters", feature->name,
                         quoted ? quoted : org_yaml_kind_name(body));
        return FALSE;
    }
    complete(&params, at);
    return params.good;
}
