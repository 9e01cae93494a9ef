// SPDX-License-Identifier: MIT
/* A debugger in the process that calls a plugin. gdb is told where to stop; then it has the terminal. The library, a sealed copy, it finds as
 * the linker of that process does. What gdb writes goes to standard error, for data goes to standard output. */
#include "../../base/error.h"
#include "private.h"
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_EVERY 10000 /* microseconds */

extern char **environ;

static void
order(GPtrArray *arguments, char *command)
{
    g_ptr_array_add(arguments, g_strdup("-ex"));
    g_ptr_array_add(arguments, command);
}

/* Leaving gdb lets the process go on: nothing is asked before. */
static GPtrArray *
arguments_of(const OrgWorker *worker)
{
    static const char *const first[] = { "gdb", "-q", "-iex", "set\040confirm\040off", "-p" };
    GPtrArray *arguments = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < G_N_ELEMENTS(first); i++)
        g_ptr_array_add(arguments, g_strdup(first[i]));
    g_ptr_array_add(arguments, g_strdup_printf("%d", (int) worker->pid));
    for (guint i = 0; i < worker->addresses->len; i++)
        order(arguments,
              g_strdup_printf("break *0x%" G_GINT64_MODIFIER "x", g_array_index(worker->addresses, guint64, i)));
    order(arguments, g_strdup("continue"));
    g_ptr_array_add(arguments, NULL);
    return arguments;
}

static int
spawn_gdb(char *const *arguments, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t fresh;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, 2, 1);
    posix_spawnattr_init(&attributes);
    sigfillset(&fresh);
    posix_spawnattr_setsigdefault(&attributes, &fresh);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int why = posix_spawnp(pid, "gdb", &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return why;
}

static gboolean
is_looked_at(pid_t pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%d/status", (int) pid), *text = NULL;
    const char *tracer = g_file_get_contents(path, &text, NULL, NULL) ? strstr(text, "TracerPid:") : NULL;

    return tracer && atoi(tracer + strlen("TracerPid:")) > 0;
}

/* The process is stopped from when it is looked at until gdb goes on, and by then all is set. */
static gboolean
wait_for(const OrgWorker *worker, pid_t gdb)
{
    while (!is_looked_at(worker->pid)) {
        if (waitpid(gdb, NULL, WNOHANG) != 0)
            return FALSE;
        g_usleep(LOOK_EVERY);
    }
    return TRUE;
}

gboolean
org_worker_debug(OrgWorker *worker, GError **error)
{
    OrgWorker *owner = worker->owner ? worker->owner : worker;

    if (owner->gdb > 0 && waitpid(owner->gdb, NULL, WNOHANG) == owner->gdb)
        owner->gdb = -1;
    if (owner->gdb != 0 || worker->addresses->len == 0)
        return TRUE;
    g_autoptr(GPtrArray) arguments = arguments_of(worker);
    int why = spawn_gdb((char *const *) arguments->pdata, &owner->gdb);
    if (why == 0 && wait_for(worker, owner->gdb))
        return TRUE;
    owner->gdb = -1;
    if (why != 0) {
        g_autofree char *said = org_said_system(why);
        org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "gdb could not be started: %s", said);
    } else
        org_error_set(
            error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM,
            "gdb ended before it could look into the process that calls the plugin; what it said stands above");
    return FALSE;
}

void
org_worker_debug_over(OrgWorker *worker)
{
    if (worker->gdb <= 0)
        return;
    while (waitpid(worker->gdb, NULL, 0) < 0 && errno == EINTR)
        continue;
    worker->gdb = -1;
}
