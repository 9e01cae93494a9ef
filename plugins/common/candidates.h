// SPDX-License-Identifier: MIT
/* Who comes first: for a plan, a class, a rotation or a post, with minimal shares of women and of the young. CADRES.md tells the whole
 * of it. Knows plugin.h only. */
#pragma once
#include "call.h"
#include "grades.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* In the order of CANDIDATE_ORDERS. */
enum { ORDER_RATING, ORDER_SENIORITY, ORDER_YOUNGEST, ORDER_PLANNED, ORDER_RANDOM };
#define CANDIDATE_ORDERS                                                                                               \
    {                                                                                                                  \
        "rating", "seniority", "youngest", "plan-first", "random", NULL                                                \
    }

typedef struct {
    double first; /* by the order: the smaller comes first */
    const char *id;
    OrgRow person;
    OrgMonth hired; /* of equals who was hired first; an unknown date comes last */
    uint8_t woman, young;
} Candidate;

static inline bool
is_young(const OrgPeople *people, OrgRow person, OrgMonth now, int64_t years)
{
    return people->born[person] != ORG_UNKNOWN && now - people->born[person] < 12 * years;
}

/* Whether somebody has so many months left before the age of retirement, in years by sex; an unknown sex counts as a man's. */
static inline bool
has_months_left(const OrgPeople *people, OrgRow person, OrgMonth now, int64_t months, int64_t men, int64_t women)
{
    const int64_t age = people->sex[person] == ORG_FEMALE ? women : men;
    return people->born[person] == ORG_UNKNOWN || now + months <= people->born[person] + 12 * age;
}

/* The columns of plan-cadres; each may be NULL. */
enum { PLAN_SLOTS = 3 };
static const char *const plan_slots[PLAN_SLOTS] = { "plan-cadres.post1", "plan-cadres.post2", "plan-cadres.post3" };

static inline bool
is_planned(const OrgHost *host, OrgCtx *ctx, OrgRow person, OrgWord post)
{
    for (size_t i = 0; i < PLAN_SLOTS; i++) {
        const OrgWord *slot = host->words(ctx, ORG_PEOPLE, plan_slots[i]);
        if (slot && slot[person] && (!post || slot[person] == post))
            return true;
    }
    return false;
}

/* How high a post stands: the smaller the higher, first by the depth of its unit, then by rank. */
static inline uint32_t
post_level(const OrgUnits *units, const OrgPosts *posts, OrgRow post)
{
    uint32_t depth = 0;
    for (OrgRow unit = posts->unit[post]; unit != ORG_NONE; unit = units->parent[unit])
        depth++;
    return 4 * depth + (posts->rank[post] ? posts->rank[post] : ORG_STAFF);
}

static inline int
candidate_order(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->hired != y->hired)
        return x->hired < y->hired ? -1 : 1;
    return strcmp(x->id, y->id);
}

static inline double
candidate_first(const OrgHost *host, OrgCtx *ctx, const OrgPeople *people, OrgRow person, int64_t order, uint64_t key)
{
    const double rating = grade_of_rating(people->rating[person]);
    switch (order) {
    case ORDER_RATING:
        return -rating;
    case ORDER_YOUNGEST:
        return people->born[person] == ORG_UNKNOWN ? INFINITY : -(double) people->born[person];
    case ORDER_PLANNED:
        return (is_planned(host, ctx, person, 0) ? -2.0 * GRADES : 0) - rating;
    case ORDER_RANDOM:
        return org_chance_real(key, people->stream[person], 0);
    default:
        return 0;
    }
}

