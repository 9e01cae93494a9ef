// SPDX-License-Identifier: MIT
/* The same table in every encoding gives the same organisation; a name that is wrong is refused at its line. */
#include <string.h>
#include "exchange-test.h"

#define TABLE "id,name,type,parent_id\na,Phòng Tài chính,city,\nb,\"Đống Đa; số 1\",room,a\n"

static GBytes *
encoded(const char *text, const char *encoding, const char *mark, gsize mark_size)
{
    g_autoptr(GError) error = NULL;
    gsize size = 0;
    g_autofree char *body = g_convert(text, -1, encoding, "UTF-8", NULL, &size, &error);
    g_assert_no_error(error);
    GString *all = g_string_new_len(mark, (gssize) mark_size);
    g_string_append_len(all, body, (gssize) size);
    return g_string_free_to_bytes(all);
}

static Org *
import_bytes(GBytes *units, const char *encoding, char delimiter, OrgDiags *diags, gboolean *refused)
{
    OrgImport import = { .units = "units.csv",
                         .units_bytes = units,
                         .date = ORG_MONTH(2021, 1),
                         .encoding = encoding ? org_import_encoding(encoding) : NULL,
                         .delimiter = delimiter };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(GError) error = NULL;
    Org *org = org_import_csv_report(&import, dict, diags, refused, &error);
    g_assert_no_error(error);
    return org;
}

static void
test_same(void)
{
    static const struct {
        const char *encoding, *mark, *named;
        gsize mark_size;
        guint warnings;
    } cases[] = {
        { "UTF-8", "", NULL, 0, 0 },
        { "UTF-8", "\xEF\xBB\xBF", NULL, 3, 0 },
        { "UTF-8", "", "utf-8", 0, 0 },
        { "UTF-16LE", "\xFF\xFE", NULL, 2, 0 },
        { "UTF-16BE", "\xFE\xFF", NULL, 2, 0 },
        { "UTF-16LE", "", "UTF-16", 0, 0 },
        { "UTF-16BE", "", "utf_16be", 0, 0 },
        { "UTF-16LE", "", NULL, 0, 1 }, /* recognised, and said to be a guess */
        { "UTF-16BE", "", NULL, 0, 1 },
        { "WINDOWS-1258", "", "cp1258", 0, 0 },
        { "WINDOWS-1258", "", NULL, 0, 1 },
    };

    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GBytes) bytes = encoded(TABLE, cases[i].encoding, cases[i].mark, cases[i].mark_size);
        g_autoptr(OrgDiags) diags = org_diags_new();
        gboolean refused;
        g_autoptr(Org) org = import_bytes(bytes, cases[i].named, 0, diags, &refused);
        g_assert_false(refused);
        g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_WARNING), ==, cases[i].warnings);
        g_assert_cmpuint(org->totals.units, ==, 2);
        g_assert_cmpstr(org_dict_text(org->dict, org->units.name[0]), ==, "Phòng Tài chính");
        g_assert_cmpstr(org_dict_text(org->dict, org->units.name[1]), ==, "Đống Đa; số 1");
    }
}

static void
test_windows_1252(void)
{
    for (guint named = 0; named < 2; named++) {
        g_autoptr(GBytes) bytes = encoded("id,name\na,Zürich – Contrôle\n", "WINDOWS-1252", "", 0);
        g_autoptr(OrgDiags) diags = org_diags_new();
        gboolean refused;
        g_autoptr(Org) org = import_bytes(bytes, named ? "latin1" : NULL, 0, diags, &refused);
        g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_WARNING), ==, named ? 0 : 1);
        g_assert_cmpstr(org_dict_text(org->dict, org->units.name[0]), ==, "Zürich – Contrôle");
    }
}

static void
assert_refused(GBytes *bytes, const char *named, guint line)
{
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_bytes(bytes, named, 0, diags, &refused);

    g_assert_true(refused);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "wrong-encoding");
    g_assert_cmpuint(org_diags_get(diags, 0)->line, ==, line);
}

static void
test_wrong_name(void)
{
    g_autoptr(GBytes) odd = g_bytes_new_static("id,name\na,A\n\n", 13);
    g_autoptr(GBytes) undefined = g_bytes_new_static("id,name\na,\x81\n", 12);
    g_autoptr(GBytes) half = g_bytes_new_static("\xFF\xFEi\0d\0\n", 7);

    assert_refused(odd, "utf-16", 3);
    assert_refused(undefined, "windows-1252", 2);
    assert_refused(half, NULL, 1);
    g_assert_null(org_import_encoding("ebcdic"));
}

/* The name of a code page fits almost any bytes; what it makes of UTF-8 is told from the letters. */
static void
test_named_over_utf8(void)
{
    g_autoptr(GBytes) bytes = bytes_of("id,name\na,Phòng\nb,Sở\n"), undefined = bytes_of(TABLE);
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_bytes(bytes, "windows-1252", 0, diags, &refused);

    g_assert_cmpuint(org_diags_count(diags, ORG_SEVERITY_WARNING), ==, 2);
    g_assert_cmpstr(org_diags_get(diags, 0)->code, ==, "bad-encoding");
    g_assert_cmpuint(org_diags_get(diags, 0)->line, ==, 2);
    g_assert_cmpuint(org_diags_get(diags, 0)->column, ==, 2);
    assert_refused(undefined, "windows-1252", 3); /* Đ has a byte that is no letter there */
}

static void
test_delimiter(void)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("id|name\na|A, B; C\n", 18);
    g_autoptr(OrgDiags) diags = org_diags_new();
    gboolean refused;
    g_autoptr(Org) org = import_bytes(bytes, NULL, '|', diags, &refused);

    g_assert_false(refused);
    g_assert_cmpstr(org_dict_text(org->dict, org->units.name[0]), ==, "A, B; C");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/exchange/encoding/same", test_same);
    g_test_add_func("/exchange/encoding/windows-1252", test_windows_1252);
    g_test_add_func("/exchange/encoding/wrong-name", test_wrong_name);
    g_test_add_func("/exchange/encoding/named-over-utf-8", test_named_over_utf8);
    g_test_add_func("/exchange/encoding/delimiter", test_delimiter);
    return g_test_run();
}
