// SPDX-License-Identifier: MIT
/* It draws, and does not declare so. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, org_chance_real(host->key(ctx, 2024), 0, 0));
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
