// SPDX-License-Identifier: MIT
/* Quota workbooks as departments of home affairs send them, shapes that the first ten (test-quota.c) do not have. All units and
 * figures are invented. */
#include "quota-test.h"

static char *
notes_of(const OrgDiags *diags, const char *const *codes)
{
    GString *out = g_string_new(NULL);
    char cell[24];

    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (g_strv_contains(codes, diag->code))
            g_string_append_printf(out, "%s %s\n", org_diag_cell(diag->line, diag->column, cell), diag->code);
    }
    return g_string_free(out, FALSE);
}

/* notes: those of the codes that these shapes are about. */
static void
check(GBytes *bytes, const char *sums, const char *units, const char *problems, const char *notes)
{
    static const char *const codes[] = { "joined-dates",  "side-by-side", "remark-in-cell",
                                         "hidden-column", "hidden-rows",  NULL };
    Result result = quota_of(bytes, FALSE, FALSE);
    g_autofree char *said = problems_of(result.diags, ORG_SEVERITY_WARNING);
    g_autofree char *noted = notes_of(result.diags, codes);

    g_assert_cmpstr(said, ==, problems);
    g_assert_cmpstr(noted, ==, notes);
    g_assert_nonnull(result.quota);
    g_autofree char *found = sums_of(result.quota), *tree = units_of(result.quota, result.quota->dates->len - 1);
    g_assert_cmpstr(found, ==, sums);
    g_assert_cmpstr(tree, ==, units);
    result_clear(&result);
    g_bytes_unref(bytes);
}

/* The annex of a decision: three rows of headers, the quota of a year beside those present on the eve of it, the sum of all
 * categories under a title that names one of them */
static void
test_annex(void)
{
    Sheet s = sheet_begin("PL 01");
    sheet_row(&s, "PHỤ LỤC I");
    sheet_row(&s, "BIÊN CHẾ CÔNG CHỨC, SỐ LƯỢNG NGƯỜI LÀM VIỆC NĂM 2024");
    sheet_row(&s, "(Kèm theo Quyết định số 6789/QĐ-UBND ngày 25/12/2023)");
    sheet_row(&s, "STT|Tên cơ quan, đơn vị|Biên chế giao năm 2024||||Có mặt tại 31/12/2023||||Tăng (+), giảm (-) so "
                  "với năm 2023");
    sheet_row(&s, "||Tổng số|Trong đó|||Tổng số|Trong đó");
    sheet_row(&s, "|||Công chức|Viên chức|HĐLĐ 111||Công chức|Viên chức|HĐLĐ 111");
    sheet_merge(&s, 4, "A", 6, "A", "STT");
    sheet_merge(&s, 4, "B", 6, "B", "Tên cơ quan, đơn vị");
    sheet_merge(&s, 4, "C", 4, "F", "Biên chế giao năm 2024");
    sheet_merge(&s, 4, "G", 4, "J", "Có mặt tại 31/12/2023");
    sheet_merge(&s, 5, "C", 6, "C", "Tổng số");
    sheet_merge(&s, 5, "D", 5, "F", "Trong đó");
    sheet_merge(&s, 5, "G", 6, "G", "Tổng số");
    sheet_merge(&s, 5, "H", 5, "J", "Trong đó");
    sheet_row(&s, "|TỔNG CỘNG (A+B)|=110|=60|=44|=6|=104|=57|=42|=5|-5");
    sheet_row(&s, "A|CƠ QUAN HÀNH CHÍNH|=65|=60||=5|=61|=57||=4");
    sheet_row(&s, "1|Văn phòng Sở|20|15||5|18|14||4");
    sheet_row(&s, "2|Phòng Ngân sách|45|45|||43|43");
    sheet_row(&s, "B|ĐƠN VỊ SỰ NGHIỆP|=45||=44|=1|=43||=42|=1");
    sheet_row(&s, "1|Trung tâm Lưu trữ (*)|45||44|1|43||42|1");
    check(sheet_end(&s), "2024: civil-servant 60/57 public-employee 44/42 contract 6/5",
          "co-quan-hanh-chinh bloc\nco-quan-hanh-chinh/van-phong-so office\nco-quan-hanh-chinh/phong-ngan-sach room\n"
          "don-vi-su-nghiep bloc\ndon-vi-su-nghiep/trung-tam-luu-tru service-unit\n",
          "", "B4 joined-dates\n");
}

