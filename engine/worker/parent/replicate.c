// SPDX-License-Identifier: MIT
/* Replications that only measure, shared out to processes that each hold all plugins of the plan. Whichever is free gets the next few.
 * Results are taken in the order of the replications, so that nobody can tell from them how many processes there were. */
#include "private.h"
#include "../../sim/clock.h"
#include "../../base/error.h"

#define MOST_IN_ONE 16u /* replications that a process is given at once */
#define MOST_TRIES 3u   /* of a replication, when processes end that have it in work */
#define MOST_AHEAD 8u   /* times as many, of each process, may be there before the one that is taken next */

/* A process, and what it was given. */
typedef struct {
    OrgWorker *worker;
    OrgWorkerResult *result; /* that comes in; NULL: nothing is wanted of it */
    guint32 last;            /* of what it was given */
} Hand;

typedef struct {
    guint32 first, last;
} Range;

typedef struct {
    OrgWorker *owner;
    const OrgWorkerJob *job;
    const OrgWorkerTaker *taker;
    OrgExpected expected;
    Hand *hands;
    guint n_hands;
    guint32 chunk;
    guint64 next;       /* the first that nobody was given yet */
    guint64 taken;      /* how many were taken */
    GArray *lost;       /* Range: given to a process that ended */
    GHashTable *again;  /* replication + 1 -> OrgMessage: why it is done again */
    GHashTable *tries;  /* replication + 1 -> how often it was begun in vain */
    GHashTable *early;  /* replication + 1 -> OrgWorkerResult, which have come before their turn */
    guint rechecks;     /* of the population that is taken now, still to be picked */
    guint64 population; /* the first after it */
    gboolean over, stopping;
} Work;

static guint64
count(const Work *work)
{
    return (guint64) work->job->last - work->job->first + 1;
}

static double
part_done(const Work *work)
{
    double done = (double) work->taken + g_hash_table_size(work->early);

    for (guint i = 0; i < work->n_hands; i++)
        done += work->hands[i].result ? CLAMP(work->hands[i].worker->part, 0, 1) : 0;
    return MIN(done / (double) count(work), 1);
}

/* Whichever process tells how far it is. */
static gboolean
on_progress(double part, gpointer data)
{
    Work *work = data;

    (void) part;
    if (!work->stopping && work->taker->progress && !work->taker->progress(part_done(work), work->taker->data))
        work->stopping = TRUE;
    return !work->stopping;
}

/* ---- giving out */

/* FALSE: there is nothing to be done now. */
static gboolean
next_range(Work *work, Range *range)
{
    guint64 end = (guint64) work->job->last + 1;
    guint64 ahead = (guint64) work->chunk * work->n_hands * MOST_AHEAD + work->job->first + work->taken;

    if (work->lost->len > 0) {
        *range = g_array_index(work->lost, Range, 0);
        g_array_remove_index(work->lost, 0);
        return TRUE;
    }
    if (work->next >= end || work->next >= ahead)
        return FALSE;
    *range = (Range){ (guint32) work->next, (guint32) (MIN(end, work->next + work->chunk) - 1) };
    work->next = (guint64) range->last + 1;
    return TRUE;
}

static void
expect_next(Hand *hand, guint32 replication)
{
    hand->result = org_worker_result_new(replication);
    hand->worker->part = 0;
    org_job_begin_replication(hand->worker);
}

static gboolean
give(Work *work, Hand *hand, const Range *range, GError **error)
{
    OrgWorkerJob job = *work->job;

    if (!org_worker_whole_kept_ready(hand->worker, work->expected.plan, error))
        return FALSE;
    job.first = range->first;
    job.last = hand->last = range->last;
    hand->worker->plan = work->expected.plan;
    org_worker_begin(hand->worker, on_progress, work);
    org_job_send(hand->worker, &job, FALSE);
    expect_next(hand, range->first);
    return TRUE;
}

