// SPDX-License-Identifier: MIT
#include "plan-diff.h"
#include "extends.h"
#include <string.h>

const char *const org_draft_ops[] = { "added", "removed", "moved", "reordered", "changed" };

typedef struct {
    OrgReader reader;
    OrgPlan *plan;
    OrgExtending items; /* what has an id; nothing is changed */
} Draft;

static const char *const times[] = { "at", "every", "over", NULL };

/* ---- keys */

static void
key_free(gpointer data)
{
    OrgDraftKey *key = data;
    g_free(key->key);
    g_free(key->from);
    g_free(key->to);
    g_free(key);
}

/* A value on one line. */
static void
spell(const OrgYaml *node, GString *out)
{
    gboolean mapping = node->kind == ORG_YAML_MAPPING;
    if (node->kind == ORG_YAML_SCALAR) {
        g_string_append(out, node->text);
        return;
    }
    g_string_append(out, mapping ? "{" : "[");
    for (guint i = 0; i < node->items->len; i++) {
        g_string_append(out, i ? ", " : "");
        if (mapping)
            g_string_append_printf(out, "%s: ", ((OrgYaml *) node->keys->pdata[i])->text);
        spell(node->items->pdata[i], out);
    }
    g_string_append(out, mapping ? "}" : "]");
}

/* {merge: {into: {id: x}}} as merge.into.id: x, in order; an empty mapping stands for itself. values: key -> text, in keys' order. */
static void
flatten(const OrgYaml *node, const char *prefix, GPtrArray *keys, GHashTable *values)
{
    for (guint i = 0; node->kind == ORG_YAML_MAPPING && i < node->keys->len; i++) {
        const OrgYaml *value = node->items->pdata[i];
        const char *name = ((OrgYaml *) node->keys->pdata[i])->text;
        g_autofree char *key = *prefix ? g_strdup_printf("%s.%s", prefix, name) : g_strdup(name);
        if ((!*prefix && !strcmp(name, "id")) || org_yaml_is_null(value))
            continue;
        if (value->kind == ORG_YAML_MAPPING && value->keys->len) {
            flatten(value, key, keys, values);
            continue;
        }
        GString *text = g_string_new(NULL);
        spell(value, text);
        if (!g_hash_table_contains(values, key)) {
            char *own = g_strdup(key);
            g_ptr_array_add(keys, own);
            g_hash_table_insert(values, own, g_string_free(text, FALSE));
        } else
            g_string_free(text, TRUE);
    }
}

typedef struct {
    GPtrArray *keys;
    GHashTable *values;
} Flat;

static void
flat_clear(Flat *flat)
{
    g_hash_table_unref(flat->values);
    g_ptr_array_unref(flat->keys);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Flat, flat_clear)

static Flat
flat_new(const OrgYaml *node)
{
    Flat flat = { g_ptr_array_new_with_free_func(g_free),
                  g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free) };
    if (node)
        flatten(node, "", flat.keys, flat.values);
    return flat;
}

static void
add_key(OrgDraftChange *change, const char *name, const char *from, const char *to)
{
    OrgDraftKey *key = g_new0(OrgDraftKey, 1);
    key->key = g_strdup(name);
    key->from = g_strdup(from);
    key->to = g_strdup(to);
    g_ptr_array_add(change->keys, key);
}

/* Those that differ, in the order of B, then those that only A has. time: 0 all, 1 of time only, -1 all others. */
static void
add_differing(OrgDraftChange *change, const Flat *a, const Flat *b, int time)
{
    for (guint i = 0; i < b->keys->len + a->keys->len; i++) {
        const char *key = i < b->keys->len ? b->keys->pdata[i] : a->keys->pdata[i - b->keys->len];
        const char *from = g_hash_table_lookup(a->values, key), *to = g_hash_table_lookup(b->values, key);
        gboolean again = i >= b->keys->len && to;
        if (!again && g_strcmp0(from, to) && (!time || g_strv_contains(times, key) == (time > 0)))
            add_key(change, key, from, to);
    }
}

/* ---- changes */

static void
change_free(gpointer data)
{
    OrgDraftChange *change = data;
    g_free(change->id);
    g_free(change->feature);
    g_free(change->after);
    g_ptr_array_unref(change->keys);
    g_free(change);
}

