// SPDX-License-Identifier: MIT
/* What becomes of the posts of dissolved units: leading posts end, others move or are closed. */
#include "dissolve.h"

#include <math.h>
#include <stdlib.h>

static void
close_later(Dissolve *d, OrgRow post, bool leading)
{
    OrgRow holder = d->posts->holder[post];
    d->post_ends[post] = 1;
    d->closing[d->n_closing++] = post;
    if (holder != ORG_NONE && d->people->post[holder] == post && d->people->second[holder] == ORG_NONE) {
        d->surplus++;
        if (leading)
            d->released[d->n_released++] = holder;
    }
}

static bool
set_rank(Dissolve *d, OrgRow post, uint8_t rank)
{
    int64_t value = rank;
    d->post_ends[post] = 2;
    return dissolve_ok(d, d->host->set(d->ctx, ORG_F_RANK, &post, &value, 1));
}

/* One leading post. Vacant ones are closed: nobody is kept by them. A double duty (kiêm nhiệm) simply ends. */
static bool
settle_leader(Dissolve *d, OrgRow post)
{
    OrgRow holder = d->posts->holder[post];
    bool head = d->posts->rank[post] == ORG_HEAD, held = holder != ORG_NONE;
    int64_t wish = d->host->integer(d->ctx, head ? P_HEADS : P_DEPUTIES);
    bool stays = held && d->people->post[holder] == post && d->to != ORG_NONE;
    if (!head && stays && wish == DEPUTIES_KEEP)
        return true;
    d->heads_released += head && held;
    d->deputies_released += !head && held;
    if (stays && head && wish == HEADS_DEPUTY)
        return set_rank(d, post, ORG_DEPUTY);
    if (stays && wish == (head ? HEADS_STAFF : DEPUTIES_STAFF))
        return set_rank(d, post, ORG_STAFF);
    close_later(d, post, true);
    return true;
}

typedef struct {
    OrgRow post;
    uint8_t held;
    OrgMonth hired;
} Candidate;

/* Vacant ones first, then the latest hired, then the later row. */
static int
by_leaving(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    if (x->held != y->held)
        return x->held < y->held ? -1 : 1;
    if (x->hired != y->hired)
        return x->hired > y->hired ? -1 : 1;
    return x->post > y->post ? -1 : 1;
}

/* Posts of staff to be closed although there is a unit to move to. */
static bool
shed(Dissolve *d, const OrgRow *rows, size_t n)
{
    double amount = d->host->real(d->ctx, P_SHED);
    if (d->host->relative(d->ctx, P_SHED))
        amount = floor(amount * (double) n + 1e-9);
    Candidate *all = amount > (double) d->n_closing ? dissolve_scratch(d, n, sizeof *all) : NULL;
    if (!all)
        return d->status == ORG_OK;
    size_t wanted = (size_t) amount - d->n_closing, m = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t rank = d->posts->rank[rows[i]];
        OrgRow holder = d->posts->holder[rows[i]];
        if (d->post_ends[rows[i]] == 1 || rank == ORG_HEAD || rank == ORG_DEPUTY)
            continue;
        all[m++] =
            (Candidate){ rows[i], holder != ORG_NONE, holder == ORG_NONE ? ORG_UNKNOWN : d->people->hired[holder] };
    }
    qsort(all, m, sizeof *all, by_leaving);
    for (size_t i = 0; i < m && i < wanted; i++)
        close_later(d, all[i].post, false);
    return true;
}

/* Who takes over the reports of a post that ends or ceases to lead: the head of the unit that takes over, else whoever that
 * post itself reported to. */
static OrgRow
boss_after(const Dissolve *d, OrgRow post, OrgRow boss)
{
    uint32_t steps = 0;
    while (boss != ORG_NONE && d->post_ends[boss] && steps++ < d->posts->n)
        boss = d->to_head != ORG_NONE ? d->to_head : d->posts->reports_to[boss];
    steps = 0;
    for (OrgRow up = boss; up != ORG_NONE && steps++ < d->posts->n; up = d->posts->reports_to[up])
        if (up == post)
            return ORG_NONE;
    return boss;
}

