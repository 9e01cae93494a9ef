// SPDX-License-Identifier: MIT
/* A revision: who may no longer stand in the plan is dropped, then each post is filled up. */
#include "plan-cadres.h"

static bool
list_posts(Plan *p)
{
    const OrgRow *rows;
    const bool given = p->host->given(p->ctx, P_POSTS);
    const size_t n = given ? p->host->rows(p->ctx, P_POSTS, &rows) : p->posts->n;
    p->plan = plan_scratch(p, n, sizeof *p->plan);
    p->of_post = plan_scratch(p, p->posts->n, sizeof *p->of_post);
    for (size_t i = 0; p->plan && p->of_post && i < n; i++) {
        const OrgRow post = given ? rows[i] : (OrgRow) i;
        const uint8_t rank = p->posts->rank[post];
        if (!given && (p->posts->closed[post] != ORG_OPEN || (rank != ORG_HEAD && rank != ORG_DEPUTY)))
            continue;
        p->plan[p->n_plan++] = (Planned){ p->host->id(p->ctx, ORG_POSTS, post), post, 0 };
    }
    return p->plan && p->of_post;
}

/* The highest posts come first, of equals by id, so that shares do not depend on the order of rows. */
static int
by_height(const void *a, const void *b)
{
    const Planned *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return strcmp(x->id, y->id);
}

static void
sort_posts(Plan *p)
{
    for (size_t i = 0; i < p->n_plan; i++)
        p->plan[i].n = post_level(p->units, p->posts, p->plan[i].post);
    qsort(p->plan, p->n_plan, sizeof *p->plan, by_height);
    for (size_t i = 0; i < p->n_plan; i++) {
        p->plan[i].n = 0;
        p->of_post[p->plan[i].post] = (uint32_t) i + 1;
    }
}

static bool
list_eligible(Plan *p)
{
    const OrgRow *rows = NULL;
    const bool given = p->host->given(p->ctx, P_ELIGIBLE);
    const size_t all = given ? p->host->rows(p->ctx, P_ELIGIBLE, &rows) : p->people->n;
    const int64_t term = p->host->integer(p->ctx, P_TERM), terms = p->host->integer(p->ctx, P_TERMS);
    const int64_t men = p->host->integer(p->ctx, P_RETIRE_MEN), women = p->host->integer(p->ctx, P_RETIRE_WOMEN);
    OrgRow *fit = plan_scratch(p, all, sizeof *fit);
    size_t n = 0;
    p->fits = plan_scratch(p, p->people->n, 1);
    for (size_t i = 0; fit && p->fits && i < all; i++) {
        const OrgRow person = rows ? rows[i] : (OrgRow) i;
        if (p->people->state[person] != ORG_EMPLOYED || is_under_discipline(p->penalties, person, p->now) ||
            !has_months_left(p->people, person, p->now, term * terms, men, women))
            continue;
        p->fits[person] = 1;
        fit[n++] = person;
    }
    if (!fit || !p->fits)
        return false;
    p->eligible = candidates_in_order(p->host, p->ctx, &p->status, fit, n, p->host->integer(p->ctx, P_ORDER),
                                      p->host->integer(p->ctx, P_YOUNG_AGE));
    p->n_eligible = n;
    p->may = plan_scratch(p, n, 1);
    p->pool = plan_scratch(p, n, sizeof *p->pool);
    return p->eligible && p->may && p->pool &&
           candidates_by_unit(p->host, p->ctx, &p->status, p->eligible, n, &p->by_unit);
}

/* Whether a person may stand in the plan for a post: from below, and from where `within` says. */
static bool
may_have(const Plan *p, OrgRow person, OrgRow post)
{
    const OrgRow at = p->people->post[person], unit = p->posts->unit[post];
    if (at == ORG_NONE || p->posts->holder[post] == person ||
        post_level(p->units, p->posts, at) <= post_level(p->units, p->posts, post))
        return false;
    const int64_t within = p->host->integer(p->ctx, P_WITHIN);
    OrgRow up = p->people->unit[person];
    while (within == WITHIN_BRANCH && up != ORG_NONE && up != unit)
        up = p->units->parent[up];
    return within == WITHIN_ANY || up == unit;
}

static Candidate
as_candidate(const Plan *p, OrgRow person)
{
    return (Candidate){ .woman = p->people->sex[person] == ORG_FEMALE,
                        .young = is_young(p->people, person, p->now, p->host->integer(p->ctx, P_YOUNG_AGE)) };
}

