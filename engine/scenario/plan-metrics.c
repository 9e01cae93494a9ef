// SPDX-License-Identifier: MIT
/* Items of a plan, and the metrics among them: one for each counting rule, equal ones shared. */
#include "reader.h"
#include <string.h>

OrgItem *
org_item_new(OrgReader *reader, OrgItemRole role, const OrgYaml *at)
{
    OrgItem *item = g_new0(OrgItem, 1);
    item->role = role;
    item->index = reader->plan->items->len;
    item->note = (OrgMessage *) g_strdup("");
    item->at = g_array_new(FALSE, FALSE, sizeof(OrgMonth));
    item->valid_from = ORG_UNKNOWN;
    item->valid_to = ORG_OPEN;
    item->file = g_strdup(at->doc->file);
    item->sheet = g_strdup(at->doc->sheet);
    item->line = at->line;
    item->column = at->column;
    g_ptr_array_add(reader->plan->items, item);
    return item;
}

void
org_metric_name(OrgReader *reader, const char *name, const GArray *items)
{
    GArray *copy = g_array_new(FALSE, FALSE, sizeof(guint));
    if (items->len)
        g_array_append_vals(copy, items->data, items->len);
    g_hash_table_replace(reader->metrics, g_strdup(name), copy);
}

char *
org_reader_unique(OrgReader *reader, const char *base)
{
    char *id = g_strdup(base);
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(reader->next, base)); /* so that many equal ones stay linear */
    while (g_hash_table_contains(reader->taken, id)) {
        n = MAX(n + 1, 2);
        g_free(id);
        id = g_strdup_printf("%s-%u", base, n);
    }
    g_hash_table_replace(reader->next, g_strdup(base), GUINT_TO_POINTER(n));
    g_hash_table_add(reader->taken, g_strdup(id));
    return id;
}

static void
append_index(GArray *list, guint index)
{
    g_array_append_val(list, index);
}

/* The item's own name is one a target may say. */
static void
register_item(OrgReader *reader, const OrgItem *item)
{
    g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(guint));
    append_index(own, item->index);
    org_metric_name(reader, item->id, own);
}

static OrgItem *
metric_new(OrgReader *reader, const OrgYaml *at, const char *id, const OrgMessage *note, gboolean for_target)
{
    OrgItem *item = org_item_new(reader, ORG_ITEM_METRIC, at);
    item->id = for_target ? org_reader_unique(reader, id) : g_strdup(id);
    item->for_target = for_target;
    if (note) {
        g_free(item->note);
        item->note = org_message_copy(note);
    }
    register_item(reader, item);
    return item;
}

static const char *
counting_of(const OrgFeatureInfo *feature, const OrgValueInfo *values)
{
    for (guint i = 0; i < feature->params->len; i++)
        if (values[i].counting)
            return values[i].counting;
    return NULL;
}

static gboolean
any_given(const OrgFeatureInfo *feature, const OrgValueInfo *values)
{
    for (guint i = 0; i < feature->params->len; i++)
        if (values[i].given)
            return TRUE;
    return FALSE;
}

/* What a metric pays into the ledger would be paid twice by two of them. */
static void
want_paid_once(OrgReader *reader, const OrgFeatureInfo *feature, const OrgValueInfo *values, const OrgYaml *at)
{
    if (!(feature->flags & ORG_SETTLES) || !any_given(feature, values))
        return;
    for (guint i = 0; i < reader->plan->items->len; i++) {
        const OrgItem *other = reader->plan->items->pdata[i];
        if (other->role != ORG_ITEM_METRIC || other->feature != feature || !any_given(feature, other->values))
            continue;
        org_reader_error(
            reader, at, "paid-twice",
            "%s pays into the ledger what is stated of it, and \"%s\" in line %u states that already; state it once",
            feature->name, other->id, other->line);
        return;
    }
}

/* One metric with these values; equal ones that targets ask for are one item. */
static guint
add_one(OrgReader *reader, const OrgFeatureInfo *feature, OrgValueInfo *values, const OrgYaml *at, const char *id,
        const OrgMessage *note, gboolean for_target)
{
    g_autofree char *signature = org_values_signature(feature, values);
    guint shared = GPOINTER_TO_UINT(g_hash_table_lookup(reader->shared, signature));
    if (for_target && shared)
        return shared - 1;
    want_paid_once(reader, feature, values, at);
    OrgItem *item = metric_new(reader, at, id, note, for_target);
    guint n = feature->params->len;
    item->feature = feature;
    item->values = g_new0(OrgValueInfo, n + 1);
    for (guint i = 0; i < n; i++)
        org_value_copy(&values[i], &item->values[i]);
    item->counting = g_strdup(counting_of(feature, values));
    if (!shared)
        g_hash_table_insert(reader->shared, g_steal_pointer(&signature), GUINT_TO_POINTER(item->index + 1));
    return item->index;
}

GArray *
org_metric_add(OrgReader *reader, const OrgFeatureInfo *feature, OrgValueInfo *values, const OrgCountingList *list,
               const OrgYaml *at, const char *id, const OrgMessage *note, gboolean for_target)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(guint));
    if (!list || !list->names || list->names->len < 2) {
        append_index(items, add_one(reader, feature, values, at, id, note, for_target));
        return items;
    }
    const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, (guint) list->param);
    for (guint i = 0; i < list->names->len; i++) {
        const char *name = g_ptr_array_index(list->names, i);
        g_autofree char *base = g_strdup_printf("%s-%s", id, name);
        g_autofree char *own = for_target ? NULL : org_reader_unique(reader, base);
        org_value_count(reader, param, at, name, &values[list->param]);
        append_index(items, add_one(reader, feature, values, at, for_target ? base : own, note, for_target));
    }
    return items;
}

GArray *
org_metric_add_sql(OrgReader *reader, const char *sql, const OrgYaml *at, const char *id, const OrgMessage *note,
                   gboolean for_target)
{
    GArray *items = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree char *signature = g_strconcat("sql ", sql, NULL);
    guint shared = GPOINTER_TO_UINT(g_hash_table_lookup(reader->shared, signature));
    if (for_target && shared) {
        append_index(items, shared - 1);
        return items;
    }
    OrgItem *item = metric_new(reader, at, id, note, for_target);
    item->sql = g_strdup(sql);
    if (!shared)
        g_hash_table_insert(reader->shared, g_steal_pointer(&signature), GUINT_TO_POINTER(item->index + 1));
    append_index(items, item->index);
    return items;
}