/* Years side by side, of which one has those present on its last day; "Cơ quan, tổ chức"; blank rows; footnotes */
static void
test_last_day(void)
{
    Sheet s = sheet_begin("2023-2025");
    sheet_row(&s, "CHỈ TIÊU BIÊN CHẾ CÔNG CHỨC GIAI ĐOẠN 2023 - 2025");
    sheet_row(&s, "TT|Cơ quan, tổ chức|Biên chế giao|||Có mặt đến 31/12/2024|Tăng/giảm 2025 so với 2024");
    sheet_row(&s, "||Năm 2023|Năm 2024|Năm 2025");
    sheet_merge(&s, 2, "A", 3, "A", "TT");
    sheet_merge(&s, 2, "B", 3, "B", "Cơ quan, tổ chức");
    sheet_merge(&s, 2, "C", 2, "E", "Biên chế giao");
    sheet_row(&s, "|Tổng cộng|#2.270|#2.250|#2.210|#2.168|-40");
    sheet_row(&s, "");
    sheet_row(&s, "1|Sở Giáo dục|#1.280|#1.270|#1.250|#1.225|-20");
    sheet_row(&s, "");
    sheet_row(&s, "2|Sở Y tế (*)|#990|#980|#960|#943|-20");
    sheet_row(&s, "");
    sheet_row(&s, "(*) Sở Y tế đã bao gồm Chi cục Dân số.");
    check(sheet_end(&s), "2023: civil-servant 2270/-; 2024: civil-servant 2250/2168; 2025: civil-servant 2210/-",
          "so-giao-duc so\nso-y-te so\n", "", "");
}

/* Two blocks on a page, the total at the foot of the second; signatures under both */
static void
test_blocks(void)
{
    Sheet s = sheet_begin("Xã phường");
    sheet_row(&s, "BIÊN CHẾ CÁN BỘ, CÔNG CHỨC CẤP XÃ NĂM 2024");
    sheet_row(&s, "STT|Tên đơn vị|Giao|Có mặt||STT|Tên đơn vị|Giao|Có mặt");
    sheet_row(&s, "1|Phường An Bình|23|22||4|Xã Tân Lập|21|21");
    sheet_row(&s, "2|Phường An Hòa|23|23||5|Xã Tân Tiến|21|19");
    sheet_row(&s, "3|Xã Đông Sơn|21|20|||Tổng cộng|109|105");
    sheet_row(&s, "");
    sheet_row(&s, "|NGƯỜI LẬP BIỂU|||||TRƯỞNG PHÒNG");
    check(
        sheet_end(&s), "2024: civil-servant 109/105",
        "phuong-an-binh commune\nphuong-an-hoa commune\nxa-dong-son commune\nxa-tan-lap commune\nxa-tan-tien commune\n",
        "", "B2 side-by-side\n");
}

/* Schools without numbers: a heading for each level, a sum under each, "Toàn quận" at the end */
static void
test_schools(void)
{
    Sheet s = sheet_begin("Trường học");
    sheet_row(&s, "THỐNG KÊ ĐỘI NGŨ NĂM HỌC 2024-2025");
    sheet_row(&s, "Tên trường|Số lớp|Biên chế giao||Hiện có|");
    sheet_row(&s, "||Giáo viên|Tổng|Giáo viên|Tổng");
    sheet_row(&s, "Cấp Mầm non");
    sheet_row(&s, "Trường MN Hoa Hồng|12|26|=33|24|=31");
    sheet_row(&s, "Trường MN Sao Mai|10|22|=27|21|=26");
    sheet_row(&s, "Cộng|22|48|=60|45|=57");
    sheet_row(&s, "Cấp Tiểu học");
    sheet_row(&s, "Trường TH Kim Đồng|30|45|=53|43|=50");
    sheet_row(&s, "Cộng|30|45|=53|43|=50");
    sheet_row(&s, "Toàn quận|52|93|=113|88|=107");
    check(sheet_end(&s), ": posts 113/107",
          "cap-mam-non bloc\ncap-mam-non/truong-mn-hoa-hong service-unit\ncap-mam-non/truong-mn-sao-mai service-unit\n"
          "cap-tieu-hoc bloc\ncap-tieu-hoc/truong-th-kim-dong service-unit\n",
          "", "");
}

