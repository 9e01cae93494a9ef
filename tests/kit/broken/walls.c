// SPDX-License-Identifier: MIT
/* It changes a file of the machine. */
#include "broken.h"
#include <sys/stat.h>

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, chmod("/tmp/orgsim-broken", 0600));
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
