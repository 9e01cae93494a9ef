// SPDX-License-Identifier: MIT
/* The posts of merged units: they move together, one head stays, deputies go down to the cap, some posts are shed. */
#include "../common/reports.h"
#include "merge.h"

#include <math.h>
#include <stdlib.h>

/* The posts of a join: own ones first, then source by source. */
typedef struct {
    OrgRow *rows;
    uint32_t *from;  /* number of the unit it comes from: the survivor is 0, sources follow */
    size_t n, *size; /* size: posts by unit */
    OrgRow head;     /* who stays */
    OrgWord deputy_title, staff_title;
} Pool;

static bool
gather(Merge *m, const Join *join, Pool *pool)
{
    size_t total = 0, units = join->n_sources + 1;
    const OrgRow **rows = merge_scratch(m, units, sizeof *rows);
    if (!rows || !(pool->size = merge_scratch(m, units, sizeof *pool->size)))
        return false;
    for (size_t i = 0; i < units; i++)
        total += pool->size[i] = m->host->posts_of(m->ctx, i ? join->sources[i - 1] : join->target, &rows[i]);
    if (!(pool->rows = merge_scratch(m, total, sizeof *pool->rows)) ||
        !(pool->from = merge_scratch(m, total, sizeof *pool->from)))
        return false;
    for (size_t i = 0; i < units; i++)
        for (size_t k = 0; k < pool->size[i]; k++) {
            OrgRow post = rows[i][k];
            if (m->doomed[post])
                continue;
            pool->rows[pool->n] = post;
            pool->from[pool->n++] = (uint32_t) i;
            if (m->posts->rank[post] == ORG_DEPUTY && !pool->deputy_title)
                pool->deputy_title = m->posts->title[post];
            if (m->posts->rank[post] == ORG_STAFF && !pool->staff_title)
                pool->staff_title = m->posts->title[post];
        }
    return true;
}

static bool
move_in(Merge *m, const Join *join)
{
    merge_because(m, join->opened ? "consolidated into %s" : "absorbed into %s", join->target);
    for (size_t i = 0; i < join->n_sources; i++) {
        const OrgRow *rows;
        size_t n = m->host->posts_of(m->ctx, join->sources[i], &rows);
        if (n && !merge_ok(m, m->host->move_posts(m->ctx, rows, n, join->target)))
            return false;
    }
    return true;
}

/* Is post a better head than best, by the rule? Equals: the earlier one stays. */
static bool
is_better(const Merge *m, const Pool *pool, int64_t rule, size_t post, size_t best)
{
    OrgRow a = m->posts->holder[pool->rows[post]], b = m->posts->holder[pool->rows[best]];
    if ((a == ORG_NONE) != (b == ORG_NONE))
        return a != ORG_NONE;
    if (rule == HEADS_LARGEST)
        return pool->size[pool->from[post]] > pool->size[pool->from[best]];
    if (a == ORG_NONE || rule == HEADS_FIRST)
        return false;
    if (rule == HEADS_RATING)
        return m->people->rating[a] > m->people->rating[b];
    OrgMonth x = m->people->hired[a], y = m->people->hired[b];
    return x != ORG_UNKNOWN && (y == ORG_UNKNOWN || x < y);
}

static void
choose_head(const Merge *m, Pool *pool)
{
    int64_t rule = m->host->integer(m->ctx, P_HEADS);
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < pool->n; i++)
        if (m->posts->rank[pool->rows[i]] == ORG_HEAD && (best == SIZE_MAX || is_better(m, pool, rule, i, best)))
            best = i;
    pool->head = best == SIZE_MAX ? ORG_NONE : pool->rows[best];
}

static void
close_later(Merge *m, Join *join, OrgRow post, bool leading)
{
    OrgRow holder = m->posts->holder[post];
    m->doomed[post] = 1;
    join->closing[join->n_closing++] = post;
    if (leading && holder != ORG_NONE)
        join->released[join->n_released++] = holder;
}

static bool
set_field(Merge *m, uint32_t field, OrgRow post, int64_t value)
{
    return merge_ok(m, m->host->set(m->ctx, field, &post, &value, 1));
}

/* A leading post that ends reports to the head who stays, so that whoever reported to it does when it closes. */
static bool
step_down(Merge *m, const Pool *pool, OrgRow post)
{
    return pool->head == ORG_NONE || m->posts->reports_to[post] == pool->head ||
           set_field(m, ORG_F_REPORTS_TO, post, pool->head);
}

