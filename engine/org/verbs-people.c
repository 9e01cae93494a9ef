// SPDX-License-Identifier: MIT
/* The verbs on people: place, leave, join. */
#include "internal.h"
#include <string.h>

/* Whether the post may be taken by the person: it is vacant, or falls vacant in this call, and is not kept for another. */
static gboolean
want_free(const Org *org, OrgRow post, OrgRow person, const guint8 *freed, GError **error)
{
    OrgRow kept_for = org->posts.kept_for[post];
    if (org->posts.holder[post] != ORG_NONE && !(freed && freed[post]))
        return org_fail(error, ORG_E_INVALID, "post \"%s\" is not vacant", org_id(org, ORG_POSTS, post));
    if (kept_for != ORG_NONE && kept_for != person)
        return org_fail(error, ORG_E_INVALID, "post \"%s\" is kept for person \"%s\"", org_id(org, ORG_POSTS, post),
                        org_id(org, ORG_PEOPLE, kept_for));
    return TRUE;
}

/* The posts that these people give up, by post; NULL when none of the posts wanted is held, as is usual. */
static guint8 *
given_up(const Org *org, const OrgRow *people, const OrgRow *posts, gsize n)
{
    gboolean some = FALSE;
    for (gsize i = 0; i < n; i++)
        some |= org->posts.holder[posts[i]] != ORG_NONE;
    if (!some)
        return NULL;
    guint8 *freed = g_malloc0((gsize) org->posts.n + 1);
    for (gsize i = 0; i < n; i++)
        if (org->people.post[people[i]] != ORG_NONE)
            freed[org->people.post[people[i]]] = 1;
    return freed;
}

static gboolean
want_placing(const Org *org, const OrgRow *people, const OrgRow *posts, gsize n, gboolean second, GError **error)
{
    if (!org_want_rows(org, ORG_PEOPLE, people, n, error) || !org_want_rows(org, ORG_POSTS, posts, n, error))
        return FALSE;
    g_autofree guint8 *freed = second ? NULL : given_up(org, people, posts, n);
    for (gsize i = 0; i < n; i++) {
        if (!want_free(org, posts[i], people[i], freed, error))
            return FALSE;
        if (!second)
            continue;
        if (org->people.post[people[i]] == ORG_NONE || org->people.second[people[i]] != ORG_NONE)
            return org_fail(error, ORG_E_INVALID, "person \"%s\" needs one post, and only one, to take a second",
                            org_id(org, ORG_PEOPLE, people[i]));
    }
    return TRUE;
}

static void
place_one(Org *org, OrgRow person, OrgRow post)
{
    OrgPersonTable *h = &org->people;
    if (h->state[person] == ORG_SURPLUS) {
        org->totals.surplus--;
        if (h->unit[person] != ORG_NONE)
            org->units.n_idle[h->unit[person]]--;
        ORG_PUT(org, PEOPLE, people, state, person, ORG_EMPLOYED);
        ORG_PUT(org, PEOPLE, people, since, person, org->month);
    }
    ORG_PUT(org, PEOPLE, people, post, person, post);
    ORG_PUT(org, PEOPLE, people, unit, person, org->posts.unit[post]);
    org_hold(org, post, person);
}

