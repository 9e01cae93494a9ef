// SPDX-License-Identifier: MIT
/* What has an id in the documents of a parent: items and targets, found and numbered as the reader numbers them. */
#include "extends.h"
#include "../base/message.h"
#include <string.h>

const char *const org_extends_keys[] = { "orgsim", "extends", "name", "shift", "change", "remove", "add", NULL };

const char *const org_part_sections[ORG_N_PARTS + 1] = { "processes", "steps", "rules", "metrics", "targets", NULL };
const char *const org_part_names[ORG_N_PARTS] = { M_("process"), M_("step"), M_("rule"), M_("metric"), M_("target") };

void
org_part_free(gpointer data)
{
    OrgPart *part = data;
    g_free(part->id);
    g_free(part);
}

char *
org_yaml_place(const OrgYaml *node)
{
    char cell[24];
    if (node->doc->sheet)
        return g_strdup_printf("%s:%s!%s", node->doc->file, node->doc->sheet,
                               org_diag_cell(node->line, node->column, cell));
    return g_strdup_printf("%s:%u", node->doc->file, node->line);
}

static const char *
given_id(const OrgYaml *item)
{
    const OrgYaml *id = item->kind == ORG_YAML_MAPPING ? org_yaml_get(item, "id", NULL) : NULL;
    return id && id->text && *id->text ? id->text : NULL;
}

/* What an item is called that has no id: after its feature, the one key that is no reserved one. */
static char *
natural_name(OrgPartKind kind, const OrgYaml *item, guint ordinal)
{
    if (kind == ORG_PART_STEP)
        return g_strdup_printf("step-%u", ordinal);
    if (kind == ORG_PART_TARGET)
        return g_strdup_printf("target-%u", ordinal);
    for (guint i = 0; item->keys && i < item->keys->len; i++) {
        const char *key = ((OrgYaml *) item->keys->pdata[i])->text;
        if (!org_item_key_is_reserved(key))
            return g_strdup(strcmp(key, "sql") ? key : kind == ORG_PART_RULE ? "rule" : "metric");
    }
    return g_strdup("item");
}

/* As org_reader_unique() does it. */
static char *
unique(GHashTable *taken, const char *base)
{
    char *id = g_strdup(base);
    for (guint n = 2; g_hash_table_contains(taken, id); n++) {
        g_free(id);
        id = g_strdup_printf("%s-%u", base, n);
    }
    g_hash_table_add(taken, g_strdup(id));
    return id;
}

static void
take_given(const OrgExtending *extending, GHashTable *taken)
{
    for (guint i = 0; i < extending->parts->len; i++) {
        const OrgPart *part = extending->parts->pdata[i];
        if (part->kind != ORG_PART_TARGET && !part->gone && given_id(part->item))
            g_hash_table_add(taken, g_strdup(given_id(part->item)));
    }
}

/* Give every part the id that the reader would, in place of the one it has; the old ones stay where keep says so. */
static void
name_parts(OrgExtending *extending, gboolean keep)
{
    g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint ordinal[ORG_N_PARTS] = { 0 };
    take_given(extending, taken);
    for (guint i = 0; i < extending->parts->len; i++) {
        OrgPart *part = extending->parts->pdata[i];
        if (part->gone)
            continue;
        guint n = ++ordinal[part->kind];
        const char *id = given_id(part->item);
        part->given = id != NULL;
        g_autofree char *base = id ? NULL : natural_name(part->kind, part->item, n);
        g_autofree char *name = id                              ? g_strdup(id)
                                : part->kind == ORG_PART_TARGET ? g_steal_pointer(&base)
                                                                : unique(taken, base);
        if (!part->id) {
            g_free(part->id);
            part->id = g_steal_pointer(&name);
        } else if (keep && strcmp(part->id, name)) {
            OrgYaml *item = org_yaml_copy(extending->owner, part->item);
            org_yaml_put(item, org_yaml_make_text(extending->owner, "id", part->item),
                         org_yaml_make_text(extending->owner, part->id, part->item));
            guint at;
            if (g_ptr_array_find(part->list->items, part->item, &at))
                part->list->items->pdata[at] = item;
            part->item = item;
            g_hash_table_add(taken, g_strdup(part->id));
        }
    }
}

