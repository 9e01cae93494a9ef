// SPDX-License-Identifier: MIT
#include "shown.h"
#include "conversion.h"
#include <string.h>

#define REPLACEMENT 0xFFFD
#define MOST 16u /* arguments of one format */

gboolean
org_shown_steers(gunichar sign)
{
    return sign < 0x20 || (sign >= 0x7F && sign < 0xA0) || (sign >= 0x2028 && sign <= 0x202E) ||
           (sign >= 0x2066 && sign <= 0x2069);
}

static char *
shown(const char *text, gboolean lines)
{
    g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
    GString *out = g_string_sized_new(strlen(valid));

    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar sign = g_utf8_get_char(p);
        gboolean layout = lines && (sign == '\n' || sign == '\t');
        if (org_shown_steers(sign) && !layout)
            g_string_append_unichar(out, REPLACEMENT);
        else
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
    }
    return g_string_free(out, FALSE);
}

char *
org_shown(const char *text)
{
    return shown(text, FALSE);
}

char *
org_shown_lines(const char *text)
{
    return shown(text, TRUE);
}

/* ---- a layout with its arguments */

typedef struct {
    OrgConversion how;
    int most; /* of "%.*s" */
    union {
        const char *text;
        gint64 whole;
        guint64 count;
        double real;
    };
} Argument;

typedef struct {
    va_list list;
} Args;

/* What each argument is, in the order in which they were given, which a translation may change ("%2$s"). */
static guint
arguments_of(const char *format, Argument arguments[MOST])
{
    guint next = 0, n = 0;
    for (const char *p = strchr(format, '%'); p; p = strchr(p, '%')) {
        OrgConversion how = org_conversion_read(p);
        guint at = how.which ? how.which - 1 : next;
        g_assert(how.kind && at < MOST); /* a format of ours that this cannot read */
        p = how.end;
        if (how.kind == '%')
            continue;
        next = at + 1;
        arguments[at].how = how;
        n = MAX(n, next);
    }
    return n;
}

static void
take(Argument *argument, Args *args)
{
    char length = argument->how.length;
    switch (argument->how.kind) {
    case 's':
        argument->most = argument->how.star ? va_arg(args->list, int) : argument->how.precision;
        argument->text = va_arg(args->list, const char *);
        break;
    case 'c':
    case 'd':
        argument->whole = length == 'L'   ? va_arg(args->list, long long)
                          : length == 'l' ? va_arg(args->list, long)
                          : length == 'z' ? va_arg(args->list, gssize)
                                          : va_arg(args->list, int);
        break;
    case 'u':
        argument->count = length == 'L'   ? va_arg(args->list, unsigned long long)
                          : length == 'l' ? va_arg(args->list, unsigned long)
                          : length == 'z' ? va_arg(args->list, gsize)
                                          : va_arg(args->list, unsigned);
        break;
    default:
        argument->real = va_arg(args->list, double);
    }
}

static void
append_text(GString *out, const Argument *argument, const OrgConversion *how)
{
    g_autofree char *part =
        argument->most >= 0 && argument->text ? g_strndup(argument->text, (gsize) argument->most) : NULL;
    g_autofree char *text = org_shown(part ? part : argument->text);
    gsize width = how->spec[0] ? (gsize) ABS(g_ascii_strtoll(how->spec, NULL, 10)) : 0,
          size = (gsize) g_utf8_strlen(text, -1);
    if (how->spec[0] == '-')
        g_string_append(out, text);
    for (gsize i = size; i < width; i++)
        g_string_append_c(out, ' ');
    if (how->spec[0] != '-')
        g_string_append(out, text);
}

static void
append_one(GString *out, const Argument *argument, const OrgConversion *how)
{
    char spec[ORG_CONVERSION_SPEC + 8];

    if (how->kind == 's') {
        append_text(out, argument, how);
        return;
    }
    if (how->kind == 'c') {
        char letter[2] = { (char) argument->whole, '\0' };
        g_autofree char *text = org_shown(letter);
        g_string_append(out, text);
        return;
    }
    g_snprintf(spec, sizeof spec, "%%%s%s%c", how->spec, how->kind == 'g' ? "" : "ll", how->type);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (how->kind == 'g')
        g_string_append_printf(out, spec, argument->real);
    else if (how->kind == 'd')
        g_string_append_printf(out, spec, (long long) argument->whole);
    else
        g_string_append_printf(out, spec, (unsigned long long) argument->count);
#pragma GCC diagnostic pop
}

void
org_shown_appendv(GString *out, const char *format, va_list list)
{
    Argument arguments[MOST] = { 0 };
    guint n = arguments_of(format, arguments), next = 0;
    Args args;

    va_copy(args.list, list);
    for (guint i = 0; i < n; i++)
        take(&arguments[i], &args);
    va_end(args.list);
    for (const char *p = format; *p;) {
        if (*p != '%') {
            gsize run = strcspn(p, "%");
            g_string_append_len(out, p, (gssize) run);
            p += run;
            continue;
        }
        OrgConversion how = org_conversion_read(p);
        p = how.end;
        if (how.kind == '%') {
            g_string_append_c(out, '%');
            continue;
        }
        guint at = how.which ? how.which - 1 : next;
        next = at + 1;
        append_one(out, &arguments[at], &how);
    }
}

void
org_shown_append(GString *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    org_shown_appendv(out, format, args);
    va_end(args);
}
