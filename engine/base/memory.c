// SPDX-License-Identifier: MIT
/* Columns, undo logs and arenas are blocks of some hundred KiB to some MiB. By itself glibc maps each of them anew and gives it back
 * when it is freed, so that its pages are faulted in again and again: a tenth of the page faults of a run. Large pages are left to
 * the system: laid out by the program (MADV_HUGEPAGE) they took a run of hanoi-2025 to a third of its page faults, but finding
 * and clearing them cost what they saved, and memory rose by 8 %. Where faults are dearer, GLIBC_TUNABLES=glibc.malloc.hugetlb=1
 * does the same. */
#include "memory.h"
#include <malloc.h>

#define MIB (1 << 20)

void
org_memory_settle(void)
{
    mallopt(M_MMAP_THRESHOLD, 32 * MIB); /* the most that glibc takes; anything larger is mapped by itself */
    mallopt(M_TRIM_THRESHOLD, 1024 * MIB);
}