/* These people in order, as many as they are; NULL: no memory, and the call has failed. */
static inline Candidate *
candidates_in_order(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const OrgRow *rows, size_t n, int64_t order,
                    int64_t young)
{
    const OrgPeople *people = host->people(ctx);
    const OrgMonth now = host->now(ctx);
    const uint64_t key = order == ORDER_RANDOM ? host->key(ctx, now / 12) : 0;
    Candidate *list = call_scratch(host, ctx, status, n, sizeof *list);
    for (size_t i = 0; list && i < n; i++) {
        const OrgRow person = rows[i];
        const OrgMonth hired = people->hired[person];
        list[i] = (Candidate){ .first = candidate_first(host, ctx, people, person, order, key),
                               .id = host->id(ctx, ORG_PEOPLE, person),
                               .person = person,
                               .hired = hired == ORG_UNKNOWN ? INT32_MAX : hired,
                               .woman = people->sex[person] == ORG_FEMALE,
                               .young = is_young(people, person, now, young) };
    }
    if (list)
        qsort(list, n, sizeof *list, candidate_order);
    return list;
}

/* A list in order by the units of its people: the first of a unit and the next of the same unit, each by its place from 1; 0: none. */
typedef struct {
    uint32_t *first, *next;
} ByUnit;

static inline bool
candidates_by_unit(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const Candidate *list, size_t n,
                   ByUnit *by_unit)
{
    const OrgPeople *people = host->people(ctx);
    by_unit->first = call_scratch(host, ctx, status, host->units(ctx)->n, sizeof *by_unit->first);
    by_unit->next = call_scratch(host, ctx, status, n + 1, sizeof *by_unit->next);
    if (!by_unit->first || !by_unit->next)
        return false;
    for (size_t i = n; i-- > 0;) {
        uint32_t *first = &by_unit->first[people->unit[list[i].person]];
        by_unit->next[i + 1] = *first;
        *first = (uint32_t) i + 1;
    }
    return true;
}

/* Those of one unit, or of it and all under it, into pool, which has room for the whole list; in the list's order. Returns how many. */
static inline size_t
candidates_within(const OrgHost *host, OrgCtx *ctx, const Candidate *list, const ByUnit *by_unit, OrgRow unit,
                  bool below, Candidate *pool)
{
    const OrgRow *units = &unit;
    const size_t n_units = below ? host->below(ctx, unit, &units) : 1;
    size_t n = 0;
    for (size_t i = 0; i < n_units; i++)
        for (uint32_t at = by_unit->first[units[i]]; at; at = by_unit->next[at])
            pool[n++] = list[at - 1];
    if (n_units > 1)
        qsort(pool, n, sizeof *pool, candidate_order);
    return n;
}

/* Minimal shares among those chosen so far. */
typedef struct {
    double women, young;
    size_t n, n_women, n_young;
} Quota;

static inline size_t
candidates_find(const Candidate *list, const uint8_t *may, size_t n, bool woman, bool young)
{
    for (size_t i = 0; i < n; i++)
        if (may[i] && (!woman || list[i].woman) && (!young || list[i].young))
            return i;
    return n;
}

/* The next of those who may be chosen: while a share is below its minimum somebody who raises it, if there is one; while both are, somebody who
 * raises both, else the one that lacks more. n: nobody may. */
static inline size_t
quota_next(const Quota *quota, const Candidate *list, const uint8_t *may, size_t n)
{
    const double women = quota->women * (double) (quota->n + 1) - (double) quota->n_women;
    const double young = quota->young * (double) (quota->n + 1) - (double) quota->n_young;
    const bool need_woman = women > 1e-9, need_young = young > 1e-9, women_first = women >= young;
    size_t found = need_woman && need_young ? candidates_find(list, may, n, true, true) : n;
    if (found == n && need_woman && (women_first || !need_young))
        found = candidates_find(list, may, n, true, false);
    if (found == n && need_young)
        found = candidates_find(list, may, n, false, true);
    if (found == n && need_woman)
        found = candidates_find(list, may, n, true, false);
    return found < n ? found : candidates_find(list, may, n, false, false);
}

static inline void
quota_count(Quota *quota, const Candidate *chosen)
{
    quota->n++;
    quota->n_women += chosen->woman;
    quota->n_young += chosen->young;
}
