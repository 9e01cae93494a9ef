// SPDX-License-Identifier: MIT
/* The processes that mpirun started together: rank 0 and the others. Built without MPI, or started without mpirun, rank 0 is alone. */
#pragma once
#include <glib.h>

/* Which MPI is built in, "Open MPI v4.1.4, …", as its library says; NULL: none. The caller's (g_free). */
char *org_ranks_library(void);

/* Once, before the others: joins them. Under mpirun of several, a program built without MPI is an error. */
gboolean org_ranks_begin(GError **error);
/* Once, after all that was sent was taken; waits for the others. */
void org_ranks_end(void);

guint org_ranks_count(void); /* 1: alone */
guint org_ranks_self(void);

/* All together, each waiting for the others: size bytes of each, by rank, into rank 0's all; size bytes of rank 0's to everybody. */
void org_ranks_gather(const void *mine, void *all, guint size);
void org_ranks_share(void *bytes, guint size);

/* One to another. What one sends to another comes in its order, whole. */
#define ORG_RANKS_MOST (1u << 20)                 /* bytes of a message */
void org_ranks_send(guint to, GVariant *message); /* floating or the caller's */
/* NULL: nothing has come. Of any type, and as it came: nothing of it is checked but its size. The caller's (g_bytes_unref). */
GBytes *org_ranks_take(guint *from);
