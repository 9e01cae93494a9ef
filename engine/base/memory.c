// SPDX-License-Identifier: MIT
/* Columns, undo logs and arenas are blocks of some hundred KiB to some MiB. By itself glibc maps each of them anew and gives it back
 * when it is freed, so that each of its pages is a page fault, again and again: 58,700 in a run of hanoi-2025, 2,800 an import of
 * its posts. */
#include "memory.h"
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define MIB ((size_t) 1 << 20)
#define LARGEST (32 * MIB) /* what glibc lets lie in its heap at most; anything larger is mapped by itself */
#define ON_LARGE_PAGES (192 * MIB)

/* Address space, not memory: a page comes when it is first written. A large page is written whole, so only the first part of the
 * heap, which small blocks fill, is laid on them. */
static void
lay_on_large_pages(void)
{
    mallopt(M_TOP_PAD, (int) ON_LARGE_PAGES);
    void *block = malloc(LARGEST - MIB);
    char *end = sbrk(0);
    uintptr_t start = ((uintptr_t) block + 2 * MIB - 1) & ~(uintptr_t) (2 * MIB - 1);
    if (block && end != (char *) -1 && (uintptr_t) end > start && (uintptr_t) end - start < 2 * ON_LARGE_PAGES)
        madvise((void *) start, (uintptr_t) end - start, MADV_HUGEPAGE);
    free(block);
    mallopt(M_TOP_PAD, (int) (4 * MIB));
}

void
org_memory_settle(void)
{
    mallopt(M_MMAP_THRESHOLD, (int) LARGEST);
    mallopt(M_TRIM_THRESHOLD, (int) (1024 * MIB));
    lay_on_large_pages();
}
