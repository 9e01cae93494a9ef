// SPDX-License-Identifier: MIT
/* The story of a unit, a post or a person in a run, in plain sentences: how it began, what happened when and by which
 * step, how it ended; of a unit also where its posts and people are at the end, and its fate as fate.h decides it. */
#pragma once
#include "place.h"
#include <jansson.h>

/* Parts of one sentence, each in words and as a fact that programs read. */
typedef struct {
    GPtrArray *said; /* char *: messages, to be arguments; NULL: nothing is said */
    json_t *
        facts; /* an array beside it: {"kind", and what there is of "units", "post_ids", "people_ids", numbers, texts} */
} OrgStoryParts;
OrgMessage *
org_story_message(const OrgStoryParts *parts); /* one after another with "; " between; owned by the caller */

typedef struct {
    OrgMonth month;
    char *step, *feature, *plugin;
    OrgMessage *reason; /* what the plugin said; NULL or "" if nothing */
    OrgStoryParts what; /* what this step did to it */
    OrgMessage *note;   /* of the step in the scenario: its legal basis; "" if none, or if it is a process */
} OrgStoryEvent;

typedef struct {
    char *id;
    char *name;                              /* of a post its title; "" if there is none */
    guint table;                             /* ORG_UNITS, ORG_POSTS or ORG_PEOPLE */
    OrgStoryParts begin, end, posts, people; /* posts and people say nothing of a post or person */
    GPtrArray *events;                       /* OrgStoryEvent * */
    const OrgFate *fate;                     /* of a unit, else NULL; lives with what was opened */
} OrgStory;

/* id: of a unit, post or person that the run knows at its start or end. The run's acts are done again, once, for the
 * story and for the fates. Free with org_story_free. */
OrgStory *org_story_tell(OrgOpened *run, const char *id, GError **error);
void org_story_free(OrgStory *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgStory, org_story_free)
