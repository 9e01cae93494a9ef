// SPDX-License-Identifier: MIT
#include "out.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
out_free(Out *out)
{
    free(out->bytes);
    *out = (Out){ .words = out->words };
}

void
put_bytes(Out *out, const char *bytes, size_t size)
{
    if (out->failed)
        return;
    if (out->size + size + 1 > out->room) {
        size_t room = (out->size + size + 1) * 2;
        char *more = realloc(out->bytes, room);
        if (!more) {
            out->failed = true;
            return;
        }
        out->bytes = more;
        out->room = room;
    }
    memcpy(out->bytes + out->size, bytes, size);
    out->size += size;
    out->bytes[out->size] = 0;
}

void
put(Out *out, const char *html)
{
    put_bytes(out, html, strlen(html));
}

void
putf(Out *out, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || (size_t) n >= sizeof text)
        out->failed = true;
    else
        put_bytes(out, text, (size_t) n);
}

/* Bytes at `at` that are not shown: controls but tab and line end, and marks that turn the reading direction. */
static size_t
unwanted(const unsigned char *at)
{
    if ((*at < 0x20 && *at != '\t' && *at != '\n') || *at == 0x7F)
        return 1;
    if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0)
        return 2;
    if (at[0] == 0xD8 && at[1] == 0x9C)
        return 2;
    bool embedding =
        at[0] == 0xE2 && at[1] == 0x80 && ((at[2] >= 0xAA && at[2] <= 0xAE) || at[2] == 0x8E || at[2] == 0x8F);
    bool isolate = at[0] == 0xE2 && at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
    bool noncharacter = at[0] == 0xEF && at[1] == 0xBF && (at[2] == 0xBE || at[2] == 0xBF);
    return embedding || isolate || noncharacter ? 3 : 0;
}

static const char *
entity(char c)
{
    return c == '&'    ? "&amp;"
           : c == '<'  ? "&lt;"
           : c == '>'  ? "&gt;"
           : c == '"'  ? "&quot;"
           : c == '\'' ? "&#39;"
                       : NULL;
}

void
put_text(Out *out, const char *text)
{
    if (!text)
        return;
    const char *run = text;
    for (const char *at = text; *at || at != run;) {
        size_t skip = *at ? unwanted((const unsigned char *) at) : 0;
        const char *instead = skip || !*at ? "" : out->plain ? NULL : entity(*at);
        if (!instead) {
            at++;
            continue;
        }
        put_bytes(out, run, (size_t) (at - run));
        put(out, instead);
        at += skip ? skip : *at ? 1 : 0;
        run = at;
        if (!*at)
            break;
    }
}

void
put_json(Out *out, const char *text)
{
    if (!text) {
        put(out, "null");
        return;
    }
    put(out, "\"");
    for (const char *at = text; *at;) {
        size_t skip = unwanted((const unsigned char *) at);
        if (skip)
            at += skip;
        else if ((unsigned char) *at < 0x20 || strchr("\"\\<>&", *at))
            putf(out, "\\u%04x", (unsigned char) *at++);
        else {
            size_t n = 1;
            while (at[n] && (unsigned char) at[n] >= 0x20 && !strchr("\"\\<>&", at[n]) &&
                   !unwanted((const unsigned char *) at + n))
                n++;
            put_bytes(out, at, n);
            at += n;
        }
    }
    put(out, "\"");
}

void
put_json_number(Out *out, double value)
{
    if (!(fabs(value) < 1e15))
        put(out, "null");
    else if (value == floor(value))
        putf(out, "%.0f", value);
    else {
        /* Millionths are more than a report shows. */
        long long millionths = llround(value * 1e6);
        char digits[48];
        int n = snprintf(digits, sizeof digits, "%s%lld.%06lld", millionths < 0 ? "-" : "", llabs(millionths) / 1000000,
                         llabs(millionths) % 1000000);
        while (n > 1 && digits[n - 1] == '0')
            n--;
        put_bytes(out, digits, (size_t) (digits[n - 1] == '.' ? n - 1 : n));
    }
}
