// SPDX-License-Identifier: MIT
/* One value of a parameter, by its type: where it stands as a scalar it is read by param-text.c, as a fallback is; lists, mappings
 * and names of the scenario are read here. */
#include "param-text.h"
#include "../base/error.h"
#include "reader.h"
#include <string.h>

/* What the one reader of texts makes of a scalar. */
static gboolean read_scalar(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value);

static gboolean
read_number(OrgReader *reader, const OrgYaml *node, double *number, gpointer param)
{
    OrgValueInfo value = { 0 };
    gboolean good = read_scalar(reader, param, node, &value);
    *number = value.number;
    org_value_clear(&value);
    return good;
}

static gboolean
read_scalar(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    g_autoptr(GError) error = NULL;
    gboolean number =
        param->type == ORG_INT || param->type == ORG_REAL || param->type == ORG_PERCENT || param->type == ORG_AMOUNT;
    if (number)
        node = org_read_assumed(reader, node, param->key, read_number, (gpointer) param);
    if (!node)
        return FALSE;
    if (node->kind != ORG_YAML_SCALAR || org_yaml_is_null(node)) {
        org_reader_error(reader, node, "bad-value", "%s is %s, expected %s", param->key, org_yaml_kind_name(node),
                         org_type_words(param->type));
        return FALSE;
    }
    if (org_param_read(param, node->text, value, &error))
        return TRUE;
    g_autofree char *said = org_error_said(error);
    org_reader_error(reader, node, org_param_error_name(error->code), "%s", said);
    return FALSE;
}

static gboolean
check_baseline(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, const char *name)
{
    const OrgBaseline *baseline = org_plan_baseline(reader->plan, name);
    g_autofree char *quoted = org_yaml_quote(name);
    if (baseline && baseline->kind == ORG_BASELINE_VALUES && !org_reader_is_flawed(reader, "baseline", name)) {
        org_reader_error(reader, node, "baseline-without-organisation",
                         "%s is %s, a baseline of values only; one with an organisation (snapshot: or units:) or start "
                         "is expected",
                         param->key, quoted);
        return FALSE;
    }
    if (baseline || reader->unsure || org_reader_is_flawed(reader, "baseline", name))
        return TRUE;
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < reader->plan->baselines->len; i++)
        g_ptr_array_add(names, ((OrgBaseline *) g_ptr_array_index(reader->plan->baselines, i))->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) names->pdata);
    org_reader_error(reader, node, "unknown-baseline", "%s is %s, which is no baseline of this scenario%s", param->key,
                     quoted, suggestion);
    return FALSE;
}

gboolean
org_value_count(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, const char *name,
                OrgValueInfo *value)
{
    const char *table = param->type == ORG_UNIT_SET ? "units" : param->type == ORG_POST_SET ? "posts" : "people";
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autofree char *quoted = org_yaml_quote(name);
    for (guint i = 0; i < reader->plan->countings->len; i++) {
        const OrgCounting *counting = g_ptr_array_index(reader->plan->countings, i);
        g_ptr_array_add(names, counting->name);
        if (strcmp(counting->name, name) != 0)
            continue;
        /* A rule over units also counts their posts and the people in them. */
        if (strcmp(counting->table, table) != 0 && strcmp(counting->table, "units") != 0) {
            org_reader_error(reader, node, "wrong-table", "the counting rule %s counts %s, but %s are needed here",
                             quoted, counting->table, table);
            return FALSE;
        }
        g_free(value->counting);
        g_free(value->where);
        value->counting = g_strdup(name);
        value->where = g_strdup(counting->where);
        return TRUE;
    }
    if (reader->unsure || org_reader_is_flawed(reader, "counting", name))
        return TRUE;
    g_ptr_array_add(names, NULL);
    g_autofree char *suggestion = org_reader_suggest(name, (const char *const *) names->pdata);
    org_reader_error(reader, node, "unknown-counting", "%s is no counting rule of this scenario%s", quoted,
                     names->len > 1 ? suggestion : "; counting: defines none");
    return FALSE;
}

