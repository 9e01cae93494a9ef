// SPDX-License-Identifier: MIT
/* What stands where a file is to come. */
#include "output-private.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

ORG_ERROR_DOMAIN(org_output_error, "orgsim-output")

gboolean
org_output_fail(const char *path, int reason, GError **error)
{
    g_autofree char *said = org_said_system(reason);
    org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_FAILED, "%s cannot be written: %s", path, said);
    return FALSE;
}

gboolean
org_output_may(const char *path, OrgOutputKind kind, struct stat *there, gboolean *exists, GError **error)
{
    char first[4096];

    *exists = lstat(path, there) == 0;
    if (!*exists)
        return errno == ENOENT || org_output_fail(path, errno, error);
    if (!S_ISREG(there->st_mode)) {
        org_error_set(
            error, ORG_OUTPUT_ERROR, ORG_OUTPUT_IN_THE_WAY,
            "%s is there and no plain file (a folder, a link or a device), and is left as it is; name another", path);
        return FALSE;
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return org_output_fail(path, errno, error);
    ssize_t n = read(fd, first, sizeof first);
    int reason = errno;
    close(fd);
    if (n < 0)
        return org_output_fail(path, reason, error);
    OrgOutputKind found = org_output_kind(first, (gsize) n);
    if ((found == kind && kind != ORG_OUTPUT_SQLITE) || found == ORG_OUTPUT_EMPTY ||
        (kind == ORG_OUTPUT_TEXT && (found == ORG_OUTPUT_JSON || found == ORG_OUTPUT_DOT)))
        return TRUE;
    org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_IN_THE_WAY,
                  "%s is %s and is not replaced by %s; name another file, or remove it first", path,
                  org_output_kind_name(found), org_output_kind_name(kind));
    return FALSE;
}
