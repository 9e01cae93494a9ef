// SPDX-License-Identifier: MIT
/* Points of a sweep, each a plan of its own with its replications, shared out to processes that each hold all plugins of the plans.
 * Whichever is free gets the next point, whole. */
#include "private.h"
#include "../../sim/clock.h"
#include "../../base/error.h"

#define MOST_TRIES 3u /* of a replication, when processes end that have it in work */

typedef struct {
    guint64 number;
    OrgWorkerJob job;
    OrgExpected expected;
    guint32 next; /* the replication that is wanted next */
    guint tries;  /* how often that was begun in vain */
    OrgMessage *again;
} Point;

/* A process, and what it has in work. */
typedef struct {
    OrgWorker *worker;
    Point *point; /* NULL: nothing */
    OrgWorkerResult *result;
} Hand;

typedef struct {
    OrgWorker *owner;
    const OrgWorkerPoints *points;
    Hand *hands;
    guint n_hands;
    GQueue lost;    /* Point *: of processes that ended */
    guint rechecks; /* replications still to be judged again */
    guint64 taken;
    gboolean over, stopping; /* no more are given out; all is to stop */
    GError *why;             /* it is over because of this */
} Work;

static gboolean
on_progress(double part, gpointer data)
{
    Work *work = data;

    (void) part;
    double done = 0;
    for (guint i = 0; i < work->n_hands; i++) {
        const Hand *hand = &work->hands[i];
        if (hand->point)
            done += (hand->point->next - hand->point->job.first + CLAMP(hand->worker->part, 0, 1)) /
                    ((double) hand->point->job.last - hand->point->job.first + 1);
    }
    if (!work->stopping && work->points->progress && !work->points->progress(done, work->points->data))
        work->stopping = work->over = TRUE;
    return !work->stopping;
}

static void
point_free(Point *point)
{
    g_clear_pointer(&point->expected.months, g_array_unref);
    g_free(point->again);
    g_free(point);
}

/* No time passes for those at work while nobody listens to them. */
static void
rest(Work *work)
{
    for (guint i = 0; i < work->n_hands; i++)
        org_worker_rest(work->hands[i].worker);
}

static void
wake(Work *work)
{
    for (guint i = 0; i < work->n_hands; i++)
        org_worker_wake(work->hands[i].worker);
}

/* ---- giving out */

/* It may take a while, when it comes from elsewhere. */
static gboolean
ask(Work *work, Point *point)
{
    rest(work);
    gboolean any = work->points->next(&point->number, &point->job, work->points->data, &work->why);
    wake(work);
    return any;
}

/* NULL: there is none; work->why is set when that is an error. */
static Point *
next_point(Work *work)
{
    Point *point = g_queue_pop_head(&work->lost);

    if (point || work->over)
        return point;
    point = g_new0(Point, 1);
    if (!ask(work, point)) {
        work->over = TRUE;
        g_free(point);
        return NULL;
    }
    point->job.acts = FALSE;
    point->next = point->job.first;
    if (org_job_expect(work->owner, &point->job, &point->expected, &work->why)) {
        point->expected.months = org_clock_months(point->expected.plan);
        return point;
    }
    work->over = TRUE;
    work->points->finish(point->number, FALSE, work->points->data);
    g_free(point);
    return NULL;
}

static void
expect_next(Hand *hand)
{
    hand->result = org_worker_result_new(hand->point->next);
    hand->worker->part = 0;
    org_job_begin_replication(hand->worker);
}

static void
finish(Work *work, Point *point, gboolean whole)
{
    work->over |= !work->points->finish(point->number, whole, work->points->data);
    point_free(point);
}

static void
give(Work *work, Hand *hand, Point *point)
{
    OrgWorkerJob job = point->job;
    GError *error = NULL;

    if (!org_worker_whole_kept_ready(hand->worker, point->expected.plan, &error)) {
        finish(work, point, FALSE);
        work->over = TRUE;
        if (work->why)
            g_error_free(error);
        else
            work->why = error;
        return;
    }
    job.first = point->next;
    hand->point = point;
    hand->worker->plan = point->expected.plan;
    org_worker_begin(hand->worker, on_progress, work);
    org_job_send(hand->worker, &job, FALSE);
    expect_next(hand);
}

static void
give_out(Work *work)
{
    for (guint i = 0; i < work->n_hands && !work->stopping; i++) {
        Point *point = work->hands[i].point ? NULL : next_point(work);
        if (point)
            give(work, &work->hands[i], point);
    }
}

/* ---- taking */

static gboolean
is_whole(const OrgWorkerResult *result)
{
    return result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED;
}

