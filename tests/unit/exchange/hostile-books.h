// SPDX-License-Identifier: MIT
/* Huge and hostile workbooks, made when they are asked for. */
#pragma once
#include "workbook.h"

#define MIB (1u << 20)

static inline void
fill(GString *text, char letter, gsize n)
{
    gsize from = text->len;
    g_string_set_size(text, from + n);
    memset(text->str + from, letter, n);
}

static inline GBytes *
book_of(GString *sheet, guint32 level)
{
    const Part parts[] = { { "xl/worksheets/sheet1.xml", sheet->str, level } };
    GBytes *bytes = zip_of(parts, 1, plain_book, G_N_ELEMENTS(plain_book));
    g_string_free(sheet, TRUE);
    return bytes;
}

static inline GBytes *
book_long_cell(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    GString *sheet = g_string_new("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>id</t></is></c></row><row>"
                                  "<c t=\"inlineStr\"><is><t>");
    for (guint i = 0; i < 10 * MIB; i++)
        g_string_append_c(sheet, (char) g_rand_int_range(rand, 'a', 'z' + 1));
    g_string_append(sheet, "</t></is></c></row></sheetData></worksheet>");
    return book_of(sheet, 1);
}

static inline GBytes *
book_million_rows(void)
{
    GString *sheet =
        g_string_new("<worksheet><sheetData><row><c t=\"str\"><v>id</v></c><c t=\"str\"><v>n</v></c></row>");
    for (guint i = 1; i <= 1000000; i++)
        g_string_append_printf(sheet, "<row><c><v>%u</v></c><c><v>%u</v></c></row>", i, i % 97);
    g_string_append(sheet, "</sheetData></worksheet>");
    return book_of(sheet, 1);
}

static inline GBytes *
book_columns(guint header, guint n)
{
    GString *sheet = g_string_new("<worksheet><sheetData><row>");
    for (guint row = 0; row < 2; row++) {
        for (guint i = 0; i < (row ? n : header); i++)
            g_string_append_printf(sheet, "<c t=\"str\"><v>%s%.0u</v></c>", row ? "v" : i ? "c" : "id", i);
        g_string_append(sheet, row ? "</row></sheetData></worksheet>" : "</row><row>");
    }
    return book_of(sheet, 0);
}

static inline GBytes *
book_5000_columns(void)
{
    return book_columns(5000, 5000);
}

static inline GBytes *
book_16384_columns(void)
{
    return book_columns(16384, 3);
}

static inline GBytes *
book_16384_cells(void)
{
    return book_columns(3, 16384);
}

static inline GBytes *
book_spaces(void)
{
    GString *sheet = g_string_new("<worksheet>");
    fill(sheet, ' ', 64 * MIB);
    g_string_append(sheet, "</worksheet>");
    return book_of(sheet, 0);
}

static inline GBytes *
book_strings(const char *strings)
{
    const Part parts[] = {
        { "xl/_rels/workbook.xml.rels",
          RELS(REL("r1", "worksheet", "worksheets/sheet1.xml") REL("r2", "sharedStrings", "s.xml")) },
        { "xl/s.xml", strings },
        { "xl/worksheets/sheet1.xml", SHEET("") },
    };
    return zip_of(parts, G_N_ELEMENTS(parts), plain_book, G_N_ELEMENTS(plain_book));
}

static inline GBytes *
book_strings_bomb(void)
{
    g_autofree char *spaces = g_strnfill(64 * MIB, 'a');
    g_autofree char *strings = g_strconcat("<sst><si><t>", spaces, "</t></si></sst>", NULL);
    return book_strings(strings);
}

static inline GBytes *
book_empty_strings(void)
{
    GString *strings = g_string_new("<sst>");
    for (guint i = 0; i < 8000001; i++)
        g_string_append(strings, "<si/>");
    g_string_append(strings, "</sst>");
    GBytes *bytes = book_strings(strings->str);
    g_string_free(strings, TRUE);
    return bytes;
}

static inline GBytes *
book_deep(void)
{
    GString *sheet = g_string_new("<worksheet>");
    for (guint i = 0; i < 100000; i++)
        g_string_append(sheet, "<a>");
    return book_of(sheet, 0);
}

static inline GBytes *
book_laughs(void)
{
    GString *sheet = g_string_new("<!DOCTYPE l [<!ENTITY l0 \"ha\">");
    for (guint i = 1; i < 30; i++)
        g_string_append_printf(sheet, "<!ENTITY l%u \"&l%u;&l%u;&l%u;\">", i, i - 1, i - 1, i - 1);
    g_string_append(sheet, "]><worksheet>&l29;</worksheet>");
    return book_of(sheet, 0);
}

static inline GBytes *
book_external_entity(void)
{
    return book_of_sheet(
        "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>"
        "&x;</v></c></row></sheetData></worksheet>");
}

static inline GBytes *
book_external_doctype(void)
{
    return book_of_sheet("<!DOCTYPE worksheet SYSTEM \"http://localhost/w.dtd\"><worksheet/>");
}

static inline GBytes *
book_wrong_types(void)
{
    const Part parts[] = {
        { "[Content_Types].xml", "<Types><Default Extension=\"xml\" ContentType=\"image/png\"/></Types>" },
        { "xl/worksheets/sheet1.xml",
          SHEET("<row r=\"1\">" INLINE("A1", "id") "</row>"
                                                   "<row r=\"2\">" INLINE("A2", "a") "</row>") },
    };
    return zip_of(parts, G_N_ELEMENTS(parts), plain_book, G_N_ELEMENTS(plain_book));
}

static inline GBytes *
book_many_sheets(void)
{
    GString *list = g_string_new(BOOK("<sheets>"));
    g_string_truncate(list, list->len - strlen("</workbook>"));
    for (guint i = 0; i < 200000; i++)
        g_string_append_printf(list, "<sheet name=\"s%u\" r:id=\"r1\"/>", i);
    g_string_append(list, "</sheets></workbook>");
    const Part parts[] = { { "xl/workbook.xml", list->str }, { "xl/worksheets/sheet1.xml", SHEET("") } };
    GBytes *bytes = zip_of(parts, G_N_ELEMENTS(parts), plain_book, G_N_ELEMENTS(plain_book));
    g_string_free(list, TRUE);
    return bytes;
}

static inline GBytes *
book_relations(void)
{
    GString *list = g_string_new("<Relationships>");
    for (guint i = 0; i < 200000; i++)
        g_string_append_printf(list, "<Relationship Id=\"q%u\" Type=\"x/y\" Target=\"z\"/>", i);
    g_string_append(list, "</Relationships>");
    const Part parts[] = { { "xl/_rels/workbook.xml.rels", list->str } };
    GBytes *bytes = zip_of(parts, 1, plain_book, G_N_ELEMENTS(plain_book));
    g_string_free(list, TRUE);
    return bytes;
}

static inline GBytes *
zip_many_parts(void)
{
    g_autofree Part *parts = g_new0(Part, 10001);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < 10001; i++) {
        g_ptr_array_add(names, g_strdup_printf("p%u", i));
        parts[i] = (Part){ names->pdata[i], "" };
    }
    return zip_of(parts, 10001, NULL, 0);
}