static OrgDraftChange *
change_new(OrgDraftOp op, const char *section, const char *id, const char *feature)
{
    OrgDraftChange *change = g_new0(OrgDraftChange, 1);
    change->op = op;
    change->section = section;
    change->id = g_strdup(id);
    change->feature = g_strdup(feature);
    change->keys = g_ptr_array_new_with_free_func(key_free);
    return change;
}

static const char *
feature_of(const OrgPart *part)
{
    for (guint i = 0; part->kind != ORG_PART_TARGET && part->item->keys && i < part->item->keys->len; i++) {
        const char *key = ((OrgYaml *) part->item->keys->pdata[i])->text;
        if (!org_item_key_is_reserved(key))
            return key;
    }
    return "";
}

static OrgDraftChange *
part_change(OrgDraftOp op, const OrgPart *part)
{
    return change_new(op, org_part_sections[part->kind], part->id, feature_of(part));
}

/* ---- which item of A is which of B */

/* What two items share that are one: with ids those; else what is written alike, then what only falls due at another time,
 * then place and feature. NULL: this pass is not for it. The caller's. */
static char *
mark_of(const OrgPart *part, guint pass)
{
    if (part->given ? pass != 0 : pass == 0)
        return NULL;
    GString *mark = g_string_new(NULL);
    g_string_printf(mark, "%d %s ", part->kind, feature_of(part));
    if (part->given || pass == 3) {
        g_string_append(mark, part->id);
        return g_string_free(mark, FALSE);
    }
    g_auto(Flat) flat = flat_new(part->item);
    for (guint i = 0; i < flat.keys->len; i++) {
        const char *key = flat.keys->pdata[i];
        if (pass == 1 || !g_strv_contains(times, key))
            g_string_append_printf(mark, "\n%s\t%s", key, (char *) g_hash_table_lookup(flat.values, key));
    }
    return g_string_free(mark, FALSE);
}

/* Of parts that are not found yet: mark -> GQueue of them, in order. */
static GHashTable *
by_mark(const GPtrArray *parts, GHashTable *taken, guint pass)
{
    GHashTable *marks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_queue_free);
    for (guint i = 0; i < parts->len; i++) {
        char *mark = g_hash_table_contains(taken, parts->pdata[i]) ? NULL : mark_of(parts->pdata[i], pass);
        GQueue *queue = mark ? g_hash_table_lookup(marks, mark) : NULL;
        if (mark && !queue)
            g_hash_table_insert(marks, g_strdup(mark), queue = g_queue_new());
        if (mark)
            g_queue_push_tail(queue, parts->pdata[i]);
        g_free(mark);
    }
    return marks;
}

/* By index in B: the part of A, or NULL. */
static GPtrArray *
match(const Draft *a, const Draft *b)
{
    const GPtrArray *now = b->items.parts;
    GPtrArray *found = g_ptr_array_new();
    g_ptr_array_set_size(found, (gint) now->len);
    g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
    for (guint pass = 0; pass < 4; pass++) {
        g_autoptr(GHashTable) marks = by_mark(a->items.parts, taken, pass);
        for (guint i = 0; i < now->len; i++) {
            g_autofree char *mark = found->pdata[i] ? NULL : mark_of(now->pdata[i], pass);
            GQueue *queue = mark ? g_hash_table_lookup(marks, mark) : NULL;
            found->pdata[i] = queue && queue->length ? g_queue_pop_head(queue) : found->pdata[i];
            if (found->pdata[i])
                g_hash_table_add(taken, found->pdata[i]);
        }
    }
    return found;
}

/* ---- order of steps */

static guint
index_in(const GPtrArray *parts, const OrgPart *part)
{
    guint at = 0;
    return part && g_ptr_array_find((GPtrArray *) parts, part, &at) ? at : G_MAXUINT;
}

