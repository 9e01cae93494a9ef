// SPDX-License-Identifier: MIT
/* Files on their way: made, written, looked at. */
#include "output-private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static void
file_free(gpointer data)
{
    OrgOutputFile *file = data;
    if (file->temporary)
        g_unlink(file->temporary);
    if (file->fd >= 0)
        close(file->fd);
    g_free(file->path);
    g_free(file->temporary);
    g_free(file->open_as);
    g_free(file);
}

OrgOutput *
org_output_new(const char *folder)
{
    OrgOutput *output = g_new0(OrgOutput, 1);
    output->folder = g_strdup(folder);
    output->files = g_ptr_array_new_with_free_func(file_free);
    output->looked = g_ptr_array_new_with_free_func(g_free);
    return output;
}

void
org_output_free(OrgOutput *output)
{
    if (!output)
        return;
    g_ptr_array_unref(output->files);
    g_ptr_array_unref(output->looked);
    g_free(output->folder);
    g_free(output);
}

/* The folder that path will lie in, or the nearest above it that is there. */
static char *
folder_for(const char *path)
{
    char *folder = g_path_get_dirname(path);
    while (!g_file_test(folder, G_FILE_TEST_EXISTS)) {
        char *above = g_path_get_dirname(folder);
        g_free(folder);
        folder = above;
    }
    return folder;
}

/* A file without a name, so that nothing is left of a process that is killed; where the file system has none, one with a
 * name. It is locked for as long as its writer lives. */
static gboolean
make(OrgOutputFile *file, const char *folder)
{
    struct stat made;

    file->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
    if (file->fd >= 0) {
        file->open_as = g_strdup_printf("/proc/self/fd/%d", file->fd);
        if (flock(file->fd, LOCK_EX | LOCK_NB) == 0 && g_file_test(file->open_as, G_FILE_TEST_EXISTS))
            return TRUE;
        g_clear_pointer(&file->open_as, g_free);
        close(file->fd);
    }
    for (;;) { /* a sweep may take it before it is locked */
        file->temporary = org_output_name(folder);
        file->fd = open(file->temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0666);
        if (file->fd < 0) {
            g_clear_pointer(&file->temporary, g_free);
            return FALSE;
        }
        flock(file->fd, LOCK_EX | LOCK_NB); /* where there are no locks, a sweep takes nothing either */
        if (fstat(file->fd, &made) == 0 && made.st_nlink > 0)
            break;
        close(file->fd);
        g_clear_pointer(&file->temporary, g_free);
    }
    file->open_as = g_strdup(file->temporary);
    return TRUE;
}

static OrgOutputFile *
begin(OrgOutput *output, const char *path, OrgOutputKind kind, GError **error)
{
    struct stat there;
    gboolean exists;

    for (guint i = 0; i < output->files->len; i++)
        if (g_str_equal(((OrgOutputFile *) output->files->pdata[i])->path, path)) {
            org_error_set(error, ORG_OUTPUT_ERROR, ORG_OUTPUT_IN_THE_WAY, "%s would be written twice", path);
            return NULL;
        }
    if (!org_output_may(path, kind, &there, &exists, error))
        return NULL;
    g_autofree char *folder = folder_for(path);
    if (!g_ptr_array_find_with_equal_func(output->looked, folder, g_str_equal, NULL)) {
        org_output_sweep(folder);
        g_ptr_array_add(output->looked, g_strdup(folder));
    }
    OrgOutputFile *file = g_new0(OrgOutputFile, 1);
    file->path = g_strdup(path);
    file->kind = kind;
    if (!make(file, folder)) {
        org_output_fail(path, errno, error);
        file_free(file);
        return NULL;
    }
    if (exists)
        fchmod(file->fd, there.st_mode & 0777); /* who could not read it before cannot now */
    g_ptr_array_add(output->files, file);
    return file;
}

const char *
org_output_begin(OrgOutput *output, const char *path, OrgOutputKind kind, GError **error)
{
    const OrgOutputFile *file = begin(output, path, kind, error);
    return file ? file->open_as : NULL;
}

GBytes *
org_output_look(OrgOutput *output, GError **error)
{
    const OrgOutputFile *file = output->files->pdata[output->files->len - 1];
    g_autoptr(GError) why = NULL;
    g_autoptr(GMappedFile) mapped = g_mapped_file_new_from_fd(file->fd, FALSE, NULL);
    if (mapped)
        return g_mapped_file_get_bytes(mapped);
    org_output_fail(file->path, EIO, error);
    return NULL;
}

gboolean
org_output_put(OrgOutput *output, const char *path, OrgOutputKind kind, const void *bytes, gsize size, GError **error)
{
    const OrgOutputFile *file = begin(output, path, kind, error);
    const char *at = bytes;

    if (!file)
        return FALSE;
    while (size > 0) {
        ssize_t n = write(file->fd, at, MIN(size, 1 << 24));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return org_output_fail(path, n < 0 ? errno : ENOSPC, error);
        at += n;
        size -= (gsize) n;
    }
    return TRUE;
}

gboolean
org_output_write(const char *path, OrgOutputKind kind, const char *bytes, gssize size, GError **error)
{
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    return org_output_put(output, path, kind, bytes, size < 0 ? strlen(bytes) : (gsize) size, error) &&
           org_output_finish(output, error);
}
