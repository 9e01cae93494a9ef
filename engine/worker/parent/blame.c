// SPDX-License-Identifier: MIT
#include "../../base/month.h"
#include "private.h"
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char *
role_name(OrgItemRole role)
{
    static const char *const names[] = { "process", "step", "rule", "metric" };

    return (guint) role < G_N_ELEMENTS(names) ? names[role] : "item";
}

char *
org_item_label(const OrgPlan *plan, guint item, OrgMonth month)
{
    char text[16];

    if (!plan || item >= plan->items->len)
        return g_strdup("an unknown item");
    const OrgItem *it = plan->items->pdata[item];
    return g_strdup_printf("%s %s, %s", role_name(it->role), it->id, org_month_text(month, text));
}

char *
org_worker_subject(const OrgWorker *worker)
{
    if (worker->blame == ORG_BLAME_LIBRARY && worker->libraries[worker->blamed])
        return g_strdup(worker->libraries[worker->blamed]);
    if (worker->blame == ORG_BLAME_RENDERER)
        return g_strdup_printf("plugin %s (renderer)", worker->plugin);
    if (worker->blame != ORG_BLAME_CALL)
        return g_strdup("the worker");
    g_autofree char *label = org_item_label(worker->plan, worker->blamed, worker->month);
    if (!worker->plugin[0])
        return g_strdup(label);
    return g_strdup_printf("plugin %s (%s)", worker->plugin, label);
}

/* What a refused system call was for, in words. */
static const char *
purpose(const char *call)
{
    static const struct {
        const char *calls, *purpose;
    } table[] = {
        { " open openat creat openat2 ", "open a file for writing" },
        { " fork vfork clone clone3 pidfd_open ", "start a process" },
        { " execve execveat ", "start a program" },
        { " socket socketpair connect bind listen ", "use the network" },
        { " truncate ftruncate fallocate unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat mkdir "
          "mkdirat rmdir mknod mknodat chmod fchmod fchmodat chown fchown fchownat lchown utimensat truncate64 "
          "ftruncate64 ",
          "change a file" },
        { " ptrace process_vm_readv process_vm_writev ", "reach into another process" },
    };
    g_autofree char *word = g_strdup_printf(" %s ", call);

    for (guint i = 0; i < G_N_ELEMENTS(table); i++)
        if (strstr(table[i].calls, word))
            return table[i].purpose;
    return "do something outside its call";
}

static char *
forbidden_sentence(guint32 number)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int) number);
    g_autofree char *call = name ? g_strdup(name) : g_strdup_printf("system call %u", number);

    free(name);
    return g_strdup_printf("tried to %s (%s), which no plugin may do, and was stopped", purpose(call), call);
}

static const char *
signal_words(int number)
{
    switch (number) {
    case SIGSEGV:
        return "segmentation fault";
    case SIGABRT:
        return "aborted";
    case SIGFPE:
        return "arithmetic error such as a division by zero";
    case SIGILL:
        return "illegal instruction";
    case SIGBUS:
        return "bus error";
    case SIGTRAP:
        return "trap";
    case SIGXCPU:
        return "limit of processor time";
    case SIGXFSZ:
        return "forbidden write to a file";
    case SIGKILL:
        return "killed from outside, perhaps for want of memory";
    default:
        return strsignal(number);
    }
}

/* The limit is on address space, so that the last refused request came at somewhat less. */
static gboolean
used_up_memory(const OrgWorker *worker)
{
    guint64 limit = (guint64) worker->memory_mb << 20;

#if defined(__SANITIZE_ADDRESS__) /* reserves terabytes, and the worker sets no limit */
    return FALSE;
#endif
    return worker->memory_used > limit - limit / 10;
}

char *
org_worker_obituary(const OrgWorker *worker, int status)
{
    if (worker->is_forbidden)
        return forbidden_sentence(worker->forbidden);
    if (used_up_memory(worker))
        return g_strdup_printf("used more than %" G_GSIZE_FORMAT " MB of memory", worker->memory_mb);
    if (status == -1)
        return g_strdup("closed its channel to the engine");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) /* with signals blocked nothing could be said of the call */
        return g_strdup("made a forbidden system call, which no plugin may do, and was stopped");
    if (WIFSIGNALED(status))
        return g_strdup_printf("was killed by signal %d (%s)", WTERMSIG(status), signal_words(WTERMSIG(status)));
    return g_strdup_printf("ended the process with status %d", WEXITSTATUS(status));
}

char *
org_worker_last_words(const OrgWorker *worker)
{
    g_autofree char *valid = g_utf8_make_valid(worker->said->str, (gssize) worker->said->len);
    g_autoptr(GString) clean = g_string_new(NULL);

    g_strstrip(valid);
    if (!valid[0])
        return g_strdup("");
    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == '\n')
            g_string_append(clean, " / ");
        else
            g_string_append_unichar(clean, g_unichar_iscntrl(c) ? '?' : c);
    }
    return g_strdup_printf(". It wrote: %s", clean->str);
}