/* Which are judged again nobody can foretell. */
static gboolean
is_picked(Work *work)
{
    guint64 most = MAX(work->points->most, work->taken + 1);

    return !work->owner->unjudged && org_recheck_picks(&work->rechecks, most - work->taken);
}

/* Nothing is read of the others meanwhile: they go on until nobody listens any more. */
static gboolean
judge_again(Work *work, const Point *point, OrgWorkerResult *result)
{
    rest(work);
    gboolean fine = org_job_recheck(work->owner, &point->job, &point->expected, result, on_progress, work);
    wake(work);
    return fine || work->stopping;
}

/* A result, which goes with it. The hand is free when that was its last. */
static void
take(Work *work, Hand *hand, OrgWorkerResult *result)
{
    Point *point = hand->point;

    result->again = g_steal_pointer(&point->again);
    if (is_whole(result) && is_picked(work))
        judge_again(work, point, result);
    work->stopping |= result->status == ORG_WORKER_INTERRUPTED;
    gboolean last = !is_whole(result) || point->next == point->job.last;
    point->tries = 0;
    if (!work->stopping) {
        work->points->take(point->number, result, work->points->data);
        work->taken++;
    }
    org_worker_result_free(result);
    if (!last && !work->stopping) {
        point->next++;
        expect_next(hand);
        return;
    }
    /* One that came out otherwise when it was judged again has not told the last of what it does. */
    if (point->next != point->job.last)
        org_worker_reap(hand->worker, TRUE);
    hand->point = NULL;
    finish(work, point, !work->stopping);
}

/* The process is gone. Who ended it is not known, it can have been the system: what it had in work is done again. */
static void
lose(Work *work, Hand *hand, const GError *why)
{
    OrgWorkerResult *result = g_steal_pointer(&hand->result);
    Point *point = hand->point;

    work->stopping |= hand->worker->stopping;
    if (!work->stopping && hand->worker->died && ++point->tries < MOST_TRIES) {
        g_free(point->again);
        point->again = (OrgMessage *) org_error_said(why);
        g_queue_push_tail(&work->lost, point);
        hand->point = NULL;
        org_worker_result_free(result);
        return;
    }
    org_worker_result_fail(result, hand->worker, why);
    take(work, hand, result);
}

/* The next frame of whichever process. FALSE: nobody has anything in work. */
static gboolean
listen(Work *work)
{
    OrgWorker *busy[ORG_MOST_AT_ONCE], *from = NULL;
    g_autoptr(GError) why = NULL;
    gboolean done = FALSE;
    Hand *hand = NULL;
    OrgFrame frame;
    guint n = 0;

    for (guint i = 0; i < work->n_hands; i++)
        if (work->hands[i].point)
            busy[n++] = work->hands[i].worker;
    if (n == 0)
        return FALSE;
    gboolean came = org_workers_next(busy, n, &from, &frame, &why);
    for (guint i = 0; i < work->n_hands; i++)
        if (work->hands[i].worker == from)
            hand = &work->hands[i];
    if (!came || !org_job_hear(from, &hand->point->expected, hand->result, &frame, &done, &why)) {
        lose(work, hand, why);
    } else if (done) {
        OrgWorkerResult *result = g_steal_pointer(&hand->result);
        org_job_blame(from, result);
        take(work, hand, result);
    }
    return TRUE;
}

/* What is still in work nobody wants any more. */
static void
end(Work *work)
{
    Point *point;

    for (guint i = 0; i < work->n_hands; i++) {
        Hand *hand = &work->hands[i];
        if (hand->point) {
            org_worker_reap(hand->worker, TRUE);
            finish(work, hand->point, FALSE);
        }
        g_clear_pointer(&hand->result, org_worker_result_free);
        org_job_end(hand->worker);
    }
    while ((point = g_queue_pop_head(&work->lost)))
        finish(work, point, FALSE);
    g_free(work->hands);
}

gboolean
org_worker_points(OrgWorker *owner, const OrgWorkerPoints *points, GError **error)
{
    Work work = { .owner = owner, .points = points, .lost = G_QUEUE_INIT };

    org_job_begin_wall(owner);
    owner->counts.jobs++;
    work.rechecks = org_recheck_count(MAX(points->most, 1));
    work.n_hands = CLAMP(points->jobs, 1, ORG_MOST_JOBS);
    work.hands = g_new0(Hand, work.n_hands);
    for (guint i = 0; i < work.n_hands; i++)
        work.hands[i].worker = org_worker_whole(owner, i);
    if (on_progress(0, &work))
        do
            give_out(&work);
        while (listen(&work) && !work.stopping);
    end(&work);
    if (work.why)
        g_propagate_error(error, work.why);
    return !work.why;
}
