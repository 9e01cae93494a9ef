// SPDX-License-Identifier: MIT
/* It cannot bear the upper bound of its own parameter. */
#include "broken.h"

static const OrgParam params[] = {
    { .key = "years", .summary = "Years", .type = ORG_INT, .fallback = "5", .min = 0, .max = 100 },
};

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    uint32_t one[100] = { 0 };
    const uint32_t *volatile list = host->integer(ctx, 0) < 100 ? one : (const uint32_t *) 0;
    host->measure(ctx, "broken", ORG_NONE, list[host->integer(ctx, 0)]);
    return ORG_OK;
}

BROKEN_WITH(ORG_METRIC, 0, params, 1);
