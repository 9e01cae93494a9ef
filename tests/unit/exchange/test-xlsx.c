// SPDX-License-Identifier: MIT
/* XLSX: every kind of cell, several sheets, odd and hostile workbooks, each problem at its sheet and cell. */
#include "limited.h"
#include "workbook.h"
#include <xlsxwriter.h>

#define HEAD "<row r=\"1\">" INLINE("A1", "id") INLINE("B1", "name") INLINE("C1", "parent_id") "</row>"
#define ALPHA "<row r=\"2\">" INLINE("A2", "a") INLINE("B2", "Alpha") "</row>"

static Org *
import_sheet(const char *path, GBytes *bytes, const char *sheet, gboolean lenient, OrgDiags *diags, gboolean *refused)
{
    OrgImport import = {
        .units = path, .units_bytes = bytes, .units_sheet = sheet, .date = ORG_MONTH(2021, 1), .lenient = lenient
    };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_import_csv_report(&import, dict, diags, refused, &error);
    g_assert_no_error(error);
    return org;
}

typedef struct {
    const char *name, *sheet, *expected;
} Case;

static const Case cases[] = {
    { "sound", SHEET(HEAD ALPHA), "" },
    { "dangling", SHEET(HEAD ALPHA "<row r=\"12\">" INLINE("A12", "b") INLINE("B12", "B") INLINE("C12", "zz") "</row>"),
      "Units!C12 error missing-parent\n" },
    { "no-places",
      "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>id</t></is></c></row>"
      "<row><c><v>7</v></c></row><row><c><v>7</v></c></row></sheetData></worksheet>",
      "Units!A3 error duplicate-id\n" },
    { "prefixed",
      "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"str\"><x:v>id</x:v></x:c>"
      "</x:row><x:row r=\"2\"><x:c r=\"A2\"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>",
      "" },
    { "rich-and-phonetic",
      SHEET("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>i</t></r><r><t>d</t></r><rPh><t>zz</t></rPh></is></c>"
            "</row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>"),
      "" },
    { "error-cell",
      SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row>"),
      "Units!B2 error formula-error\nUnits!B2 warning blank-name\n" },
    { "no-result", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\"><f>A1</f></c></row>"),
      "Units!B2 error no-result\nUnits!B2 warning blank-name\n" },
    { "shared-out-of-range", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"s\"><v>9</v></c></row>"),
      "Units!B2 error bad-cell\nUnits!B2 warning blank-name\n" },
    { "shared-negative", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"s\"><v>-1</v></c></row>"),
      "Units!B2 error bad-cell\nUnits!B2 warning blank-name\n" },
    { "extra-cell", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") INLINE("B2", "A") INLINE("F2", "x") "</row>"),
      "Units!F2 error extra-cell\n" },
    { "far-cells",
      SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") INLINE("B2", "A") INLINE("XFC2", "x") INLINE("XFD2", "x") "</row>"),
      "Units!XFC2 error extra-cell\n" },
    { "too-many-columns", SHEET("<row r=\"1\">" INLINE("A1", "id") INLINE("XFD1", "x") "</row>"),
      "Units!BZU1 error too-many-columns\n" },
    { "mojibake", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") INLINE("B2", "Ph\xC3\x83\xC2\xB2ng") "</row>"),
      "Units!B2 warning bad-encoding\n" },
    { "empty-sheet", SHEET(""), "Units!A1 error empty-file\n" },
    { "no-sheet-data", "<worksheet/>", "Units!A1 error empty-file\n" },
    { "rows-backwards", SHEET(HEAD ALPHA "<row r=\"2\">" INLINE("A2", "b") "</row>"), "Units!B2 error bad-workbook\n" },
    { "cells-backwards", SHEET(HEAD "<row r=\"2\">" INLINE("B2", "b") INLINE("A2", "b") "</row>"),
      "Units!B2 error bad-workbook\n" },
    { "cell-of-another-row", SHEET(HEAD "<row r=\"2\">" INLINE("A3", "b") "</row>"), "Units!A2 error bad-workbook\n" },
    { "row-too-far", SHEET(HEAD "<row r=\"1048577\"/>"), "Units!C1 error bad-workbook\n" },
    { "column-too-far", SHEET(HEAD "<row r=\"2\">" INLINE("XFE2", "b") "</row>"), "Units!A2 error bad-workbook\n" },
    { "place-overflows", SHEET(HEAD "<row r=\"99999999999999999999\"/>"), "Units!C1 error bad-workbook\n" },
    { "doctype", "<!DOCTYPE a [<!ENTITY b \"bb\">]>" SHEET(HEAD ALPHA), "Units!A1 error bad-workbook\n" },
    { "unknown-entity", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "&b;") "</row>"), "Units!A2 error bad-workbook\n" },
    { "not-closed", "<worksheet><sheetData>" HEAD, "Units!C1 error bad-workbook\n" },
    { "no-xml", "id,name\n", "Units!A1 error bad-workbook\n" },
    { "bad-utf-8", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "\xFF") "</row>"), "Units!A2 error bad-workbook\n" },
    { "nul-letter", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "&#0;") "</row>"), "Units!A2 error bad-workbook\n" },
    { "shared-not-a-number", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"s\"><v>x</v></c></row>"),
      "Units!B2 error bad-cell\nUnits!B2 warning blank-name\n" },
    { "shared-overflows",
      SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"s\"><v>99999999999999999999</v></c></row>"),
      "Units!B2 error bad-cell\nUnits!B2 warning blank-name\n" },
    { "unknown-cell-type", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"zz\"><v>A</v></c></row>"),
      "" },
    { "true-and-false", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\" t=\"b\"><v>1</v></c></row>"), "" },
    { "number-not-a-number", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\"><v>1,5</v></c></row>"), "" },
    { "blank-id", SHEET(HEAD "<row r=\"2\">" INLINE("B2", "Alpha") "</row>"), "Units!A2 error blank-id\n" },
    { "self-parent", SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") INLINE("B2", "A") INLINE("C2", "a") "</row>"),
      "Units!C2 error self-parent\n" },
    { "cycle",
      SHEET(HEAD "<row r=\"2\">" INLINE("A2", "a") INLINE("B2", "A")
                INLINE("C2", "b") "</row><row r=\"3\">" INLINE("A3", "b") INLINE("B3", "B") INLINE("C3", "a") "</row>"),
      "Units!C2 error cycle\n" },
    { "column-twice",
      SHEET("<row r=\"1\">" INLINE("A1", "id") INLINE("B1", "name") INLINE("C1", "name") "</row>" ALPHA),
      "Units!C1 error duplicate-column\n" },
    { "no-id-column", SHEET("<row r=\"1\">" INLINE("A1", "name") "</row>" ALPHA),
      "Units!B2 error extra-cell\nUnits!A1 error missing-column\n" },
    { "bad-date-text",
      SHEET("<row r=\"1\">" INLINE("A1", "id") INLINE("B1", "opened") "</row><row r=\"2\">" INLINE("A2", "a")
                INLINE("B2", "spring") "</row>"),
      "Units!B2 error bad-date\n" },
    { "date-as-plain-number",
      SHEET("<row r=\"1\">" INLINE("A1", "id")
                INLINE("B1", "opened") "</row><row r=\"2\">" INLINE("A2", "a") "<c r=\"B2\"><v>44197</v></c></row>"),
      "" },
    { "iso-date",
      SHEET("<row r=\"1\">" INLINE("A1", "id") INLINE("B1", "opened") "</row><row r=\"2\">" INLINE(
          "A2", "a") "<c r=\"B2\" t=\"d\"><v>2020-02-30T00:00:00</v></c></row>"),
      "Units!B2 error bad-date\n" },
    { "title-above-header",
      SHEET("<row r=\"1\">" INLINE("A1", "List of units") "</row><row r=\"3\">" INLINE("A3", "id")
                INLINE("B3", "name") "</row>"),
      "" },
    { "header-far-down", SHEET("<row r=\"1048576\">" INLINE("A1048576", "id") "</row>"), "" },
    { "cell-in-a-cell", SHEET(HEAD "<row r=\"2\"><c r=\"A2\"><c r=\"B2\"><v>1</v></c></c></row>"),
      "Units!A2 error blank-id\n" },
    { "row-in-a-row", SHEET(HEAD "<row r=\"2\"><row r=\"3\">" INLINE("A3", "b") "</row></row>"),
      "Units!B3 warning blank-name\n" },
    { "cell-outside-rows", SHEET(HEAD "<c r=\"A2\"><v>1</v></c>" ALPHA), "Units!C1 error bad-workbook\n" },
    { "place-of-nothing", SHEET(HEAD "<row r=\"2\"><c r=\"\"><v>1</v></c></row>"), "Units!A2 error bad-workbook\n" },
    { "row-zero", SHEET("<row r=\"0\"><c><v>1</v></c></row>"), "Units!A1 error bad-workbook\n" },
    { "style-out-of-range",
      SHEET(HEAD "<row r=\"2\"><c r=\"A2\" s=\"99999999999\"><v>1</v></c>" INLINE("B2", "A") "</row>"), "" },
    { "utf-16-part", "\xFF\xFE<", "Units!A1 error bad-workbook\n" },
    { "two-sheet-datas", "<worksheet><sheetData>" HEAD ALPHA "</sheetData><sheetData>" ALPHA "</sheetData></worksheet>",
      "" },
    { "attribute-twice", SHEET("<row r=\"1\" r=\"1\"/>"), "Units!A1 error bad-workbook\n" },
    { "no-part", NULL, "Units!A1 error bad-workbook\n" },
};

