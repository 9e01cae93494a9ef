/* SPDX-License-Identifier: MIT
 * Inside the worker program: what its files share. */
#pragma once
#include "../../host/ctx.h"
#include "../wire/frames.h"
#include "../wire/protocol.h"

typedef struct {
    OrgFrameIn in;
    OrgFrameOut out;
    OrgHostSet *host;
    gboolean narrowed; /* stage 2 is in force */
} OrgChild;

/* Handlers that tell the parent, in a last frame, what killed the process. Before stage 1, for they open a file. */
void org_child_watch_crashes(void);

/* A RESULT frame, and send everything. */
void org_child_result(OrgChild *child, guint32 status, OrgMonth month, const char *message, const char *hash);
/* A text for a frame, cut to `most` bytes at a character, saying that it was cut. The caller frees. */
char *org_child_cut(const char *text, gsize most);
/* Map a sealed descriptor privately; NULL with error. */
void *org_child_map(int fd, gsize *size, GError **error);
/* The next descriptor that came with the frame; -1 when there is none. */
int org_child_take_fd(OrgChild *child);

void org_child_run(OrgChild *child, const OrgFrame *frame);
void org_child_render(OrgChild *child, const OrgFrame *frame);
