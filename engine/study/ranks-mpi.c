// SPDX-License-Identifier: MIT
/* Built with MPI. Its own errors end all ranks, as is usual: what was stored stays, and the sweep is gone on with. */
#include "ranks.h"
#include <mpi.h>

#define TAG 12

static gboolean joined;
static int count = 1, self;

char *
org_ranks_library(void)
{
    char text[MPI_MAX_LIBRARY_VERSION_STRING];
    int length;
    MPI_Get_library_version(text, &length); /* may be asked before MPI_Init */
    return g_strndup(text, (gsize) length);
}

/* Workers are started later, by posix_spawn and with an environment of their own: nothing of MPI goes to them. */
gboolean
org_ranks_begin(GError **error)
{
    (void) error;
    if (!g_getenv("OMPI_COMM_WORLD_SIZE"))
        return TRUE;
    MPI_Init(NULL, NULL);
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    MPI_Comm_rank(MPI_COMM_WORLD, &self);
    joined = TRUE;
    return TRUE;
}

void
org_ranks_end(void)
{
    if (joined)
        MPI_Finalize();
    joined = FALSE;
}

guint
org_ranks_count(void)
{
    return (guint) count;
}

guint
org_ranks_self(void)
{
    return (guint) self;
}

void
org_ranks_gather(const void *mine, void *all, guint size)
{
    if (count > 1)
        MPI_Gather(mine, (int) size, MPI_BYTE, all, (int) size, MPI_BYTE, 0, MPI_COMM_WORLD);
}

void
org_ranks_share(void *bytes, guint size)
{
    if (count > 1)
        MPI_Bcast(bytes, (int) size, MPI_BYTE, 0, MPI_COMM_WORLD);
}

void
org_ranks_send(guint to, GVariant *message)
{
    g_autoptr(GVariant) held = g_variant_ref_sink(message);
    gsize size = g_variant_get_size(held);
    g_assert(size <= ORG_RANKS_MOST);
    MPI_Send(g_variant_get_data(held), (int) size, MPI_BYTE, (int) to, TAG, MPI_COMM_WORLD);
}

GBytes *
org_ranks_take(guint *from)
{
    MPI_Status status;
    int size, there = 0;
    if (count > 1)
        MPI_Iprobe(MPI_ANY_SOURCE, TAG, MPI_COMM_WORLD, &there, &status);
    if (!there)
        return NULL;
    MPI_Get_count(&status, MPI_BYTE, &size);
    if (size < 0 || (guint) size > ORG_RANKS_MOST)
        MPI_Abort(MPI_COMM_WORLD, 1); /* no rank of ours sends that, and there is no room to take it in */
    void *bytes = g_malloc((gsize) size);
    MPI_Recv(bytes, size, MPI_BYTE, status.MPI_SOURCE, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    *from = (guint) status.MPI_SOURCE;
    return g_bytes_new_take(bytes, (gsize) size);
}
