/* SPDX-License-Identifier: MIT
 * What a restructuring means for each unit and each person: the organisation at the start and at the end side by side,
 * and the acts between for when, by which step and why. Knows no file and no output. */
#pragma once
#include "../org/acts.h"

typedef enum {
    ORG_FATE_KEPT,
    ORG_FATE_RENAMED,
    ORG_FATE_MOVED, /* under another parent */
    ORG_FATE_RENAMED_MOVED,
    ORG_FATE_ABSORBED, /* closed; a unit that stood already took over */
    ORG_FATE_MERGED,   /* closed; a unit founded in the run took over */
    ORG_FATE_SPLIT, /* its posts went to several units, one of them new or its successor; or some to a new one beside it */
    ORG_FATE_DISSOLVED, /* closed without a successor */
    ORG_FATE_FOUNDED,
    ORG_FATE_PASSING, /* founded and closed within the run */
    ORG_FATE_ABSENT,  /* closed before the run: no part of it */
    ORG_N_UNIT_FATES
} OrgUnitFate;

typedef enum {
    ORG_FATE_STAYS,
    ORG_FATE_MOVES_ALONG, /* with the unit: it was merged, absorbed, split or moved, and the person went where it went */
    ORG_FATE_CHANGES_UNIT,
    ORG_FATE_LOSES_LEADING, /* still has a post, of a lower rank than head or deputy before */
    ORG_FATE_SURPLUS,
    ORG_FATE_RETIRES, /* left, for a reason that speaks of retirement */
    ORG_FATE_LEAVES,
    ORG_FATE_JOINS,
    ORG_FATE_JOINS_LEAVES, /* both within the run */
    ORG_N_PERSON_FATES
} OrgPersonFate;

const char *org_unit_fate_name(OrgUnitFate fate);     /* "absorbed" */
const char *org_person_fate_name(OrgPersonFate fate); /* "moves with the unit" */

/* The act that decided. month ORG_UNKNOWN: nothing happened. why: "" or what the plugin said; the impact's. */
typedef struct {
    OrgMonth month;
    guint32 item;
    const char *why;
} OrgStamp;

/* Of one unit; posts: before + in + opened - out - closed = after. Posts and people of closed units are 0 after. */
typedef struct {
    OrgUnitFate fate;
    OrgStamp stamp;
    GArray *into; /* of OrgRow, ascending: who took over, or where its posts went; NULL if nobody */
    GArray *from; /* of OrgRow, ascending: closed units that it took over; NULL if none */
    guint32 posts_before, posts_after, posts_in, posts_out, posts_opened, posts_closed;
    guint32 people_before, people_after;
} OrgUnitImpact;

/* One person; or n people without an id of their own (made from counts), whose rows say the same. */
typedef struct {
    OrgRow row; /* ORG_NONE: a group */
    guint32 n;
    OrgPersonFate fate;
    gboolean lost_leading;                                   /* whatever else became of them */
    OrgRow unit_before, unit_after, post_before, post_after; /* ORG_NONE: none; posts only of a single person */
    guint8 rank_before, rank_after;                          /* the better of two posts; 0: none, or unknown */
    OrgWord reason;                                          /* of leaving */
    OrgStamp stamp;
    double cost; /* what they were paid by the ledger of the run, all n; NaN: nothing */
} OrgPersonImpact;

typedef struct {
    const Org *start, *end; /* borrowed */
    OrgUnitImpact *units;   /* by row, end->units.n */
    GArray *people;         /* OrgPersonImpact, in order of rows; a group where its first row is */
    guint64 unit_fates[ORG_N_UNIT_FATES], person_fates[ORG_N_PERSON_FATES];
    guint64 lost_leading, n_paid; /* n_paid: people */
    double cost;                  /* the sum of the ledger, what nobody was paid included */
    guint64 homeless_before, homeless_after; /* people of no unit */
    guint64 posts_passing;                   /* opened and closed within the run */
    guint64 surplus;                         /* at the end, whoever joined included */
    GStringChunk *texts;
} OrgImpact;

/* start and end of one run (rows are the same), and its acts. */
OrgImpact *org_impact_new(const Org *start, const Org *end, GBytes *acts, GError **error);
void org_impact_free(OrgImpact *impact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgImpact, org_impact_free)

/* The sums over the rows above, named as in a run's totals: {"units", "before"}. */
typedef struct {
    const char *table, *key;
    guint64 found;
} OrgImpactSum;
#define ORG_N_IMPACT_SUMS 13
void org_impact_sums(const OrgImpact *impact, OrgImpactSum sums[ORG_N_IMPACT_SUMS]);

/* The unit that stands where this one stood: the open end of the chain of successors, else the last one. */
OrgRow org_final_unit(const Org *org, OrgRow unit);
