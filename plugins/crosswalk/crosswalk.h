// SPDX-License-Identifier: MIT
/* What the files of this plugin share. The second file gives nodes: the units as they shall stand. The mapping gives links,
 * from a unit that stands to a node. All is read and judged first; then the tree is made from the top down, posts move one
 * target at a time, and what is left of the old units closes from the bottom up. Everything is O(units + posts). */
#pragma once
#include "../common/call.h"
#include "../common/problems.h"

enum { P_TABLE, P_UNITS, P_OTHERS, P_ABOLISHED, P_OTHER_HEADS, P_HEADS, N_PARAMS };
enum { OTHERS_REFUSE, OTHERS_KEEP, OTHERS_ABOLISH };
enum { ABOLISHED_CLOSE, ABOLISHED_MOVE };
enum { HEADS_DEPUTY, HEADS_STAFF, HEADS_KEEP };
enum { NEW_HEADS_REPORT, NEW_HEADS_PROMOTE, NEW_HEADS_OPEN };
enum { C_OLD, C_NEW, C_DATE, C_SHARE };              /* columns of table */
enum { U_ID, U_NAME, U_TYPE, U_PARENT, U_FUNCTION }; /* columns of units */
#define NOTHING UINT32_MAX                           /* no node, no link */

/* A unit as it shall stand. */
typedef struct {
    const char *id, *name, *date; /* date: the latest of its links; NULL: none */
    OrgWord type, function;
    OrgRow row;      /* ORG_NONE until it is founded */
    uint32_t parent; /* node; NOTHING: a root */
    uint32_t line;   /* row of the second file, from 1; 0: a unit that the files do not name */
    uint32_t depth, sources;
    bool founded;
} Node;

/* One row of the mapping that has a new id. */
typedef struct {
    OrgRow old;
    uint32_t node, line;
    double share; /* NaN: not said; adds up to 1 over an old unit once read */
} Link;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status; /* of the first thing that failed */
    uint32_t n_units; /* rows of units when the call began */
    OrgRow *parent;   /* by unit: where it stood then */
    uint8_t *open;    /* by unit: it was open then */
    Node *nodes;
    uint32_t n_nodes, *order; /* order: nodes from the top down */
    uint32_t *node_of;        /* by unit: the node that carries it on; NOTHING: it closes */
    uint32_t *slots, n_slots; /* hash of ids: node + 1 */
    Link *links;              /* by old unit, then as in the file */
    uint32_t n_links;
    uint32_t *first;    /* by unit, n_units + 1: its links */
    const char **date;  /* by unit: of its rows in the mapping; NULL: none */
    uint32_t *mapped;   /* by unit: its first row in the mapping, from 1; 0: none */
    uint8_t *ended;     /* by unit: the mapping abolishes it */
    uint32_t *dest;     /* by post: the node it goes to + 1; 0: it stays */
    uint8_t *doomed;    /* by post: it closes */
    uint8_t *deputised; /* by node: posts of several units come together, so that one head stays */
    OrgRow *was_in;     /* by post: its unit then */
    OrgRow *led_by;     /* by unit: its head's post then; ORG_NONE */
    OrgWord *led_as;    /* by unit: the title of that post then */
    uint32_t n_posts;   /* rows of posts then */
    Problems problems;
    uint32_t founded, moved, renamed, retyped, closed, merged, split, abolished, carried;
    uint32_t posts_moved, people_moved, posts_closed, heads, uneven, promoted, opened;
    double quota; /* posts by which it rises */
} Crosswalk;

static inline bool
cw_ok(Crosswalk *c, OrgStatus status)
{
    return call_ok(&c->status, status);
}

/* Zeroed memory for the call; NULL (and the call has failed) when there is none. */
static inline void *
cw_scratch(Crosswalk *c, size_t n, size_t size)
{
    return call_scratch(c->host, c->ctx, &c->status, n, size);
}

/* Where the links of an old unit begin; *n: how many. */
static inline const Link *
cw_links(const Crosswalk *c, OrgRow unit, uint32_t *n)
{
    *n = c->first[unit + 1] - c->first[unit];
    return c->links + c->first[unit];
}

/* say.c: a sentence about a row (from 1; 0: none) of a table, kept until cw_refuse(). The format knows two %s. */
void cw_problem(Crosswalk *c, const char *table, uint32_t row, const char *format, const char *a, const char *b);
bool cw_refuse(Crosswalk *c); /* fails the call when there was a problem; true: there was none */
/* The acts that follow are explained by "WHAT ID (legal date DATE)". */
typedef enum {
    CW_FORMED,
    CW_FOUNDED,
    CW_ELSEWHERE,
    CW_RENAMED,
    CW_SPLIT,
    CW_MERGED,
    CW_CARRIED_ON,
    CW_GOES_OVER,
    CW_HEAD_PROMOTED,
    CW_HEAD_OPENED
} CwReason;
void cw_because(const Crosswalk *c, CwReason reason, const char *id, const char *date);
void cw_because_abolished(const Crosswalk *c, const char *date);

/* nodes.c: the second file, then its tree. */
bool cw_read_units(Crosswalk *c);
bool cw_order_nodes(Crosswalk *c);
uint32_t cw_find_node(const Crosswalk *c, const char *id);

/* links.c: the mapping. */
bool cw_read_links(Crosswalk *c);
/* The node where the work of a closing unit goes on: of its largest share, else of the nearest unit above; NOTHING: none. */
uint32_t cw_heir(const Crosswalk *c, OrgRow unit, bool above);

/* posts.c: where each post goes; then tree.c, posts.c: the changes. */
bool cw_choose_posts(Crosswalk *c);
bool cw_make_tree(Crosswalk *c);
bool cw_close_units(Crosswalk *c);
bool cw_move_posts(Crosswalk *c);

/* heads.c: what is known of heads before all changes; then, after them, heads for units that have none. */
bool cw_note_heads(Crosswalk *c);
bool cw_give_heads(Crosswalk *c);
