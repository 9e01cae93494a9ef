// SPDX-License-Identifier: MIT
/* What each step did to each unit, month by month, as counts: an observer of a run's replay. */
#pragma once
#include "../org/replay.h"

#define ORG_SEVERAL (ORG_NONE - 1) /* in place of a unit: more than one */

/* What the acts of one item (step or process) in one month, for one reason, did to a unit, until another one's begin. */
typedef struct {
    OrgRow unit;
    OrgMonth month;
    guint32 item;
    const char *plugin;
    const OrgMessage *reason; /* "" if none */
    guint posts_in, posts_out, posts_closed, posts_opened, placed, left, surplus, funding;
    /* The same posts by weight, in thousandths. What an open post weighs more or less from now on is opened, or closed. */
    gint64 weight_in, weight_out, weight_closed, weight_opened;
    OrgRow from, to; /* another unit that posts came from or went to; ORG_NONE or ORG_SEVERAL */
    gboolean opened, closed, renamed, moved;
    OrgRow successor, parent;
    OrgWord old_name, leave_reason; /* 0: none */
} OrgChapter;

/* now: the organisation when the chapter ended; the chapter lives as long as the call. */
typedef void (*OrgChapterFn)(const Org *now, const OrgChapter *chapter, gpointer data);

/* Tells them to fn as a replay goes on that its observer watches; those of one reason come in the order in which their
 * units were touched. wants: whether a unit's are told; NULL: all units'. */
typedef struct OrgChapters OrgChapters;
OrgChapters *org_chapters_new(OrgChapterFn fn, gboolean (*wants)(const Org *now, OrgRow unit, gpointer data),
                              gpointer data);
OrgObserver org_chapters_observer(OrgChapters *chapters);
void org_chapters_free(OrgChapters *chapters);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgChapters, org_chapters_free)
