/* SPDX-License-Identifier: MIT
 * What each step did to each unit, month by month, as counts: the acts of a run done again, once for all units. */
#pragma once
#include "place.h"

#define ORG_SEVERAL (ORG_NONE - 1) /* in place of a unit: more than one */

/* What the acts of one item (step or process) in one month, for one reason, did to a unit, until another one's begin. */
typedef struct {
    OrgRow unit;
    OrgMonth month;
    guint32 item;
    const char *plugin, *reason; /* of the first act */
    guint posts_in, posts_out, posts_closed, posts_opened, placed, left, surplus, funding;
    OrgRow from, to; /* another unit that posts came from or went to; ORG_NONE or ORG_SEVERAL */
    gboolean opened, closed, renamed, moved;
    OrgRow successor, parent;
    OrgWord old_name, leave_reason; /* 0: none */
} OrgChapter;

/* now: the organisation when the chapter ended; the chapter lives as long as the call. */
typedef void (*OrgChapterFn)(const Org *now, const OrgChapter *chapter, gpointer data);

/* unit: only of this one; ORG_NONE: of all, those of one reason in the order in which they were touched. */
gboolean org_chapters_tell(const OrgOpened *run, OrgRow unit, OrgChapterFn fn, gpointer data, GError **error);
