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

static const struct {
    const char *plain, *dated;
} reasons[] = {
    [CW_FORMED] = { "formed by the crosswalk of several units: %s",
                    "formed by the crosswalk of several units: %s (legal date %s)" },
    [CW_FOUNDED] = { "founded by the crosswalk: %s", "founded by the crosswalk: %s (legal date %s)" },
    [CW_ELSEWHERE] = { "carried on in another place by the crosswalk: %s",
                       "carried on in another place by the crosswalk: %s (legal date %s)" },
    [CW_RENAMED] = { "carried on under another name by the crosswalk: %s",
                     "carried on under another name by the crosswalk: %s (legal date %s)" },
    [CW_SPLIT] = { "split by the crosswalk, the largest part into %s",
                   "split by the crosswalk, the largest part into %s (legal date %s)" },
    [CW_MERGED] = { "merged by the crosswalk into %s", "merged by the crosswalk into %s (legal date %s)" },
    [CW_CARRIED_ON] = { "carried on by the crosswalk as %s", "carried on by the crosswalk as %s (legal date %s)" },
    [CW_HEAD_PROMOTED] = { "promoted to head: the crosswalk leaves %s without one",
                           "promoted to head: the crosswalk leaves %s without one (legal date %s)" },
    [CW_HEAD_OPENED] = { "a head's post: the crosswalk leaves %s without one",
                         "a head's post: the crosswalk leaves %s without one (legal date %s)" },
    [CW_GOES_OVER] = { "goes over by the crosswalk into %s", "goes over by the crosswalk into %s (legal date %s)" },
};

void
cw_because(const Crosswalk *c, CwReason reason, const char *id, const char *date)
{
    if (date)
        c->host->because(c->ctx, reasons[reason].dated, id, date);
    else
        c->host->because(c->ctx, reasons[reason].plain, id);
}

void
cw_because_abolished(const Crosswalk *c, const char *date)
{
    if (date)
        c->host->because(c->ctx, "abolished by the crosswalk (legal date %s)", date);
    else
        c->host->because(c->ctx, "abolished by the crosswalk");
}
