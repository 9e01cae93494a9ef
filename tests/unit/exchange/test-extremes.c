// SPDX-License-Identifier: MIT
/* Files that are huge or hostile: each is handled, or refused with a sentence, within the bounds of limited.h. */
#include "hostile-books.h"
#include "limited.h"

typedef GBytes *(*Make)(void);

static GBytes *
take(GString *text)
{
    return g_string_free_to_bytes(text);
}

static GBytes *
long_cell(const char *before, char letter, const char *after)
{
    GString *text = g_string_new(before);
    fill(text, letter, 10 * MIB);
    g_string_append(text, after);
    return take(text);
}

static GBytes *
long_plain(void)
{
    return long_cell("id,name\na,", 'x', "\nb,B\n");
}

static GBytes *
long_quoted(void)
{
    return long_cell("id,name\na,\"", '\n', "\"\nb,B\n");
}

static GBytes *
long_unclosed(void)
{
    return long_cell("id,name\na,\"", 'x', "\nb,B\n");
}

static GBytes *
long_name(void)
{
    return long_cell("id,", 'x', "\na,A\n");
}

static GBytes *
only_lines(void)
{
    return long_cell("", '\n', "");
}

static GBytes *
only_quotes(void)
{
    return long_cell("", '"', "");
}

static GBytes *
only_commas(void)
{
    return long_cell("", ',', "");
}

static GBytes *
many_cells(void)
{
    return long_cell("id,name\na,A", ',', "x\n");
}

static GBytes *
many_nuls(void)
{
    GString *text = g_string_new("id,name\na,A\n");
    fill(text, '\0', 10 * MIB);
    return take(text);
}

static GBytes *
random_bytes(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    GString *text = g_string_new("id,name\na,A\n");
    for (guint i = 0; i < MIB; i++)
        g_string_append_c(text, (char) g_rand_int_range(rand, 0, 256));
    return take(text);
}

static GBytes *
rows(const char *head, const char *format, guint n)
{
    GString *text = g_string_new(head);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, format, i, i + 1);
    return take(text);
}

static GBytes *
million_units(void)
{
    return rows("id,name,parent_id\nu,Top,\n", "u%u,Room %u,u\n", 1000000);
}

static GBytes *
quarter_million_deep(void)
{
    return rows("id,parent_id\nu0,\n", "u%2$u,u%1$u\n", 250000);
}

static GBytes *
quarter_million_cycle(void)
{
    return rows("id,parent_id\nu250000,u0\n", "u%u,u%u\n", 250000);
}

static GBytes *
quarter_million_missing(void)
{
    return rows("id,parent_id\n", "u%u,zz\n", 250000);
}

static GBytes *
quarter_million_repeated(void)
{
    return rows("id,name\n", "u,Room %u\n", 250000);
}

static GBytes *
fifty_thousand_alike(void)
{
    return rows("id,name,parent_id\nu,Top,\n", "u%u,Personnel office of the ward %u east,u\n", 50000);
}

static GBytes *
short_names_alike(void)
{
    return rows("id,name,parent_id\nu,Top,\n", "u%u,N%u,u\n", 600000);
}

static GBytes *
hundred_thousand_bad_bytes(void)
{
    return rows("id,name\n", "u%u,\xC3\xB2 \xFF\n", 100000);
}

static GBytes *
columns(guint n, gboolean in_header)
{
    GString *text = g_string_new(in_header ? "id" : "id,name\na,A");
    for (guint i = 1; i < n; i++)
        g_string_append_printf(text, ",c%u", i);
    g_string_append_c(text, '\n');
    return take(text);
}

static GBytes *
five_thousand_columns(void)
{
    return columns(5000, TRUE);
}

static GBytes *
five_thousand_cells(void)
{
    return columns(5000, FALSE);
}

static GBytes *
most_columns(void)
{
    GString *text = g_string_new("id");
    for (guint i = 1; i < 2048; i++)
        g_string_append_printf(text, ",c%u", i);
    for (guint i = 0; i < 500; i++) {
        g_string_append_printf(text, "\nu%u", i);
        for (guint k = 1; k < 2048; k++)
            g_string_append_printf(text, ",%u", k);
    }
    return take(text);
}

/* ---- the table */

typedef struct {
    const char *name, *file;
    Make make;
    const char *expected; /* the first error or warning; "": none */
    const char *says;     /* … and words of its sentence */
    guint32 units;        /* of a lenient import, where the number is what the case is about */
    gint megabytes;       /* which it may take; 0: LIMIT_MB */
} Case;

