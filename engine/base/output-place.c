// SPDX-License-Identifier: MIT
/* Files into their places: all of them or none. */
#include "output-private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#define BEGINNING ".orgsim-"
#define ENDING ".part"

char *
org_output_name(const char *folder)
{
    g_autofree char *name = g_strdup_printf(BEGINNING "%08x%08x" ENDING, g_random_int(), g_random_int());
    return g_build_filename(folder, name, NULL);
}

static void
remove_tree(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

void
org_output_sweep(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        struct stat left;
        if (!g_str_has_prefix(name, BEGINNING) || !g_str_has_suffix(name, ENDING))
            continue;
        g_autofree char *path = g_build_filename(folder, name, NULL);
        int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        /* Its writer holds a lock on it, and a lock ends with its process, in whatever way that ends. */
        if (fd >= 0 && fstat(fd, &left) == 0 && left.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0) {
            if (S_ISDIR(left.st_mode))
                remove_tree(path);
            else if (S_ISREG(left.st_mode))
                g_unlink(path);
        }
        if (fd >= 0)
            close(fd);
    }
}

/* All bytes are on the disk: some file systems say only now that there was no room. */
static gboolean
settle(const OrgOutput *output, GError **error)
{
    for (guint i = 0; i < output->files->len; i++) {
        const OrgOutputFile *file = output->files->pdata[i];
        int synced;
        do /* a signal is no reason to give the file up */
            synced = fsync(file->fd);
        while (synced != 0 && errno == EINTR);
        if (synced != 0 && errno != EINVAL && errno != EROFS)
            return org_output_fail(file->path, errno, error);
    }
    return TRUE;
}

/* Gives the file a name, instead of the one that it has. */
static gboolean
move(OrgOutputFile *file, const char *name)
{
    if (file->temporary ? g_rename(file->temporary, name) != 0
                        : linkat(AT_FDCWD, file->open_as, AT_FDCWD, name, AT_SYMLINK_FOLLOW) != 0)
        return FALSE;
    g_free(file->temporary);
    file->temporary = g_strdup(name);
    return TRUE;
}

static gboolean
place(OrgOutputFile *file, GError **error)
{
    struct stat there;
    gboolean exists;
    if (!org_output_may(file->path, file->kind, &there, &exists, error))
        return FALSE;
    unsigned how = exists ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    int done = renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, how);
    file->swapped = done == 0 && exists;
    if (done != 0 && errno == (exists ? ENOENT : EEXIST)) /* somebody else came or went in the meantime */
        return place(file, error);
    if (done != 0 && (errno == EINVAL || errno == ENOSYS)) /* a file system that has the plain one only */
        done = g_rename(file->temporary, file->path);
    if (done != 0)
        return org_output_fail(file->path, errno, error);
    file->placed = !exists;
    if (!file->swapped)
        g_clear_pointer(&file->temporary, g_free);
    return TRUE;
}

static void
take_back(OrgOutputFile *file)
{
    if (file->swapped)
        renameat2(AT_FDCWD, file->temporary, AT_FDCWD, file->path, RENAME_EXCHANGE);
    else if (file->placed)
        g_unlink(file->path);
}

static gboolean
place_each(OrgOutput *output, GError **error)
{
    for (guint i = 0; i < output->files->len; i++) {
        OrgOutputFile *file = output->files->pdata[i];
        g_autofree char *folder = g_path_get_dirname(file->path), *name = org_output_name(folder);
        if (!move(file, name))
            return org_output_fail(file->path, errno, error);
    }
    for (guint i = 0; i < output->files->len; i++) {
        if (place(output->files->pdata[i], error))
            continue;
        while (i-- > 0)
            take_back(output->files->pdata[i]);
        return FALSE;
    }
    return TRUE;
}

/* ---- a folder */

/* Whether all that the folder holds is written anew, so that nothing of somebody else's is lost with it. */
static gboolean
is_ours(const OrgOutput *output)
{
    g_autoptr(GDir) dir = g_dir_open(output->folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(output->folder, name, NULL);
        gboolean found = FALSE;
        for (guint i = 0; i < output->files->len && !found; i++)
            found = g_str_equal(((OrgOutputFile *) output->files->pdata[i])->path, path);
        if (!found)
            return FALSE;
    }
    return dir != NULL;
}

