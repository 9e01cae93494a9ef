// SPDX-License-Identifier: MIT
/* The two halves of a run, each in its process, with the parent between them. */
#include "child.h"
#include <string.h>

void
org_half_clear(OrgHalf *half)
{
    g_clear_pointer(&half->acts, g_byte_array_unref);
    g_clear_pointer(&half->veto, g_free);
}

/* ---- the half that changes */

/* FALSE: there is none, or it says that the run is to stop. */
static gboolean
read_reply(OrgHalf *half, OrgAnswer *answer)
{
    OrgFrame frame;

    if (!org_frame_wait(&half->child->in, &frame, NULL) || frame.type != ORG_FRAME_REPLY)
        return FALSE;
    OrgFrameCursor cursor = org_frame_cursor(&frame);
    guint32 kind = org_frame_get_u32(&cursor);
    g_free(half->veto);
    half->veto = (OrgMessage *) org_frame_get_message(&cursor, ORG_MAX_TEXT);
    answer->kind = (OrgAnswerKind) kind;
    answer->veto = half->veto;
    answer->acts = org_frame_get_rest(&cursor, &answer->size);
    return cursor.ok && kind != ORG_LEAVE;
}

/* What is not waited for goes with what follows, at the latest at the end of the month. */
static gboolean
ask(gpointer data, const OrgAsk *ask, OrgAnswer *answer)
{
    OrgHalf *half = data;
    OrgFrameOut *out = &half->child->out;

    org_frame_begin(out, ORG_FRAME_ASK);
    org_frame_put_u32(out, ask->kind);
    org_frame_put_u32(out, ask->item);
    org_frame_put_i32(out, ask->month);
    org_frame_put_i32(out, ask->first);
    org_frame_end(out);
    gboolean waits = org_ask_waits(half->plan, ask->kind);
    if (waits || ask->kind == ORG_ASK_FIGURES)
        org_frame_flush(out);
    return waits ? read_reply(half, answer) : !org_child_stopped(half->child);
}

OrgJudge
org_half_judge(OrgHalf *half)
{
    return (OrgJudge){ half, ask };
}

/* ---- the half that judges */

static gboolean
next(gpointer data, OrgAsk *ask, const guint8 **acts, gsize *size)
{
    OrgHalf *half = data;
    OrgFrame frame;

    if (!half->acts)
        half->acts = g_byte_array_new();
    g_byte_array_set_size(half->acts, 0);
    org_frame_flush(&half->child->out);
    while (org_frame_wait(&half->child->in, &frame, NULL)) {
        OrgFrameCursor cursor = org_frame_cursor(&frame);
        if (frame.type == ORG_FRAME_ACTS) {
            g_byte_array_append(half->acts, frame.data, (guint) frame.size);
            continue;
        }
        if (frame.type != ORG_FRAME_ASK)
            return FALSE;
        ask->kind = half->asked = (OrgAskKind) org_frame_get_u32(&cursor);
        ask->item = org_frame_get_u32(&cursor);
        ask->month = org_frame_get_i32(&cursor);
        ask->first = org_frame_get_i32(&cursor);
        *acts = half->acts->data;
        *size = half->acts->len;
        return org_frame_done(&cursor) && (guint32) ask->kind != ORG_LEAVE;
    }
    return FALSE;
}

static void
answer_to(gpointer data, const OrgAnswer *answer)
{
    OrgHalf *half = data;
    OrgFrameOut *out = &half->child->out;
    g_autofree char *said = org_child_said(answer->veto);

    org_frame_begin(out, ORG_FRAME_ANSWER);
    org_frame_put_u32(out, answer->kind);
    org_frame_put_text(out, said);
    org_frame_end(out);
    if (org_ask_waits(half->plan, half->asked))
        org_frame_flush(out);
}

OrgAsker
org_half_asker(OrgHalf *half)
{
    return (OrgAsker){ half, next, answer_to };
}
