// SPDX-License-Identifier: MIT
/* It could draw from the C library, though it does not. */
#include "broken.h"
#include <stdlib.h>

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, host->units(ctx)->n == 0 ? rand() : 1);
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
