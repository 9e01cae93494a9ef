// SPDX-License-Identifier: MIT
/* What it tells hangs on where it was loaded. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    OrgStatus (*volatile here)(const OrgHost *, OrgCtx *) = run;
    host->measure(ctx, "broken", ORG_NONE, (double) ((uintptr_t) here >> 12));
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
