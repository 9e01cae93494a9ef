// SPDX-License-Identifier: MIT
/* Files that are no tables, or cannot be opened, whatever their names say: each is refused with a sentence that says what to
 * do, as a table of its own and as a workbook of all. */
#include "limited.h"
#include "workbook.h"
#include "../../../engine/text/sheet.h"

#define OLE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define BYTES(text) text, sizeof text - 1

typedef struct {
    const char *name, *bytes;
    gsize size;
    const char *code, *says, *to_do;
} Case;

static const Case cases[] = {
    { "xls", BYTES(OLE "zzzzzzzz"), "bad-workbook", "an old workbook (.xls)", "save it as .xlsx" },
    { "password", BYTES(OLE "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"), "bad-workbook", "has a password",
      "take the password off" },
    { "no-zip", BYTES("PK\x03\x04zzzzzzzz"), "bad-workbook", "cannot be unpacked", "fetch it again" },
    { "html", BYTES("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>id"), "wrong-file",
      "a web page", "save it as .xlsx" },
    { "html-5", BYTES("\xEF\xBB\xBF\r\n<!DOCTYPE html>\n<html>"), "wrong-file", "a web page", "save it as .xlsx" },
    { "table", BYTES("  <TABLE border=1><tr><td>id</td></tr></TABLE>"), "wrong-file", "a web page",
      "save it as .xlsx" },
    { "mht", BYTES("MIME-Version: 1.0\nContent-Type: multipart/related\n"), "wrong-file", "a saved web page",
      "save it as .xlsx" },
    { "xml-2003", BYTES("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
      "wrong-file", "XML spreadsheet of Excel 2003", "save it as .xlsx" },
    { "xml", BYTES("<?xml version=\"1.0\"?><units/>"), "wrong-file", "this is XML", "save it as .xlsx" },
    { "json", BYTES("[\n {\"id\": 1}]"), "wrong-file", "this is JSON", "save the table" },
    { "json-object", BYTES("{ \"units\": []}"), "wrong-file", "this is JSON", "save the table" },
    { "pdf", BYTES("%PDF-1.7\n"), "wrong-file", "this is a PDF", "ask for the workbook" },
    { "rtf", BYTES("{\\rtf1 id}"), "wrong-file", "a text document", "copy its table" },
    { "picture", BYTES("\x89PNG\r\n\x1A\n"), "wrong-file", "this is a picture", "ask for the workbook" },
    { "photo", BYTES("\xFF\xD8\xFF\xE0zzzz"), "wrong-file", "this is a picture", "ask for the workbook" },
    { "gzip", BYTES("\x1F\x8B\x08zzz"), "wrong-file", "packed (gzip)", "unpack it first" },
    { "7z", BYTES("7z\xBC\xAF\x27\x1Czz"), "wrong-file", "packed (7z)", "unpack it first" },
    { "rar", BYTES("Rar!\x1A\x07\x01zz"), "wrong-file", "packed (RAR)", "unpack it first" },
    { "orgdb", BYTES("SQLite format 3\0zz"), "wrong-file", "an SQLite file", "orgsim export" },
};

G_STATIC_ASSERT(G_N_ELEMENTS(cases) >= 19);

static void
assert_refused(GBytes *bytes, gboolean as_workbook, const char *code, const char *says, const char *to_do)
{
    OrgImport source = { .date = ORG_MONTH(2021, 1), .lenient = TRUE }; /* no repair mends it */
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;
    gboolean refused;

    *(as_workbook ? &source.workbook : &source.units) = "units.xls";
    *(as_workbook ? &source.workbook_bytes : &source.units_bytes) = bytes;
    g_autoptr(Org) org = org_import_csv_report(&source, dict, diags, &refused, &error);
    g_assert_no_error(error);
    g_assert_true(refused);
    g_assert_cmpuint(org_diags_size(diags), ==, 1);
    const OrgDiag *diag = org_diags_get(diags, 0);
    g_assert_cmpstr(diag->file, ==, "units.xls");
    g_assert_cmpstr(diag->code, ==, as_workbook ? "bad-workbook" : code);
    g_autofree char *text = org_diag_text(diag);
    if (!strstr(text, says) || !strstr(text, to_do))
        g_error("\"%s\" does not say \"%s\" and \"%s\"", text, says, to_do);
}

static void
check_case(gconstpointer data)
{
    const Case *c = data;
    g_autoptr(GBytes) bytes = g_bytes_new_static(c->bytes, c->size);

    assert_refused(bytes, FALSE, c->code, c->says, c->to_do);
    assert_refused(bytes, TRUE, c->code, c->says, c->to_do);
}

static void
test_case(gconstpointer data)
{
    run_limited(check_case, data);
}

/* ---- zips of other kinds */

typedef struct {
    const char *name, *part, *text, *says, *to_do;
} Zip;

static const Zip zips[] = {
    { "ods", "content.xml", "<office:document-content/>", "an OpenDocument file (.ods)", "save it as .xlsx" },
    { "numbers", "Index/Document.iwa", "zz", "a file of Numbers", "export it as Excel" },
    { "docx", "_rels/.rels", RELS(REL("r1", "officeDocument", "word/document.xml")), "a text document",
      "copy its table" },
    { "xlsb", "_rels/.rels", RELS(REL("r1", "officeDocument", "xl/workbook.bin")), "a binary workbook (.xlsb)",
      "save it as .xlsx" },
    { "csv-in-a-zip", "units.csv", "id,name\na,A\n", "a zip but no XLSX workbook", "unpack them" },
};

static void
test_zip(gconstpointer data)
{
    const Zip *zip = data;
    const Part part = { zip->part, zip->text };
    g_autoptr(GBytes) bytes = zip_of(&part, 1, NULL, 0);

    assert_refused(bytes, FALSE, "bad-workbook", zip->says, zip->to_do);
    assert_refused(bytes, TRUE, "bad-workbook", zip->says, zip->to_do);
}

/* A zip whose parts are encrypted, as packers do it; what Office encrypts is no zip (see "password" above). */
static void
test_encrypted_zip(void)
{
    g_autoptr(GBytes) plain = book_of_sheet(SHEET("<row r=\"1\">" INLINE("A1", "id") "</row>"));
    gsize size;
    guint8 *data = g_bytes_unref_to_data(g_steal_pointer(&plain), &size);

    for (gsize i = 0; i + 10 < size; i++) /* the flag in each header of a part */
        if (memcmp(data + i, "PK\x03\x04", 4) == 0 || memcmp(data + i, "PK\x01\x02", 4) == 0)
            data[i + (data[i + 2] == 3 ? 6 : 8)] |= 1;
    g_autoptr(GBytes) bytes = g_bytes_new_take(data, size);
    assert_refused(bytes, FALSE, "bad-workbook", "has a password", "save it without one");
}

static void
test_cut_off(void)
{
    g_autoptr(GBytes) whole = book_of_sheet(SHEET("<row r=\"1\">" INLINE("A1", "id") "</row>"));
    gsize size = g_bytes_get_size(whole);

    for (gsize n = 4; n < size; n += 7) {
        g_autoptr(GBytes) cut = g_bytes_new_from_bytes(whole, 0, n);
        assert_refused(cut, FALSE, "bad-workbook", "cannot be unpacked", "fetch it again");
    }
}

/* A CSV file is read by what is in it, also when it is called .xls and begins with a sign. */
static void
test_still_a_table(void)
{
    static const char *const texts[] = { "[id],name\na,A\n", "<id>,name\na,A\n", "{id},name\na,A\n",
                                         "\"id\",name\na,A\n" };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GBytes) bytes = bytes_of(texts[i]);
        g_assert_null(org_text_foreign(bytes));
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/exchange/foreign/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (guint i = 0; i < G_N_ELEMENTS(zips); i++) {
        g_autofree char *path = g_strconcat("/exchange/foreign/", zips[i].name, NULL);
        g_test_add_data_func(path, &zips[i], test_zip);
    }
    g_test_add_func("/exchange/foreign/encrypted-zip", test_encrypted_zip);
    g_test_add_func("/exchange/foreign/cut-off", test_cut_off);
    g_test_add_func("/exchange/foreign/still-a-table", test_still_a_table);
    return g_test_run();
}
