// SPDX-License-Identifier: MIT
/* It changes a column before the verb does, so that what the verb keeps for an undo is not what was there. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    uint16_t *coefficient = (uint16_t *) (uintptr_t) host->posts(ctx)->coefficient;
    const OrgRow post = 0;
    const int64_t value = coefficient[0] + 10;
    coefficient[0] = 999;
    return host->set(ctx, ORG_F_COEFFICIENT, &post, &value, 1);
}

BROKEN(ORG_OPERATOR, 0);
