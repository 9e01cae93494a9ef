// SPDX-License-Identifier: MIT
// Ends the process in every way that a mistake can.
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
    { "segfault", "writes to address 0", NULL, ORG_OPERATOR, 0, NULL, 0, segfault },
    { "recurse", "calls itself without end", NULL, ORG_OPERATOR, 0, NULL, 0, recurse },
    { "die", "aborts", NULL, ORG_OPERATOR, 0, NULL, 0, die },
    { "leave", "calls exit(0)", NULL, ORG_OPERATOR, 0, NULL, 0, leave },
    { "leave-at-once", "calls _exit(3)", NULL, ORG_OPERATOR, 0, NULL, 0, leave_at_once },
    { "loop", "never returns", NULL, ORG_OPERATOR, 0, NULL, 0, loop },
    { "wait-for-ever", "sleeps with all signals blocked", NULL, ORG_OPERATOR, 0, NULL, 0, wait_for_ever },
    { "chatter", "writes two megabytes of complaints, then aborts", NULL, ORG_OPERATOR, 0, NULL, 0, chatter },
};
ORG_PLUGIN("crash", "1", "tests", "MIT", features);
