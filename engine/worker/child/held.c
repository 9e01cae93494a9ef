// SPDX-License-Identifier: MIT
#include "held.h"
#include "../../base/error.h"
#include <sys/mman.h>

typedef struct {
    void *block;
    gsize size;
} Mapping;

static void
held_free(gpointer data)
{
    OrgHeld *held = data;

    g_free(held->broken);
    org_plan_free(held->plan);
    org_free(held->work);
    for (guint i = 0; held->orgs && i < held->orgs->len; i++)
        org_free(held->orgs->pdata[i]);
    g_clear_pointer(&held->orgs, g_ptr_array_unref);
    for (guint i = 0; held->mappings && i < held->mappings->len; i++) {
        Mapping *map = &g_array_index(held->mappings, Mapping, i);
        munmap(map->block, map->size);
    }
    g_clear_pointer(&held->mappings, g_array_unref);
    org_dict_unref(held->dict);
    org_archive_free(held->archive);
    g_free(held);
}

GHashTable *
org_held_table(void)
{
    return g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, held_free);
}

/* The scenario is read again here, from the texts that the parent read, against this process's own catalogue. */
static gboolean
take_plan(OrgChild *child, OrgHeld *held, OrgFrameCursor *cursor, GError **error)
{
    g_autofree char *path = org_frame_get_text(cursor, ORG_MAX_PATH);
    gsize size;
    void *block = path ? org_child_map_next(child, &size, error) : NULL;

    if (!block)
        return FALSE;
    g_autoptr(GBytes) packed = g_bytes_new(block, size);
    munmap(block, size);
    OrgBundle *bundle = org_bundle_unpack(packed, error);
    if (!bundle)
        return FALSE;
    g_autoptr(OrgDiags) diags = org_diags_new();
    held->plan = org_plan_read(path, bundle, org_plugins_catalogue(child->plugins), diags);
    if (held->plan)
        return TRUE;
    g_autoptr(GString) text = g_string_new(NULL);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, text);
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "the worker reads the scenario otherwise than the engine: %s",
                  text->str);
    return FALSE;
}

static gboolean
take_org(OrgChild *child, OrgHeld *held, GError **error)
{
    Mapping map;

    map.block = org_child_map_next(child, &map.size, error);
    if (!map.block)
        return FALSE;
    g_array_append_val(held->mappings, map);
    Org *org = org_unpack(map.block, map.size, held->dict, error);
    if (org)
        g_ptr_array_add(held->orgs, org);
    return org != NULL;
}

static gboolean
take_orgs(OrgChild *child, OrgHeld *held, OrgFrameCursor *cursor, GError **error)
{
    guint32 n = org_frame_get_u32(cursor);

    held->dict = org_dict_new();
    held->orgs = g_ptr_array_new();
    held->mappings = g_array_new(FALSE, FALSE, sizeof(Mapping));
    if (!cursor->ok || !take_org(child, held, error))
        return FALSE;
    for (guint32 i = 0; i < n && cursor->ok; i++) {
        if (!org_frame_get_u32(cursor))
            g_ptr_array_add(held->orgs, NULL);
        else if (!take_org(child, held, error))
            return FALSE;
    }
    return org_frame_done(cursor);
}

void
org_child_hold(OrgChild *child, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    OrgHandle handle = org_frame_get_u32(&cursor);
    OrgHeld *held = g_new0(OrgHeld, 1);
    g_autoptr(GError) error = NULL;
    gboolean fine = FALSE;

    held->kind = org_frame_get_u32(&cursor);
    if (held->kind == ORG_HELD_PLAN)
        fine = take_plan(child, held, &cursor, &error);
    else if (held->kind == ORG_HELD_ORGANISATIONS)
        fine = take_orgs(child, held, &cursor, &error);
    else if (held->kind == ORG_HELD_ARCHIVE)
        fine = (held->archive = org_archive_take(child, &cursor, &error)) != NULL;
    if (!fine)
        held->broken = error ? org_error_said(error) : org_said("the worker was handed something broken");
    g_hash_table_replace(child->held, GUINT_TO_POINTER(handle), held);
}

void
org_child_drop(OrgChild *child, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    g_hash_table_remove(child->held, GUINT_TO_POINTER(org_frame_get_u32(&cursor)));
}

Org *
org_held_work(OrgHeld *held, gboolean fresh)
{
    Org *start = held->orgs->pdata[0];

    if (held->work) {
        org_reset(held->work, start, fresh);
        org_dict_forget(held->dict, held->words);
        return held->work;
    }
    held->words = org_dict_mark(held->dict);
    return held->work = org_copy(start);
}

OrgHeld *
org_held_find(OrgChild *child, OrgHandle handle, guint32 kind, GError **error)
{
    OrgHeld *held = g_hash_table_lookup(child->held, GUINT_TO_POINTER(handle));

    if (held && held->kind == kind && !held->broken)
        return held;
    org_error_set(error, ORG_ERROR, ORG_E_INVALID, "%s",
                  held && held->broken ? held->broken : M_("the worker was asked for what it does not hold"));
    return NULL;
}
