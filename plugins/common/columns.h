// SPDX-License-Identifier: MIT
// Passes over columns: shared by the built-in plugins, knows plugin.h only.
#pragma once
#include <orgsim/plugin.h>

#include <string.h>

// HOT: vector code for the machine at hand, chosen when the library is loaded. Static functions only. ifunc and
// sanitizers do not go together, only glibc has ifunc, and clang before 16 exports the resolver.
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 &&         \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HOT __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define HOT
#endif

// Rows are worked on in chunks that fit the cache with their marks. A chunk ends at a multiple of CHUNK, so that what a
// process does chunk by chunk does not depend on the blocks that the host calls it with.
enum { CHUNK = 8192 };

static inline uint32_t
chunk_size(OrgRow first, OrgRow end)
{
    OrgRow stop = (first / CHUNK + 1) * CHUNK;
    return (stop < end ? stop : end) - first;
}

// The rows whose mark is 1 (else 0), ascending. Most words of eight are empty; inside the others no branch is taken on a
// mark. marks has room for n rounded up to 8, rows for one more than are found.
static inline uint32_t
collect(uint8_t *marks, uint32_t n, OrgRow first, OrgRow *rows)
{
    uint32_t found = 0;
    memset(marks + n, 0, (8 - n % 8) % 8);
    for (uint32_t i = 0; i < n; i += 8) {
        uint64_t word;
        memcpy(&word, marks + i, sizeof word);
        if (word == 0)
            continue;
        for (uint32_t k = i; k < i + 8; k++) {
            rows[found] = first + k;
            found += marks[k];
        }
    }
    return found;
}
