// SPDX-License-Identifier: MIT
#include "variant.h"
#include "../base/error.h"
#include "../base/month.h"
#include "reader.h"
#include "yaml-make.h"
#include "yaml-write.h"
#include <string.h>

/* What a table of steps calls it when units become one of them. */
#define BECOME_ONE "sáp nhập"

struct OrgVariant {
    const OrgPlan *plan;
    const OrgCatalogue *catalogue;
    OrgYamlDoc *owner;
    OrgYaml *root;
    GPtrArray *docs; /* OrgYamlDoc *, whose values stand in it */
    guint merges;
};

static OrgYaml *
text_node(OrgVariant *variant, const char *text)
{
    return org_yaml_make_text(variant->owner, text, variant->root);
}

static void
put(OrgVariant *variant, OrgYaml *mapping, const char *key, OrgYaml *value)
{
    org_yaml_put(mapping, text_node(variant, key), value);
}

/* The list or mapping below a key, made where there is none. */
static OrgYaml *
below(OrgVariant *variant, OrgYaml *mapping, const char *key, OrgYamlKind kind)
{
    OrgYaml *there = org_yaml_get(mapping, key, NULL);
    if (there && there->kind == kind)
        return there;
    OrgYaml *made = org_yaml_make(variant->owner, kind, variant->root);
    put(variant, mapping, key, made);
    return made;
}

OrgVariant *
org_variant_new(const OrgPlan *plan, const OrgCatalogue *catalogue, const char *extends, const char *name)
{
    OrgVariant *variant = g_new0(OrgVariant, 1);
    variant->plan = plan;
    variant->catalogue = catalogue;
    variant->owner = org_yaml_doc_made(extends);
    variant->docs = org_reader_docs();
    OrgYaml at = { .doc = variant->owner, .line = 1, .column = 1 };
    variant->root = org_yaml_make(variant->owner, ORG_YAML_MAPPING, &at);
    put(variant, variant->root, "orgsim", text_node(variant, "1"));
    put(variant, variant->root, "extends", text_node(variant, extends));
    put(variant, variant->root, "name", text_node(variant, name));
    return variant;
}

void
org_variant_free(OrgVariant *variant)
{
    if (!variant)
        return;
    org_yaml_doc_free(variant->owner);
    g_ptr_array_unref(variant->docs);
    g_free(variant);
}

char *
org_variant_text(const OrgVariant *variant)
{
    OrgYamlWriter *writer = org_yaml_writer_new(NULL, NULL);
    org_yaml_write_begin(writer, ORG_YAML_MAPPING);
    for (guint i = 0; i < variant->root->keys->len; i++) {
        org_yaml_write_scalar(writer, variant->root->keys->pdata[i]);
        org_yaml_write_node(writer, variant->root->items->pdata[i]);
    }
    org_yaml_write_end(writer, ORG_YAML_MAPPING);
    return org_yaml_writer_free(writer);
}

static gboolean
misspelt(const char *option, const char *text, const char *wanted, GError **error)
{
    org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s %s: expected %s", option, text, wanted);
    return FALSE;
}

/* A text as a document; NULL with error: it is no YAML, or nothing. */
static OrgYaml *
read_yaml(OrgVariant *variant, const char *file, GBytes *bytes, GError **error)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    OrgYamlDoc *doc = org_yaml_read(file, bytes, diags);
    g_ptr_array_add(variant->docs, doc);
    const OrgDiag *first = org_diags_size(diags) ? org_diags_get(diags, 0) : NULL;
    if (first || !doc->root) {
        g_autofree char *said = first ? g_strdup(org_message_said(first->message)) : org_said("there is nothing in it");
        org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s: %s", file, said);
        return NULL;
    }
    return doc->root;
}

/* ID and what follows the separator; FALSE: there is none, or an end is empty. */
static gboolean
split(const char *text, const char *separator, char **id, const char **rest)
{
    const char *at = strstr(text, separator);
    if (!at || at == text || !at[strlen(separator)])
        return FALSE;
    *id = g_strndup(text, (gsize) (at - text));
    *rest = at + strlen(separator);
    return TRUE;
}

