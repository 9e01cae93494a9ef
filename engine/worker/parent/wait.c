// SPDX-License-Identifier: MIT
#include "private.h"
#include "../../base/error.h"
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define TICK_MS 100

void
org_worker_begin(OrgWorker *worker, OrgWorkerProgress progress, gpointer data)
{
    g_atomic_int_set(worker->stop, 0);
    worker->stopping = FALSE;
    worker->progress = progress;
    worker->progress_data = data;
    worker->part = 0;
    org_worker_blame(worker, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
}

/* Keep the beginning of what it wrote; the rest is read all the same, so that it never blocks on a full pipe. */
static void
listen_to_stderr(OrgWorker *worker)
{
    char piece[4096];
    gssize got;

    while ((got = read(worker->stderr_fd, piece, sizeof piece)) > 0) {
        gsize room = ORG_STDERR_MAX - MIN(ORG_STDERR_MAX, worker->said->len);
        g_string_append_len(worker->said, piece, MIN(got, (gssize) room));
    }
}

static guint64
address_space(pid_t pid)
{
    char path[64];
    g_autofree char *text = NULL;

    g_snprintf(path, sizeof path, "/proc/%d/statm", (int) pid);
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return 0;
    return g_ascii_strtoull(text, NULL, 10) * (guint64) sysconf(_SC_PAGESIZE);
}

static gboolean
interrupted(GError **error)
{
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_INTERRUPTED, "interrupted");
    return FALSE;
}

/* The process is over or must be: reap it and say "SUBJECT PREDICATE". predicate NULL: how it ended. Takes predicate. */
static gboolean
end(OrgWorker *worker, char *predicate, gboolean kill_now, GError **error)
{
    g_autofree char *subject = org_worker_subject(worker);

    listen_to_stderr(worker);
    int stderr_fd = dup(worker->stderr_fd);
    int status = org_worker_reap(worker, kill_now);
    if (stderr_fd >= 0) { /* words between the last look and the end */
        worker->stderr_fd = stderr_fd;
        listen_to_stderr(worker);
        close(stderr_fd);
    }
    if (worker->stopping) { /* whatever it did: it was not to go on */
        g_free(predicate);
        return interrupted(error);
    }
    if (!predicate)
        predicate = org_worker_obituary(worker, status);
    g_autofree char *words = org_worker_last_words(worker);
    org_error_set(error, ORG_WORKER_ERROR,
                  worker->blame == ORG_BLAME_NOBODY ? ORG_WORKER_E_SYSTEM : ORG_WORKER_E_PLUGIN, "%s %s%s", subject,
                  predicate, words);
    g_free(predicate);
    return FALSE;
}

gboolean
org_worker_reject(OrgWorker *worker, GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *predicate = org_saidv(format, args);
    va_end(args);
    return end(worker, predicate, TRUE, error);
}

static gboolean
out_of_time(OrgWorker *worker, GError **error)
{
    worker->memory_used = address_space(worker->pid);
    /* A plugin that asks again and again for memory that is not there hangs, but that is not what is wrong with it. */
    if (worker->memory_used > 0 && org_worker_used_up_memory(worker))
        return end(worker, org_worker_obituary(worker, 0), TRUE, error);
    return end(worker, org_said("did not return within %u s", org_worker_limit(worker)), TRUE, error);
}

/* Raise the flag that the host's progress() reads, and wait a little: a call that looks at it returns, and the worker stays. */
static void
ask_to_stop(OrgWorker *worker)
{
    worker->stopping = TRUE;
    worker->deadline = g_get_monotonic_time() + (gint64) worker->grace_seconds * G_USEC_PER_SEC;
    g_atomic_int_set(worker->stop, 1);
}

static void
ask(OrgWorker *worker)
{
    if (worker->progress && !worker->stopping && !worker->progress(worker->part, worker->progress_data))
        ask_to_stop(worker);
}

static gboolean
take_progress(OrgWorker *worker, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    double part = org_frame_get_f64(&cursor);

    if (org_frame_done(&cursor) && part >= 0 && part <= 1) {
        worker->part = part;
        ask(worker);
    }
    return TRUE;
}

/* TRUE: the frame was about the worker itself and is dealt with. */
static gboolean
take_own(OrgWorker *worker, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    const char *why;

    switch (frame->type) {
    case ORG_FRAME_CALLING:
        why = org_worker_take_calling(worker, frame);
        return !why || org_worker_reject(worker, error, "%s", why);
    case ORG_FRAME_PROGRESS:
        return take_progress(worker, frame);
    case ORG_FRAME_FORBIDDEN:
        worker->forbidden = org_frame_get_u32(&cursor);
        worker->is_forbidden = TRUE;
        return TRUE;
    case ORG_FRAME_DYING:
        org_frame_get_u32(&cursor);
        worker->memory_used = org_frame_get_u64(&cursor);
        g_free(worker->failure);
        worker->failure = org_frame_get_message(&cursor, ORG_MAX_DYING);
        g_free(worker->column);
        worker->column = org_frame_get_text(&cursor, ORG_MAX_DYING);
        return TRUE;
    default:
        return FALSE;
    }
}