/* What stands in the plan, without what may no longer. */
static bool
recall(Plan *p)
{
    p->slots = plan_scratch(p, (size_t) p->people->n * PLAN_SLOTS, sizeof *p->slots);
    p->changed = plan_scratch(p, p->people->n, 1);
    for (size_t i = 0; p->slots && i < (size_t) p->people->n * PLAN_SLOTS; i++)
        p->slots[i] = ORG_NONE;
    for (size_t slot = 0; p->slots && p->changed && slot < PLAN_SLOTS; slot++) {
        const OrgWord *words = p->host->words(p->ctx, ORG_PEOPLE, plan_slots[slot]);
        for (OrgRow person = 0; words && person < p->people->n; person++) {
            if (!words[person])
                continue;
            const OrgRow post = p->host->find(p->ctx, ORG_POSTS, p->host->spell(p->ctx, words[person]));
            const uint32_t place = post == ORG_NONE ? 0 : p->of_post[post];
            if (!place || !p->fits[person] || !may_have(p, person, post)) {
                p->changed[person] = 1;
                p->dropped++;
                continue;
            }
            const Candidate one = as_candidate(p, person);
            p->slots[(size_t) person * PLAN_SLOTS + slot] = post;
            p->plan[place - 1].n++;
            quota_count(&p->quota, &one);
        }
    }
    return p->slots && p->changed;
}

/* The first free slot of a person who may have one more and does not stand there for the post; PLAN_SLOTS: none. */
static size_t
free_slot(const Plan *p, OrgRow person, OrgRow post)
{
    size_t used = 0, first = PLAN_SLOTS;
    for (size_t i = PLAN_SLOTS; i-- > 0;) {
        const OrgRow has = p->slots[(size_t) person * PLAN_SLOTS + i];
        if (has == post)
            return PLAN_SLOTS;
        used += has != ORG_NONE;
        first = has == ORG_NONE ? i : first;
    }
    return (int64_t) used < p->host->integer(p->ctx, P_PER_PERSON) ? first : PLAN_SLOTS;
}

static void
fill(Plan *p, Planned *one, uint32_t most)
{
    const int64_t within = p->host->integer(p->ctx, P_WITHIN);
    if (one->n >= most)
        return;
    const Candidate *pool = within == WITHIN_ANY ? p->eligible : p->pool;
    const size_t n = within == WITHIN_ANY
                         ? p->n_eligible
                         : candidates_within(p->host, p->ctx, p->eligible, &p->by_unit, p->posts->unit[one->post],
                                             within == WITHIN_BRANCH, p->pool);
    for (size_t i = 0; i < n; i++)
        p->may[i] = may_have(p, pool[i].person, one->post) && free_slot(p, pool[i].person, one->post) < PLAN_SLOTS;
    while (one->n < most) {
        const size_t next = quota_next(&p->quota, pool, p->may, n);
        if (next == n)
            return;
        const OrgRow person = pool[next].person;
        p->slots[(size_t) person * PLAN_SLOTS + free_slot(p, person, one->post)] = one->post;
        p->changed[person] = 1;
        p->may[next] = 0;
        one->n++;
        quota_count(&p->quota, &pool[next]);
    }
}

static bool
write_slots(Plan *p)
{
    OrgRow *rows = plan_scratch(p, p->people->n, sizeof *rows);
    OrgWord *words = plan_scratch(p, p->people->n, sizeof *words);
    p->host->because(p->ctx, "the plan of cadres is revised");
    for (size_t slot = 0; rows && words && slot < PLAN_SLOTS; slot++) {
        const OrgWord *had = p->host->words(p->ctx, ORG_PEOPLE, plan_slots[slot]);
        size_t n = 0;
        for (OrgRow person = 0; person < p->people->n; person++) {
            if (!p->changed[person])
                continue;
            const OrgRow post = p->slots[(size_t) person * PLAN_SLOTS + slot];
            const OrgWord word = post == ORG_NONE ? 0 : p->host->word(p->ctx, p->plan[p->of_post[post] - 1].id);
            if (word == (had ? had[person] : 0))
                continue;
            rows[n] = person;
            words[n++] = word;
        }
        if (n && !plan_ok(p, p->host->set_words(p->ctx, ORG_PEOPLE, plan_slots[slot], rows, words, n)))
            return false;
    }
    return rows && words;
}

bool
plan_revise(Plan *p)
{
    if (!list_posts(p) || !list_eligible(p))
        return false;
    sort_posts(p);
    p->quota = (Quota){ p->host->real(p->ctx, P_WOMEN), p->host->real(p->ctx, P_YOUNG), 0, 0, 0 };
    if (!recall(p))
        return false;
    for (size_t i = 0; i < p->n_plan; i++)
        fill(p, &p->plan[i], (uint32_t) p->host->integer(p->ctx, P_PER_POST));
    return write_slots(p);
}