static OrgYaml *
list_of(OrgVariant *variant, const char *commas)
{
    OrgYaml *list = org_yaml_make(variant->owner, ORG_YAML_SEQUENCE, variant->root);
    g_auto(GStrv) parts = g_strsplit(commas, ",", -1);
    for (guint i = 0; parts[i]; i++)
        g_ptr_array_add(list->items, text_node(variant, g_strstrip(parts[i])));
    return list;
}

/* ---- the changes */

gboolean
org_variant_shift(OrgVariant *variant, const char *text, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, ":", 2);
    if (!parts[0] || !*parts[0] || (parts[1] && !*parts[1]) || org_yaml_get(variant->root, "shift", NULL))
        return misspelt("--shift", text, M_("a duration such as 12m, or 12m:ID,ID, once"), error);
    if (!parts[1]) {
        put(variant, variant->root, "shift", text_node(variant, parts[0]));
        return TRUE;
    }
    OrgYaml *shift = below(variant, variant->root, "shift", ORG_YAML_MAPPING);
    put(variant, shift, "by", text_node(variant, parts[0]));
    put(variant, shift, "only", list_of(variant, parts[1]));
    return TRUE;
}

static const OrgItem *
find_item(const OrgVariant *variant, const char *id)
{
    for (guint i = 0; i < variant->plan->items->len; i++) {
        const OrgItem *item = variant->plan->items->pdata[i];
        if (!item->for_target && !strcmp(item->id, id))
            return item;
    }
    return NULL;
}

/* The item's feature has the parameter, or some below it: into, into.id. */
static gboolean
has_param(const OrgItem *item, const char *key)
{
    gsize length = strlen(key);
    for (guint i = 0; item && item->feature && i < item->feature->params->len; i++) {
        const char *param = g_array_index(item->feature->params, OrgParamInfo, i).key;
        if (!strncmp(param, key, length) && (!param[length] || param[length] == '.'))
            return TRUE;
    }
    return FALSE;
}

static gboolean
change(OrgVariant *variant, const char *id, const char *key, const char *value, GError **error)
{
    const OrgItem *item = find_item(variant, id);
    g_autofree char *file = g_strdup_printf("%s.%s", id, key);
    g_autoptr(GBytes) bytes = g_bytes_new(value, strlen(value));
    OrgYaml *node = read_yaml(variant, file, bytes, error);
    if (!node)
        return FALSE;
    OrgYaml *changes = below(variant, variant->root, "change", ORG_YAML_MAPPING);
    OrgYaml *one = below(variant, changes, id, ORG_YAML_MAPPING);
    gboolean counted =
        item && item->feature && !strcmp(key, "counting"); /* stands for a set, whatever that is called */
    if (has_param(item, key) || counted)
        one = below(variant, one, item->feature->name, ORG_YAML_MAPPING);
    put(variant, one, key, node);
    return TRUE;
}

gboolean
org_variant_set(OrgVariant *variant, const char *text, GError **error)
{
    g_autofree char *place = NULL, *id = NULL;
    const char *value, *key;
    if (!split(text, "=", &place, &value) || !split(place, ".", &id, &key))
        return misspelt("--set", text, M_("ID.PARAM=VALUE"), error);
    return change(variant, id, key, value, error);
}

gboolean
org_variant_at(OrgVariant *variant, const char *text, GError **error)
{
    g_autofree char *id = NULL;
    const char *month;
    if (!split(text, "=", &id, &month))
        return misspelt("--at", text, M_("ID=2024-07"), error);
    return change(variant, id, "at", month, error);
}

gboolean
org_variant_remove(OrgVariant *variant, const char *text, GError **error)
{
    if (!*text)
        return misspelt("--remove", text, M_("an id"), error);
    g_ptr_array_add(below(variant, variant->root, "remove", ORG_YAML_SEQUENCE)->items, text_node(variant, text));
    return TRUE;
}

/* The month of the first step of the same kind, else the first of the plan. */
static OrgMonth
usual_month(const OrgVariant *variant, const OrgFeatureInfo *feature)
{
    OrgMonth month = ORG_OPEN;
    for (guint i = 0; i < variant->plan->items->len; i++) {
        const OrgItem *item = variant->plan->items->pdata[i];
        if (item->role == ORG_ITEM_STEP && item->feature == feature && item->at->len)
            month = MIN(month, g_array_index(item->at, OrgMonth, 0));
    }
    return month == ORG_OPEN ? variant->plan->from : month;
}