static gboolean
give_out(Work *work, GError **error)
{
    Range range;

    for (guint i = 0; i < work->n_hands && !work->stopping; i++)
        if (!work->hands[i].result && next_range(work, &range) && !give(work, &work->hands[i], &range, error))
            return FALSE;
    return TRUE;
}

/* ---- taking */

static gboolean
is_whole(const OrgWorkerResult *result)
{
    return result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED;
}

/* How many of which replications are judged again nobody can foretell; where it is not known how many there will be, of those between
 * two looks. */
static gboolean
is_picked(Work *work)
{
    guint64 n = work->job->look ? MIN(work->job->look, count(work) - work->taken) : count(work);

    if (work->owner->unjudged)
        return FALSE;
    if (work->taken >= work->population) {
        work->population = work->taken + n;
        work->rechecks = org_recheck_count(n);
    }
    return org_recheck_picks(&work->rechecks, work->population - work->taken);
}

/* Nothing is read of the others meanwhile: they go on until nobody listens any more, and no time passes for them. */
static gboolean
judge_again(Work *work, OrgWorkerResult *result)
{
    for (guint i = 0; i < work->n_hands; i++)
        org_worker_rest(work->hands[i].worker);
    gboolean fine =
        org_job_recheck(work->owner, work->job, &work->expected, result, on_progress, work) || work->stopping;
    for (guint i = 0; i < work->n_hands; i++)
        org_worker_wake(work->hands[i].worker);
    return fine;
}

static void
take(Work *work, OrgWorkerResult *result)
{
    gpointer key = GSIZE_TO_POINTER((gsize) result->replication + 1);
    const OrgMessage *again = g_hash_table_lookup(work->again, key);

    result->again = again ? org_message_copy(again) : NULL;
    if (is_whole(result) && is_picked(work) && !judge_again(work, result))
        work->over = TRUE;
    if (work->stopping && is_whole(result))
        return;
    work->over |= !is_whole(result);
    work->taker->take(result, work->taker->data);
    work->taken++;
    if (!work->over && work->job->look && work->taken % work->job->look == 0 && work->taker->wanted)
        work->over = !work->taker->wanted(work->taken, work->taker->data);
    work->over |= work->taken == count(work);
}

/* All whose turn it is. */
static void
take_in_order(Work *work)
{
    while (!work->over && !work->stopping) {
        gpointer key = GSIZE_TO_POINTER((gsize) (work->job->first + work->taken) + 1), found;
        if (!g_hash_table_steal_extended(work->early, key, NULL, &found))
            return;
        take(work, found);
        org_worker_result_free(found);
    }
}

/* ---- listening */

static void
came_in(Work *work, Hand *hand)
{
    OrgWorkerResult *result = g_steal_pointer(&hand->result);
    gboolean goes_on = is_whole(result) && result->replication < hand->last;
    guint32 next = result->replication + 1;

    org_job_blame(hand->worker, result);
    work->stopping |= result->status == ORG_WORKER_INTERRUPTED;
    g_hash_table_insert(work->early, GSIZE_TO_POINTER((gsize) result->replication + 1), result);
    if (goes_on)
        expect_next(hand, next);
}

/* The process is gone. Who ended it is not known, it can have been the system: what it had in work is done again. */
static void
lose(Work *work, Hand *hand, const GError *why)
{
    OrgWorkerResult *result = g_steal_pointer(&hand->result);
    gpointer key = GSIZE_TO_POINTER((gsize) result->replication + 1);

    guint tries = GPOINTER_TO_UINT(g_hash_table_lookup(work->tries, key)) + 1;

    work->stopping |= hand->worker->stopping;
    g_hash_table_replace(work->tries, key, GUINT_TO_POINTER(tries));
    if (!work->stopping && hand->worker->died && tries < MOST_TRIES) {
        Range left = { result->replication, hand->last };
        g_array_append_val(work->lost, left);
        g_hash_table_replace(work->again, key, org_error_said(why));
        org_worker_result_free(result);
        return;
    }
    org_worker_result_fail(result, hand->worker, why);
    /* What it would have done after that nobody will. */
    g_hash_table_insert(work->early, key, result);
}

