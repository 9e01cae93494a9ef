// SPDX-License-Identifier: MIT
/* What calls say while it is open whether it stands: measures and findings of a step and of the rules that judge it. */
#pragma once
#include "sim.h"

typedef struct {
    guint item;
    OrgRow unit;
    double value;
    char *series;
} OrgSaidMeasure;

typedef struct {
    GArray *measures; /* OrgSaidMeasure */
    GArray *findings; /* OrgFinding; its texts are owned here */
} OrgSaid;

OrgSaid *org_said_new(void);
void org_said_free(OrgSaid *held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OrgSaid, org_said_free)
void org_said_measure(OrgSaid *held, guint item, const char *series, OrgRow unit, double value);
void org_said_finding(OrgSaid *held, const OrgFinding *finding); /* texts are copied */
