// SPDX-License-Identifier: MIT
#include "xlsx-check.h"
#include "../base/error.h"
#include "xlsx-package.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    guint cells, texts, said;
} Counts;

static void
count(OrgXml *xml, const char *name, const char **attributes)
{
    Counts *counts = xml->data;

    counts->cells += strcmp(name, "c") == 0;
    counts->texts += strcmp(name, "si") == 0;
    if (strcmp(name, "sst") == 0) {
        const char *said = org_xml_attribute(attributes, "uniqueCount");
        counts->said = said ? (guint) g_ascii_strtoull(said, NULL, 10) : 0;
    }
}

/* Which sheet a part is, from 0; -1: none. */
static gint
sheet_of(const char *part)
{
    static const char before[] = "xl/worksheets/sheet";
    return g_str_has_prefix(part, before) ? atoi(part + strlen(before)) - 1 : -1;
}

gboolean
org_workbook_check(GBytes *bytes, const GArray *cells, GError **error)
{
    g_autoptr(OrgPackage) package = org_package_open(bytes, error);
    guint sheets = 0;

    for (guint i = 0; package && i < org_package_parts(package); i++) {
        const char *part = org_package_part(package, i);
        Counts counts = { 0 };
        OrgXml xml = { .start = count, .data = &counts };
        if (!part || !org_package_parse(package, part, G_MAXUINT64, &xml, error))
            return FALSE;
        gint sheet = sheet_of(part);
        sheets += sheet >= 0;
        gboolean fewer =
            cells && sheet >= 0 && ((guint) sheet >= cells->len || counts.cells != g_array_index(cells, guint, sheet));
        if (fewer || counts.texts != counts.said) {
            org_error_set(error, ORG_WORKBOOK_ERROR, ORG_WORKBOOK_BAD, "its part %s lacks cells or texts", part);
            return FALSE;
        }
    }
    if (package && cells && sheets != cells->len) {
        org_error_set(error, ORG_WORKBOOK_ERROR, ORG_WORKBOOK_BAD, "it lacks a sheet");
        return FALSE;
    }
    return package != NULL;
}
