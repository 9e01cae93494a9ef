// SPDX-License-Identifier: MIT
/* The files in schemes/ as tables, which schemes.sh makes. */
#pragma once
#include "severance.h"

#include <math.h>
#include <stddef.h>

typedef enum {
    BY_NOTHING,
    BY_N,
    BY_M,
    BY_E,
    BY_MONTHS
} SchemeBy; /* years served, months early, years early, months served */

/* A part of a formula, for those whom it fits: pay · (fixed + times · min(by − beyond, cap)). */
typedef struct {
    int scheme;
    bool retires;                   /* early; else leaves before the pension */
    int part;                       /* under which it is told: 0 to SEVERANCE_PARTS - 1 */
    int32_t early_from, early_to;   /* months before the age, both inclusive */
    double years_from, years_below; /* n: from one, below the other */
    bool civil_servants;            /* them alone */
    bool average;                   /* pay is the mean of the last 60 months, not the present one */
    double fixed, times;
    SchemeBy by;
    double beyond, cap, late; /* late: what `times` becomes from the 13th month after the decision, as a factor */
    SeveranceKnown known;
} SchemeRow;

typedef struct {
    int scheme;
    const char *name;
    OrgMonth from, to;
    int32_t most_early, least_service; /* months */
    SeveranceKnown known;
} SchemeDecree;

extern const SchemeRow severance_rows[];
extern const SchemeDecree severance_decrees[]; /* the older first, but those that only a scenario names come last */
extern const size_t severance_n_rows, severance_n_decrees;
