// SPDX-License-Identifier: MIT
#include "../../base/error.h"
#include "private.h"
#include <string.h>

static void
say_places(const OrgWorker *worker, GPtrArray *lines)
{
    for (guint i = 0; worker->places[i]; i++)
        g_ptr_array_add(lines, g_file_test(worker->places[i], G_FILE_TEST_EXISTS)
                                   ? org_said("plugin folder: %s", worker->places[i])
                                   : org_said("plugin folder: %s (not there)", worker->places[i]));
}

const char *
org_worker_weaker(const char *sandbox)
{
    if (!g_str_has_prefix(sandbox, "seccomp"))
        return M_(
            "plugins are held less firmly here, for this kernel has no seccomp: they can start threads, look whether "
            "paths exist and use the network; run plugins that you do not trust on another machine");
    if (!strstr(sandbox, ", landlock")) /* its version follows */
        return M_(
            "plugins are held less firmly here, for this kernel has no Landlock: while they are loaded and while they "
            "draw they can read every file that you can read; run plugins that you do not trust on Linux 5.13 or "
            "newer");
    return NULL;
}

GPtrArray *
org_worker_doctor(const OrgWorkerOptions *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgWorker) worker = org_worker_start(options, &error);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);

    if (!worker) {
        g_autofree char *said = org_error_said(error);
        g_ptr_array_add(lines, org_said("worker: does not work: %s", said));
        return lines;
    }
    g_ptr_array_add(lines, org_said("worker: %s", worker->program));
    g_ptr_array_add(lines, org_said("sandbox: %s", worker->sandbox));
    if (org_worker_weaker(worker->sandbox))
        g_ptr_array_add(lines, org_said("%s", org_worker_weaker(worker->sandbox)));
    g_ptr_array_add(lines, org_said("limits: %u s a plugin call, %" G_GSIZE_FORMAT " MB of memory",
                                    worker->call_seconds, worker->memory_mb));
    say_places(worker, lines);
    g_ptr_array_add(lines, org_said("plugins: %u with %u features", worker->catalogue->plugins->len,
                                    worker->catalogue->features->len));
    for (guint i = 0; i < worker->catalogue->broken->len; i++)
        g_ptr_array_add(lines,
                        org_said("broken plugin: %s", ((OrgBrokenPlugin *) worker->catalogue->broken->pdata[i])->why));
    return lines;
}