/* Steps that stand otherwise among those that both have: all but a longest run of them that kept its order. */
static GHashTable *
find_placed(const GPtrArray *old, const GPtrArray *now, const GPtrArray *found)
{
    GHashTable *placed = g_hash_table_new(NULL, NULL);
    g_autoptr(GPtrArray) both = g_ptr_array_new();
    g_autoptr(GArray) was = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < now->len; i++) {
        const OrgPart *part = now->pdata[i];
        guint at = index_in(old, found->pdata[i]);
        if (part->kind != ORG_PART_STEP || at == G_MAXUINT)
            continue;
        g_ptr_array_add(both, (gpointer) part);
        g_array_append_val(was, at);
    }
    g_autofree guint *length = g_new0(guint, both->len + 1), *before = g_new0(guint, both->len + 1);
    guint best = 0;
    for (guint i = 0; i < both->len; i++) {
        before[i] = i;
        for (guint k = 0; k < i; k++)
            if (g_array_index(was, guint, k) < g_array_index(was, guint, i) && length[k] + 1 > length[i]) {
                length[i] = length[k] + 1;
                before[i] = k;
            }
        best = length[i] > length[best] ? i : best;
        g_hash_table_add(placed, both->pdata[i]);
    }
    for (guint i = best; both->len; i = before[i]) {
        g_hash_table_remove(placed, both->pdata[i]);
        if (before[i] == i)
            break;
    }
    return placed;
}

static char *
months_of(const OrgPart *part)
{
    const OrgYaml *at = org_yaml_get(part->item, "at", NULL);
    GString *text = g_string_new(NULL);
    if (at)
        spell(at, text);
    return g_string_free(text, FALSE);
}

/* The id of the step before it in B that falls due in the same months; "" the first. */
static char *
id_before(const GPtrArray *parts, guint i)
{
    g_autofree char *own = months_of(parts->pdata[i]);
    for (guint k = i; k-- > 0 && ((OrgPart *) parts->pdata[k])->kind == ORG_PART_STEP;) {
        g_autofree char *other = months_of(parts->pdata[k]);
        if (!strcmp(own, other))
            return g_strdup(((OrgPart *) parts->pdata[k])->id);
    }
    return g_strdup("");
}

/* ---- the plan's own keys */

/* All documents as one mapping of what is no item. */
static OrgYaml *
head_of(Draft *draft)
{
    OrgYaml *head = org_yaml_make(draft->items.owner, ORG_YAML_MAPPING, draft->items.roots->pdata[0]);
    for (guint d = 0; d < draft->items.roots->len; d++) {
        const OrgYaml *root = draft->items.roots->pdata[d];
        for (guint i = 0; i < root->keys->len; i++) {
            OrgYaml *key = root->keys->pdata[i], *value = root->items->pdata[i];
            static const char *const not [] = { "orgsim", "name", "title", "description", "include", NULL };
            gboolean names =
                !strcmp(key->text, "baselines") || !strcmp(key->text, "counting") || !strcmp(key->text, "types");
            OrgYaml *there = org_yaml_get(head, key->text, NULL);
            if (!g_strv_contains(not, key->text) && !g_strv_contains(org_part_sections, key->text))
                org_yaml_put(head, key, names && there ? org_extends_merge(draft->items.owner, there, value) : value);
        }
    }
    return head;
}

static void
compare_heads(OrgDraftDiff *diff, Draft *a, Draft *b)
{
    g_auto(Flat) x = flat_new(head_of(a)), y = flat_new(head_of(b));
    OrgDraftChange *change = change_new(ORG_DRAFT_CHANGED, "plan", "", "");
    add_differing(change, &x, &y, 0);
    if (change->keys->len)
        g_ptr_array_add(diff->changes, change);
    else
        change_free(change);
}

/* ---- all of it */

static void
add_whole(OrgDraftDiff *diff, OrgDraftOp op, const OrgPart *part, char *after)
{
    g_auto(Flat) flat = flat_new(part->item), none = flat_new(NULL);
    OrgDraftChange *change = part_change(op, part);
    add_differing(change, op == ORG_DRAFT_ADDED ? &none : &flat, op == ORG_DRAFT_ADDED ? &flat : &none, 0);
    change->after = after;
    g_ptr_array_add(diff->changes, change);
}

static void
add_if_any(OrgDraftDiff *diff, OrgDraftChange *change)
{
    if (change->keys->len || change->op == ORG_DRAFT_PLACED)
        g_ptr_array_add(diff->changes, change);
    else
        change_free(change);
}

