// SPDX-License-Identifier: MIT
/* A text as a number, for draws of what has no stream: a unit, a class, a row of a table that has an id. Knows plugin.h only. */
#pragma once
#include <stdint.h>

/* FNV-1a of 64 bits over the bytes. */
static inline uint64_t
hash_of(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *text; text++)
        hash = (hash ^ (uint8_t) *text) * UINT64_C(1099511628211);
    return hash;
}
