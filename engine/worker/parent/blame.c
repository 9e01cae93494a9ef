// SPDX-License-Identifier: MIT
#include "../../base/month.h"
#include "../../base/message.h"
#include "private.h"
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

static const char *
role_name(OrgItemRole role)
{
    static const char *const names[] = { M_("process"), M_("step"), M_("rule"), M_("metric") };

    return (guint) role < G_N_ELEMENTS(names) ? names[role] : M_("item");
}

gboolean
org_item_is_judged(const OrgItem *item)
{
    return item->role == ORG_ITEM_RULE || item->role == ORG_ITEM_METRIC;
}

char *
org_item_label(const OrgPlan *plan, guint item, OrgMonth month)
{
    char text[16];

    if (!plan || item >= plan->items->len)
        return org_said("an unknown item");
    const OrgItem *it = plan->items->pdata[item];
    return org_said("%s %s, %s", role_name(it->role), it->id, org_month_text(month, text));
}

char *
org_worker_subject(const OrgWorker *worker)
{
    if (worker->blame == ORG_BLAME_LIBRARY)
        return g_strdup(worker->library);
    if (worker->blame == ORG_BLAME_RENDERER)
        return org_said("plugin %s (renderer)", worker->plugin);
    if (worker->blame != ORG_BLAME_CALL)
        return org_said("the worker");
    g_autofree char *label = org_item_label(worker->plan, worker->blamed, worker->month);
    if (!worker->plugin[0])
        return g_strdup(label);
    return org_said("plugin %s (%s)", worker->plugin, label);
}

/* What a refused system call was for, in words. */
static const char *
purpose(const char *call)
{
    static const struct {
        const char *calls, *purpose;
    } table[] = {
        { " open openat creat openat2 ", M_("open a file for writing") },
        { " fork vfork clone clone3 pidfd_open ", M_("start a process") },
        { " execve execveat ", M_("start a program") },
        { " socket socketpair connect bind listen ", M_("use the network") },
        { " truncate ftruncate fallocate unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat mkdir "
          "mkdirat rmdir mknod mknodat chmod fchmod fchmodat chown fchown fchownat lchown utimensat truncate64 "
          "ftruncate64 ",
          M_("change a file") },
        { " ptrace process_vm_readv process_vm_writev ", M_("reach into another process") },
    };
    g_autofree char *word = g_strdup_printf(" %s ", call);

    for (guint i = 0; i < G_N_ELEMENTS(table); i++)
        if (strstr(table[i].calls, word))
            return table[i].purpose;
    return M_("do something outside its call");
}

static char *
forbidden_sentence(guint32 number)
{
    char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, (int) number);
    g_autofree char *call = name ? g_strdup(name) : org_said("system call %u", number);

    free(name);
    return org_said("tried to %s (%s), which no plugin may do, and was stopped", purpose(call), call);
}

static const char *
signal_words(int number)
{
    switch (number) {
    case SIGSEGV:
        return M_("segmentation fault");
    case SIGABRT:
        return M_("aborted");
    case SIGFPE:
        return M_("arithmetic error such as a division by zero");
    case SIGILL:
        return M_("illegal instruction");
    case SIGBUS:
        return M_("bus error");
    case SIGTRAP:
        return M_("trap");
    case SIGXCPU:
        return M_("limit of processor time");
    case SIGXFSZ:
        return M_("forbidden write to a file");
    case SIGKILL:
        return M_("killed from outside, perhaps for want of memory");
    default:
        return strsignal(number);
    }
}

/* The limit is on address space, so that the last refused request came at somewhat less. */
gboolean
org_worker_used_up_memory(const OrgWorker *worker)
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
    if (org_worker_used_up_memory(worker))
        return org_said("used more than %" G_GSIZE_FORMAT " MB of memory", worker->memory_mb);
    if (status == -1)
        return org_said("closed its channel to the engine");
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
        /* Signals were blocked, so that nothing could be said of the call: so the C library makes threads. */
        return org_said("tried to start a thread, or made another forbidden system call with signals blocked, which no "
                        "plugin may do, and was stopped");
    if (WIFSIGNALED(status) && worker->failure && *worker->failure)
        return org_said("failed: %s; but it went on as if it had not, and was killed by signal %d (%s)",
                        worker->failure, WTERMSIG(status), signal_words(WTERMSIG(status)));
    if (WIFSIGNALED(status) && worker->column && *worker->column)
        return org_said("was killed by signal %d (%s): it touched row ORG_NONE, which is no row, of the column %s",
                        WTERMSIG(status), signal_words(WTERMSIG(status)), worker->column);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV)
        return org_said("was killed by signal %d (%s): it touched what is not its memory, as by a row that is out of "
                        "range",
                        WTERMSIG(status), signal_words(WTERMSIG(status)));
    if (WIFSIGNALED(status))
        return org_said("was killed by signal %d (%s)", WTERMSIG(status), signal_words(WTERMSIG(status)));
    if (WEXITSTATUS(status) == ORG_WORKER_UNHEARD)
        return org_said("could not send what it had to say to the engine, and ended");
    return org_said("ended the process with status %d", WEXITSTATUS(status));
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
    return org_said(". It wrote: %s", clean->str);
}
