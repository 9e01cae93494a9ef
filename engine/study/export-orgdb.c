// SPDX-License-Identifier: MIT
#include "export-orgdb.h"
#include "../base/error.h"
#include "../base/month.h"
#include "../base/output.h"

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

/* The organisation that is open as the only snapshot of a file in memory, so that nothing else can come along. */
static OrgStore *
only_this(const OrgOpened *opened, GError **error)
{
    const Org *org = opened->end ? opened->end : opened->start;
    char month[16];
    g_autofree char *hash = org_hash(org);
    g_autofree char *name = opened->end             ? g_strdup_printf("end-%" G_GINT64_FORMAT, opened->info->id)
                            : opened->name.snapshot ? g_strdup(opened->name.snapshot)
                                                    : g_strdup(org_month_text(org->month, month));
    g_autoptr(OrgStore) store = org_store_new_in_memory(error);
    return store && org_store_put(store, name, org, hash, NULL, FALSE, error) ? g_steal_pointer(&store) : NULL;
}

/* image: taken; NULL with the error set already. */
static gboolean
write_image(GBytes *image, const char *path, GError **error)
{
    gsize size;
    const char *bytes = image ? g_bytes_get_data(image, &size) : NULL;
    gboolean done = bytes && org_output_write(path, ORG_OUTPUT_SQLITE, bytes, (gssize) size, error);
    g_clear_pointer(&image, g_bytes_unref);
    return done;
}

gboolean
org_export_orgdb(const OrgOpened *opened, const char *path, GError **error)
{
    if (!may_be_made(path, ".orgdb", error))
        return FALSE;
    g_autoptr(OrgStore) store = only_this(opened, error);
    return write_image(store ? org_store_image(store, error) : NULL, path, error);
}

static GBytes *
as_rows(const OrgOpened *opened, GError **error)
{
    if (opened->mask) {
        g_autoptr(OrgStore) masked = only_this(opened, error);
        return masked ? org_store_plain(masked, 0, 0, error) : NULL;
    }
    if (opened->name.run || !opened->name.snapshot)
        return org_store_plain(opened->store, opened->name.run, 0, error);
    gint64 snapshot = org_store_snapshot_id(opened->store, opened->name.snapshot, error);
    return snapshot ? org_store_plain(opened->store, 0, snapshot, error) : NULL;
}

gboolean
org_export_sqlite(const OrgOpened *opened, const char *path, GError **error)
{
    return may_be_made(path, ".sqlite", error) && write_image(as_rows(opened, error), path, error);
}
