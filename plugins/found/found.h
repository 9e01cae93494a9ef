// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of found. */
#pragma once
#include "../common/call.h"
#include "../common/problems.h"
#include "../common/table.h"

enum {
    P_TABLE,
    P_INTO_ID,
    P_INTO_NAME,
    P_INTO_TYPE,
    P_INTO_FUNCTION,
    P_INTO_PARENT,
    P_UNITS,
    P_WHERE,
    P_POSTS,
    N_PARAMS
};
enum { U_ID, U_NAME, U_TYPE, U_PARENT, U_FUNCTION };                                              /* columns of table */
enum { C_UNIT, C_RANK, C_TITLE, C_CATEGORY, C_FUNDING, C_COEFFICIENT, C_FTE, C_COUNT, C_HOLDER }; /* columns of posts */

#define TABLE_COLUMNS "id:text,name:text,type:text?,parent:text?,function:text?"
#define POSTS_COLUMNS                                                                                                  \
    "unit:text?,rank:text,title:text?,category:text?,funding:text?,coefficient:real?,fte:real?,count:int?,holder:"     \
    "text?"

#define NOTHING UINT32_MAX /* no new unit */

/* A unit to be founded. */
typedef struct {
    const char *id, *name; /* id: NULL = one is made */
    OrgWord type, function;
    OrgRow row;      /* once it stands; ORG_NONE */
    OrgRow above;    /* the standing unit above; ORG_NONE: none */
    uint32_t parent; /* or another new unit; NOTHING */
    uint32_t line;   /* row of the table, from 1; 0: of no table */
    OrgRow head;     /* the post that leads it; ORG_NONE */
} New;

typedef struct {
    const char *id;
    uint32_t index; /* of the new unit */
} Named;

/* A row of posts, checked. */
typedef struct {
    uint32_t unit; /* index of the new unit; NOTHING: each of them */
    uint32_t count;
    uint8_t rank;
    OrgWord title, category, funding;
    int64_t coefficient, fte; /* hundredths, thousandths; 0: not said */
    OrgRow holder;            /* ORG_NONE: vacant */
} Row;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    Problems problems;
    New *news;
    uint32_t n_news;
    Named *named; /* those that have an id, sorted by it */
    uint32_t n_named;
    Row *rows;
    uint32_t n_rows;
    size_t n_posts, n_placed;
} Found;

static inline bool
found_ok(Found *f, OrgStatus status)
{
    return call_ok(&f->status, status);
}

/* Zeroed memory for the call; NULL (and the call has failed) when there is none. */
static inline void *
found_scratch(Found *f, size_t n, size_t size)
{
    return call_scratch(f->host, f->ctx, &f->status, n, size);
}

/* units.c: which units, or why not; then they are opened, parents before children. */
bool found_read_units(Found *f);
uint32_t found_find(const Found *f, const char *id); /* NOTHING: there is no new unit of that id */
bool found_open_units(Found *f);

/* posts.c: which posts, or why not; then they are opened, report, and are filled. */
bool found_read_posts(Found *f);
bool found_open_posts(Found *f);
