// SPDX-License-Identifier: MIT
/* The machine's clock as plugins are told it. No plugin may ask: what it does must not depend on when it does it. One that asks all the
 * same gets, when it is tried, another time of day than the machine's, so that the difference shows (host/trial.h). These three stand before
 * those of the C library, since the program is searched first; where a sanitizer has its own, they are left out. */
#include "../../host/trial.h"
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#if !defined(__SANITIZE_ADDRESS__)

#define SHOWN __attribute__((visibility("default")))

SHOWN int clock_gettime(clockid_t clock, struct timespec *at);
SHOWN int gettimeofday(struct timeval *at, void *zone);
SHOWN time_t time(time_t *at);

int
clock_gettime(clockid_t clock, struct timespec *at)
{
    int status = (int) syscall(SYS_clock_gettime, clock, at);

    if (status == 0)
        at->tv_sec += org_trial()->clock;
    return status;
}

int
gettimeofday(struct timeval *at, void *zone)
{
    struct timespec now;
    int status = clock_gettime(CLOCK_REALTIME, &now);

    (void) zone; /* of no use since 1990 */
    if (status == 0)
        *at = (struct timeval){ now.tv_sec, now.tv_nsec / 1000 };
    return status;
}

time_t
time(time_t *at)
{
    struct timespec now = { 0 };

    clock_gettime(CLOCK_REALTIME, &now);
    if (at)
        *at = now.tv_sec;
    return now.tv_sec;
}

#endif
