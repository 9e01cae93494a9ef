// SPDX-License-Identifier: MIT
#include "conversion.h"
#include <string.h>

static gboolean
read_spec(OrgConversion *c, const char **at)
{
    const char *start = *at, *p = start + strspn(start, "-+0");
    p += strspn(p, "0123456789");
    if (*p == '.') {
        c->precision = 0;
        if (p[1] == '*') {
            c->star = TRUE;
            p++;
            *at = p + 1;
            return p - start == 1; /* a width beside a star is nowhere used */
        }
        for (p++; g_ascii_isdigit(*p); p++)
            c->precision = MIN(c->precision * 10 + (*p - '0'), 9999);
    }
    if (p - start > ORG_CONVERSION_SPEC)
        return FALSE;
    memcpy(c->spec, start, (gsize) (p - start));
    *at = p;
    return TRUE;
}

static char
read_length(const char **at)
{
    char first = **at;
    if (first == 'z' || first == 'j' || first == 't') {
        ++*at;
        return 'z';
    }
    if (first != 'l' && first != 'h')
        return 0;
    gboolean twice = (*at)[1] == first;
    *at += twice ? 2 : 1;
    return first == 'h' ? 0 : twice ? 'L' : 'l';
}

OrgConversion
org_conversion_read(const char *at)
{
    OrgConversion c = { .end = at + 1, .precision = -1 };
    const char *p = at + 1;
    gsize digits = strspn(p, "0123456789");
    if (digits && digits < 4 && p[digits] == '$') {
        c.which = (guint) g_ascii_strtoull(p, NULL, 10);
        p += digits + 1;
    }
    if (!read_spec(&c, &p))
        return c;
    c.length = read_length(&p);
    if (!*p || !strchr("sduixXgGfeEc%", *p))
        return c;
    if (*p == '%' && p != at + 1) /* "%5%" */
        return c;
    c.type = *p == 'i' ? 'd' : *p;
    c.kind = strchr("xX", c.type) ? 'u' : strchr("GfeE", c.type) ? 'g' : c.type;
    c.end = p + 1;
    return c;
}

gboolean
org_format_is_simple(const char *format)
{
    for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
        OrgConversion c = org_conversion_read(at);
        gboolean plain = c.spec[0] == '\0' && !c.length && !c.star && !c.which;
        gboolean precise = c.precision >= 0 && c.precision <= 9 && strlen(c.spec) == 2 && !c.length && !c.which;
        gboolean known = (c.kind == 's' || c.kind == '%' || c.type == 'u' || c.type == 'g' || c.type == 'f')
                             ? plain || (precise && c.kind == 'g')
                             : c.type == 'd' && c.spec[0] == '\0' && !c.which && (!c.length || c.length == 'l');
        if (!known || c.type == 'X' || c.type == 'x')
            return FALSE;
        at = c.end;
    }
    return TRUE;
}
