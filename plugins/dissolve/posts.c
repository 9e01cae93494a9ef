// SPDX-License-Identifier: MIT
/* What becomes of the posts of dissolved units: leading posts end, others move or are closed. */
#include "../common/reports.h"
#include "dissolve.h"

#include <math.h>
#include <stdlib.h>

static void
close_later(Dissolve *d, OrgRow post, bool leading)
{
    OrgRow holder = d->posts->holder[post];
    d->post_ends[post] = 1;
    d->steps_down[post] = 0;
    d->closing[d->n_closing++] = post;
    if (holder != ORG_NONE && d->people->post[holder] == post) {
        d->losing[d->n_losing++] = holder;
        if (leading)
            d->released[d->n_released++] = holder;
    }
}

static bool
set_rank(Dissolve *d, OrgRow post, uint8_t rank)
{
    int64_t value = rank;
    d->post_ends[post] = d->steps_down[post] = 1;
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
        if ((d->post_ends[rows[i]] && !d->steps_down[rows[i]]) || rank == ORG_HEAD || rank == ORG_DEPUTY)
            continue;
        all[m++] =
            (Candidate){ rows[i], holder != ORG_NONE, holder == ORG_NONE ? ORG_UNKNOWN : d->people->hired[holder] };
    }
    qsort(all, m, sizeof *all, by_leaving);
    for (size_t i = 0; i < m && i < wanted; i++)
        close_later(d, all[i].post, false);
    return true;
}

/* The head of the unit that takes over leads whoever reported to a post that ends or steps down: those posts report to that head
 * now, and their reports go up past them, here or, of a post that closes, with it. */
static bool
redirect(Dissolve *d)
{
    OrgRow *rows = dissolve_scratch(d, d->posts->n, sizeof *rows);
    int64_t *values = dissolve_scratch(d, d->posts->n, sizeof *values);
    size_t n = 0;
    if (!rows || !values)
        return false;
    d->host->because(d->ctx, "the head they reported to is no longer head");
    if (!dissolve_ok(d, reports_lift(d->host, d->ctx, d->posts, d->post_ends, d->to_head)))
        return false;
    for (OrgRow p = 0; p < d->posts->n && d->to_head != ORG_NONE; p++)
        if (d->post_ends[p] && d->posts->reports_to[p] != d->to_head) {
            rows[n] = p;
            values[n++] = d->to_head;
        }
    if (n && !dissolve_ok(d, d->host->set(d->ctx, ORG_F_REPORTS_TO, rows, values, n)))
        return false;
    return dissolve_ok(d, reports_pass(d->host, d->ctx, d->posts, d->steps_down, rows, values));
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

/* Who lost a post and has no other now: a second one, too, may have been among those that closed. */
static void
count_surplus(Dissolve *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->n_losing; i++)
        d->surplus += d->people->state[d->losing[i]] == ORG_SURPLUS;
    for (size_t i = 0; i < d->n_released; i++)
        if (d->people->state[d->released[i]] == ORG_SURPLUS)
            d->released[n++] = d->released[i];
    d->n_released = n;
}

static bool
move_and_close(Dissolve *d, OrgRow *rows, size_t n)
{
    size_t stay = 0;
    for (size_t i = 0; i < n; i++)
        if (!d->post_ends[rows[i]] || d->steps_down[rows[i]])
            rows[stay++] = rows[i];
    d->posts_moved = stay;
    qsort(d->closing, d->n_closing, sizeof *d->closing, by_row); /* rows in order are checked without a table */
    d->host->because(d->ctx, "the unit was dissolved");
    if (d->n_closing && !dissolve_ok(d, d->host->close_posts(d->ctx, d->closing, d->n_closing)))
        return false;
    count_surplus(d);
    return !stay || dissolve_ok(d, d->host->move_posts(d->ctx, rows, stay, d->to));
}

bool
dissolve_posts(Dissolve *d)
{
    size_t n = 0;
    OrgRow *rows = gather(d, &n);
    d->closing = dissolve_scratch(d, n, sizeof *d->closing);
    d->released = dissolve_scratch(d, n, sizeof *d->released);
    d->losing = dissolve_scratch(d, n, sizeof *d->losing);
    d->post_ends = dissolve_scratch(d, d->posts->n, 1);
    d->steps_down = dissolve_scratch(d, d->posts->n, 1);
    if (!rows || !d->closing || !d->released || !d->losing || !d->post_ends || !d->steps_down)
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
