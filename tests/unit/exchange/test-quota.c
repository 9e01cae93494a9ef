// SPDX-License-Identifier: MIT
/* Ten quota workbooks of shapes found in real life, made here with invented figures: each imports as it stands, its sums by category
 * are the known ones, and where a total row is wrong it is named. */
#include "quota-test.h"

static void
check(GBytes *bytes, gboolean is_csv, const char *sums, const char *units, const char *problems)
{
    Result result = quota_of(bytes, is_csv, FALSE);
    g_autofree char *said = problems_of(result.diags, ORG_SEVERITY_WARNING);

    g_assert_cmpstr(said, ==, problems);
    g_assert_false(result.refused);
    g_assert_nonnull(result.quota);
    g_autofree char *found = sums_of(result.quota), *tree = units_of(result.quota, result.quota->dates->len - 1);
    g_assert_cmpstr(found, ==, sums);
    g_assert_cmpstr(tree, ==, units);
    /* what was built holds as many posts as the sums say */
    for (guint d = 0; d < result.quota->dates->len; d++) {
        double posts = 0;
        for (guint i = 0; i < result.quota->sums->len; i++) {
            const OrgQuotaSum *sum = &g_array_index(result.quota->sums, OrgQuotaSum, i);
            posts += sum->date == d ? (isnan(sum->assigned) ? sum->filled : sum->assigned) : 0;
        }
        g_assert_cmpfloat(posts, ==, g_array_index(result.quota->dates, OrgQuotaDate, d).org->totals.posts);
    }
    result_clear(&result);
    g_bytes_unref(bytes);
}

/* 1. Title, merged header of two rows, numbers of columns, A / I / 1 outline, totals, signatures */
static void
test_classic(void)
{
    Sheet s = sheet_begin("Biểu 01");
    sheet_row(&s, "ỦY BAN NHÂN DÂN THÀNH PHỐ (MINH HỌA)");
    sheet_row(&s, "BIỂU TỔNG HỢP BIÊN CHẾ NĂM 2022");
    sheet_row(&s, "||||||Đơn vị tính: người");
    sheet_row(&s, "TT|Tên cơ quan, đơn vị|Biên chế giao|||Có mặt|||Ghi chú");
    sheet_row(&s, "||Công chức|Viên chức|HĐLĐ 111|Công chức|Viên chức|HĐLĐ 111");
    sheet_merge(&s, 4, "A", 5, "A", "TT");
    sheet_merge(&s, 4, "B", 5, "B", "Tên cơ quan, đơn vị");
    sheet_merge(&s, 4, "C", 4, "E", "Biên chế giao");
    sheet_merge(&s, 4, "F", 4, "H", "Có mặt");
    sheet_merge(&s, 4, "I", 5, "I", "Ghi chú");
    sheet_row(&s, "A|B|1|2|3|4|5|6|7");
    sheet_row(&s, "|TỔNG CỘNG|130|45|7|122|44|7");
    sheet_row(&s, "A|Khối quản lý nhà nước|130||5|122||5");
    sheet_row(&s, "I|Sở Tài chính|70||2|66||2");
    sheet_row(&s, "1|Văn phòng Sở|20||2|18||2");
    sheet_row(&s, "2|Phòng Ngân sách|50|||48");
    sheet_row(&s, "II|Sở Nội vụ|60||3|56||3");
    sheet_row(&s, "1|Văn phòng|25||3|24||3");
    sheet_row(&s, "2|Thanh tra|35|||32");
    sheet_row(&s, "B|Khối sự nghiệp||45|2||44|2|tạm tính");
    sheet_row(&s, "I|Trung tâm Lưu trữ||15|2||14|2");
    sheet_row(&s, "II|Trường Trung cấp nghề||30|||30");
    sheet_row(&s, "||||||Hà Nội, ngày 31 tháng 12 năm 2021");
    sheet_row(&s, "|NGƯỜI LẬP BIỂU|||||THỦ TRƯỞNG ĐƠN VỊ");
    check(sheet_end(&s), FALSE, "2022: civil-servant 130/122 public-employee 45/44 contract 7/7",
          "khoi-quan-ly-nha-nuoc bloc\nkhoi-quan-ly-nha-nuoc/so-tai-chinh so\n"
          "khoi-quan-ly-nha-nuoc/so-tai-chinh/van-phong-so office\n"
          "khoi-quan-ly-nha-nuoc/so-tai-chinh/phong-ngan-sach room\nkhoi-quan-ly-nha-nuoc/so-noi-vu so\n"
          "khoi-quan-ly-nha-nuoc/so-noi-vu/van-phong office\nkhoi-quan-ly-nha-nuoc/so-noi-vu/thanh-tra inspectorate\n"
          "khoi-su-nghiep bloc\nkhoi-su-nghiep/trung-tam-luu-tru service-unit\n"
          "khoi-su-nghiep/truong-trung-cap-nghe service-unit\n",
          "");
}

