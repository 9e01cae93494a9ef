// SPDX-License-Identifier: MIT
/* What becomes of people whose posts were closed: a vacant like post near by, else leaving.c. */
#include "cut.h"

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

/* Vacant, also after this call, and kept for nobody. */
static bool
may_be_filled(const Cut *c, OrgRow post)
{
    return !cut_ends(c, post) && c->posts->holder[post] == ORG_NONE && c->posts->kept_for[post] == ORG_NONE;
}

static bool
list_vacancies(Cut *c, Vacancies *v)
{
    uint32_t n = 0;
    if (!cut_need_set(c))
        return false;
    const OrgRow *rows = c->set;
    size_t n_rows = c->n;
    if (c->host->given(c->ctx, P_PLACE_IN))
        n_rows = c->host->rows(c->ctx, P_PLACE_IN, &rows);
    for (size_t i = 0; i < n_rows; i++)
        n += may_be_filled(c, rows[i]);
    v->all = cut_scratch(c, n, sizeof *v->all);
    v->next = cut_scratch(c, (size_t) n + 1, sizeof *v->next);
    if (!v->all || !v->next)
        return false;
    for (size_t i = 0; i < n_rows; i++)
        if (may_be_filled(c, rows[i]))
            v->all[v->n++] = describe(c, rows[i]);
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

/* A free like post: in the same unit, else under the same parent, else anywhere among them. ORG_NONE if there is none. */
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
    return !c->n_holders || cut_let_go(c);
}
