// SPDX-License-Identifier: MIT
/* Terms: who was appointed when, and what becomes of it when the term is over. */
#include "appoint.h"

static const double *
since_of(const Appoint *a)
{
    return a->host->numbers(a->ctx, ORG_PEOPLE, "appoint.since");
}

bool
appoint_remember(Appoint *a, OrgRow person)
{
    const double now = a->now;
    return appoint_ok(a, a->host->set_numbers(a->ctx, ORG_PEOPLE, "appoint.since", &person, &now, 1));
}

static bool
leads(const Appoint *a, OrgRow person)
{
    const OrgRow post = a->people->state[person] == ORG_EMPLOYED ? a->people->post[person] : ORG_NONE;
    return post != ORG_NONE && a->leading[post];
}

OrgMonth
appoint_next(const Appoint *a)
{
    const double *since = since_of(a);
    const double term = (double) a->host->integer(a->ctx, P_TERM);
    OrgMonth next = ORG_OPEN;
    for (OrgRow p = 0; since && term > 0 && p < a->people->n; p++)
        if (since[p] + term > a->now && since[p] + term < next && leads(a, p))
            next = (OrgMonth) (since[p] + term);
    return next;
}

/* Whoever still meets what the post asks for leads for another term. */
static bool
end_term(Appoint *a, OrgRow person)
{
    const OrgRow post = a->people->post[person];
    if (needs_met(&a->needs, person, a->now) == NEEDS_MET) {
        a->renewed++;
        a->host->because(a->ctx, "appointed again");
        return appoint_remember(a, person);
    }
    a->ended++;
    a->host->finding(a->ctx, ORG_WARN, ORG_PEOPLE, person, "The term is over, and who led is not appointed again.");
    a->host->because(a->ctx, "the term is over");
    return appoint_ok(a, a->host->release(a->ctx, &post, 1));
}

bool
appoint_renew(Appoint *a)
{
    const double term = (double) a->host->integer(a->ctx, P_TERM);
    for (OrgRow p = 0; term > 0 && since_of(a) && p < a->people->n; p++)
        if (since_of(a)[p] + term <= a->now && leads(a, p) && !end_term(a, p))
            return false;
    return true;
}
