// SPDX-License-Identifier: MIT
/* What becomes of people whose posts were closed: a vacant like post near by, early retirement, leaving under a scheme. */
#include "../common/base-salary.h"
#include "cut.h"

#include <stdio.h>
#include <stdlib.h>

/* A vacant post to be filled: like posts stand together, near ones next to each other. */
typedef struct {
    uint64_t like; /* category and rank */
    OrgRow parent, unit, post;
} Vacancy;

typedef struct {
    Vacancy *all;
    uint32_t *next; /* of each the first free one from it on, with paths halved; n is the end */
    uint32_t n;
} Vacancies;

typedef struct {
    OrgRow person, post;
} Placing;

static int
by_nearness(const void *a, const void *b)
{
    const Vacancy *x = a, *y = b;
    if (x->like != y->like)
        return x->like < y->like ? -1 : 1;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    return x->post < y->post ? -1 : x->post > y->post;
}

static int
by_person(const void *a, const void *b)
{
    const Placing *x = a, *y = b;
    return x->person < y->person ? -1 : x->person > y->person;
}

static Vacancy
describe(const Cut *c, OrgRow post)
{
    OrgRow unit = c->posts->unit[post];
    return (Vacancy){ (uint64_t) c->posts->category[post] << 8 | c->posts->rank[post], c->units->parent[unit], unit,
                      post };
}

static bool
list_vacancies(Cut *c, Vacancies *v)
{
    uint32_t n = 0;
    if (!cut_need_set(c))
        return false;
    for (size_t i = 0; i < c->n; i++)
        n += !cut_ends(c, c->set[i]) && c->posts->holder[c->set[i]] == ORG_NONE;
    v->all = cut_scratch(c, n, sizeof *v->all);
    v->next = cut_scratch(c, (size_t) n + 1, sizeof *v->next);
    if (!v->all || !v->next)
        return false;
    for (size_t i = 0; i < c->n; i++)
        if (!cut_ends(c, c->set[i]) && c->posts->holder[c->set[i]] == ORG_NONE)
            v->all[v->n++] = describe(c, c->set[i]);
    qsort(v->all, v->n, sizeof *v->all, by_nearness);
    for (uint32_t i = 0; i <= v->n; i++)
        v->next[i] = i;
    return true;
}

static uint32_t
first_free(Vacancies *v, uint32_t i)
{
    while (v->next[i] != i)
        i = v->next[i] = v->next[v->next[i]];
    return i;
}

