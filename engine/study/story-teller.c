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
    g_free(event->text);
    g_free(event->note);
    g_free(event);
}

OrgStoryTeller *
org_story_teller_new(const OrgStorySubject *subject, const json_t *items)
{
    OrgStoryTeller *teller = g_new0(OrgStoryTeller, 1);
    teller->subject = *subject;
    teller->items = items;
    teller->events = g_ptr_array_new_with_free_func(event_free);
    teller->text = g_string_new(NULL);
    return teller;
}

void
org_story_teller_free(OrgStoryTeller *teller)
{
    g_ptr_array_unref(teller->events);
    org_chapters_free(teller->chapters);
    g_string_free(teller->text, TRUE);
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
    g_free(story->begin);
    g_free(story->end);
    g_free(story->posts);
    g_free(story->people);
    g_free(story);
}

static const char *
item_text(const OrgStoryTeller *teller, guint32 item, const char *key)
{
    const char *text = json_string_value(json_object_get(json_array_get(teller->items, item), key));
    return text ? text : "";
}

void
org_story_add(OrgStoryTeller *teller, OrgMonth month, guint32 item, const char *plugin, const char *reason,
              const char *text, gboolean by_reason)
{
    const char *step = item_text(teller, item, "id");
    OrgStoryEvent *last = teller->events->len ? teller->events->pdata[teller->events->len - 1] : NULL;
    if (last && last->month == month && !strcmp(last->step, step) && (!by_reason || !g_strcmp0(last->reason, reason))) {
        g_autofree char *before = last->text;
        last->text = g_strdup_printf("%s; %s", before, text);
        return;
    }
    OrgStoryEvent *event = g_new0(OrgStoryEvent, 1);
    *event = (OrgStoryEvent){
        month,
        g_strdup(step),
        g_strdup(item_text(teller, item, "feature")),
        g_strdup(plugin),
        g_strdup(reason),
        g_strdup(text),
        g_strdup(strcmp(item_text(teller, item, "role"), "step") ? "" : item_text(teller, item, "note"))
    };
    event->text[0] = g_ascii_toupper(event->text[0]);
    g_ptr_array_add(teller->events, event);
}

char *
org_story_unit_text(const Org *org, OrgRow unit)
{
    if (unit == ORG_SEVERAL)
        return g_strdup("several units");
    if (unit == ORG_NONE)
        return g_strdup("no unit");
    return g_strdup_printf("“%s” (%s)", org_name(org, ORG_UNITS, unit), org_id(org, ORG_UNITS, unit));
}

void
org_story_say(GString *text, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (text->len)
        g_string_append(text, "; ");
    g_string_append_vprintf(text, format, args);
    va_end(args);
}
