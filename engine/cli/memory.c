// SPDX-License-Identifier: MIT
/* What happens when memory runs out: the program ends, with a sentence and the status of storage that failed. Some libraries do
 * not look whether they were given any (one crashes on writing a workbook, another makes a document that is silently
 * smaller), and this engine need not: as the program's own allocator stands before that of the C library, for every library that
 * it uses, nobody is ever given nothing. Files are put in place when they are whole, and the organisation file has its
 * journal, so that an end at any point leaves nothing by halves. The worker has none of this: a plugin may try. */
#include "../base/printer.h"
#include "cli.h"
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *sentence = N_("memory has run out; what was begun is not stored");

/* Nothing is allocated here, and nothing cleaned up. */
_Noreturn static void
end(void)
{
    const char *parts[] = { org_told_in_part() ? "\n" : "", "orgsim: ", sentence, "\n" };
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        if (write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0)
            break;
    _exit(ORG_EXIT_STORAGE);
}

static void *
need(size_t size)
{
    void *got = malloc(size);
    if (!got)
        end();
    return got;
}

void
org_memory_begin(OrgLang lang)
{
    sentence = _("memory has run out; what was begun is not stored");
    json_set_alloc_funcs(need, free); /* where the allocator below is not */
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(memory_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(SANITIZED)

#define OURS __attribute__((visibility("default")))

static struct {
    void *(*malloc)(size_t);
    void *(*calloc)(size_t, size_t);
    void *(*realloc)(void *, size_t);
} next; /* the C library's, or of what is loaded before it */

/* dlsym() of glibc allocates nothing when it finds what it looks for. Threads that come at once find the same. */
static void
find(void)
{
    next.calloc = (void *(*) (size_t, size_t)) dlsym(RTLD_NEXT, "calloc");
    next.realloc = (void *(*) (void *, size_t)) dlsym(RTLD_NEXT, "realloc");
    next.malloc = (void *(*) (size_t)) dlsym(RTLD_NEXT, "malloc");
    if (!next.malloc || !next.calloc || !next.realloc)
        end();
}

OURS void *
malloc(size_t size)
{
    if (G_UNLIKELY(!next.malloc))
        find();
    void *got = next.malloc(size);
    if (G_UNLIKELY(!got && size))
        end();
    return got;
}

OURS void *
calloc(size_t n, size_t size)
{
    if (G_UNLIKELY(!next.malloc))
        find();
    void *got = next.calloc(n, size);
    if (G_UNLIKELY(!got && n && size))
        end();
    return got;
}

OURS void *
realloc(void *old, size_t size)
{
    if (G_UNLIKELY(!next.malloc))
        find();
    void *got = next.realloc(old, size);
    if (G_UNLIKELY(!got && size))
        end();
    return got;
}
#endif
