// SPDX-License-Identifier: MIT
/* A unit that came out of a merger may stay above its cap for some months, but no deputy above it is replaced meanwhile. */
#include "check.h"

OrgMonth
cap_merged(const Check *check, OrgRow unit)
{
    double month = check->merged ? check->merged[unit] : NAN;
    return fabs(month) < 1e6 ? (OrgMonth) month : ORG_UNKNOWN; /* data may hold anything there */
}

OrgMonth
cap_deadline(const Check *check, OrgRow unit)
{
    OrgMonth merged = cap_merged(check, unit);
    return merged == ORG_UNKNOWN ? ORG_UNKNOWN : merged + check->grace;
}

bool
cap_in_grace(const Check *check, OrgMonth deadline)
{
    return deadline != ORG_UNKNOWN && check->now <= deadline;
}

void
cap_come_back(const Check *check, OrgMonth deadline)
{
    check->host->wake(check->ctx, deadline + 1);
}

unsigned
cap_newcomers(const Check *check, OrgRow unit)
{
    const OrgPosts *posts = check->host->posts(check->ctx);
    const OrgPeople *people = check->host->people(check->ctx);
    const OrgRow *own;
    size_t n = check->host->posts_of(check->ctx, unit, &own);
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        OrgRow holder = posts->rank[own[i]] == ORG_DEPUTY ? posts->holder[own[i]] : ORG_NONE;
        sum += holder != ORG_NONE && people->since[holder] > cap_merged(check, unit);
    }
    return sum;
}

static unsigned
deputies_in(const Check *check, OrgCtx *view, OrgRow unit)
{
    const OrgPosts *posts = check->host->posts(view);
    const OrgRow *own;
    size_t n = check->host->posts_of(view, unit, &own);
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += posts->rank[own[i]] == ORG_DEPUTY && (check->assigned || posts->holder[own[i]] != ORG_NONE);
    return sum;
}

/* Of a unit that was not above its cap at the evaluation before, though its merger lies further back: how many it had before
 * the step; or, where no step has run, at the start if it came out of its merger before that. Else nobody knows: the rule
 * was not in force. */
static unsigned
deputies_before(const Check *check, OrgRow unit)
{
    const OrgHost *host = check->host;
    OrgCtx *before = host->before(check->ctx), *start = host->baseline(check->ctx, "start");
    if (before)
        return unit < host->units(before)->n ? deputies_in(check, before, unit) : 0;
    const double *merged = start ? host->numbers(start, ORG_UNITS, "merge.month") : NULL;
    bool merged_then = merged && unit < host->units(start)->n && merged[unit] == check->merged[unit];
    return merged_then ? deputies_in(check, start, unit) : UINT32_MAX;
}

static unsigned
least(unsigned a, double b)
{
    return b < a ? (unsigned) b : a;
}

unsigned
cap_excused(const Check *check, OrgRow unit)
{
    unsigned deputies = check->deputies[unit], came = cap_newcomers(check, unit);
    unsigned old = deputies > came ? deputies - came : 0;
    OrgMonth merged = cap_merged(check, unit);
    double value, limit;
    if (merged < check->now && check->host->stood(check->ctx, "over-cap", ORG_UNITS, unit, &value, NULL))
        old = least(old, value);
    else if (merged < check->now)
        old = least(old, deputies_before(check, unit));
    if (check->host->stood(check->ctx, "refilled", ORG_UNITS, unit, NULL, &limit) &&
        check->host->standing(check->ctx, "refilled", ORG_UNITS, unit) > merged)
        old = least(old, limit);
    return old;
}
