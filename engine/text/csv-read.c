// SPDX-License-Identifier: MIT
#include "csv-lines.h"
#include <csv.h>
#include <string.h>

/* Plain lines are read without libcsv (csv-lines.h), rows with quotes by it. libcsv says neither where a field stands nor, when it is not strict, that a quote is misplaced. So it is run
 * strict: an error stops it at the byte concerned, from where this file goes on. */
#define CHUNK (64 * 1024)
#define MAX_BROKEN 100

typedef struct {
    const OrgSheetSink *sink;
    char *text; /* the cells of the row, each with its NUL */
    gsize used, room;
    OrgCell *cells; /* their texts are pointed at once the row is whole: `text` may move before */
    guint n, space;
    guint line;     /* of the byte after the last field or row end */
    guint row_line; /* where the row began */
    gboolean after_cr, stopped;
    OrgCsvLines lines;
} Reader;

static void
on_field(void *field, size_t size, void *data)
{
    Reader *reader = data;

    if (reader->n == 0)
        reader->row_line = reader->line;
    reader->after_cr = FALSE;
    if (reader->n == reader->space)
        reader->cells = g_renew(OrgCell, reader->cells, reader->space = reader->space * 2 + 16);
    if (reader->room - reader->used <= size)
        reader->text = g_realloc(reader->text, reader->room = (reader->used + size + 1) * 2 + 256);
    char *p = reader->text + reader->used, *end = p + size;
    if (size)
        memcpy(p, field, size);
    *end = '\0';
    reader->cells[reader->n++].size = size;
    reader->used += size + 1;
    for (; (p = memchr(p, '\n', (gsize) (end - p))); p++)
        reader->line++;
}

static void
emit(Reader *reader)
{
    const char *at = reader->text;
    for (guint i = 0; i < reader->n; i++) {
        reader->cells[i].text = at;
        at += reader->cells[i].size + 1;
    }
    OrgRecord record = { reader->row_line, reader->n, reader->cells };
    if (!reader->sink->record(&record, reader->sink->data))
        reader->stopped = TRUE;
}

static void
clear_row(Reader *reader)
{
    reader->used = 0;
    reader->n = 0;
}

static void
on_row(int terminator, void *data)
{
    Reader *reader = data;
    gboolean second_of_crlf = terminator == '\n' && reader->after_cr;

    if (reader->n > 0 && !reader->stopped)
        emit(reader);
    clear_row(reader);
    reader->after_cr = terminator == '\r';
    if (!second_of_crlf && terminator >= 0)
        reader->line++;
}

static void
broken(Reader *reader, const char *code, const char *text)
{
    guint line = reader->n ? reader->row_line : reader->line;
    reader->sink->broken(code, line, reader->n + 1, text, reader->sink->data);
}

/* Where the line after the one that holds `at` begins. */
static gsize
next_line(const char *bytes, gsize size, gsize at)
{
    const char *newline = at < size ? memchr(bytes + at, '\n', size - at) : NULL;
    return newline ? (gsize) (newline - bytes) + 1 : size;
}

static guint
count_lines(const char *bytes, gsize from, gsize to)
{
    guint n = 0;
    for (const char *p = bytes + from, *end = bytes + to; (p = memchr(p, '\n', (gsize) (end - p))); p++)
        n++;
    return n;
}

typedef enum { PASS_DONE, PASS_BROKEN, PASS_STOP } Pass;

/* The plain lines from *at on. */
static void
read_lines(Reader *reader, gsize *at)
{
    OrgCsvLines *lines = &reader->lines;
    while (!reader->stopped && org_csv_lines_next(lines, at)) {
        OrgRecord record = { reader->line, lines->n, lines->cells };
        if (lines->n > 0 && !reader->sink->record(&record, reader->sink->data))
            reader->stopped = TRUE;
        reader->line++;
    }
}

