// SPDX-License-Identifier: MIT
/* How a story gathers: whom it is about, its events, and the words that all tellers use. */
#include "story-private.h"
#include <string.h>

gboolean
org_story_is(const OrgStorySubject *subject, const Org *now, OrgRow row)
{
    if (row < subject->old || subject->row != ORG_NONE)
        return row == subject->row;
    return !strcmp(org_id(now, subject->table, row), subject->id);
}

static void
event_free(gpointer data)
{
    OrgStoryEvent *event = data;
    g_free(event->step);
    g_free(event->feature);
    g_free(event->plugin);
    g_free(event->reason);
    g_free(event->note);
    org_story_parts_clear(&event->what);
    g_free(event);
}

OrgStoryTeller *
org_story_teller_new(const OrgStorySubject *subject, const json_t *items)
{
    OrgStoryTeller *teller = g_new0(OrgStoryTeller, 1);
    teller->subject = *subject;
    teller->items = items;
    teller->events = g_ptr_array_new_with_free_func(event_free);
    return teller;
}

void
org_story_teller_free(OrgStoryTeller *teller)
{
    g_ptr_array_unref(teller->events);
    org_chapters_free(teller->chapters);
    org_story_parts_clear(&teller->now);
    g_free(teller);
}

void
org_story_free(OrgStory *story)
{
    if (!story)
        return;
    g_ptr_array_unref(story->events);
    g_free(story->id);
    g_free(story->name);
    OrgStoryParts *const parts[] = { &story->begin, &story->end, &story->posts, &story->people };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        org_story_parts_clear(parts[i]);
    g_free(story);
}

static const char *
item_text(const OrgStoryTeller *teller, guint32 item, const char *key)
{
    const char *text = json_string_value(json_object_get(json_array_get(teller->items, item), key));
    return text ? text : "";
}

/* Of a step, as its scenario gives it: its legal basis. */
static OrgMessage *
step_note(const OrgStoryTeller *teller, guint32 item)
{
    if (strcmp(item_text(teller, item, "role"), "step"))
        return (OrgMessage *) g_strdup("");
    OrgMessage *said = org_message_from_json(item_text(teller, item, "note_said"));
    return said ? said : (OrgMessage *) g_strdup(item_text(teller, item, "note"));
}

void
org_story_add(OrgStoryTeller *teller, OrgMonth month, guint32 item, const char *plugin, const OrgMessage *reason,
              OrgStoryParts *what, gboolean by_reason)
{
    const char *step = item_text(teller, item, "id");
    OrgStoryEvent *last = teller->events->len ? teller->events->pdata[teller->events->len - 1] : NULL;
    if (last && last->month == month && !strcmp(last->step, step) &&
        (!by_reason || !strcmp(org_message_said(last->reason), org_message_said(reason)))) {
        for (guint i = 0; i < what->said->len; i++)
            g_ptr_array_add(last->what.said, g_steal_pointer(&what->said->pdata[i]));
        json_array_extend(last->what.facts, what->facts);
        org_story_parts_clear(what);
        return;
    }
    OrgStoryEvent *event = g_new0(OrgStoryEvent, 1);
    *event = (OrgStoryEvent){ .month = month,
                              .step = g_strdup(step),
                              .feature = g_strdup(item_text(teller, item, "feature")),
                              .plugin = g_strdup(plugin),
                              .reason = org_message_copy(reason),
                              .what = *what,
                              .note = step_note(teller, item) };
    *what = (OrgStoryParts){ 0 };
    g_ptr_array_add(teller->events, event);
}

char *
org_story_unit_text(const Org *org, OrgRow unit)
{
    if (unit == ORG_SEVERAL)
        return g_strdup(M_("several units"));
    if (unit == ORG_NONE)
        return g_strdup(M_("no unit"));
    return g_strdup_printf("“%s” (%s)", org_name(org, ORG_UNITS, unit), org_id(org, ORG_UNITS, unit));
}