static Hand *
hand_of(Work *work, const OrgWorker *worker)
{
    for (guint i = 0; i < work->n_hands; i++)
        if (work->hands[i].worker == worker)
            return &work->hands[i];
    return NULL;
}

/* The next frame of whichever process. FALSE: nobody has anything in work. */
static gboolean
listen(Work *work)
{
    OrgWorker *busy[ORG_MOST_AT_ONCE], *from;
    g_autoptr(GError) why = NULL;
    gboolean done = FALSE;
    OrgFrame frame;
    guint n = 0;

    for (guint i = 0; i < work->n_hands; i++)
        if (work->hands[i].result)
            busy[n++] = work->hands[i].worker;
    if (n == 0)
        return FALSE;
    gboolean came = org_workers_next(busy, n, &from, &frame, &why);
    Hand *hand = hand_of(work, from);
    if (!came || !org_job_hear(hand->worker, &work->expected, hand->result, &frame, &done, &why))
        lose(work, hand, why);
    else if (done)
        came_in(work, hand);
    return TRUE;
}

/* FALSE with error: no process can be had. Who is asked to stop is heard until it has. */
static gboolean
go(Work *work, GError **error)
{
    while (!work->over) {
        if (!give_out(work, error))
            return FALSE;
        gboolean heard = listen(work);
        if (!heard && work->stopping)
            return TRUE;
        take_in_order(work);
        g_assert(heard || work->over || work->stopping); /* else replications are missing that nobody has in work */
    }
    return TRUE;
}

/* Those that are at work still do what nobody wants. */
static void
end(Work *work)
{
    for (guint i = 0; i < work->n_hands; i++) {
        Hand *hand = &work->hands[i];
        if (hand->result)
            org_worker_reap(hand->worker, TRUE);
        g_clear_pointer(&hand->result, org_worker_result_free);
        org_job_end(hand->worker);
    }
    if (!work->stopping)
        return;
    OrgWorkerResult *result = org_job_interrupted((guint32) (work->job->first + work->taken));
    work->taker->take(result, work->taker->data);
    org_worker_result_free(result);
}

static void
begin(Work *work)
{
    guint64 n = count(work), jobs = CLAMP(work->job->jobs, 1, ORG_MOST_JOBS);

    work->next = work->job->first;
    work->chunk = (guint32) CLAMP(n / (4 * jobs), 1, MOST_IN_ONE);
    work->n_hands = (guint) MIN(jobs, n);
    work->hands = g_new0(Hand, work->n_hands);
    for (guint i = 0; i < work->n_hands; i++)
        work->hands[i].worker = org_worker_whole(work->owner, i);
}

gboolean
org_worker_replicate(OrgWorker *owner, const OrgWorkerJob *job, const OrgWorkerTaker *taker, GError **error)
{
    g_autoptr(GArray) lost = g_array_new(FALSE, FALSE, sizeof(Range));
    g_autoptr(GHashTable) again = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    g_autoptr(GHashTable) early = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify) org_worker_result_free);
    g_autoptr(GHashTable) tries = g_hash_table_new(NULL, NULL);
    Work work = {
        .owner = owner, .job = job, .taker = taker, .lost = lost, .again = again, .tries = tries, .early = early
    };

    if (job->acts || !org_job_expect(owner, job, &work.expected, error))
        return FALSE;
    g_autoptr(GArray) months = work.expected.months = org_clock_months(work.expected.plan);
    org_job_begin_wall(owner);
    begin(&work);
    owner->counts.jobs++;
    gboolean fine = !on_progress(0, &work) || go(&work, error);
    end(&work);
    g_free(work.hands);
    return fine;
}