static gboolean
read_countings(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
               OrgValueInfo *value)
{
    if (node->kind != ORG_YAML_SEQUENCE) {
        const char *name = org_reader_text(reader, node, param->key);
        return name && org_value_count(reader, param, node, name, value);
    }
    if (!list || !list->may_list || list->names || node->items->len == 0) {
        org_reader_error(reader, node, "bad-value", "%s",
                         node->items->len == 0 ? "the list of counting rules is empty"
                         : list && list->names ? "only one parameter of a metric may list several counting rules"
                                               : "only metrics and targets may list several counting rules; name one");
        return FALSE;
    }
    gboolean good = TRUE;
    list->names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < node->items->len; i++) {
        const OrgYaml *item = g_ptr_array_index(node->items, i);
        const char *name = org_reader_text(reader, item, param->key);
        OrgValueInfo scratch = { 0 };
        if (name && g_ptr_array_find_with_equal_func(list->names, name, g_str_equal, NULL)) {
            g_autofree char *quoted = org_yaml_quote(name);
            org_reader_error(reader, item, "duplicate-id", "the counting rule %s stands twice in this list", quoted);
            name = NULL;
        }
        if (!name || !org_value_count(reader, param, item, name, i ? &scratch : value))
            good = FALSE;
        else
            g_ptr_array_add(list->names, g_strdup(name));
        org_value_clear(&scratch);
    }
    return good;
}

static gboolean
read_ids(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    gboolean good = TRUE;
    value->ids = g_new0(char *, node->items->len + 1);
    guint n = 0;
    for (guint i = 0; i < node->items->len; i++) {
        const char *id = org_reader_text(reader, g_ptr_array_index(node->items, i), param->key);
        if (id)
            value->ids[n++] = g_strdup(id);
        good = good && id;
    }
    return good;
}

/* {where: "…"} or {counting: name} */
static gboolean
read_set_mapping(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
                 OrgValueInfo *value)
{
    static const char *const keys[] = { "where", "counting", NULL };
    const OrgYaml *where = org_yaml_get(node, "where", NULL), *counting = org_yaml_get(node, "counting", NULL);
    guint before = org_reader_errors(reader);
    org_reader_keys(reader, node, param->key, keys);
    if (org_reader_errors(reader) > before)
        return FALSE;
    if (!where == !counting) {
        org_reader_error(reader, node, "bad-value", "%s needs either where: with SQL or counting: with a rule's name",
                         param->key);
        return FALSE;
    }
    if (counting)
        return read_countings(reader, param, counting, list, value);
    value->where = g_strdup(org_reader_text(reader, where, "where:"));
    if (value->where)
        value->line = where->line, value->column = where->column;
    return value->where != NULL;
}

static gboolean
read_set(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list, OrgValueInfo *value)
{
    if (node->kind == ORG_YAML_MAPPING)
        return read_set_mapping(reader, param, node, list, value);
    if (strcmp(org_param_last_part(param), "counting") == 0)
        return read_countings(reader, param, node, list, value);
    if (node->kind == ORG_YAML_SEQUENCE)
        return read_ids(reader, param, node, value);
    return read_scalar(reader, param, node, value);
}

static gboolean
read_table(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgValueInfo *value)
{
    OrgTableRead table = { 0 };
    gboolean good = org_read_table(reader, param->columns, node, param->key, &table);
    value->table = g_steal_pointer(&table.value);
    org_table_read_clear(&table);
    return good;
}

static gboolean
read_by_type(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
             OrgValueInfo *value)
{
    if (org_type_is_set(param->type))
        return read_set(reader, param, node, list, value);
    if (param->type == ORG_TABLE)
        return read_table(reader, param, node, value);
    if (!read_scalar(reader, param, node, value))
        return FALSE;
    return param->type != ORG_BASELINE || check_baseline(reader, param, node, value->text);
}

gboolean
org_read_value(OrgReader *reader, const OrgParamInfo *param, const OrgYaml *node, OrgCountingList *list,
               OrgValueInfo *value)
{
    value->given = TRUE;
    value->line = node->line;
    value->column = node->column;
    guint listed = list && list->names ? list->names->len : 0;
    gboolean good = read_by_type(reader, param, node, list, value);
    if (!value->text)
        value->text = g_strdup("");
    if (list && list->names && !listed)
        list->param = -2; /* set by the caller, who knows the index */
    return good;
}

gboolean
org_value_fallback(OrgReader *reader, const OrgFeatureInfo *feature, const OrgParamInfo *param, const OrgYaml *at,
                   OrgValueInfo *value)
{
    g_autoptr(GError) error = NULL;
    gboolean counted = strcmp(org_param_last_part(param), "counting") == 0 && org_type_is_set(param->type);
    if (counted && *param->fallback) {
        value->text = g_strdup("");
        return org_value_count(reader, param, at, param->fallback, value);
    }
    if (org_param_read(param, param->fallback, value, &error))
        return param->type != ORG_BASELINE || !*value->text || check_baseline(reader, param, at, value->text);
    g_autofree char *said = org_error_said(error);
    org_reader_error(reader, at, "bad-fallback", "%s: the plugin's own default cannot be used, so give a value: %s",
                     feature->name, said);
    return FALSE;
}
