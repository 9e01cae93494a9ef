// SPDX-License-Identifier: MIT
/* Memory that is shared with a worker, which may read it and never change it. */
#include "private.h"
#include "../../base/error.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#ifndef F_SEAL_FUTURE_WRITE
#define F_SEAL_FUTURE_WRITE 0x0010
#endif

static int
refuse(int fd, gsize size, GError **error)
{
    g_autofree char *said = org_said_system(errno);
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "no memory of %" G_GSIZE_FORMAT " bytes to share: %s",
                  size, said);
    if (fd >= 0)
        close(fd);
    return -1;
}

/* The system refuses while it holds a page itself, to move it or to write it out, as it may when memory is short; each try waits for
 * some tenths of a second inside of it. */
static gboolean
seal(int fd)
{
    int done = -1;
    for (guint tries = 0; tries < 20; tries++) {
        done = fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
        if (done == 0 || errno != EBUSY)
            break;
    }
    return done == 0;
}

/* A memory file and its first mapping, which fill() writes; then it is sealed. */
static int
sealed(gsize size, void (*fill)(void *block, gpointer data), gpointer data, GError **error)
{
    int fd = memfd_create("orgsim", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    void *block = MAP_FAILED;

    if (fd >= 0 && ftruncate(fd, (off_t) MAX(size, 1)) == 0)
        block = mmap(NULL, MAX(size, 1), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (block == MAP_FAILED)
        return refuse(fd, size, error);
    fill(block, data);
    munmap(block, MAX(size, 1));
    if (seal(fd))
        return fd;
    g_autofree char *said = org_said_system(errno);
    org_error_set(error, ORG_WORKER_ERROR, ORG_WORKER_E_SYSTEM, "shared memory could not be sealed: %s", said);
    close(fd);
    return -1;
}

static void
fill_bytes(void *block, gpointer data)
{
    GBytes *bytes = data;

    memcpy(block, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

int
org_sealed_bytes(const void *bytes, gsize size, GError **error)
{
    g_autoptr(GBytes) borrowed = g_bytes_new_static(bytes ? bytes : "", size);

    return sealed(size, fill_bytes, borrowed, error);
}

static void
fill_org(void *block, gpointer data)
{
    org_pack(data, block);
}

int
org_sealed_org(const Org *org, GError **error)
{
    return sealed(org_pack_size(org), fill_org, (gpointer) org, error);
}

gint *
org_sealed_flag(int *fd, GError **error)
{
    void *flag = MAP_FAILED;

    *fd = memfd_create("orgsim-stop", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*fd >= 0 && ftruncate(*fd, sizeof(gint)) == 0)
        flag = mmap(NULL, sizeof(gint), PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    if (flag == MAP_FAILED) {
        *fd = refuse(*fd, sizeof(gint), error);
        return NULL;
    }
    /* From now on mappings can only be read. Where a kernel before 5.1 does not know that, a plugin could at worst refuse to
     * be stopped politely: nobody but it believes the flag. */
    fcntl(*fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SHRINK | F_SEAL_GROW);
    return flag;
}

const OrgBoard *
org_sealed_board(int *fd, GError **error)
{
    void *board = MAP_FAILED;

    *fd = memfd_create("orgsim-calls", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    /* It can be written, but stays as long as it is: else reading it could kill the reader. */
    if (*fd >= 0 && ftruncate(*fd, sizeof(OrgBoard)) == 0 &&
        fcntl(*fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0)
        board = mmap(NULL, sizeof(OrgBoard), PROT_READ, MAP_SHARED, *fd, 0);
    if (board == MAP_FAILED) {
        *fd = refuse(*fd, sizeof(OrgBoard), error);
        return NULL;
    }
    return board;
}

void
org_sealed_board_free(const OrgBoard *board)
{
    munmap((void *) board, sizeof *board);
}

void
org_sealed_flag_free(gint *flag)
{
    munmap(flag, sizeof(gint));
}
