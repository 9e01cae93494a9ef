// SPDX-License-Identifier: MIT
#include "scalar.h"
#include "../base/month.h"
#include <math.h>
#include <string.h>

#define MOST_EXACT 9007199254740992.0 /* 2^53: whole numbers up to it are exact as a double */

gboolean
org_parse_amount(const char *text, double *value, gboolean *relative)
{
    static const char minus[] = "\xE2\x88\x92"; /* as word processors write it */
    gboolean negative = g_str_has_prefix(text, minus);
    const char *start = negative ? text + strlen(minus) : *text == '+' ? text + 1 : text;
    gsize length = strlen(start);
    *relative = length > 1 && start[length - 1] == '%';
    if (length > 64 || (start != text && !g_ascii_isdigit(*start) && *start != '.'))
        return FALSE;
    g_autofree char *number = g_strndup(start, *relative ? length - 1 : length);
    if (!org_number_parse(g_strchomp(number), value))
        return FALSE;
    if (*relative) { /* 2.5% as the double nearest to 0.025, not as 2.5 / 100 */
        g_autofree char *scaled = strpbrk(number, "eE") ? NULL : g_strconcat(number, "e-2", NULL);
        if (!scaled || !org_number_parse(scaled, value))
            *value /= 100;
    }
    if (negative)
        *value = -*value;
    return TRUE;
}

gboolean
org_parse_flag(const char *text, gboolean *value)
{
    static const char *const words[] = { "false", "true", "no", "yes", "off", "on", "0", "1" };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_ascii_strcasecmp(text, words[i]) != 0)
            continue;
        *value = i % 2;
        return TRUE;
    }
    return FALSE;
}

gboolean
org_parse_scalar(OrgType type, const char *text, double *value, gboolean *relative)
{
    OrgMonth month;
    gboolean flag;
    *relative = FALSE;
    switch (type) {
    case ORG_BOOL:
        if (!org_parse_flag(text, &flag))
            return FALSE;
        *value = flag;
        return TRUE;
    case ORG_DATE:
        if (!org_month_parse(text, &month))
            return FALSE;
        *value = month;
        return TRUE;
    case ORG_AMOUNT:
        return org_parse_amount(text, value, relative);
    case ORG_INT:
    case ORG_REAL:
    case ORG_PERCENT:
        if (!org_parse_amount(text, value, relative) || *relative != (type == ORG_PERCENT))
            return FALSE;
        return type != ORG_INT || (*value == floor(*value) && fabs(*value) <= MOST_EXACT);
    default:
        return FALSE;
    }
}
