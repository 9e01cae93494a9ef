// SPDX-License-Identifier: MIT
/* Whole numbers as text without printf, of which a large chart has a hundred thousand. */
#pragma once
#include <stdint.h>

/* Writes the digits and a 0, at most 21 bytes; returns where the 0 is. */
static inline char *
spell_uint(char *out, uint64_t value)
{
    char digits[20];
    unsigned n = 0;
    do
        digits[n++] = (char) ('0' + value % 10);
    while (value /= 10);
    while (n)
        *out++ = digits[--n];
    *out = 0;
    return out;
}
