// SPDX-License-Identifier: MIT
#include "../../host/search.h"
#include "private.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

char *
org_worker_find_program(const char *given, GError **error)
{
    const char *here = org_program_folder();

    if (given)
        return g_strdup(given);
    g_autofree char *beside = g_build_filename(here, "orgsim-worker", NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer(&beside);
    g_autofree char *installed = g_build_filename(here, "..", "libexec", "orgsim", "orgsim-worker", NULL);
    if (g_file_test(installed, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer(&installed);
    g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_PROGRAM,
                "the program that plugins run in is missing: neither %s nor %s is there; build or install orgsim again",
                beside, installed);
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
spawn_with(const char *program, int channel, int null, int complaints, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, fresh;
    char *const arguments[] = { (char *) "orgsim-worker", NULL };

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
    int why = posix_spawn(pid, program, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return why;
}

gboolean
org_worker_spawn(OrgWorker *worker, GError **error)
{
    int pair[2] = { -1, -1 }, complaints[2] = { -1, -1 };
    pid_t pid = 0;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0 || pipe2(complaints, O_CLOEXEC) != 0) {
        g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "no channel to a worker could be made: %s",
                    g_strerror(errno));
        for (int i = 0; i < 2; i++)
            if (pair[i] >= 0)
                close(pair[i]);
        return FALSE;
    }
    for (int i = 0; i < 2; i++) {
        pair[i] = move_high(pair[i]);
        complaints[i] = move_high(complaints[i]);
    }
    int null = move_high(open("/dev/null", O_RDWR | O_CLOEXEC));
    int why = spawn_with(worker->program, pair[1], null, complaints[1], &pid);
    close(null);
    close(pair[1]);
    close(complaints[1]);
    if (why != 0) {
        close(pair[0]);
        close(complaints[0]);
        g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_PROGRAM, "%s could not be started: %s", worker->program,
                    g_strerror(why));
        return FALSE;
    }
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
    fcntl(complaints[0], F_SETFL, O_NONBLOCK);
    worker->pid = pid;
    worker->stderr_fd = complaints[0];
    g_string_truncate(worker->said, 0);
    worker->narrowed = worker->is_forbidden = FALSE;
    worker->memory_used = 0;
    org_frame_in_init(&worker->in, pair[0]);
    org_frame_out_init(&worker->out, pair[0]);
    return TRUE;
}

/* A process whose channel closed may take a moment to be gone; one that only closed its channel is killed. */
static int
wait_shortly(pid_t pid)
{
    int status;

    for (int i = 0; i < 200; i++) {
        pid_t got = waitpid(pid, &status, WNOHANG);
        if (got == pid)
            return status;
        if (got < 0 && errno != EINTR)
            return -1;
        g_usleep(5000);
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
    return status;
}

int
org_worker_sealed(gsize size, void (*fill)(void *block, gpointer data), gpointer data, GError **error)
{
    int fd = memfd_create("orgsim", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    void *block = MAP_FAILED;

    if (fd >= 0 && ftruncate(fd, (off_t) MAX(size, 1)) == 0)
        block = mmap(NULL, MAX(size, 1), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (block == MAP_FAILED) {
        g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "no memory of %" G_GSIZE_FORMAT " bytes to share: %s",
                    size, g_strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    fill(block, data);
    munmap(block, MAX(size, 1));
    if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
        g_set_error(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "shared memory could not be sealed: %s",
                    g_strerror(errno));
        close(fd);
        return -1;
    }
    return fd;
}

static void
fill_bytes(void *block, gpointer data)
{
    GBytes *bytes = data;

    memcpy(block, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

int
org_worker_sealed_bytes(const void *bytes, gsize size, GError **error)
{
    g_autoptr(GBytes) borrowed = g_bytes_new_static(bytes ? bytes : "", size);

    return org_worker_sealed(size, fill_bytes, borrowed, error);
}

static void
fill_org(void *block, gpointer data)
{
    org_pack(data, block);
}

int
org_worker_sealed_org(const Org *org, GError **error)
{
    return org_worker_sealed(org_pack_size(org), fill_org, (gpointer) org, error);
}
