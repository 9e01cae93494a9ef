// SPDX-License-Identifier: MIT
/* What the files of this plugin share. A call makes joins: one for each group that the scenario names, then one for each
 * set of duplicate rooms that the groups bring under one roof. All joins first move what stays, then all references to
 * leading posts that end are redirected, and only then posts and units are closed, so that no verb meets a row that
 * another join has already closed. */
#pragma once
#include "../common/call.h"

enum {
    P_UNITS,
    P_WHERE,
    P_TABLE,
    P_GROUP,
    P_SIZE,
    P_INTO,
    P_INTO_ID,
    P_INTO_NAME,
    P_INTO_TYPE,
    P_INTO_FUNCTION,
    P_INTO_PARENT,
    P_MIXED,
    P_HEADS,
    P_OTHER_HEADS,
    P_DEPUTIES,
    P_DEPUTY_CAP,
    P_DEPUTY_CAPS,
    P_OTHER_DEPUTIES,
    P_GRACE,
    P_SUPPORT,
    P_SUPPORT_FUNCTIONS,
    P_CHILDREN,
    P_OFFICES,
    P_SHED,
    P_INHERIT,
    P_SUM,
    N_PARAMS
};

enum { HEADS_FIRST, HEADS_LARGEST, HEADS_RATING, HEADS_SENIORITY };
enum { OTHER_DEPUTY, OTHER_STAFF, OTHER_SURPLUS }; /* other_heads */
enum { DEPUTY_TO_STAFF, DEPUTY_TO_SURPLUS };       /* other_deputies */

/* An attribute column of units, whichever kind it has; both NULL when there is none. */
typedef struct {
    const char *name;
    const double *number;
    const OrgWord *word;
} Attribute;

/* What the scenario asks for: these units become one. */
typedef struct Group {
    struct Group *next;
    OrgRow *units; /* all that take part, the survivor included; ascending */
    size_t n;
    OrgRow survivor; /* ORG_NONE: a new unit is opened */
    const char *id, *name;
    OrgWord type, function;
    OrgRow parent; /* ORG_NONE: where the first unit stands */
} Group;

/* One merge being carried out. */
typedef struct Join {
    struct Join *next;
    OrgRow target;
    bool opened;     /* target was opened for it: hợp nhất; else it survives: sáp nhập */
    OrgRow *sources; /* closed at the end */
    size_t n_sources;
    OrgRow *closing; /* posts to close at the end */
    size_t n_closing;
    OrgRow *released; /* people who lose a leading post by it */
    size_t n_released;
} Join;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgWord *support; /* functions (or types) of duplicate support rooms */
    size_t n_support;
    OrgRow *into;     /* by unit: the unit it is being merged into + 1; 0: none */
    OrgRow *origin;   /* by unit: the source it stood under before + 1; 0: did not move */
    OrgRow *stack;    /* room for all units, to walk the tree with */
    uint8_t *doomed;  /* by post: 1 when it is closed at the end of the call */
    uint8_t *lowered; /* by post: 1 when it stays, but leads no longer */
    uint8_t *ends;    /* by post: 1 for either of the leading posts among these */
    Join *joins, **last;
    OrgStatus status; /* of the first thing that failed */
    size_t heads_released, deputies_released, posts_closed, surplus, offices_released, units_closed;
} Merge;

/* Remembers the first failure; true while there is none. */
static inline bool
merge_ok(Merge *m, OrgStatus status)
{
    return call_ok(&m->status, status);
}

/* Zeroed memory for the call; NULL (and the call has failed) when there is none. */
static inline void *
merge_scratch(Merge *m, size_t n, size_t size)
{
    return call_scratch(m->host, m->ctx, &m->status, n, size);
}

/* groups.c: reads the parameters into groups and refuses what may not be merged. NULL after a failure, and when nothing
 * is left to merge. */
Group *merge_groups(Merge *m);

/* join.c: the parts of one merge. Each returns false once the call has failed. */
bool merge_begin(Merge *m, const Group *group);
bool merge_duplicates(Merge *m, const Join *join);
bool merge_finish(Merge *m, Join *join);
OrgRow merge_largest(Merge *m, const OrgRow *units, size_t n); /* by open posts; the first of equals */
/* The acts that follow are explained by "WHAT NAME"; the name is cut if it is very long. */
void merge_because(const Merge *m, const char *format, OrgRow unit); /* %s: the name of the unit */

/* posts.c: posts move together, one head stays, deputies down to the cap, posts shed. */
bool merge_posts(Merge *m, Join *join);
bool merge_redirect(Merge *m);

/* attributes.c */
Attribute merge_attribute(const Merge *m, const char *name);
double merge_value(const Attribute *a, OrgRow unit); /* NaN: absent; a word as its number */
bool merge_assign(Merge *m, const Attribute *a, OrgRow unit, double value);
bool merge_attributes(Merge *m, const Join *join, OrgRow main_source);
bool merge_buildings(Merge *m, const Join *join, OrgRow main_source);
bool merge_count_buildings(Merge *m);
/* The next name of a comma-separated list, copied for the call; NULL at its end. */
const char *merge_next_name(Merge *m, const char **list);
