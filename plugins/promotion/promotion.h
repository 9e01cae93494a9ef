// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of promotion. */
#pragma once
#include "../common/call.h"
#include "../common/grades.h"

enum { P_WHERE, P_STEPS, P_YEARS, P_DELAY, P_MIN_RATING, N_PARAMS };

/* A step of a grade's ladder. */
typedef struct {
    const char *grade; /* "" where the table has none */
    double step;
    uint16_t coefficient; /* hundredths */
    OrgMonth months;      /* to the next step */
    uint32_t next;        /* its place, from 1; 0: it is the last */
} Step;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgMonth now;
    Step *steps;
    size_t n_steps;
} Promotion;

static inline bool
promotion_ok(Promotion *p, OrgStatus status)
{
    return call_ok(&p->status, status);
}

static inline void *
promotion_scratch(Promotion *p, size_t n, size_t size)
{
    return call_scratch(p->host, p->ctx, &p->status, n, size);
}

/* ladder.c: the table of steps, or what is wrong with it. */
bool promotion_read(Promotion *p);
/* The step of a coefficient in hundredths, the first of the table; NULL: none. */
const Step *promotion_step(const Promotion *p, uint16_t coefficient);
