// SPDX-License-Identifier: MIT
/* What came along with a frame. */
#include "child.h"
#include "../../base/error.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static void *
map(int fd, gsize *size, GError **error)
{
    struct stat info;
    void *block = MAP_FAILED;

    if (fd >= 0 && fstat(fd, &info) == 0 && info.st_size > 0) {
        *size = (gsize) info.st_size;
        block = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    }
    if (block != MAP_FAILED)
        return block;
    g_autofree char *said = fd < 0 ? g_strdup(M_("nothing came")) : org_said_system(errno);
    org_error_set(error, ORG_ERROR, ORG_E_FAILED, "the worker could not map what it was handed: %s", said);
    return NULL;
}

static int
take_fd(OrgChild *child)
{
    if (child->in.n_fds == 0)
        return -1;
    int fd = child->in.fds[0];
    child->in.n_fds--;
    memmove(child->in.fds, child->in.fds + 1, child->in.n_fds * sizeof(int));
    return fd;
}

void *
org_child_map_next(OrgChild *child, gsize *size, GError **error)
{
    int fd = take_fd(child);
    void *block = map(fd, size, error);

    if (fd >= 0)
        close(fd);
    return block;
}

gboolean
org_child_watch_flag(OrgChild *child)
{
    int fd = take_fd(child);
    void *flag = fd >= 0 ? mmap(NULL, sizeof(gint), PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;

    if (fd >= 0)
        close(fd);
    child->stop = flag == MAP_FAILED ? NULL : flag;
    return child->stop != NULL;
}