/* A new folder, locked as files are. NULL with errno. */
static char *
folder_beside(const char *above, int *lock)
{
    for (;;) { /* a sweep may take it before it is locked */
        g_autofree char *beside = org_output_name(above);
        if (g_mkdir(beside, 0777) != 0)
            return NULL;
        *lock = open(beside, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (*lock >= 0)
            flock(*lock, LOCK_EX | LOCK_NB);
        if (*lock < 0 && errno != ENOENT) {
            g_rmdir(beside);
            return NULL;
        }
        if (*lock >= 0 && access(beside, W_OK) == 0)
            return g_steal_pointer(&beside);
        if (*lock >= 0)
            close(*lock);
    }
}

/* The new folder takes the place, or changes places with what is there. */
static gboolean
swap_in(const OrgOutput *output, const char *beside, gboolean exists)
{
    return renameat2(AT_FDCWD, beside, AT_FDCWD, output->folder, exists ? RENAME_EXCHANGE : RENAME_NOREPLACE) == 0 ||
           (!exists && errno == EEXIST && is_ours(output) && /* somebody else made the same in the meantime */
            renameat2(AT_FDCWD, beside, AT_FDCWD, output->folder, RENAME_EXCHANGE) == 0) ||
           (!exists && (errno == EINVAL || errno == ENOSYS) && g_rename(beside, output->folder) == 0);
}

/* Every file into a folder beside, and that one into the place. There: whether the place is taken. */
static gboolean
place_folder(OrgOutput *output, const char *above, const struct stat *there, GError **error)
{
    int lock = -1;
    g_autofree char *beside = folder_beside(above, &lock);
    struct stat at;
    gboolean exists, done = beside && (!there || fchmod(lock, there->st_mode & 07777) == 0);

    for (guint i = 0; done && i < output->files->len; i++) {
        OrgOutputFile *file = output->files->pdata[i];
        if (!org_output_may(file->path, file->kind, &at, &exists, error)) {
            done = FALSE;
            break;
        }
        g_autofree char *name = g_path_get_basename(file->path), *to = g_build_filename(beside, name, NULL);
        done = move(file, to);
    }
    done = done && swap_in(output, beside, there != NULL);
    if (!done && !*error)
        org_output_fail(output->folder, errno, error);
    for (guint i = 0; done && i < output->files->len; i++)
        g_clear_pointer(&((OrgOutputFile *) output->files->pdata[i])->temporary, g_free);
    if (beside)
        remove_tree(beside); /* the old one, or what did not come to be */
    if (lock >= 0)
        close(lock);
    return done;
}

static gboolean
place_all(OrgOutput *output, GError **error)
{
    struct stat there, parent;

    if (!output->folder)
        return place_each(output, error);
    g_autofree char *above = g_path_get_dirname(output->folder);
    gboolean exists = lstat(output->folder, &there) == 0;
    org_output_sweep(above);
    if (!exists)
        return g_mkdir_with_parents(above, 0777) == 0 ? place_folder(output, above, NULL, error)
                                                      : org_output_fail(above, errno, error);
    /* A link, a mounted folder or somebody else's is not swapped, nor one that holds more. */
    if (S_ISDIR(there.st_mode) && there.st_uid == geteuid() && lstat(above, &parent) == 0 &&
        parent.st_dev == there.st_dev && access(above, W_OK) == 0 && is_ours(output)) {
        g_autofree char *name = g_path_get_basename(output->folder);
        if (!g_str_equal(name, ".") && !g_str_equal(name, ".."))
            return place_folder(output, above, &there, error);
    }
    return place_each(output, error);
}

gboolean
org_output_finish(OrgOutput *output, GError **error)
{
    sigset_t all, before;
    g_autoptr(GError) why = NULL;

    if (!settle(output, error))
        return FALSE;
    sigfillset(&all); /* Ctrl-C waits for some renames, so that it leaves nothing between */
    pthread_sigmask(SIG_BLOCK, &all, &before);
    gboolean done = place_all(output, &why);
    g_ptr_array_set_size(output->files, 0); /* what was there before is gone, or else what was to come */
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!done)
        g_propagate_error(error, g_steal_pointer(&why));
    return done;
}
