// SPDX-License-Identifier: MIT
/* Shared by fate.c and what it is made of: what the acts tell (fate-watch.c), what the two ends hold (fate-figures.c). */
#pragma once
#include "fate.h"

/* What a step took from a unit to another, one entry a pair and step. */
typedef struct {
    OrgRow to;
    guint32 stamp;
} OrgFateWent;

/* The last acts that did something to a unit, as numbers of stamps from 1; 0: none. */
typedef struct {
    guint32 closed, founded, renamed, moved, posts;
    GArray *went, *below; /* of OrgFateWent: posts of the unit; units right below it. NULL: none */
} OrgFateTrack;

OrgFateWatch *org_fate_watch_new(guint32 units);
void org_fate_watch_free(OrgFateWatch *watch);
OrgObserver org_fate_watch_observer(OrgFateWatch *watch);
const OrgFateTrack *org_fate_watch_track(OrgFateWatch *watch, OrgRow unit);
OrgStamp org_fate_watch_stamp(const OrgFateWatch *watch, guint32 stamp);
/* Both by the same step in the same month. */
gboolean org_fate_watch_together(const OrgFateWatch *watch, guint32 a, guint32 b);

/* Fills the figures of all units and the sums of the whole. */
void org_fate_figures(OrgFates *fates);
