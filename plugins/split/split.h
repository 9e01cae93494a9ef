// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of split (the old unit ends) or separate (it stays). All is read and judged first. */
#pragma once
#include "../common/call.h"
#include "../common/problems.h"
#include "../common/table.h"

enum {
    P_UNITS,
    P_PARTS,
    P_LIST,
    P_BY,
    P_HEADS,
    P_INHERIT,
    N_SPLIT,
    P_INTO_ID = N_SPLIT, /* separate only */
    P_INTO_NAME,
    P_INTO_TYPE,
    P_INTO_PARENT,
    P_POSTS,
    P_SHARE,
    N_SEPARATE
};
enum { HEADS_REPORT, HEADS_PROMOTE, HEADS_OPEN };
enum { C_ID, C_NAME, C_TYPE, C_PARENT, C_FUNCTION, C_SHARE, C_TAKES, C_CHILDREN, C_HEAD }; /* columns of parts */
enum { L_POST, L_PART };                                                                   /* columns of list */

#define PARTS_COLUMNS                                                                                                  \
    "id:text,name:text,type:text?,parent:text?,function:text?,share:text?,takes:text?,children:text?,head:text?"

#define NO_PART UINT32_MAX /* not known yet; of separate in the end: it stays */

typedef struct {
    const char *id, *name; /* id: NULL = one is made */
    const char *key;       /* what the tables call it */
    OrgWord type, function;
    OrgRow parent; /* the unit above; ORG_NONE: none */
    OrgRow row;    /* once it stands */
    OrgRow head;   /* the post that is to lead it; ORG_NONE: not said */
    double share;  /* of the posts that nothing else gives; NaN: not said */
    uint32_t line; /* row of the table, from 1; 0: of no table */
    uint32_t n_posts, n_children;
} Part;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    Problems problems;
    bool like;     /* one of several units that are divided alike */
    bool stays;    /* separate: the old unit stays */
    OrgRow unit;   /* the old unit */
    OrgRow led_by; /* the post of its head then; ORG_NONE */
    Part *parts;
    uint32_t n_parts;
    uint32_t largest;    /* the part with the most posts, the first of equals */
    const OrgRow *posts; /* of the unit, then */
    uint32_t *to;        /* of each: its part */
    size_t n_posts;
    const OrgRow *children; /* of the unit, then */
    uint32_t *under;        /* of each: its part */
    size_t n_children;
    OrgRow *was_in; /* by post: its unit then */
    uint32_t n_rows;
    size_t posts_moved, people_moved, promoted, opened;
} Split;

static inline bool
split_ok(Split *s, OrgStatus status)
{
    return call_ok(&s->status, status);
}

/* Zeroed memory for the call; NULL (and the call has failed) when there is none. */
static inline void *
split_scratch(Split *s, size_t n, size_t size)
{
    return call_scratch(s->host, s->ctx, &s->status, n, size);
}

/* parts.c: which parts. */
bool split_read_parts(Split *s);
/* The next name of a list, a copy without the blanks around it; NULL: there is none (or the call has failed). */
const char *split_next_name(Split *s, const char **list, const char *separators);
uint32_t split_find_part(const Split *s, const char *id);

/* give.c: which posts and units below go to which part. */
bool split_give_posts(Split *s);
bool split_give_children(Split *s);

/* heads.c: who leads the parts, once posts have moved. */
bool split_give_heads(Split *s);
