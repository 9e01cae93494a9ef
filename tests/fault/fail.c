// SPDX-License-Identifier: MIT
/* Loaded before the C library: the N-th allocation of a program fails (ORGSIM_FAULT_ALLOC=N; 0: none does). Which program:
 * ORGSIM_FAULT_PROGRAM, the last part of its name. How many there were: ORGSIM_FAULT_COUNT, a file that is written at the end. */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

/* The C library's own, under names that need no looking up. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

EXPORT void *memalign(size_t alignment, size_t size);

static unsigned long counted, to_fail;
static const char *report;
static bool begun, counts;

static void
begin(void)
{
    const char *program = getenv("ORGSIM_FAULT_PROGRAM"), *which = getenv("ORGSIM_FAULT_ALLOC");

    begun = true;
    counts = which && program && strcmp(program, program_invocation_short_name) == 0;
    to_fail = which ? strtoul(which, NULL, 10) : 0;
    report = getenv("ORGSIM_FAULT_COUNT");
}

/* libseccomp 2.5 never returns when memory lacks; the parent ends such a worker when its time is over, minutes later. */
static bool
is_excepted(const void *caller)
{
    Dl_info found;

    return dladdr(caller, &found) && found.dli_fname && strstr(found.dli_fname, "libseccomp");
}

static bool
fails(const void *caller)
{
    if (!begun && program_invocation_short_name)
        begin();
    if (!counts || __atomic_add_fetch(&counted, 1, __ATOMIC_RELAXED) != to_fail || is_excepted(caller))
        return false;
    errno = ENOMEM;
    return true;
}

EXPORT void *
malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

EXPORT void *
calloc(size_t n, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

EXPORT void *
realloc(void *old, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

EXPORT void *
memalign(size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
}

EXPORT void *
aligned_alloc(size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
}

EXPORT int
posix_memalign(void **memory, size_t alignment, size_t size)
{
    void *got = fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);

    if (!got)
        return ENOMEM;
    *memory = got;
    return 0;
}

static void __attribute__((destructor)) end(void)
{
    FILE *file = counts && report ? fopen(report, "we") : NULL;

    if (file) {
        fprintf(file, "%lu\n", counted);
        fclose(file);
    }
}
