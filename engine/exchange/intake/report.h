// SPDX-License-Identifier: MIT
/* What was read and what was guessed, beside the problems: the added keys of a report. */
#pragma once
#include "../exchange.h"
#include "evidence.h"

typedef struct {
    char *reason; /* as the report spells it */
    guint n;
} OrgSkipped;

typedef struct {
    char *column, *as, *sample; /* sample may be NULL */
    const char *how;            /* "name", "map", "attribute", "left-out"; static */
} OrgColumnUse;

struct OrgIntakeReport {
    guint rows, read;                               /* read + skipped = rows */
    GArray *skipped;                                /* OrgSkipped, in the order of the rows */
    GArray *columns;                                /* OrgColumnUse */
    GArray *guesses;                                /* OrgGuess */
    double fte_read, fte_counted, assigned, filled; /* NaN: there is no such column */
};

void org_report_skip(OrgIntakeReport *report, const char *reason); /* report NULL: nothing */
void org_report_column(OrgIntakeReport *report, const char *column, const char *as, const char *how,
                       const char *sample);
guint org_report_skipped(const OrgIntakeReport *report);
