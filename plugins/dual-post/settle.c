// SPDX-License-Identifier: MIT
/* One of the two holders takes both posts; whoever lost the only post is placed, waits, or leaves. */
#include "dual-post.h"

#include <stdlib.h>
#include <string.h>

static const char *
id_of(const Dual *d, OrgRow post)
{
    return d->host->id(d->ctx, ORG_POSTS, post);
}

/* Who of the two holders is to have both; of equals the holder of a. */
static OrgRow
choose(const Dual *d, OrgRow a, OrgRow b)
{
    if (a == ORG_NONE || b == ORG_NONE)
        return a == ORG_NONE ? b : a;
    switch (d->host->integer(d->ctx, P_WHO)) {
    case WHO_B:
        return b;
    case WHO_RATING:
        return d->people->rating[b] > d->people->rating[a] ? b : a;
    case WHO_SENIORITY: {
        const OrgMonth at_a = d->people->hired[a], at_b = d->people->hired[b];
        return at_b != ORG_UNKNOWN && (at_a == ORG_UNKNOWN || at_b < at_a) ? b : a;
    }
    default:
        return a;
    }
}

/* A holder gives a post up; one who has no other has lost it. */
static bool
give_up(Dual *d, OrgRow post)
{
    const OrgRow holder = d->posts->holder[post];
    if (holder == ORG_NONE)
        return true;
    if (d->people->post[holder] == post && d->people->second[holder] == ORG_NONE) {
        d->losers[d->n_losers] = holder;
        d->lost[d->n_losers++] = post;
    }
    return dual_ok(d, d->host->release(d->ctx, &post, 1));
}

/* Why the holder chosen cannot have both, as a note; false: nothing is against it. */
static bool
is_hindered(const Dual *d, const Pair *pair, OrgRow chosen)
{
    const OrgHost *h = d->host;
    if (chosen == ORG_NONE) {
        h->finding(d->ctx, ORG_NOTE, ORG_POSTS, pair->a, "Nobody holds \"%s\" or \"%s\": they stay two posts.",
                   id_of(d, pair->a), id_of(d, pair->b));
        return true;
    }
    const OrgRow kept[] = { d->posts->kept_for[pair->a], d->posts->kept_for[pair->b] };
    for (size_t i = 0; i < 2; i++)
        if (kept[i] != ORG_NONE && kept[i] != chosen) {
            h->finding(d->ctx, ORG_NOTE, ORG_POSTS, pair->a, "\"%s\" is kept for somebody: it stays a post of its own.",
                       id_of(d, i ? pair->b : pair->a));
            return true;
        }
    const OrgRow main = d->people->post[chosen], second = d->people->second[chosen];
    if (second == ORG_NONE && (main == pair->a || main == pair->b))
        return false;
    h->finding(d->ctx, ORG_NOTE, ORG_PEOPLE, chosen,
               "Who holds \"%s\" or \"%s\" has another post beside it: they stay two posts.", id_of(d, pair->a),
               id_of(d, pair->b));
    return true;
}

/* The chosen one holds post a, and b falls to that person, too, or closes. */
static bool
join(Dual *d, const Pair *pair, OrgRow chosen)
{
    const OrgHost *h = d->host;
    const bool closes = h->integer(d->ctx, P_OTHER) == OTHER_CLOSE && d->posts->funding[pair->b] != 0;
    h->because(d->ctx, "another takes over both posts");
    if (d->people->post[chosen] == pair->b) {
        if (!give_up(d, pair->a))
            return false;
        h->because(d->ctx, "takes over both posts");
        if (!dual_ok(d, h->place(d->ctx, &chosen, &pair->a, 1, false)))
            return false;
    } else if (!give_up(d, pair->b))
        return false;
    d->in_one_hand++;
    if (closes) {
        const OrgWord duty = h->word(d->ctx, id_of(d, pair->b));
        d->saved++;
        h->because(d->ctx, "its duty goes to the holder of another post");
        return dual_ok(d, h->close_posts(d->ctx, &pair->b, 1)) &&
               dual_ok(d, h->set_words(d->ctx, ORG_POSTS, "dual-post.duty", &pair->a, &duty, 1));
    }
    d->made[d->n_made++] = *pair;
    h->because(d->ctx, "one person holds both posts");
    return dual_ok(d, h->place(d->ctx, &chosen, &pair->b, 1, true));
}

static bool
settle_pair(Dual *d, const Pair *pair)
{
    const OrgRow at_a = d->posts->holder[pair->a], at_b = d->posts->holder[pair->b];
    if (at_a != ORG_NONE && at_a == at_b) { /* it is so already */
        d->in_one_hand++;
        d->made[d->n_made++] = *pair;
        return true;
    }
    const OrgRow chosen = choose(d, at_a, at_b);
    return is_hindered(d, pair, chosen) || join(d, pair, chosen);
}

