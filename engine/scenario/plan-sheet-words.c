// SPDX-License-Identifier: MIT
/* What the columns and operations of a table of steps are called: keys as org_header_key() makes them. */
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

static const char split[] =
    M_("a split needs to know where posts and people go; write crosswalk: {table: FILE, units: FILE} under steps: of a "
       "scenario, with its table of old and new ids");
static const char rename_unit[] = M_(
    "no operator renames a unit by itself; merge and crosswalk give names to what they make: write crosswalk: {table: "
    "FILE, units: FILE} with the new name in its list of units");

static const OrgOperationWord operations[] = {
    { "absorb", "merge", FALSE, NULL },
    { "sáp_nhập", "merge", FALSE, NULL },
    { "nhập", "merge", FALSE, NULL },
    { "consolidate", "merge", TRUE, NULL },
    { "hợp_nhất", "merge", TRUE, NULL },
    { "abolish", "dissolve", FALSE, NULL },
    { "giải_thể", "dissolve", FALSE, NULL },
    { "kết_thúc_hoạt_động", "dissolve", FALSE, NULL },
    { "move", "transfer", FALSE, NULL },
    { "chuyển_giao", "transfer", FALSE, NULL },
    { "điều_chuyển", "transfer", FALSE, NULL },
    { "chuyển", "transfer", FALSE, NULL },
    { "cut", "headcount-cut", FALSE, NULL },
    { "tinh_giản", "headcount-cut", FALSE, NULL },
    { "tinh_giản_biên_chế", "headcount-cut", FALSE, NULL },
    { "cắt_giảm_biên_chế", "headcount-cut", FALSE, NULL },
    { "giảm_biên_chế", "headcount-cut", FALSE, NULL },
    { "tự_chủ", "autonomy", FALSE, NULL },
    { "chuyển_sang_tự_chủ", "autonomy", FALSE, NULL },
    { "split", NULL, FALSE, split },
    { "chia_tách", NULL, FALSE, split },
    { "chia", NULL, FALSE, split },
    { "tách", NULL, FALSE, split },
    { "rename", NULL, FALSE, rename_unit },
    { "đổi_tên", NULL, FALSE, rename_unit },
};

OrgStepField
org_step_heading(const char *name)
{
    g_autofree char *key = org_header_key(name);
    for (guint i = 0; i < G_N_ELEMENTS(headings); i++)
        if (strcmp(key, headings[i].key) == 0)
            return headings[i].field;
    return ORG_STEP_N_FIELDS;
}

const OrgOperationWord *
org_step_operation(const char *text)
{
    g_autofree char *key = org_header_key(text);
    for (guint i = 0; i < G_N_ELEMENTS(operations); i++)
        if (strcmp(key, operations[i].word) == 0)
            return &operations[i];
    return NULL;
}

char *
org_step_vietnamese_words(void)
{
    GString *words = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(operations); i++) {
        if (g_str_is_ascii(operations[i].word) || !operations[i].feature)
            continue;
        g_autofree char *word = g_strdelimit(g_strdup(operations[i].word), "_", ' ');
        g_string_append_printf(words, "%s%s", words->len ? ", " : "", word);
    }
    return g_string_free(words, FALSE);
}
