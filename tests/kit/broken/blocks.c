// SPDX-License-Identifier: MIT
/* The first person of each block leaves. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgRow first, end;
    OrgMonth now = host->now(ctx);
    host->range(ctx, &first, &end);
    if (host->people(ctx)->state[first] == ORG_LEFT)
        return ORG_OK;
    return host->leave(ctx, &first, &now, 1, "was the first");
}

BROKEN(ORG_PROCESS, ORG_BY_ROWS | ORG_YEARLY);
