// SPDX-License-Identifier: MIT
#include "sandbox.h"
#include "../../base/error.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#define TMPFILE_BIT 020000000 /* of O_TMPFILE, which also holds O_DIRECTORY */
#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | TMPFILE_BIT)

/* What a computing process needs. Calls that do not exist on an architecture are left out by libseccomp. */
static const int harmless[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(close_range),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(dup),
    SCMP_SYS(pipe2),
    SCMP_SYS(eventfd2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(_newselect),
    /* files, by name and by descriptor, without changing any */
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(stat64),
    SCMP_SYS(fstat64),
    SCMP_SYS(lstat64),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(statfs64),
    SCMP_SYS(fstatfs64),
    SCMP_SYS(getdents),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(fadvise64),
    SCMP_SYS(readahead),
    /* memory */
    SCMP_SYS(mmap),
    SCMP_SYS(mmap2),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(mincore),
    SCMP_SYS(membarrier),
    /* threads, signals to itself, time, facts about itself */
    SCMP_SYS(futex),
    SCMP_SYS(futex_time64),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(gettid),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getuid32),
    SCMP_SYS(geteuid32),
    SCMP_SYS(getgid32),
    SCMP_SYS(getegid32),
    SCMP_SYS(getresuid),
    SCMP_SYS(getresgid),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_gettime64),
    SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(nanosleep),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(clock_nanosleep_time64),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(getrlimit),
    SCMP_SYS(ugetrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(getcpu),
    SCMP_SYS(arch_prctl),
    /* the channel: no socket can be made, so only the one that is there can be used */
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom),
    /* further filters can only narrow */
    SCMP_SYS(seccomp),
};

/* Never done in good faith: the worker ends. */
static const int processes[] = {
    SCMP_SYS(execve),           SCMP_SYS(execveat),          SCMP_SYS(fork),      SCMP_SYS(vfork), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_open)
};

/* From stage 2 on. */
static const int changes[] = {
    SCMP_SYS(creat),          SCMP_SYS(truncate), SCMP_SYS(truncate64), SCMP_SYS(ftruncate), SCMP_SYS(ftruncate64),
    SCMP_SYS(fallocate),      SCMP_SYS(unlink),   SCMP_SYS(unlinkat),   SCMP_SYS(rename),    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),      SCMP_SYS(link),     SCMP_SYS(linkat),     SCMP_SYS(symlink),   SCMP_SYS(symlinkat),
    SCMP_SYS(mkdir),          SCMP_SYS(mkdirat),  SCMP_SYS(rmdir),      SCMP_SYS(mknod),     SCMP_SYS(mknodat),
    SCMP_SYS(chmod),          SCMP_SYS(fchmod),   SCMP_SYS(fchmodat),   SCMP_SYS(chown),     SCMP_SYS(fchown),
    SCMP_SYS(fchownat),       SCMP_SYS(lchown),   SCMP_SYS(utimensat),  SCMP_SYS(socket),    SCMP_SYS(socketpair),
    SCMP_SYS(connect),        SCMP_SYS(bind),     SCMP_SYS(listen),     SCMP_SYS(mount),     SCMP_SYS(umount2),
    SCMP_SYS(io_uring_setup), SCMP_SYS(bpf),      SCMP_SYS(kexec_load), SCMP_SYS(reboot),
};

/* Opening for reading, and asking about paths, is answered with an error number: libraries try it and go on without. */
static const int opens[] = {
    SCMP_SYS(open),       SCMP_SYS(openat),    SCMP_SYS(openat2),    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(stat),       SCMP_SYS(lstat),     SCMP_SYS(stat64),     SCMP_SYS(lstat64),
    SCMP_SYS(statx),      SCMP_SYS(statfs),    SCMP_SYS(statfs64),   SCMP_SYS(getdents),
    SCMP_SYS(getdents64), SCMP_SYS(getcwd),    SCMP_SYS(readlink),   SCMP_SYS(access),
    SCMP_SYS(readlinkat), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
};