/* Must this post get another boss? Its own ends or ceases to lead, or it steps down itself. */
static bool
loses_boss(const Dissolve *d, OrgRow post)
{
    OrgRow boss = d->posts->reports_to[post];
    if (d->posts->closed[post] != ORG_OPEN || d->post_ends[post] == 1)
        return false;
    return d->post_ends[post] == 2 || (boss != ORG_NONE && d->post_ends[boss]);
}

static bool
redirect(Dissolve *d)
{
    size_t n = 0;
    for (OrgRow p = 0; p < d->posts->n; p++)
        n += loses_boss(d, p);
    OrgRow *rows = dissolve_scratch(d, n, sizeof *rows);
    int64_t *values = dissolve_scratch(d, n, sizeof *values);
    if (!rows || !values)
        return false;
    n = 0;
    for (OrgRow p = 0; p < d->posts->n; p++)
        if (loses_boss(d, p)) {
            bool steps_down = d->post_ends[p] == 2 && d->to_head != ORG_NONE;
            rows[n] = p;
            values[n++] = boss_after(d, p, steps_down ? d->to_head : d->posts->reports_to[p]);
        }
    d->host->because(d->ctx, "the head they reported to is no longer head");
    return !n || dissolve_ok(d, d->host->set(d->ctx, ORG_F_REPORTS_TO, rows, values, n));
}

static OrgRow *
gather(Dissolve *d, size_t *n)
{
    const OrgRow **rows = dissolve_scratch(d, d->n_list, sizeof *rows);
    size_t *size = dissolve_scratch(d, d->n_list, sizeof *size), total = 0;
    if (!rows || !size)
        return NULL;
    for (size_t i = 0; i < d->n_list; i++)
        total += size[i] = d->host->posts_of(d->ctx, d->list[i], &rows[i]);
    OrgRow *all = dissolve_scratch(d, total, sizeof *all);
    for (size_t i = 0; all && i < d->n_list; i++)
        for (size_t k = 0; k < size[i]; k++)
            all[(*n)++] = rows[i][k];
    return all;
}

static int
by_row(const void *a, const void *b)
{
    const OrgRow *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static bool
move_and_close(Dissolve *d, OrgRow *rows, size_t n)
{
    size_t stay = 0;
    for (size_t i = 0; i < n; i++)
        if (d->post_ends[rows[i]] != 1)
            rows[stay++] = rows[i];
    d->posts_moved = stay;
    qsort(d->closing, d->n_closing, sizeof *d->closing, by_row); /* rows in order are checked without a table */
    d->host->because(d->ctx, "the unit was dissolved");
    if (d->n_closing && !dissolve_ok(d, d->host->close_posts(d->ctx, d->closing, d->n_closing)))
        return false;
    return !stay || dissolve_ok(d, d->host->move_posts(d->ctx, rows, stay, d->to));
}

bool
dissolve_posts(Dissolve *d)
{
    size_t n = 0;
    OrgRow *rows = gather(d, &n);
    d->closing = dissolve_scratch(d, n, sizeof *d->closing);
    d->released = dissolve_scratch(d, n, sizeof *d->released);
    d->post_ends = dissolve_scratch(d, d->posts->n, 1);
    if (!rows || !d->closing || !d->released || !d->post_ends)
        return false;
    qsort(rows, n, sizeof *rows, by_row);
    d->host->because(d->ctx, "leading posts end with the unit");
    for (size_t i = 0; i < n; i++) {
        uint8_t rank = d->posts->rank[rows[i]];
        if ((rank == ORG_HEAD || rank == ORG_DEPUTY) && !settle_leader(d, rows[i]))
            return false;
        if (d->to == ORG_NONE && rank != ORG_HEAD && rank != ORG_DEPUTY)
            close_later(d, rows[i], false);
    }
    return shed(d, rows, n) && redirect(d) && move_and_close(d, rows, n);
}
