// SPDX-License-Identifier: MIT
/* Data in texts that people read. A name, a title or what a plugin says may hold signs that steer a terminal ("all targets met"
 * in green) or turn the writing round; they are shown as U+FFFD, and are nothing else than a sign any more. So are line ends
 * and tabs in data: only the layout breaks lines. */
#pragma once
#include <glib.h>
#include <stdarg.h>

/* Whether a terminal would do something at it, or write it elsewhere: C0, DEL, C1, separators of lines and paragraphs,
 * embeddings and isolates of directions. */
gboolean org_shown_steers(gunichar sign);
/* One line of text, whole UTF-8. "" for NULL. Owned by the caller. */
char *org_shown(const char *text);
/* The same, where line ends and tabs are the layout's and stay. */
char *org_shown_lines(const char *text);
/* g_string_append_printf() of a layout: each text among the arguments is shown as one line. The format, or its translation, is
 * the engine's own, of the conversions of conversion.h; a text that holds lines of a layout goes through g_string_append(). */
void org_shown_append(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
void org_shown_appendv(GString *out, const char *format, va_list args) G_GNUC_PRINTF(2, 0);
