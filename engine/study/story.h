/* SPDX-License-Identifier: MIT
 * The story of a unit (or, through story-row.h, of a post or a person) in a run, in plain sentences: how it began, what happened when and by which step, where its posts
 * and people are at the end. Told from the acts, by doing them again. */
#pragma once
#include "place.h"
#include <jansson.h>

typedef struct {
    OrgMonth month;
    char *step, *feature, *plugin, *reason;
    char *text; /* what this step did to the unit, a sentence */
    char *note; /* of the step in the scenario: its legal basis; "" if none, or if it is a process */
} OrgStoryEvent;

typedef struct {
    char *id, *name, *begin, *end, *posts, *people; /* sentences */
    GPtrArray *events;                              /* OrgStoryEvent * */
} OrgStory;

OrgStory *org_story_new(void); /* without events; all texts NULL */
/* id: of a unit, post or person that the run knows at its start or end. Free with org_story_free. */
OrgStory *org_story_tell(const OrgOpened *run, const char *id, GError **error);
void org_story_free(OrgStory *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgStory, org_story_free)
