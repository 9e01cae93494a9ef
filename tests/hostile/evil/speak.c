// SPDX-License-Identifier: MIT
/* A plugin whose every word steers a terminal. */
#include <orgsim/plugin.h>
#include <string.h>

#define EVIL                                                                                                           \
    "\033[2J\033[1;32m\rAll targets met\nAll targets met\033]0;owned\a\x7f\xc2\x9b"                                    \
    "31m\xe2\x80\xae\xe2\x81\xa6"

static OrgStatus
speak(const OrgHost *host, OrgCtx *ctx)
{
    const char *how = host->text(ctx, 0);

    host->log(ctx, "log " EVIL "%s", how);
    host->because(ctx, "because " EVIL "%s", how);
    if (strcmp(how, "fail") == 0)
        return host->fail(ctx, ORG_E_FAILED, "failed " EVIL "%s", EVIL);
    host->rename_unit(ctx, 0, "Renamed " EVIL);
    host->open_unit(ctx, ORG_NONE, host->word(ctx, "room"), "", "New " EVIL);
    host->finding(ctx, ORG_WARN, ORG_UNITS, 0, "found " EVIL "%s", host->name(ctx, ORG_UNITS, 0));
    return ORG_OK;
}

static OrgStatus
judge(const OrgHost *host, OrgCtx *ctx)
{
    host->breach(ctx, ORG_WARN, ORG_UNITS, 0, "evil", 2, 1, "breach " EVIL "%s", EVIL);
    return ORG_OK;
}

static const OrgParam params[] = {
    { "how", "well, or fail " EVIL, NULL, ORG_TEXT, "well", 0, 0, NULL, NULL },
};
static const OrgFeature features[] = {
    { .name = "speak",
      .summary = "speaks " EVIL,
      .details = "Details \033[1m\rwhose lines are its own.\n\nThey stay \xe2\x80\xae lines.",
      .kind = ORG_OPERATOR,
      .params = params,
      .n_params = 1,
      .run = speak },
    { .name = "judge-evil", .summary = "judges " EVIL, .kind = ORG_RULE, .run = judge },
};
ORG_PLUGIN("speak", "1", "tests " EVIL, "MIT " EVIL, features);
