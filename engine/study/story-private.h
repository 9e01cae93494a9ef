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
    OrgStoryParts now;     /* of a row: what the act at hand did */
    guint paid;            /* of a person: entries of the ledger before the act at hand */
    const OrgMessage *why; /* of the act at hand; lives with it */
    const OrgNames *names; /* that no reason may say; NULL: none */
    gboolean pay_hidden;
} OrgStoryTeller;

OrgStoryTeller *org_story_teller_new(const OrgStorySubject *subject, const json_t *items);
void org_story_teller_free(OrgStoryTeller *teller);
/* A new event, or more of the last one, whose sentence goes on where month and step, and the reason if it is asked for,
 * are the same. Takes what it did, and leaves it empty. */
void org_story_add(OrgStoryTeller *teller, OrgMonth month, guint32 item, const char *plugin, const OrgMessage *reason,
                   OrgStoryParts *what, gboolean by_reason);

/* The observer of a teller, and what the story says besides its events: by table. */
OrgObserver org_story_watch_unit(OrgStoryTeller *teller);
void org_story_finish_unit(OrgStory *story, const OrgOpened *run, OrgRow unit);
OrgObserver org_story_watch_row(OrgStoryTeller *teller);
void org_story_finish_row(OrgStory *story, const OrgOpened *run, guint table, OrgRow row);

/* "“Finance” (fin)", or what stands for none or several, as an argument of a message. Owned by the caller. */
char *org_story_unit_text(const Org *org, OrgRow unit);

/* Adds a part: a fact (taken), and a message in which it stands in words. */
void org_story_say(OrgStoryParts *parts, json_t *fact, const char *format, ...) G_GNUC_PRINTF(3, 4);
void org_story_parts_clear(OrgStoryParts *parts);
/* A fact of a kind, and more in it: each takes the fact and gives it back. Rows that stand for none or several are left out. */
json_t *org_story_fact(const char *kind);
json_t *org_story_fact_row(json_t *fact, const Org *org, guint table, OrgRow row);
json_t *org_story_fact_unit(json_t *fact, const Org *org, OrgRow unit);
json_t *org_story_fact_number(json_t *fact, const char *key, gint64 number);
/* Posts by weight (in thousandths), and under the key and `_rows` how many rows they are. */
json_t *org_story_fact_posts(json_t *fact, const char *key, guint rows, gint64 weight);
json_t *org_story_fact_text(json_t *fact, const char *key, const char *text);
