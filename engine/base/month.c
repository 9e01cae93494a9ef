// SPDX-License-Identifier: MIT
#include "month.h"
#include <math.h>
#include <string.h>

static gboolean
digits(const char *text, guint n, gint *value)
{
    *value = 0;
    for (guint i = 0; i < n; i++) {
        if (!g_ascii_isdigit(text[i]))
            return FALSE;
        *value = *value * 10 + (text[i] - '0');
    }
    return TRUE;
}

gboolean
org_month_parse(const char *text, OrgMonth *month)
{
    gint year, in_year, day = 1;
    gsize len = strlen(text);
    if ((len != 7 && len != 10) || text[4] != '-' || !digits(text, 4, &year) || !digits(text + 5, 2, &in_year))
        return FALSE;
    if (len == 10 && (text[7] != '-' || !digits(text + 8, 2, &day)))
        return FALSE;
    if (year < 1800 || year > 2299 || in_year < 1 || in_year > 12)
        return FALSE;
    if (len == 10 && !g_date_valid_dmy((GDateDay) day, (GDateMonth) in_year, (GDateYear) year))
        return FALSE;
    *month = ORG_MONTH(year, in_year);
    return TRUE;
}

const char *
org_month_text(OrgMonth month, char buffer[16])
{
    if (month == ORG_OPEN || month == ORG_UNKNOWN)
        buffer[0] = 0;
    else
        g_snprintf(buffer, 16, "%04d-%02d", ORG_YEAR(month), ORG_IN_YEAR(month));
    return buffer;
}

/* Digits with at most one point among them, fifteen at most, which is what nearly all tables hold: both the digits and the power of
 * ten are exact, so that their quotient is the nearest number, as strtod() finds it with many times the work. */
static gboolean
parse_short(const char *text, double *value)
{
    static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    gint64 digits = 0;
    guint n = 0, decimals = 0;
    gboolean point = FALSE;
    for (; *text; text++) {
        if (*text == '.' && !point) {
            point = TRUE;
            continue;
        }
        if (!g_ascii_isdigit(*text) || ++n > 15)
            return FALSE;
        digits = digits * 10 + (*text - '0');
        decimals += point ? 1 : 0;
    }
    *value = (double) digits / tens[decimals];
    return TRUE;
}

gboolean
org_number_parse(const char *text, double *value)
{
    const char *p = text;
    if (*p == '-' || *p == '+')
        p++;
    if (!g_ascii_isdigit(*p) && !(*p == '.' && g_ascii_isdigit(p[1])))
        return FALSE;
    if (p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
        return FALSE;
    if (parse_short(p, value)) {
        *value = *text == '-' ? -*value : *value;
        return TRUE;
    }
    char *end;
    double number = g_ascii_strtod(text, &end);
    if (*end || !isfinite(number))
        return FALSE;
    *value = number;
    return TRUE;
}

const char *
org_number_text(double value, char buffer[40])
{
    for (guint precision = 15; precision <= 17; precision++) {
        char format[8];
        g_snprintf(format, sizeof format, "%%.%ug", precision);
        g_ascii_formatd(buffer, 40, format, value);
        if (!isfinite(value) || g_ascii_strtod(buffer, NULL) == value)
            break;
    }
    return buffer;
}
