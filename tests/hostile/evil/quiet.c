// SPDX-License-Identifier: MIT
/* Merely lies in the folder: its constructor starts a thread, which waits until a scenario runs and then forges a measure. */
#include "../../../engine/worker/wire/protocol.h" /* an attacker has read it, too */
#include <errno.h>
#include <fcntl.h>
#include <orgsim/plugin.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* From stage 2 on nothing can be opened. */
static int
a_scenario_runs(void)
{
    int fd = open("/dev/null", O_RDONLY);
    if (fd >= 0)
        close(fd);
    return fd < 0 && errno == EPERM;
}

static void *
forge(void *nothing)
{
    struct {
        uint32_t type, size, item, unit, month, baseline;
        double value;
        uint32_t length;
        char series[8];
    } frame = { ORG_FRAME_MEASURE, 36, 0, UINT32_MAX, 2022 * 12 + 6, 0, 10, 8, "polished" };
    while (!a_scenario_runs())
        nanosleep(&(struct timespec){ 0, 100000 }, NULL);
    if (write(ORG_WORKER_CHANNEL, &frame, 44) < 0)
        return nothing;
    return nothing;
}

__attribute__((constructor)) static void
begin(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, forge, NULL);
}

static OrgStatus
nothing(const OrgHost *host, OrgCtx *ctx)
{
    (void) host;
    (void) ctx;
    return ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "lie-in-wait", .summary = "does nothing when called", .kind = ORG_OPERATOR, .run = nothing },
};
ORG_PLUGIN("quiet", "1", "tests", "MIT", features);
