// SPDX-License-Identifier: MIT
/* Random small towns and scenarios for the property test of the calendar, from a seed. */
#pragma once
#include "../../../engine/org/verbs.h"

typedef struct {
    guint32 seed;
    const char *clock;  /* "yearly", "quarterly", "monthly" */
    gboolean stop;      /* on_veto */
    gboolean unrelated; /* one step more, which opens posts in a unit of its own */
} RandomPlan;

/* The town of a seed at a month, finished. */
Org *random_town(guint32 seed, OrgMonth month);
/* The scenario of a seed as text; owned by the caller. It begins inside 2021 and ends two to four years later. */
char *random_plan(const RandomPlan *plan);
