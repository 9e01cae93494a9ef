// SPDX-License-Identifier: MIT
/* What can be turned at the steps of a plan: each amount, percentage, whole number and month, on a grid of whole units. */
#pragma once
#include "../scenario/plan.h"
#include <orgsim/plugin.h>

typedef enum { ORG_KNOB_COUNT, ORG_KNOB_PERCENT, ORG_KNOB_MONTH } OrgKnobKind; /* by 1, by 0.1 %, by a month */

typedef struct {
    const OrgItem *item; /* of the plan */
    const char *param;   /* "at", or a parameter of its feature */
    OrgKnobKind kind;
    gboolean given;
    gint64 low, high, now;
} OrgKnob;

#define ORG_KNOB_PROBES 8u
/* Of steps that are not given; those that the plan writes first. most: what bounds a count that its parameter does not. */
GArray *org_knobs_of(const OrgPlan *plan, gint64 most);
/* The probes lie evenly between both ends: 0 and ORG_KNOB_PROBES - 1 are the ends. */
gint64 org_knob_probe(const OrgKnob *knob, guint i);
char *org_knob_text(const OrgKnob *knob, gint64 at); /* "2.5%", "12", "2024-07"; the caller's own */
