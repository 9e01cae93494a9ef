// SPDX-License-Identifier: MIT
/* What a leading post asks for: a least rating, topics that were passed, no penalty in force. appoint chooses by it, qualified judges by it.
 * Knows plugin.h only. */
#pragma once
#include "call.h"
#include "grades.h"

#include <math.h>
#include <string.h>

enum { NEEDS_MOST = 16 };

/* The columns of the topics, NULL where nobody has passed yet, and how the topic is called. */
typedef struct {
    const OrgPeople *people;
    const double *penalties;
    const double *passed[NEEDS_MOST];
    const char *topics[NEEDS_MOST];
    size_t n;
    int64_t least; /* rating; 0: none is asked for */
} Needs;

enum { NEEDS_MET, NEEDS_RATING, NEEDS_TOPIC, NEEDS_PENALTY };

/* topics: names with commas between, "train.party-work" or "party-work". False: they are too many, or one is empty, and the call has failed. */
static inline bool
needs_read(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const char *topics, int64_t least, Needs *needs)
{
    *needs = (Needs){ .people = host->people(ctx), .penalties = penalties(host, ctx), .least = least };
    while (*topics) {
        topics += strspn(topics, " ");
        topics += strncmp(topics, "train.", 6) ? 0 : 6;
        size_t length = strcspn(topics, ","), next = topics[length] ? length + 1 : length;
        while (length && topics[length - 1] == ' ')
            length--;
        if (needs->n == NEEDS_MOST || length == 0)
            return call_ok(status, host->fail(ctx, ORG_E_INVALID,
                                              "`needs:` names 1 to 16 topics of training with commas between."));
        char *name = call_scratch(host, ctx, status, length + sizeof "train.", 1);
        if (!name)
            return false;
        memcpy(name, "train.", 6);
        memcpy(name + 6, topics, length);
        needs->passed[needs->n] = host->numbers(ctx, ORG_PEOPLE, name);
        needs->topics[needs->n++] = name + 6;
        topics += next;
    }
    return true;
}

/* The first topic that somebody has not passed, from 0; n: none. */
static inline size_t
needs_lacking(const Needs *needs, OrgRow person)
{
    size_t i = 0;
    while (i < needs->n && needs->passed[i] && !isnan(needs->passed[i][person]))
        i++;
    return i;
}

/* Whether one of the needs is against somebody. */
static inline bool
needs_forbid(const Needs *needs, int what, OrgRow person, OrgMonth now)
{
    switch (what) {
    case NEEDS_PENALTY:
        return is_under_discipline(needs->penalties, person, now);
    case NEEDS_RATING:
        return grade_of_rating(needs->people->rating[person]) < needs->least;
    default:
        return needs_lacking(needs, person) < needs->n;
    }
}

/* The gravest first. */
enum { NEEDS_KINDS = 3 };
static const int needs_gravest[NEEDS_KINDS] = { NEEDS_PENALTY, NEEDS_RATING, NEEDS_TOPIC };

static inline int
needs_met(const Needs *needs, OrgRow person, OrgMonth now)
{
    for (size_t i = 0; i < NEEDS_KINDS; i++)
        if (needs_forbid(needs, needs_gravest[i], person, now))
            return needs_gravest[i];
    return NEEDS_MET;
}