/* Parse from *at to the end, or to text that stands behind a closing quote, at which *at then points. */
static Pass
parse(Reader *reader, struct csv_parser *parser, const char *bytes, gsize size, gsize *at)
{
    const unsigned char strict = CSV_REPALL_NL | CSV_STRICT;

    while (*at < size && !reader->stopped) {
        if (!parser->quoted && (*at == 0 || bytes[*at - 1] == '\n')) {
            read_lines(reader, at);
            if (*at >= size || reader->stopped)
                break;
        }
        gsize want = MIN(next_line(bytes, MIN(size, *at + CHUNK), *at) - *at, CHUNK);
        gsize done = csv_parse(parser, bytes + *at, want, on_field, on_row, reader);
        *at += done;
        if (parser->entry_pos > ORG_CELL_LIMIT) {
            broken(reader, "long-cell",
                   "this cell is longer than 1 MiB, the most a cell may hold; is a quote not closed? "
                   "The rest of the file was not read.");
            return PASS_STOP;
        }
        if (done == want)
            continue;
        if (csv_error(parser) != CSV_EPARSE)
            return PASS_STOP;
        if (parser->quoted)
            return PASS_BROKEN;
        csv_set_opts(parser, CSV_REPALL_NL); /* a quote inside an unquoted cell: an ordinary letter */
        *at += csv_parse(parser, bytes + *at, 1, on_field, on_row, reader);
        csv_set_opts(parser, strict);
    }
    csv_set_opts(parser, strict | CSV_STRICT_FINI);
    if (!reader->stopped && csv_fini(parser, on_field, on_row, reader) != 0)
        return PASS_BROKEN;
    return PASS_DONE;
}

/* Excel's "sep=;" line: what it names, and how long it is. */
static gsize
separator_line(const char *bytes, gsize size, char *separator)
{
    if (size < 6 || g_ascii_strncasecmp(bytes, "sep=", 4) != 0 || (bytes[5] != '\n' && bytes[5] != '\r'))
        return 0;
    *separator = bytes[4];
    return 5;
}

static char
separator_of(const char *bytes, gsize size)
{
    guint commas = 0, semicolons = 0, tabs = 0;
    gboolean quoted = FALSE;

    for (gsize i = 0; i < size && i < CHUNK; i++) {
        char c = bytes[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '\n' || c == '\r')) {
            if (commas + semicolons + tabs > 0)
                break;
        } else if (!quoted) {
            commas += c == ',';
            semicolons += c == ';';
            tabs += c == '\t';
        }
    }
    if (semicolons > commas && semicolons >= tabs)
        return ';';
    return tabs > commas ? '\t' : ',';
}

void
org_sheet_read_csv(const char *bytes, gsize size, char separator, const OrgSheetSink *sink)
{
    Reader reader = { .sink = sink, .line = 1 };
    char named = separator ? separator : separator_of(bytes, size);
    gsize at = separator_line(bytes, size, &named);

    org_csv_lines_begin(&reader.lines, bytes, size, named);
    gsize known = 0;      /* an offset whose line is known … */
    guint known_line = 1; /* … and that line */
    for (guint tries = 0; at < size && tries <= MAX_BROKEN; tries++) {
        struct csv_parser parser;
        csv_init(&parser, CSV_REPALL_NL | CSV_STRICT);
        csv_set_delim(&parser, (unsigned char) named);
        csv_set_blk_size(&parser, CHUNK);
        Pass pass = parse(&reader, &parser, bytes, size, &at);
        gboolean unclosed = pass == PASS_BROKEN && at >= size;
        csv_free(&parser);
        if (pass != PASS_BROKEN || reader.stopped)
            break;
        guint row_line = reader.n ? reader.row_line : reader.line;
        broken(&reader, "bad-quote",
               unclosed ? "the quote that opens this cell is never closed; double a quote that belongs to the text"
                        : "text follows the closing quote of this cell; double a quote that belongs to the text");
        clear_row(&reader);
        if (unclosed) { /* it has swallowed the rest of the file: read on behind its first line */
            while (known_line <= row_line && known < size) {
                known = next_line(bytes, size, known);
                known_line++;
            }
            at = known;
        } else {
            at = next_line(bytes, size, at);
            known_line += count_lines(bytes, known, at);
            known = at;
        }
        reader.line = known_line;
        reader.after_cr = FALSE;
    }
    org_csv_lines_end(&reader.lines);
    g_free(reader.text);
    g_free(reader.cells);
}
