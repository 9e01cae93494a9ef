// SPDX-License-Identifier: MIT
/* What the columns of a table of steps are called, keys as org_header_key() makes them; and the operations, by the words
 * that features declare. */
#include "../text/sheet.h"
#include "../base/message.h"
#include "reader.h"
#include <string.h>

static const struct {
    const char *key;
    OrgStepField field;
} headings[] = {
    { "date", ORG_STEP_DATE },
    { "month", ORG_STEP_DATE },
    { "at", ORG_STEP_DATE },
    { "when", ORG_STEP_DATE },
    { "ngày", ORG_STEP_DATE },
    { "ngày_hiệu_lực", ORG_STEP_DATE },
    { "ngày_thực_hiện", ORG_STEP_DATE },
    { "ngày_thời_điểm", ORG_STEP_DATE },
    { "thời_điểm", ORG_STEP_DATE },
    { "thời_gian", ORG_STEP_DATE },
    { "tháng", ORG_STEP_DATE },
    { "operation", ORG_STEP_OPERATION },
    { "step", ORG_STEP_OPERATION },
    { "action", ORG_STEP_OPERATION },
    { "hình_thức", ORG_STEP_OPERATION },
    { "hình_thức_sắp_xếp", ORG_STEP_OPERATION },
    { "phương_án", ORG_STEP_OPERATION },
    { "units", ORG_STEP_UNITS },
    { "unit", ORG_STEP_UNITS },
    { "đơn_vị", ORG_STEP_UNITS },
    { "các_đơn_vị", ORG_STEP_UNITS },
    { "mã_đơn_vị", ORG_STEP_UNITS },
    { "into", ORG_STEP_INTO },
    { "to", ORG_STEP_INTO },
    { "target", ORG_STEP_INTO },
    { "thành", ORG_STEP_INTO },
    { "vào", ORG_STEP_INTO },
    { "sáp_nhập_vào", ORG_STEP_INTO },
    { "đơn_vị_mới", ORG_STEP_INTO },
    { "đơn_vị_nhận", ORG_STEP_INTO },
    { "name", ORG_STEP_NAME },
    { "new_name", ORG_STEP_NAME },
    { "tên_mới", ORG_STEP_NAME },
    { "tên_đơn_vị_mới", ORG_STEP_NAME },
    { "posts_after", ORG_STEP_POSTS_AFTER },
    { "biên_chế_sau", ORG_STEP_POSTS_AFTER },
    { "biên_chế_sau_sắp_xếp", ORG_STEP_POSTS_AFTER },
    { "legal_basis", ORG_STEP_BASIS },
    { "basis", ORG_STEP_BASIS },
    { "căn_cứ", ORG_STEP_BASIS },
    { "căn_cứ_pháp_lý", ORG_STEP_BASIS },
    { "cơ_sở_pháp_lý", ORG_STEP_BASIS },
    { "id", ORG_STEP_ID },
    { "note", ORG_STEP_NOTE },
    { "ghi_chú", ORG_STEP_NOTE },
};

const char *const org_step_headings[] = { "date",        "operation",   "units", "into", "name",
                                          "posts after", "legal basis", "id",    "note", NULL };

const char *const org_step_sheets[] = { "steps", "plan", "kế_hoạch", "các_bước", "phương_án", "lộ_trình", NULL };

OrgStepField
org_step_heading(const char *name)
{
    g_autofree char *key = org_header_key(name);
    for (guint i = 0; i < G_N_ELEMENTS(headings); i++)
        if (strcmp(key, headings[i].key) == 0)
            return headings[i].field;
    return ORG_STEP_N_FIELDS;
}

/* The operator whose word it is, and the parameter that the word's column `into` fills; or NULL. */
static const OrgFeatureInfo *
by_word(const OrgFeatureInfo *feature, const char *key, const char **into)
{
    for (char **word = feature->words; word && *word; word++) {
        const char *colon = strchr(*word, ':');
        g_autofree char *plain = g_strndup(*word, colon ? (gsize) (colon - *word) : strlen(*word));
        g_autofree char *own = org_header_key(plain);
        if (strcmp(own, key) != 0)
            continue;
        *into = colon ? colon + 1 : NULL;
        return feature;
    }
    return NULL;
}

const OrgFeatureInfo *
org_step_operation(const OrgCatalogue *catalogue, const char *text, const char **into, const OrgFeatureInfo **other)
{
    g_autofree char *key = org_header_key(text);
    const OrgFeatureInfo *found = org_catalogue_find(catalogue, text);
    *into = NULL;
    *other = NULL;
    for (guint f = 0; !found && f < catalogue->features->len; f++)
        found = by_word(g_ptr_array_index(catalogue->features, f), key, into);
    const char *unused;
    for (guint f = 0; found && strcmp(found->name, text) != 0 && !*other && f < catalogue->features->len; f++)
        if (g_ptr_array_index(catalogue->features, f) != found)
            *other = by_word(g_ptr_array_index(catalogue->features, f), key, &unused);
    return found;
}

static void
add_word(GString *words, const char *word)
{
    g_string_append_printf(words, "%s%s", words->len ? ", " : "", word);
}

char *
org_step_words(const OrgCatalogue *catalogue, gboolean vietnamese)
{
    GString *words = g_string_new(NULL);
    for (guint f = 0; f < catalogue->features->len; f++) {
        const OrgFeatureInfo *feature = g_ptr_array_index(catalogue->features, f);
        if (feature->kind != ORG_OPERATOR || org_step_lacks_table(feature))
            continue;
        if (!vietnamese)
            add_word(words, feature->name);
        for (char **word = feature->words; vietnamese && word && *word; word++) {
            g_autofree char *plain = g_strndup(*word, strcspn(*word, ":"));
            if (!g_str_is_ascii(plain))
                add_word(words, plain);
        }
    }
    return g_string_free(words, FALSE);
}

gboolean
org_step_lacks_table(const OrgFeatureInfo *feature)
{
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        if (param->type == ORG_TABLE && !param->fallback)
            return TRUE;
    }
    return FALSE;
}

/* "crosswalk: {table: FILE, units: FILE}" */
char *
org_step_spelled(const OrgFeatureInfo *feature)
{
    GString *text = g_string_new(feature->name);
    gboolean first = TRUE;
    g_string_append(text, ": {");
    for (guint i = 0; i < feature->params->len; i++) {
        const OrgParamInfo *param = &g_array_index(feature->params, OrgParamInfo, i);
        if (param->fallback)
            continue;
        g_string_append_printf(text, "%s%s: %s", first ? "" : ", ", param->key,
                               param->type == ORG_TABLE ? "FILE" : "…");
        first = FALSE;
    }
    g_string_append_c(text, '}');
    return g_string_free(text, FALSE);
}
