// SPDX-License-Identifier: MIT
/* Shared by story.c, which finds whom a story is about, and its tellers for units (story-unit.c) and rows (story-row.c). */
#pragma once
#include "chapters.h"
#include "story.h"

/* Whom a story is about: a row that the start holds, or the one that will bear the id once it has come. */
typedef struct {
    guint table;
    OrgRow row;  /* ORG_NONE: it is not there at the start */
    guint32 old; /* rows of the start */
    const char *id;
} OrgStorySubject;
gboolean org_story_is(const OrgStorySubject *subject, const Org *now, OrgRow row);

/* The events of one subject, told as its observer watches the run. */
typedef struct {
    OrgStorySubject subject;
    const json_t *items;   /* of the run: ids and features */
    GPtrArray *events;     /* OrgStoryEvent * */
    OrgChapters *chapters; /* of a unit */
    GString *text;         /* of a row: what the act at hand did */
    guint paid;            /* of a person: entries of the ledger before the act at hand */
    gboolean pay_hidden;
} OrgStoryTeller;

OrgStoryTeller *org_story_teller_new(const OrgStorySubject *subject, const json_t *items);
void org_story_teller_free(OrgStoryTeller *teller);
/* A new event, or more of the last one, whose sentence goes on where month and step, and the reason if it is asked for,
 * are the same. text: a sentence in progress. */
void org_story_add(OrgStoryTeller *teller, OrgMonth month, guint32 item, const char *plugin, const char *reason,
                   const char *text, gboolean by_reason);

/* The observer of a teller, and what the story says besides its events: by table. */
OrgObserver org_story_watch_unit(OrgStoryTeller *teller);
void org_story_finish_unit(OrgStory *story, const OrgOpened *run, OrgRow unit);
OrgObserver org_story_watch_row(OrgStoryTeller *teller);
void org_story_finish_row(OrgStory *story, const OrgOpened *run, guint table, OrgRow row);

/* "“Finance” (fin)", or what stands for none or several. Owned by the caller. */
char *org_story_unit_text(const Org *org, OrgRow unit);
/* Adds a part to a sentence, after "; " where it is not the first. */
void org_story_say(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);
