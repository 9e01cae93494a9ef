// SPDX-License-Identifier: MIT
#include "format.h"
#include "../org/org.h"
#include <string.h>

typedef struct {
    const char *end; /* after the conversion */
    char kind;       /* s d u l g f %; 0: unknown */
    int precision;   /* -1: none */
} Conversion;

static Conversion
read_conversion(const char *at) /* at: the '%' */
{
    Conversion c = { .end = at + 1, .precision = -1 };
    if (*c.end == '.' && g_ascii_isdigit(c.end[1])) {
        c.precision = c.end[1] - '0';
        c.end += 2;
    }
    char kind = *c.end;
    if (kind == 'l' && c.end[1] == 'd')
        c.end++;
    else if (kind == 'l')
        kind = 0;
    if (kind == 0 || strchr("sdulgf%", kind) == NULL)
        return c;
    if (c.precision >= 0 && kind != 'f' && kind != 'g')
        return c;
    c.kind = kind;
    c.end++;
    return c;
}

static void
append_text(GString *out, const char *text)
{
    if (text == NULL)
        return;
    gsize size = strnlen(text, ORG_SENTENCE_MAX);
    if (g_utf8_validate(text, (gssize) size, NULL)) {
        g_string_append_len(out, text, (gssize) size);
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(text, (gssize) size);
    g_string_append(out, valid);
}

static void
append_real(GString *out, const Conversion *c, double value)
{
    char how[8], buffer[400]; /* %.9f of the largest double has 319 characters */
    if (c->precision >= 0)
        g_snprintf(how, sizeof how, "%%.%d%c", c->precision, c->kind);
    else
        g_snprintf(how, sizeof how, "%%%c", c->kind);
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, how, value));
}

static void
cut(GString *out, gsize start)
{
    if (out->len - start <= ORG_SENTENCE_MAX)
        return;
    const char *end = g_utf8_find_prev_char(out->str, out->str + start + ORG_SENTENCE_MAX);
    g_string_truncate(out, (gsize) (end - out->str));
    g_string_append(out, "…");
}

gboolean
org_format(GString *out, const char *format, va_list args, GError **error)
{
    gsize start = out->len;
    if (!g_utf8_validate(format, -1, NULL)) {
        g_set_error(error, ORG_ERROR, ORG_E_INVALID, "the format of a sentence is not valid UTF-8");
        return FALSE;
    }
    for (const char *at = format; *at != '\0';) {
        if (*at != '%') {
            gsize run = strcspn(at, "%");
            g_string_append_len(out, at, (gssize) run);
            at += run;
            continue;
        }
        Conversion c = read_conversion(at);
        switch (c.kind) {
        case 's':
            append_text(out, va_arg(args, const char *));
            break;
        case 'd':
            g_string_append_printf(out, "%d", va_arg(args, int));
            break;
        case 'u':
            g_string_append_printf(out, "%u", va_arg(args, unsigned));
            break;
        case 'l':
            g_string_append_printf(out, "%ld", va_arg(args, long));
            break;
        case 'g':
        case 'f':
            append_real(out, &c, va_arg(args, double));
            break;
        case '%':
            g_string_append_c(out, '%');
            break;
        default:
            g_set_error(error, ORG_ERROR, ORG_E_INVALID,
                        "the format \"%s\" holds a conversion other than %%s %%d %%u %%ld %%g %%.1f %%%%", format);
            return FALSE;
        }
        at = c.end;
    }
    cut(out, start);
    return TRUE;
}
