// SPDX-License-Identifier: MIT
/* Inside pair.c and waiting.c: a replication by two processes, and what waits for its turn. */
#pragma once
#include "private.h"

/* A frame of the first that waits, or (FRAME_ASK) an ask that has no answer yet. */
typedef struct {
    OrgFrame frame; /* its bytes are its own */
    OrgAsk ask;
    GByteArray *acts; /* of the ask: since the one before; NULL: nobody asked, it is the start */
    GQueue *remarks;  /* of a slice: what its step says, Waiting *; told before what is found of it; NULL: nothing */
    GQueue *found;    /* of a slice with remarks: what the second says of it */
} Waiting;

typedef struct {
    OrgWorker *changer, *judge;
    OrgExpected *expected;
    OrgWorkerResult *result;
    OrgMonth *end_month;
    OrgAsks *asks;
    GQueue *waiting;          /* Waiting *; the first is an ask, unless it is empty */
    guint unanswered;         /* asks among them */
    GByteArray *acts;         /* since the last ask */
    GByteArray *paid;         /* by the second, of the ask that it works on */
    GQueue *remarks;          /* Waiting *: what steps said since the last ask */
    gboolean dropping;        /* the run was stopped: only the ends count */
    gboolean changed, judged; /* the ends have come */
    gboolean judge_failed;
    guint32 judged_status;
    char *judged_hash;
    gsize kept;          /* bytes in the queues */
    OrgWorker *at_fault; /* who sent, or did not send, what ends it */
} Pair;

void org_waiting_free(gpointer waiting);
/* A copy of the frame joins the queue. */
void org_pair_keep(Pair *pair, GQueue *queue, const OrgFrame *frame);
/* An ask waits for its answer, with the acts and the remarks that came before it. */
void org_pair_keep_ask(Pair *pair, const OrgAsk *ask);