/* What is remembered of each pair: what post a is, what its holder has on top, and whether b closes in the end. */
static bool
remember(Dual *d)
{
    const double allowance = d->host->real(d->ctx, P_ALLOWANCE);
    OrgRow *rows = dual_scratch(d, d->n_made, sizeof *rows);
    OrgWord *first = dual_scratch(d, d->n_made, sizeof *first);
    double *on_top = dual_scratch(d, d->n_made, sizeof *on_top), *ends = dual_scratch(d, d->n_made, sizeof *ends);
    if (!rows || !first || !on_top || !ends)
        return false;
    for (size_t i = 0; i < d->n_made; i++) {
        rows[i] = d->made[i].b;
        first[i] = d->host->word(d->ctx, id_of(d, d->made[i].a));
        on_top[i] = allowance;
        ends[i] = 1;
    }
    d->host->because(d->ctx, "held beside another post");
    return dual_ok(d, d->host->set_words(d->ctx, ORG_POSTS, "dual-post.with", rows, first, d->n_made)) &&
           (allowance <= 0 ||
            dual_ok(d, d->host->set_numbers(d->ctx, ORG_POSTS, "dual-post.allowance", rows, on_top, d->n_made))) &&
           (d->host->integer(d->ctx, P_OTHER) != OTHER_SURPLUS ||
            dual_ok(d, d->host->set_numbers(d->ctx, ORG_POSTS, "dual-post.surplus", rows, ends, d->n_made)));
}

/* How near a vacancy is: of units the own one first, then one under the same parent; then the rank nearest below. */
static uint32_t
distance(const Dual *d, OrgRow lost, OrgRow post)
{
    const OrgRow from = d->posts->unit[lost], to = d->posts->unit[post];
    const uint32_t far = from == to ? 0 : d->units->parent[from] == d->units->parent[to] ? 1 : 2;
    return far * 4 + (uint32_t) (d->posts->rank[post] - d->posts->rank[lost]);
}

static OrgRow
nearest(const Dual *d, OrgRow lost, const OrgRow *vacant, size_t n)
{
    OrgRow best = ORG_NONE;
    for (size_t i = 0; i < n; i++) {
        const OrgRow post = vacant[i];
        if (d->used[post] || d->posts->holder[post] != ORG_NONE ||
            d->posts->category[post] != d->posts->category[lost] || d->posts->rank[post] == 0 ||
            d->posts->rank[post] < d->posts->rank[lost])
            continue;
        const uint32_t far = distance(d, lost, post), least = best == ORG_NONE ? 0 : distance(d, lost, best);
        if (best == ORG_NONE || far < least || (far == least && strcmp(id_of(d, post), id_of(d, best)) < 0))
            best = post;
    }
    return best;
}

static bool
place_losers(Dual *d)
{
    const OrgRow *vacant;
    size_t n = d->host->vacant(d->ctx, P_PLACE_IN, &vacant);
    for (size_t i = 0; i < d->n_losers; i++) {
        const OrgRow post = nearest(d, d->lost[i], vacant, n);
        d->host->because(d->ctx, "placed, since another holds both posts");
        if (post == ORG_NONE)
            d->host->finding(d->ctx, ORG_WARN, ORG_PEOPLE, d->losers[i],
                             "No vacant post of the same category for who held \"%s\": surplus.", id_of(d, d->lost[i]));
        else if (!dual_ok(d, d->host->place(d->ctx, &d->losers[i], &post, 1, false)))
            return false;
    }
    return d->status == ORG_OK;
}

static bool
let_losers_go(Dual *d)
{
    OrgMonth *when = dual_scratch(d, d->n_losers, sizeof *when);
    for (size_t i = 0; when && i < d->n_losers; i++)
        when[i] = d->host->now(d->ctx);
    return when && dual_ok(d, d->host->leave(d->ctx, d->losers, when, d->n_losers, "post given to another"));
}

bool
dual_settle(Dual *d)
{
    d->made = dual_scratch(d, d->n_pairs, sizeof *d->made);
    d->losers = dual_scratch(d, d->n_pairs, sizeof *d->losers);
    d->lost = dual_scratch(d, d->n_pairs, sizeof *d->lost);
    if (!d->made || !d->losers || !d->lost)
        return false;
    for (size_t i = 0; i < d->n_pairs; i++)
        if (!settle_pair(d, &d->pairs[i]))
            return false;
    if (!remember(d))
        return false;
    const int64_t other = d->host->integer(d->ctx, P_OTHER_PERSON);
    return other == PERSON_PLACE ? place_losers(d) : other == PERSON_LEAVE ? let_losers_go(d) : true;
}
