// SPDX-License-Identifier: MIT
/* What a restructuring means for each unit and each person: the fates of units (fate.h), and beside them those of people.
 * Knows no output. */
#pragma once
#include "place.h"

typedef enum {
    ORG_PERSON_STAYS,
    ORG_PERSON_MOVES_ALONG, /* with the unit: it was absorbed, consolidated, split or moved, and the person went where it went */
    ORG_PERSON_CHANGES_UNIT,
    ORG_PERSON_LOSES_LEADING, /* still has a post, of a lower rank than head or deputy before */
    ORG_PERSON_SURPLUS,
    ORG_PERSON_RETIRES, /* left, for a reason that speaks of retirement */
    ORG_PERSON_LEAVES,
    ORG_PERSON_JOINS,
    ORG_PERSON_JOINS_LEAVES, /* both within the run */
    ORG_N_PERSON_FATES
} OrgPersonFate;

const char *org_person_fate_name(OrgPersonFate fate); /* "moves with the unit" */

/* One person; or n people without an id of their own (made from counts), whose rows say the same. */
typedef struct {
    OrgRow row; /* ORG_NONE: a group */
    guint32 n;
    OrgPersonFate fate;
    gboolean lost_leading;                                   /* whatever else became of them */
    gboolean birth_assumed;                                  /* from the population of the plan */
    OrgRow unit_before, unit_after, post_before, post_after; /* ORG_NONE: none; posts only of a single person */
    guint8 rank_before, rank_after;                          /* the better of two posts; 0: none, or unknown */
    OrgWord reason;                                          /* of leaving */
    OrgStamp stamp;
    double cost; /* what they were paid by the ledger of the run, all n; NaN: nothing */
} OrgPersonImpact;

typedef struct {
    const Org *start, *end; /* borrowed */
    const OrgFates *fates;  /* of the units: those of what was opened, or its own */
    OrgFates *own;          /* NULL: borrowed */
    GArray *people;         /* OrgPersonImpact, in order of rows; a group where its first row is */
    guint64 person_fates[ORG_N_PERSON_FATES];
    guint64 lost_leading, n_paid; /* n_paid: people */
    double cost, cost_of_people;  /* the sum of the ledger; of it what people were paid */
    guint64 surplus;              /* at the end, whoever joined included */
    GStringChunk *texts;
} OrgImpact;

/* Of a run, whose acts are done again for it where opened->fates are not known yet; it lives no longer than what was
 * opened. NULL on error. */
OrgImpact *org_impact_new(OrgOpened *opened, GError **error);
/* Of a run that is not stored: end is what its acts made of start; both outlive it. */
OrgImpact *org_impact_between(const Org *start, const Org *end, GBytes *acts, GError **error);
/* The same, others watching the one replay, too. */
OrgImpact *org_impact_watched(OrgOpened *opened, const OrgObserver *others, guint n, GError **error);
void org_impact_free(OrgImpact *impact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgImpact, org_impact_free)

/* The sums over the rows above, named as in a run's totals: {"units", "before"}. */
typedef struct {
    const char *table, *key;
    double found;
} OrgImpactSum;
#define ORG_N_IMPACT_SUMS 17
void org_impact_sums(const OrgImpact *impact, OrgImpactSum sums[ORG_N_IMPACT_SUMS]);
