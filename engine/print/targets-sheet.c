// SPDX-License-Identifier: MIT
#include "targets-sheet.h"
#include "../base/month.h"
#include "../study/document.h"
#include "../study/mask.h"

static const char *const columns[] = { "target", "title",       "metric",        "against", "required", "counting",
                                       "month",  "baseline",    "baseline_high", "value",   "change",   "verdict",
                                       "basis",  "probability", "break_even",    "note" };
static const OrgOutKind kinds[] = { ORG_OUT_TEXT,   ORG_OUT_TEXT,   ORG_OUT_TEXT,   ORG_OUT_TEXT,
                                    ORG_OUT_TEXT,   ORG_OUT_TEXT,   ORG_OUT_MONTH,  ORG_OUT_NUMBER,
                                    ORG_OUT_NUMBER, ORG_OUT_NUMBER, ORG_OUT_NUMBER, ORG_OUT_TEXT,
                                    ORG_OUT_TEXT,   ORG_OUT_NUMBER, ORG_OUT_NUMBER, ORG_OUT_TEXT };
G_STATIC_ASSERT(G_N_ELEMENTS(columns) == G_N_ELEMENTS(kinds));

// As text; what the judgement does not say is the target's.
static char *
cell(json_t *target, json_t *judgement, const char *name)
{
    char buffer[40];
    json_t *value = json_object_get(judgement, name);

    if (!value)
        value = json_object_get(target, g_str_equal(name, "target") ? "id" : name);
    if (json_is_number(value))
        return g_strdup(org_number_text(json_number_value(value), buffer));
    return g_strdup(json_is_string(value) ? json_string_value(value) : "");
}

gboolean
org_targets_sheet(const OrgOpened *opened, OrgSheetOut *sheet, GError **error)
{
    json_t *document = org_document_json(opened->store, opened->info, NULL, error), *target, *judgement;
    gsize i, k;

    if (!document)
        return FALSE;
    org_mask_document(document, opened->mask, opened->names);
    *sheet = (OrgSheetOut){ "targets", G_N_ELEMENTS(columns), columns, kinds,
                            g_ptr_array_new_with_free_func((GDestroyNotify) g_strfreev) };
    json_array_foreach(json_object_get(document, "targets"), i, target)
    {
        json_array_foreach(json_object_get(target, "judgements"), k, judgement)
        {
            char **row = g_new0(char *, G_N_ELEMENTS(columns) + 1);
            for (guint c = 0; c < G_N_ELEMENTS(columns); c++)
                row[c] = cell(target, judgement, columns[c]);
            g_ptr_array_add(sheet->rows, row);
        }
    }
    json_decref(document);
    return TRUE;
}
