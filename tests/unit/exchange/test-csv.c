// SPDX-License-Identifier: MIT
/* The CSV reader beside libcsv, which is fed one byte after the other and knows no fast way: the same rows, cells and lines. */
#include "../../../engine/text/sheet.h"
#include <csv.h>
#include <string.h>

/* Rows spelled as text: "line:cell|cell|" with the size of each cell, so that NULs and blanks show. */
typedef struct {
    GString *rows;
    guint broken;
} Found;

static void
show_cell(GString *out, const char *text, gsize size)
{
    g_string_append_printf(out, "%u=", (guint) size);
    g_string_append_len(out, text, (gssize) size);
    g_string_append_c(out, '|');
}

static gboolean
on_record(OrgRecord *record, gpointer data)
{
    Found *found = data;
    if (found->broken)
        return TRUE;
    g_string_append_printf(found->rows, "%u:", record->line);
    for (guint i = 0; i < record->n; i++) {
        g_assert_cmpint(record->cells[i].text[record->cells[i].size], ==, 0);
        show_cell(found->rows, record->cells[i].text, record->cells[i].size);
    }
    g_string_append_c(found->rows, '\n');
    return TRUE;
}

static void
on_broken(const char *code, guint line, guint column, const char *text, gpointer data)
{
    Found *found = data;
    (void) line, (void) column, (void) text;
    g_assert_cmpstr(code, ==, "bad-quote");
    found->broken++;
}

typedef struct {
    const char *bytes;
    gsize at, size, begin; /* the byte being read; where the row begins */
    gboolean *quoted;      /* of each byte read: it ends inside of quotes */
    GString *row;
    guint cells;
    Found found;
} Oracle;

static void
on_field(void *field, size_t size, void *data)
{
    Oracle *oracle = data;
    show_cell(oracle->row, field, size);
    oracle->cells++;
}

/* Line breaks before the row: LF, and outside of quotes a CR that no LF follows. */
static guint
line_of_row(const Oracle *oracle)
{
    guint line = 1;
    for (gsize i = 0; i < oracle->begin; i++)
        line += oracle->bytes[i] == '\n' || (oracle->bytes[i] == '\r' && !oracle->quoted[i] &&
                                             (i + 1 >= oracle->size || oracle->bytes[i + 1] != '\n'));
    return line;
}

static void
on_row(int terminator, void *data)
{
    Oracle *oracle = data;
    (void) terminator;
    if (oracle->cells)
        g_string_append_printf(oracle->found.rows, "%u:", line_of_row(oracle));
    g_string_append_len(oracle->found.rows, oracle->row->str, (gssize) oracle->row->len);
    if (oracle->cells)
        g_string_append_c(oracle->found.rows, '\n');
    g_string_truncate(oracle->row, 0);
    oracle->cells = 0;
    oracle->begin = oracle->at + 1;
}

static void
ask_libcsv(const char *bytes, gsize size, char separator, Oracle *oracle)
{
    const unsigned char strict = CSV_REPALL_NL | CSV_STRICT;
    struct csv_parser parser;
    *oracle = (Oracle){ .bytes = bytes, .size = size, .quoted = g_new0(gboolean, size + 1), .row = g_string_new(NULL) };
    oracle->found.rows = g_string_new(NULL);
    csv_init(&parser, strict);
    csv_set_delim(&parser, (unsigned char) separator);
    for (; oracle->at < size && !oracle->found.broken; oracle->at++) {
        if (csv_parse(&parser, bytes + oracle->at, 1, on_field, on_row, oracle) != 1) {
            oracle->found.broken = parser.quoted;
            csv_set_opts(&parser, CSV_REPALL_NL); /* a quote in a cell without quotes */
            if (!oracle->found.broken)
                g_assert_cmpint(csv_parse(&parser, bytes + oracle->at, 1, on_field, on_row, oracle), ==, 1);
            csv_set_opts(&parser, strict);
        }
        oracle->quoted[oracle->at] = parser.quoted;
    }
    csv_set_opts(&parser, strict | CSV_STRICT_FINI);
    if (!oracle->found.broken && csv_fini(&parser, on_field, on_row, oracle) != 0)
        oracle->found.broken = 1;
    csv_free(&parser);
}

/* libcsv does not tell the blanks between a lone CR and an LF: the reader takes both for one line break. */
static gboolean
has_blanks_in_break(const char *bytes, gsize size)
{
    gboolean cr = FALSE, blank = FALSE;
    for (gsize i = 0; i < size; i++) {
        gboolean is_blank = bytes[i] == ' ' || bytes[i] == '\t';
        if (bytes[i] == '\n' && cr && blank)
            return TRUE;
        blank = is_blank;
        cr = bytes[i] == '\r' || (cr && is_blank);
    }
    return FALSE;
}

