// SPDX-License-Identifier: MIT
/* One replication by two processes: what one has changed is handed to the other, which judges it. Frames are taken in the order of the
 * calendar, whoever is quicker: what the first says after an ask waits until the second has answered that. */
#include "pair.h"
#include "../../base/error.h"
#include <string.h>

/* How far the first may be ahead: asks without an answer, and bytes on their way. */
#define MOST_ASKS 8u
#define MOST_BYTES (8u << 20)

/* ---- to the two */

static void
tell_judge(Pair *pair, guint32 kind, const OrgAsk *ask)
{
    OrgFrameOut *out = &pair->judge->out;

    org_frame_begin(out, ORG_FRAME_ASK);
    org_frame_put_u32(out, kind);
    org_frame_put_u32(out, ask->item);
    org_frame_put_i32(out, ask->month);
    org_frame_put_i32(out, ask->first);
    org_frame_end(out);
}

static void
reply(Pair *pair, guint32 kind, const OrgMessage *veto)
{
    OrgFrameOut *out = &pair->changer->out;

    org_frame_begin(out, ORG_FRAME_REPLY);
    org_frame_put_u32(out, kind);
    org_frame_put_text(out, org_message_said(veto));
    if (kind != ORG_LEAVE)
        org_frame_put_bytes(out, pair->paid->data, pair->paid->len);
    org_frame_end(out);
    org_frame_flush(out);
}

/* Whoever has not ended is told to. */
static void
stop_both(Pair *pair)
{
    static const OrgAsk none = { .month = ORG_UNKNOWN, .first = ORG_UNKNOWN };

    if (pair->dropping)
        return;
    pair->dropping = TRUE;
    for (GList *at = pair->waiting->head; at; at = at->next)
        pair->changed |= ((Waiting *) at->data)->frame.type == ORG_FRAME_RESULT;
    if (!pair->judged)
        tell_judge(pair, ORG_LEAVE, &none);
    if (!pair->changed)
        reply(pair, ORG_LEAVE, org_message_of(""));
}

/* ---- from the first */

static gboolean
take(Pair *pair, OrgWorker *from, const OrgFrame *frame, GError **error)
{
    g_autofree char *why = NULL;
    gboolean done = FALSE;

    pair->expected->speaker = from == pair->judge ? ORG_SPEAKER_JUDGES : ORG_SPEAKER_CHANGES;
    pair->expected->may_stop = pair->changer->stopping || pair->dropping;
    if (org_worker_result_take(pair->result, pair->expected, frame, pair->end_month, &done, &why)) {
        if (!done)
            return TRUE;
        pair->changed = TRUE;
        if (pair->result->status != ORG_WORKER_DONE && pair->result->status != ORG_WORKER_VETOED)
            stop_both(pair);
        return TRUE;
    }
    if (pair->result->spoke >= 0) {
        const OrgItem *item = pair->expected->plan->items->pdata[pair->result->spoke];
        org_worker_blame(from, ORG_BLAME_CALL, item->index, pair->result->spoke_at, org_worker_owner(from, item));
    }
    return org_worker_reject(from, error, "%s", why);
}

/* What waited behind the ask that is answered now, up to the next. */
static gboolean
go_on(Pair *pair, GError **error)
{
    gboolean fine = TRUE;

    while (fine && !g_queue_is_empty(pair->waiting)) {
        Waiting *one = g_queue_peek_head(pair->waiting);
        if (one->frame.type == ORG_FRAME_ASK)
            break;
        pair->kept -= one->frame.size;
        fine = take(pair, pair->changer, &one->frame, error);
        org_waiting_free(g_queue_pop_head(pair->waiting));
    }
    return fine;
}

static gboolean
take_ask(Pair *pair, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    OrgAsk ask = { .kind = (OrgAskKind) org_frame_get_u32(&cursor), .item = org_frame_get_u32(&cursor) };

    ask.month = org_frame_get_i32(&cursor);
    ask.first = org_frame_get_i32(&cursor);
    if (!org_frame_done(&cursor) || !org_asks_take(pair->asks, &ask))
        return org_worker_reject(pair->changer, error, "%s", M_("asked for what the calendar does not ask for"));
    if (!org_asks_acts_ok(pair->asks, &ask, pair->acts))
        return org_worker_reject(pair->changer, error, "%s", M_("changed something where its step is not judged"));
    /* Only a slice can be undone, and the remarks of its step with it. */
    while (ask.kind != ORG_ASK_SLICE && !g_queue_is_empty(pair->remarks))
        g_queue_push_tail(pair->waiting, g_queue_pop_head(pair->remarks));
    if (pair->unanswered == 0 && !go_on(pair, error))
        return FALSE;
    tell_judge(pair, ask.kind, &ask);
    org_pair_keep_ask(pair, &ask);
    if (org_ask_waits(pair->expected->plan, ask.kind))
        org_worker_rest(pair->changer);
    return TRUE;
}

