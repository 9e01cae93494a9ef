// SPDX-License-Identifier: MIT
/* Shared by impact.c and impact-people.c. */
#pragma once
#include "impact.h"

/* When, by which step and why: the last act that did something to a person's post, unit or state, or to a post's rank. */
typedef struct {
    OrgImpact *impact;
    GArray *people, *ranks; /* guint32 by person, by post: a stamp from 1, or 0 */
    GArray *stamps;         /* OrgStamp */
    const OrgAct *act;      /* under way */
    guint32 acts, now;      /* now: its stamp; 0: it has none yet */
} OrgPeopleWatch;

void org_people_watch_begin(OrgPeopleWatch *watch, OrgImpact *impact);
OrgObserver org_people_watch_observer(OrgPeopleWatch *watch);
void org_people_watch_clear(OrgPeopleWatch *watch);

/* Fills people, their counts and costs; the fates of units are known already. */
void org_impact_people(OrgPeopleWatch *watch);
