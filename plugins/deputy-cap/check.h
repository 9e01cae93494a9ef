// SPDX-License-Identifier: MIT
/* What the files of deputy-cap share: one call of the rule, and the grace of units that came out of a merger. */
#pragma once
#include "../common/table.h"

#include <math.h>
#include <stdio.h>

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const OrgUnits *units;
    const OrgRow *rows; /* the units of the set */
    size_t n;
    bool assigned;            /* deputy posts are counted, not deputies */
    const uint32_t *deputies; /* by unit */
    const int64_t *size;      /* by unit: thousandths of posts, or sub-units */
    const double *merged;     /* by unit, or NULL */
    OrgMonth now;
    int32_t grace;
    uint32_t severity;
    const char *basis, *colon; /* colon: "" without a basis */
} Check;

typedef struct {
    char text[16];
} CapMonth;

static inline CapMonth
cap_month(OrgMonth month)
{
    CapMonth m;
    snprintf(m.text, sizeof m.text, "%04d-%02d", (int) (month / 12), (int) (month % 12 + 1));
    return m;
}

static inline const char *
cap_name(const Check *check, OrgRow unit)
{
    const char *name = check->host->name(check->ctx, ORG_UNITS, unit);
    return name[0] ? name : check->host->id(check->ctx, ORG_UNITS, unit);
}

/* ---- grace.c */

OrgMonth cap_merged(const Check *check, OrgRow unit); /* ORG_UNKNOWN: it came out of no merger */
/* The last month of the unit's grace, over or not; ORG_UNKNOWN: it has none. */
OrgMonth cap_deadline(const Check *check, OrgRow unit);
bool cap_in_grace(const Check *check, OrgMonth deadline);
/* Nothing need change in the month after the grace for the law to change. */
void cap_come_back(const Check *check, OrgMonth deadline);
/* Deputies of a unit who came, or were taken back into a post, after its merger. */
unsigned cap_newcomers(const Check *check, OrgRow unit);
/* How many of its deputies the unit has from its merger: never more than it had at the evaluation before, for whoever goes
 * is not replaced. What has been replaced is remembered as the limit of the breach "refilled". */
unsigned cap_excused(const Check *check, OrgRow unit);

/* ---- average.c */

OrgStatus cap_check_average(const Check *check, double average, unsigned pool, bool by_parent);
