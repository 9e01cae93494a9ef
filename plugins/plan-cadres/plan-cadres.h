// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of plan-cadres. */
#pragma once
#include "../common/candidates.h"

enum {
    P_ELIGIBLE,
    P_POSTS,
    P_WITHIN,
    P_PER_POST,
    P_PER_PERSON,
    P_ORDER,
    P_WOMEN,
    P_YOUNG,
    P_YOUNG_AGE,
    P_YEARLY,
    P_TERM,
    P_TERMS,
    P_RETIRE_MEN,
    P_RETIRE_WOMEN,
    N_PARAMS
};
enum { WITHIN_BRANCH, WITHIN_UNIT, WITHIN_ANY };

/* A leading post of the plan. */
typedef struct {
    const char *id;
    OrgRow post;
    uint32_t n; /* candidates */
} Planned;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgMonth now;
    const double *penalties;
    Planned *plan; /* by id */
    size_t n_plan;
    uint32_t *of_post;          /* by post: its place in the plan from 1; 0: none */
    Candidate *eligible, *pool; /* all, in order; those of them within reach of the post at hand */
    size_t n_eligible;
    ByUnit by_unit;
    uint8_t *may;     /* by place in the pool: may be planned now for the post at hand */
    uint8_t *fits;    /* by person: is eligible */
    OrgRow *slots;    /* by person, PLAN_SLOTS posts each, or ORG_NONE */
    uint8_t *changed; /* by person: its slots are other ones now */
    Quota quota;
    size_t dropped;
} Plan;

static inline bool
plan_ok(Plan *p, OrgStatus status)
{
    return call_ok(&p->status, status);
}

static inline void *
plan_scratch(Plan *p, size_t n, size_t size)
{
    return call_scratch(p->host, p->ctx, &p->status, n, size);
}

/* revise.c: whoever stands in the plan and may stay, then new candidates; then it is written. */
bool plan_revise(Plan *p);
