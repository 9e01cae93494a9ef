// SPDX-License-Identifier: MIT
/* Takes memory without end: as an honest mistake, and without looking at the answer. */
#include <orgsim/plugin.h>
#include <stdlib.h>
#include <string.h>

static OrgStatus
hoard(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    for (;;) {
        char *more = malloc(1 << 20);
        memset(more, 1, 1 << 20); /* crashes on the refused one */
    }
    return ORG_OK;
}

static OrgStatus
insist(const OrgHost *host, OrgCtx *ctx)
{
    char *volatile last = NULL;
    (void) host;
    (void) ctx;
    for (;;) {
        char *more = malloc(1 << 20);
        if (more)
            last = more; /* lost; asks again for ever */
    }
    return last ? ORG_OK : ORG_E_FAILED;
}

static OrgStatus
scratch(const OrgHost *host, OrgCtx *ctx)
{
    for (;;)
        if (!host->scratch(ctx, 64 << 20))
            return host->fail(ctx, ORG_E_FAILED, "scratch() gave up");
    return ORG_OK;
}

/* Honest findings, each as long as one may be: too many of them for whoever has to keep them. */
static OrgStatus
chatter(const OrgHost *host, OrgCtx *ctx)
{
    static char text[60000];
    memset(text, 'x', sizeof text - 1);
    for (unsigned i = 0; i < 4000; i++)
        host->finding(ctx, ORG_NOTE, 0, ORG_NONE, "%u %s", i, text);
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "hoard", .summary = "writes to ever more memory", .kind = ORG_OPERATOR, .run = hoard },
    { .name = "insist", .summary = "asks for ever more memory", .kind = ORG_OPERATOR, .run = insist },
    { .name = "chatter", .summary = "finds more than anybody can keep", .kind = ORG_OPERATOR, .run = chatter },
    { .name = "scratch", .summary = "asks the host for ever more memory", .kind = ORG_OPERATOR, .run = scratch },
};
ORG_PLUGIN("greed", "1", "tests", "MIT", features);
