// SPDX-License-Identifier: MIT
/* It writes to a column through a cast. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgMonth *opened = (OrgMonth *) (uintptr_t) host->units(ctx)->opened;
    opened[1] = host->now(ctx);
    host->measure(ctx, "broken", ORG_NONE, 1);
    return ORG_OK;
}

BROKEN(ORG_OPERATOR, 0);
