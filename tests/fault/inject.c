// SPDX-License-Identifier: MIT
/* Runs a command and its children one system call at a time, and lets one of those that change something go wrong.
 *
 * Usage: inject REPORT count|PROCESS:K:ACTION [--all] -- COMMAND…
 *
 * Processes are numbered in the order in which they are begun, from 0; K counts, from 1, the calls of that process which change
 * a file, a folder or what another process is told; with --all every system call. ACTION is kill-before, kill-after, short (the
 * first half is written), an errno (ENOSPC, EIO, EINTR; with a + every such call from there on fails), or a signal by its number,
 * which the process gets at that call.
 *
 * The report: a line "call P K NAME WHAT" for each call when they are counted ("calls P N" with --all); "hit P K NAME WHAT" when
 * the call was reached; "ended exit N" or "ended signal N" for the command. Tracing sees every call of every process, also of
 * one without the C library between, and needs nothing of the environment. */
#include "calls.h"
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST 256
#define OPTIONS                                                                                                        \
    (PTRACE_O_TRACESECCOMP | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |     \
     PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)

/* The command before its exec: its calls are not counted, for they are ours. */
typedef struct {
    pid_t pid;
    int process;    /* number, -1: not known yet */
    bool begun;     /* its first stop is behind it */
    bool held;      /* stands until its number is known */
    long answer;    /* what the call that is under way is to return; 0: what it returns */
    bool end_after; /* killed when the call has returned */
} Task;

typedef enum { DO_COUNT, DO_KILL_BEFORE, DO_KILL_AFTER, DO_SHORT, DO_FAIL, DO_SIGNAL } Action;

static struct {
    int process;
    long at;
    Action action;
    int number; /* errno or signal */
    bool lasting, every, done;
} job;

static Task tasks[MOST];
static pid_t of_process[MOST];
static long counted[MOST];
static int n_processes;
static FILE *report;

static void
die(const char *what)
{
    fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
    exit(99);
}

static Task *
task_of(pid_t pid)
{
    Task *free_one = NULL;

    for (int i = 0; i < MOST; i++) {
        if (tasks[i].pid == pid)
            return &tasks[i];
        if (!tasks[i].pid && !free_one)
            free_one = &tasks[i];
    }
    if (!free_one)
        die("too many processes");
    *free_one = (Task){ .pid = pid, .process = -1 };
    return free_one;
}

static void
go_on(pid_t pid, bool to_exit, int signal_)
{
    ptrace(to_exit ? PTRACE_SYSCALL : PTRACE_CONT, pid, 0, signal_); /* one that is gone says so by wait() */
}

/* Whether a disk that stays full is felt by this call. */
static bool
can_fail(const Call *call, const char *what)
{
    const char *name = call->name;

    return what[0] == '/' && strcmp(name, "close") && strncmp(name, "unlink", 6) && strcmp(name, "rmdir") &&
           strcmp(name, "fchmod");
}

/* The call itself does not happen; closing does, for a descriptor is gone whatever close() says. */
static void
let_fail(Task *task, const Call *call, struct user_regs_struct *registers)
{
    task->answer = -job.number;
    if (call->form == CALL_CLOSES)
        return;
    registers->orig_rax = (unsigned long long) -1;
    registers->rax = (unsigned long long) -job.number;
    ptrace(PTRACE_SETREGS, task->pid, 0, registers);
}

/* At the entry of the call that was meant. TRUE: stop at its exit too. */
static bool
act(Task *task, const Call *call, struct user_regs_struct *registers)
{
    pid_t process = of_process[task->process];

    switch (job.action) {
    case DO_KILL_BEFORE:
        kill(process, SIGKILL);
        return false;
    case DO_KILL_AFTER:
        task->end_after = true;
        return true;
    case DO_SIGNAL:
        kill(process, job.number);
        return false;
    case DO_SHORT:
        registers->rdx /= 2;
        ptrace(PTRACE_SETREGS, task->pid, 0, registers);
        return false;
    case DO_FAIL:
        let_fail(task, call, registers);
        return true;
    case DO_COUNT:
        break;
    }
    return false;
}

static bool
is_meant(const Task *task, const Call *call, const char *what, const struct user_regs_struct *registers)
{
    bool now = task->process == job.process && counted[task->process] == job.at;

    if (job.action == DO_COUNT || job.done)
        return job.done && job.lasting && call && can_fail(call, what);
    if (!now)
        return false;
    job.done = true;
    return job.action != DO_SHORT || (call && call->form == CALL_WRITES && registers->rdx > 1);
}

static void
at_call(Task *task)
{
    struct user_regs_struct registers;
    char what[300] = "";

    if (ptrace(PTRACE_GETREGS, task->pid, 0, &registers) != 0)
        return;
    const Call *call = call_of((long) registers.orig_rax);
    bool counts = job.every || (call && call_changes(task->pid, call, &registers, what, sizeof what));
    if (!counts) {
        go_on(task->pid, false, 0);
        return;
    }
    counted[task->process]++;
    const char *name = call ? call->name : "other";
    if (job.action == DO_COUNT && !job.every)
        fprintf(report, "call %d %ld %s %s\n", task->process, counted[task->process], name, what);
    bool to_exit = false;
    if (is_meant(task, call, what, &registers)) {
        fprintf(report, "hit %d %ld %s %s\n", task->process, counted[task->process], name, what);
        to_exit = act(task, call, &registers);
    }
    go_on(task->pid, to_exit, 0);
}

