// SPDX-License-Identifier: MIT
#include "private.h"

static void
say_places(const OrgWorker *worker, GString *out)
{
    for (guint i = 0; worker->places[i]; i++)
        g_string_append_printf(out, "plugin folder: %s%s\n", worker->places[i],
                               g_file_test(worker->places[i], G_FILE_TEST_EXISTS) ? "" : " (not there)");
}

char *
org_worker_doctor(const OrgWorkerOptions *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(OrgWorker) worker = org_worker_start(options, &error);
    GString *out = g_string_new(NULL);

    if (!worker) {
        g_string_append_printf(out, "worker: does not work: %s\n", error->message);
        return g_string_free(out, FALSE);
    }
    g_string_append_printf(out, "worker: %s\nsandbox: %s\n", worker->program, worker->sandbox);
    g_string_append_printf(out, "limits: %u s a plugin call, %" G_GSIZE_FORMAT " MB of memory\n", worker->call_seconds,
                           worker->memory_mb);
    say_places(worker, out);
    g_string_append_printf(out, "plugins: %u with %u features\n", worker->catalogue->plugins->len,
                           worker->catalogue->features->len);
    for (guint i = 0; i < worker->catalogue->broken->len; i++)
        g_string_append_printf(out, "broken plugin: %s\n",
                               ((OrgBrokenPlugin *) worker->catalogue->broken->pdata[i])->why);
    return g_string_free(out, FALSE);
}
