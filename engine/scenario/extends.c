// SPDX-License-Identifier: MIT
/* extends: the parent is read and checked, then its own keys are laid above it, then remove, shift, change and add. */
#include "extends.h"
#include "../base/message.h"
#include <string.h>

static const OrgYaml *
own_key(const OrgExtending *extending, const char *key, OrgYaml **at)
{
    const OrgYaml *node = org_yaml_get(extending->root, key, at);
    return node && !org_yaml_is_null(node) ? node : NULL;
}

/* Its id is made of its place in the parent's file, where another step may come to stand. */
static void
warn_unnamed(OrgExtending *extending, const OrgPart *part, const OrgYaml *at)
{
    if (part->given)
        return;
    g_autofree char *place = org_yaml_place(part->at), *quoted = org_yaml_quote(part->id);
    g_autofree char *text = org_said("%s is named after its place in the file (%s), which may come to be another's; "
                                     "give it an id there",
                                     quoted, place);
    OrgLocation location = { at->doc->file, at->line, at->column, at };
    org_reader_say(extending->reader, ORG_SEVERITY_WARNING, &location, "no-id", text);
}

/* ---- remove */

static gboolean
is_changed(const OrgExtending *extending, const char *id, OrgYaml **at)
{
    const OrgYaml *change = own_key(extending, "change", NULL);
    return change && change->kind == ORG_YAML_MAPPING && org_yaml_get(change, id, at);
}

static void
remove_one(OrgExtending *extending, const OrgYaml *node)
{
    OrgYaml *changed = NULL;
    const char *id = org_reader_text(extending->reader, node, "remove:");
    OrgPart *part = id ? org_extends_want(extending, node, id, FALSE) : NULL;
    if (!part)
        return;
    if (is_changed(extending, id, &changed)) {
        g_autofree char *quoted = org_yaml_quote(id), *place = org_yaml_place(part->at);
        org_reader_error(extending->reader, node, "removed-and-changed",
                         "%s (%s) is removed here and changed in line %u; keep one", quoted, place, changed->line);
        return;
    }
    warn_unnamed(extending, part, node);
    g_ptr_array_remove(part->list->items, part->item);
    part->gone = TRUE;
    if (part->kind == ORG_PART_TARGET)
        org_extends_forget_target(extending, id);
}

static void
remove_all(OrgExtending *extending, const OrgYaml *list)
{
    if (!list)
        return;
    if (list->kind == ORG_YAML_SCALAR)
        remove_one(extending, list);
    else if (list->kind != ORG_YAML_SEQUENCE)
        org_reader_error(extending->reader, list, "bad-value", "remove: is %s, expected a list of ids",
                         org_yaml_kind_name(list));
    for (guint i = 0; list->kind == ORG_YAML_SEQUENCE && i < list->items->len; i++)
        remove_one(extending, list->items->pdata[i]);
}

/* Once all is done, for a metric may be added anew. */
static void
check_removed(OrgExtending *extending, const OrgYaml *list)
{
    for (guint p = 0; list && p < extending->parts->len; p++) {
        const OrgPart *part = extending->parts->pdata[p];
        const OrgYaml *at = list;
        for (guint i = 0; part->gone && list->kind == ORG_YAML_SEQUENCE && i < list->items->len; i++)
            if (!g_strcmp0(((OrgYaml *) list->items->pdata[i])->text, part->id))
                at = list->items->pdata[i];
        if (part->gone)
            org_extends_check_removed(extending, part, at);
    }
}

/* ---- change */

static void
change_one(OrgExtending *extending, const OrgYaml *key, OrgYaml *value)
{
    OrgReader *reader = extending->reader;
    for (guint i = 0; i < extending->parts->len; i++) /* what is removed is told there */
        if (!g_strcmp0(((OrgPart *) extending->parts->pdata[i])->id, key->text) &&
            ((OrgPart *) extending->parts->pdata[i])->gone)
            return;
    OrgPart *part = org_extends_want(extending, key, key->text, FALSE);
    guint at;
    if (!part || !g_ptr_array_find(part->list->items, part->item, &at) || org_yaml_is_null(value))
        return;
    g_autofree char *what = g_strconcat("change: ", key->text, NULL);
    if (!org_reader_mapping(reader, value, what) || part->item->kind != ORG_YAML_MAPPING)
        return;
    guint before = org_reader_errors(reader);
    warn_unnamed(extending, part, key);
    org_extends_check_keys(extending, part, value);
    if (org_reader_errors(reader) > before)
        return;
    part->item = part->list->items->pdata[at] = org_extends_merge(extending->owner, part->item, value);
}