static void
compare(const char *bytes, gsize size, char separator)
{
    Oracle oracle;
    Found found = { .rows = g_string_new(NULL) };
    const OrgSheetSink sink = { on_record, on_broken, &found };
    g_autofree char *copy = g_memdup2(bytes, size); /* ends where it ends: a read beyond is seen by sanitizers */
    org_sheet_read_csv(copy, size, separator, &sink);
    ask_libcsv(bytes, size, separator, &oracle);
    g_assert_cmpint(found.broken > 0, ==, oracle.found.broken > 0);
    if (found.rows->len != oracle.found.rows->len || memcmp(found.rows->str, oracle.found.rows->str, found.rows->len)) {
        g_autofree char *text = g_strescape(bytes, NULL);
        g_error("separator '%c', %u bytes \"%s\":\n%s\nlibcsv:\n%s", separator, (guint) size, text, found.rows->str,
                oracle.found.rows->str);
    }
    g_string_free(found.rows, TRUE);
    g_string_free(oracle.found.rows, TRUE);
    g_string_free(oracle.row, TRUE);
    g_free(oracle.quoted);
}

static void
test_nasty(void)
{
    static const char *const cases[] = {
        "",
        "\n",
        "\r\n\r\n",
        "a",
        "a,b\nc,d",
        "a,b\r\nc,d\r\n",
        "a,b\rc,d\r",
        "a\r\r\nb\n\rc\n",
        " a , b\t,\tc \n  \n\t\n , \n",
        ",\n,,\n,,,",
        "\"a\",\"b\"\n\"a\nb\",c\n\"a\r\nb\r\",c\nd\n",
        "a\"b,c\nd\"\"e,f\n",
        "\"a\"\"b\",\"\"\n\"\",\n",
        "\"a\"b,c\nd,e\n",
        "\"never closed,\nb,c\nd,e\n",
        "ok\n \"a\" , b \nc\n",
        "1234567,1234567,12345678,,,,,,,,\n",
        "\xC4\x90\xC6\xA1n v\xE1\xBB\x8B,B\xE1\xBA\xADt\xAC\x2C\x2D\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
        for (const char *separator = ",;\t "; *separator; separator++)
            compare(cases[i], strlen(cases[i]), *separator);
    compare("a\0b,\0\n\0", 7, ',');
    compare("a\0b,\0\n\0", 6, ',');
}

static void
add_random(GRand *rand, GString *text, guint style)
{
    static const char *const pieces[] = {
        "a", "b",  "12", "\xC4\x91", ",",    ",",    ",",     "\n",     "\n",   " ",
        ";", "\t", "\r", "\"",       "\"\"", "\r\n", "\",\"", "+\xAC-", "\"\n", NULL
    };
    enum { PLAIN = 11, ALL = 18 };
    guint n = style == 0 ? PLAIN : ALL, pick = (guint) g_rand_int_range(rand, 0, (gint) n + 1);
    if (pick == n)
        g_string_append_c(text, '\0');
    else if (style == 2 && pick >= PLAIN && g_rand_int_range(rand, 0, 8))
        g_string_append(text, "\r\n");
    else
        g_string_append(text, pieces[pick]);
}

static void
test_random(void)
{
    GRand *rand = g_rand_new_with_seed(20250701);
    for (guint i = 0; i < 60000; i++) {
        GString *text = g_string_new(NULL);
        guint n = (guint) g_rand_int_range(rand, 0, i % 100 == 0 ? 2000 : 60);
        while (n--)
            add_random(rand, text, i % 3);
        if (!has_blanks_in_break(text->str, text->len))
            compare(text->str, text->len, ",,,;\t "[g_rand_int_range(rand, 0, 6)]);
        g_string_free(text, TRUE);
    }
    g_rand_free(rand);
}

/* Lines about as long as what is looked at in one piece, with and without an end. */
static void
test_long_lines(void)
{
    for (gsize size = 64 * 1024 - 3; size < 64 * 1024 + 4; size++)
        for (guint cells = 0; cells < 3; cells++) {
            GString *text = g_string_new("x,y\n");
            for (gsize i = 0; i < size; i++)
                g_string_append_c(text, cells == 2 && i % 9 == 0 ? ',' : 'z');
            g_string_append(text, cells ? "\nlast,\"row\"\r\nend" : ",\"q\"");
            compare(text->str, text->len, ',');
            g_string_free(text, TRUE);
        }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/csv/nasty", test_nasty);
    g_test_add_func("/csv/random", test_random);
    g_test_add_func("/csv/long-lines", test_long_lines);
    return g_test_run();
}
