// SPDX-License-Identifier: MIT
/* It fails without saying why. */
#include "broken.h"

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return ORG_E_FAILED;
}

BROKEN(ORG_OPERATOR, 0);
