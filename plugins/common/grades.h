// SPDX-License-Identifier: MIT
/* Grades of the yearly appraisal as ratings of people (and of units), and whether somebody is under discipline: what the plugins of the chain from
 * appraisal to appointment share. CADRES.md tells the whole of it. Knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>
#include <stdint.h>

/* 5 in the data is read as excellent; 0: not rated. */
enum { GRADE_NONE, GRADE_LOW, GRADE_DONE, GRADE_WELL, GRADE_EXCELLENT, GRADES };

static inline uint8_t
grade_of_rating(uint8_t rating)
{
    return rating > GRADE_EXCELLENT ? GRADE_EXCELLENT : rating;
}

/* Until when penalties are in force, by person, or NULL: none has been given. */
static inline const double *
penalties(const OrgHost *host, OrgCtx *ctx)
{
    return host->numbers(ctx, ORG_PEOPLE, "discipline_until");
}

static inline bool
is_under_discipline(const double *until, OrgRow person, OrgMonth now)
{
    return until && until[person] >= (double) now; /* NaN: none */
}