/* 2. CSV with ; and Vietnamese numbers, "-" for none, a column total, a wrong grand total */
static void
test_semicolons(void)
{
    check(
        bytes_of("BIÊN CHẾ SỰ NGHIỆP HƯỞNG LƯƠNG TỪ NGÂN SÁCH, NĂM 2023;;;;\n"
                 "STT;Đơn vị;Biên chế giao;Có mặt;Diện tích (m2);Tỷ lệ\n"
                 "1;Trường Mầm non Hoa Sen;1.234;1.200;1.250,5;97,2%\n"
                 "2;Trường Tiểu học Ánh Dương;2.000;-;980,25;-\n"
                 "3;Trung tâm Văn hóa;66;60;3.000;90,9 %\n"
                 ";Tổng cộng;3.400;1.260;;\n"),
        TRUE, "2023: public-employee state 3300/1260",
        "truong-mam-non-hoa-sen service-unit\ntruong-tieu-hoc-anh-duong service-unit\ntrung-tam-van-hoa service-unit\n",
        "!C6 warning total-mismatch\n");
}

/* 3. A sheet for each department, and one that adds them up, one figure of it wrong */
static void
test_sheets(void)
{
    Sheet s = sheet_begin("Tổng hợp");
    sheet_row(&s, "TỔNG HỢP BIÊN CHẾ NĂM 2024");
    sheet_row(&s, "STT|Đơn vị|Công chức giao|Công chức có mặt");
    sheet_row(&s, "1|Sở Tài chính|30|28");
    sheet_row(&s, "2|Sở Tư pháp|21|20");
    sheet_row(&s, "|Tổng số|51|48");
    sheet_next(&s, "Sở Tài chính");
    sheet_row(&s, "STT|Phòng, ban|Công chức giao|Công chức có mặt");
    sheet_row(&s, "1|Văn phòng|10|9");
    sheet_row(&s, "2|Phòng Tin học|20|19");
    sheet_next(&s, "Sở Tư pháp");
    sheet_row(&s, "Đơn vị: Sở Tư pháp");
    sheet_row(&s, "STT|Phòng, ban|Công chức giao|Công chức có mặt");
    sheet_row(&s, "1|Văn phòng|8|8");
    sheet_row(&s, "2|Phòng Hộ tịch|12|12");
    sheet_next(&s, "Ghi chú");
    sheet_row(&s, "Số liệu minh họa");
    check(sheet_end(&s), FALSE, "2024: civil-servant 50/48",
          "so-tai-chinh so\nso-tai-chinh/van-phong office\nso-tai-chinh/phong-tin-hoc room\nso-tu-phap so\n"
          "so-tu-phap/van-phong office\nso-tu-phap/phong-ho-tich room\n",
          "Tổng hợp!C4 warning total-mismatch\n");
}

