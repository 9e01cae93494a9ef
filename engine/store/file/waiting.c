// SPDX-License-Identifier: MIT
/* Another program writes: wait a while for it, and say for whom. */
#include "db.h"
#include "../../base/error.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOLD_AFTER 500u          /* milliseconds of waiting; most wait less, and need no words */
#define LOCKS_BEGIN 0x40000000ll /* where SQLite locks its files */

static struct {
    OrgStoreWaits fn;
    gpointer data;
} listener;

void
org_store_tell_waits(OrgStoreWaits fn, gpointer data)
{
    listener.fn = fn;
    listener.data = data;
}

/* One line of /proc/locks: "1: POSIX  ADVISORY  WRITE 4925 fe:00:10953308 1073741825 1073741825". The number of the device is
 * not that of stat() on every file system, and is not looked at. 0: it is another file, another lock, or our own. */
static gint64
holder_in(const char *line, guint64 inode)
{
    unsigned long long found;
    long long begin;
    int pid;

    if (sscanf(line, "%*d: %*s %*s %*s %d %*x:%*x:%llu %lld", &pid, &found, &begin) != 3)
        return 0;
    return found == inode && begin >= LOCKS_BEGIN && pid > 0 && pid != getpid() ? pid : 0;
}

/* The process that has the lock; 0: none other, or not known. */
static gint64
holder_of(const char *path)
{
    struct stat file;
    g_autofree char *locks = NULL;
    gint64 reader = 0;

    /* Not by opening the file and asking for the lock: closing it would drop the locks that this process has. */
    if (stat(path, &file) != 0 || !g_file_get_contents("/proc/locks", &locks, NULL, NULL))
        return 0;
    g_auto(GStrv) lines = g_strsplit(locks, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        gint64 pid = holder_in(lines[i], file.st_ino);
        if (pid && strstr(lines[i], " WRITE "))
            return pid;
        reader = pid ? pid : reader;
    }
    return reader; /* a writer waits for those who read, too */
}

/* "orgsim, process 4925"; NULL when it is not known. */
static char *
name_of(gint64 pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%" G_GINT64_FORMAT "/comm", pid), *name = NULL;
    if (!pid)
        return NULL;
    if (!g_file_get_contents(path, &name, NULL, NULL))
        return org_said("process %ld", (long) pid);
    return org_said("%s, process %ld", g_strstrip(name), (long) pid);
}

char *
store_said_holder(const char *path)
{
    g_autofree char *name = name_of(holder_of(path));
    return name ? org_said(" (%s)", name) : g_strdup("");
}

/* As sqlite3_busy_timeout() does: longer each time, up to store->patience in all. Counted, not measured. */
static int
on_busy(void *data, int calls)
{
    static const guint steps[] = { 1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100 };
    OrgStore *store = data;
    guint step = steps[MIN((guint) calls, G_N_ELEMENTS(steps) - 1)];

    if (calls == 0) {
        store->waited = 0;
        store->told = FALSE;
    }
    if (store->waited >= store->patience)
        return 0;
    if (!store->told && store->waited >= MIN(TOLD_AFTER, store->patience / 2) && listener.fn) {
        g_autofree char *holder = store_said_holder(store->path);
        g_autofree OrgMessage *said =
            org_message_new("%s is being written by another program%s; waiting for it", store->path, holder);
        listener.fn(said, listener.data);
        store->told = TRUE;
    }
    g_usleep(step * 1000);
    store->waited += step;
    return 1;
}

void
store_wait(OrgStore *store, guint milliseconds)
{
    store->patience = milliseconds;
    sqlite3_busy_handler(store->db, on_busy, store);
}
