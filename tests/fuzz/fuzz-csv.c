// SPDX-License-Identifier: MIT
/* Three CSV files (posts and people may be absent) to an organisation, strict and lenient. */
#include "../../engine/exchange/exchange.h"
#include "fuzz.h"
#include <string.h>

static void
put(const char *name, GBytes *bytes, gpointer data)
{
    GBytes **files = data;
    guint which = strcmp(name, "people") == 0 ? 2 : strcmp(name, "posts") == 0;
    g_clear_pointer(&files[which], g_bytes_unref);
    files[which] = g_bytes_ref(bytes);
}

static void
check(const Org *org, const OrgDiags *diags)
{
    g_autoptr(GError) error = NULL;
    FUZZ_MUST(org_check(org, &error));
    g_autoptr(OrgDiags) quality = org_diags_new();
    org_quality(org, quality);
    g_autofree char *json = org_quality_json(org, diags);
    FUZZ_MUST(g_utf8_validate(json, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GBytes *files[3] = { NULL };
    fuzz_parts(data, size, put, files);
    if (!files[0])
        files[0] = g_bytes_new(NULL, 0);
    for (gboolean lenient = FALSE; lenient <= TRUE; lenient++) {
        OrgImport import = { "units.csv",
                             files[1] ? "posts.csv" : NULL,
                             files[2] ? "people.csv" : NULL,
                             files[0],
                             files[1],
                             files[2],
                             ORG_MONTH(2021, 1),
                             lenient };
        g_autoptr(OrgDict) dict = org_dict_new();
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(Org) org = org_import_csv(&import, dict, diags, &error);
        FUZZ_MUST(org || error);
        for (guint i = 0; i < org_diags_size(diags); i++)
            FUZZ_MUST(org_message_check(org_message_said(org_diags_get(diags, i)->message)));
        g_autoptr(GString) shown = g_string_new(NULL);
        org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, shown);
        g_debug("%s", shown->str);
        if (!org)
            continue;
        fuzz_accepted |= !lenient;
        check(org, diags);
    }
    for (guint i = 0; i < 3; i++)
        g_clear_pointer(&files[i], g_bytes_unref);
    return 0;
}
