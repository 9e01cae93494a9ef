// SPDX-License-Identifier: MIT
#include "../../host/places.h"
#include "../../base/error.h"
#include "private.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* How long a process whose channel closed is waited for: 1 s. */
#define GONE_TRIES 200
#define GONE_WAIT 5000 /* microseconds */

/* What a worker is told of this process's environment: where libraries are, how memory is checked. Whatever else stands there
 * (tokens, names, the user's folder) is none of a plugin's business. */
static const char *const always[] = {
    "LD_LIBRARY_PATH", "LD_PRELOAD", "MALLOC_PERTURB_", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", NULL
};
/* Where fonts are, for renderers. */
static const char *const for_fonts[] = {
    "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", NULL
};

static void
pass(GStrvBuilder *builder, const char *const *names)
{
    for (guint i = 0; names[i]; i++) {
        const char *value = g_getenv(names[i]);
        g_autofree char *entry = g_strdup_printf("%s=%s", names[i], value ? value : "");
        if (value)
            g_strv_builder_add(builder, entry);
    }
}

static char **
environment(guint32 role)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    pass(builder, always);
    if (role == ORG_ROLE_RENDERS)
        pass(builder, for_fonts);
    return g_strv_builder_end(builder);
}

char *
org_worker_find_program(const char *given, GError **error)
{
    if (given)
        return g_strdup(given);
    g_autofree char *beside = g_build_filename(org_program_folder(), "orgsim-worker", NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer(&beside);
    g_autofree char *place = org_path_of(ORG_PLACE_WORKER);
    if (g_file_test(place, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer(&place);
    org_error_set(
        error, ORG_WORKER_ERROR, ORG_WORKER_E_PROGRAM,
        "the program that plugins run in is missing: neither %s nor %s is there; build or install orgsim again", beside,
        place);
    return NULL;
}

/* Away from 0 to 9, so that the descriptors laid out for the child never collide with each other. */
static int
move_high(int fd)
{
    int high = fcntl(fd, F_DUPFD_CLOEXEC, 10);

    close(fd);
    return high;
}

static int
spawn_with(const OrgWorker *worker, int channel, int null, int complaints, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, fresh;
    char *const arguments[] = { (char *) "orgsim-worker", NULL };
    g_auto(GStrv) environs = environment(worker->role);

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, null, 0);
    posix_spawn_file_actions_adddup2(&actions, null, 1);
    posix_spawn_file_actions_adddup2(&actions, complaints, 2);
    posix_spawn_file_actions_adddup2(&actions, channel, ORG_WORKER_CHANNEL);
    posix_spawn_file_actions_addclosefrom_np(&actions, ORG_WORKER_CHANNEL + 1);
    posix_spawnattr_init(&attributes);
    sigemptyset(&none);
    sigfillset(&fresh);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &fresh);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int why = posix_spawn(pid, worker->program, &actions, &attributes, arguments, environs);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return why;
}

static void
close_all(const int pair[2], const int complaints[2])
{
    const int all[] = { pair[0], pair[1], complaints[0], complaints[1] };

    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (all[i] >= 0)
            close(all[i]);
}

static void
drop_shared(OrgWorker *worker)
{
    if (worker->stop)
        close(worker->stop_fd);
    if (worker->board)
        close(worker->board_fd);
    g_clear_pointer(&worker->stop, org_sealed_flag_free);
    g_clear_pointer(&worker->board, org_sealed_board_free);
}

gboolean
org_worker_spawn(OrgWorker *worker, GError **error)
{
    int pair[2] = { -1, -1 }, complaints[2] = { -1, -1 };
    pid_t pid = 0;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 || pipe2(complaints, O_CLOEXEC) != 0) {
        g_autofree char *said = org_said_system(errno);
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "no channel to a worker could be made: %s", said);
        close_all(pair, complaints);
        return FALSE;
    }
    for (int i = 0; i < 2; i++) {
        pair[i] = move_high(pair[i]);
        complaints[i] = move_high(complaints[i]);
    }
    worker->stop = org_sealed_flag(&worker->stop_fd, error);
    worker->board = worker->stop ? org_sealed_board(&worker->board_fd, error) : NULL;
    if (!worker->board) {
        close_all(pair, complaints);
        drop_shared(worker);
        return FALSE;
    }
    int null = move_high(open("/dev/null", O_RDWR | O_CLOEXEC));
    int why = spawn_with(worker, pair[1], null, complaints[1], &pid);
    close(null);
    close(pair[1]);
    close(complaints[1]);
    if (why != 0) {
        close(pair[0]);
        close(complaints[0]);
        drop_shared(worker);
        g_autofree char *said = org_said_system(why);
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PROGRAM, "%s could not be started: %s", worker->program,
                      said);
        return FALSE;
    }
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    fcntl(complaints[0], F_SETFL, O_NONBLOCK);
    worker->pid = pid;
    worker->stderr_fd = complaints[0];
    g_string_truncate(worker->said, 0);
    worker->is_forbidden = worker->died = FALSE;
    g_array_set_size(worker->loaded, 0);
    g_array_set_size(worker->known, 0);
    worker->rests = 0;
    worker->unheard = FALSE;
    worker->hushed_above = 0;
    worker->memory_used = worker->heard = 0;
    g_clear_pointer(&worker->failure, g_free);
    g_clear_pointer(&worker->column, g_free);
    org_frame_in_init(&worker->in, pair[0]);
    org_frame_out_init(&worker->out, pair[0]);
    return TRUE;
}

/* A process whose channel closed may take a moment to be gone; one that only closed its channel is killed. */
static int
wait_shortly(pid_t pid)
{
    int status;

    for (int i = 0; i < GONE_TRIES; i++) {
        pid_t got = waitpid(pid, &status, WNOHANG);
        if (got == pid)
            return status;
        if (got < 0 && errno != EINTR)
            return -1;
        g_usleep(GONE_WAIT);
    }
    return -1;
}

int
org_worker_reap(OrgWorker *worker, gboolean kill_now)
{
    int status = -1;

    if (worker->pid == 0)
        return -1;
    if (!kill_now)
        status = wait_shortly(worker->pid);
    if (status == -1) {
        kill(worker->pid, SIGKILL);
        while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    worker->pid = 0;
    close(worker->in.fd);
    close(worker->stderr_fd);
    org_frame_in_clear(&worker->in);
    org_frame_out_clear(&worker->out);
    drop_shared(worker);
    g_array_set_size(worker->sent, 0);
    return status;
}
