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

gboolean
org_export_orgdb(const OrgOpened *opened, const char *path, GError **error)
{
    if (!may_be_made(path, ".orgdb", error))
        return FALSE;
    g_autoptr(OrgStore) store = only_this(opened, error);
    g_autoptr(GBytes) image = store ? org_store_image(store, error) : NULL;
    gsize size;
    const char *bytes = image ? g_bytes_get_data(image, &size) : NULL;
    return bytes && org_output_write(path, ORG_OUTPUT_SQLITE, bytes, (gssize) size, error);
}

static gboolean
write_rows(const OrgOpened *opened, const char *path, GError **error)
{
    if (opened->mask) {
        g_autoptr(OrgStore) masked = only_this(opened, error);
        return masked && org_store_write_plain(masked, 0, 0, path, error);
    }
    if (opened->name.run || !opened->name.snapshot)
        return org_store_write_plain(opened->store, opened->name.run, 0, path, error);
    gint64 snapshot = org_store_snapshot_id(opened->store, opened->name.snapshot, error);
    return snapshot && org_store_write_plain(opened->store, 0, snapshot, path, error);
}

gboolean
org_export_sqlite(const OrgOpened *opened, const char *path, GError **error)
{
    if (!may_be_made(path, ".sqlite", error))
        return FALSE;
    g_autoptr(OrgOutput) output = org_output_new(NULL);
    const char *name = org_output_begin(output, path, ORG_OUTPUT_SQLITE, error);
    return name && write_rows(opened, name, error) && org_output_finish(output, error);
}
