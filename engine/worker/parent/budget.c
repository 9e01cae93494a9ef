// SPDX-License-Identifier: MIT
/* What the answers of a run may take of the parent's memory. Each is checked by itself and there may be very many: a process
 * that holds the organisation file must not be the one that runs out. */
#include "private.h"

#define FIGURE 16u /* bytes kept of a measure when its replication is gone */

/* What is kept of a frame beside its bytes: the structure, its place in an array, texts of their own, keys to look up by. */
static guint64
cost_of(const OrgFrame *frame)
{
    switch (frame->type) {
    case ORG_FRAME_ACTS:
        return 0;
    case ORG_FRAME_MEASURE:
    case ORG_FRAME_RUNNING:
        return 48;
    default:
        return 256;
    }
}

gboolean
org_worker_afford(OrgWorkerResult *result, OrgExpected *expected, const OrgFrame *frame, char **why)
{
    if (frame->type == ORG_FRAME_LOG || frame->type == ORG_FRAME_RESULT) /* shown, and the last */
        return TRUE;
    result->bytes += frame->size + cost_of(frame);
    expected->kept += frame->type == ORG_FRAME_MEASURE ? FIGURE : 0;
    if (result->bytes + expected->kept <= expected->most)
        return TRUE;
    *why =
        org_said("handed back more than %u MB in one run; --result-limit allows more", (guint) (expected->most >> 20));
    return FALSE;
}
