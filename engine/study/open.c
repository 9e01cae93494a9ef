// SPDX-License-Identifier: MIT
#include "open.h"
#include "../base/error.h"
#include "../org/replay.h"
#include <string.h>

/* ---- what the file holds */

static gboolean
look_at_run(OrgOpened *opened, GError **error)
{
    opened->info = org_store_run(opened->store, opened->name.run, error);
    if (!opened->info)
        return FALSE;
    if (strcmp(opened->info->status, "done") && strcmp(opened->info->status, "vetoed")) {
        const char *said = org_message_said(opened->info->message);
        g_autofree char *why = *said ? org_said(": %s", said) : NULL;
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "run-%" G_GINT64_FORMAT " is %s and holds no result%s", opened->name.run, opened->info->status,
                      why);
        return FALSE;
    }
    g_autoptr(OrgDict) dict = org_dict_new();
    opened->start = org_store_get_id(opened->store, opened->info->snapshot, dict, error);
    opened->acts = opened->start ? org_store_run_acts(opened->store, opened->name.run, error) : NULL;
    if (!opened->acts)
        return FALSE;
    opened->start->month = opened->info->from - 1; /* a run begins at the end of the month before */
    return TRUE;
}

static gboolean
look(const char *target, gboolean want_run, OrgOpened *opened, GError **error)
{
    *opened = (OrgOpened){ 0 };
    if (!org_place_parse(target, &opened->name, error))
        return FALSE;
    gboolean named = opened->name.run || opened->name.snapshot;
    if (!want_run || named) {
        opened->store = org_store_open(opened->name.path, ORG_STORE_READ, error);
        if (!opened->store)
            return FALSE;
        org_place_find_run(&opened->name, opened->store, want_run);
    }
    if (want_run && !opened->name.run) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "\"%s\" is no run; expected F.orgdb:run-N", target);
        return FALSE;
    }
    if (opened->name.run)
        return look_at_run(opened, error);
    g_autoptr(OrgDict) dict = org_dict_new();
    opened->start = org_store_get(opened->store, opened->name.snapshot, dict, error);
    return opened->start != NULL;
}

/* Masked before any act is done again, so that whoever watches sees nothing else. People come with names only at the
 * start. */
gboolean
org_place_look(const char *target, gboolean want_run, const char *text, OrgOpened *opened, GError **error)
{
    guint mask;
    GError *why = NULL;
    if (!org_mask_parse(text, &mask, error))
        return FALSE;
    if (look(target, want_run, opened, &why)) {
        opened->mask = mask;
        opened->names = org_mask_names(opened->start, mask);
        if (mask)
            org_mask_apply(opened->start, mask);
        return TRUE;
    }
    /* Why a run failed is told in a plugin's words, which may name a person. */
    g_autoptr(OrgNames) names = opened->info ? org_mask_run_names(opened->store, opened->info, mask) : NULL;
    g_autofree char *said = org_error_said(why);
    org_error_replace(&why, org_names_hide_message(names, org_message_of(said)));
    g_propagate_error(error, why);
    return FALSE;
}

/* ---- what its acts made of it */

/* What is told of a run must be what it came to. Behind a mask the start is another, and so is the end. */
static gboolean
ends_as_stored(const OrgOpened *opened, Org *end, GError **error)
{
    if (opened->mask || !opened->info || !*opened->info->end_hash)
        return TRUE;
    end->month = opened->info->end_month;
    g_autofree char *hash = org_hash(end);
    if (strcmp(hash, opened->info->end_hash) == 0)
        return TRUE;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_FAILED,
                  "%s:run-%" G_GINT64_FORMAT
                  " does not end, done again, as it ended when it ran; take the file from a copy, or "
                  "run its scenario again",
                  opened->name.path, opened->info->id);
    return FALSE;
}

/* Acts may have set pay, and people joined with their births: the end is masked like the start. */
static Org *
replay(const OrgOpened *opened, const OrgObserver *observers, guint n, GError **error)
{
    g_autoptr(Org) end = org_copy(opened->start);
    gsize size;
    const guint8 *bytes = g_bytes_get_data(opened->acts, &size);
    g_auto(OrgMaskedObservers) masked = org_mask_observers(observers, n, opened->mask);
    if (!org_replay_each(end, bytes, size, masked.observers, masked.n, error) || !ends_as_stored(opened, end, error))
        return NULL;
    if (opened->info)
        end->month = opened->info->to;
    if (opened->mask)
        org_mask_apply(end, opened->mask);
    return g_steal_pointer(&end);
}

static gboolean
keep_end(OrgOpened *opened, Org *end)
{
    if (opened->end)
        org_free(end);
    else
        opened->end = end;
    return end != NULL;
}

gboolean
org_opened_watch(OrgOpened *opened, const OrgObserver *observers, guint n, GError **error)
{
    if (!opened->acts) {
        if (!opened->fates)
            opened->fates = org_fates_still(opened->start);
        return TRUE;
    }
    if (opened->fates)
        return keep_end(opened, replay(opened, observers, n, error));
    g_autoptr(OrgFates) fates = org_fates_new(opened->start);
    g_autofree OrgObserver *all = g_new(OrgObserver, n + 1);
    all[0] = org_fates_observer(fates);
    for (guint i = 0; i < n; i++)
        all[i + 1] = observers[i];
    if (!keep_end(opened, replay(opened, all, n + 1, error)))
        return FALSE;
    org_fates_decide(fates, opened->end);
    opened->fates = g_steal_pointer(&fates);
    return TRUE;
}

const OrgFates *
org_opened_fates(OrgOpened *opened, GError **error)
{
    return opened->fates || org_opened_watch(opened, NULL, 0, error) ? opened->fates : NULL;
}

gboolean
org_place_open_masked(const char *target, gboolean want_run, const char *mask, OrgOpened *opened, GError **error)
{
    return org_place_look(target, want_run, mask, opened, error) &&
           (!opened->acts || keep_end(opened, replay(opened, NULL, 0, error)));
}

gboolean
org_place_open(const char *target, gboolean want_run, OrgOpened *opened, GError **error)
{
    return org_place_open_masked(target, want_run, NULL, opened, error);
}
