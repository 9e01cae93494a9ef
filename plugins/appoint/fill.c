// SPDX-License-Identifier: MIT
/* Vacant posts are filled from below, the highest first, so that a chain of vacancies is filled in one call. */
#include "appoint.h"

#include "../common/table.h"

/* A vacancy, or what may become one. */
typedef struct {
    const char *id;
    OrgRow post;
    uint32_t level;
} Seat;

static int
by_height(const void *a, const void *b)
{
    const Seat *x = a, *y = b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    return strcmp(x->id, y->id);
}

static bool
is_set(const Appoint *a, OrgRow unit)
{
    const double *number = a->host->numbers(a->ctx, ORG_UNITS, "no_refill");
    const OrgWord *word = number ? NULL : a->host->words(a->ctx, ORG_UNITS, "no_refill");
    if (number)
        return number[unit] > 0;
    const char *text = word ? a->host->spell(a->ctx, word[unit]) : "";
    /* A column with a word in it holds its numbers as words, too. */
    return !strcmp(text, "yes") || !strcmp(text, "true") || !strcmp(text, "1");
}

/* Deputies that a unit may have, by its assigned posts with all under it; INFINITY: no cap is given. */
static double
cap_of(const Appoint *a, OrgRow unit)
{
    const OrgTable *caps = a->host->table(a->ctx, P_CAPS);
    const OrgRow *units;
    const size_t n = caps->rows ? a->host->below(a->ctx, unit, &units) : 0;
    int64_t size = 0;
    for (size_t i = 0; i < n; i++)
        size += a->units->fte[units[i]];
    for (size_t i = 0; i < caps->rows; i++)
        if ((double) size < (number_or(caps, 1, i, INFINITY) + 1) * 1000) /* as deputy-cap: 9.5 posts are not above 9 */
            return number_or(caps, 0, i, INFINITY);
    return INFINITY;
}

static bool
list_eligible(Appoint *a)
{
    const OrgRow *rows = NULL;
    const bool given = a->host->given(a->ctx, P_ELIGIBLE);
    const size_t all = given ? a->host->rows(a->ctx, P_ELIGIBLE, &rows) : a->people->n;
    const int64_t months = a->host->integer(a->ctx, P_TERMS) * a->host->integer(a->ctx, P_TERM);
    const int64_t men = a->host->integer(a->ctx, P_RETIRE_MEN), women = a->host->integer(a->ctx, P_RETIRE_WOMEN);
    OrgRow *fit = appoint_scratch(a, all, sizeof *fit);
    size_t n = 0;
    for (size_t i = 0; fit && i < all; i++) {
        const OrgRow person = rows ? rows[i] : (OrgRow) i;
        if (a->people->state[person] == ORG_EMPLOYED && a->people->second[person] == ORG_NONE &&
            has_months_left(a->people, person, a->now, months, men, women))
            fit[n++] = person;
    }
    a->n_eligible = n;
    a->eligible = fit ? candidates_in_order(a->host, a->ctx, &a->status, fit, n, a->host->integer(a->ctx, P_ORDER),
                                            a->host->integer(a->ctx, P_YOUNG_AGE))
                      : NULL;
    a->pool = appoint_scratch(a, n, sizeof *a->pool);
    a->may = appoint_scratch(a, n, 1);
    return a->eligible && a->pool && a->may &&
           candidates_by_unit(a->host, a->ctx, &a->status, a->eligible, n, &a->by_unit);
}

/* Those who were appointed since January, by where they stand now. */
static void
count_year(Appoint *a)
{
    const double *since = a->host->numbers(a->ctx, ORG_PEOPLE, "appoint.since");
    const int64_t young = a->host->integer(a->ctx, P_YOUNG_AGE);
    a->quota = (Quota){ a->host->real(a->ctx, P_WOMEN), a->host->real(a->ctx, P_YOUNG), 0, 0, 0 };
    for (OrgRow p = 0; since && p < a->people->n; p++)
        if (since[p] >= a->now - a->now % 12) {
            const Candidate one = { .woman = a->people->sex[p] == ORG_FEMALE,
                                    .young = is_young(a->people, p, (OrgMonth) since[p], young) };
            quota_count(&a->quota, &one);
        }
}

/* Who of the pool may have the post; says whether there is anybody who only lacks what it asks for. */
static bool
judge_pool(Appoint *a, const Candidate *pool, size_t n, OrgRow post, bool *unqualified)
{
    const bool plan = a->host->integer(a->ctx, P_FROM) == FROM_PLAN;
    const OrgWord id = plan ? a->host->word(a->ctx, a->host->id(a->ctx, ORG_POSTS, post)) : 0;
    const uint32_t level = post_level(a->units, a->posts, post);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        const OrgRow person = pool[i].person, at = a->people->post[person];
        a->may[i] = at != ORG_NONE && post_level(a->units, a->posts, at) > level &&
                    (!plan || is_planned(a->host, a->ctx, person, id));
        if (a->may[i] && needs_met(&a->needs, person, a->now) != NEEDS_MET) {
            a->may[i] = 0;
            *unqualified = true;
        }
        any |= a->may[i];
    }
    return any;
}

static bool
appoint(Appoint *a, const Candidate *one, OrgRow post)
{
    const OrgWord id = a->host->word(a->ctx, a->host->id(a->ctx, ORG_POSTS, post));
    a->appointed++;
    a->women += one->woman;
    a->young += one->young;
    a->from_plan += is_planned(a->host, a->ctx, one->person, id);
    quota_count(&a->quota, one);
    a->host->because(a->ctx, "appointed");
    return appoint_ok(a, a->host->place(a->ctx, &one->person, &post, 1, false)) && appoint_remember(a, one->person);
}

/* Somebody is placed in the post, or why it stays vacant. */
static int
fill_seat(Appoint *a, OrgRow post)
{
    const OrgRow unit = a->posts->unit[post];
    const bool unit_only = a->host->integer(a->ctx, P_FROM) == FROM_UNIT;
    if (is_set(a, unit))
        return NO_REFILL;
    if (a->posts->rank[post] == ORG_DEPUTY && a->units->n_deputies[unit] >= cap_of(a, unit))
        return OVER_CAP;
    const Candidate *pool = unit_only ? a->pool : a->eligible;
    const size_t n =
        unit_only ? candidates_within(a->host, a->ctx, a->eligible, &a->by_unit, unit, true, a->pool) : a->n_eligible;
    bool unqualified = false;
    if (!judge_pool(a, pool, n, post, &unqualified))
        return unqualified ? NOT_QUALIFIED : NOBODY;
    return appoint(a, &pool[quota_next(&a->quota, pool, a->may, n)], post) ? FILLED : -1;
}

bool
appoint_fill(Appoint *a)
{
    Seat *seats = appoint_scratch(a, a->posts->n, sizeof *seats);
    size_t n = 0;
    if (!seats || !list_eligible(a))
        return false;
    count_year(a);
    for (OrgRow post = 0; post < a->posts->n; post++)
        if (a->leading[post])
            seats[n++] = (Seat){ a->host->id(a->ctx, ORG_POSTS, post), post, post_level(a->units, a->posts, post) };
    qsort(seats, n, sizeof *seats, by_height);
    for (size_t i = 0; i < n; i++) {
        if (a->posts->holder[seats[i].post] != ORG_NONE || a->posts->kept_for[seats[i].post] != ORG_NONE)
            continue;
        const int reason = fill_seat(a, seats[i].post);
        if (reason < 0)
            return false;
        a->reasons[reason]++;
    }
    return true;
}