G_STATIC_ASSERT(G_N_ELEMENTS(cases) >= 52);

static void
describe(const OrgDiags *diags, GString *out)
{
    static const char *const names[] = { "note", "warning", "error" };
    char cell[24];

    for (guint i = 0; i < org_diags_size(diags); i++) {
        const OrgDiag *diag = org_diags_get(diags, i);
        if (diag->severity == ORG_SEVERITY_NOTE)
            continue;
        g_string_append_printf(out, "%s!%s %s %s\n", diag->sheet ? diag->sheet : "",
                               diag->line ? org_diag_cell(diag->line, diag->column, cell) : "", names[diag->severity],
                               diag->code);
    }
}

static void
check_case(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(GBytes) bytes = book_of_sheet(c->sheet);

    for (guint lenient = 0; lenient < 2; lenient++) {
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_autoptr(GString) actual = g_string_new(NULL);
        gboolean refused;
        g_autoptr(Org) org = import_sheet("u.xlsx", bytes, NULL, lenient, diags, &refused);
        g_assert_nonnull(org);
        describe(diags, actual);
        if (!lenient)
            g_assert_cmpstr(actual->str, ==, c->expected);
        if (!lenient)
            g_assert_cmpint(refused, ==, strstr(c->expected, " error ") != NULL);
    }
}

