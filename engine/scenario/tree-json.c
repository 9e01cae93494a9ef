// SPDX-License-Identifier: MIT
/* A scenario as it is written, as JSON: what the oracle of tests/oracle reads, and any other program that has no YAML. */
#include "reader.h"
#include <jansson.h>

/* Depth and size are bounded by what org_yaml_read() lets through. */
static json_t *
tree_of(const OrgYaml *node)
{
    if (org_yaml_is_null(node))
        return json_null();
    if (node->kind == ORG_YAML_SCALAR)
        return json_string(node->text);
    json_t *out = node->kind == ORG_YAML_MAPPING ? json_object() : json_array();
    for (guint i = 0; i < node->items->len; i++) {
        json_t *value = tree_of(g_ptr_array_index(node->items, i));
        if (node->kind == ORG_YAML_MAPPING)
            json_object_set_new(out, ((const OrgYaml *) g_ptr_array_index(node->keys, i))->text, value);
        else
            json_array_append_new(out, value);
    }
    return out;
}

/* Sections of names, to which each file adds; other mappings are one value. */
static gboolean
adds_up(const char *key)
{
    return g_str_equal(key, "baselines") || g_str_equal(key, "counting") || g_str_equal(key, "types");
}

static void
merge(json_t *whole, json_t *part)
{
    const char *key;
    json_t *value;
    json_object_foreach(part, key, value)
    {
        json_t *there = json_object_get(whole, key);
        if (json_is_array(there) && json_is_array(value))
            json_array_extend(there, value);
        else if (adds_up(key) && json_is_object(there) && json_is_object(value))
            json_object_update(there, value);
        else
            json_object_set(whole, key, value);
    }
}

static char *
spell(const GPtrArray *docs, const GPtrArray *read)
{
    json_t *files = json_array(), *whole = json_object();
    for (guint i = 0; i < read->len; i++)
        json_array_append_new(files, json_string(read->pdata[i]));
    for (guint i = 0; i < docs->len; i++) {
        const OrgYamlDoc *doc = g_ptr_array_index(docs, i);
        json_t *part = tree_of(doc->root);
        merge(whole, part);
        json_decref(part);
    }
    json_object_del(whole, "include");
    json_t *out = json_pack("{s:o, s:o}", "files", files, "scenario", whole);
    char *text = json_dumps(out, JSON_INDENT(2)), *copy = g_strdup(text);
    json_decref(out);
    free(text);
    return copy;
}

char *
org_scenario_tree(const char *path, OrgBundle *bundle, const OrgCatalogue *catalogue, OrgDiags *diags)
{
    g_autoptr(OrgPlan) plan = org_plan_new(path, bundle);
    OrgReader reader;
    org_reader_begin(&reader, plan, catalogue, diags);
    org_read_files(&reader);
    char *text = org_reader_errors(&reader) || reader.no_parent ? NULL : spell(reader.docs, reader.files);
    org_reader_end(&reader);
    return text;
}
