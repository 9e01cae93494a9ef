/* SPDX-License-Identifier: MIT
 * Shared by impact.c, impact-acts.c and impact-people.c. */
#pragma once
#include "impact.h"

typedef struct {
    OrgRow to;
    OrgStamp stamp;
} Went; /* posts of a unit went to another; one entry for each unit and call */

/* What the acts tell, by row. */
typedef struct {
    OrgImpact *impact;
    OrgStamp *closed, *changed; /* units: the act that closed it; the last that renamed or moved it */
    OrgStamp *founded;          /* units, from start->units.n on */
    GArray **went;              /* units: of Went, or NULL */
    OrgStamp *people;           /* the last act that changed post, unit or state */
    OrgStamp *ranks;            /* posts: the last act that changed the rank */
} Tracks;

Tracks *org_tracks_new(OrgImpact *impact, GBytes *acts, GError **error);
void org_tracks_free(Tracks *tracks);

/* Fills people, their counts and costs; units are judged already. */
void org_impact_people(const Tracks *tracks);
