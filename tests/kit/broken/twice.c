// SPDX-License-Identifier: MIT
/* What it tells hangs on what happened to be free in memory: what it takes it never gives back. */
#include "broken.h"
#include <stdlib.h>

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    void *volatile memory = malloc(100);
    host->measure(ctx, "broken", ORG_NONE, (double) ((uintptr_t) memory >> 4));
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
