// SPDX-License-Identifier: MIT
/* Sentences: what is wrong with the files, and why an act was done. */
#include "crosswalk.h"

#include <string.h>

enum { MOST_SAID = 8, MOST_BYTES = 3600, LONGEST_ID = 100 };

static size_t
append(char *out, size_t length, size_t room, const char *text, size_t most)
{
    size_t n = strlen(text);
    n = n > most ? most : n;
    n = n > room - 1 - length ? room - 1 - length : n;
    while (n && text[n] && ((unsigned char) text[n] & 0xC0) == 0x80) /* not within a character */
        n--;
    memcpy(out + length, text, n);
    out[length + n] = 0;
    return length + n;
}

static const char *
number_text(uint32_t number, char buffer[12])
{
    char *at = buffer + 11;
    *at = 0;
    do
        *--at = (char) ('0' + number % 10);
    while (number /= 10);
    return at;
}

static void
say(Crosswalk *c, const char *text, size_t most)
{
    c->length = append(c->problems, c->length, MOST_BYTES, text, most);
}

void
cw_problem(Crosswalk *c, const char *table, uint32_t row, const char *format, const char *a, const char *b)
{
    char digits[12];
    const char *arguments[] = { a, b };
    if (c->n_problems++ >= MOST_SAID)
        return;
    if (c->length)
        say(c, " ", 1);
    if (row) {
        say(c, "Row ", 4);
        say(c, number_text(row, digits), 11);
        say(c, " of ", 4);
        say(c, table, 20);
        say(c, ": ", 2);
    }
    for (size_t i = 0; *format;) {
        size_t plain = strcspn(format, "%");
        say(c, format, plain);
        format += plain;
        if (*format && format[1] == '%') {
            say(c, "%", 1);
            format += 2;
        } else if (*format) {
            say(c, i < 2 && arguments[i] ? arguments[i] : "", LONGEST_ID);
            i++;
            format += 2;
        }
    }
}

bool
cw_refuse(Crosswalk *c)
{
    if (c->status != ORG_OK || !c->n_problems)
        return c->status == ORG_OK;
    if (c->n_problems > MOST_SAID)
        return cw_ok(c, c->host->fail(c->ctx, ORG_E_INVALID, "%s And %u more. Nothing was changed.", c->problems,
                                      (unsigned) (c->n_problems - MOST_SAID)));
    return cw_ok(c, c->host->fail(c->ctx, ORG_E_INVALID, "%s Nothing was changed.", c->problems));
}

void
cw_because(const Crosswalk *c, const char *what, const char *id, const char *date)
{
    char text[400] = "";
    size_t n = append(text, 0, sizeof text, what, 100);
    if (id) {
        n = append(text, n, sizeof text, " ", 1);
        n = append(text, n, sizeof text, id, 200);
    }
    if (date) {
        n = append(text, n, sizeof text, " (legal date ", 20);
        n = append(text, n, sizeof text, date, 20);
        append(text, n, sizeof text, ")", 1);
    }
    c->host->because(c->ctx, "%s", text);
}
