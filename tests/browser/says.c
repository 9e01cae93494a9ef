// SPDX-License-Identifier: MIT
/* A plugin that says what the data hold: findings and reasons with names of units in them, whatever those are. */
#include <orgsim/plugin.h>

static OrgStatus
find(const OrgHost *host, OrgCtx *ctx)
{
    const OrgUnits *units = host->units(ctx);
    for (OrgRow u = 0; u < units->n; u++)
        if (units->closed[u] == ORG_OPEN)
            host->finding(ctx, ORG_WARN, ORG_UNITS, u, "it is called %s", host->name(ctx, ORG_UNITS, u));
    return ORG_OK;
}

/* Closes the last post of each unit that has two, and gives the unit's name as the reason. */
static OrgStatus
thin(const OrgHost *host, OrgCtx *ctx)
{
    const OrgRow *posts;
    OrgStatus status = ORG_OK;
    for (OrgRow u = 0; u < host->units(ctx)->n && status == ORG_OK; u++) {
        size_t n = host->posts_of(ctx, u, &posts);
        if (n < 2)
            continue;
        host->because(ctx, "%s", host->name(ctx, ORG_UNITS, u));
        status = host->close_posts(ctx, posts + n - 1, 1);
    }
    return status;
}

static const OrgFeature features[] = {
    { .name = "says-names", .summary = "Says the name of each unit", .kind = ORG_RULE, .run = find },
    { .name = "says-why", .summary = "Closes posts, the reason being a name", .kind = ORG_OPERATOR, .run = thin },
};

ORG_PLUGIN("says", "1.0.0", "orgsim", "MIT", features);
