// SPDX-License-Identifier: MIT
/* The same, and its file does not show it. */
#include "broken.h"
#include <dlfcn.h>
#include <string.h>
#include <time.h>

static OrgStatus
run(const OrgHost *host, OrgCtx *ctx)
{
    time_t (*ask)(time_t *) = NULL;
    void *found = dlsym(NULL, "time");
    memcpy(&ask, &found, sizeof ask);
    host->measure(ctx, "broken", ORG_NONE, ask ? (double) (ask(NULL) / 86400) : 0);
    return ORG_OK;
}

BROKEN(ORG_METRIC, 0);
