// SPDX-License-Identifier: MIT
/* What the files of this plugin share: one call of headcount-cut. Weights are thousandths of a post, as in the column fte;
 * a plain post weighs 1000. */
#pragma once
#include "../common/severance/terms.h"

enum {
    P_WHERE,
    P_BY,
    P_OF,
    P_ROUNDING,
    P_ORDER,
    P_SPREAD,
    P_FLOOR,
    P_SPARE,
    P_SURPLUS,
    P_YEARS_EARLY,
    P_SCHEME,
    P_SCHEDULE,
    P_BASE,
    P_COEFFICIENT,
    P_ALLOWANCE,
    P_SERVICE,
    P_DOWN_TO,
    P_UNDER_TWO,
    P_PLACE_IN,
    N_PARAMS
};

enum { ROUND_UP, ROUND_NEAREST, ROUND_DOWN };
enum { ORDER_RETIREMENT, ORDER_JUNIOR, ORDER_RATING, ORDER_SENIORITY, ORDER_RANDOM };
enum { SPREAD_EVEN, SPREAD_BY_UNIT, SPREAD_LARGEST };
enum { SPARE_HEADS, SPARE_LEADERS, SPARE_NONE };
enum { SURPLUS_PLACE, SURPLUS_PLACE_ONLY, SURPLUS_RETIRE, SURPLUS_LEAVE, SURPLUS_KEEP };
enum { UNDER_TWO_LAST, UNDER_TWO_LEAVE, UNDER_TWO_SPARE };

/* A person whose post is closed, and the post. */
typedef struct {
    OrgRow person, post;
} Holder;

typedef struct {
    const OrgHost *host;
    OrgCtx *ctx;
    OrgStatus status;
    const OrgUnits *units;
    const OrgPosts *posts;
    const OrgPeople *people;
    OrgMonth now;
    bool all;          /* any open post may be cut */
    const OrgRow *set; /* the posts that may be cut; listed only when it is needed (cut_need_set) */
    size_t n;
    /* Weights: the quota of the window (0: this call does not know it); what of it is still to be cut, below zero when the last
     * post that was closed went beyond it, in the end what a later call takes up, or nobody; what `down_to` lets this call close. */
    double quota, left, most;
    double
        waits; /* while a pool is closed: weight of held posts that have their place in it, and stay until the quota falls due */
    int64_t rounding;
    bool due_now;         /* the last call of its window: it takes held posts if need be */
    uint32_t spared;      /* a bit for each rank that is spared */
    bool ranked;          /* some post of the set has a rank; known once held posts were listed */
    uint64_t *ends;       /* a bit for each post: it is closed by this call (cut_ends) */
    size_t n_ends;        /* how many are set */
    uint64_t *last;       /* a bit for each post: chosen last (cut_is_last); NULL: none */
    int64_t *size, *room; /* by unit, weights: posts in the set; what may still be closed before the floor is reached */
    Holder *holders;      /* of closed posts, by post */
    size_t n_holders;
    Ages ages;
    int64_t closed_vacant, closed_held; /* weights */
    size_t placed, retired, gone, kept;
} Cut;

static inline bool
cut_ok(Cut *c, OrgStatus status)
{
    return call_ok(&c->status, status);
}

static inline bool
cut_ends(const Cut *c, OrgRow post)
{
    return c->ends[post / 64] >> (post % 64) & 1;
}

/* Its holder would have to go for nothing. */
static inline bool
cut_is_last(const Cut *c, OrgRow post)
{
    return c->last && (c->last[post / 64] >> (post % 64) & 1);
}

/* Zeroed memory for the call; NULL (and the call has failed) when there is none. */
static inline void *
cut_scratch(Cut *c, size_t n, size_t size)
{
    return call_scratch(c->host, c->ctx, &c->status, n, size);
}

/* quota.c: how much is to be cut in this call; the quota of the whole window, which a later call needs to tell only. */
bool cut_quota(Cut *c);
bool cut_full_quota(Cut *c);

/* spread.c: share out k quanta over n units; weight and limit (in quanta) by unit; share is written, zeroed before. In proportion,
 * weights are in any unit, and sum up to less than 2^32; to one level they are in that of the quantum. */
bool cut_spread(Cut *c, const uint32_t *weight, const uint32_t *limit, uint32_t *share, uint64_t k, uint64_t quantum);
/* Moves the k smallest of n keys to the front, in no order. O(n). */
void cut_smallest(uint64_t *keys, size_t n, size_t k);

typedef struct {
    OrgRow *rows;
    size_t n;
    bool vacant;  /* all of them */
    bool by_unit; /* in the order of their units */
    int64_t weight;
    uint32_t step; /* the greatest common divisor of their weights; 0: nothing that weighs */
    bool alike;    /* all weigh `step` */
} Pool;

/* pool.c: mark posts of a pool as closed until the quota is met. */
bool cut_pool(Cut *c, Pool *pool);
bool cut_fits(const Cut *c, OrgRow post);          /* closing it is not against the floor, `down_to` or the rounding */
bool cut_weight_fits(const Cut *c, double weight); /* by the amount that is missing alone */

/* survey.c: passes over the posts of the set. */
int64_t cut_weigh(const Cut *c, OrgCtx *view); /* the weight of the set, judged in a view */
bool cut_list_vacant(Cut *c,
                     Pool *vacant); /* spared, ends; and the vacant posts that may be closed, ascending. O(vacant) */
bool cut_survey(Cut *c);            /* size: a pass over the set, or over the units when it is every post */
bool cut_list_held(Cut *c, Pool *held); /* the held posts that may be closed, ascending */
bool cut_need_set(Cut *c);

/* choose.c: mark posts as closed until the quota is met, and close them. */
bool cut_choose(Cut *c);

/* short.c: what could not be closed is said, and why; nothing is left to do where only the rounding keeps posts open. */
bool cut_tell_short(Cut *c);

/* settle.c: what becomes of the holders. */
bool cut_settle(Cut *c);

static inline bool
cut_ages(Cut *c)
{
    return ages_begin(&c->ages, c->host, c->ctx, &c->status, c->host->table(c->ctx, P_SCHEDULE));
}

/* leaving.c: who is let go, by which decree, and what it costs. */
bool cut_let_go(Cut *c); /* the holders that are left: they retire early or leave, and are paid */
/* Takes out of held posts those whose holders would have to go for nothing, marks them (cut_is_last) and puts them into `last`, unless
 * they are spared. */
bool cut_hold_back(Cut *c, Pool *held, Pool *last);
