// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of appoint. */
#pragma once
#include "../common/candidates.h"
#include "../common/needs.h"

enum {
    P_ELIGIBLE,
    P_POSTS,
    P_FROM,
    P_NEEDS,
    P_RATING,
    P_ORDER,
    P_WOMEN,
    P_YOUNG,
    P_YOUNG_AGE,
    P_TERM,
    P_TERMS,
    P_RETIRE_MEN,
    P_RETIRE_WOMEN,
    P_CAPS,
    N_PARAMS
};
enum { FROM_PLAN, FROM_UNIT, FROM_ANYONE };
/* Why a post stays vacant. */
enum { FILLED, NO_REFILL, OVER_CAP, NOBODY, NOT_QUALIFIED, REASONS };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgMonth now;
    Needs needs;
    uint8_t *leading; /* by post: of the set */
    Candidate *eligible, *pool;
    size_t n_eligible;
    ByUnit by_unit;
    uint8_t *may; /* by place in the pool */
    Quota quota;  /* of the calendar year */
    size_t appointed, women, young, from_plan, reasons[REASONS], renewed, ended;
} Appoint;

static inline bool
appoint_ok(Appoint *a, OrgStatus status)
{
    return call_ok(&a->status, status);
}

static inline void *
appoint_scratch(Appoint *a, size_t n, size_t size)
{
    return call_scratch(a->host, a->ctx, &a->status, n, size);
}

/* fill.c: the vacant posts of the set, the highest first. */
bool appoint_fill(Appoint *a);
/* terms.c: whose term is over is appointed again, or gives the post up. */
bool appoint_renew(Appoint *a);
/* The next month in which a term is over; ORG_OPEN: none. */
OrgMonth appoint_next(const Appoint *a);
/* Remember that somebody was appointed in this month. */
bool appoint_remember(Appoint *a, OrgRow person);
