// SPDX-License-Identifier: MIT
/* A journal done again from its first act to its last: once, with everyone watching who wants to know something of it. */
#pragma once
#include "acts.h"

/* Who watches; a function left NULL is not called. `now` is the organisation so far, to be read. */
typedef struct {
    gboolean (*before)(const Org *now, const OrgAct *act, gpointer data, GError **error); /* FALSE ends the replay */
    /* One cell that the act changed, as org_changes_since tells it; `now` holds the whole act already. */
    void (*change)(const Org *now, guint table, OrgRow row, guint column, OrgValue from, OrgValue to, gpointer data);
    gboolean (*after)(const Org *now, const OrgAct *act, gpointer data, GError **error); /* after all its changes */
    gboolean (*end)(const Org *now, gpointer data, GError **error);                      /* after the last act */
    gpointer data;
} OrgObserver;

/* Do all acts on org, which keeps no undo log of its own, through the verbs; each act is seen by the observers in their
 * order. On FALSE org holds the acts up to the one that failed. */
gboolean org_replay_each(Org *org, const guint8 *bytes, gsize size, const OrgObserver *observers, guint n,
                         GError **error);

/* The acts with month <= until, unwatched. */
gboolean org_replay(Org *org, const guint8 *bytes, gsize size, OrgMonth until, GError **error);

/* Passes that this process has made over journals so far: for the tests that hold that one is enough. */
guint org_replay_passes(void);
