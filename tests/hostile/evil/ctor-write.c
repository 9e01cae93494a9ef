// SPDX-License-Identifier: MIT
/* Writes, forks and calls home while it is loaded: stage 1 stands already. */
#include <errno.h>
#include <fcntl.h>
#include <orgsim/plugin.h>
#include <sys/socket.h>
#include <unistd.h>

static int got_through;

__attribute__((constructor)) static void
begin(void)
{
    static const char path[] = "victim-of-constructor";
    int fd = open(path, O_RDWR | O_CREAT, 0600);
    if (fd >= 0) {
        got_through = 1;
        if (write(fd, "broken", 6) < 0)
            got_through = 2;
    }
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
        got_through = 3;
    if (open("/etc/passwd", O_RDONLY) >= 0)
        got_through = 4;
    if (unlink(path) == 0)
        got_through = 5;
}

static OrgStatus
tell(const OrgHost *host, OrgCtx *ctx)
{
    return got_through ? host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: %d", got_through) : ORG_OK;
}

static const OrgFeature features[] = {
    { .name = "ctor-write", .summary = "reaches for files while it is loaded", .kind = ORG_OPERATOR, .run = tell },
};
ORG_PLUGIN("ctor-write", "1", "tests", "MIT", features);
