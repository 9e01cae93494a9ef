// SPDX-License-Identifier: MIT
// When, by which step and why: the acts done again on a copy, with the changes of each.
#include "impact-private.h"

typedef struct {
    Tracks *tracks;
    const Org *org;
    OrgStamp now;
} Reading;

static void
went(Reading *r, OrgRow from, OrgRow to)
{
    GArray **list = &r->tracks->went[from];
    if (!*list)
        *list = g_array_new(FALSE, FALSE, sizeof(Went));
    for (guint i = (*list)->len; i-- > 0;) {
        Went *w = &g_array_index(*list, Went, i);
        if (w->stamp.month != r->now.month || w->stamp.item != r->now.item)
            break;
        if (w->to == to)
            return;
    }
    Went one = { to, r->now };
    g_array_append_val(*list, one);
}

static void
on_change(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    Reading *r = data;
    Tracks *t = r->tracks;
    guint32 old = t->impact->start->units.n;
    if (table == ORG_UNITS && column == ORG_COL_UNITS_closed)
        t->closed[row] = r->now;
    else if (table == ORG_UNITS && column == ORG_COL_UNITS_id && row >= old)
        t->founded[row - old] = r->now;
    else if (table == ORG_UNITS && (column == ORG_COL_UNITS_name || column == ORG_COL_UNITS_parent))
        t->changed[row] = r->now;
    else if (table == ORG_POSTS && column == ORG_COL_POSTS_unit && from.number != ORG_NONE && to.number != ORG_NONE)
        went(r, (OrgRow) from.number, (OrgRow) to.number);
    else if (table == ORG_POSTS && column == ORG_COL_POSTS_rank)
        t->ranks[row] = r->now;
    else if (table == ORG_PEOPLE && (column == ORG_COL_PEOPLE_post || column == ORG_COL_PEOPLE_unit ||
                                     column == ORG_COL_PEOPLE_state || column == ORG_COL_PEOPLE_id))
        t->people[row] = r->now;
}

static OrgStamp *
blank(guint32 n)
{
    OrgStamp *stamps = g_new(OrgStamp, MAX(n, 1));
    for (guint32 i = 0; i < n; i++)
        stamps[i] = (OrgStamp){ ORG_UNKNOWN, 0, "" };
    return stamps;
}

static gboolean
read_acts(Reading *r, Org *org, GBytes *acts, GError **error)
{
    gsize size, offset = 0;
    const guint8 *bytes = g_bytes_get_data(acts, &size);
    OrgAct act;
    GError *broken = NULL;
    while (org_act_next(bytes, size, &offset, &act, &broken)) {
        r->now = (OrgStamp){ act.month, act.item,
                             g_string_chunk_insert_const(r->tracks->impact->texts, act.reason ? act.reason : "") };
        OrgMark mark = org_mark(org);
        if (!org_act_replay(org, &act, error))
            return FALSE;
        org_changes_since(org, mark, on_change, r);
        org_undo_forget(org);
    }
    if (!broken)
        return TRUE;
    g_propagate_error(error, broken);
    return FALSE;
}

Tracks *
org_tracks_new(OrgImpact *impact, GBytes *acts, GError **error)
{
    const Org *start = impact->start, *end = impact->end;
    Tracks *tracks = g_new0(Tracks, 1);
    tracks->impact = impact;
    tracks->closed = blank(end->units.n);
    tracks->changed = blank(end->units.n);
    tracks->founded = blank(end->units.n - start->units.n);
    tracks->people = blank(end->people.n);
    tracks->ranks = blank(end->posts.n);
    tracks->went = g_new0(GArray *, MAX(end->units.n, 1));
    g_autoptr(Org) org = org_copy(start);
    org_undo_enable(org);
    Reading reading = { tracks, org, { ORG_UNKNOWN, 0, "" } };
    if (read_acts(&reading, org, acts, error))
        return tracks;
    org_tracks_free(tracks);
    return NULL;
}

void
org_tracks_free(Tracks *tracks)
{
    for (OrgRow i = 0; i < tracks->impact->end->units.n; i++)
        if (tracks->went[i])
            g_array_unref(tracks->went[i]);
    g_free(tracks->went);
    g_free(tracks->closed);
    g_free(tracks->changed);
    g_free(tracks->founded);
    g_free(tracks->people);
    g_free(tracks->ranks);
    g_free(tracks);
}