static void
compare_part(OrgDraftDiff *diff, const GPtrArray *parts, guint i, const OrgPart *old, GHashTable *placed)
{
    const OrgPart *part = parts->pdata[i];
    g_auto(Flat) x = flat_new(old->item), y = flat_new(part->item);
    gboolean step = part->kind == ORG_PART_STEP;
    OrgDraftChange *moved = part_change(ORG_DRAFT_MOVED, part), *changed = part_change(ORG_DRAFT_CHANGED, part);
    if (step)
        add_differing(moved, &x, &y, 1);
    add_differing(changed, &x, &y, step ? -1 : 0);
    gboolean same_time = !moved->keys->len;
    add_if_any(diff, moved);
    if (step && same_time && g_hash_table_contains(placed, part)) {
        OrgDraftChange *place = part_change(ORG_DRAFT_PLACED, part);
        place->after = id_before(parts, i);
        g_ptr_array_add(diff->changes, place);
    }
    add_if_any(diff, changed);
}

static void
compare_parts(OrgDraftDiff *diff, const Draft *a, const Draft *b)
{
    const GPtrArray *old = a->items.parts, *now = b->items.parts;
    g_autoptr(GPtrArray) found = match(a, b);
    g_autoptr(GHashTable) placed = find_placed(old, now, found);
    for (OrgPartKind kind = 0; kind < ORG_N_PARTS; kind++) {
        for (guint i = 0; i < old->len; i++)
            if (((OrgPart *) old->pdata[i])->kind == kind && !g_ptr_array_find(found, old->pdata[i], NULL))
                add_whole(diff, ORG_DRAFT_REMOVED, old->pdata[i], NULL);
        for (guint i = 0; i < now->len; i++) {
            const OrgPart *part = now->pdata[i];
            if (part->kind != kind)
                continue;
            if (found->pdata[i])
                compare_part(diff, now, i, found->pdata[i], placed);
            else
                add_whole(diff, ORG_DRAFT_ADDED, part, kind == ORG_PART_STEP ? id_before(now, i) : NULL);
        }
    }
}

static gboolean
draft_read(Draft *draft, const char *path, OrgBundle *bundle, const OrgCatalogue *catalogue, OrgDiags *diags)
{
    draft->plan = org_plan_new(path, bundle);
    org_reader_begin(&draft->reader, draft->plan, catalogue, org_diags_new());
    if (!org_reader_whole_plan(&draft->reader, diags))
        return FALSE;
    OrgReader *reader = &draft->reader;
    draft->items = (OrgExtending){ .reader = reader,
                                   .owner = org_yaml_doc_made(path),
                                   .parent = path,
                                   .roots = g_ptr_array_new(),
                                   .parts = g_ptr_array_new_with_free_func(org_part_free) };
    g_ptr_array_add(reader->kept, draft->items.owner);
    for (guint d = 0; d < reader->docs->len; d++)
        g_ptr_array_add(draft->items.roots,
                        org_yaml_copy(draft->items.owner, ((OrgYamlDoc *) reader->docs->pdata[d])->root));
    org_extends_find_parts(&draft->items);
    return TRUE;
}

static void
draft_clear(Draft *draft)
{
    if (draft->items.parts) {
        g_ptr_array_unref(draft->items.parts);
        g_ptr_array_unref(draft->items.roots);
    }
    OrgDiags *diags = draft->reader.diags;
    org_reader_end(&draft->reader);
    org_diags_free(diags);
    org_plan_free(draft->plan);
}

OrgDraftDiff *
org_draft_diff(const char *const paths[2], OrgBundle *const bundles[2], const OrgCatalogue *catalogue, OrgDiags *diags)
{
    Draft drafts[2] = { 0 };
    gboolean good[2];
    OrgDraftDiff *diff = NULL;
    for (guint i = 0; i < 2; i++)
        good[i] = draft_read(&drafts[i], paths[i], bundles[i], catalogue, diags);
    if (good[0] && good[1]) {
        diff = g_new0(OrgDraftDiff, 1);
        diff->changes = g_ptr_array_new_with_free_func(change_free);
        for (guint i = 0; i < 2; i++)
            diff->title[i] = org_message_copy(drafts[i].plan->title);
        compare_heads(diff, &drafts[0], &drafts[1]);
        compare_parts(diff, &drafts[0], &drafts[1]);
    }
    for (guint i = 0; i < 2; i++)
        draft_clear(&drafts[i]);
    return diff;
}

void
org_draft_diff_free(OrgDraftDiff *diff)
{
    if (!diff)
        return;
    g_free(diff->title[0]);
    g_free(diff->title[1]);
    g_ptr_array_unref(diff->changes);
    g_free(diff);
}
