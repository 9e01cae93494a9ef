// SPDX-License-Identifier: MIT
#include "fuzz.h"
#include <string.h>

gboolean fuzz_accepted;

static const char *
next_mark(const char *at, const char *end)
{
    for (const char *line = at; line < end;) {
        if (end - line > 3 && memcmp(line, "@@ ", 3) == 0)
            return line;
        const char *newline = memchr(line, '\n', (size_t) (end - line));
        line = newline ? newline + 1 : end;
    }
    return end;
}

void
fuzz_parts(const uint8_t *data, size_t size, FuzzPart part, gpointer user)
{
    const char *at = (const char *) data, *end = at + size;
    g_autofree char *name = g_strdup("");

    for (;;) {
        const char *mark = next_mark(at, end);
        if (mark > at || *name) {
            /* Exactly as long as it is, so that a sanitizer sees a step beyond. */
            g_autoptr(GBytes) bytes = g_bytes_new(at, (gsize) (mark - at));
            part(name, bytes, user);
        }
        if (mark == end)
            return;
        const char *newline = memchr(mark, '\n', (size_t) (end - mark));
        g_free(name);
        name = g_strndup(mark + 3, (gsize) ((newline ? newline : end) - mark - 3));
        at = newline ? newline + 1 : end;
    }
}
