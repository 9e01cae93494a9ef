// SPDX-License-Identifier: MIT
/* Odd and wrong quota tables: what is said, and of which cell. The CSV cases need no workbook; the others are merged or typed. */
#include "quota-test.h"

#define H "STT;Tên đơn vị;Biên chế giao;Có mặt\n"

typedef struct {
    const char *name, *text, *expected;
} Case;

static const Case cases[] = {
    { "empty", "", "!A1 error no-table\n" },
    { "only-a-title", "BIỂU TỔNG HỢP BIÊN CHẾ\n", "!A1 error no-table\n" },
    { "tidy-names-only", "STT;Tên đơn vị\n1;Sở A\n", "!A1 error no-table\n" },
    { "no-figures", "STT;Tên đơn vị;Biên chế giao\n1;Sở A;theo quyết định\n", "!C1 error no-figures\n" },
    { "text-for-number", H "1;Sở A;mười;9\n2;Sở B;5;5\n3;Sở C;6;6\n", "!C2 error bad-number\n" },
    { "half-a-post", H "1;Sở A;10,5;9\n", "!C2 error bad-number\n" },
    { "half-a-post-hides-the-total", H "1;Sở A;10,5;9\n2;Sở B;4;4\n;Tổng;14,5;13\n",
      "!C2 error bad-number\n!C4 error bad-number\n" },
    { "remark-in-a-cell", H "1;Sở A;10*;9 (01 biệt phái)\n2;Sở B;4;4\n;Tổng;14;13\n", "" },
    { "of-which-alone", H "1;Sở A;17;15\n;Trong đó:;;\n-;Phòng B;10;9\n-;Phòng C;7;6\n", "" },
    { "total-named-as-a-unit", H "1;Sở A;10;9\n2;Sở B;7;7\n3;Phòng C;17;16\n", "!B4 warning read-as-total\n" },
    { "equal-twins", H "1;Sở A;10;9\n2;Sở B;10;9\n", "" },
    { "blocks-side-by-side-wrong-total",
      "STT;Đơn vị;Giao;Có mặt;;STT;Đơn vị;Giao;Có mặt\n1;Sở A;10;9;;3;Sở C;5;5\n2;Sở B;7;7;;;Cộng;23;21\n",
      "!H3 warning total-mismatch\n" },
    { "blocks-side-by-side-bad-cell", "STT;Đơn vị;Giao;Có mặt;STT;Đơn vị;Giao;Có mặt\n1;Sở A;10;9;2;Sở C;năm;5\n",
      "!G2 error bad-number\n" },
    { "old-font", "STT;Tªn ®¬n vÞ;Biªn chÕ giao;Cã mÆt\n1;Së Tµi chÝnh;60;58\n", "!A1 error no-table\n" },
    { "negative", H "1;Sở A;-4;\n", "!C2 error bad-number\n" },
    { "percent-in-staff", H "1;Sở A;10;90%\n", "!D2 error bad-number\n" },
    { "mixed-groups", H "1;Sở A;1.23.456;1\n", "!C2 error bad-number\n" },
    { "more-than-assigned", H "1;Sở A;10;12\n", "!D2 error filled-above-assigned\n" },
    { "no-name", H "1;Sở A;10;9\n2;;7;7\n", "!B3 error blank-name\n" },
    { "total-without-a-name", H "1;Sở A;10;9\n2;Sở B;7;7\n;;17;16\n", "" },
    { "total-wrong", H "1;Sở A;10;9\n2;Sở B;7;7\n;Tổng cộng;18;16\n", "!C4 warning total-mismatch\n" },
    { "total-above-wrong", H ";Tổng số;18;16\n1;Sở A;10;9\n2;Sở B;7;7\n", "!C2 warning total-mismatch\n" },
    { "parent-wrong-in-one", H "1;Sở A;17;15\n-;Phòng B;10;9\n-;Phòng C;7;7\n", "!D2 warning total-mismatch\n" },
    { "parent-far-off", H "1;Sở A;20;18\n-;Phòng B;10;9\n-;Phòng C;7;7\n",
      "!C2 warning total-mismatch\n!D2 warning total-mismatch\n" },
    { "parent-of-its-own", H "1;Sở A;3;3\n-;Phòng B;10;9\n-;Phòng C;7;7\n", "!C2 warning own-figures\n" },
    { "grand-total-says-own", H "1;Sở A;30;30\n-;Phòng B;10;9\n-;Phòng C;7;7\n;Tổng cộng;47;46\n",
      "!C2 warning own-figures\n" },
    { "column-total-wrong",
      "STT;Đơn vị;Biên chế giao;;\n;;Tổng số;Công chức;Viên chức\n1;Sở A;15;10;5\n2;Sở B;9;5;3\n3;Sở C;4;4;-\n",
      "!C4 warning total-mismatch\n" },
    { "same-column-twice", "STT;Đơn vị;Công chức giao;Công chức giao\n1;Sở A;15;10\n", "!D1 error duplicate-column\n" },
    { "gap-in-numbers", H "1;Sở A;10;9\n2;Sở B;7;7\n4;Sở D;5;5\n", "!A4 warning outline-gap\n" },
    { "number-twice", H "1;Sở A;10;9\n2;Sở B;7;7\n2;Sở D;5;5\n", "!A4 warning outline-repeat\n" },
    { "no-head-of-1.1", H "I;Sở A;;\n1.1;Phòng B;7;7\n1.2;Phòng D;5;5\n",
      "!A3 warning outline-gap\n!A4 warning outline-gap\n" },
    { "same-name-twice", H "1;Phòng A;10;9\n2;Phòng A;7;7\n", "!B3 warning same-id\n!B3 warning duplicate-name\n" },
    { "second-table", H "1;Sở A;10;9\nSTT;Tên cơ quan;Số hợp đồng;Ghi chú\n1;Sở B;3;x\n", "!B3 error second-table\n" },
    { "header-again", H "1;Sở A;10;9\n" H "2;Sở B;7;7\n", "" },
    { "cộng-đồng-is-a-name", H "1;Cộng đồng dân cư;10;9\n2;Tổng cục Thuế;7;7\n", "" },
    { "decree-is-no-year", "STT;Đơn vị;HĐ theo NĐ 111/2022/NĐ-CP;HĐ 68/2000\n1;Sở A;10;9\n", "" },
    { "doubtful-area", "STT;Đơn vị;Biên chế giao;Diện tích\n1;Sở A;10;1.250\n", "!D2 warning ambiguous-number\n" },
    { "not-utf-8", "STT;\xD0\xF4n v\xEC;Bi\xEAn ch\xEA;Quota\n", "!A1 warning bad-encoding\n!A1 error no-table\n" },
};