static uint32_t
first_from(Vacancies *v, const Vacancy *key)
{
    uint32_t low = 0, high = v->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_nearness(&v->all[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return first_free(v, low);
}

/* A free like post: in the same unit, else under the same parent, else anywhere in the set. ORG_NONE if there is none. */
static OrgRow
nearest_vacancy(Vacancies *v, const Vacancy *old)
{
    const Vacancy in_unit = { old->like, old->parent, old->unit, 0 }, in_family = { old->like, old->parent, 0, 0 },
                  anywhere = { old->like, 0, 0, 0 };
    uint32_t at = first_from(v, &in_unit);
    if (at == v->n || v->all[at].like != old->like || v->all[at].unit != old->unit)
        at = first_from(v, &in_family);
    if (at == v->n || v->all[at].like != old->like || v->all[at].parent != old->parent)
        at = first_from(v, &anywhere);
    if (at == v->n || v->all[at].like != old->like)
        return ORG_NONE;
    v->next[at] = at + 1;
    return v->all[at].post;
}

/* Takes those who find a place out of the list of holders. */
static bool
place(Cut *c)
{
    Vacancies v = { 0 };
    Placing *placing = cut_scratch(c, c->n_holders, sizeof *placing);
    OrgRow *people = cut_scratch(c, c->n_holders, sizeof *people), *posts = cut_scratch(c, c->n_holders, sizeof *posts);
    if (!placing || !people || !posts || !list_vacancies(c, &v))
        return false;
    size_t rest = 0;
    for (size_t i = 0; i < c->n_holders; i++) {
        Vacancy old = describe(c, c->holders[i].post);
        OrgRow post = nearest_vacancy(&v, &old);
        if (post == ORG_NONE)
            c->holders[rest++] = c->holders[i];
        else
            placing[c->placed++] = (Placing){ c->holders[i].person, post };
    }
    c->n_holders = rest;
    qsort(placing, c->placed, sizeof *placing, by_person);
    for (size_t i = 0; i < c->placed; i++) {
        people[i] = placing[i].person;
        posts[i] = placing[i].post;
    }
    c->host->because(c->ctx, "the post was cut; placed in a vacant like post near by");
    return !c->placed || cut_ok(c, c->host->place(c->ctx, people, posts, c->placed, false));
}

typedef struct {
    int scheme;
    double base, average; /* base salary: now, and the mean of the last 60 months */
    OrgWord civil_servant;
    bool late;
    size_t no_coefficient, no_hiring, out_of_force;
} Terms;

static Terms
read_terms(const Cut *c)
{
    const OrgHost *h = c->host;
    const OrgTable *table = h->table(c->ctx, P_BASE);
    Terms t = { .scheme = (int) h->integer(c->ctx, P_SCHEME), .civil_servant = h->word(c->ctx, "civil-servant") };
    OrgMonth first, last;
    h->window(c->ctx, &first, &last);
    t.late = c->now - first >= 12;
    t.base = base_salary_at(table, c->now);
    for (OrgMonth month = c->now - 59; month <= c->now; month++)
        t.average += base_salary_at(table, month) / 60;
    return t;
}

static Leaver
describe_leaver(const Cut *c, Terms *t, Holder holder)
{
    OrgMonth hired = c->people->hired[holder.person], at = cut_retirement(c, holder.person);
    double coefficient = c->posts->coefficient[holder.post] / 100.0;
    if (coefficient == 0) {
        coefficient = c->host->real(c->ctx, P_COEFFICIENT);
        t->no_coefficient++;
    }
    t->no_hiring += hired == ORG_UNKNOWN;
    double unit = coefficient * (1 + c->host->real(c->ctx, P_ALLOWANCE)) * c->posts->fte[holder.post] / 1000;
    Leaver leaver = { .salary = unit * t->base, .average = unit * t->average, .late = t->late };
    leaver.service = hired == ORG_UNKNOWN ? (int32_t) (c->host->real(c->ctx, P_SERVICE) * 12) : c->now - hired;
    leaver.service = leaver.service < 0 ? 0 : leaver.service;
    leaver.early = at == ORG_UNKNOWN ? INT32_MAX : at <= c->now ? 0 : at - c->now;
    leaver.civil_servant = c->posts->category[holder.post] == t->civil_servant;
    return leaver;
}

/* Of the schemes in force the one that pays best (the law grants the highest single one); before July 2023, when none of
 * them was, Decree 29/2023, and after 2030 Decree 154/2025, both by assumption. */
static double
pay(const Cut *c, Terms *t, const Leaver *leaver, bool retires)
{
    double (*amount)(int, const Leaver *) = retires ? cut_retire_pay : cut_leave_pay;
    if (t->scheme != SCHEME_IN_FORCE) {
        t->out_of_force += t->scheme != SCHEME_NONE && !cut_in_force(t->scheme, c->now);
        return amount(t->scheme, leaver);
    }
    double best = 0;
    bool any = false;
    for (int scheme = SCHEME_29; scheme <= SCHEME_154; scheme++)
        if (cut_in_force(scheme, c->now)) {
            double one = amount(scheme, leaver);
            best = one > best ? one : best;
            any = true;
        }
    if (any)
        return best;
    t->out_of_force++;
    return amount(c->now < ORG_MONTH(2023, 7) ? SCHEME_29 : SCHEME_154, leaver);
}

static bool
may_retire(const Cut *c, const Terms *t, const Leaver *leaver)
{
    int scheme = t->scheme;
    if (scheme == SCHEME_IN_FORCE)
        scheme = c->now < ORG_MONTH(2025, 1) ? SCHEME_29 : SCHEME_178;
    return leaver->early <= c->host->real(c->ctx, P_YEARS_EARLY) * 12 && leaver->service >= cut_least_service(scheme);
}

static int
by_number(const void *a, const void *b)
{
    const OrgRow *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static bool
leave(Cut *c, OrgRow *people, OrgMonth *when, size_t n, const char *why, const char *reason)
{
    if (!n)
        return true;
    qsort(people, n, sizeof *people, by_number);
    c->host->because(c->ctx, "%s", why);
    return cut_ok(c, c->host->leave(c->ctx, people, when, n, reason));
}

/* What the money rests on is said once a call. */
static void
state_assumptions(const Cut *c, const Terms *t)
{
    const OrgHost *h = c->host;
    char month[16];
    snprintf(month, sizeof month, "%d-%02d", (int) (c->now / 12), (int) (c->now % 12 + 1));
    if (t->no_coefficient)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance: %u of the closed posts have no salary coefficient; %g is assumed.",
                   (unsigned) t->no_coefficient, h->real(c->ctx, P_COEFFICIENT));
    if (t->no_hiring)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance: %u people have no month of hiring; %g years of service are assumed.",
                   (unsigned) t->no_hiring, h->real(c->ctx, P_SERVICE));
    if (t->out_of_force)
        h->finding(c->ctx, ORG_NOTE, 0, ORG_NONE,
                   "Severance of %u people is reckoned in %s by a decree that was not in force then (scheme: %s); an "
                   "assumption.",
                   (unsigned) t->out_of_force, month, h->text(c->ctx, P_SCHEME));
}

static bool
let_go(Cut *c)
{
    bool retire = c->host->integer(c->ctx, P_SURPLUS) != SURPLUS_LEAVE;
    OrgRow *retiring = cut_scratch(c, c->n_holders, sizeof *retiring),
           *leaving = cut_scratch(c, c->n_holders, sizeof *leaving);
    OrgMonth *when = cut_scratch(c, c->n_holders, sizeof *when);
    OrgRow *paid = cut_scratch(c, c->n_holders, sizeof *paid);
    int64_t *amount = cut_scratch(c, c->n_holders, sizeof *amount);
    if (!retiring || !leaving || !when || !paid || !amount || !cut_ages(c))
        return false;
    Terms terms = read_terms(c);
    for (size_t i = 0; i < c->n_holders; i++) {
        Leaver leaver = describe_leaver(c, &terms, c->holders[i]);
        bool retires = retire && may_retire(c, &terms, &leaver);
        paid[i] = c->holders[i].person;
        amount[i] = (int64_t) pay(c, &terms, &leaver, retires);
        when[i] = c->now;
        if (retires)
            retiring[c->retired++] = c->holders[i].person;
        else
            leaving[c->gone++] = c->holders[i].person;
    }
    state_assumptions(c, &terms);
    c->host->because(c->ctx, "severance");
    if (!cut_ok(c, c->host->pay(c->ctx, paid, amount, c->n_holders, "severance")))
        return false;
    return leave(c, retiring, when, c->retired, "the post was cut; retired early", "early-retirement") &&
           leave(c, leaving, when, c->gone, "the post was cut; left under a scheme", "streamlined");
}

bool
cut_settle(Cut *c)
{
    int64_t fate = c->host->integer(c->ctx, P_SURPLUS);
    size_t n = 0;
    uint8_t *seen = c->n_holders ? cut_scratch(c, c->people->n, 1) : NULL;
    if (!seen)
        return c->status == ORG_OK;
    /* Who still has a second post stays in it; who lost both is there twice. */
    for (size_t i = 0; i < c->n_holders; i++)
        if (c->people->state[c->holders[i].person] == ORG_SURPLUS && !seen[c->holders[i].person]++)
            c->holders[n++] = c->holders[i];
    c->n_holders = n;
    if (!n)
        return true;
    if ((fate == SURPLUS_PLACE || fate == SURPLUS_PLACE_ONLY) && !place(c))
        return false;
    if (fate == SURPLUS_PLACE_ONLY || fate == SURPLUS_KEEP) {
        c->kept = c->n_holders;
        return true;
    }
    return !c->n_holders || let_go(c);
}
