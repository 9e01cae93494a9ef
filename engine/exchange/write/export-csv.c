// SPDX-License-Identifier: MIT
/* A folder of CSV files, with the schema of each beside them. */
#include "csv-write.h"
#include "../../base/error.h"
#include "../exchange.h"
#include <errno.h>

gboolean
org_export_csv(const Org *org, const char *folder, gboolean all, GError **error)
{
    static const struct {
        const char *name;
        guint table;
    } files[] = { { "units.csv", ORG_UNITS }, { "posts.csv", ORG_POSTS }, { "people.csv", ORG_PEOPLE } };

    if (g_mkdir_with_parents(folder, 0777) != 0) {
        int reason = errno;
        g_autofree char *said = org_said_system(reason);
        org_error_set(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE, "the folder %s cannot be made: %s", folder, said);
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) text = g_string_sized_new(64 * 1024);
        OrgTableOut out = org_csv_out(text);
        org_table_out(org, files[i].table, all, &out);
        g_autofree char *path = g_build_filename(folder, files[i].name, NULL);
        if (!g_file_set_contents(path, text->str, (gssize) text->len, error)) /* written beside and renamed */
            return FALSE;
    }
    g_autofree char *package = org_datapackage_json(org), *path = g_build_filename(folder, "datapackage.json", NULL);
    return g_file_set_contents(path, package, -1, error);
}