static void
test_case(gconstpointer data)
{
    run_limited(check_case, data);
}

/* ---- what another program writes */

static char *
temporary_file(void)
{
    g_autofree char *folder = g_dir_make_tmp("orgsim-xlsx-XXXXXX", NULL);
    g_assert_nonnull(folder);
    return g_build_filename(folder, "book.xlsx", NULL);
}

static GBytes *
take_file(const char *path)
{
    char *text;
    gsize size;
    g_autofree char *folder = g_path_get_dirname(path);
    g_assert_true(g_file_get_contents(path, &text, &size, NULL));
    g_remove(path);
    g_rmdir(folder);
    return g_bytes_new_take(text, size);
}

static void
write_row(lxw_worksheet *sheet, guint row, const char *cells)
{
    g_auto(GStrv) texts = g_strsplit(cells, ",", -1);
    for (guint i = 0; texts[i]; i++)
        if (*texts[i])
            worksheet_write_string(sheet, row, (lxw_col_t) i, texts[i], NULL);
}

static GBytes *
book_of_three(void)
{
    g_autofree char *path = temporary_file();
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *notes = workbook_add_worksheet(book, "Ghi chú");
    lxw_worksheet *units = workbook_add_worksheet(book, "Đơn vị"), *posts = workbook_add_worksheet(book, "Biên chế");
    lxw_worksheet *people = workbook_add_worksheet(book, "Nhân sự");
    lxw_format *date = workbook_add_format(book), *odd = workbook_add_format(book);
    lxw_datetime born = { 1980, 2, 29, 0, 0, 0 };
    format_set_num_format(date, "dd/mm/yyyy");
    format_set_num_format(odd, "\"day\" 0.00 [Red]");

    write_row(notes, 0, "Lập ngày");
    write_row(units, 0, "Mã,Tên đơn vị,Đơn vị cấp trên,Area,Founded on");
    write_row(units, 1, "001,Sở Tài chính");
    worksheet_write_number(units, 1, 3, 0.1, odd);
    worksheet_write_datetime(units, 1, 4, &born, date);
    write_row(units, 3, "1,\xE2\x80\x9CPhòng\x01\nNgân sách_x005F_x0041_\xE2\x80\x9D,001");
    worksheet_write_formula_num(units, 3, 3, "=1+1", NULL, 2);
    write_row(posts, 0, "Mã,Đơn vị,Chức danh,Biên chế giao,Có mặt");
    write_row(posts, 1, ",1,Chuyên viên");
    worksheet_write_string(posts, 1, 0, "=p", NULL);
    worksheet_write_number(posts, 1, 3, 3, NULL);
    worksheet_write_number(posts, 1, 4, 1, NULL);
    write_row(people, 0, "Mã,Họ và tên,Ngày sinh,Giới tính,Vị trí");
    write_row(people, 1, ",Lan,,Nữ,=p");
    worksheet_write_number(people, 1, 0, 1234567890123, NULL);
    worksheet_write_datetime(people, 1, 2, &born, date);
    worksheet_write_boolean(people, 1, 6, 1, NULL);
    write_row(people, 0, "Mã,Họ và tên,Ngày sinh,Giới tính,Vị trí,,Đảng viên");
    g_assert_cmpint(workbook_close(book), ==, LXW_NO_ERROR);
    return take_file(path);
}

