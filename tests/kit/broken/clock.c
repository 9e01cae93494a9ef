// SPDX-License-Identifier: MIT
/* What it tells hangs on the day on which it runs. */
#include "broken.h"
#include <time.h>

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, (double) (time(NULL) / 86400));
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
