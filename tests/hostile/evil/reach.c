// SPDX-License-Identifier: MIT
/* Reaches for what is outside a call: files, processes, the network. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <orgsim/plugin.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static const OrgParam target[] = { { "path", "the file to reach for", NULL, ORG_TEXT, "", 0, 0, NULL, NULL } };

/* What got through is told as a failure, so that a test sees it. */
static OrgStatus
got_through(const OrgHost *host, OrgCtx *ctx, const char *what)
{
    return host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: %s", what);
}

static OrgStatus
write_file(const OrgHost *host, OrgCtx *ctx)
{
    int fd = open(host->text(ctx, 0), O_RDWR);
    if (fd < 0)
        return ORG_OK;
    if (write(fd, "broken", 6) < 0)
        return got_through(host, ctx, "opened");
    return got_through(host, ctx, "wrote");
}

static OrgStatus
append_file(const OrgHost *host, OrgCtx *ctx)
{
    FILE *file = fopen(host->text(ctx, 0), "a");
    return file ? got_through(host, ctx, "opened") : ORG_OK;
}

static OrgStatus
create_file(const OrgHost *host, OrgCtx *ctx)
{
    return open("evil-was-here", O_CREAT | O_RDONLY, 0600) >= 0 ? got_through(host, ctx, "created") : ORG_OK;
}

static OrgStatus
remove_file(const OrgHost *host, OrgCtx *ctx)
{
    return unlink(host->text(ctx, 0)) == 0 ? got_through(host, ctx, "removed") : ORG_OK;
}

static OrgStatus
shorten_file(const OrgHost *host, OrgCtx *ctx)
{
    return truncate(host->text(ctx, 0), 0) == 0 ? got_through(host, ctx, "truncated") : ORG_OK;
}

static OrgStatus
change_mode(const OrgHost *host, OrgCtx *ctx)
{
    return chmod(host->text(ctx, 0), 0) == 0 ? got_through(host, ctx, "chmod") : ORG_OK;
}

/* Reading is refused with an error number, for libraries try it in good faith. */
static OrgStatus
read_file(const OrgHost *host, OrgCtx *ctx)
{
    int fd = open(host->text(ctx, 0), O_RDONLY);
    return fd >= 0 ? got_through(host, ctx, "read") : ORG_OK;
}

static OrgStatus
fork_off(const OrgHost *host, OrgCtx *ctx)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    return pid > 0 ? got_through(host, ctx, "forked") : ORG_OK;
}

static OrgStatus
run_program(const OrgHost *host, OrgCtx *ctx)
{
    return system("true") == 0 ? got_through(host, ctx, "ran a program") : ORG_OK;
}

static OrgStatus
call_home(const OrgHost *host, OrgCtx *ctx)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0 ? got_through(host, ctx, "socket") : ORG_OK;
}

static OrgStatus
trace_parent(const OrgHost *host, OrgCtx *ctx)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0 ? got_through(host, ctx, "traced") : ORG_OK;
}

static OrgStatus
kill_parent(const OrgHost *host, OrgCtx *ctx)
{
    return kill(getppid(), SIGTERM) == 0 ? got_through(host, ctx, "signalled the parent") : ORG_OK;
}

/* Everything that should fail quietly or not matter; a run with it succeeds. */
static OrgStatus
feel_around(const OrgHost *host, OrgCtx *ctx)
{
    struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };
    struct sigaction ignore = { .sa_handler = SIG_IGN };

    if (setrlimit(RLIMIT_AS, &more) == 0 || setrlimit(RLIMIT_FSIZE, &more) == 0)
        return got_through(host, ctx, "raised a limit");
    if (sigaction(SIGSYS, &ignore, NULL) == 0)
        return got_through(host, ctx, "took over SIGSYS");
    if (open("/proc/self/mem", O_RDONLY) >= 0 || open("/etc/passwd", O_RDONLY) >= 0)
        return got_through(host, ctx, "opened");
    if (memfd_create("x", 0) >= 0)
        return got_through(host, ctx, "made a memory file");
    for (int fd = 4; fd < 64; fd++)
        if (write(fd, "x", 1) >= 0)
            return got_through(host, ctx, "wrote to a descriptor that it was not given");
    if (write(1, "chatter on stdout\n", 18) < 0)
        return host->fail(ctx, ORG_E_FAILED, "stdout is closed: %s", strerror(errno));
    return ORG_OK;
}

static void *
thread_writes(void *path)
{
    open(path, O_WRONLY);
    return NULL;
}

/* A thread of its own stands behind the same walls. */
static OrgStatus
write_by_thread(const OrgHost *host, OrgCtx *ctx)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, thread_writes, (void *) (uintptr_t) host->text(ctx, 0)) == 0)
        pthread_join(thread, NULL);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "write-file",
      .summary = "writes over a file",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = write_file },
    { .name = "append-file",
      .summary = "appends to a file",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = append_file },
    { .name = "create-file",
      .summary = "makes a file",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = create_file },
    { .name = "remove-file",
      .summary = "removes a file",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = remove_file },
    { .name = "shorten-file",
      .summary = "truncates a file",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = shorten_file },
    { .name = "change-mode",
      .summary = "takes away a file's permissions",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = change_mode },
    { .name = "read-file",
      .summary = "reads a file",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = read_file },
    { .name = "fork-off", .summary = "forks", .kind = ORG_OPERATOR, .params = target, .n_params = 1, .run = fork_off },
    { .name = "run-program",
      .summary = "runs a shell",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = run_program },
    { .name = "call-home",
      .summary = "opens a socket",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = call_home },
    { .name = "trace-parent",
      .summary = "attaches to the engine",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = trace_parent },
    { .name = "kill-parent",
      .summary = "signals the engine",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = kill_parent },
    { .name = "feel-around",
      .summary = "tries what should quietly fail",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = feel_around },
    { .name = "write-by-thread",
      .summary = "writes over a file from a thread",
      .kind = ORG_OPERATOR,
      .params = target,
      .n_params = 1,
      .run = write_by_thread },
};
ORG_PLUGIN("reach", "1", "tests", "MIT", features);
