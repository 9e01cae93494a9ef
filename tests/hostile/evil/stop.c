// SPDX-License-Identifier: MIT
/* Long calls that are asked to stop. */
#include "../../../engine/worker/wire/protocol.h" /* an attacker has read it, too */
#include <orgsim/plugin.h>
#include <string.h>
#include <unistd.h>

static OrgStatus
ask(const OrgHost *host, OrgCtx *ctx)
{
    host->rename_unit(ctx, 0, "Half done");
    while (host->progress(ctx, 0.5))
        usleep(1000);
    return ORG_OK;
}

/* Verbs after it do nothing. */
static OrgStatus
ask_in_vain(const OrgHost *host, OrgCtx *ctx)
{
    ask(host, ctx);
    host->rename_unit(ctx, 0, "Done after all");
    host->measure(ctx, "after", ORG_NONE, 1);
    return ORG_OK;
}

static OrgStatus
ask_and_fail(const OrgHost *host, OrgCtx *ctx)
{
    ask(host, ctx);
    return host->fail(ctx, ORG_E_FAILED, "I was in the middle of it");
}

static OrgStatus
ask_and_go_on(const OrgHost *host, OrgCtx *ctx)
{
    for (;;)
        host->progress(ctx, 0.5);
    return ORG_OK;
}

static OrgStatus
loop(const OrgHost *host, OrgCtx *ctx)
{
    volatile unsigned n = 0;
    (void) host;
    (void) ctx;
    for (;;)
        n++;
    return ORG_OK;
}

/* RESULT: replication 0, interrupted, a month, no message, no hash, no chance. */
static OrgStatus
claim_interruption(const OrgHost *host, OrgCtx *ctx)
{
    const uint32_t frame[] = { ORG_FRAME_RESULT, 24, 0, 3, (uint32_t) host->now(ctx), 0, 0, 0 };
    if (write(ORG_WORKER_CHANNEL, frame, sizeof frame) < 0)
        return ORG_E_FAILED;
    _exit(0);
}

static const OrgFeature features[] = {
    { .name = "ask", .summary = "works until it is stopped", .kind = ORG_OPERATOR, .run = ask },
    { .name = "ask-in-vain",
      .summary = "goes on with verbs when it is stopped",
      .kind = ORG_OPERATOR,
      .run = ask_in_vain },
    { .name = "ask-and-fail", .summary = "fails when it is stopped", .kind = ORG_OPERATOR, .run = ask_and_fail },
    { .name = "ask-and-go-on",
      .summary = "asks, and does not heed the answer",
      .kind = ORG_OPERATOR,
      .run = ask_and_go_on },
    { .name = "loop", .summary = "never asks", .kind = ORG_OPERATOR, .run = loop },
    { .name = "claim-interruption",
      .summary = "says that it was stopped",
      .kind = ORG_OPERATOR,
      .run = claim_interruption },
};
ORG_PLUGIN("stop", "1", "tests", "MIT", features);
