// SPDX-License-Identifier: MIT
#include "child.h"
#include "../../base/message.h"
#include <string.h>

#define PROGRESS_STEP 0.002
#define UNHEARD_US 2000 /* microseconds for which frames may wait for others */

void
org_child_result(OrgChild *child, guint32 replication, guint32 status, OrgMonth month, const char *message,
                 const char *hash)
{
    g_autofree char *said = org_child_said(org_message_of(message));

    org_frame_begin(&child->out, ORG_FRAME_RESULT);
    org_frame_put_u32(&child->out, replication);
    org_frame_put_u32(&child->out, status);
    org_frame_put_i32(&child->out, month);
    org_frame_put_text(&child->out, said);
    org_frame_put_text(&child->out, hash);
    org_frame_end(&child->out);
    org_frame_flush(&child->out);
}

char *
org_child_said(const OrgMessage *message)
{
    if (strlen(org_message_said(message)) <= ORG_MAX_TEXT)
        return g_strdup(org_message_said(message));
    g_autofree char *english = org_message_text(message, ORG_LANG_EN),
                    *cut = org_child_cut(english, ORG_MAX_TEXT / 8); /* JSON makes six bytes of a control character */
    return org_said("%s", cut);
}

char *
org_child_cut(const char *text, gsize most)
{
    static const char sign[] = " […]";
    gsize size = text ? strlen(text) : 0;

    if (size <= most)
        return g_utf8_make_valid(text ? text : "", (gssize) size);
    /* Making it valid may lengthen it: a broken byte becomes three. */
    g_autofree char *valid = g_utf8_make_valid(text, (gssize) (most / 4));
    return g_strconcat(valid, sign, NULL);
}

void
org_child_progress(OrgChild *child, double part, double *shown)
{
    OrgFrameOut *out = &child->out;

    if (!(part >= *shown + PROGRESS_STEP && part <= 1))
        return;
    *shown = part;
    org_frame_begin(out, ORG_FRAME_PROGRESS);
    org_frame_put_f64(out, part);
    org_frame_end(out);
    org_frame_flush(out);
}

void
org_child_call(OrgChild *child, guint32 item, OrgMonth month)
{
    OrgBoard *board = child->board;

    __atomic_store_n(&board->where, (guint64) item << 32 | (guint32) month, __ATOMIC_RELEASE);
    __atomic_store_n(&board->calls, board->calls + 1, __ATOMIC_RELEASE);
    gint64 now = g_get_monotonic_time();
    if (now - child->heard_at < UNHEARD_US)
        return;
    child->heard_at = now;
    org_frame_flush(&child->out);
}

gboolean
org_child_stopped(const OrgChild *child)
{
    return g_atomic_int_get(child->stop) != 0;
}