static void
change_all(OrgExtending *extending, const OrgYaml *change)
{
    if (!change || !org_reader_mapping(extending->reader, change, "change:"))
        return;
    for (guint i = 0; i < change->keys->len; i++)
        change_one(extending, change->keys->pdata[i], change->items->pdata[i]);
}

/* ---- add */

static OrgYaml *
list_of(OrgExtending *extending, OrgPartKind kind, const OrgYaml *at)
{
    OrgYaml *root = extending->roots->pdata[extending->roots->len - 1];
    OrgYaml *list = org_yaml_get(root, org_part_sections[kind], NULL);
    if (list && list->kind == ORG_YAML_SEQUENCE)
        return list;
    list = org_yaml_make(extending->owner, ORG_YAML_SEQUENCE, at);
    org_yaml_put(root, org_yaml_make_text(extending->owner, org_part_sections[kind], at), list);
    return list;
}

static gboolean
share_a_month(const OrgYaml *a, const OrgYaml *b)
{
    if (!a || !b)
        return TRUE; /* every: so often, or wrong */
    for (guint i = 0; i < (a->items ? a->items->len : 1); i++)
        for (guint k = 0; k < (b->items ? b->items->len : 1); k++) {
            const OrgYaml *x = a->items ? a->items->pdata[i] : a, *y = b->items ? b->items->pdata[k] : b;
            if (!g_strcmp0(x->text, y->text))
                return TRUE;
        }
    return FALSE;
}

/* The step that it stands after or before, if it says so; *after: which. item loses the key. */
static OrgPart *
neighbour(OrgExtending *extending, OrgYaml *item, gboolean *after)
{
    OrgReader *reader = extending->reader;
    const OrgYaml *behind = org_yaml_get(item, "after", NULL), *ahead = org_yaml_get(item, "before", NULL);
    const OrgYaml *node = behind ? behind : ahead;
    const char *id = node ? org_reader_text(reader, node, behind ? "after:" : "before:") : NULL;
    *after = behind != NULL;
    if (behind && ahead)
        org_reader_error(reader, ahead, "bad-value", "after: and before: both say where the step stands; keep one");
    org_yaml_take_away(item, "after");
    org_yaml_take_away(item, "before");
    OrgPart *part = id ? org_extends_want(extending, node, id, TRUE) : NULL;
    if (part && !share_a_month(org_yaml_get(part->item, "at", NULL), org_yaml_get(item, "at", NULL))) {
        g_autofree char *quoted = org_yaml_quote(id), *place = org_yaml_place(part->at);
        g_autofree char *text =
            org_said("%s (%s) falls due in another month, so that the order of the two says nothing", quoted, place);
        OrgLocation location = { node->doc->file, node->line, node->column, node };
        org_reader_say(reader, ORG_SEVERITY_WARNING, &location, "other-month", text);
    }
    return part;
}

static void
add_one(OrgExtending *extending, OrgPartKind kind, OrgYaml *node)
{
    OrgReader *reader = extending->reader;
    if (!org_reader_mapping(reader, node, M_("an item")))
        return;
    const OrgYaml *id = org_yaml_get(node, "id", NULL);
    const OrgPart *taken = id && id->text ? org_extends_part(extending, id->text) : NULL;
    if (taken && (taken->kind == ORG_PART_TARGET) == (kind == ORG_PART_TARGET)) {
        g_autofree char *quoted = org_yaml_quote(id->text), *place = org_yaml_place(taken->at);
        org_reader_error(reader, id, "duplicate-id", "the id %s is taken by the %s in %s; change: it, or take another",
                         quoted, org_part_names[taken->kind], place);
        return;
    }
    gboolean after = FALSE;
    OrgYaml *item = org_yaml_copy(extending->owner, node);
    OrgPart *beside = kind == ORG_PART_STEP ? neighbour(extending, item, &after) : NULL;
    OrgYaml *list = beside ? beside->list : list_of(extending, kind, node);
    guint at = list->items->len, order = extending->parts->len;
    if (beside) {
        g_ptr_array_find(list->items, beside->item, &at);
        g_ptr_array_find(extending->parts, beside, &order);
        at += after, order += after;
    }
    g_ptr_array_insert(list->items, (gint) at, item);
    org_extends_add_part(extending, kind, list, item,
                         order < extending->parts->len ? extending->parts->pdata[order] : NULL);
}

