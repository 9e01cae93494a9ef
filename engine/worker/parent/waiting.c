// SPDX-License-Identifier: MIT
/* What the first of two processes said before the second has answered what came before. */
#include "pair.h"

void
org_waiting_free(gpointer data)
{
    Waiting *one = data;

    g_free((guint8 *) one->frame.data);
    g_clear_pointer(&one->acts, g_byte_array_unref);
    if (one->remarks)
        g_queue_free_full(one->remarks, org_waiting_free);
    if (one->found)
        g_queue_free_full(one->found, org_waiting_free);
    g_free(one);
}

void
org_pair_keep(Pair *pair, GQueue *queue, const OrgFrame *frame)
{
    Waiting *one = g_new0(Waiting, 1);

    one->frame = (OrgFrame){ frame->type, g_memdup2(frame->data, frame->size), frame->size };
    g_queue_push_tail(queue, one);
    pair->kept += frame->size;
}

void
org_pair_keep_ask(Pair *pair, const OrgAsk *ask)
{
    Waiting *one = g_new0(Waiting, 1);

    one->frame.type = ORG_FRAME_ASK;
    one->ask = *ask;
    one->acts = g_steal_pointer(&pair->acts);
    pair->acts = g_byte_array_new();
    if (ask->kind == ORG_ASK_SLICE && !g_queue_is_empty(pair->remarks)) {
        one->remarks = pair->remarks;
        one->found = g_queue_new();
        pair->remarks = g_queue_new();
    }
    g_queue_push_tail(pair->waiting, one);
    pair->unanswered++;
}
