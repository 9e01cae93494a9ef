// SPDX-License-Identifier: MIT
/* Ends the process in every way that a mistake can. */
#include <orgsim/plugin.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static OrgStatus
segfault(const OrgHost *host, OrgCtx *ctx)
{
    volatile int *nowhere = NULL;
    (void) host;
    (void) ctx;
    *nowhere = 1;
    return ORG_OK;
}

static int
deeper(volatile int *depth)
{
    volatile char frame[4096];
    frame[0] = (char) ++*depth;
    return *depth < 0 ? 0 : deeper(depth) + frame[0];
}

static OrgStatus
recurse(const OrgHost *host, OrgCtx *ctx)
{
    volatile int depth = 0;
    (void) host;
    (void) ctx;
    return deeper(&depth) > 0 ? ORG_OK : ORG_E_FAILED;
}

static OrgStatus
die(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    abort();
}

static OrgStatus
leave(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    exit(0);
}

static OrgStatus
leave_at_once(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    _exit(3);
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

static OrgStatus
wait_for_ever(const OrgHost *host, OrgCtx *ctx)
{
    sigset_t all;
    (void) host;
    (void) ctx;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (;;)
        sleep(1000);
    return ORG_OK;
}

static OrgStatus
chatter(const OrgHost *host, OrgCtx *ctx)
{
    static const char words[] = "the quick brown fox\n";
    (void) host;
    (void) ctx;
    for (int i = 0; i < 100000; i++)
        if (write(2, words, sizeof words - 1) < 0)
            break;
    abort();
}

static const OrgFeature features[] = {
    { .name = "segfault", .summary = "writes to address 0", .kind = ORG_OPERATOR, .run = segfault },
    { .name = "recurse", .summary = "calls itself without end", .kind = ORG_OPERATOR, .run = recurse },
    { .name = "die", .summary = "aborts", .kind = ORG_OPERATOR, .run = die },
    { .name = "leave", .summary = "calls exit(0)", .kind = ORG_OPERATOR, .run = leave },
    { .name = "leave-at-once", .summary = "calls _exit(3)", .kind = ORG_OPERATOR, .run = leave_at_once },
    { .name = "loop", .summary = "never returns", .kind = ORG_OPERATOR, .run = loop },
    { .name = "wait-for-ever",
      .summary = "sleeps with all signals blocked",
      .kind = ORG_OPERATOR,
      .run = wait_for_ever },
    { .name = "chatter",
      .summary = "writes two megabytes of complaints, then aborts",
      .kind = ORG_OPERATOR,
      .run = chatter },
};
ORG_PLUGIN("crash", "1", "tests", "MIT", features);
