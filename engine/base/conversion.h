// SPDX-License-Identifier: MIT
/* One conversion of a printf format, such as "%-5u", "%.1f" or "%2$s", taken apart. */
#pragma once
#include <glib.h>

#define ORG_CONVERSION_SPEC 8 /* bytes of flags, width and precision that are kept */

typedef struct {
    const char *end;                    /* after it */
    char kind;                          /* s c d u g %; 0: none that is known. u: also x; g: also f and e */
    char type;                          /* as written, i as d: s c d u x X g G f e E */
    char length;                        /* of an integer: 0, l, L (ll), z; 0 too for hh and h, which arrive as int */
    gboolean star;                      /* "%.*s": an int comes before the text */
    gint precision;                     /* -1: none */
    guint which;                        /* from 1, of "%2$s"; 0: the next one */
    char spec[ORG_CONVERSION_SPEC + 1]; /* "-5", ".1", "02" */
} OrgConversion;

/* at: the '%'. */
OrgConversion org_conversion_read(const char *at);
/* TRUE when the format holds nothing but %s %d %u %ld %g %% and a precision of one digit for %f and %g: what plugins may use. */
gboolean org_format_is_simple(const char *format);
