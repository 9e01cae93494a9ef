// SPDX-License-Identifier: MIT
/* A worker as such: made, made beside another, and its end. */
#include "private.h"

OrgWorker *
org_worker_new(void)
{
    OrgWorker *worker = g_new0(OrgWorker, 1);

    worker->said = g_string_new(NULL);
    worker->plugin = g_strdup("");
    worker->spent = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    worker->loaded = g_array_new(FALSE, FALSE, sizeof(guint));
    worker->known = g_array_new(FALSE, FALSE, sizeof(guint));
    worker->addresses = g_array_new(FALSE, FALSE, sizeof(guint64));
    worker->sent = g_array_new(FALSE, FALSE, sizeof(OrgHandle));
    worker->wholes = g_ptr_array_new_with_free_func((GDestroyNotify) org_worker_stop);
    worker->held = g_ptr_array_new_with_free_func(org_worker_held_free);
    return worker;
}

OrgWorker *
org_worker_start_beside(const OrgWorker *known)
{
    OrgWorker *worker = org_worker_new();

    worker->program = g_strdup(known->program);
    worker->places = g_strdupv(known->places);
    worker->call_seconds = known->call_seconds;
    worker->cpu_seconds = known->cpu_seconds;
    worker->grace_seconds = known->grace_seconds;
    worker->wall_seconds = known->wall_seconds;
    worker->output_bytes = known->output_bytes;
    worker->result_bytes = known->result_bytes;
    worker->memory_mb = known->memory_mb;
    worker->sandbox = g_strdup(known->sandbox);
    worker->unjudged = known->unjudged;
    worker->debug = g_strdup(known->debug);
    worker->catalogue = known->catalogue;
    worker->beside = TRUE;
    return worker;
}

void
org_worker_stop(OrgWorker *worker)
{
    if (!worker)
        return;
    org_worker_stop(worker->judge);
    g_ptr_array_unref(worker->wholes);
    org_worker_reap(worker, TRUE); /* it holds nothing that needs an orderly end */
    org_worker_debug_over(worker);
    g_ptr_array_unref(worker->held);
    if (!worker->beside)
        org_catalogue_free(worker->catalogue);
    g_free(worker->program);
    g_strfreev(worker->places);
    g_array_unref(worker->loaded);
    g_array_unref(worker->known);
    g_array_unref(worker->addresses);
    g_free(worker->debug);
    g_array_unref(worker->sent);
    g_hash_table_unref(worker->spent);
    g_string_free(worker->said, TRUE);
    g_free(worker->sandbox);
    g_free(worker->plugin);
    g_free(worker->failure);
    g_free(worker->column);
    g_free(worker);
}