static gboolean
take_acts(Pair *pair, const OrgFrame *frame, GError **error)
{
    OrgFrameOut *out = &pair->judge->out;

    if (frame->size > ORG_MAX_ACTS - pair->result->acts->len - pair->acts->len)
        return org_worker_reject(pair->changer, error, "changed more than the engine can record (%u MB of acts)",
                                 ORG_MAX_ACTS >> 20);
    g_byte_array_append(pair->acts, frame->data, (guint) frame->size);
    org_frame_begin(out, ORG_FRAME_ACTS);
    org_frame_put_bytes(out, frame->data, frame->size);
    org_frame_end(out);
    return TRUE;
}

/* What a step says of itself waits until it is known whether it stands. */
static gboolean
is_remark(const Pair *pair, const OrgFrame *frame)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 item = org_frame_get_u32(&cursor);
    const GPtrArray *items = pair->expected->plan->items;

    return frame->type == ORG_FRAME_FINDING && item < items->len &&
           ((OrgItem *) items->pdata[item])->role == ORG_ITEM_STEP;
}

static gboolean
from_changer(Pair *pair, const OrgFrame *frame, GError **error)
{
    if (pair->dropping && frame->type != ORG_FRAME_RESULT)
        return TRUE;
    if (frame->type == ORG_FRAME_ASK)
        return take_ask(pair, frame, error);
    if (frame->type == ORG_FRAME_ACTS)
        return take_acts(pair, frame, error);
    if (is_remark(pair, frame)) {
        org_pair_keep(pair, pair->remarks, frame);
        return TRUE;
    }
    /* Logs are shown as they come, for the plugin may crash next; a run that is to stop has no order any more. */
    gboolean ends = frame->type == ORG_FRAME_RESULT && (pair->dropping || pair->changer->stopping);
    if (pair->unanswered == 0 || ends || frame->type == ORG_FRAME_LOG)
        return take(pair, pair->changer, frame, error);
    org_pair_keep(pair, pair->waiting, frame);
    return TRUE;
}

/* ---- from the second */

static gboolean
is_undone(OrgAnswerKind kind)
{
    return kind == ORG_ANSWER_UNDONE || kind == ORG_ANSWER_TRY_AGAIN;
}

/* A step that is tried again next month says then what it has to say. */
static gboolean
tell_of_slice(Pair *pair, Waiting *slice, OrgAnswerKind answer, GError **error)
{
    gboolean fine = TRUE;

    for (GList *at = slice->remarks ? slice->remarks->head : NULL; at; at = at->next)
        pair->kept -= ((Waiting *) at->data)->frame.size;
    for (GList *at = slice->found ? slice->found->head : NULL; at; at = at->next)
        pair->kept -= ((Waiting *) at->data)->frame.size;
    for (GList *at = slice->remarks ? slice->remarks->head : NULL; at && fine; at = at->next)
        if (answer != ORG_ANSWER_TRY_AGAIN)
            fine = take(pair, pair->changer, &((Waiting *) at->data)->frame, error);
    for (GList *at = slice->found ? slice->found->head : NULL; at && fine; at = at->next)
        fine = take(pair, pair->judge, &((Waiting *) at->data)->frame, error);
    return fine;
}

static gboolean
take_answer(Pair *pair, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    OrgAnswer answer = { .kind = (OrgAnswerKind) org_frame_get_u32(&cursor) };
    g_autofree OrgMessage *veto = (OrgMessage *) org_frame_get_message(&cursor, ORG_MAX_TEXT);
    Waiting *one = g_queue_peek_head(pair->waiting);

    if (!org_frame_done(&cursor) || !one || answer.kind > ORG_ANSWER_NOT_DUE)
        return org_worker_reject(pair->judge, error, "%s", M_("answered what it was not asked"));
    gboolean slice = one->ask.kind == ORG_ASK_SLICE, when = one->ask.kind == ORG_ASK_WHEN;
    if ((is_undone(answer.kind) && !slice) || (answer.kind == ORG_ANSWER_NOT_DUE && !when) ||
        (pair->paid->len > 0 && one->ask.kind != ORG_ASK_SETTLE))
        return org_worker_reject(pair->judge, error, "%s", M_("answered what it was not asked"));
    if (!org_asks_paid_ok(pair->asks, &one->ask, pair->paid))
        return org_worker_reject(pair->judge, error, "%s", M_("changed something, and may only read and pay"));
    answer.veto = veto;
    if (one->acts && !is_undone(answer.kind))
        g_byte_array_append(pair->result->acts, one->acts->data, one->acts->len);
    if (pair->paid->len > 0)
        g_byte_array_append(pair->result->acts, pair->paid->data, pair->paid->len);
    if (one->acts) { /* the start nobody asked about */
        org_asks_answered(pair->asks, &one->ask, &answer);
        if (org_ask_waits(pair->expected->plan, one->ask.kind)) {
            reply(pair, answer.kind, veto);
            org_worker_wake(pair->changer);
        }
    }
    g_byte_array_set_size(pair->paid, 0);
    g_queue_pop_head(pair->waiting);
    pair->unanswered--;
    gboolean fine = tell_of_slice(pair, one, answer.kind, error) && go_on(pair, error);
    org_waiting_free(one);
    return fine;
}

