// SPDX-License-Identifier: MIT
/* Who is let go: by which decree, by which of its ways, for how much. Of the decrees that apply the one that pays most counts, for
 * the law grants the highest single sum; each decree decides by its own window who may retire early, and who may not leaves. */
#include "../common/base-salary.h"
#include "cut.h"

#include <stdio.h>
#include <stdlib.h>

#define N_SCHEMES (SCHEME_NONE + 1)

/* What is the same for everybody in a call. */
typedef struct {
    int schemes[3]; /* that apply */
    int n_schemes;
    bool assumed;         /* none of them was in force */
    bool retire;          /* the scenario lets people retire early, */
    double window;        /* so many months before the age, */
    bool short_stay;      /* but not those less than two years early */
    double base, average; /* base salary: now, and the mean of the last 60 months */
    double coefficient, allowance;
    int32_t service; /* months, where the month of hiring is unknown */
    OrgWord civil_servant;
    bool late;
} Terms;

/* Before July 2023, when none of them was in force, Decree 29/2023, and after 2030 Decree 154/2025, both by assumption. */
static void
read_schemes(const Cut *c, Terms *t)
{
    int wanted = (int) c->host->integer(c->ctx, P_SCHEME);
    for (int scheme = SCHEME_29; scheme <= SCHEME_154; scheme++)
        if (wanted == SCHEME_IN_FORCE ? severance_in_force(scheme, c->now) : wanted == scheme)
            t->schemes[t->n_schemes++] = scheme;
    if (wanted != SCHEME_IN_FORCE)
        t->assumed = !severance_in_force(wanted, c->now);
    else
        t->assumed = t->n_schemes == 0;
    if (t->n_schemes == 0)
        t->schemes[t->n_schemes++] = wanted == SCHEME_NONE         ? SCHEME_NONE
                                     : c->now < ORG_MONTH(2023, 7) ? SCHEME_29
                                                                   : SCHEME_154;
}

static Terms
read_terms(const Cut *c)
{
    const OrgHost *h = c->host;
    const OrgTable *table = h->table(c->ctx, P_BASE);
    int64_t surplus = h->integer(c->ctx, P_SURPLUS);
    Terms t = { .civil_servant = h->word(c->ctx, "civil-servant") };
    OrgMonth first, last;
    h->window(c->ctx, &first, &last);
    t.late = c->now - first >= 12;
    t.retire = surplus == SURPLUS_PLACE || surplus == SURPLUS_RETIRE;
    t.short_stay = h->integer(c->ctx, P_UNDER_TWO) == UNDER_TWO_LEAVE;
    t.window = h->real(c->ctx, P_YEARS_EARLY) * 12;
    t.coefficient = h->real(c->ctx, P_COEFFICIENT);
    t.allowance = h->real(c->ctx, P_ALLOWANCE);
    t.service = (int32_t) (h->real(c->ctx, P_SERVICE) * 12);
    t.base = base_salary_at(table, c->now);
    for (OrgMonth month = c->now - 59; month <= c->now; month++)
        t.average += base_salary_at(table, month);
    t.average /= 60;
    read_schemes(c, &t);
    return t;
}

static Leaver
describe_leaver(const Cut *c, const Terms *t, Holder holder)
{
    OrgMonth hired = c->people->hired[holder.person], at = cut_retirement(c, holder.person);
    double coefficient = c->posts->coefficient[holder.post] / 100.0;
    double unit =
        (coefficient == 0 ? t->coefficient : coefficient) * (1 + t->allowance) * c->posts->fte[holder.post] / 1000;
    Leaver leaver = { .salary = unit * t->base, .average = unit * t->average, .late = t->late };
    leaver.service = hired == ORG_UNKNOWN ? t->service : c->now - hired;
    leaver.service = leaver.service < 0 ? 0 : leaver.service;
    leaver.early = at == ORG_UNKNOWN ? SEVERANCE_EARLY_UNKNOWN : at <= c->now ? 0 : at - c->now;
    leaver.civil_servant = c->posts->category[holder.post] == t->civil_servant;
    return leaver;
}

