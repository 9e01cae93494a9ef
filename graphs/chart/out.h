// SPDX-License-Identifier: MIT
/* The page as it is written: every text of the user's passes put_text() or put_json(). */
#pragma once
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *bytes;
    size_t size, room;
    const struct Vocabulary *words; /* what say() says */
    bool plain;                     /* texts are not for a page: nothing is escaped */
    bool failed;                    /* out of memory: nothing more is written */
} Out;

void out_free(Out *out);
void put_bytes(Out *out, const char *bytes, size_t size);
void put(Out *out, const char *html); /* as it is: only texts of our own */
void putf(Out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3))); /* our own, integers and such only */
/* Escaped for the content of an element and for a quoted attribute. Control characters and marks that turn the
 * reading direction are dropped. NULL writes nothing. */
void put_text(Out *out, const char *text);
/* A quoted JSON string that can neither end a script element nor begin a comment. NULL writes null. */
void put_json(Out *out, const char *text);
/* A JSON number, null for NaN; as few digits as say the same, whatever the locale. */
void put_json_number(Out *out, double value);
