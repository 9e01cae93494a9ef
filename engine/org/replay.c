// SPDX-License-Identifier: MIT
#include "replay.h"

static gint passes;

guint
org_replay_passes(void)
{
    return (guint) g_atomic_int_get(&passes);
}

typedef struct {
    const Org *org;
    const OrgObserver *observers;
    guint n;
} Watched;

static void
on_change(guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data)
{
    const Watched *w = data;
    for (guint i = 0; i < w->n; i++)
        if (w->observers[i].change)
            w->observers[i].change(w->org, table, row, column, from, to, w->observers[i].data);
}

static gboolean
tell(const Watched *w, const OrgAct *act, gboolean after, GError **error)
{
    for (guint i = 0; i < w->n; i++) {
        const OrgObserver *o = &w->observers[i];
        gboolean (*fn)(const Org *, const OrgAct *, gpointer, GError **) = after ? o->after : o->before;
        if (fn && !fn(w->org, act, o->data, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
one_act(Org *org, Watched *w, const OrgAct *act, gboolean changes, GError **error)
{
    if (!tell(w, act, FALSE, error))
        return FALSE;
    OrgMark mark = org_mark(org);
    if (!org_act_replay(org, act, error))
        return FALSE;
    if (changes) {
        org_changes_since(org, mark, on_change, w);
        org_undo_forget(org);
    }
    return tell(w, act, TRUE, error);
}

static gboolean
tell_end(const Watched *w, GError **error)
{
    for (guint i = 0; i < w->n; i++)
        if (w->observers[i].end && !w->observers[i].end(w->org, w->observers[i].data, error))
            return FALSE;
    return TRUE;
}

static gboolean
all_acts(Org *org, const guint8 *bytes, gsize size, OrgMonth until, Watched *w, gboolean changes, GError **error)
{
    gsize offset = 0;
    OrgAct act;
    GError *broken = NULL;
    g_atomic_int_inc(&passes);
    while (org_act_next(bytes, size, &offset, &act, &broken))
        if (act.month <= until && !one_act(org, w, &act, changes, error))
            return FALSE;
    if (!broken)
        return tell_end(w, error);
    g_propagate_error(error, broken);
    return FALSE;
}

gboolean
org_replay_each(Org *org, const guint8 *bytes, gsize size, const OrgObserver *observers, guint n, GError **error)
{
    Watched w = { org, observers, n };
    gboolean changes = FALSE;
    for (guint i = 0; i < n; i++)
        changes |= observers[i].change != NULL;
    if (changes)
        org_undo_enable(org);
    gboolean done = all_acts(org, bytes, size, ORG_OPEN, &w, changes, error);
    if (changes)
        org_undo_disable(org);
    return done;
}

gboolean
org_replay(Org *org, const guint8 *bytes, gsize size, OrgMonth until, GError **error)
{
    Watched nobody = { org, NULL, 0 };
    return all_acts(org, bytes, size, until, &nobody, FALSE, error);
}
