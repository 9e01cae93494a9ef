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

/* What is said of an input costs several times what reading it does, and most inputs hold hundreds of mistakes: every text is
 * looked at for one input in sixteen, the first few for all. */
static void
check_texts(const OrgDiags *diags, gboolean all)
{
    for (guint i = 0; i < org_diags_size(diags) && (all || i < 4); i++)
        FUZZ_MUST(org_message_check(org_message_said(org_diags_get(diags, i)->message)));
    if (!all)
        return;
    g_autoptr(GString) shown = g_string_new(NULL);
    org_diags_print(ORG_LANG_EN, diags, ORG_SEVERITY_NOTE, 0, shown);
    g_debug("%s", shown->str);
}

static gboolean
is_chosen(const uint8_t *data, size_t size)
{
    guint sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += data[i];
    return sum % 16 == 0;
}

static void
check(const Org *org, const OrgDiags *diags, gboolean texts)
{
    g_autoptr(GError) error = NULL;
    FUZZ_MUST(org_check(org, &error));
    g_autoptr(OrgDiags) quality = org_diags_new();
    org_quality(org, quality);
    if (!texts)
        return;
    g_autofree char *json = org_quality_json(org, diags);
    FUZZ_MUST(g_utf8_validate(json, -1, NULL));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GBytes *files[3] = { NULL };
    gboolean texts = is_chosen(data, size), taken = FALSE;
    fuzz_parts(data, size, put, files);
    if (!files[0])
        files[0] = g_bytes_new(NULL, 0);
    /* Leniently, too, every second one, and those that the strict reader takes. */
    for (gboolean lenient = FALSE; lenient <= (size % 2 == 0 || taken); lenient++) {
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
        check_texts(diags, texts);
        if (!org)
            continue;
        fuzz_accepted |= !lenient;
        taken = TRUE;
        check(org, diags, texts);
    }
    for (guint i = 0; i < 3; i++)
        g_clear_pointer(&files[i], g_bytes_unref);
    return 0;
}
