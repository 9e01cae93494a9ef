// SPDX-License-Identifier: MIT
/* Administrative procedures: one table that every item names itself, and what the operator `simplify` has changed of them since. Shared by
 * the built-in plugins, knows plugin.h only.
 *
 * A row is one procedure of one unit. What has changed stands in attributes of numbers of the unit's row as the table names it, also once that unit is closed:
 * "simplify.PROCEDURE.minutes", a factor on the table's minutes; ".cost", one on its cost; ".days", the deadline in force; ".online" and ".ended", 1. Absent: as in
 * the table. */
#pragma once
#include <orgsim/plugin.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PROCEDURES_COLUMNS                                                                                             \
    "unit:text,procedure:text,arrivals_month:real?,minutes:real?,deadline_days:real?,cost:real?,eligible:text?,*"
enum { PC_UNIT, PC_PROCEDURE, PC_ARRIVALS, PC_MINUTES, PC_DEADLINE, PC_COST, PC_ELIGIBLE }; /* columns of the table */
enum { PROCEDURES_NAME = 64, PROCEDURES_ATTRIBUTE = 96 };                                   /* bytes */

/* May it be the name of a procedure: letters of any language, digits, hyphens, at most PROCEDURES_NAME bytes; no dot, no blank. */
static inline bool
procedures_is_name(const char *name)
{
    size_t n = strlen(name);
    return n && n <= PROCEDURES_NAME && strcspn(name, ". ,;\t\"'") == n;
}

/* The attribute that keeps a field ("minutes") of a procedure. */
static inline void
procedures_attribute(const char *procedure, const char *field, char name[PROCEDURES_ATTRIBUTE])
{
    snprintf(name, PROCEDURES_ATTRIBUTE, "simplify.%s.%s", procedure, field);
}

/* A field of a procedure at a unit's row; `absent` where nothing was changed. O(attributes). */
static inline double
procedures_state(const OrgHost *host, OrgCtx *ctx, const char *procedure, const char *field, OrgRow unit, double absent)
{
    char name[PROCEDURES_ATTRIBUTE];
    procedures_attribute(procedure, field, name);
    const double *values = host->numbers(ctx, ORG_UNITS, name);
    return values && values[unit] == values[unit] ? values[unit] : absent;
}

/* yes, 1, true, có, x: yes; blank: `blank`; anything else: no. */
static inline bool
procedures_yes(const char *text, bool blank)
{
    if (!text || !*text)
        return blank;
    return !strcmp(text, "yes") || !strcmp(text, "1") || !strcmp(text, "true") || !strcmp(text, "có") ||
           !strcmp(text, "x");
}
