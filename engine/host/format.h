// SPDX-License-Identifier: MIT
/* Sentences of plugins: a small, locale-independent printf. */
#pragma once
#include <glib.h>
#include <stdarg.h>

/* Appends to out. Knows %s %d %u %ld %g %% and a precision for %f and %g ("%.1f"); anything else is refused before its
 * argument is read. NULL texts give "", broken UTF-8 is repaired, and a sentence ends after ORG_SENTENCE_MAX bytes. */
#define ORG_SENTENCE_MAX 4096
gboolean org_format(GString *out, const char *format, va_list args, GError **error);
