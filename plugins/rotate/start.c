// SPDX-License-Identifier: MIT
/* People go to other posts: a vacant one, or they change places with somebody. */
#include "rotate.h"

/* The posts of `to`, by id, and who of them is still free to be taken. */
typedef struct {
    const char *id;
    OrgRow post;
} Place;

typedef struct {
    Rotate *r;
    Going going;
    Place *places;
    size_t n_places;
    uint32_t *at;                /* by person: place in the list of who may go, from 1; 0: may not */
    OrgRow *movers, *to, *homes; /* who moves, where to, and from where */
    size_t n_moves;
} Start;

static int
by_id(const void *a, const void *b)
{
    const Place *x = a, *y = b;
    return strcmp(x->id, y->id);
}

static bool
list_places(Start *s)
{
    Rotate *r = s->r;
    const OrgRow *rows;
    const size_t n = r->host->rows(r->ctx, G_TO, &rows);
    s->places = rotate_scratch(r, n, sizeof *s->places);
    for (size_t i = 0; s->places && i < n; i++)
        s->places[i] = (Place){ r->host->id(r->ctx, ORG_POSTS, rows[i]), rows[i] };
    s->n_places = n;
    if (s->places)
        qsort(s->places, n, sizeof *s->places, by_id);
    return s->places != NULL;
}

/* A post of another unit, of the same rank and category, that is vacant, or whose holder may go and changes places. */
static OrgRow
find_place(const Start *s, OrgRow person, bool vacant)
{
    const OrgPosts *posts = s->r->posts;
    const OrgRow home = s->r->people->post[person];
    for (size_t i = 0; i < s->n_places; i++) {
        const OrgRow post = s->places[i].post; /* ORG_NONE: given away */
        const OrgRow holder = post == ORG_NONE ? ORG_NONE : posts->holder[post];
        if (post == ORG_NONE || posts->unit[post] == posts->unit[home] || posts->rank[post] != posts->rank[home] ||
            posts->category[post] != posts->category[home])
            continue;
        if (vacant ? holder == ORG_NONE && posts->kept_for[post] == ORG_NONE
                   : holder != ORG_NONE && s->at[holder] && s->going.may[s->at[holder] - 1])
            return (OrgRow) i;
    }
    return ORG_NONE;
}

static void
move(Start *s, size_t place_in_list, OrgRow post)
{
    const Candidate *one = &s->going.list[place_in_list];
    s->movers[s->n_moves] = one->person;
    s->homes[s->n_moves] = s->r->people->post[one->person];
    s->to[s->n_moves++] = post;
    s->going.may[place_in_list] = 0;
    quota_count(&s->going.quota, one);
}

/* One goes, or two change places; a post that is taken, or left behind, is no longer there for others. */
static bool
send(Start *s, size_t next)
{
    const OrgRow person = s->going.list[next].person;
    OrgRow place = find_place(s, person, true);
    const bool vacant = place != ORG_NONE, room_for_two = s->going.quota.n + 2 <= s->going.wanted;
    if (!vacant && room_for_two)
        place = find_place(s, person, false);
    if (place == ORG_NONE)
        return false;
    const OrgRow post = s->places[place].post, holder = s->r->posts->holder[post], home = s->r->people->post[person];
    move(s, next, post);
    if (!vacant)
        move(s, s->at[holder] - 1, home);
    for (size_t i = 0; i < s->n_places; i++)
        if (s->places[i].post == post || s->places[i].post == home)
            s->places[i].post = ORG_NONE;
    return true;
}

/* The own post is kept, unless the other one of two has it. */
static bool
keep_homes(Start *s)
{
    Rotate *r = s->r;
    OrgRow *kept = rotate_scratch(r, s->n_moves, sizeof *kept);
    int64_t *whom = rotate_scratch(r, s->n_moves, sizeof *whom);
    size_t n = 0;
    for (size_t i = 0; kept && whom && i < s->n_moves; i++)
        if (r->posts->holder[s->homes[i]] == ORG_NONE) {
            kept[n] = s->homes[i];
            whom[n++] = s->movers[i];
        }
    r->host->because(r->ctx, "kept for who is rotated");
    return kept && whom && rotate_ok(r, r->host->set(r->ctx, ORG_F_KEPT_FOR, kept, whom, n));
}

static bool
remember(Start *s)
{
    Rotate *r = s->r;
    OrgWord *homes = rotate_scratch(r, s->n_moves, sizeof *homes), *at = rotate_scratch(r, s->n_moves, sizeof *at);
    double *until = rotate_scratch(r, s->n_moves, sizeof *until);
    for (size_t i = 0; homes && at && until && i < s->n_moves; i++) {
        homes[i] = r->host->word(r->ctx, r->host->id(r->ctx, ORG_POSTS, s->homes[i]));
        at[i] = r->host->word(r->ctx, r->host->id(r->ctx, ORG_POSTS, s->to[i]));
        until[i] = r->now + (double) r->host->integer(r->ctx, P_TERM);
    }
    r->host->because(r->ctx, "rotated");
    return homes && at && until &&
           rotate_ok(r, r->host->set_words(r->ctx, ORG_PEOPLE, "rotate.home", s->movers, homes, s->n_moves)) &&
           rotate_ok(r, r->host->set_words(r->ctx, ORG_PEOPLE, "rotate.post", s->movers, at, s->n_moves)) &&
           rotate_ok(r, r->host->set_numbers(r->ctx, ORG_PEOPLE, "rotate.until", s->movers, until, s->n_moves));
}

static bool
prepare(Start *s)
{
    Rotate *r = s->r;
    if (!going_choose(r->host, r->ctx, &r->status, r->host->numbers(r->ctx, ORG_PEOPLE, "rotate.until"), &s->going) ||
        !list_places(s))
        return false;
    const size_t n = s->going.n;
    s->at = rotate_scratch(r, r->people->n, sizeof *s->at);
    s->movers = rotate_scratch(r, n, sizeof *s->movers);
    s->to = rotate_scratch(r, n, sizeof *s->to);
    s->homes = rotate_scratch(r, n, sizeof *s->homes);
    for (size_t i = 0; s->at && i < n; i++)
        s->at[s->going.list[i].person] = (uint32_t) i + 1;
    return s->at && s->movers && s->to && s->homes;
}

bool
rotate_start(Rotate *r)
{
    Start s = { .r = r };
    if (!prepare(&s))
        return false;
    while (s.going.quota.n < s.going.wanted) {
        const size_t next = quota_next(&s.going.quota, s.going.list, s.going.may, s.going.n);
        if (next == s.going.n)
            break;
        if (!send(&s, next))
            s.going.may[next] = 0; /* there is no place for this one */
    }
    r->rotated = s.going.quota.n;
    r->young = s.going.quota.n_young;
    r->women = s.going.quota.n_women;
    if (r->rotated < s.going.wanted)
        r->host->finding(r->ctx, ORG_NOTE, 0, ORG_NONE,
                         "%u of %u are rotated: there is nobody else, or no other post of the same rank and category.",
                         (unsigned) r->rotated, (unsigned) s.going.wanted);
    r->host->because(r->ctx, "rotated");
    if (!rotate_ok(r, r->host->place(r->ctx, s.movers, s.to, s.n_moves, false)))
        return false;
    return !r->host->integer(r->ctx, P_RETURN) || (keep_homes(&s) && remember(&s));
}