static int
allow_some(scmp_filter_ctx filter)
{
    int bad = 0;
    pid_t self = getpid();

    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1_32(SCMP_CMP_MASKED_EQ, WRITING, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2_32(SCMP_CMP_MASKED_EQ, WRITING, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(access), 1, SCMP_A1_32(SCMP_CMP_MASKED_EQ, W_OK, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(faccessat), 1, SCMP_A2_32(SCMP_CMP_MASKED_EQ, W_OK, 0));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(faccessat2), 1, SCMP_A2_32(SCMP_CMP_MASKED_EQ, W_OK, 0));
    /* The flags of clone3 lie in memory, where a filter cannot look: glibc falls back to clone. */
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    bad |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2), 0);
    /* abort() signals itself. */
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0_32(SCMP_CMP_EQ, (guint32) self));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill), 1, SCMP_A0_32(SCMP_CMP_EQ, (guint32) self));
    /* Any handler but that of SIGSYS, which names what the sandbox refused. */
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), 1, SCMP_A0_32(SCMP_CMP_NE, SIGSYS));
    bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2_64(SCMP_CMP_EQ, 0));
    static const int asked[] = { F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC, F_GET_SEALS };
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
        bad |=
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, SCMP_A1_32(SCMP_CMP_EQ, (guint32) asked[i]));
        bad |=
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl64), 1, SCMP_A1_32(SCMP_CMP_EQ, (guint32) asked[i]));
    }
    static const int controls[] = { PR_SET_NAME, PR_GET_NAME, PR_SET_SECCOMP, PR_GET_SECCOMP, PR_GET_DUMPABLE };
    for (guint i = 0; i < G_N_ELEMENTS(controls); i++)
        bad |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1,
                                SCMP_A0_32(SCMP_CMP_EQ, (guint32) controls[i]));
    return bad;
}

static int
add_all(scmp_filter_ctx filter, guint32 action, const int *calls, gsize n)
{
    int bad = 0;

    for (gsize i = 0; i < n; i++)
        bad |= seccomp_rule_add(filter, action, calls[i], 0);
    return bad;
}

/* Load a finished filter into all threads, and free it. */
static gboolean
load(scmp_filter_ctx filter, int bad, GError **error)
{
    if (bad == 0)
        bad = seccomp_attr_set(filter, SCMP_FLTATR_CTL_NNP, 0); /* set already */
    if (bad == 0)
        bad = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
    if (bad == 0)
        bad = seccomp_load(filter);
    seccomp_release(filter);
    if (bad == 0)
        return TRUE;
    g_autofree char *said = org_said_system(-bad);
    org_error_set(error, ORG_SANDBOX_ERROR, ORG_SANDBOX_MISSING, "the seccomp filter could not be loaded: %s", said);
    return FALSE;
}

gboolean
org_seccomp_enter(gboolean threads, GError **error)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int bad = 0;

    if (!filter) {
        org_error_set(error, ORG_SANDBOX_ERROR, ORG_SANDBOX_MISSING, "libseccomp does not know this processor");
        return FALSE;
    }
    bad |= add_all(filter, SCMP_ACT_ALLOW, harmless, G_N_ELEMENTS(harmless));
    bad |= allow_some(filter);
    bad |= add_all(filter, SCMP_ACT_TRAP, processes, G_N_ELEMENTS(processes));
    bad |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
    bad |= seccomp_rule_add(filter, threads ? SCMP_ACT_ALLOW : SCMP_ACT_TRAP, SCMP_SYS(clone), 1,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
    return load(filter, bad, error);
}

gboolean
org_seccomp_narrow(GError **error)
{
    static const guint32 bits[] = { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC };
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    int bad = 0;

    if (!filter) {
        org_error_set(error, ORG_SANDBOX_ERROR, ORG_SANDBOX_MISSING, "libseccomp does not know this processor");
        return FALSE;
    }
    bad |= add_all(filter, SCMP_ACT_ERRNO(EPERM), opens, G_N_ELEMENTS(opens));
    if (!load(filter, bad, error))
        return FALSE;

    /* A filter of its own: of several answers the kernel takes the strictest, and a trap is stricter than an error. */
    filter = seccomp_init(SCMP_ACT_ALLOW);
    bad = add_all(filter, SCMP_ACT_TRAP, changes, G_N_ELEMENTS(changes));
    for (guint i = 0; i < G_N_ELEMENTS(bits); i++) {
        bad |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(open), 1,
                                SCMP_A1_32(SCMP_CMP_MASKED_EQ, bits[i], bits[i]));
        bad |= seccomp_rule_add(filter, SCMP_ACT_TRAP, SCMP_SYS(openat), 1,
                                SCMP_A2_32(SCMP_CMP_MASKED_EQ, bits[i], bits[i]));
    }
    return load(filter, bad, error);
}