/* A leading post becomes a lower one; its holder stays in it. */
static bool
lower(Merge *m, const Pool *pool, OrgRow post, uint8_t rank)
{
    OrgWord title = rank == ORG_DEPUTY ? pool->deputy_title : pool->staff_title;
    m->lowered[post] = 1;
    return set_field(m, ORG_F_RANK, post, rank) && (!title || set_field(m, ORG_F_TITLE, post, title));
}

/* Held by someone whose own post is another (kiêm nhiệm)? Ending it takes nothing from that person but the double duty. */
static bool
is_double_duty(const Merge *m, OrgRow post)
{
    OrgRow holder = m->posts->holder[post];
    return holder != ORG_NONE && m->people->post[holder] != post;
}

static bool
mark_other_heads(Merge *m, const Pool *pool, uint8_t *was_head)
{
    for (size_t i = 0; i < pool->n; i++)
        if (m->posts->rank[pool->rows[i]] == ORG_HEAD && pool->rows[i] != pool->head)
            was_head[i] = m->ends[pool->rows[i]] = 1;
    return merge_ok(m, reports_lift(m->host, m->ctx, m->posts, m->ends, pool->head));
}

static bool
settle_heads(Merge *m, Join *join, Pool *pool, uint8_t *was_head)
{
    int64_t other = m->host->integer(m->ctx, P_OTHER_HEADS);
    choose_head(m, pool);
    merge_because(m, "one head stays in %s", join->target);
    if (!mark_other_heads(m, pool, was_head))
        return false;
    for (size_t i = 0; i < pool->n; i++) {
        OrgRow post = pool->rows[i];
        if (!was_head[i])
            continue;
        bool held = m->posts->holder[post] != ORG_NONE;
        m->heads_released += held;
        if (!step_down(m, pool, post))
            return false;
        if (!held || other == OTHER_SURPLUS || is_double_duty(m, post))
            close_later(m, join, post, true);
        else if (!lower(m, pool, post, other == OTHER_DEPUTY ? ORG_DEPUTY : ORG_STAFF))
            return false;
    }
    return true;
}

typedef struct {
    OrgRow post;
    uint8_t held, was_head, rating; /* rating unknown counts as the middle */
    OrgMonth hired;
} Candidate;

/* Who goes first: vacant posts, then deputies before former heads, the lower rating, the later hired, the later row. */
static int
by_leaving(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->held != y->held)
        return x->held < y->held ? -1 : 1;
    if (x->was_head != y->was_head)
        return x->was_head < y->was_head ? -1 : 1;
    if (x->rating != y->rating)
        return x->rating < y->rating ? -1 : 1;
    if (x->hired != y->hired)
        return x->hired > y->hired ? -1 : 1;
    return x->post > y->post ? -1 : 1;
}

static Candidate
candidate(const Merge *m, OrgRow post, bool was_head, bool rated)
{
    OrgRow holder = m->posts->holder[post];
    Candidate c = { .post = post, .held = holder != ORG_NONE, .was_head = was_head, .hired = ORG_UNKNOWN };
    if (c.held) {
        c.hired = m->people->hired[holder];
        c.rating = !rated ? 0 : m->people->rating[holder] ? m->people->rating[holder] : 3;
    }
    return c;
}

/* The weight of the posts that stay, with everything under the unit: what the rule deputy-cap goes by. */
static int64_t
weight_of(const Merge *m, OrgRow target)
{
    const OrgRow *below, *posts;
    int64_t weight = 0;
    for (size_t u = 0, n = m->host->below(m->ctx, target, &below); u < n; u++)
        for (size_t i = 0, k = m->host->posts_of(m->ctx, below[u], &posts); i < k; i++)
            weight += m->doomed[posts[i]] ? 0 : m->posts->fte[posts[i]];
    return weight;
}

/* Deputies that may stay in a unit of this weight: by the first row that reaches it, as the rule deputy-cap reads such a table
 * (`upto: 9` means less than 10 posts); SIZE_MAX when none does. */
