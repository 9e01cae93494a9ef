// SPDX-License-Identifier: MIT
#include "input.h"
#include "error.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_system_error(GError **error, int code)
{
    g_autofree char *said = org_said_system(code);
    org_error_set(error, ORG_FILE_ERROR, g_file_error_from_errno(code), "%s", said);
}

static GBytes *
read_descriptor(int fd, gsize most, GError **error)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) { /* a pipe or a device would never end */
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL, "it is not an ordinary file");
        return NULL;
    }
    if ((guint64) st.st_size > most) {
        org_error_set(error, ORG_FILE_ERROR, G_FILE_ERROR_INVAL, "it has %.0f MiB; at most %u MiB are read",
                      (double) st.st_size / 1048576, (guint) (most >> 20));
        return NULL;
    }
    gsize size = 0, room = (gsize) st.st_size;
    g_autofree char *data = g_malloc(room + 1);
    while (size < room) {
        gssize got = read(fd, data + size, room - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            set_system_error(error, errno);
            return NULL;
        }
        if (got == 0)
            break;
        size += (gsize) got;
    }
    return g_bytes_new_take(g_steal_pointer(&data), size);
}

GBytes *
org_input_read(const char *path, gsize most, char **real, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        set_system_error(error, errno);
        return NULL;
    }
    GBytes *bytes = read_descriptor(fd, most, error);
    if (bytes && real) { /* of what was opened, not of what the path leads to by now */
        g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", fd);
        *real = g_file_read_link(link, error);
        if (!*real)
            g_clear_pointer(&bytes, g_bytes_unref);
    }
    close(fd);
    return bytes;
}

gboolean
org_input_is_under(const char *path, const char *folder)
{
    gsize n = strlen(folder);
    while (n > 1 && folder[n - 1] == '/')
        n--;
    return strncmp(path, folder, n) == 0 && (n == 1 || path[n] == '/' || path[n] == '\0');
}