/* 4. A column for each year under merged years; a unit founded later; totals of each year */
static void
test_years(void)
{
    Sheet s = sheet_begin("Theo năm");
    sheet_row(&s, "BIÊN CHẾ CÔNG CHỨC GIAI ĐOẠN 2021-2023");
    sheet_row(&s, "STT|Tên đơn vị|Năm 2021||Năm 2022||31/12/2023");
    sheet_row(&s, "||Giao|Có mặt|Giao|Có mặt|Giao|Có mặt");
    sheet_merge(&s, 2, "C", 2, "D", "Năm 2021");
    sheet_merge(&s, 2, "E", 2, "F", "Năm 2022");
    sheet_merge(&s, 2, "G", 2, "H", "31/12/2023");
    sheet_row(&s, "1|Sở Y tế|40|38|39|37|38|38");
    sheet_row(&s, "2|Sở Du lịch|20|20|19|19|18|17");
    sheet_row(&s, "3|Sở Dân tộc và Tôn giáo|||||10|9");
    sheet_row(&s, "|Tổng cộng|60|58|58|56|67|64");
    check(sheet_end(&s), FALSE, "2021: civil-servant 60/58; 2022: civil-servant 58/56; 2023-12: civil-servant 66/64",
          "so-y-te so\nso-du-lich so\nso-dan-toc-va-ton-giao so\n", "Theo năm!G7 warning total-mismatch\n");
}

/* 5. Formulas with their stored results as totals, a vertical merge of blocks at the left */
static void
test_formulas(void)
{
    Sheet s = sheet_begin("Bảng");
    sheet_row(&s, "Khối|Đơn vị|Tổng số|Công chức|Viên chức");
    sheet_row(&s, "Kinh tế|Sở Công Thương|=35|30|5");
    sheet_row(&s, "|Sở Xây dựng|=52|40|12");
    sheet_row(&s, "Văn xã|Sở Văn hóa|=27|22|5");
    sheet_row(&s, "|Sở Giáo dục|=70|50|20");
    sheet_row(&s, "|Cộng|=184|=142|=42");
    sheet_merge(&s, 2, "A", 3, "A", "Kinh tế");
    sheet_merge(&s, 4, "A", 5, "A", "Văn xã");
    check(sheet_end(&s), FALSE, ": civil-servant 142/- public-employee 42/-",
          "kinh-te bloc\nkinh-te/so-cong-thuong so\nkinh-te/so-xay-dung so\nvan-xa bloc\nvan-xa/so-van-hoa so\n"
          "van-xa/so-giao-duc so\n",
          "");
}

/* 6. Hierarchy by indents alone, some by the alignment of the cell and some by spaces; parents carry sums */
static void
test_indents(void)
{
    Sheet s = sheet_begin("Indent");
    sheet_row(&s, "Đơn vị|Biên chế giao|Hiện có");
    sheet_row(&s, "UBND huyện Minh Họa|30|27");
    sheet_row(&s, ">Văn phòng|12|11");
    sheet_row(&s, ">Phòng Kinh tế|18|16");
    sheet_row(&s, ">>Tổ Nông nghiệp|8|7");
    sheet_row(&s, ">>Tổ Thương mại|10|9");
    sheet_row(&s, "UBND huyện Thí Dụ|9|9");
    sheet_row(&s, "  Phòng Nội vụ|9|9");
    check(sheet_end(&s), FALSE, ": posts 39/36",
          "ubnd-huyen-minh-hoa district\nubnd-huyen-minh-hoa/van-phong office\nubnd-huyen-minh-hoa/phong-kinh-te "
          "district-room\nubnd-huyen-minh-hoa/phong-kinh-te/to-nong-nghiep "
          "room\nubnd-huyen-minh-hoa/phong-kinh-te/to-thuong-mai room\nubnd-huyen-thi-du "
          "district\nubnd-huyen-thi-du/phong-noi-vu district-room\n",
          "");
}

