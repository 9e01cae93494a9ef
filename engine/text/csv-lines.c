// SPDX-License-Identifier: MIT
#include "csv-lines.h"
#include <stdint.h>
#include <string.h>

/* The byte b in each byte of a word. */
#define ALL(b) (UINT64_C(0x0101010101010101) * (unsigned char) (b))

/* A word whose bytes have their highest bit set where those of `word` are zero, and no other bit. */
static inline guint64
zero_bytes(guint64 word)
{
    guint64 low = (word & ALL(0x7F)) + ALL(0x7F);
    return ~(low | word | ALL(0x7F));
}

/* Where `c` is next, from `from` on; remembered, so that the file is looked through once for each sign. */
static gsize
next_of(OrgCsvLines *lines, gsize *next, char c, gsize from)
{
    if (*next < from || *next == G_MAXSIZE) {
        const char *found = memchr(lines->bytes + from, c, lines->size - from);
        *next = found ? (gsize) (found - lines->bytes) : lines->size;
    }
    return *next;
}

/* A cell of the row copied to lines->text, [from, to), without the blanks around it, as libcsv reads a cell without quotes. */
static void
add_cell(OrgCsvLines *lines, char *from, char *to)
{
    char blank = lines->separator == ' ' ? '\t' : ' ', other = lines->separator == '\t' ? ' ' : '\t';
    while (from < to && (*from == blank || *from == other))
        from++;
    while (to > from && (to[-1] == blank || to[-1] == other))
        to--;
    *to = '\0';
    if (lines->n == lines->space)
        lines->cells = g_renew(OrgCell, lines->cells, lines->space = lines->space * 2 + 16);
    lines->cells[lines->n++] = (OrgCell){ from, (gsize) (to - from) };
}

/* The line [from, to) as cells of a row; eight bytes are looked at at once. */
static void
split(OrgCsvLines *lines, gsize from, gsize to)
{
    gsize size = to - from;
    if (lines->room < size + 16)
        lines->text = g_realloc(lines->text, lines->room = 2 * size + 256);
    char *text = lines->text, *begin = text, *end = text + size;
    memcpy(text, lines->bytes + from, size);
    memset(end, 0, 16); /* the last word reaches beyond the line; no separator is 0 */
    lines->n = 0;
    for (char *at = text; at < end; at += 8) {
        guint64 word;
        memcpy(&word, at, sizeof word);
        for (guint64 found = zero_bytes(GUINT64_FROM_LE(word) ^ ALL(lines->separator)); found; found &= found - 1) {
            char *separator = at + (guint) __builtin_ctzll(found) / 8;
            add_cell(lines, begin, separator);
            begin = separator + 1;
        }
    }
    add_cell(lines, begin, end);
    if (lines->n == 1 && !lines->cells[0].size)
        lines->n = 0; /* a blank line is no row */
}

void
org_csv_lines_begin(OrgCsvLines *lines, const char *bytes, gsize size, char separator)
{
    *lines = (OrgCsvLines){ .bytes = bytes, .size = size, .separator = separator, .quote = G_MAXSIZE, .cr = G_MAXSIZE };
    lines->off = separator == '\n' || separator == '\r' || separator == '"' || separator == '\0';
}

gboolean
org_csv_lines_next(OrgCsvLines *lines, gsize *at)
{
    if (lines->off || *at >= lines->size)
        return FALSE;
    gsize most = MIN(lines->size - *at, ORG_CSV_LINE);
    const char *newline = memchr(lines->bytes + *at, '\n', most);
    gsize end = newline ? (gsize) (newline - lines->bytes) : 0;
    if (!newline || next_of(lines, &lines->quote, '"', *at) < end)
        return FALSE;
    gsize cr = next_of(lines, &lines->cr, '\r', *at);
    if (cr + 1 < end)
        return FALSE;
    split(lines, *at, cr < end ? cr : end);
    *at = end + 1;
    return TRUE;
}

void
org_csv_lines_end(OrgCsvLines *lines)
{
    g_free(lines->text);
    g_free(lines->cells);
}