static OrgYaml *
merge_node(OrgVariant *variant, const OrgFeatureInfo *feature, const char *units, const char *into, const char *month)
{
    char number[16], usual[16];
    OrgYaml *step = org_yaml_make(variant->owner, ORG_YAML_MAPPING, variant->root);
    OrgYaml *body = org_yaml_make(variant->owner, ORG_YAML_MAPPING, variant->root);
    g_snprintf(number, sizeof number, "%u", ++variant->merges);
    g_autofree char *id = g_strconcat("whatif-merge-", number, NULL);
    put(variant, step, "id", text_node(variant, id));
    put(variant, step, "at", text_node(variant, month ? month : org_month_text(usual_month(variant, feature), usual)));
    put(variant, body, "units", list_of(variant, units));
    put(variant, body, "into", text_node(variant, into));
    put(variant, step, feature->name, body);
    return step;
}

gboolean
org_variant_merge(OrgVariant *variant, const char *text, GError **error)
{
    g_autofree char *units = NULL;
    const char *rest, *into, *month, *unused;
    const OrgFeatureInfo *other, *feature = org_step_operation(variant->catalogue, BECOME_ONE, &unused, &other);
    if (!split(text, "=", &units, &rest))
        return misspelt("--merge", text, M_("A,B,C=A, or A,B,C=A@2024-07"), error);
    if (!feature) {
        org_error_set(error, ORG_USAGE_ERROR, G_OPTION_ERROR_BAD_VALUE,
                      "--merge: no plugin here makes several units one");
        return FALSE;
    }
    g_autofree char *whole = NULL;
    into = rest;
    month = NULL;
    if (split(rest, "@", &whole, &month))
        into = whole;
    OrgYaml *steps = below(variant, below(variant, variant->root, "add", ORG_YAML_MAPPING), "steps", ORG_YAML_SEQUENCE);
    g_ptr_array_add(steps->items, merge_node(variant, feature, units, into, month));
    return TRUE;
}

gboolean
org_variant_add(OrgVariant *variant, const char *file, GBytes *bytes, GError **error)
{
    OrgYaml *node = read_yaml(variant, file, bytes, error), *add;
    if (!node)
        return FALSE;
    if (node->kind == ORG_YAML_SCALAR)
        return misspelt("--add", file, M_("a file with a list of steps, or with what stands below add:"), error);
    add = below(variant, variant->root, "add", ORG_YAML_MAPPING);
    for (guint i = 0; i < (node->keys ? node->keys->len : 1); i++) {
        const char *key = node->keys ? ((OrgYaml *) node->keys->pdata[i])->text : "steps";
        OrgYaml *list = node->keys ? node->items->pdata[i] : node;
        OrgYaml *all = below(variant, add, key, ORG_YAML_SEQUENCE);
        for (guint k = 0; list->kind == ORG_YAML_SEQUENCE && k < list->items->len; k++)
            g_ptr_array_add(all->items, list->items->pdata[k]);
        if (list->kind != ORG_YAML_SEQUENCE)
            put(variant, add, key, list); /* it is wrong, and will be said to be */
    }
    return TRUE;
}

void
org_variant_do_nothing(OrgVariant *variant)
{
    for (guint i = 0; i < variant->plan->items->len; i++) {
        const OrgItem *item = variant->plan->items->pdata[i];
        if (item->role == ORG_ITEM_STEP && !item->given)
            g_ptr_array_add(below(variant, variant->root, "remove", ORG_YAML_SEQUENCE)->items,
                            text_node(variant, item->id));
    }
}

void
org_variant_put(OrgVariant *variant, char *const *path, const char *text, gboolean pair)
{
    OrgYaml *at = variant->root, *value = text_node(variant, text);
    for (; path[1]; path++)
        at = below(variant, at, path[0], ORG_YAML_MAPPING);
    if (pair) {
        OrgYaml *list = org_yaml_make(variant->owner, ORG_YAML_SEQUENCE, variant->root);
        g_ptr_array_add(list->items, value);
        g_ptr_array_add(list->items, value);
        value = list;
    }
    put(variant, at, path[0], value);
}
