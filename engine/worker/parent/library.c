// SPDX-License-Identifier: MIT
/* A process and the libraries in it. What is hashed is what is loaded: one sealed copy, and no path is opened twice. */
#include "../../base/error.h"
#include "private.h"
#include <fcntl.h>
#include <unistd.h>

#define MOST_PLACES 1000u

static void
send_start(OrgWorker *worker, guint32 role)
{
    OrgFrameOut *out = &worker->out;

    org_frame_begin(out, ORG_FRAME_START);
    org_frame_put_u32(out, ORG_WORKER_PROTOCOL);
    org_frame_put_u64(out, (guint64) worker->memory_mb << 20);
    org_frame_put_u64(out, worker->cpu_seconds);
    org_frame_put_u32(out, role);
    org_frame_put_u32(out, worker->debug != NULL);
    org_frame_end_fds(out, (const int[]){ worker->stop_fd, worker->board_fd }, 2); /* a failure shows when we read */
}

/* Which walls stand the process says before it holds a library of anybody's. Words that it does not have are no level. */
static gboolean
is_level(const char *said)
{
    return g_regex_match_simple("^(no\\x20)?seccomp,\\x20(no\\x20landlock|landlock\\x20[1-9][0-9]?),\\x20"
                                "(no\\x20capabilities|capabilities\\x20not\\x20dropped)$",
                                said, G_REGEX_DOLLAR_ENDONLY, 0);
}

static gboolean
take_hello(OrgWorker *worker, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 protocol = org_frame_get_u32(&cursor);

    g_free(worker->sandbox);
    worker->sandbox = org_frame_get_text(&cursor, ORG_MAX_NAME);
    if (org_frame_done(&cursor) && protocol == ORG_WORKER_PROTOCOL && is_level(worker->sandbox))
        return TRUE;
    return org_worker_reject(worker, error, "(%s) is of another version than this program; install both together",
                             worker->program);
}

/* It could not even begin. */
static gboolean
take_refusal(OrgWorker *worker, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);

    org_frame_get_u32(&cursor);
    org_frame_get_u32(&cursor);
    org_frame_get_i32(&cursor);
    g_autofree char *why = org_frame_get_message(&cursor, ORG_MAX_TEXT);
    return org_worker_reject(worker, error, "could not start: %s", why ? why : "");
}

static gboolean
make_no_sense(OrgWorker *worker, GError **error)
{
    return org_worker_reject(worker, error, "described its plugins in a way that makes no sense");
}

gboolean
org_worker_enter(OrgWorker *worker, guint32 role, GError **error)
{
    OrgFrame frame;

    worker->role = role;
    if (!org_worker_spawn(worker, error))
        return FALSE;
    org_worker_begin(worker, NULL, NULL);
    send_start(worker, role);
    if (!org_worker_next(worker, &frame, error))
        return FALSE;
    if (frame.type == ORG_FRAME_HELLO)
        return take_hello(worker, &frame, error);
    return frame.type == ORG_FRAME_RESULT ? take_refusal(worker, &frame, error) : make_no_sense(worker, error);
}

/* The same bytes, for reading only: the worker keeps it open beside plugins. */
static int
for_reading(int fd)
{
    char path[32];

    g_snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int again = open(path, O_RDONLY | O_CLOEXEC);
    if (again < 0)
        return fd; /* sealed it is all the same */
    close(fd);
    return again;
}

/* -1 with *why: it cannot be read; with error: the system does not lend so much memory, which is no fault of the file's. */
static int
sealed_library(const char *path, char **sha256, char **why, GError **error)
{
    g_autofree char *contents = NULL;
    g_autoptr(GError) unread = NULL;
    gsize size = 0;

    *sha256 = NULL;
    if (!g_file_get_contents(path, &contents, &size, &unread)) {
        g_autofree char *said = org_error_said(unread);
        *why = org_said("%s: it cannot be read: %s", path, said);
        return -1;
    }
    *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *) contents, size);
    int fd = org_sealed_bytes(contents, size, error);
    return fd < 0 ? fd : for_reading(fd);
}

/* Where its functions lie; as many as a debugger is told of. */
static void
take_places(OrgWorker *worker, OrgFrameCursor *cursor)
{
    guint32 n = org_frame_get_u32(cursor);

    g_array_set_size(worker->addresses, 0);
    for (guint32 i = 0; i < n && i < MOST_PLACES; i++) {
        guint64 place = org_frame_get_u64(cursor);
        g_array_append_val(worker->addresses, place);
    }
}

gboolean
org_worker_load(OrgWorker *worker, const char *path, char **sha256, char **why, GError **error)
{
    OrgFrame frame;

    *why = NULL;
    worker->library = path;
    int fd = sealed_library(path, sha256, why, error);
    if (fd < 0)
        return *why != NULL;
    org_worker_blame(worker, ORG_BLAME_LIBRARY, 0, ORG_UNKNOWN, NULL);
    org_frame_begin(&worker->out, ORG_FRAME_LOAD);
    org_frame_put_text(&worker->out, path);
    org_frame_end_fds(&worker->out, &fd, 1);
    close(fd);
    if (!org_worker_next(worker, &frame, error))
        return FALSE;
    OrgFrameCursor cursor = org_frame_cursor(&frame);
    *why = frame.type == ORG_FRAME_LOADED ? org_frame_get_message(&cursor, ORG_MAX_TEXT) : NULL;
    if (*why)
        take_places(worker, &cursor);
    if (!*why || !org_frame_done(&cursor))
        return make_no_sense(worker, error);
    if (!**why)
        g_clear_pointer(why, g_free);
    org_worker_blame(worker, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
    return TRUE;
}

OrgCatalogue *
org_worker_describe(OrgWorker *worker, GError **error)
{
    OrgFrame frame;

    org_frame_begin(&worker->out, ORG_FRAME_DESCRIBE);
    org_frame_end(&worker->out);
    org_frame_flush(&worker->out);
    if (!org_worker_next(worker, &frame, error))
        return NULL;
    if (frame.type == ORG_FRAME_RESULT) {
        take_refusal(worker, &frame, error);
        return NULL;
    }
    g_autoptr(OrgCatalogue) catalogue =
        frame.type == ORG_FRAME_CATALOGUE
            ? org_catalogue_from_json((const char *) frame.data, (gssize) frame.size, NULL)
            : NULL;
    if (!catalogue)
        make_no_sense(worker, error);
    return g_steal_pointer(&catalogue);
}