void
org_extends_keep_ids(OrgExtending *extending)
{
    name_parts(extending, TRUE);
}

void
org_extends_add_part(OrgExtending *extending, OrgPartKind kind, OrgYaml *list, OrgYaml *item, OrgPart *before)
{
    OrgPart *part = g_new0(OrgPart, 1);
    guint at = extending->parts->len;
    part->kind = kind;
    part->list = list;
    part->item = item;
    part->at = item;
    part->id = g_strdup(given_id(item));
    part->given = part->id != NULL;
    if (before)
        g_ptr_array_find(extending->parts, before, &at);
    g_ptr_array_insert(extending->parts, (gint) at, part);
}

/* The list of a section of a document, its own copy; NULL: there is none, or it is none. */
static OrgYaml *
own_list(OrgExtending *extending, OrgYaml *root, OrgPartKind kind)
{
    OrgYaml *key = NULL, *section = org_yaml_get(root, org_part_sections[kind], &key);
    OrgReader *reader = extending->reader;
    if (!section || org_yaml_is_null(section))
        return NULL;
    if (kind == ORG_PART_STEP && section->kind == ORG_YAML_SCALAR && reader->catalogue)
        section = (OrgYaml *) org_plan_sheet(reader, section);
    if (section->kind != ORG_YAML_SEQUENCE)
        return NULL;
    OrgYaml *copy = org_yaml_copy(extending->owner, section);
    org_yaml_put(root, key, copy);
    return copy;
}

void
org_extends_find_parts(OrgExtending *extending)
{
    for (OrgPartKind kind = 0; kind < ORG_N_PARTS; kind++)
        for (guint d = 0; d < extending->roots->len; d++) {
            OrgYaml *list = own_list(extending, extending->roots->pdata[d], kind);
            for (guint i = 0; list && i < list->items->len; i++)
                org_extends_add_part(extending, kind, list, list->items->pdata[i], NULL);
        }
    name_parts(extending, FALSE);
}

OrgPart *
org_extends_part(const OrgExtending *extending, const char *id)
{
    for (guint i = 0; i < extending->parts->len; i++) {
        OrgPart *part = extending->parts->pdata[i];
        if (!part->gone && part->id && !strcmp(part->id, id))
            return part;
    }
    return NULL;
}

OrgPart *
org_extends_want(OrgExtending *extending, const OrgYaml *at, const char *id, gboolean steps)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (guint i = 0; i < extending->parts->len; i++) {
        OrgPart *part = extending->parts->pdata[i];
        if (part->gone || !part->id || (steps && part->kind != ORG_PART_STEP))
            continue;
        if (!strcmp(part->id, id))
            return part;
        g_ptr_array_add(known, part->id);
    }
    g_ptr_array_add(known, NULL);
    const char *nearest = strlen(id) <= 64 ? org_nearest(id, (const char *const *) known->pdata) : NULL;
    const OrgPart *near = nearest ? org_extends_part(extending, nearest) : NULL;
    g_autofree char *quoted = org_yaml_quote(id), *place = near ? org_yaml_place(near->at) : NULL;
    g_autofree char *hint = near ? org_said("; did you mean \"%s\" (%s)?", nearest, place) : g_strdup("");
    if (steps)
        org_reader_error(extending->reader, at, "unknown-item", "%s is no step of %s%s", quoted, extending->parent,
                         hint);
    else
        org_reader_error(extending->reader, at, "unknown-item",
                         "%s is no step, process, rule, metric or target of %s%s", quoted, extending->parent, hint);
    return NULL;
}
