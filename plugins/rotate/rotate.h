// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of rotate. */
#pragma once
#include "../common/going.h"

enum { P_TERM = N_GOING, P_RETURN, N_PARAMS };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgMonth now;
    size_t rotated, young, women, returned, stayed, failed, away;
} Rotate;

static inline bool
rotate_ok(Rotate *r, OrgStatus status)
{
    return call_ok(&r->status, status);
}

static inline void *
rotate_scratch(Rotate *r, size_t n, size_t size)
{
    return call_scratch(r->host, r->ctx, &r->status, n, size);
}

/* start.c: people go to other posts, and their own are kept for them. */
bool rotate_start(Rotate *r);
/* return.c: whose term is over goes back. */
bool rotate_return(Rotate *r);
/* The next month in which a term is over, and how many are away; ORG_OPEN: none. */
OrgMonth rotate_next(Rotate *r);
