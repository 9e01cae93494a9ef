// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of dual-post. */
#pragma once
#include "../common/call.h"

enum { P_PAIRS, P_WHERE_A, P_WHERE_B, P_MATCH, P_WHO, P_OTHER, P_OTHER_PERSON, P_PLACE_IN, P_ALLOWANCE, N_PARAMS };
enum { WHO_A, WHO_B, WHO_RATING, WHO_SENIORITY };
enum { OTHER_VACANT, OTHER_CLOSE, OTHER_SURPLUS };
enum { PERSON_PLACE, PERSON_SURPLUS, PERSON_LEAVE };

typedef struct {
    OrgRow a, b;
} Pair;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    Pair *pairs; /* by the id of post a */
    size_t n_pairs;
    Pair *made; /* of them: b is held beside a; a closed one is not among them */
    size_t n_made;
    uint8_t *used;         /* by post: stands in a pair */
    OrgRow *losers, *lost; /* people who gave up their only post, and that post */
    size_t n_losers;
    size_t in_one_hand, saved;
} Dual;

static inline bool
dual_ok(Dual *d, OrgStatus status)
{
    return call_ok(&d->status, status);
}

static inline void *
dual_scratch(Dual *d, size_t n, size_t size)
{
    return call_scratch(d->host, d->ctx, &d->status, n, size);
}

/* pairs.c: which posts go together, or what is wrong with what the scenario says. */
bool dual_find_pairs(Dual *d);
/* settle.c: one of the two holders takes both posts; the others go where the scenario says. */
bool dual_settle(Dual *d);
/* watch.c: a month after the call and each month from then on: what stands no longer ends. Returns the status. */
OrgStatus dual_watch(Dual *d);
/* Whether any post is held so. */
bool dual_stands(const Dual *d);