static bool
is_short(const Leaver *leaver)
{
    return leaver->early > 0 && leaver->early < SEVERANCE_SHORT;
}

/* The highest single sum; of equal ones early retirement, and of these the older decree. */
static Due
best_of(const Terms *t, const Leaver *leaver)
{
    Due best = { 0 };
    for (int i = 0; i < t->n_schemes; i++) {
        bool retires = t->retire && leaver->early <= t->window && !(t->short_stay && is_short(leaver)) &&
                       severance_may_retire(t->schemes[i], leaver);
        Due one = severance_due(t->schemes[i], retires, leaver);
        if (i == 0 || one.sum > best.sum || (one.sum >= best.sum && one.retires && !best.retires))
            best = one;
    }
    return best;
}

static bool
gets_nothing(const Due *due, const Leaver *leaver)
{
    return due->retires && is_short(leaver) && (due->scheme == SCHEME_29 || due->scheme == SCHEME_154);
}

/* The scenario would let so somebody retire who is too early for every decree that applies. */
static bool
is_beyond_law(const Terms *t, const Due *due, const Leaver *leaver)
{
    bool long_served = false;
    if (!t->retire || due->retires || leaver->early > t->window)
        return false;
    for (int i = 0; i < t->n_schemes; i++) {
        Leaver nearer = *leaver;
        nearer.early = severance_most_early(t->schemes[i]);
        if (leaver->early <= nearer.early)
            return false;
        long_served |= severance_may_retire(t->schemes[i], &nearer);
    }
    return long_served;
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
        OrgMonth at = cut_retirement(c, person);
        bool nothing = false;
        if (at != ORG_UNKNOWN && at > c->now && at - c->now < SEVERANCE_SHORT) {
            Leaver leaver = describe_leaver(c, &terms, (Holder){ person, post });
            Due due = best_of(&terms, &leaver);
            nothing = gets_nothing(&due, &leaver);
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
    size_t no_coefficient, no_hiring, beyond_law, from_memory, nothing[N_SCHEMES];
} Counts;

static uint32_t
group_of(const Due *due, const Leaver *leaver)
{
    if (!due->retires)
        return GOES_LEFT;
    if (gets_nothing(due, leaver))
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
}

/* What a planner would not expect of the scenario. */
static void
warn(const Cut *c, const Terms *t, const Counts *counts)
{
    const OrgHost *h = c->host;
    int32_t most = 0;
    for (int i = 0; i < t->n_schemes; i++)
        most = severance_most_early(t->schemes[i]) > most ? severance_most_early(t->schemes[i]) : most;
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
    if (counts->nothing[SCHEME_29])
        h->finding(c->ctx, ORG_WARN, 0, ORG_NONE,
                   "Nothing is due to people who retire less than 2 years early (assumed of Decree 29/2023). They were "
                   "chosen last: %u.",
                   (unsigned) counts->nothing[SCHEME_29]);
}

static bool
pay(Cut *c, const Due *due, const Leaver *leaver, OrgRow person)
{
    const int64_t amount = (int64_t) due->sum;
    if (amount == 0)
        return true;
    severance_because(c->host, c->ctx, due, leaver);
    return cut_ok(c, c->host->pay(c->ctx, &person, &amount, 1, "severance"));
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
        Leaver leaver = describe_leaver(c, &terms, holder);
        Due due = best_of(&terms, &leaver);
        going[i] = (Going){ group_of(&due, &leaver), holder.person };
        c->retired += due.retires;
        c->gone += !due.retires;
        counts.no_coefficient += c->posts->coefficient[holder.post] == 0;
        counts.no_hiring += c->people->hired[holder.person] == ORG_UNKNOWN;
        counts.beyond_law += is_beyond_law(&terms, &due, &leaver);
        counts.nothing[due.scheme] += gets_nothing(&due, &leaver);
        counts.from_memory += due.retires && due.scheme == SCHEME_178 && is_short(&leaver);
        if (!pay(c, &due, &leaver, holder.person))
            return false;
    }
    state_assumptions(c, &terms, &counts);
    warn(c, &terms, &counts);
    return leave(c, going, c->n_holders);
}
