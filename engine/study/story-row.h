/* SPDX-License-Identifier: MIT
 * The story of a post (its unit, holder, when it was closed) or of a person (from where, to where, when, why). */
#pragma once
#include "story.h"

/* table: ORG_POSTS or ORG_PEOPLE; row: at the run's end. posts and people of the story are "". Free with org_story_free. */
OrgStory *org_story_tell_row(const OrgOpened *run, guint table, OrgRow row, GError **error);
