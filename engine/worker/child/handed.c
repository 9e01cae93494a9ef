// SPDX-License-Identifier: MIT
/* What came along with a frame. */
#include "child.h"
#include "../../base/error.h"
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void *
map(int fd, gsize *size, GError **error)
{
    void *block = MAP_FAILED;
    off_t end = fd >= 0 ? lseek(fd, 0, SEEK_END) : -1; /* fstat() may be a call that stage 2 refuses */

    if (end > 0) {
        *size = (gsize) end;
        block = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    }
    if (block != MAP_FAILED)
        return block;
    g_autofree char *said = fd < 0 ? g_strdup(M_("nothing came")) : org_said_system(errno);
    org_error_set(error, ORG_ERROR, ORG_E_FAILED, "the worker could not map what it was handed: %s", said);
    return NULL;
}

int
org_child_take_fd(OrgChild *child)
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
    int fd = org_child_take_fd(child);
    void *block = map(fd, size, error);

    if (fd >= 0)
        close(fd);
    return block;
}

static void *
map_shared(OrgChild *child, gsize size, int protection)
{
    int fd = org_child_take_fd(child);
    void *block = fd >= 0 ? mmap(NULL, size, protection, MAP_SHARED, fd, 0) : MAP_FAILED;

    if (fd >= 0)
        close(fd);
    return block == MAP_FAILED ? NULL : block;
}

gboolean
org_child_watch_flag(OrgChild *child)
{
    child->stop = map_shared(child, sizeof(gint), PROT_READ);
    child->board = map_shared(child, sizeof(OrgBoard), PROT_READ | PROT_WRITE);
    return child->stop && child->board;
}
