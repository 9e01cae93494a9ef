// SPDX-License-Identifier: MIT
#include "calls.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define WHAT 300

const Call calls[] = {
    { SYS_open, "open", CALL_OPENS, 0 },
    { SYS_openat, "openat", CALL_OPENS, 1 },
    { SYS_creat, "creat", CALL_TAKES_PATH, 0 },
    { SYS_write, "write", CALL_WRITES, 0 },
    { SYS_pwrite64, "pwrite", CALL_WRITES, 0 },
    { SYS_writev, "writev", CALL_TAKES_FD, 0 },
    { SYS_pwritev, "pwritev", CALL_TAKES_FD, 0 },
    { SYS_sendmsg, "sendmsg", CALL_TAKES_FD, 0 },
    { SYS_sendto, "sendto", CALL_TAKES_FD, 0 },
    { SYS_ftruncate, "ftruncate", CALL_TAKES_FD, 0 },
    { SYS_truncate, "truncate", CALL_TAKES_PATH, 0 },
    { SYS_fallocate, "fallocate", CALL_TAKES_FD, 0 },
    { SYS_fsync, "fsync", CALL_TAKES_FD, 0 },
    { SYS_fdatasync, "fdatasync", CALL_TAKES_FD, 0 },
    { SYS_fchmod, "fchmod", CALL_TAKES_FD, 0 },
    { SYS_chmod, "chmod", CALL_TAKES_PATH, 0 },
    { SYS_rename, "rename", CALL_TAKES_PATH, 1 },
    { SYS_renameat, "renameat", CALL_TAKES_PATH, 3 },
    { SYS_renameat2, "renameat2", CALL_TAKES_PATH, 3 },
    { SYS_unlink, "unlink", CALL_TAKES_PATH, 0 },
    { SYS_unlinkat, "unlinkat", CALL_TAKES_PATH, 1 },
    { SYS_mkdir, "mkdir", CALL_TAKES_PATH, 0 },
    { SYS_mkdirat, "mkdirat", CALL_TAKES_PATH, 1 },
    { SYS_rmdir, "rmdir", CALL_TAKES_PATH, 0 },
    { SYS_link, "link", CALL_TAKES_PATH, 1 },
    { SYS_linkat, "linkat", CALL_TAKES_PATH, 3 },
    { SYS_symlink, "symlink", CALL_TAKES_PATH, 1 },
    { SYS_symlinkat, "symlinkat", CALL_TAKES_PATH, 2 },
    { SYS_memfd_create, "memfd_create", CALL_MAKES, 0 },
    { SYS_close, "close", CALL_CLOSES, 0 },
};
const size_t n_calls = sizeof calls / sizeof *calls;

const Call *
call_of(long number)
{
    for (size_t i = 0; i < n_calls; i++)
        if (calls[i].number == number)
            return &calls[i];
    return NULL;
}

unsigned long long
call_argument(const struct user_regs_struct *registers, int which)
{
    const unsigned long long all[] = { registers->rdi, registers->rsi, registers->rdx, registers->r10 };
    return all[which];
}

static void
read_path(pid_t pid, unsigned long long at, char *what, size_t size)
{
    struct iovec here = { what, size - 1 }, there = { (void *) at, size - 1 };
    ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);

    if (got < 0) { /* near the end of a page: piece by piece */
        for (got = 0; got < (ssize_t) size - 1; got++) {
            here = (struct iovec){ what + got, 1 };
            there = (struct iovec){ (void *) (at + (unsigned long long) got), 1 };
            if (process_vm_readv(pid, &here, 1, &there, 1, 0) != 1 || !what[got])
                break;
        }
    }
    what[got] = '\0';
}

static void
read_link(pid_t pid, int fd, char *what, size_t size)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/fd/%d", (int) pid, fd);
    ssize_t got = readlink(path, what, size - 1);
    what[got < 0 ? 0 : got] = '\0';
}

static int
open_flags(pid_t pid, int fd)
{
    char path[64], line[128];
    unsigned flags = 0;

    snprintf(path, sizeof path, "/proc/%d/fdinfo/%d", (int) pid, fd);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "flags: %o", &flags) == 1)
            break;
    if (file)
        fclose(file);
    return (int) flags;
}

/* One word, so that a line of the report can be split. */
static void
as_word(char *what)
{
    for (; *what; what++)
        if (*what <= ' ' || *what > '~')
            *what = '_';
}

bool
call_changes(pid_t pid, const Call *call, const struct user_regs_struct *registers, char *what, size_t size)
{
    unsigned long long named = call_argument(registers, call->argument);
    int flags;

    what[0] = '\0';
    switch (call->form) {
    case CALL_OPENS:
        flags = (int) call_argument(registers, call->argument + 1);
        read_path(pid, named, what, size);
        as_word(what);
        return (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
    case CALL_TAKES_PATH:
        read_path(pid, named, what, size);
        break;
    case CALL_CLOSES:
        read_link(pid, (int) named, what, size);
        as_word(what);
        return what[0] == '/' && strncmp(what, "/dev/", 5) && (open_flags(pid, (int) named) & O_ACCMODE) != O_RDONLY;
    case CALL_WRITES:
    case CALL_TAKES_FD:
        read_link(pid, (int) named, what, size);
        if (named <= 2)
            snprintf(what, size, "%s", named == 2 ? "stderr" : named == 1 ? "stdout" : "stdin");
        break;
    case CALL_MAKES:
        snprintf(what, size, "memory");
        break;
    }
    as_word(what);
    return true;
}
