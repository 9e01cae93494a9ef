// SPDX-License-Identifier: MIT
#include "payout.h"

#include <stdio.h>

bool
payout_pay(const Terms *t, OrgStatus *status, const Due *due, const Leaver *leaver, OrgRow person)
{
    const int64_t amount = (int64_t) due->sum;
    if (amount == 0)
        return true;
    severance_because(t->host, t->ctx, due, leaver);
    return call_ok(status, t->host->pay(t->ctx, &person, &amount, 1, "severance"));
}

void
payout_count(Payout *p, const Terms *t, const Due *due, const Leaver *leaver, OrgRow person, OrgRow post)
{
    const OrgPeople *people = t->host->people(t->ctx);
    const OrgPosts *posts = t->host->posts(t->ctx);
    p->people++;
    p->no_coefficient += post == ORG_NONE ? people->coefficient[person] == 0 : posts->coefficient[post] == 0;
    p->no_hiring += people->hired[person] == ORG_UNKNOWN;
    p->memory += due->known == KNOWN_MEMORY && due->sum > 0;
    p->nothing += severance_gives_nothing(due, leaver);
}

static void
tell_assumed(const Payout *p, const Terms *t)
{
    const OrgHost *h = t->host;
    char month[16];
    snprintf(month, sizeof month, "%d-%02d", (int) (t->now / 12), (int) (t->now % 12 + 1));
    if (p->no_coefficient)
        h->finding(t->ctx, ORG_NOTE, 0, ORG_NONE, "Severance: %u people have no salary coefficient; %g is assumed.",
                   (unsigned) p->no_coefficient, t->coefficient);
    if (p->no_hiring)
        h->finding(t->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance: %u people have no month of hiring; %g years of service are assumed.",
                   (unsigned) p->no_hiring, h->real(t->ctx, t->params->service));
    if (t->assumed)
        h->finding(t->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance of %u people is reckoned in %s by a decree that was not in force then (scheme: %s); an "
                   "assumption.",
                   (unsigned) p->people, month, h->text(t->ctx, t->params->scheme));
}

void
payout_tell(const Payout *p, const Terms *t)
{
    if (p->people == 0)
        return;
    tell_assumed(p, t);
    if (p->memory)
        t->host->finding(t->ctx, ORG_NOTE, 0, ORG_NONE,
                         "Severance of %u people rests on figures that are from memory: Decree 108/2014, or Decree "
                         "178/2024 less than 2 years early.",
                         (unsigned) p->memory);
    if (p->nothing)
        t->host->finding(t->ctx, ORG_WARN, 0, ORG_NONE,
                         "Nothing is due to %u people who retire less than 2 years early, which of Decree 154/2025 one "
                         "weak source tells, and of the others is assumed.",
                         (unsigned) p->nothing);
}

bool
payout_leave(const Terms *t, OrgStatus *status, const OrgRow *people, size_t n, const char *reason)
{
    OrgMonth *when = call_scratch(t->host, t->ctx, status, n, sizeof *when);
    if (!when)
        return false;
    for (size_t i = 0; i < n; i++)
        when[i] = t->now;
    return n == 0 || call_ok(status, t->host->leave(t->ctx, people, when, n, reason));
}