/* "Trong đó:" over columns after each total, and as a row of its own */
static void
test_of_which(void)
{
    Sheet s = sheet_begin("Biểu 2");
    sheet_row(&s, "STT|Đơn vị|Tổng biên chế 2025|Trong đó:||Tổng số có mặt|Trong đó:|");
    sheet_row(&s, "|||CC|VC||CC|VC");
    sheet_merge(&s, 1, "D", 1, "E", "Trong đó:");
    sheet_merge(&s, 1, "G", 1, "H", "Trong đó:");
    sheet_row(&s, "I|SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG|90|60|30|85|57|28");
    sheet_row(&s, "|Trong đó:");
    sheet_row(&s, "-|Khối văn phòng Sở|40|40||39|39");
    sheet_row(&s, "-|Các chi cục:|20|20||18|18");
    sheet_row(&s, "+|Chi cục Kiểm lâm|20|20||18|18*");
    sheet_row(&s, "-|Trung tâm Khuyến nông|30||30|28||28");
    sheet_row(&s, "|Cộng toàn tỉnh:|90|60|30|85|57|28");
    check(sheet_end(&s), "2025: civil-servant 60/57 public-employee 30/28",
          "so-nong-nghiep-va-moi-truong so\nso-nong-nghiep-va-moi-truong/khoi-van-phong-so \n"
          "so-nong-nghiep-va-moi-truong/cac-chi-cuc bloc\n"
          "so-nong-nghiep-va-moi-truong/cac-chi-cuc/chi-cuc-kiem-lam sub-department\n"
          "so-nong-nghiep-va-moi-truong/trung-tam-khuyen-nong service-unit\n",
          "", "G7 remark-in-cell\n");
}

/* A year's quota, who is there in its course, and the plan for the next year; broken lines in the headers */
static void
test_next_year(void)
{
    Sheet s = sheet_begin("2026");
    sheet_row(&s, "KẾ HOẠCH BIÊN CHẾ NĂM 2026");
    sheet_row(
        &s, "Số\nTT|Tên\nđơn vị|Biên chế\nđược giao\nnăm 2025|Số có mặt\nđến 30/9/2025|Kế hoạch\nnăm 2026|Tăng,\ngiảm");
    sheet_row(&s, "1|Sở A|50|45|48|-2");
    sheet_row(&s, "2|Sở B|40|37|38|-2");
    sheet_row(&s, "|Tổng|90|82|86|-4");
    check(sheet_end(&s), "2025: posts 90/82; 2026: posts 86/-", "so-a so\nso-b so\n", "", "B2 joined-dates\n");
}

/* A column of an older year and a row that are hidden count, which a reader is told */
static void
test_hidden(void)
{
    Sheet s = sheet_begin("Biểu");
    lxw_row_col_options hidden = { .hidden = 1 };
    sheet_row(&s, "STT|Đơn vị|Giao 2023|Giao 2024");
    sheet_row(&s, "1|Sở A|50|45");
    sheet_row(&s, "2|Sở B|40|37");
    sheet_row(&s, "|Tổng|90|82");
    worksheet_set_column_opt(s.sheet, 2, 2, 10, NULL, &hidden);
    worksheet_set_row_opt(s.sheet, 2, 15, NULL, &hidden);
    check(sheet_end(&s), "2023: posts 90/-; 2024: posts 82/-", "so-a so\nso-b so\n", "",
          "C1 hidden-column\nB3 hidden-rows\n");
}

/* Half posts: refused with a way out; a lenient import rounds them, and says so of each */
static void
test_halves(void)
{
    GBytes *bytes = bytes_of("STT;Phòng, ban;Biên chế giao;Hiện có\n1;Văn phòng;12,5;11\n2;Thanh tra;7;x\n");
    Result strict = quota_of(bytes, TRUE, FALSE), lenient = quota_of(bytes, TRUE, TRUE);
    g_autofree char *refused = problems_of(strict.diags, ORG_SEVERITY_WARNING);
    g_autofree char *sums = sums_of(lenient.quota);

    g_assert_true(strict.refused);
    g_assert_cmpstr(refused, ==, "!C2 error bad-number\n!D3 error bad-number\n");
    g_autofree char *text = org_diag_text(org_diags_get(strict.diags, 0));
    g_assert_nonnull(strstr(text, "fte 0.5"));
    g_assert_false(lenient.refused);
    g_assert_cmpstr(sums, ==, ": posts 20/11");
    result_clear(&strict);
    result_clear(&lenient);
    g_bytes_unref(bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quota/planner/annex", test_annex);
    g_test_add_func("/quota/planner/last-day", test_last_day);
    g_test_add_func("/quota/planner/blocks", test_blocks);
    g_test_add_func("/quota/planner/schools", test_schools);
    g_test_add_func("/quota/planner/of-which", test_of_which);
    g_test_add_func("/quota/planner/next-year", test_next_year);
    g_test_add_func("/quota/planner/hidden", test_hidden);
    g_test_add_func("/quota/planner/halves", test_halves);
    return g_test_run();
}
