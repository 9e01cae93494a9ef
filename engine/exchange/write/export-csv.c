// SPDX-License-Identifier: MIT
/* A folder of CSV files, with the schema of each beside them. */
#include "csv-write.h"
#include "../../base/output.h"
#include "../exchange.h"
#include <string.h>

gboolean
org_export_csv(const Org *org, const Org *start, const char *folder, gboolean all, GError **error)
{
    static const struct {
        const char *name;
        guint table;
    } files[] = { { "units.csv", ORG_UNITS }, { "posts.csv", ORG_POSTS }, { "people.csv", ORG_PEOPLE } };

    g_autoptr(OrgOutput) output = org_output_new(folder);
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) text = g_string_sized_new(64 * 1024);
        OrgTableOut out = org_csv_out(text);
        org_table_out(org, files[i].table, all, &out);
        g_autofree char *path = g_build_filename(folder, files[i].name, NULL);
        if (!org_output_put(output, path, ORG_OUTPUT_TEXT, text->str, text->len, error))
            return FALSE;
    }
    g_autofree char *package = org_datapackage_json(org), *path = g_build_filename(folder, "datapackage.json", NULL);
    return org_output_put(output, path, ORG_OUTPUT_JSON, package, strlen(package), error) &&
           (!start || org_export_crosswalk(start, org, folder, output, error)) && org_output_finish(output, error);
}
