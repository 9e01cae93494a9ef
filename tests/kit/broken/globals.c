// SPDX-License-Identifier: MIT
/* A variable lasts from call to call, though nothing comes of it. */
#include "broken.h"

static volatile int last;

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    last = host->now(ctx);
    host->measure(ctx, "broken", ORG_NONE, 1);
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