static void
add_all(OrgExtending *extending, const OrgYaml *add)
{
    static const char *const known[] = { "processes", "steps", "rules", "metrics", "targets", NULL };
    OrgReader *reader = extending->reader;
    if (!add || !org_reader_mapping(reader, add, "add:"))
        return;
    org_reader_keys(reader, add, "add:", known);
    for (OrgPartKind kind = 0; kind < ORG_N_PARTS; kind++) {
        const OrgYaml *list = org_yaml_get(add, org_part_sections[kind], NULL);
        if (list && list->kind != ORG_YAML_SEQUENCE)
            org_reader_error(reader, list, "bad-value",
                             "%s: is %s, expected a list of items (lines that begin with \"- \")",
                             org_part_sections[kind], org_yaml_kind_name(list));
        for (guint i = 0; list && list->kind == ORG_YAML_SEQUENCE && i < list->items->len; i++)
            add_one(extending, kind, list->items->pdata[i]);
    }
}

/* ---- all of it */

static gboolean
same_items(const OrgYaml *a, const OrgYaml *b)
{
    gboolean same = a->kind == ORG_YAML_SEQUENCE && b->kind == ORG_YAML_SEQUENCE && a->items->len == b->items->len;
    for (guint i = 0; same && i < a->items->len; i++)
        same = a->items->pdata[i] == b->items->pdata[i];
    return same;
}

/* A document of the parent says what it said before. */
static gboolean
is_as_before(const OrgExtending *extending, const OrgYaml *old, const OrgYaml *now)
{
    gboolean same = old->keys->len == now->keys->len;
    for (guint i = 0; same && i < old->keys->len; i++) {
        OrgYaml *was = old->items->pdata[i];
        const OrgYaml *is = org_yaml_get(now, ((OrgYaml *) old->keys->pdata[i])->text, NULL);
        gboolean table = is && was->kind == ORG_YAML_SCALAR && is->kind == ORG_YAML_SEQUENCE;
        same = is && (is == was || same_items(table ? org_plan_sheet(extending->reader, was) : was, is));
    }
    return same;
}

static void
put_back(OrgExtending *extending)
{
    GPtrArray *docs = extending->reader->docs;
    g_autoptr(GPtrArray) changed = org_reader_docs();
    for (guint d = 0; d < docs->len; d++) {
        const OrgYamlDoc *old = docs->pdata[d];
        OrgYamlDoc *doc = org_yaml_doc_made(old->file);
        doc->root = extending->roots->pdata[d];
        doc->changed = old->changed || !is_as_before(extending, old->root, doc->root);
        g_ptr_array_add(changed, doc);
    }
    for (guint d = 0; d < docs->len; d++) {
        g_ptr_array_add(extending->reader->kept, docs->pdata[d]);
        docs->pdata[d] = changed->pdata[d];
    }
    g_ptr_array_set_free_func(changed, NULL);
}

static void
apply(OrgExtending *extending)
{
    const OrgYaml *shift = own_key(extending, "shift", NULL), *remove = own_key(extending, "remove", NULL);
    OrgYaml *root = extending->roots->pdata[extending->roots->len - 1], *key = NULL;
    OrgYaml *name = org_yaml_get(extending->root, "name", &key);
    org_yaml_take_away(root, "name"); /* the parent's runs are called so */
    if (name)
        org_yaml_put(root, key, name);
    org_extends_overlay(extending);
    org_extends_find_parts(extending);
    remove_all(extending, remove);
    if (shift)
        org_extends_shift(extending, shift);
    change_all(extending, own_key(extending, "change", NULL));
    add_all(extending, own_key(extending, "add", NULL));
    check_removed(extending, remove);
    org_extends_keep_ids(extending);
}

void
org_extends_apply(OrgReader *reader, OrgYamlDoc *doc, const char *parent)
{
    g_autoptr(GPtrArray) roots = g_ptr_array_new();
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(org_part_free);
    OrgYamlDoc *owner = org_yaml_doc_made(doc->file);
    OrgExtending extending = { reader, owner, doc->root, parent, roots, parts };
    g_ptr_array_add(reader->kept, owner);
    g_ptr_array_add(reader->kept, doc);
    for (guint d = 0; d < reader->docs->len; d++)
        g_ptr_array_add(roots, org_yaml_copy(owner, ((OrgYamlDoc *) reader->docs->pdata[d])->root));
    apply(&extending);
    put_back(&extending);
}
