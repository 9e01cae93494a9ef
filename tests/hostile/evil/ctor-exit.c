// SPDX-License-Identifier: MIT
/* Ends the process before anybody asked it anything. */
#include <orgsim/plugin.h>
#include <stdlib.h>

__attribute__((constructor)) static void
begin(void)
{
    exit(0);
}

static OrgStatus
nothing(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "ctor-exit", .summary = "never loaded", .kind = ORG_OPERATOR, .run = nothing },
};
ORG_PLUGIN("ctor-exit", "1", "tests", "MIT", features);
