// SPDX-License-Identifier: MIT
/* Inside the worker program: what its files share. */
#pragma once
#include "../../sim/judged.h"
#include "../wire/frames.h"
#include "../wire/protocol.h"

typedef struct {
    OrgFrameIn in;
    OrgFrameOut out;
    OrgPluginSet *plugins;
    GHashTable *held;  /* held.h */
    const gint *stop;  /* the parent's flag */
    OrgBoard *board;   /* where the parent sees whom we call */
    gint64 heard_at;   /* when it was last told of calls by frames */
    guint32 role;      /* ORG_ROLE_CHANGES … */
    gboolean narrowed; /* stage 2 is in force */
    gboolean debugged; /* the parent wants to know where libraries lie */
} OrgChild;

/* ---- crash.c */
/* Handlers that tell the parent, in a last frame, what killed the process. Before stage 1, for they open a file. */
void org_child_watch_crashes(void);

/* ---- printed.c */
void org_child_watch_prints(void);
gboolean org_child_has_printed(void); /* since it was last asked */

/* ---- guard.c */
typedef struct {
    Org *copy;  /* NULL outside of a call */
    gsize acts; /* bytes of the journal before the call */
} OrgGuard;
void org_guard_before(OrgGuard *guard, const Org *org);
/* FALSE with error: the call changed what its acts do not tell. */
gboolean org_guard_after(OrgGuard *guard, const Org *org, GError **error);

/* ---- answer.c */
/* A RESULT frame, and send everything. message: see org_child_said. */
void org_child_result(OrgChild *child, guint32 replication, guint32 status, OrgMonth month, const char *message,
                      const char *hash);
/* A message for a frame; one too long for it says its English beginning. The caller frees. */
char *org_child_said(const OrgMessage *message);
/* A text for a frame, cut to `most` bytes at a character, saying that it was cut. The caller frees. */
char *org_child_cut(const char *text, gsize most);
/* Tell how far the job is, unless that is hardly further than *shown, which is brought up to date. */
void org_child_progress(OrgChild *child, double part, double *shown);
/* A call of an item begins, whose CALLING frame is written: the parent can know before the call, for there may be no after. */
void org_child_call(OrgChild *child, guint32 item, OrgMonth month);
/* The parent wants the job to stop. Costs a load. */
gboolean org_child_stopped(const OrgChild *child);

/* ---- handed.c */
/* The next descriptor that came along, which the caller owns; -1: none came. */
int org_child_take_fd(OrgChild *child);
/* Map the next sealed descriptor that came along, privately; NULL with error. */
void *org_child_map_next(OrgChild *child, gsize *size, GError **error);
/* Map the flag and the board that came with START. FALSE: they did not come. */
gboolean org_child_watch_flag(OrgChild *child);

/* ---- halves.c: what passes between the halves of a run */
typedef struct {
    OrgChild *child;
    const OrgPlan *plan;
    OrgAskKind asked;
    GByteArray *acts; /* that came with the last ask */
    OrgMessage *veto; /* of the last reply */
} OrgHalf;
void org_half_clear(OrgHalf *half);
OrgJudge org_half_judge(OrgHalf *half); /* asked through the parent */
OrgAsker org_half_asker(OrgHalf *half); /* who asks through the parent */

/* ---- run.c, render.c: a job; cursor: at the fields of its role */
void org_child_run(OrgChild *child, OrgFrameCursor *cursor);
void org_child_render(OrgChild *child, OrgFrameCursor *cursor);
