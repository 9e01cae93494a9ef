// SPDX-License-Identifier: MIT
/* Who is let go, as the terms of severance (../common/severance/terms.h) have it. */
#include "../common/severance/payout.h"
#include "cut.h"

#include <stdio.h>
#include <stdlib.h>

static const TermsParams terms_params = { .scheme = P_SCHEME,
                                          .years_early = P_YEARS_EARLY,
                                          .schedule = P_SCHEDULE,
                                          .base = P_BASE,
                                          .coefficient = P_COEFFICIENT,
                                          .allowance = P_ALLOWANCE,
                                          .service = P_SERVICE };

static Terms
read_terms(const Cut *c)
{
    const OrgHost *h = c->host;
    int64_t surplus = h->integer(c->ctx, P_SURPLUS);
    OrgMonth first, last;
    h->window(c->ctx, &first, &last);
    return terms_read(h, c->ctx, &terms_params, first, surplus == SURPLUS_PLACE || surplus == SURPLUS_RETIRE,
                      h->integer(c->ctx, P_UNDER_TWO) == UNDER_TWO_LEAVE);
}

/* ---- who is chosen last */

bool
cut_hold_back(Cut *c, Pool *held, Pool *last)
{
    int64_t surplus = c->host->integer(c->ctx, P_SURPLUS), under_two = c->host->integer(c->ctx, P_UNDER_TWO);
    if ((surplus != SURPLUS_PLACE && surplus != SURPLUS_RETIRE) || under_two == UNDER_TWO_LEAVE)
        return true;
    c->last = cut_scratch(c, (size_t) c->posts->n / 64 + 1, sizeof *c->last);
    last->rows = cut_scratch(c, held->n, sizeof *last->rows);
    if (!c->last || !last->rows || !cut_ages(c))
        return false;
    const Terms terms = read_terms(c);
    size_t n = 0;
    for (size_t i = 0; i < held->n; i++) {
        OrgRow post = held->rows[i], person = c->posts->holder[post];
        OrgMonth at = ages_at(&c->ages, c->people, person);
        bool nothing = false;
        if (at != ORG_UNKNOWN && at > c->now && at - c->now < SEVERANCE_SHORT) {
            Leaver leaver = terms_leaver(&terms, &c->ages, person, post);
            Due due = terms_best(&terms, &leaver);
            nothing = severance_gives_nothing(&due, &leaver);
        }
        if (!nothing) {
            held->rows[n++] = post;
            continue;
        }
        c->last[post / 64] |= UINT64_C(1) << (post % 64);
        if (under_two == UNDER_TWO_LAST)
            last->rows[last->n++] = post;
    }
    held->n = n;
    return true;
}

/* ---- letting go */

/* People who leave for one reason leave by one act. */
enum { GOES_RETIRED, GOES_LEFT, GOES_AT_THE_AGE, GOES_WITH_NOTHING };

typedef struct {
    uint32_t group; /* one of these; from GOES_WITH_NOTHING on by decree and months early */
    OrgRow person;
} Going;

typedef struct {
    size_t no_coefficient, no_hiring, beyond_law, from_memory, decree_108, nothing[N_SCHEMES];
} Counts;

static uint32_t
group_of(const Due *due, const Leaver *leaver)
{
    if (!due->retires)
        return GOES_LEFT;
    if (severance_gives_nothing(due, leaver))
        return GOES_WITH_NOTHING + (uint32_t) leaver->early * N_SCHEMES + (uint32_t) due->scheme;
    return leaver->early == 0 ? GOES_AT_THE_AGE : GOES_RETIRED;
}