static void
test_workbook(void)
{
    g_autoptr(GBytes) bytes = book_of_three();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    OrgImport import = { .workbook = "book.xlsx", .workbook_bytes = bytes, .date = ORG_MONTH(2021, 1) };
    g_autoptr(Org) org = org_import_csv(&import, dict, diags, &error);

    g_assert_no_error(error);
    g_assert_cmpuint(org->totals.units, ==, 2);
    g_assert_cmpuint(org->totals.posts, ==, 3);
    g_assert_cmpuint(org->totals.people, ==, 1);
    g_assert_cmpuint(org->units.parent[org_find(org, ORG_UNITS, "1")], ==, org_find(org, ORG_UNITS, "001"));
    g_assert_cmpstr(org_name(org, ORG_UNITS, 1), ==, "“Phòng\x01\nNgân sách_x0041_”");
    g_assert_cmpfloat(org_attribute_find(org, ORG_UNITS, "Area")->number[0], ==, 0.1);
    g_assert_cmpfloat(org_attribute_find(org, ORG_UNITS, "Area")->number[1], ==, 2);
    g_assert_cmpstr(org_dict_text(dict, org_attribute_find(org, ORG_UNITS, "Founded on")->word[0]), ==, "1980-02-29");
    g_assert_cmpint(org->people.born[0], ==, ORG_MONTH(1980, 2));
    g_assert_cmpstr(org_id(org, ORG_PEOPLE, 0), ==, "1234567890123");
    g_assert_cmpuint(org->people.post[0], ==, 0);
    g_assert_cmpfloat(org_attribute_find(org, ORG_PEOPLE, "Đảng viên")->number[0], ==, 1);
}

static void
test_named_sheet(void)
{
    g_autoptr(GBytes) bytes = book_of_three();
    static const struct {
        const char *sheet, *expected;
    } named[] = {
        { "Đơn vị", "" },
        { "đơn VỊ", "" },
        { NULL, "" },
        { "Sheet9", "! error missing-sheet\n" },
        { "Ghi chú", "Ghi chú!A1 error missing-column\n" },
    };

    for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
        g_autoptr(OrgDiags) diags = org_diags_new();
        g_autoptr(GString) actual = g_string_new(NULL);
        gboolean refused;
        g_autoptr(Org) org = import_sheet("book.xlsx", bytes, named[i].sheet, FALSE, diags, &refused);
        describe(diags, actual);
        g_assert_cmpstr(actual->str, ==, named[i].expected);
    }
}

static void
test_dates_of_1904(void)
{
    const Part parts[] = {
        { "xl/workbook.xml", BOOK("<workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets>") },
        { "xl/_rels/workbook.xml.rels",
          RELS(REL("r1", "worksheet", "/xl/worksheets/sheet1.xml") REL("r2", "styles", "../xl/styles.xml")) },
        { "xl/styles.xml", "<styleSheet><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
                           "<xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
        { "xl/worksheets/sheet1.xml", SHEET("<row r=\"1\">" INLINE("A1", "id") INLINE("B1", "opened") INLINE(
                                          "C1", "n") "</row>"
                                                     "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" "
                                                     "s=\"1\"><v>366</v></c><c r=\"C2\"><v>366</v></c></row>") },
    };
    g_autoptr(GBytes) bytes = zip_of(parts, G_N_ELEMENTS(parts), plain_book, G_N_ELEMENTS(plain_book));
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_sheet("a.xlsx", bytes, NULL, FALSE, diags, &refused);

    g_assert_false(refused);
    g_assert_cmpint(org->units.opened[0], ==, ORG_MONTH(1905, 1)); /* 1904 was a leap year */
    g_assert_cmpfloat(org_attribute_find(org, ORG_UNITS, "n")->number[0], ==, 366);
}

/* ---- hostile packages */

static void
assert_bad(GBytes *bytes, const char *words)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    guint64 before = steps_taken();
    g_autoptr(Org) org = import_sheet("a.xlsx", bytes, NULL, FALSE, diags, &refused);

    g_assert_true(refused);
    g_assert_cmpuint(org_diags_size(diags), >=, 1);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "bad-workbook");
    g_autofree char *text = org_diag_text(org_diags_get(diags, 0));
    if (!strstr(text, words))
        g_error("\"%s\" does not say \"%s\"", text, words);
    g_assert_cmpuint(steps_taken() - before, <, LIMIT_STEPS);
}

