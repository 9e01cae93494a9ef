// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of dissolve. */
#pragma once
#include "../common/call.h"

enum { P_UNITS, P_WHERE, P_TO, P_CHILDREN, P_HEADS, P_DEPUTIES, P_SHED, P_GRACE, N_PARAMS };
enum { CHILDREN_MOVE, CHILDREN_DISSOLVE };
enum { HEADS_SURPLUS, HEADS_DEPUTY, HEADS_STAFF };
enum { DEPUTIES_SURPLUS, DEPUTIES_STAFF, DEPUTIES_KEEP };

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgRow to;      /* the unit that takes over, or ORG_NONE */
    OrgRow to_head; /* its head post, or ORG_NONE */
    uint8_t *ends;  /* by unit: 1 when it is dissolved */
    OrgRow *list;   /* those units, children before parents */
    size_t n_list;
    uint8_t *post_ends, *steps_down; /* by post: 1 when it closes or ceases to lead; when it stays, but steps down */
    OrgRow *closing, *released, *losing; /* posts; people of leading ones, and of all, whose first post closes */
    size_t n_closing, n_released, n_losing;
    size_t posts_moved, heads_released, deputies_released, surplus, children_moved, offices_released;
} Dissolve;

static inline bool
dissolve_ok(Dissolve *d, OrgStatus status)
{
    return call_ok(&d->status, status);
}

/* Zeroed memory for the call; NULL (and the call has failed) when there is none. */
static inline void *
dissolve_scratch(Dissolve *d, size_t n, size_t size)
{
    return call_scratch(d->host, d->ctx, &d->status, n, size);
}

/* choose.c: which units end, or why they may not. */
bool dissolve_choose(Dissolve *d);
/* posts.c */
bool dissolve_posts(Dissolve *d);
/* The first unit above that is not dissolved; ORG_NONE: none. */
OrgRow dissolve_above(const Dissolve *d, OrgRow unit);