/* 7. Numbers and bullets in front of the names; a unit with figures of its own beside those of its rooms */
static void
test_bullets(void)
{
    Sheet s = sheet_begin("Chi tiết");
    sheet_row(&s, "CHI TIẾT BIÊN CHẾ");
    sheet_row(&s, "Nội dung|Chỉ tiêu biên chế|Thực hiện");
    sheet_row(&s, "I. Chi cục Thủy lợi|3|3");
    sheet_row(&s, "1. Phòng Kỹ thuật|12|10");
    sheet_row(&s, "a) Tổ Đê điều|7|6");
    sheet_row(&s, "b) Tổ Hồ đập|5|4");
    sheet_row(&s, "2. Phòng Tổng hợp|15|14");
    sheet_row(&s, "- Bộ phận Văn thư|5|5");
    sheet_row(&s, "+ Lưu trữ|2|2");
    sheet_row(&s, "+ Công văn|3|3");
    sheet_row(&s, "- Bộ phận Kế toán|10|9");
    sheet_row(&s, "II. Chi cục Kiểm lâm|20|19");
    sheet_row(&s, "Tổng số|50|46");
    check(sheet_end(&s), FALSE, ": posts 50/46",
          "chi-cuc-thuy-loi sub-department\nchi-cuc-thuy-loi/phong-ky-thuat "
          "sub-room\nchi-cuc-thuy-loi/phong-ky-thuat/to-de-dieu room\nchi-cuc-thuy-loi/phong-ky-thuat/to-ho-dap "
          "room\nchi-cuc-thuy-loi/phong-tong-hop sub-room\nchi-cuc-thuy-loi/phong-tong-hop/bo-phan-van-thu \n"
          "chi-cuc-thuy-loi/phong-tong-hop/bo-phan-van-thu/luu-tru "
          "\nchi-cuc-thuy-loi/phong-tong-hop/bo-phan-van-thu/cong-van "
          "\nchi-cuc-thuy-loi/phong-tong-hop/bo-phan-ke-toan \nchi-cuc-kiem-lam sub-department\n",
          "Chi tiết!B3 warning own-figures\n");
}

/* 8. English, with funding */
static void
test_english(void)
{
    Sheet s = sheet_begin("Establishment");
    sheet_row(&s, "Town of Exampleton: establishment at 31/12/2022");
    sheet_row(&s, "");
    sheet_row(&s,
              "No.|Department|Civil servants||Public employees, state budget||Public employees, own revenue||Remarks");
    sheet_row(&s, "||Assigned|In post|Assigned|In post|Assigned|In post");
    sheet_row(&s, "1|Finance Department|12|11|||||");
    sheet_row(&s, "1.1|Budget Division|7|6");
    sheet_row(&s, "1.2|Treasury Division|5|5");
    sheet_row(&s, "2|Public Works Department|8|8|20|18|4|4");
    sheet_row(&s, "3|Example Primary School|||31|31|2|1|leased building");
    sheet_row(&s, "|Total|20|19|51|49|6|6");
    sheet_row(&s, "Prepared by: the personnel office");
    check(sheet_end(&s), FALSE, "2022-12: civil-servant 20/19 public-employee state 51/49 public-employee own 6/5",
          "finance-department department\nfinance-department/budget-division room\n"
          "finance-department/treasury-division room\npublic-works-department department\nexample-primary-school "
          "service-unit\n",
          "Establishment!H10 warning total-mismatch\n");
}

/* 9. Headings merged over the table, numbers that go on through them, subtotals, I to IX so that I is Roman and then V */
static void
test_headings(void)
{
    Sheet s = sheet_begin("DS");
    sheet_row(&s, "STT|Tên đơn vị|Biên chế công chức|Trong đó");
    sheet_row(&s, "|||Lãnh đạo");
    sheet_row(&s, "KHỐI SỞ, NGÀNH");
    sheet_merge(&s, 3, "A", 3, "D", "KHỐI SỞ, NGÀNH");
    sheet_row(&s, "1|Sở Ngoại vụ|14|3");
    sheet_row(&s, "2|Sở Du lịch|16|4");
    sheet_row(&s, "|Cộng khối sở, ngành|30|7");
    sheet_row(&s, "KHỐI QUẬN, HUYỆN");
    sheet_merge(&s, 7, "A", 7, "D", "KHỐI QUẬN, HUYỆN");
    sheet_row(&s, "3|Quận Một|90|20");
    sheet_row(&s, "4|Huyện Hai|75|18");
    sheet_row(&s, "|Cộng khối quận, huyện|160|38");
    sheet_row(&s, "|TỔNG CỘNG|195|45");
    check(sheet_end(&s), FALSE, ": civil-servant 195/-",
          "khoi-so-nganh bloc\nkhoi-so-nganh/so-ngoai-vu so\nkhoi-so-nganh/so-du-lich so\nkhoi-quan-huyen bloc\n"
          "khoi-quan-huyen/quan-mot district\nkhoi-quan-huyen/huyen-hai district\n",
          "DS!C10 warning total-mismatch\n");
}

