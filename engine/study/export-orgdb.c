// SPDX-License-Identifier: MIT
#include "export-orgdb.h"
#include "../base/error.h"
#include "../base/month.h"
#include <glib/gstdio.h>

static gboolean
may_be_made(const char *path, const char *ending, GError **error)
{
    if (g_str_has_suffix(path, ending) && !g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                  "\"%s\" must be a new file whose name ends in %s; a copy is never added to another file", path,
                  ending);
    return FALSE;
}

/* It was not there before: nothing else is lost. */
static void
remove_file(const char *path)
{
    static const char *const parts[] = { "", "-journal", "-wal", "-shm" };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *part = g_strconcat(path, parts[i], NULL);
        g_unlink(part);
    }
}

static gboolean
put_organisation(const OrgOpened *opened, const char *path, GError **error)
{
    const Org *org = opened->end ? opened->end : opened->start;
    char month[16];
    g_autofree char *hash = org_hash(org);
    g_autofree char *name = opened->end             ? g_strdup_printf("end-%" G_GINT64_FORMAT, opened->info->id)
                            : opened->name.snapshot ? g_strdup(opened->name.snapshot)
                                                    : g_strdup(org_month_text(org->month, month));
    g_autoptr(OrgStore) store = org_store_open(path, ORG_STORE_WRITE, error);
    return store && org_store_put(store, name, org, hash, NULL, FALSE, error) != 0;
}

gboolean
org_export_orgdb(const OrgOpened *opened, const char *path, GError **error)
{
    if (!may_be_made(path, ".orgdb", error))
        return FALSE;
    gboolean done = put_organisation(opened, path, error);
    if (!done)
        remove_file(path);
    return done;
}

/* The masked organisation in the form of the file first, so that nothing else can come along. */
static gboolean
put_masked(const OrgOpened *opened, const char *path, GError **error)
{
    g_autofree char *between = g_strconcat(path, ".part", NULL);
    if (g_file_test(between, G_FILE_TEST_EXISTS)) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND, "%s is in the way of the copy; remove it", between);
        return FALSE;
    }
    gboolean done = put_organisation(opened, between, error);
    g_autoptr(OrgStore) store = done ? org_store_open(between, ORG_STORE_READ, error) : NULL;
    done = store && org_store_write_plain(store, 0, 0, path, error);
    remove_file(between);
    return done;
}

gboolean
org_export_sqlite(const OrgOpened *opened, const char *path, GError **error)
{
    if (!may_be_made(path, ".sqlite", error))
        return FALSE;
    gboolean done = FALSE;
    gint64 snapshot = 0;
    if (opened->mask)
        done = put_masked(opened, path, error);
    else if (opened->name.run || !opened->name.snapshot)
        done = org_store_write_plain(opened->store, opened->name.run, 0, path, error);
    else if ((snapshot = org_store_snapshot_id(opened->store, opened->name.snapshot, error)))
        done = org_store_write_plain(opened->store, 0, snapshot, path, error);
    if (!done)
        remove_file(path);
    return done;
}
