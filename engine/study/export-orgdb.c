// SPDX-License-Identifier: MIT
#include "export-orgdb.h"
#include "../base/error.h"
#include "../base/month.h"
#include "../base/output.h"

gboolean
org_export_orgdb(const OrgOpened *opened, const char *path, GError **error)
{
    const Org *org = opened->end ? opened->end : opened->start;
    char month[16];
    if (!g_str_has_suffix(path, ".orgdb") || g_file_test(path, G_FILE_TEST_EXISTS)) {
        org_error_set(error, ORG_STORE_ERROR, ORG_STORE_NOT_FOUND,
                      "\"%s\" must be a new file whose name ends in .orgdb; a copy is never added to another file",
                      path);
        return FALSE;
    }
    g_autofree char *hash = org_hash(org);
    g_autofree char *name = opened->end             ? g_strdup_printf("end-%" G_GINT64_FORMAT, opened->info->id)
                            : opened->name.snapshot ? g_strdup(opened->name.snapshot)
                                                    : g_strdup(org_month_text(org->month, month));
    g_autoptr(OrgStore) store = org_store_new_in_memory(error);
    if (!store || !org_store_put(store, name, org, hash, NULL, FALSE, error))
        return FALSE;
    g_autoptr(GBytes) image = org_store_image(store, error);
    gsize size;
    const char *bytes = image ? g_bytes_get_data(image, &size) : NULL;
    return bytes && org_output_write(path, ORG_OUTPUT_SQLITE, bytes, (gssize) size, error);
}
