// SPDX-License-Identifier: MIT
/* One parameter of a plan that stands, changed: read and checked as if the scenario said so. What was changed is kept in the
 * bundle, so that whoever reads the plan from it has it too: the worker, and who opens a stored run. */
#include "plan-set.h"
#include "reader.h"
#include <jansson.h>
#include <string.h>

/* No file of a scenario is called so: hidden, and ours. */
#define SETTINGS ".orgsim-settings.json"
#define MOST_SETTINGS 10000u /* of a hostile file */

struct OrgPlanChange {
    OrgItem *item;
    guint param;
    char *value;         /* as spelled */
    OrgValueInfo before; /* what stood there */
    char *counting;      /* the item's before */
};

static void
change_free(OrgPlanChange *change)
{
    org_value_clear(&change->before);
    g_free(change->counting);
    g_free(change->value);
    g_free(change);
}

/* ---- finding */

static OrgItem *
find_item(const OrgPlan *plan, const char *id, OrgDiags *diags)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < plan->items->len; i++) {
        OrgItem *item = g_ptr_array_index(plan->items, i);
        if (strcmp(item->id, id) == 0)
            return item;
        g_ptr_array_add(ids, item->id);
    }
    g_ptr_array_add(ids, NULL);
    g_autofree char *quoted = org_yaml_quote(id), *near = org_reader_suggest(id, (const char *const *) ids->pdata);
    org_diags_add(diags, ORG_SEVERITY_ERROR, "unknown-item", plan->path, 0, 0, "there is no item %s in the scenario%s",
                  quoted, near);
    return NULL;
}

static const OrgParamInfo *
find_param(const OrgItem *item, const char *key, guint *index, OrgDiags *diags)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (guint i = 0; item->feature && i < item->feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(item->feature->params, OrgParamInfo, i);
        *index = i;
        if (strcmp(param->key, key) == 0)
            return param;
        g_ptr_array_add(keys, param->key);
    }
    g_ptr_array_add(keys, NULL);
    g_autofree char *quoted = org_yaml_quote(key), *near = org_reader_suggest(key, (const char *const *) keys->pdata);
    org_diags_add(diags, ORG_SEVERITY_ERROR, "unknown-parameter", item->file, item->line, item->column,
                  "%s has no parameter %s%s", item->feature ? item->feature->name : "sql", quoted,
                  keys->len > 1 ? near : "; it takes none");
    return NULL;
}

/* ---- changing */

/* Read the value as its own small file, named after what it is for. */
static gboolean
read_value(OrgPlan *plan, const OrgItem *item, const OrgParamInfo *param, const char *text, OrgValueInfo *value,
           OrgDiags *diags)
{
    g_autofree char *name = g_strdup_printf("%s.%s", item->id, param->key);
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) flawed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(OrgYamlDoc) doc = org_yaml_read(name, bytes, diags);
    OrgReader reader = { .plan = plan, .diags = diags, .said = said, .flawed = flawed, .span_known = TRUE };
    if (doc->root && !doc->truncated)
        return org_read_value(&reader, param, doc->root, NULL, value);
    if (!org_diags_count(diags, ORG_SEVERITY_ERROR))
        org_diags_add(diags, ORG_SEVERITY_ERROR, "bad-value", name, 0, 0, "%s is empty, expected %s", param->key,
                      org_type_words(param->type));
    return FALSE;
}

OrgPlanChange *
org_plan_change(OrgPlan *plan, const char *id, const char *key, const char *text, OrgDiags *diags)
{
    OrgItem *item = find_item(plan, id, diags);
    guint index = 0;
    const OrgParamInfo *param = item ? find_param(item, key, &index, diags) : NULL;
    OrgValueInfo value = { 0 };
    if (!param)
        return NULL;
    if (!read_value(plan, item, param, text, &value, diags)) {
        org_value_clear(&value);
        return NULL;
    }
    OrgPlanChange *change = g_new0(OrgPlanChange, 1);
    *change = (OrgPlanChange){ item, index, g_strdup(text), item->values[index], item->counting };
    value.line = change->before.line; /* what is found wrong later is told of where the item stands */
    value.column = change->before.column;
    item->values[index] = value;
    item->counting = g_strdup(value.counting && item->role == ORG_ITEM_METRIC ? value.counting : item->counting);
    return change;
}

void
org_plan_change_take_back(OrgPlanChange *change)
{
    OrgItem *item = change->item;
    org_value_clear(&item->values[change->param]);
    item->values[change->param] = change->before;
    change->before = (OrgValueInfo){ 0 };
    g_free(item->counting);
    item->counting = g_steal_pointer(&change->counting);
    change_free(change);
}

/* ---- the bundle */

static GBytes *
settings_of(const OrgBundle *bundle)
{
    for (guint i = 0; i < org_bundle_size(bundle); i++)
        if (strcmp(org_bundle_path(bundle, i), SETTINGS) == 0)
            return org_bundle_bytes(bundle, i);
    return NULL;
}

/* [{"item", "key", "value"}], in the order first set; NULL when it is damaged. */
static json_t *
parse_settings(GBytes *bytes)
{
    gsize size;
    const char *text = g_bytes_get_data(bytes, &size);
    json_t *list = json_loadb(text, size, 0, NULL);
    if (json_is_array(list) && json_array_size(list) <= MOST_SETTINGS)
        return list;
    json_decref(list);
    return NULL;
}

void
org_plan_change_accept(OrgPlan *plan, OrgPlanChange *change)
{
    GBytes *old = settings_of(plan->bundle);
    json_t *list = old ? parse_settings(old) : NULL, *entry, *found = NULL;
    const char *item = change->item->id;
    const char *key = g_array_index(change->item->feature->params, OrgParamInfo, change->param).key;
    gsize i;
    list = list ? list : json_array();
    json_array_foreach(list, i, entry) if (!g_strcmp0(json_string_value(json_object_get(entry, "item")), item) &&
                                           !g_strcmp0(json_string_value(json_object_get(entry, "key")), key)) found =
        entry;
    if (found)
        json_object_set_new(found, "value", json_string(change->value));
    else
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "item", item, "key", key, "value", change->value));
    char *text = json_dumps(list, JSON_INDENT(1));
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    org_bundle_put(plan->bundle, SETTINGS, bytes);
    free(text);
    json_decref(list);
    change_free(change);
}

void
org_plan_read_settings(OrgReader *reader)
{
    GBytes *bytes = settings_of(reader->plan->bundle);
    json_t *list = bytes ? parse_settings(bytes) : NULL, *entry;
    gsize i;
    if (bytes && !list)
        org_diags_add(reader->diags, ORG_SEVERITY_ERROR, "bad-value", SETTINGS, 0, 0,
                      "the settings of this plan are damaged");
    json_array_foreach(list, i, entry)
    {
        const char *item = json_string_value(json_object_get(entry, "item"));
        const char *key = json_string_value(json_object_get(entry, "key"));
        const char *value = json_string_value(json_object_get(entry, "value"));
        OrgPlanChange *change =
            item && key && value ? org_plan_change(reader->plan, item, key, value, reader->diags) : NULL;
        if (change)
            change_free(change);
    }
    json_decref(list);
}
