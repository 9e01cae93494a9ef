// SPDX-License-Identifier: MIT
/* Looks for what is none of its business: the environment, files beside its library. */
#include <errno.h>
#include <fcntl.h>
#include <orgsim/plugin.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;
static int beside; /* whether a file of its own folder could be read while it was loaded */

__attribute__((constructor)) static void
begin(void)
{
    beside = open(EVIL_FOLDER "/people.csv", O_RDONLY) >= 0;
}

static OrgStatus
read_environment(const OrgHost *host, OrgCtx *ctx)
{
    for (char **at = environ; *at != NULL; at++)
        if (strstr(*at, "TOKEN") != NULL)
            return host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: %s", *at);
    return ORG_OK;
}

static OrgStatus
read_beside(const OrgHost *host, OrgCtx *ctx)
{
    return beside ? host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: a file beside the library") : ORG_OK;
}

/* Whether a path exists is news, too. */
static OrgStatus
look_around(const OrgHost *host, OrgCtx *ctx)
{
    struct stat info;
    char text[256];
    if (stat("/", &info) == 0 || lstat("/etc/passwd", &info) == 0 || access("/etc", F_OK) == 0 ||
        getcwd(text, sizeof text) != NULL || readlink("/proc/self/exe", text, sizeof text) >= 0)
        return host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: a path was looked at");
    return errno == EPERM ? ORG_OK : host->fail(ctx, ORG_E_FAILED, "GOT THROUGH: refused otherwise (%d)", errno);
}

static const OrgFeature features[] = {
    { .name = "read-environment", .summary = "looks for a token", .kind = ORG_OPERATOR, .run = read_environment },
    { .name = "read-beside", .summary = "reads beside its library", .kind = ORG_OPERATOR, .run = read_beside },
    { .name = "look-around", .summary = "asks whether paths exist", .kind = ORG_OPERATOR, .run = look_around },
};
ORG_PLUGIN("nosy", "1", "tests", "MIT", features);