static void
at_exit_of_call(Task *task)
{
    struct user_regs_struct registers;

    if (task->end_after)
        kill(of_process[task->process], SIGKILL);
    if (task->answer && ptrace(PTRACE_GETREGS, task->pid, 0, &registers) == 0) {
        registers.rax = (unsigned long long) task->answer;
        ptrace(PTRACE_SETREGS, task->pid, 0, &registers);
    }
    task->answer = 0;
    go_on(task->pid, false, 0);
}

/* A child was begun: it takes the next number; a thread has that of its process. */
static void
at_birth(const Task *parent, int event)
{
    unsigned long born = 0;

    ptrace(PTRACE_GETEVENTMSG, parent->pid, 0, &born);
    Task *task = task_of((pid_t) born);
    if (event == PTRACE_EVENT_CLONE) {
        task->process = parent->process;
    } else {
        if (n_processes == MOST)
            die("too many processes");
        task->process = n_processes;
        of_process[n_processes++] = (pid_t) born;
    }
    if (task->held) {
        task->held = false;
        go_on(task->pid, false, 0);
    }
    go_on(parent->pid, false, 0);
}

static void
at_stop(Task *task, int status)
{
    int event = status >> 16, signal_ = WSTOPSIG(status);

    if (event == PTRACE_EVENT_SECCOMP) {
        at_call(task);
    } else if (event == PTRACE_EVENT_FORK || event == PTRACE_EVENT_VFORK || event == PTRACE_EVENT_CLONE) {
        at_birth(task, event);
    } else if (event != 0) {
        go_on(task->pid, false, 0);
    } else if (signal_ == (SIGTRAP | 0x80)) {
        at_exit_of_call(task);
    } else if (signal_ == SIGSTOP && !task->begun) {
        task->begun = true;
        task->held = task->process < 0;
        if (!task->held)
            go_on(task->pid, false, 0);
    } else {
        go_on(task->pid, false, signal_);
    }
}

/* Until the last process is gone; gives how the command ended. */
static int
follow(pid_t command)
{
    int status, ended = 0;
    pid_t pid;

    while ((pid = waitpid(-1, &status, __WALL)) > 0 || errno == EINTR) {
        if (pid <= 0)
            continue;
        if (WIFSTOPPED(status)) {
            at_stop(task_of(pid), status);
            continue;
        }
        if (pid == command)
            ended = status;
        task_of(pid)->pid = 0;
    }
    return ended;
}

/* Only what is counted is stopped at. The child stops before its exec, which the filter lets pass. */
static void
become(char **command)
{
    struct sock_filter code[2 * MOST];
    unsigned short n = 0;

    code[n++] = (struct sock_filter) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; !job.every && i < n_calls; i++) {
        code[n++] = (struct sock_filter) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned) calls[i].number, 0, 1);
        code[n++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
    }
    code[n++] = (struct sock_filter) BPF_STMT(BPF_RET | BPF_K, job.every ? SECCOMP_RET_TRACE : SECCOMP_RET_ALLOW);
    struct sock_fprog program = { n, code };
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0 || raise(SIGSTOP) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        die("tracing is not possible here");
    execv(command[0], command);
    die(command[0]);
}

static void
read_action(const char *text)
{
    static const struct {
        const char *name;
        Action action;
        int number;
    } known[] = { { "kill-before", DO_KILL_BEFORE, 0 },
                  { "kill-after", DO_KILL_AFTER, 0 },
                  { "short", DO_SHORT, 0 },
                  { "ENOSPC", DO_FAIL, ENOSPC },
                  { "EIO", DO_FAIL, EIO },
                  { "EINTR", DO_FAIL, EINTR } };
    char name[32] = "";

    if (strcmp(text, "count") == 0)
        return;
    if (sscanf(text, "%d:%ld:%31[^+]", &job.process, &job.at, name) != 3)
        errno = EINVAL, die(text);
    job.lasting = text[strlen(text) - 1] == '+';
    job.number = atoi(name);
    job.action = DO_SIGNAL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(name, known[i].name) == 0) {
            job.action = known[i].action;
            job.number = known[i].number;
        }
    if (job.action == DO_SIGNAL && job.number <= 0)
        errno = EINVAL, die(text);
}

int
main(int argc, char **argv)
{
    int at = 3;

    if (argc > 3 && strcmp(argv[3], "--all") == 0)
        job.every = true, at++;
    if (argc < at + 2 || strcmp(argv[at], "--") != 0) {
        fprintf(stderr, "usage: inject REPORT count|PROCESS:K:ACTION [--all] -- COMMAND…\n");
        return 99;
    }
    read_action(argv[2]);
    if (!(report = fopen(argv[1], "we")))
        die(argv[1]);
    pid_t child = fork();
    if (child == 0)
        become(argv + at + 1);
    int status;
    if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status) || ptrace(PTRACE_SETOPTIONS, child, 0, OPTIONS) != 0)
        die("tracing is not possible here");
    *task_of(child) = (Task){ .pid = child, .process = 0, .begun = true };
    of_process[n_processes++] = child;
    go_on(child, false, 0);
    int ended = follow(child);
    for (int i = 0; job.every && i < n_processes; i++)
        fprintf(report, "calls %d %ld\n", i, counted[i]);
    fprintf(report, "ended %s %d\n", WIFSIGNALED(ended) ? "signal" : "exit",
            WIFSIGNALED(ended) ? WTERMSIG(ended) : WEXITSTATUS(ended));
    return fclose(report) == 0 ? 0 : 99;
}
