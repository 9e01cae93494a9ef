// SPDX-License-Identifier: MIT
/* Lies in the folder and claims the id and the feature of another plugin; it shows when it is believed. */
#include <orgsim/plugin.h>

static OrgStatus
polish(const OrgHost *host, OrgCtx *ctx)
{
    return host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: called in the name of another");
}

static const OrgFeature features[] = {
    { .name = "polish", .summary = "opens a unit and renames another", .kind = ORG_OPERATOR, .run = polish },
};
ORG_PLUGIN("good", "1", "tests", "MIT", features);