/* The second has ended: as the first should, or because of what it was to judge. */
static gboolean
take_end(Pair *pair, const OrgFrame *frame, GError **error)
{
    OrgFrameCursor cursor = org_frame_cursor(frame);
    guint32 replication = org_frame_get_u32(&cursor);

    pair->judged_status = org_frame_get_u32(&cursor);
    org_frame_get_i32(&cursor);
    g_autofree char *message = org_frame_get_message(&cursor, ORG_MAX_TEXT);
    pair->judged_hash = org_frame_get_text(&cursor, 64);
    gboolean whole = pair->judged_status == ORG_WORKER_DONE || pair->judged_status == ORG_WORKER_VETOED;
    gboolean stopped = pair->judged_status == ORG_WORKER_INTERRUPTED && (pair->dropping || pair->changer->stopping);
    if (!org_frame_done(&cursor) || replication != pair->result->replication ||
        !(whole ? pair->unanswered == 0 && org_asks_over(pair->asks)
                : stopped || pair->judged_status == ORG_WORKER_FAILED))
        return org_worker_reject(pair->judge, error, "%s", M_("ended the run in a way that makes no sense"));
    pair->judged = TRUE;
    if (stopped)
        stop_both(pair);
    if (whole || stopped)
        return TRUE;
    pair->judge_failed = TRUE;
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_PLUGIN, "%s", message);
    return FALSE;
}

static gboolean
take_paid(Pair *pair, const OrgFrame *frame, GError **error)
{
    const Waiting *one = g_queue_peek_head(pair->waiting);

    if (!one || !one->acts || one->ask.kind != ORG_ASK_SETTLE ||
        frame->size > ORG_MAX_ACTS - pair->result->acts->len - pair->paid->len)
        return org_worker_reject(pair->judge, error, "%s", M_("sent acts that nobody asked for"));
    g_byte_array_append(pair->paid, frame->data, (guint) frame->size);
    return TRUE;
}

static gboolean
from_judge(Pair *pair, const OrgFrame *frame, GError **error)
{
    if (frame->type == ORG_FRAME_RESULT)
        return take_end(pair, frame, error);
    if (pair->dropping)
        return TRUE;
    if (frame->type == ORG_FRAME_ANSWER)
        return take_answer(pair, frame, error);
    if (frame->type == ORG_FRAME_ACTS)
        return take_paid(pair, frame, error);
    if (pair->unanswered == 0)
        return org_worker_reject(pair->judge, error, "%s", M_("answered what it was not asked"));
    Waiting *one = g_queue_peek_head(pair->waiting);
    if (one->found) {
        org_pair_keep(pair, one->found, frame);
        return TRUE;
    }
    return take(pair, pair->judge, frame, error);
}

/* ---- the whole */

/* No time passes for one that waits for the other. */
static void
let_rest(Pair *pair)
{
    const Waiting *last = g_queue_peek_tail(pair->waiting);
    gboolean waiting = last && last->frame.type != ORG_FRAME_ASK;
    gboolean waits =
        last && last->acts && last->frame.type == ORG_FRAME_ASK && org_ask_waits(pair->expected->plan, last->ask.kind);
    gboolean held = pair->unanswered > MOST_ASKS || (waiting && pair->kept > MOST_BYTES) ||
                    (last && last->frame.type == ORG_FRAME_RESULT); /* it has nothing more to say */
    gboolean ahead = held || org_frame_unsent(&pair->judge->out) > MOST_BYTES;

    pair->changer->unheard = held && !pair->dropping;
    pair->changer->hushed_above =
        pair->dropping ? 0 : MOST_BYTES; /* what is unsent shrinks without a frame from anybody */
    if (!pair->changed && !pair->dropping && (waits || ahead))
        org_worker_rest(pair->changer);
    else
        org_worker_wake(pair->changer);
    if (pair->unanswered == 0 && !pair->dropping && !org_asks_over(pair->asks))
        org_worker_rest(pair->judge);
    else
        org_worker_wake(pair->judge);
}

