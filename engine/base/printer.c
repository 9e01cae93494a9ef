// SPDX-License-Identifier: MIT
#include "printer.h"
#include "shown.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static gboolean told_in_part; /* standard error stands within a line */

static void
put(FILE *stream, const char *bytes)
{
    size_t n = strlen(bytes);
    fwrite(bytes, 1, n, stream);
    if (stream == stderr && n > 0)
        told_in_part = bytes[n - 1] != '\n';
}

gboolean
org_told_in_part(void)
{
    return told_in_part;
}

static void
put_text(FILE *stream, const char *text)
{
    g_autofree char *shown = org_shown_lines(text);
    put(stream, shown);
}

static void
put_formatted(FILE *stream, const char *format, va_list args)
{
    g_autoptr(GString) text = g_string_new(NULL);
    org_shown_appendv(text, format, args);
    put_text(stream, text->str);
}

void
org_print(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_formatted(stdout, format, args);
    va_end(args);
}

void
org_print_text(const char *text)
{
    put_text(stdout, text);
}

char *
org_json_harmless(const char *json)
{
    GString *out = g_string_sized_new(strlen(json));
    for (const char *p = json; *p; p = g_utf8_next_char(p)) {
        gunichar sign = g_utf8_get_char(p);
        if (sign >= 0x7F && org_shown_steers(sign)) /* those below are escaped already, but for the layout's own */
            g_string_append_printf(out, "\\u%04x", (unsigned) sign);
        else
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
    return g_string_free(out, FALSE);
}

void
org_print_json(const char *json)
{
    g_autofree char *harmless = org_json_harmless(json);
    put(stdout, harmless);
}

void
org_print_csv(const char *rows)
{
    if (!isatty(STDOUT_FILENO)) {
        put(stdout, rows);
        return;
    }
    g_autoptr(GString) text = g_string_new(NULL);
    gboolean quoted = FALSE; /* a line end in a cell is data */
    for (const char *p = rows; *p; p++) {
        quoted ^= *p == '"';
        if (quoted && strchr("\n\t", *p))
            g_string_append(text, "\xEF\xBF\xBD");
        else if (quoted || *p != '\r')
            g_string_append_c(text, *p);
    }
    put_text(stdout, text->str);
}

void
org_print_yaml(const char *text)
{
    isatty(STDOUT_FILENO) ? put_text(stdout, text) : put(stdout, text);
}

gboolean
org_print_end(void)
{
    gboolean whole = ferror(stdout) == 0;
    whole = fflush(stdout) == 0 && whole;
    return fclose(stdout) == 0 && whole; /* some file systems tell only then */
}

void
org_tell(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put_formatted(stderr, format, args);
    va_end(args);
}

void
org_tell_text(const char *text)
{
    put_text(stderr, text);
}

void
org_tell_over(const char *line)
{
    g_autofree char *shown = org_shown(line);
    g_autofree char *whole = line ? g_strconcat("\r", shown, NULL) : g_strdup("\r\033[K");
    put(stderr, whole);
}
