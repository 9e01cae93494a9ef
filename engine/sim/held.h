/* SPDX-License-Identifier: MIT
 * What calls say while it is open whether it stands: measures and findings of a step and of the rules that judge it. */
#pragma once
#include "sim.h"

typedef struct {
    guint item;
    OrgRow unit;
    double value;
    char *series;
} OrgHeldMeasure;

typedef struct {
    GArray *measures; /* OrgHeldMeasure */
    GArray *findings; /* OrgFinding; its texts are owned here */
} OrgHeld;

OrgHeld *org_held_new(void);
void org_held_free(OrgHeld *held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgHeld, org_held_free)
void org_held_measure(OrgHeld *held, guint item, const char *series, OrgRow unit, double value);
void org_held_finding(OrgHeld *held, const OrgFinding *finding); /* texts are copied */
