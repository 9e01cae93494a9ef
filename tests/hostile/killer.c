// SPDX-License-Identifier: MIT
/* Loaded before the C library: kills the program at the N-th call that changes a folder or a file (ORGSIM_TEST_KILL), before
 * the call is made. */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static void
count(void)
{
    static int left = -1;
    if (strcmp(program_invocation_short_name, "orgsim") != 0) /* its worker writes to nothing but it */
        return;
    if (left < 0) {
        const char *text = getenv("ORGSIM_TEST_KILL");
        left = text ? atoi(text) : 0;
    }
    if (left > 0 && --left == 0)
        kill(getpid(), SIGKILL);
}

#define BEFORE(type, name, parameters, arguments)                                                                      \
    EXPORT type name parameters;                                                                                       \
    EXPORT type name parameters                                                                                        \
    {                                                                                                                  \
        type(*real) parameters = (type(*) parameters) dlsym(RTLD_NEXT, #name);                                         \
        count();                                                                                                       \
        return real arguments;                                                                                         \
    }

BEFORE(ssize_t, write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
BEFORE(int, fsync, (int fd), (fd))
BEFORE(int, fchmod, (int fd, mode_t mode), (fd, mode))
BEFORE(int, linkat, (int from, const char *old, int to, const char *new, int flags), (from, old, to, new, flags))
BEFORE(int, renameat2, (int from, const char *old, int to, const char *new, unsigned flags),
       (from, old, to, new, flags))
BEFORE(int, rename, (const char *old, const char *new), (old, new))
BEFORE(int, unlink, (const char *path), (path))
BEFORE(int, rmdir, (const char *path), (path))
BEFORE(int, mkdir, (const char *path, mode_t mode), (path, mode))