gboolean
org_place(Org *org, const OrgRow *people, const OrgRow *posts, gsize n, gboolean second, GError **error)
{
    if (!want_placing(org, people, posts, n, second, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(people, n * sizeof *people);
    g_autofree OrgRow *own_posts = g_memdup2(posts, n * sizeof *posts);
    people = own;
    posts = own_posts;
    if (org_act_begin(org, ORG_VERB_PLACE)) {
        org_act_u32(org, second);
        org_act_array(org, people, n, sizeof(OrgRow));
        org_act_array(org, posts, n, sizeof(OrgRow));
        org_act_end(org);
    }
    for (gsize i = 0; !second && i < n; i++) /* all posts are given up before any is taken: people may swap */
        if (org->people.post[people[i]] != ORG_NONE)
            org_vacate(org, org->people.post[people[i]], org->month);
    for (gsize i = 0; i < n; i++)
        if (second) {
            ORG_PUT(org, PEOPLE, people, second, people[i], posts[i]);
            org->n_second++;
            org_hold(org, posts[i], people[i]);
        } else
            place_one(org, people[i], posts[i]);
    return TRUE;
}

static gboolean
want_leaving(const Org *org, const OrgRow *people, const OrgMonth *when, gsize n, OrgMonth from, const char *reason,
             GError **error)
{
    if (!reason || !g_utf8_validate(reason, -1, NULL))
        return org_fail(error, ORG_E_INVALID, "leaving needs a reason in UTF-8");
    if (!org_want_rows(org, ORG_PEOPLE, people, n, error))
        return FALSE;
    gboolean outside = FALSE;
    for (gsize i = 0; i < n; i++)
        outside |= (when[i] <= from) | (when[i] > org->month);
    for (gsize i = 0; outside && i < n; i++)
        if (when[i] <= from || when[i] > org->month)
            return org_fail(error, ORG_E_INVALID, "person \"%s\" would leave outside the months of this call",
                            org_id(org, ORG_PEOPLE, people[i]));
    return TRUE;
}

/* Leaving is the verb that runs write most: its cells are logged through a local pointer (NULL: nothing is logged), and the
 * versions of the columns are counted once a call. */
enum { LEAVE_CELLS = 9 };
#define LEAVE_PUT(T, tab, m, row, val)                                                                                 \
    do {                                                                                                               \
        if (log)                                                                                                       \
            *log++ = (UndoEntry){ UNDO_CELL, ORG_##T, ORG_COL_##T##_##m, (row), { .number = (tab)->m[row] } };         \
        (tab)->m[row] = (val);                                                                                         \
    } while (0)

static inline UndoEntry *
leave_post(Org *org, OrgRow post, OrgMonth when, UndoEntry *log)
{
    org_count_held(org, post, G_MAXUINT32);
    LEAVE_PUT(POSTS, &org->posts, holder, post, ORG_NONE);
    LEAVE_PUT(POSTS, &org->posts, vacant_since, post, when);
    org->posts.vacant[post / 64] |= G_GUINT64_CONSTANT(1) << (post % 64); /* it was open and held */
    return log;
}

static inline UndoEntry *
leave_one(Org *org, OrgRow person, OrgMonth when, OrgWord reason, UndoEntry *log)
{
    OrgPersonTable *h = &org->people;
    if (h->post[person] != ORG_NONE) {
        log = leave_post(org, h->post[person], when, log);
        LEAVE_PUT(PEOPLE, h, post, person, ORG_NONE);
    }
    if (org->n_second && h->second[person] != ORG_NONE) {
        org->n_second--;
        log = leave_post(org, h->second[person], when, log);
        LEAVE_PUT(PEOPLE, h, second, person, ORG_NONE);
    }
    if (h->state[person] == ORG_SURPLUS) {
        org->totals.surplus--;
        if (h->unit[person] != ORG_NONE)
            org->units.n_idle[h->unit[person]]--;
    }
    LEAVE_PUT(PEOPLE, h, state, person, ORG_LEFT);
    LEAVE_PUT(PEOPLE, h, since, person, when);
    LEAVE_PUT(PEOPLE, h, reason, person, reason);
    return log;
}

static inline void
prefetch_person(const OrgPersonTable *h, OrgRow person)
{
    org_prefetch(&h->post[person]);
    org_prefetch(&h->since[person]);
    org_prefetch(&h->reason[person]);
}

static inline void
prefetch_post_of(const Org *org, OrgRow person)
{
    OrgRow post = org->people.post[person];
    if (post == ORG_NONE)
        return;
    org_prefetch(&org->posts.holder[post]);
    org_prefetch(&org->posts.unit[post]);
    org_prefetch(&org->posts.fte[post]);
    org_prefetch(&org->posts.rank[post]);
    org_prefetch(&org->posts.vacant_since[post]);
}

static void
count_leave_writes(Org *org, guint32 n)
{
    org->version[ORG_COL_POSTS_holder] += n;
    org->version[ORG_COL_POSTS_vacant_since] += n;
    org->version[ORG_COL_PEOPLE_post] += n;
    org->version[ORG_COL_PEOPLE_second] += n;
    org->version[ORG_COL_PEOPLE_state] += n;
    org->version[ORG_COL_PEOPLE_since] += n;
    org->version[ORG_COL_PEOPLE_reason] += n;
}

gboolean
org_leave(Org *org, const OrgRow *people, const OrgMonth *when, gsize n, OrgMonth from, const char *reason,
          GError **error)
{
    if (!want_leaving(org, people, when, n, from, reason, error))
        return FALSE;
    g_autofree OrgRow *own = g_memdup2(people, n * sizeof *people);
    g_autofree OrgMonth *own_when = g_memdup2(when, n * sizeof *when);
    people = own;
    when = own_when;
    if (org_act_begin(org, ORG_VERB_LEAVE)) {
        org_act_array(org, people, n, sizeof(OrgRow));
        org_act_array(org, when, n, sizeof(OrgMonth));
        org_act_u32(org, (guint32) from);
        org_act_text(org, reason);
        org_act_end(org);
    }
    OrgWord word = org_dict_add(org->dict, reason, -1);
    UndoEntry *log = org_undo_reserve(org, n * LEAVE_CELLS), *end = log;
    for (gsize i = 0; i < MIN(n, 2 * ORG_AHEAD); i++)
        prefetch_person(&org->people, people[i]);
    for (gsize i = 0; i < n; i++) {
        if (i + 2 * ORG_AHEAD < n)
            prefetch_person(&org->people, people[i + 2 * ORG_AHEAD]);
        if (i + ORG_AHEAD < n)
            prefetch_post_of(org, people[i + ORG_AHEAD]);
        end = leave_one(org, people[i], when[i], word, end);
    }
    if (log)
        org->undo->n += (guint) (end - log);
    count_leave_writes(org, (guint32) n);
    org->totals.people -= (guint32) n;
    org->totals.left += n;
    if (org->n_kept)
        org_drop_kept(org);
    return TRUE;
}

/* Posts that ascend, as is usual, are each named once; only else need it be looked up who was named before. */
static gboolean
posts_ascend(const OrgJoiner *joiners, gsize n)
{
    for (gsize i = 1; i < n; i++)
        if (joiners[i].post <= joiners[i - 1].post)
            return FALSE;
    return TRUE;
}

/* What is asked of a post and written when somebody joins into it. */
static inline void
prefetch_joining(const OrgPostTable *p, OrgRow post)
{
    if (post >= p->n)
        return;
    org_prefetch(&p->closed[post]);
    org_prefetch(&p->holder[post]);
    org_prefetch(&p->kept_for[post]);
    org_prefetch(&p->vacant_since[post]);
    org_prefetch(&p->unit[post]);
    org_prefetch(&p->stream[post]);
    org_prefetch(&p->fte[post]);
    org_prefetch(&p->rank[post]);
}

static gboolean
want_joiners(const Org *org, const OrgJoiner *joiners, gsize n, GError **error)
{
    if (n > 10000000 || n >= ORG_NONE - org->people.n)
        return org_fail(error, ORG_E_INVALID, "%" G_GSIZE_FORMAT " people in one call are too many", n);
    g_autofree guint8 *taken = posts_ascend(joiners, n) ? NULL : g_malloc0((gsize) org->posts.n + 1);
    for (gsize i = 0; i < n; i++) {
        const OrgJoiner *j = &joiners[i];
        if (i + ORG_AHEAD < n)
            prefetch_joining(&org->posts, joiners[i + ORG_AHEAD].post);
        if (j->sex > ORG_MALE)
            return org_fail(error, ORG_E_INVALID, "%u is no sex (0 unknown, 1 female, 2 male)", j->sex);
        if (j->rating > 5)
            return org_fail(error, ORG_E_INVALID, "%u is no rating (0 unknown, 1 to 5)", j->rating);
        if (j->post == ORG_NONE)
            return org_fail(error, ORG_E_INVALID, "a person joins into a vacant post");
        if (!org_want_open(org, ORG_POSTS, j->post, error))
            return FALSE;
        if (taken != NULL && taken[j->post]++)
            return org_fail(error, ORG_E_INVALID, "post \"%s\" is not vacant", org_id(org, ORG_POSTS, j->post));
        if (!want_free(org, j->post, ORG_NONE, NULL, error))
            return FALSE;
    }
    return TRUE;
}

static void
record_join(Org *org, const OrgJoiner *joiners, gsize n)
{
    if (!org_act_begin(org, ORG_VERB_JOIN))
        return;
    org_act_u32(org, org->origin);
    org_act_u32(org, (guint32) n);
    for (gsize i = 0; i < n; i++) {
        org_act_u32(org, joiners[i].post);
        org_act_u32(org, (guint32) joiners[i].born);
        org_act_u32(org, (guint32) joiners[i].hired);
        org_act_u32(org, (guint32) joiners[i].sex | (guint32) joiners[i].rating << 8);
    }
    org_act_end(org);
}

gboolean
org_join(Org *org, const OrgJoiner *joiners, gsize n, OrgRow *first, GError **error)
{
    if (!want_joiners(org, joiners, n, error))
        return FALSE;
    g_autofree OrgJoiner *own = g_memdup2(joiners, n * sizeof *joiners);
    record_join(org, own, n);
    OrgRow row = org->people.n;
    if (n) {
        org_append(org, ORG_PEOPLE, (guint32) n);
        org_log(org, UNDO_APPEND, ORG_PEOPLE, 0, row, (OrgValue){ 0 });
    }
    for (gsize i = 0; i < n; i++) {
        OrgRow person = row + (OrgRow) i;
        org->people.post[person] = own[i].post;
        org->people.unit[person] = org->posts.unit[own[i].post];
        org->people.born[person] = own[i].born;
        org->people.hired[person] = own[i].hired;
        org->people.since[person] = org->month;
        org->people.sex[person] = own[i].sex;
        org->people.rating[person] = own[i].rating;
        org->people.stream[person] = org_stream(org->posts.stream[own[i].post], ~org->origin, org->month, 0);
        org_hold(org, own[i].post, person);
    }
    org->totals.people += (guint32) n;
    org->totals.joined += n;
    if (first)
        *first = row;
    return TRUE;
}

gboolean
org_release(Org *org, const OrgRow *posts, gsize n, GError **error)
{
    if (!org_want_rows(org, ORG_POSTS, posts, n, error))
        return FALSE;
    for (gsize i = 0; i < n; i++)
        if (org->posts.holder[posts[i]] == ORG_NONE)
            return org_fail(error, ORG_E_INVALID, "post \"%s\" is vacant; there is nobody to give it up",
                            org_id(org, ORG_POSTS, posts[i]));
    g_autofree OrgRow *own = g_memdup2(posts, n * sizeof *posts);
    posts = own;
    if (org_act_begin(org, ORG_VERB_RELEASE)) {
        org_act_array(org, posts, n, sizeof(OrgRow));
        org_act_end(org);
    }
    for (gsize i = 0; i < n; i++) {
        org_cut_loose(org, posts[i]);
        org_vacate(org, posts[i], org->month);
    }
    return TRUE;
}
