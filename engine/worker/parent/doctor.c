// SPDX-License-Identifier: MIT
#include "../../base/error.h"
#include "private.h"

static void
say_places(const OrgWorker *worker, GPtrArray *lines)
{
    for (guint i = 0; worker->places[i]; i++)
        g_ptr_array_add(lines, g_file_test(worker->places[i], G_FILE_TEST_EXISTS)
                                   ? org_said("plugin folder: %s", worker->places[i])
                                   : org_said("plugin folder: %s (not there)", worker->places[i]));
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