/* 10. A sheet for each year, letters up to I and Roman numbers in one outline, names broken over lines, 1.10 kept as 1.1 */
static void
test_letters(void)
{
    Sheet s = sheet_begin("Năm 2021");
    for (guint year = 2021; year <= 2022; year++) {
        if (year == 2022)
            sheet_next(&s, "Năm 2022");
        sheet_row(&s, "STT|Đơn vị|Viên chức được giao");
        for (guint i = 0; i < 9; i++) {
            g_autofree char *row = g_strdup_printf("%c|Bệnh viện số\n%u|%u", 'A' + (char) i, i + 1, i == 8 ? 6 : 10);
            sheet_row(&s, row);
        }
        sheet_row(&s, "I|Khoa Nội|4");
        sheet_row(&s, "II|Khoa Ngoại|2");
        sheet_row(&s, year == 2021 ? "|Tổng|86" : "|Tổng|87");
    }
    GBytes *bytes = sheet_end(&s);
    Result result = quota_of(bytes, FALSE, FALSE);
    g_autofree char *said = problems_of(result.diags, ORG_SEVERITY_WARNING), *sums = sums_of(result.quota);
    Org *org = g_array_index(result.quota->dates, OrgQuotaDate, 1).org;
    g_assert_cmpstr(said, ==, "Năm 2022!C13 warning total-mismatch\n");
    g_assert_cmpstr(sums, ==, "2021: public-employee 86/-; 2022: public-employee 86/-");
    g_assert_cmpuint(org->totals.units, ==, 11);
    g_assert_cmpuint(org_find(org, ORG_UNITS, "benh-vien-so-9/khoa-noi"), !=, ORG_NONE);
    g_assert_cmpstr(org_name(org, ORG_UNITS, 0), ==, "Bệnh viện số 1");
    result_clear(&result);
    g_bytes_unref(bytes);
}

/* ---- ids */

static GBytes *
staff(const char *rows)
{
    g_autofree char *text = g_strconcat("STT;Tên đơn vị;Biên chế giao;Có mặt\n", rows, NULL);
    return bytes_of(text);
}

static char *
ids_of(const char *rows)
{
    g_autoptr(GBytes) bytes = staff(rows);
    Result result = quota_of(bytes, TRUE, FALSE);
    g_assert_false(result.refused);
    char *units = units_of(result.quota, 0);
    result_clear(&result);
    return units;
}

/* Rows added, removed, moved and numbered anew: the others keep their ids, with decomposed letters and capitals as well. */
static void
test_ids(void)
{
    g_autofree char *first =
        ids_of("I;Sở Tài chính;30;\n1;Phòng Ngân sách;10;9\n2;Phòng Đầu tư;20;18\nII;Sở Nội vụ;7;7\n");
    g_autofree char *moved = ids_of("I;Sở Nội vụ;7;7\nII;SỞ TÀI CHI\xCC\x81NH;25;\n1;Phòng Đầu tư;20;18\n"
                                    "2;Phòng Tin học;5;5\n");
    g_assert_cmpstr(
        first, ==,
        "so-tai-chinh so\nso-tai-chinh/phong-ngan-sach room\nso-tai-chinh/phong-dau-tu room\nso-noi-vu so\n");
    g_assert_cmpstr(moved, ==,
                    "so-noi-vu so\nso-tai-chinh so\nso-tai-chinh/phong-dau-tu room\nso-tai-chinh/phong-tin-hoc room\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/quota/classic", test_classic);
    g_test_add_func("/quota/semicolons", test_semicolons);
    g_test_add_func("/quota/sheets", test_sheets);
    g_test_add_func("/quota/years", test_years);
    g_test_add_func("/quota/formulas", test_formulas);
    g_test_add_func("/quota/indents", test_indents);
    g_test_add_func("/quota/bullets", test_bullets);
    g_test_add_func("/quota/english", test_english);
    g_test_add_func("/quota/headings", test_headings);
    g_test_add_func("/quota/letters", test_letters);
    g_test_add_func("/quota/ids", test_ids);
    return g_test_run();
}
