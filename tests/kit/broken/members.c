// SPDX-License-Identifier: MIT
/* A metric that renames what it counts. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->rename_unit(ctx, 0, "Renamed by a metric");
    host->measure(ctx, "broken", ORG_NONE, 1);
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