static gboolean
collect(Pair *pair, GError **error)
{
    OrgWorker *from;
    OrgFrame frame;

    while (!pair->changed || !pair->judged) {
        let_rest(pair);
        gboolean came = org_workers_next((OrgWorker *[]){ pair->changer, pair->judge }, 2, &from, &frame, error);
        g_autofree char *why = NULL;
        pair->at_fault = from;
        if (came && !org_worker_afford(pair->result, pair->expected, &frame, &why))
            return org_worker_reject(from, error, "%s", why);
        if (!came || !(from == pair->judge ? from_judge(pair, &frame, error) : from_changer(pair, &frame, error)))
            return FALSE;
    }
    return TRUE;
}

/* Whoever has spoken in the engine's name, it need not be who was called last. */
static gboolean
reject_all(Pair *pair, GError **error, const char *where)
{
    g_autoptr(GArray) plugins = org_plugins_of(pair->expected->plan, FALSE, FALSE);
    g_autofree char *names = org_plugins_named(pair->changer->catalogue, plugins);

    org_worker_blame(pair->changer, ORG_BLAME_NOBODY, 0, ORG_UNKNOWN, NULL);
    return org_worker_reject(pair->changer, error,
                             "told otherwise of %s than it was judged: a plugin spoke in the engine's name; it holds "
                             "plugin %s",
                             where, names);
}

/* What both say in the end. */
static gboolean
agree(Pair *pair, GError **error)
{
    OrgWorkerResult *result = pair->result;
    gboolean whole = result->status == ORG_WORKER_DONE || result->status == ORG_WORKER_VETOED;

    if (pair->dropping && (whole || result->status == ORG_WORKER_INTERRUPTED)) { /* it was quicker than the flag */
        result->status = ORG_WORKER_INTERRUPTED;
        g_free(result->message);
        result->message = org_message_new("interrupted");
    }
    if (!whole || pair->dropping)
        return TRUE;
    pair->at_fault = pair->changer;
    g_autofree char *where = org_asks_differ(pair->asks, result);
    if (where)
        return reject_all(pair, error, where);
    if (pair->judged_status != (guint32) result->status || pair->acts->len > 0)
        return org_worker_reject(pair->changer, error, "%s", M_("ended the run in a way that makes no sense"));
    /* A rule that wrote to a column: found out as if the other half had. */
    if (strcmp(pair->judged_hash, result->end_hash) != 0)
        result->end_hash[0] = '-';
    return TRUE;
}

/* The second could not do what the first says: the acts themselves tell why, with the plugin and the act. */
static gboolean
are_impossible(Pair *pair)
{
    const Waiting *one = g_queue_peek_head(pair->waiting);

    if (!pair->judge_failed)
        return FALSE;
    if (one && one->acts)
        g_byte_array_append(pair->result->acts, one->acts->data, one->acts->len);
    return !org_worker_result_replays(pair->changer->catalogue, pair->result, pair->expected);
}

static void
end(Pair *pair, gboolean fine, const GError *why)
{
    OrgFrameOut *out = &pair->judge->out;

    pair->changer->unheard = FALSE;
    pair->changer->hushed_above = 0;
    if (fine) {
        org_worker_wake(pair->changer);
        org_worker_wake(pair->judge);
        if (!org_frame_send_some(out) || org_frame_unsent(out) > 0)
            org_worker_reap(pair->judge, TRUE);
        else
            out->gathers = FALSE;
        return;
    }
    if (!are_impossible(pair))
        org_worker_result_fail(pair->result, pair->at_fault, why);
    org_worker_reap(pair->changer, TRUE);
    org_worker_reap(pair->judge, TRUE);
}

void
org_pair_receive(OrgWorker *worker, OrgExpected *expected, OrgWorkerResult *result, OrgMonth *end_month)
{
    static const OrgAsk start = { .kind = ORG_ASK_RULES, .month = ORG_UNKNOWN, .first = ORG_UNKNOWN };
    g_autoptr(OrgAsks) asks = org_asks_new(expected->plan, expected->nothing);
    g_autoptr(GByteArray) paid = g_byte_array_new();
    g_autoptr(GError) why = NULL;
    Pair pair = { .changer = worker,
                  .judge = worker->judge,
                  .expected = expected,
                  .result = result,
                  .end_month = end_month,
                  .asks = asks,
                  .waiting = g_queue_new(),
                  .remarks = g_queue_new(),
                  .paid = paid,
                  .at_fault = worker };

    org_pair_keep_ask(&pair, &start);
    worker->judge->out.gathers = TRUE;
    gboolean fine = collect(&pair, &why) && agree(&pair, &why);
    end(&pair, fine, why);
    g_queue_free_full(pair.waiting, org_waiting_free);
    g_queue_free_full(pair.remarks, org_waiting_free);
    g_clear_pointer(&pair.acts, g_byte_array_unref);
    g_free(pair.judged_hash);
}
