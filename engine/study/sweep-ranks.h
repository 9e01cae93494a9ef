// SPDX-License-Identifier: MIT
/* A sweep over ranks. Each reads the sweep and its scenario, and has processes of its own; rank 0 alone has the file. It gives out numbers of
 * points, runs points itself, and takes what came of the others. None of the ranks is believed. */
#pragma once
#include "../base/message.h"
#include "../worker/worker.h"

#define SWEEP_HASH 65u /* bytes of a hash, with the 0 at its end; "": this rank could not read the sweep */

typedef struct SweepRanks SweepRanks;

/* What came of a point at another rank: the row of the file but for the values, which rank 0 knows. */
typedef struct {
    guint64 number;
    OrgWorkerStatus status;
    guint redone;
    OrgMessage *message; /* the taker's (g_free); NULL: none */
    double *figures;     /* by outcome; likewise */
} SweepRecord;

/* All ranks together: whether all read the same sweep. *teller: it is this rank that says why not: rank 0, with error if it is the
 * others' fault, or the first other that could not read what rank 0 could. */
gboolean sweep_ranks_agree(const char *hash, gboolean *teller, GError **error);
/* All ranks together: whether rank 0, which says it, has opened its file, and at which point it begins. */
gboolean sweep_ranks_open(gboolean good, guint64 *first);

/* Points first … points - 1 with so many figures each. */
SweepRanks *sweep_ranks_new(guint64 first, guint64 points, guint figures);
void sweep_ranks_free(SweepRanks *ranks);

/* The next point for this rank. FALSE: none. Other ranks wait for rank 0's word, listening to stopped. */
gboolean sweep_ranks_next(SweepRanks *ranks, gboolean (*stopped)(gpointer data), gpointer data, guint64 *number);
/* Rank 0: what the others say; TRUE: a record of a point. Again until it is FALSE; then error: one of them failed, or lied. */
gboolean sweep_ranks_hear(SweepRanks *ranks, SweepRecord *record, GError **error);
/* Rank 0: whether all others have ended; points that one left undone are next()'s again. */
gboolean sweep_ranks_all_ended(const SweepRanks *ranks);
gboolean sweep_ranks_left(const SweepRanks *ranks);
/* Rank 0: no more points. Others: whether it said so. */
void sweep_ranks_stop(SweepRanks *ranks);
gboolean sweep_ranks_told_to_stop(SweepRanks *ranks);
/* Others: a point's record; then, once, that this rank has ended (why: an error, or NULL), which waits for all. */
void sweep_ranks_tell(const SweepRecord *record, guint figures);
void sweep_ranks_end(SweepRanks *ranks, const GError *why);
/* Rank 0: the end of all. */
void sweep_ranks_part(void);
