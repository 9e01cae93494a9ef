// SPDX-License-Identifier: MIT
/* What became of each unit of a run, decided here and nowhere else: impact, charts, report, story, comparison and the file
 * look it up. README.md says for a committee what each word means.
 *
 * What became of a unit is decided by the two ends of a run: what stood at the start, what stands at the end. The acts
 * between tell only where what was closed went, by which step and when. Units that were closed before the run have no fate. */
#pragma once
#include "../org/replay.h"

/* In the order in which a unit's flags are told; the first of them gives its colour and its step. */
typedef enum {
    ORG_FATE_KEPT, /* stands at both ends, and nothing below is true of it: kept as it is */
    /* Closed; each unit has one of these four, but that a unit may be split and still stand. */
    ORG_FATE_ABSORBED,     /* one unit that stood at the start took it over */
    ORG_FATE_CONSOLIDATED, /* one unit that was founded in the run took it over */
    ORG_FATE_TOOK_OVER,    /* stands at both ends, and took over others or parts of them */
    ORG_FATE_SPLIT,        /* what it had went to several units; or it stands, and part of it became a new unit */
    ORG_FATE_DISSOLVED,    /* closed, and no unit took it over; its posts may have been moved, and are told by `into` */
    ORG_FATE_NEW,          /* founded in the run and stands at the end, whatever befell it since */
    ORG_FATE_MOVED,   /* stands at both ends, under another unit; so does one that went along with a closed parent */
    ORG_FATE_RENAMED, /* stands at both ends, by another name */
    ORG_FATE_POSTS,   /* stands at both ends, and its own posts differ in weight or number */
    ORG_FATE_PASSING, /* founded and closed within the run: it stands at neither end */
    ORG_N_FATES
} OrgFateFlag;
#define ORG_FATE(flag) (1u << ORG_FATE_##flag)
/* Closed, and other units go on with what it had. */
#define ORG_FATES_HANDED_ON (ORG_FATE(ABSORBED) | ORG_FATE(CONSOLIDATED) | ORG_FATE(SPLIT))

const char *org_fate_name(OrgFateFlag flag); /* "took over": the word in tables and files; catalogued by print */
char *org_fate_text(guint32 flags);          /* "moved, posts changed"; "" for none. Owned by the caller */

/* The act that decided. month ORG_UNKNOWN: nothing happened. why: what the plugin said, NULL or "" if nothing; lives with the fates. */
typedef struct {
    OrgMonth month;
    guint32 item, act; /* of the scenario; of the journal, from 0 */
    const OrgMessage *why;
} OrgStamp;
#define ORG_NO_STAMP ((OrgStamp){ ORG_UNKNOWN, 0, 0, NULL })

/* Weights in thousandths of a full post. Whoever waits for a post in a unit is one of its people. */
typedef struct {
    gint64 posts, vacant;
    guint32 posts_rows, vacant_rows, people, units;
} OrgFateFigures;

typedef struct {
    guint32 flags;  /* bits 1 << OrgFateFlag; 0: closed before the run */
    OrgStamp stamp; /* of the first flag */
    /* Of these, whatever came first: a unit that took over in one step may have been moved by another. */
    OrgStamp split, moved, renamed;
    /* Partners, of OrgRow, ascending; NULL if none. into: who took over, or where its posts went; from: units of the start
     * that are closed or split, and went into it. A unit that stands at neither end is no partner: who took over from it
     * stands in its place. */
    GArray *into, *from;
    OrgFateFigures own[2], all[2]; /* at the start and at the end: of itself; of itself and all below it */
    /* Rows of its own posts by where they were and are: before + in + opened - out - closed = after. */
    guint32 posts_in, posts_out, posts_opened, posts_closed;
    /* The same by weight. What a post weighs more or less at the end is opened, or closed, where it is then. */
    gint64 weight_in, weight_out, weight_opened, weight_closed;
} OrgFate;

typedef struct OrgFateWatch OrgFateWatch;

typedef struct {
    const Org *start, *end; /* borrowed while they are read and decided; the same for a snapshot */
    OrgFate *unit;          /* by row */
    guint32 n;              /* units of the end */
    /* Units by flag: one with several counts under each. What stood at the start is kept, absorbed, consolidated, split,
     * dissolved, or changed in one or several ways; `PASSING` is none of either end. */
    guint64 counts[ORG_N_FATES];
    guint64 units[2], posts_passing; /* open at each end; posts opened and closed within the run */
    gint64 weight_passing;           /* of them */
    guint64 homeless[2];             /* people of no unit, at each end */
    OrgFateWatch *watch;             /* its own */
} OrgFates;

/* Of a run: begin, replay with the observer watching, decide; the rows of start and end are the same. */
OrgFates *org_fates_new(const Org *start);
OrgObserver org_fates_observer(OrgFates *fates);
void org_fates_decide(OrgFates *fates, const Org *end);
/* Of a snapshot: all that stands is kept. */
OrgFates *org_fates_still(const Org *org);
void org_fates_free(OrgFates *fates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgFates, org_fates_free)

/* The unit that stands where this one stood: the open end of the chain of successors, else the last one. */
OrgRow org_final_unit(const Org *org, OrgRow unit);
