// SPDX-License-Identifier: MIT
#include "story.h"
#include "../base/error.h"
#include "../base/diag.h"
#include "mask.h"
#include "open.h"
#include "story-private.h"

static void
not_there(const OrgOpened *run, const char *id, GError **error)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    for (OrgRow i = 0; i < run->end->units.n; i++)
        g_ptr_array_add(ids, g_strdup(org_id(run->end, ORG_UNITS, i)));
    g_ptr_array_add(ids, NULL);
    const char *nearest = org_nearest(id, (const char *const *) ids->pdata);
    g_autofree char *hint = nearest ? org_said("; nearest unit: %s", nearest) : NULL;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                  "this run knows no unit, post or person \"%s\"%s; orgsim query RUN \"select id, name from units\" "
                  "lists those open at its end",
                  id, hint);
}

/* One teller a table that may hold the id, up to the first where the start holds it. */
typedef struct {
    OrgStoryTeller *teller[ORG_PEOPLE + 1]; /* by table */
    OrgObserver observers[ORG_PEOPLE];
    guint n;
} Tellers;

static void
begin_tellers(Tellers *tellers, OrgOpened *run, const char *id, const json_t *items)
{
    OrgRow row = ORG_NONE;
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE && row == ORG_NONE; table++) {
        row = org_find(run->start, table, id);
        OrgStorySubject subject = { table, row, org_rows(run->start, table), id };
        OrgStoryTeller *teller = org_story_teller_new(&subject, items);
        teller->names = run->names;
        teller->pay_hidden = (run->mask & ORG_MASK_PAY) != 0;
        tellers->teller[table] = teller;
        tellers->observers[tellers->n++] =
            table == ORG_UNITS ? org_story_watch_unit(teller) : org_story_watch_row(teller);
    }
}

static OrgStory *
finish(const Tellers *tellers, const OrgOpened *run, const char *id)
{
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++) {
        OrgRow row = org_find(run->end, table, id);
        if (row == ORG_NONE)
            continue;
        OrgStory *story = g_new0(OrgStory, 1);
        story->table = table;
        story->id = g_strdup(org_id(run->end, table, row));
        story->events = g_ptr_array_ref(tellers->teller[table]->events);
        if (table == ORG_UNITS)
            org_story_finish_unit(story, run, row);
        else
            org_story_finish_row(story, run, table, row);
        return story;
    }
    return NULL;
}

OrgStory *
org_story_tell(OrgOpened *run, const char *id, GError **error)
{
    Tellers tellers = { 0 };
    json_t *items = json_loads(run->info->items_json ? run->info->items_json : "[]", 0, NULL);
    begin_tellers(&tellers, run, id, items);
    gboolean watched = org_opened_watch(run, tellers.observers, tellers.n, error);
    OrgStory *story = watched ? finish(&tellers, run, id) : NULL;
    if (watched && !story)
        not_there(run, id, error);
    for (guint table = ORG_UNITS; table <= ORG_PEOPLE; table++)
        g_clear_pointer(&tellers.teller[table], org_story_teller_free);
    json_decref(items);
    return story;
}