/* A frame that is there already. 1: it is for the caller; 0: none; -1 with error: the worker is gone. */
static int
take_buffered(OrgWorker *worker, OrgFrame *frame, GError **error)
{
    GError *broken = NULL;

    while (org_frame_next(&worker->in, frame, &broken)) {
        gboolean own = take_own(worker, frame, &broken);
        if (broken) {
            g_propagate_error(error, broken);
            return -1;
        }
        if (!own)
            return 1;
    }
    if (!broken)
        return 0;
    g_clear_error(&broken);
    org_worker_reject(worker, error, "sent what is no answer of a worker");
    return -1;
}

/* FALSE with error: it took too long, and is gone. *left: milliseconds that it has. */
static gboolean
in_time(OrgWorker *worker, gint64 *left, GError **error)
{
    gint64 now = g_get_monotonic_time();

    if (worker->wall && worker->wall <= now && !worker->stopping)
        return end(worker,
                   org_said("was at work when the time for the whole run, %u s, was over", worker->wall_seconds), TRUE,
                   error);
    if (worker->rests)
        return TRUE;
    if (worker->looked_at + TICK_MS * 1000 <= now) { /* each frame that comes is nearer to the truth */
        worker->looked_at = now;
        const char *why = org_worker_look(worker);
        if (why)
            return org_worker_reject(worker, error, "%s", why);
    }
    *left = MIN(*left, (worker->deadline - now) / 1000);
    return worker->deadline - now > 0 || out_of_time(worker, error);
}

/* What cannot be sent to it is not answered. That the process is gone is told by its channel. FALSE with error: it is ended. */
static gboolean
hears(OrgWorker *worker, GError **error)
{
    int why = worker->out.error;

    if (why == 0 || why == EPIPE || why == ECONNRESET)
        return TRUE;
    g_autofree char *said = org_said_system(why);
    return end(worker, org_said("could not be told what to do: %s", said), TRUE, error);
}

/* FALSE with error: it is gone. */
static gboolean
listen(OrgWorker *worker, const struct pollfd ready[2], GError **error)
{
    if (ready[0].revents & POLLOUT)
        org_frame_send_some(&worker->out); /* a failure shows when we read */
    if (ready[1].revents & POLLIN)
        listen_to_stderr(worker);
    else if (ready[1].revents && !ready[0].revents)
        g_usleep(1000); /* stderr was closed: do not spin on it */
    if ((ready[0].revents & ~POLLOUT) && !org_frame_fill(&worker->in, NULL)) {
        org_worker_look(worker); /* what it called last may have stayed behind */
        worker->died = TRUE;
        return end(worker, NULL, FALSE, error);
    }
    return TRUE;
}

/* The first is not heard while it is said so, or while the second has so much to take; which may end while we wait here. */
static gboolean
is_unheard(OrgWorker *const workers[2], guint n, guint i)
{
    return workers[i]->unheard || (i == 0 && n == 2 && workers[0]->hushed_above &&
                                   org_frame_unsent(&workers[1]->out) > workers[0]->hushed_above);
}

/* Wait for whatever comes first, a tick at most. *from: who is gone when it is FALSE. */
static gboolean
wait_for_some(OrgWorker *const *workers, guint n, OrgWorker **from, GError **error)
{
    struct pollfd ready[2 * ORG_MOST_AT_ONCE];
    gint64 left = TICK_MS - 1;

    for (guint i = 0; i < n; i++) {
        *from = workers[i];
        if (!hears(workers[i], error) || !in_time(workers[i], &left, error))
            return FALSE;
        gboolean sends = workers[i]->out.gathers && org_frame_unsent(&workers[i]->out) > 0;
        ready[2 * i] =
            (struct pollfd){ .fd = is_unheard(workers, n, i) ? -1 : workers[i]->in.fd, /* its end comes in its turn */
                             .events = (short) (POLLIN | (sends ? POLLOUT : 0)) };
        ready[2 * i + 1] = (struct pollfd){ .fd = workers[i]->stderr_fd, .events = POLLIN };
    }
    if (poll(ready, 2 * n, (int) MAX(left, 0) + 1) <= 0)
        return TRUE; /* a tick, or a signal: ask again */
    for (guint i = 0; i < n; i++) {
        *from = workers[i];
        if (!listen(workers[i], ready + 2 * i, error))
            return FALSE;
    }
    return TRUE;
}

/* Whoever asked for one of them to stop asked for all. */
static void
stop_together(OrgWorker *const *workers, guint n)
{
    gboolean stopping = FALSE;

    for (guint i = 0; i < n; i++)
        stopping |= workers[i]->stopping;
    for (guint i = 0; i < n && stopping; i++)
        if (!workers[i]->stopping)
            ask_to_stop(workers[i]);
}

gboolean
org_workers_next(OrgWorker *const *workers, guint n, OrgWorker **from, OrgFrame *frame, GError **error)
{
    g_assert(n > 0 && n <= ORG_MOST_AT_ONCE);
    for (;;) {
        for (guint i = n; i > 0; i--) {
            *from = workers[i - 1];
            int got = is_unheard(workers, n, i - 1) ? 0 : take_buffered(workers[i - 1], frame, error);
            if (got != 0)
                return got > 0;
        }
        ask(workers[0]);
        stop_together(workers, n);
        if (!wait_for_some(workers, n, from, error))
            return FALSE;
    }
}

gboolean
org_worker_next(OrgWorker *worker, OrgFrame *frame, GError **error)
{
    OrgWorker *from;

    return org_workers_next(&worker, 1, &from, frame, error);
}
