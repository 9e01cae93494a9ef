// SPDX-License-Identifier: MIT
#include "yaml-make.h"
#include <string.h>

static void
node_free(gpointer data)
{
    OrgYaml *node = data;
    if (node->items)
        g_ptr_array_unref(node->items);
    if (node->keys)
        g_ptr_array_unref(node->keys);
    g_free(node->order);
    g_free((char *) node->text);
    g_free(node);
}

OrgYamlDoc *
org_yaml_doc_made(const char *file)
{
    OrgYamlDoc *doc = g_new0(OrgYamlDoc, 1);
    doc->file = g_strdup(file);
    doc->bytes = g_bytes_new(NULL, 0);
    doc->lines = g_array_new(FALSE, FALSE, sizeof(gsize));
    doc->nodes = g_ptr_array_new_with_free_func(node_free);
    return doc;
}

OrgYaml *
org_yaml_make(OrgYamlDoc *owner, OrgYamlKind kind, const OrgYaml *at)
{
    OrgYaml *node = g_new0(OrgYaml, 1);
    node->doc = at->doc;
    node->kind = kind;
    node->line = at->line;
    node->column = at->column;
    node->instead = at->instead;
    node->weight = 1;
    if (kind != ORG_YAML_SCALAR)
        node->items = g_ptr_array_new();
    if (kind == ORG_YAML_MAPPING)
        node->keys = g_ptr_array_new();
    g_ptr_array_add(owner->nodes, node);
    return node;
}

OrgYaml *
org_yaml_make_text(OrgYamlDoc *owner, const char *text, const OrgYaml *at)
{
    OrgYaml *node = org_yaml_make(owner, ORG_YAML_SCALAR, at);
    node->text = g_strdup(text);
    node->plain = TRUE;
    return node;
}

OrgYaml *
org_yaml_copy(OrgYamlDoc *owner, const OrgYaml *node)
{
    OrgYaml *copy = org_yaml_make(owner, node->kind, node);
    for (guint i = 0; node->items && i < node->items->len; i++) {
        g_ptr_array_add(copy->items, node->items->pdata[i]);
        if (node->keys)
            g_ptr_array_add(copy->keys, node->keys->pdata[i]);
    }
    if (node->keys && node->keys->len)
        copy->order = g_memdup2(node->order, sizeof(guint) * node->keys->len);
    return copy;
}

/* Where a key is in the order of keys, or would be; TRUE: it is there. */
static gboolean
find(const OrgYaml *mapping, const char *key, guint *at)
{
    guint low = 0, high = mapping->keys->len;
    while (low < high) {
        guint middle = (low + high) / 2;
        const OrgYaml *other = mapping->keys->pdata[mapping->order[middle]];
        int order = strcmp(other->text, key);
        if (order == 0) {
            *at = middle;
            return TRUE;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *at = low;
    return FALSE;
}

void
org_yaml_put(OrgYaml *mapping, OrgYaml *key, OrgYaml *value)
{
    guint at, n = mapping->keys->len;
    if (find(mapping, key->text, &at)) {
        mapping->keys->pdata[mapping->order[at]] = key;
        mapping->items->pdata[mapping->order[at]] = value;
        return;
    }
    mapping->order = g_renew(guint, mapping->order, n + 2);
    memmove(mapping->order + at + 1, mapping->order + at, (n - at) * sizeof(guint));
    mapping->order[at] = n;
    g_ptr_array_add(mapping->keys, key);
    g_ptr_array_add(mapping->items, value);
}

void
org_yaml_take_away(OrgYaml *mapping, const char *key)
{
    guint at, n = mapping->keys->len;
    if (!find(mapping, key, &at))
        return;
    guint gone = mapping->order[at];
    memmove(mapping->order + at, mapping->order + at + 1, (n - at - 1) * sizeof(guint));
    for (guint i = 0; i + 1 < n; i++)
        mapping->order[i] -= mapping->order[i] > gone;
    g_ptr_array_remove_index(mapping->keys, gone);
    g_ptr_array_remove_index(mapping->items, gone);
}
