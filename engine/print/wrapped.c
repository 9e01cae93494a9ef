// SPDX-License-Identifier: MIT
#include "wrapped.h"
#include "../base/shown.h"
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

guint
org_output_width(void)
{
    const int screen = STDOUT_FILENO;
    struct winsize size;

    if (isatty(screen) && ioctl(screen, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 100;
}

static guint
cells(const char *text)
{
    guint n = 0;

    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        n += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return n;
}

void
org_wrapped_append(GString *out, const char *text, guint at, guint indent, guint width)
{
    g_autofree char *shown = org_shown(text);
    g_auto(GStrv) words = g_strsplit_set(shown, " \n", -1);
    gboolean begun = FALSE; /* a word stands in this line */

    for (guint i = 0; words[i]; i++) {
        guint size = cells(words[i]);
        if (!size)
            continue;
        if (begun && at + 1 + size > width) {
            g_string_append_printf(out, "\n%*s", (int) indent, "");
            at = indent;
            begun = FALSE;
        }
        if (begun)
            g_string_append_c(out, ' ');
        g_string_append(out, words[i]);
        at += size + begun;
        begun = TRUE;
    }
    g_string_append_c(out, '\n');
}
