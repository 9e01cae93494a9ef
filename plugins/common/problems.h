// SPDX-License-Identifier: MIT
/* All that is wrong with tables, said at once: sentences about rows, collected before anything is changed. Shared by the built-in
 * plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { PROBLEMS_SAID = 8, PROBLEMS_BYTES = 3600, PROBLEMS_ID = 100 };

typedef struct {
    char *text; /* PROBLEMS_BYTES of scratch memory */
    size_t length, n;
} Problems;

/* At most `most` bytes of a text, cut between characters. */
static inline void
problems_append(Problems *p, const char *text, size_t most)
{
    size_t n = strlen(text), room = PROBLEMS_BYTES - 1 - p->length;
    n = n > most ? most : n;
    n = n > room ? room : n;
    while (n && text[n] && ((unsigned char) text[n] & 0xC0) == 0x80)
        n--;
    memcpy(p->text + p->length, text, n);
    p->length += n;
    p->text[p->length] = 0;
}

static inline void
problems_append_number(Problems *p, uint32_t number)
{
    char buffer[12], *at = buffer + 11;
    *at = 0;
    do
        *--at = (char) ('0' + number % 10);
    while (number /= 10);
    problems_append(p, at, 11);
}

/* A sentence about a row (from 1; 0: none) of a table. The format knows two %s. */
static inline void
problems_add(Problems *p, const char *table, uint32_t row, const char *format, const char *a, const char *b)
{
    const char *arguments[] = { a, b };
    if (p->n++ >= PROBLEMS_SAID)
        return;
    if (p->length)
        problems_append(p, " ", 1);
    if (row) {
        problems_append(p, "Row ", 4);
        problems_append_number(p, row);
        problems_append(p, " of ", 4);
        problems_append(p, table, 20);
        problems_append(p, ": ", 2);
    }
    for (size_t i = 0; *format;) {
        size_t plain = strcspn(format, "%");
        problems_append(p, format, plain);
        format += plain;
        if (*format && format[1] == '%') {
            problems_append(p, "%", 1);
            format += 2;
        } else if (*format) {
            problems_append(p, i < 2 && arguments[i] ? arguments[i] : "", PROBLEMS_ID);
            i++;
            format += 2;
        }
    }
}

/* Fails the call when there was a problem; ORG_OK: there was none. */
static inline OrgStatus
problems_refuse(const Problems *p, const OrgHost *host, OrgCtx *ctx)
{
    if (!p->n)
        return ORG_OK;
    if (p->n > PROBLEMS_SAID)
        return host->fail(ctx, ORG_E_INVALID, "%s And %u more. Nothing was changed.", p->text,
                          (unsigned) (p->n - PROBLEMS_SAID));
    return host->fail(ctx, ORG_E_INVALID, "%s Nothing was changed.", p->text);
}
