// SPDX-License-Identifier: MIT
/* Who runs: "boot process start". A process number alone is reused; with the boot and the start time it is not. A run seen
 * from another machine or container may be taken for gone: harmless, since a run that finishes overwrites its own row. */
#include "db.h"
#include <unistd.h>

/* Field 22 of /proc/PID/stat, counted after the command name, which may itself hold blanks and brackets. */
static char *
start_of(gint64 pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%" G_GINT64_FORMAT "/stat", pid);
    g_autofree char *stat = NULL;
    if (!g_file_get_contents(path, &stat, NULL, NULL))
        return NULL;
    const char *after = strrchr(stat, ')');
    g_auto(GStrv) fields = after ? g_strsplit(after + 1, " ", 24) : NULL;
    return fields && g_strv_length(fields) > 20 ? g_strdup(fields[20]) : NULL;
}

static char *
runner_of(gint64 pid)
{
    g_autofree char *boot = NULL, *start = start_of(pid);
    if (!g_file_get_contents("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL))
        boot = g_strdup("unknown");
    return g_strdup_printf("%s %" G_GINT64_FORMAT " %s", g_strstrip(boot), pid, start ? start : "gone");
}

char *
store_runner(void)
{
    return runner_of(getpid());
}

gboolean
store_runner_alive(const char *runner)
{
    g_auto(GStrv) parts = g_strsplit(runner, " ", 3);
    gint64 pid = 0;
    if (g_strv_length(parts) != 3 || !g_ascii_string_to_signed(parts[1], 10, 1, G_MAXINT32, &pid, NULL) ||
        strcmp(parts[2], "gone") == 0)
        return FALSE;
    g_autofree char *now = runner_of(pid);
    return strcmp(now, runner) == 0;
}
