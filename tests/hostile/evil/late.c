// SPDX-License-Identifier: MIT
/* Keeps what a call handed out, and uses it in the next call of its own, when it is gone. */
#include <orgsim/plugin.h>
#include <string.h>

static const OrgRow **kept;

static OrgStatus
keep_scratch(const OrgHost *host, OrgCtx *ctx)
{
    static OrgRow row;
    if (kept != NULL) /* the second call: what the first one wrote here is poisoned, and no address */
        row += **(const OrgRow *volatile *) kept;
    kept = host->scratch(ctx, sizeof *kept);
    if (kept != NULL)
        *kept = &row;
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "keep-scratch", .summary = "uses its scratch after the call", .kind = ORG_PROCESS, .run = keep_scratch },
};
ORG_PLUGIN("late", "1", "tests", "MIT", features);
