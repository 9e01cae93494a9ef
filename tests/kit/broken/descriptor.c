// SPDX-License-Identifier: MIT
/* Its default is past its own bounds. */
#include "broken.h"

static const OrgParam params[] = {
    { .key = "years", .summary = "Years", .type = ORG_INT, .fallback = "200", .min = 0, .max = 100 },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    host->measure(ctx, "broken", ORG_NONE, 1);
    return ORG_OK;
}

BROKEN_WITH(ORG_METRIC, 0, params, 1);
