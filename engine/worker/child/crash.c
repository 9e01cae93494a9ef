// SPDX-License-Identifier: MIT
#include "child.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LAST_STACK (64u << 10)
#if defined(__SANITIZE_ADDRESS__) /* which has handlers of its own */
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#if SANITIZED
/* The search for leaks at exit starts a process, which the sandbox takes for a plugin's doing. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
const char *
__asan_default_options(void)
{
    return "detect_leaks=0";
}
#endif

static int statm = -1;
static guint64 page_size;

/* Only calls that a signal handler may make. The channel stands at a frame boundary: plugins run between frames. */
static void
last_frame(guint32 type, const void *body, guint32 size)
{
    guint8 head[ORG_FRAME_HEADER];

    memcpy(head, &type, 4);
    memcpy(head + 4, &size, 4);
    struct iovec parts[] = { { head, sizeof head }, { (void *) body, size } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
    if (sendmsg(ORG_WORKER_CHANNEL, &message, MSG_NOSIGNAL) < 0)
        return;
}

static guint32
put_text(guint8 *at, const char *text)
{
    guint32 size = text && strlen(text) <= ORG_MAX_DYING ? (guint32) strlen(text) : 0;

    memcpy(at, &size, 4);
    if (size > 0)
        memcpy(at + 4, text, size);
    return size + 4;
}

/* Pages of address space, the first number of statm, which was opened while files could be. */
static guint64
pages_used(void)
{
    char text[64];
    guint64 pages = 0;
    gssize n = statm >= 0 ? pread(statm, text, sizeof text, 0) : 0;

    for (gssize i = 0; i < n && text[i] >= '0' && text[i] <= '9'; i++)
        pages = pages * 10 + (guint64) (text[i] - '0');
    return pages;
}

static void
on_crash(int number, siginfo_t *info, void *context)
{
    static guint8 body[12 + 2 * (4 + ORG_MAX_DYING)];
    guint32 signal = (guint32) number, size = 12;
    guint64 bytes = pages_used() * page_size;

    (void) context;
    memcpy(body, &signal, 4);
    memcpy(body + 4, &bytes, 8);
    size += put_text(body + size, org_call_failure());
    size += put_text(body + size, number == SIGSEGV ? org_call_column_at_none(info->si_addr) : NULL);
    last_frame(ORG_FRAME_DYING, body, size);
    /* The handler is reset: the faulting instruction runs again and ends the process with its own signal. */
}

static void
on_forbidden(int number, siginfo_t *info, void *context)
{
    (void) number;
    (void) context;
    guint32 call = (guint32) info->si_syscall;
    last_frame(ORG_FRAME_FORBIDDEN, &call, sizeof call);
    _exit(128 + SIGSYS);
}

static void
watch_signals(void)
{
    static const int fatal[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP };
    struct sigaction crash = { .sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESETHAND };
    stack_t stack = { .ss_sp = malloc(LAST_STACK), .ss_size = LAST_STACK }; /* an endless recursion has none left */

    sigaltstack(&stack, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(fatal); i++)
        sigaction(fatal[i], &crash, NULL);
}

void
org_child_watch_crashes(void)
{
    struct sigaction forbidden = { .sa_sigaction = on_forbidden, .sa_flags = SA_SIGINFO | SA_ONSTACK };

    if (!SANITIZED)
        watch_signals();
    sigaction(SIGSYS, &forbidden, NULL);
    statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    page_size = (guint64) sysconf(_SC_PAGESIZE);
}
