// SPDX-License-Identifier: MIT
/* Loaded before the C library: the N-th allocation of orgsim gets nothing (ORGSIM_TEST_ALLOC=N; 0: none). How many there were is
 * written to ORGSIM_TEST_ALLOCS at the end. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static unsigned long counted, refused;
static bool looked, ours;

static bool
refuse(void)
{
    if (!looked && program_invocation_short_name) {
        const char *which = getenv("ORGSIM_TEST_ALLOC");
        looked = true;
        ours = which && strcmp(program_invocation_short_name, "orgsim") == 0;
        refused = which ? strtoul(which, NULL, 10) : 0;
    }
    return ours && __atomic_add_fetch(&counted, 1, __ATOMIC_RELAXED) == refused;
}

EXPORT void *
malloc(size_t size)
{
    return refuse() ? NULL : __libc_malloc(size);
}

EXPORT void *
calloc(size_t n, size_t size)
{
    return refuse() ? NULL : __libc_calloc(n, size);
}

EXPORT void *
realloc(void *old, size_t size)
{
    return refuse() ? NULL : __libc_realloc(old, size);
}

static void __attribute__((destructor)) tell(void)
{
    const char *path = getenv("ORGSIM_TEST_ALLOCS");
    char text[32];
    int fd = ours && path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666) : -1;

    if (fd < 0)
        return;
    snprintf(text, sizeof text, "%lu\n", counted);
    if (write(fd, text, strlen(text)) < 0)
        _exit(1);
    close(fd);
}
