// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of appraisal. */
#pragma once
#include "../common/call.h"
#include "../common/grades.h"

enum {
    P_WHERE,
    P_EVERY,
    P_EXCELLENT,
    P_WELL,
    P_DONE,
    P_PERSISTENCE,
    P_LEAST,
    P_CEILING,
    P_UNITS,
    P_UNIT_EXCELLENT,
    P_UNIT_WELL,
    P_UNIT_DONE,
    P_HEADS,
    P_YEARS,
    P_LOW,
    N_PARAMS
};
enum { EVERY_YEAR, EVERY_MONTH };
enum { LOW_NOTHING, LOW_DISMISS, LOW_LEAVE };

/* Up to which draw somebody is excellent, well or better, done or better. */
typedef struct {
    double upto[GRADES];
} Shares;

/* A person, or a unit, that is rated in this call. Of equals in a grade the least draw is the best. */
typedef struct {
    double draw;
    const char *id;
    OrgRow row, group; /* group: within which the ceiling counts */
    uint8_t grade;
} Rated;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgMonth now;
    uint64_t key; /* of the year */
    double *sum,
        *told; /* by person, with `every: month`: grades of the months so far in the year, and how many; else NULL */
    Rated *rated, *rated_units;
    size_t n_rated, n_units;
    size_t dismissed, left;
} Appraisal;

static inline bool
appraisal_ok(Appraisal *a, OrgStatus status)
{
    return call_ok(&a->status, status);
}

static inline void *
appraisal_scratch(Appraisal *a, size_t n, size_t size)
{
    return call_scratch(a->host, a->ctx, &a->status, n, size);
}

/* draw.c: who is rated, and by which draw (0 to 11: the month; of a year 0). */
bool appraisal_draw(Appraisal *a, uint64_t draw);
/* The grade of a draw. */
uint8_t appraisal_grade(const Shares *shares, double draw);
/* The shares that begin at a parameter; false: they are more than all. */
bool appraisal_shares(Appraisal *a, unsigned first, Shares *shares);
/* Of those rated well or better in a group no more than the ceiling are excellent: others are rated well. */
void appraisal_keep_ceiling(Appraisal *a, Rated *rated, size_t n);
/* units.c: the units are rated, and no head is rated above the unit. */
bool appraisal_units(Appraisal *a);
/* write.c: what is drawn becomes the state, and what follows from it. */
bool appraisal_write_months(Appraisal *a);
bool appraisal_write(Appraisal *a);
