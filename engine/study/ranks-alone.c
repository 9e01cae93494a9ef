// SPDX-License-Identifier: MIT
/* Built without MPI. */
#include "../base/error.h"
#include "ranks.h"

char *
org_ranks_library(void)
{
    return NULL;
}

/* Each would believe that the file is its own. */
gboolean
org_ranks_begin(GError **error)
{
    const char *count = g_getenv("OMPI_COMM_WORLD_SIZE");
    if (!count || g_ascii_strtoull(count, NULL, 10) < 2)
        return TRUE;
    org_error_set(error, ORG_USAGE_ERROR, 0,
                  "this program is built without MPI, and mpirun started it %s times; build it with the meson option "
                  "mpi, or start it without mpirun",
                  count);
    return FALSE;
}

void
org_ranks_end(void)
{
}

guint
org_ranks_count(void)
{
    return 1;
}

guint
org_ranks_self(void)
{
    return 0;
}

void
org_ranks_gather(const void *mine, void *all, guint size)
{
    (void) mine, (void) all, (void) size;
}

void
org_ranks_share(void *bytes, guint size)
{
    (void) bytes, (void) size;
}

void
org_ranks_send(guint to, GVariant *message)
{
    (void) to;
    g_variant_unref(g_variant_ref_sink(message));
}

GBytes *
org_ranks_take(guint *from)
{
    (void) from;
    return NULL;
}