static void
test_no_workbook(void)
{
    const Part text[] = { { "a.txt", "hello" } };
    const Part no_sheet[] = { { "xl/workbook.xml", BOOK("<sheets/>") } };
    const Part word[] = { { "_rels/.rels", RELS(REL("r1", "officeDocument", "word/document.xml")) } };
    g_autoptr(GBytes) cut = g_bytes_new_static("PK\x03\x04zzzzzzzz", 12);
    g_autoptr(GBytes) old = g_bytes_new_static("\xD0\xCF\x11\xE0zzzzzzzz", 12);
    g_autoptr(GBytes) other = zip_of(text, 1, NULL, 0);
    g_autoptr(GBytes) letter = zip_of(word, 1, NULL, 0);
    g_autoptr(GBytes) none = zip_of(no_sheet, 1, plain_book, G_N_ELEMENTS(plain_book));

    assert_bad(cut, "cannot be unpacked");
    assert_bad(old, "save it as .xlsx");
    assert_bad(other, "no XLSX workbook");
    assert_bad(letter, "no XLSX workbook");
    assert_bad(none, "has no sheet");
}

static void
test_bomb(void)
{
    g_autofree char *spaces = g_strnfill(64 << 20, ' ');
    g_autofree char *sheet = g_strconcat("<worksheet>", spaces, "</worksheet>", NULL);
    g_autoptr(GBytes) bytes = book_of_sheet(sheet);
    const Part strings[] = {
        { "xl/_rels/workbook.xml.rels",
          RELS(REL("r1", "worksheet", "worksheets/sheet1.xml") REL("r2", "sharedStrings", "s.xml")) },
        { "xl/s.xml", sheet },
    };
    g_autoptr(GBytes) shared = zip_of(strings, 2, plain_book, G_N_ELEMENTS(plain_book));

    g_assert_cmpuint(g_bytes_get_size(bytes), <, 1 << 20);
    assert_bad(bytes, "too many bytes");
    assert_bad(shared, "too many bytes");
}

static void
test_deep_and_long(void)
{
    g_autoptr(GString) deep = g_string_new("<worksheet>");
    for (guint i = 0; i < 100000; i++)
        g_string_append(deep, "<a>");
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    g_autoptr(GString) tag = g_string_new("<worksheet a=\"");
    for (guint i = 0; i < 3 << 20; i++) /* not to be packed too well */
        g_string_append_c(tag, (char) g_rand_int_range(rand, 'a', 'z' + 1));
    g_string_append(tag, "\"/>");
    g_autoptr(GBytes) one = book_of_sheet(deep->str);
    g_autoptr(GBytes) two = book_of_sheet(tag->str);

    assert_bad(one, "nested too deep");
    assert_bad(two, "longer than 1 MiB");
}

/* Every cut and many changed bytes of a workbook end in a report, not in a crash. */
static void
test_noise(void)
{
    g_autoptr(GBytes) bytes = book_of_three();
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    gsize size;
    const guint8 *data = g_bytes_get_data(bytes, &size);

    for (guint i = 0; i < 400; i++) {
        gsize length = i < 100 ? size * i / 100 : size;
        guint8 *copy = g_memdup2(data, size);
        for (guint k = 0; i >= 100 && k < 1 + i % 8; k++)
            copy[g_rand_int_range(rand, 4, (gint) size)] = (guint8) g_rand_int_range(rand, 0, 256);
        g_autoptr(GBytes) noisy = g_bytes_new_take(copy, length);
        g_autoptr(OrgDiags) diags = org_diags_new();
        gboolean refused;
        g_autoptr(Org) org = import_sheet("noise.xlsx", noisy, NULL, i % 2, diags, &refused);
        g_assert_nonnull(org);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/text/xlsx/case/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/text/xlsx/workbook", test_workbook);
    g_test_add_func("/text/xlsx/named-sheet", test_named_sheet);
    g_test_add_func("/text/xlsx/dates-of-1904", test_dates_of_1904);
    g_test_add_func("/text/xlsx/no-workbook", test_no_workbook);
    g_test_add_func("/text/xlsx/bomb", test_bomb);
    g_test_add_func("/text/xlsx/deep-and-long", test_deep_and_long);
    g_test_add_func("/text/xlsx/noise", test_noise);
    return g_test_run();
}