static size_t
deputy_cap(const Merge *m, OrgRow target)
{
    const OrgTable *caps = m->host->table(m->ctx, P_DEPUTY_CAPS);
    if (!caps || !caps->rows)
        return (size_t) m->host->integer(m->ctx, P_DEPUTY_CAP);
    const double *cap = org_column(caps, 0)->number;
    const double *upto = org_column(caps, 1)->number;
    double weight = (double) weight_of(m, target);
    for (size_t i = 0; i < caps->rows; i++)
        if (!((upto[i] + 1) * 1000 <= weight))
            return cap[i] > 0 ? (size_t) cap[i] : 0;
    return SIZE_MAX;
}

static bool
settle_deputies(Merge *m, Join *join, const Pool *pool, const uint8_t *was_head)
{
    if (m->host->integer(m->ctx, P_DEPUTIES) == 0)
        return true;
    Candidate *all = merge_scratch(m, pool->n, sizeof *all);
    if (!all)
        return false;
    size_t n = 0, cap = deputy_cap(m, join->target);
    for (size_t i = 0; i < pool->n; i++)
        if (m->posts->rank[pool->rows[i]] == ORG_DEPUTY && !m->doomed[pool->rows[i]])
            all[n++] = candidate(m, pool->rows[i], was_head[i], true);
    if (n <= cap)
        return true;
    qsort(all, n, sizeof *all, by_leaving);
    bool to_staff = m->host->integer(m->ctx, P_OTHER_DEPUTIES) == DEPUTY_TO_STAFF;
    merge_because(m, "above the cap on deputies of %s", join->target);
    for (size_t i = 0; i < n - cap; i++)
        m->ends[all[i].post] = 1;
    if (!merge_ok(m, reports_lift(m->host, m->ctx, m->posts, m->ends, pool->head)))
        return false;
    for (size_t i = 0; i < n - cap; i++) {
        OrgRow post = all[i].post;
        m->deputies_released += all[i].held;
        if (!step_down(m, pool, post))
            return false;
        if (!all[i].held || !to_staff || is_double_duty(m, post))
            close_later(m, join, post, true);
        else if (!lower(m, pool, post, ORG_STAFF))
            return false;
    }
    return true;
}

/* Posts of staff, vacant ones first, then those of the latest hired. */
static bool
shed(Merge *m, Join *join, const Pool *pool)
{
    double amount = m->host->real(m->ctx, P_SHED);
    if (m->host->relative(m->ctx, P_SHED))
        amount = floor(amount * (double) pool->n + 1e-9);
    if (amount <= (double) join->n_closing)
        return true;
    size_t n = 0, wanted = (size_t) amount - join->n_closing;
    Candidate *all = merge_scratch(m, pool->n, sizeof *all);
    if (!all)
        return false;
    for (size_t i = 0; i < pool->n; i++) {
        uint8_t rank = m->posts->rank[pool->rows[i]];
        if (rank != ORG_HEAD && rank != ORG_DEPUTY && !m->doomed[pool->rows[i]])
            all[n++] = candidate(m, pool->rows[i], false, false);
    }
    qsort(all, n, sizeof *all, by_leaving);
    if (n < wanted)
        m->host->finding(m->ctx, ORG_WARN, ORG_UNITS, join->target,
                         "%s has only %u posts of staff to shed, %u were asked for; leading posts are not shed.",
                         m->host->name(m->ctx, ORG_UNITS, join->target), (unsigned) n, (unsigned) wanted);
    for (size_t i = 0; i < n && i < wanted; i++)
        close_later(m, join, all[i].post, false);
    return true;
}

bool
merge_posts(Merge *m, Join *join)
{
    Pool pool = { .head = ORG_NONE };
    if (!gather(m, join, &pool) || !move_in(m, join))
        return false;
    uint8_t *was_head = merge_scratch(m, pool.n, 1);
    join->closing = merge_scratch(m, pool.n, sizeof *join->closing);
    join->released = merge_scratch(m, pool.n, sizeof *join->released);
    if (!was_head || !join->closing || !join->released)
        return false;
    return settle_heads(m, join, &pool, was_head) && settle_deputies(m, join, &pool, was_head) && shed(m, join, &pool);
}

bool
merge_redirect(Merge *m)
{
    OrgRow *rows = merge_scratch(m, m->posts->n, sizeof *rows);
    int64_t *values = merge_scratch(m, m->posts->n, sizeof *values);
    if (!rows || !values)
        return false;
    m->host->because(m->ctx, "the head they reported to is no longer head");
    return merge_ok(m, reports_pass(m->host, m->ctx, m->posts, m->lowered, rows, values));
}
