// SPDX-License-Identifier: MIT
/* Whose term is over goes back, all of a month at once, so that two who changed places change back. */
#include "rotate.h"

#include <math.h>

typedef struct {
    Rotate *r;
    const double *until;
    OrgRow *people, *homes; /* whose term is over; the own post, or ORG_NONE where it is closed */
    uint8_t *back;          /* goes back */
    size_t n;
    OrgRow *ends; /* whose rotation is over, in whatever way */
    size_t n_ends;
} Return;

OrgMonth
rotate_next(Rotate *r)
{
    const double *until = r->host->numbers(r->ctx, ORG_PEOPLE, "rotate.until");
    OrgMonth next = ORG_OPEN;
    for (OrgRow p = 0; until && p < r->people->n; p++) {
        if (isnan(until[p]) || r->people->state[p] == ORG_LEFT)
            continue;
        r->away++;
        if (until[p] > r->now && until[p] < next)
            next = (OrgMonth) until[p];
    }
    return next;
}

static OrgRow
post_named(const Rotate *r, const char *attribute, OrgRow person)
{
    const OrgWord *words = r->host->words(r->ctx, ORG_PEOPLE, attribute);
    return words && words[person] ? r->host->find(r->ctx, ORG_POSTS, r->host->spell(r->ctx, words[person])) : ORG_NONE;
}

/* The post is free again for others, unless it has closed. */
static bool
let_home_go(Rotate *r, OrgRow person)
{
    const OrgRow home = post_named(r, "rotate.home", person);
    const int64_t nobody = ORG_NONE;
    r->host->because(r->ctx, "no longer kept: its holder does not come back");
    return home == ORG_NONE || r->posts->closed[home] != ORG_OPEN || r->posts->kept_for[home] != person ||
           rotate_ok(r, r->host->set(r->ctx, ORG_F_KEPT_FOR, &home, &nobody, 1));
}

/* Somebody who holds another post than that of the rotation by now was promoted, or placed, and stays there; who has lost it and waits comes
 * back. */
static bool
sort_out(Return *ret, OrgRow person)
{
    Rotate *r = ret->r;
    ret->ends[ret->n_ends++] = person;
    if (r->people->state[person] == ORG_LEFT)
        return true;
    const OrgRow at = r->people->post[person];
    if (at != ORG_NONE && at != post_named(r, "rotate.post", person)) {
        r->stayed++;
        return let_home_go(r, person);
    }
    const OrgRow home = post_named(r, "rotate.home", person);
    const bool open = home != ORG_NONE && r->posts->closed[home] == ORG_OPEN;
    ret->people[ret->n] = person;
    ret->homes[ret->n++] = open ? home : ORG_NONE;
    return true;
}

static bool
list(Return *ret)
{
    Rotate *r = ret->r;
    ret->until = r->host->numbers(r->ctx, ORG_PEOPLE, "rotate.until");
    ret->people = rotate_scratch(r, r->people->n, sizeof *ret->people);
    ret->homes = rotate_scratch(r, r->people->n, sizeof *ret->homes);
    ret->ends = rotate_scratch(r, r->people->n, sizeof *ret->ends);
    ret->back = rotate_scratch(r, r->people->n, 1);
    if (!ret->people || !ret->homes || !ret->ends || !ret->back)
        return false;
    for (OrgRow p = 0; ret->until && p < r->people->n; p++)
        if (ret->until[p] <= r->now && !sort_out(ret, p))
            return false;
    return true;
}

/* Whether a post is free once all whose term is over have left theirs: a second post is not left by that, unless it is the own one. */
static bool
is_free(const Return *ret, const uint8_t *leaves, OrgRow home, OrgRow person)
{
    const OrgRow holder = ret->r->posts->holder[home], kept = ret->r->posts->kept_for[home];
    if (kept != ORG_NONE && kept != person)
        return false;
    return holder == ORG_NONE || holder == person || (leaves[holder] && ret->r->people->post[holder] == home);
}

/* Back goes whose post is vacant and kept for nobody else, or held by another whose term is over, who leaves it in any case. */
static void
decide(Return *ret)
{
    uint8_t *leaves = rotate_scratch(ret->r, ret->r->people->n, 1); /* by person */
    for (size_t i = 0; leaves && i < ret->n; i++)
        leaves[ret->people[i]] = 1;
    for (size_t i = 0; leaves && i < ret->n; i++)
        ret->back[i] = ret->homes[i] != ORG_NONE && is_free(ret, leaves, ret->homes[i], ret->people[i]);
}

static bool
go_back(Return *ret)
{
    Rotate *r = ret->r;
    OrgRow *people = rotate_scratch(r, ret->n, sizeof *people), *homes = rotate_scratch(r, ret->n, sizeof *homes);
    size_t n = 0;
    for (size_t i = 0; people && homes && i < ret->n; i++) {
        const OrgRow person = ret->people[i], post = r->people->post[person];
        const bool back = ret->back[i], beside = back && r->posts->holder[ret->homes[i]] == person;
        r->returned += back;
        if (back && !beside) {
            people[n] = person;
            homes[n++] = ret->homes[i];
            continue;
        }
        if (!back) {
            r->failed++;
            r->host->finding(r->ctx, ORG_WARN, ORG_PEOPLE, person,
                             "The rotation ends, and the own post is closed or taken: surplus.");
        }
        r->host->because(r->ctx, back ? "back from rotation" : "the rotation ends, and the own post is gone");
        if (post != ORG_NONE && !rotate_ok(r, r->host->release(r->ctx, &post, 1)))
            return false;
    }
    r->host->because(r->ctx, "back from rotation");
    return people && homes && rotate_ok(r, r->host->place(r->ctx, people, homes, n, false));
}

static bool
forget(Return *ret)
{
    Rotate *r = ret->r;
    OrgWord *nothing = rotate_scratch(r, ret->n_ends, sizeof *nothing);
    double *never = rotate_scratch(r, ret->n_ends, sizeof *never);
    for (size_t i = 0; never && i < ret->n_ends; i++)
        never[i] = NAN;
    r->host->because(r->ctx, "the rotation is over");
    return nothing && never &&
           rotate_ok(r, r->host->set_words(r->ctx, ORG_PEOPLE, "rotate.home", ret->ends, nothing, ret->n_ends)) &&
           rotate_ok(r, r->host->set_words(r->ctx, ORG_PEOPLE, "rotate.post", ret->ends, nothing, ret->n_ends)) &&
           rotate_ok(r, r->host->set_numbers(r->ctx, ORG_PEOPLE, "rotate.until", ret->ends, never, ret->n_ends));
}

bool
rotate_return(Rotate *r)
{
    Return ret = { .r = r };
    if (!list(&ret))
        return false;
    decide(&ret);
    return r->status == ORG_OK && (ret.n_ends == 0 || (go_back(&ret) && forget(&ret)));
}