static void
test_case(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(GBytes) bytes = bytes_of(c->text);
    Result result = quota_of(bytes, TRUE, FALSE);
    g_autofree char *said = problems_of(result.diags, ORG_SEVERITY_WARNING);

    g_assert_cmpstr(said, ==, c->expected);
    g_assert_cmpint(result.refused, ==, strstr(c->expected, " error ") != NULL);
    result_clear(&result);
    Result lenient = quota_of(bytes, TRUE, TRUE);
    for (guint i = 0; lenient.quota && i < org_diags_size(lenient.diags); i++)
        g_assert_cmpint(org_diags_get(lenient.diags, i)->severity, !=, ORG_SEVERITY_ERROR);
    result_clear(&lenient);
}

static void
expect(Sheet *sheet, const char *expected)
{
    g_autoptr(GBytes) bytes = sheet_end(sheet);
    Result result = quota_of(bytes, FALSE, FALSE);
    g_autofree char *said = problems_of(result.diags, ORG_SEVERITY_WARNING);
    g_assert_cmpstr(said, ==, expected);
    result_clear(&result);
}

/* 1234 that a workbook took for 1.234 when it was typed */
static void
test_point_lost(void)
{
    Sheet s = sheet_begin("A");
    sheet_row(&s, "TT|Đơn vị|Biên chế giao");
    sheet_row(&s, "1|Sở A|1.234");
    expect(&s, "A!C2 error bad-number\n");
}

static void
test_merged_figure(void)
{
    Sheet s = sheet_begin("A");
    sheet_row(&s, "TT|Đơn vị|Biên chế giao");
    sheet_row(&s, "1|Sở A|12");
    sheet_row(&s, "2|Sở B|");
    sheet_merge(&s, 2, "C", 3, "C", "12");
    expect(&s, "A!C2 warning merged-figure\n");
}

static void
test_no_sheet(void)
{
    Sheet s = sheet_begin("A");
    sheet_row(&s, "Ghi chú");
    sheet_next(&s, "B");
    sheet_row(&s, "Ghi chú");
    expect(&s, "! error no-table\n");
}

static void
test_unmatched(void)
{
    Sheet s = sheet_begin("Tổng hợp");
    sheet_row(&s, "TT|Đơn vị|Biên chế giao");
    sheet_row(&s, "1|Sở A|5");
    sheet_row(&s, "2|Sở B|7");
    sheet_next(&s, "Sở A");
    sheet_row(&s, "TT|Phòng|Biên chế giao");
    sheet_row(&s, "1|Phòng M|2");
    sheet_row(&s, "2|Phòng N|3");
    expect(&s, "Tổng hợp!B3 warning unmatched-total\n");
}

/* So many rows of one name, and totals among them, that steps which look at all others again would outlast the test's time. */
static void
test_many(void)
{
    g_autoptr(GString) text = g_string_new(H);
    for (guint i = 0; i < 40000; i++)
        g_string_append(text, i % 2 ? ";Cộng;10;9\n" : ";Sở A\xEF\xBF\xBD;10;9\n");
    g_autoptr(GBytes) bytes = bytes_of(text->str);
    Result result = quota_of(bytes, TRUE, FALSE);
    g_assert_false(result.refused);
    Org *org = g_array_index(result.quota->dates, OrgQuotaDate, 0).org;
    g_assert_cmpuint(org->totals.units, ==, 20000);
    g_assert_cmpuint(org->totals.posts, ==, 200000);
    g_assert_cmpuint(org_find(org, ORG_UNITS, "so-a-20000"), !=, ORG_NONE);
    result_clear(&result);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/quota-malformed/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/quota-malformed/point-lost", test_point_lost);
    g_test_add_func("/quota-malformed/merged-figure", test_merged_figure);
    g_test_add_func("/quota-malformed/no-sheet", test_no_sheet);
    g_test_add_func("/quota-malformed/unmatched", test_unmatched);
    g_test_add_func("/quota-malformed/many", test_many);
    return g_test_run();
}
