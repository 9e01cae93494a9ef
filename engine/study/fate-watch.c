// SPDX-License-Identifier: MIT
/* What the acts tell of each unit: when and by which step it was founded, closed, renamed, moved, and where what it had went. */
#include "fate-private.h"
#include "../base/message.h"

struct OrgFateWatch {
    guint32 old;    /* units of the start */
    GArray *tracks; /* OrgFateTrack, by unit */
    GArray *stamps; /* OrgStamp */
    GStringChunk *texts;
    const OrgAct *act; /* under way */
    guint32 acts;
    guint32 now; /* its stamp; 0: it has none yet */
};

static void
clear_track(gpointer data)
{
    OrgFateTrack *track = data;
    g_clear_pointer(&track->went, g_array_unref);
    g_clear_pointer(&track->below, g_array_unref);
}

OrgFateWatch *
org_fate_watch_new(guint32 units)
{
    OrgFateWatch *watch = g_new0(OrgFateWatch, 1);
    watch->old = units;
    watch->tracks = g_array_new(FALSE, TRUE, sizeof(OrgFateTrack));
    g_array_set_clear_func(watch->tracks, clear_track);
    watch->stamps = g_array_new(FALSE, FALSE, sizeof(OrgStamp));
    watch->texts = g_string_chunk_new(256);
    return watch;
}

void
org_fate_watch_free(OrgFateWatch *watch)
{
    if (!watch)
        return;
    g_array_unref(watch->tracks);
    g_array_unref(watch->stamps);
    g_string_chunk_free(watch->texts);
    g_free(watch);
}

static OrgFateTrack *
track_of(OrgFateWatch *watch, OrgRow unit)
{
    if (unit >= watch->tracks->len)
        g_array_set_size(watch->tracks, MAX(watch->old, unit + 1));
    return &g_array_index(watch->tracks, OrgFateTrack, unit);
}

const OrgFateTrack *
org_fate_watch_track(OrgFateWatch *watch, OrgRow unit)
{
    return track_of(watch, unit);
}

OrgStamp
org_fate_watch_stamp(const OrgFateWatch *watch, guint32 stamp)
{
    return stamp ? g_array_index(watch->stamps, OrgStamp, stamp - 1) : ORG_NO_STAMP;
}

gboolean
org_fate_watch_together(const OrgFateWatch *watch, guint32 a, guint32 b)
{
    if (!a || !b)
        return FALSE;
    const OrgStamp *x = &g_array_index(watch->stamps, OrgStamp, a - 1),
                   *y = &g_array_index(watch->stamps, OrgStamp, b - 1);
    return x->month == y->month && x->item == y->item;
}

static guint32
stamp_now(OrgFateWatch *watch)
{
    if (watch->now)
        return watch->now;
    const char *why = org_message_said(watch->act->reason);
    OrgStamp stamp = { watch->act->month, watch->act->item, watch->acts - 1,
                       org_message_of(g_string_chunk_insert_const(watch->texts, why)) };
    g_array_append_val(watch->stamps, stamp);
    return watch->now = watch->stamps->len;
}

static void
went(OrgFateWatch *watch, GArray **list, OrgRow to)
{
    OrgFateWent one = { to, stamp_now(watch) };
    if (!*list)
        *list = g_array_new(FALSE, FALSE, sizeof(OrgFateWent));
    for (guint i = (*list)->len; i-- > 0;) {
        const OrgFateWent *last = &g_array_index(*list, OrgFateWent, i);
        if (!org_fate_watch_together(watch, last->stamp, one.stamp))
            break;
        if (last->to == to)
            return;
    }
    g_array_append_val(*list, one);
}

static void
unit_change(OrgFateWatch *watch, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    OrgFateTrack *track = track_of(watch, row);
    if (column == ORG_COL_UNITS_closed)
        track->closed = stamp_now(watch);
    else if (column == ORG_COL_UNITS_id && row >= watch->old)
        track->founded = stamp_now(watch);
    else if (column == ORG_COL_UNITS_name)
        track->renamed = stamp_now(watch);
    else if (column == ORG_COL_UNITS_parent) {
        track->moved = stamp_now(watch);
        if (from.number != ORG_NONE && to.number != ORG_NONE)
            went(watch, &track_of(watch, (OrgRow) from.number)->below, (OrgRow) to.number);
    }
}

static void
post_change(OrgFateWatch *watch, const Org *now, OrgRow row, guint column, OrgValue from, OrgValue to)
{
    if (column == ORG_COL_POSTS_closed || column == ORG_COL_POSTS_fte)
        track_of(watch, now->posts.unit[row])->posts = stamp_now(watch);
    if (column != ORG_COL_POSTS_unit)
        return;
    if (to.number != ORG_NONE)
        track_of(watch, (OrgRow) to.number)->posts = stamp_now(watch);
    if (from.number == ORG_NONE)
        return;
    track_of(watch, (OrgRow) from.number)->posts = stamp_now(watch);
    if (to.number != ORG_NONE)
        went(watch, &track_of(watch, (OrgRow) from.number)->went, (OrgRow) to.number);
}

static gboolean
before_act(const Org *now, const OrgAct *act, gpointer data, GError **error)
{
    OrgFateWatch *watch = data;
    (void) now;
    (void) error;
    watch->act = act;
    watch->acts++;
    watch->now = 0;
    return TRUE;
}

static void
on_change(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    if (table == ORG_UNITS)
        unit_change(data, row, column, from, to);
    else if (table == ORG_POSTS)
        post_change(data, now, row, column, from, to);
}

OrgObserver
org_fate_watch_observer(OrgFateWatch *watch)
{
    return (OrgObserver){ .before = before_act, .change = on_change, .data = watch };
}
