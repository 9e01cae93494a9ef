// SPDX-License-Identifier: MIT
/* Needs a library that lies beside it, and says so with $ORIGIN. */
#include <orgsim/plugin.h>

int prop_holds(void);

static OrgStatus
lean(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return prop_holds() ? ORG_OK : ORG_E_FAILED;
}

static const OrgFeature features[] = {
    { .name = "lean", .summary = "leans on another library", .kind = ORG_OPERATOR, .run = lean },
};
ORG_PLUGIN("leaning", "1", "tests", "MIT", features);
