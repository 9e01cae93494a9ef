// SPDX-License-Identifier: MIT
/* It measures the whole twice. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, 1);
    host->measure(ctx, "broken", ORG_NONE, 2);
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
