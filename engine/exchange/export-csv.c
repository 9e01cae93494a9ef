// SPDX-License-Identifier: MIT
// A folder of CSV files, with the schema of each beside them.
#include "csv-write.h"
#include "exchange.h"
#include "table-out.h"
#include "../org/month.h"
#include <errno.h>
#include <math.h>

static void
on_column(gpointer out, const char *name, OrgOutKind kind)
{
    (void) kind;
    org_csv_append(out, name);
}

static void
on_text(gpointer out, const char *text)
{
    org_csv_append(out, text);
}

static void
on_month(gpointer out, OrgMonth month)
{
    char buffer[16];
    org_csv_append(out, org_month_text(month, buffer));
}

static void
on_number(gpointer out, double value)
{
    char buffer[40];
    org_csv_append(out, isnan(value) ? "" : org_number_text(value, buffer));
}

static void
on_end_row(gpointer out)
{
    org_csv_end_row(out);
}

gboolean
org_export_csv(const Org *org, const char *folder, gboolean all, GError **error)
{
    static const struct {
        const char *name;
        guint table;
    } files[] = { { "units.csv", ORG_UNITS }, { "posts.csv", ORG_POSTS }, { "people.csv", ORG_PEOPLE } };

    if (g_mkdir_with_parents(folder, 0777) != 0) {
        int reason = errno;
        g_set_error(error, ORG_EXCHANGE_ERROR, ORG_EXCHANGE_FILE, "the folder %s cannot be made: %s", folder,
                    g_strerror(reason));
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GString) text = g_string_sized_new(64 * 1024);
        OrgTableOut out = { on_column, on_text, on_month, on_number, on_end_row, text };
        org_table_out(org, files[i].table, all, &out);
        g_autofree char *path = g_build_filename(folder, files[i].name, NULL);
        if (!g_file_set_contents(path, text->str, (gssize) text->len, error)) // written beside and renamed
            return FALSE;
    }
    g_autofree char *package = org_datapackage_json(org), *path = g_build_filename(folder, "datapackage.json", NULL);
    return g_file_set_contents(path, package, -1, error);
}