static const Case cases[] = {
    { "long-plain", "u.csv", long_plain, "2:2 error long-cell", "longer than 1 MiB", 0 },
    { "long-quoted", "u.csv", long_quoted, "2:2 error long-cell", "longer than 1 MiB", 0 },
    { "long-unclosed", "u.csv", long_unclosed, "2:2 error long-cell", "is a quote not closed?", 0 },
    { "long-name-of-a-column", "u.csv", long_name, "1:2 error long-cell", "longer than 1 MiB", 0 },
    { "only-lines", "u.csv", only_lines, "1:1 error empty-file", "the file is empty", 0 },
    { "only-quotes", "u.csv", only_quotes, "1:1 error long-cell", "longer than 1 MiB", 0 },
    { "only-commas", "u.csv", only_commas, "1:1 error empty-file", "the file is empty", 0 },
    { "many-cells", "u.csv", many_cells, "2:10485762 error extra-cell", "beyond the 2 columns", 1 },
    { "many-nuls", "u.csv", many_nuls, "3:1 error long-cell", "longer than 1 MiB", 0 },
    { "random-bytes", "u.csv", random_bytes, NULL, NULL, 0 },
    { "million-units", "u.csv", million_units, "", NULL, 1000001 },
    { "quarter-million-deep", "u.csv", quarter_million_deep, "", NULL, 250001, 128 },
    { "quarter-million-in-a-cycle", "u.csv", quarter_million_cycle, "2:2 error cycle", "250001 units", 250001, 128 },
    { "quarter-million-missing", "u.csv", quarter_million_missing, "2:2 error missing-parent", "250000 rows name it",
      250000, 128 },
    { "quarter-million-repeated", "u.csv", quarter_million_repeated, "3:1 error duplicate-id",
      "stands in row 2 already", 1, 128 },
    { "fifty-thousand-alike", "u.csv", fifty_thousand_alike, "", NULL, 50001 },
    { "short-names-alike", "u.csv", short_names_alike, "", NULL, 600001 },
    { "hundred-thousand-bad-bytes", "u.csv", hundred_thousand_bad_bytes, "2:2 error bad-encoding", "is not UTF-8",
      100000 },
    { "5000-columns", "u.csv", five_thousand_columns, "1:2049 error too-many-columns", "has 5000 columns", 0 },
    { "5000-cells", "u.csv", five_thousand_cells, "2:3 error extra-cell", "beyond the 2 columns", 1 },
    { "2048-columns", "u.csv", most_columns, "", NULL, 500 },
    { "book-long-cell", "u.xlsx", book_long_cell, "2:1 error long-cell", "longer than 1 MiB", 0 },
    { "book-million-rows", "u.xlsx", book_million_rows, "", NULL, 1000000 },
    { "book-5000-columns", "u.xlsx", book_5000_columns, "1:2049 error too-many-columns", "has 5000 columns", 0 },
    { "book-16384-columns", "u.xlsx", book_16384_columns, "1:2049 error too-many-columns", "has 16384 columns", 0 },
    { "book-16384-cells", "u.xlsx", book_16384_cells, "2:260 error extra-cell", "far beyond the columns", 1 },
    { "book-spaces", "u.xlsx", book_spaces, "1:1 error bad-workbook", "too many bytes", 0 },
    { "book-strings", "u.xlsx", book_strings_bomb, "0:0 error bad-workbook", "too many bytes", 0 },
    { "book-empty-strings", "u.xlsx", book_empty_strings, "0:0 error bad-workbook", "too many bytes", 0 },
    { "book-deep", "u.xlsx", book_deep, "1:1 error bad-workbook", "nested too deep", 0 },
    { "book-laughs", "u.xlsx", book_laughs, "1:1 error bad-workbook", "a document type declaration", 0 },
    { "book-external-entity", "u.xlsx", book_external_entity, "1:1 error bad-workbook", "a document type", 0 },
    { "book-external-doctype", "u.xlsx", book_external_doctype, "1:1 error bad-workbook", "a document type", 0 },
    { "book-wrong-types", "u.xlsx", book_wrong_types, "", NULL, 1 },
    { "book-many-sheets", "u.xlsx", book_many_sheets, "0:0 error missing-sheet", "there are \"s0\", \"s1\"", 0 },
    { "book-relations", "u.xlsx", book_relations, "0:0 error bad-workbook", "", 0 },
    { "book-many-parts", "u.xlsx", zip_many_parts, "0:0 error bad-workbook", "more than 10000 parts", 0 },
};

G_STATIC_ASSERT(G_N_ELEMENTS(cases) >= 37);

typedef struct {
    const Case *c;
    GBytes *bytes;
} Made;

static const OrgDiag *
first_problem(const OrgDiags *diags)
{
    for (guint i = 0; i < org_diags_size(diags); i++)
        if (org_diags_get(diags, i)->severity != ORG_SEVERITY_NOTE)
            return org_diags_get(diags, i);
    return NULL;
}

static void
import(gconstpointer data)
{
    const Made *made = data;
    const Case *c = made->c;
    /* Lenient where that leaves something to count, so that the row in question is read and repaired as well. */
    OrgImport source = {
        .units = c->file, .units_bytes = made->bytes, .date = ORG_MONTH(2021, 1), .lenient = c->units > 0
    };
    g_autoptr(OrgDict) dict = org_dict_new();
    g_autoptr(OrgDiags) diags = org_diags_new();
    g_autoptr(GError) error = NULL;
    gboolean refused;
    g_autoptr(Org) org = org_import_csv_report(&source, dict, diags, &refused, &error);
    const OrgDiag *first = first_problem(diags);

    g_assert_no_error(error);
    g_assert_cmpint(refused, ==, c->units == 0);
    if (c->units)
        g_assert_cmpuint(org->totals.units, ==, c->units);
    if (!c->expected)
        return;
    g_autofree char *place =
        first ? g_strdup_printf("%u:%u error %s", first->line, first->column, first->code) : g_strdup("");
    g_assert_cmpstr(place, ==, c->expected);
    if (first)
        g_assert_cmpint(first->severity, ==, c->units ? ORG_SEVERITY_WARNING : ORG_SEVERITY_ERROR);
    g_autofree char *text = first ? org_diag_text(first) : NULL;
    if (first && !strstr(text, c->says))
        g_error("\"%s\" does not say \"%s\"", text, c->says);
}

static void
test_case(gconstpointer data)
{
    const Case *c = data;
    Made made = { c, c->make() };

    run_within(import, &made, c->megabytes ? c->megabytes : LIMIT_MB);
    g_bytes_unref(made.bytes);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strconcat("/exchange/extremes/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    return g_test_run();
}
