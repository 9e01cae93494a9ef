// SPDX-License-Identifier: MIT
/* Passes over columns: shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <string.h>

/* HOT: vector code for the machine at hand, chosen when the library is loaded. Static functions only. ifunc and
 * sanitizers do not go together, only glibc has ifunc, and clang before 16 exports the resolver. */
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 &&         \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HOT __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define HOT
#endif

/* Rows are worked on in chunks that fit the cache with their marks. A chunk ends at a multiple of CHUNK, so that what a
 * process does chunk by chunk does not depend on the blocks that the host calls it with. */
enum { CHUNK = 8192 };

static inline uint32_t
chunk_size(OrgRow first, OrgRow end)
{
    OrgRow stop = (first / CHUNK + 1) * CHUNK;
    return (stop < end ? stop : end) - first;
}

static inline int
count_trailing_zeros(uint64_t bits)
{
#if defined(__GNUC__)
    return __builtin_ctzll(bits);
#else
    int n = 0;
    while (!(bits >> n & 1))
        n++;
    return n;
#endif
}

/* Rows that lie strewn over a column are asked for this many rows before they are read. */
enum { AHEAD = 32 };

static inline void
ask_for(const void *address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address);
#else
    (void) address;
#endif
}

/* The set bits of a word as rows, ascending. */
static inline uint32_t
rows_of_bits(uint64_t bits, OrgRow first, OrgRow *rows)
{
    uint32_t found = 0;
    for (; bits != 0; bits &= bits - 1)
        rows[found++] = first + (uint32_t) count_trailing_zeros(bits);
    return found;
}

/* The rows whose mark is 1 (else 0), ascending. Sixty-four marks become the bits of one word, whose set bits are walked, so
 * that a branch is missed once a word and not once a row. marks has room for n rounded up to 64. */
static inline uint32_t
collect(uint8_t *marks, uint32_t n, OrgRow first, OrgRow *rows)
{
    uint32_t found = 0;
    memset(marks + n, 0, (64 - n % 64) % 64);
    for (uint32_t i = 0; i < n; i += 64) {
        uint64_t bits = 0;
        for (uint32_t k = 0; k < 8; k++) {
            uint64_t eight;
            memcpy(&eight, marks + i + 8 * k, sizeof eight);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
            eight = __builtin_bswap64(eight);
#endif
            bits |= eight * UINT64_C(0x0102040810204080) >> 56 << (8 * k); /* byte j goes to bit j */
        }
        found += rows_of_bits(bits, first + i, rows + found);
    }
    return found;
}