static int
by_group(const void *a, const void *b)
{
    const Going *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

static void
say_why(const Cut *c, uint32_t group)
{
    if (group == GOES_RETIRED)
        c->host->because(c->ctx, "the post was cut; retired early");
    else if (group == GOES_LEFT)
        c->host->because(c->ctx, "the post was cut; left under a scheme");
    else if (group == GOES_AT_THE_AGE)
        c->host->because(c->ctx, "the post was cut; the age of retirement is reached, and nothing is due");
    else
        severance_because_nothing(c->host, c->ctx, (int) ((group - GOES_WITH_NOTHING) % N_SCHEMES),
                                  (int32_t) ((group - GOES_WITH_NOTHING) / N_SCHEMES));
}

static bool
leave(Cut *c, Going *going, size_t n)
{
    OrgRow *people = cut_scratch(c, n, sizeof *people);
    OrgMonth *when = cut_scratch(c, n, sizeof *when);
    if (!people || !when)
        return false;
    qsort(going, n, sizeof *going, by_group);
    for (size_t i = 0; i < n; i++) {
        people[i] = going[i].person;
        when[i] = c->now;
    }
    for (size_t from = 0, to; from < n; from = to) {
        const uint32_t group = going[from].group;
        for (to = from; to < n && going[to].group == group;)
            to++;
        say_why(c, group);
        if (!cut_ok(c, c->host->leave(c->ctx, people + from, when + from, to - from,
                                      group == GOES_LEFT ? "streamlined" : "early-retirement")))
            return false;
    }
    return true;
}

/* What the money rests on is said once a call. */
static void
state_assumptions(const Cut *c, const Terms *t, const Counts *counts)
{
    const OrgHost *h = c->host;
    char month[16];
    snprintf(month, sizeof month, "%d-%02d", (int) (c->now / 12), (int) (c->now % 12 + 1));
    if (counts->no_coefficient)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance: %u of the closed posts have no salary coefficient; %g is assumed.",
                   (unsigned) counts->no_coefficient, t->coefficient);
    if (counts->no_hiring)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance: %u people have no month of hiring; %g years of service are assumed.",
                   (unsigned) counts->no_hiring, h->real(c->ctx, P_SERVICE));
    if (t->assumed)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance of %u people is reckoned in %s by a decree that was not in force then (scheme: %s); an "
                   "assumption.",
                   (unsigned) c->n_holders, month, h->text(c->ctx, P_SCHEME));
    if (counts->from_memory)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "People who retire less than 2 years early for a lump sum alone, which is from memory of Decree "
                   "178/2024: %u.",
                   (unsigned) counts->from_memory);
    if (counts->decree_108)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance by Decree 108/2014, whose formulas are from memory, of people: %u.",
                   (unsigned) counts->decree_108);
}

/* What a planner would not expect of the scenario. */
static void
warn(const Cut *c, const Terms *t, const Counts *counts)
{
    const OrgHost *h = c->host;
    const int32_t most = terms_most_early(t);
    if (counts->beyond_law)
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "The law lets people retire at most %d years early, and `years_early` can only narrow that. People "
                   "who leave under the scheme of leaving instead: %u.",
                   (int) (most / 12), (unsigned) counts->beyond_law);
    if (counts->nothing[SCHEME_154])
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "Nothing is due to people who retire less than 2 years early (Decree 154/2025, as one weak source "
                   "tells it). They were chosen last: %u.",
                   (unsigned) counts->nothing[SCHEME_154]);
    if (counts->nothing[SCHEME_108])
        h->finding(
            c->ctx, ORG_WARN, 0, ORG_NONE,
            "Nothing is due to people who retire less than 2 years early (assumed of Decree 108/2014). They were "
            "chosen last: %u.",
            (unsigned) counts->nothing[SCHEME_108]);
    if (counts->nothing[SCHEME_29])
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "Nothing is due to people who retire less than 2 years early (assumed of Decree 29/2023). They were "
                   "chosen last: %u.",
                   (unsigned) counts->nothing[SCHEME_29]);
}

bool
cut_let_go(Cut *c)
{
    Going *going = cut_scratch(c, c->n_holders, sizeof *going);
    if (!going || !cut_ages(c))
        return false;
    const Terms terms = read_terms(c);
    Counts counts = { 0 };
    for (size_t i = 0; i < c->n_holders; i++) {
        Holder holder = c->holders[i];
        Leaver leaver = terms_leaver(&terms, &c->ages, holder.person, holder.post);
        Due due = terms_best(&terms, &leaver);
        going[i] = (Going){ group_of(&due, &leaver), holder.person };
        c->retired += due.retires;
        c->gone += !due.retires;
        counts.no_coefficient += c->posts->coefficient[holder.post] == 0;
        counts.no_hiring += c->people->hired[holder.person] == ORG_UNKNOWN;
        counts.beyond_law += terms_beyond_law(&terms, &due, &leaver);
        counts.nothing[due.scheme] += severance_gives_nothing(&due, &leaver);
        counts.from_memory += due.retires && due.scheme == SCHEME_178 && severance_is_short(&leaver);
        counts.decree_108 += due.scheme == SCHEME_108 && due.sum > 0;
        if (!payout_pay(&terms, &c->status, &due, &leaver, holder.person))
            return false;
    }
    state_assumptions(c, &terms, &counts);
    warn(c, &terms, &counts);
    return leave(c, going, c->n_holders);
}
