// SPDX-License-Identifier: MIT
/* It measures what it does not declare. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, 1);
    host->measure(ctx, "undeclared", ORG_NONE, 1);
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
