// SPDX-License-Identifier: MIT
#include "written.h"
#include "../../base/month.h"
#include <math.h>
#include <string.h>

OrgDateOrder
org_date_order(const char *name)
{
    static const char *const names[] = { "", "dmy", "mdy", "ymd" };

    for (guint i = 1; name && i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(name, names[i]) == 0)
            return (OrgDateOrder) i;
    return ORG_ORDER_OPEN;
}

/* ---- dates */

typedef struct {
    guint n;
    gint value[3], digits[3];
    char sign; /* between them; 0: one number alone */
} Parts;

/* " 0:00", "T00:00:00", " 10:30 AM" and no more. */
static gboolean
is_time(const char *p)
{
    if (*p == '\0')
        return TRUE;
    if (*p != ' ' && *p != 'T')
        return FALSE;
    p++;
    gsize hour = strspn(p, "0123456789");
    if (hour < 1 || hour > 2 || p[hour] != ':')
        return FALSE;
    p += strspn(p, "0123456789:.");
    return *p == '\0' || strcmp(p, "Z") == 0 || g_ascii_strcasecmp(p, " am") == 0 || g_ascii_strcasecmp(p, " pm") == 0;
}

static gboolean
split(const char *text, Parts *parts)
{
    const char *p = text;

    *parts = (Parts){ 0 };
    for (;;) {
        gint value = 0, digits = 0;
        for (; g_ascii_isdigit(*p) && digits < 9; p++, digits++)
            value = value * 10 + (*p - '0');
        if (digits == 0 || digits > 8 || parts->n == 3)
            return FALSE;
        parts->value[parts->n] = value;
        parts->digits[parts->n++] = digits;
        if (*p != '/' && *p != '-' && *p != '.')
            return is_time(p);
        if (parts->sign && *p != parts->sign)
            return FALSE;
        parts->sign = *p++;
        p += *p == ' '; /* "1. 2. 1975" */
    }
}

static gboolean
is_day(gint year, gint month, gint day)
{
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= g_date_get_days_in_month((GDateMonth) month, (GDateYear) MAX(year, 1));
}

static void
set(OrgDate *date, OrgDateForm form, gint year, gint month, gint day)
{
    gboolean in_reach = date->two_digits ? year >= 0 && year < 100 : year >= 1800 && year < 2300;

    date->form = form;
    date->ok = in_reach && is_day(date->two_digits ? 2000 + year : year, month, day);
    if (date->ok)
        date->month = ORG_MONTH(year, month);
}

/* Days since the end of 1899, as workbooks count them from March 1900 on. */
static void
set_serial(OrgDate *date, gint days)
{
    GDate day;

    g_date_clear(&day, 1);
    g_date_set_dmy(&day, 30, G_DATE_DECEMBER, 1899);
    g_date_add_days(&day, (guint) days);
    set(date, ORG_DATE_SERIAL, g_date_get_year(&day), (gint) g_date_get_month(&day), g_date_get_day(&day));
}

/* a/b/year, in one order or the other. */
static void
set_either(OrgDate *date, OrgDateOrder order, gint a, gint b, gint year)
{
    gint full = date->two_digits ? 2000 + year : year;
    gboolean day_first = is_day(full, b, a), month_first = is_day(full, a, b);

    if (order == ORG_ORDER_DMY || (order != ORG_ORDER_MDY && day_first)) {
        set(date, ORG_DATE_DAY, year, b, a);
    } else {
        set(date, ORG_DATE_DAY, year, a, b);
    }
    date->ambiguous = day_first && month_first && a != b;
    if (day_first != month_first)
        date->proves = day_first ? ORG_ORDER_DMY : ORG_ORDER_MDY;
}

static void
set_parts(OrgDate *date, const Parts *p, OrgDateOrder order)
{
    const gint *v = p->value, *d = p->digits;

    if (d[0] == 4 && p->n == 3 && d[1] <= 2 && d[2] <= 2) {
        set(date, ORG_DATE_DAY, v[0], v[1], v[2]);
    } else if (d[0] == 4 && p->n == 2 && d[1] <= 2) {
        set(date, ORG_DATE_MONTH, v[0], v[1], 1);
    } else if (p->n == 2 && d[0] <= 2 && d[1] == 4) {
        set(date, ORG_DATE_MONTH, v[1], v[0], 1);
    } else if (p->n == 3 && d[0] <= 2 && d[1] <= 2 && d[2] == 4) {
        set_either(date, order, v[0], v[1], v[2]);
    } else if (p->n == 3 && d[0] <= 2 && d[1] <= 2 && d[2] == 2) {
        date->two_digits = TRUE;
        if (order == ORG_ORDER_YMD)
            set(date, ORG_DATE_DAY, v[0], v[1], v[2]);
        else
            set_either(date, order, v[0], v[1], v[2]);
    }
}

OrgDate
org_date_read(const char *text, OrgDateOrder order)
{
    OrgDate date = { .month = ORG_UNKNOWN };
    Parts parts;

    if (!split(text, &parts))
        return date;
    gint first = parts.value[0], digits = parts.digits[0];
    if (parts.n == 1 && digits == 4 && first >= 1900 && first <= 2100)
        set(&date, ORG_DATE_YEAR, first, 1, 1);
    else if (digits == 5 && (parts.n == 1 || (parts.n == 2 && parts.sign == '.')) && first >= 10000 && first <= 73050)
        set_serial(&date, first);
    else if (parts.n == 1 && digits == 8)
        set(&date, ORG_DATE_DAY, first / 10000, first / 100 % 100, first % 100);
    else if (parts.n > 1)
        set_parts(&date, &parts, order);
    return date;
}

void
org_date_century(OrgDate *date, OrgMonth latest)
{
    if (!date->ok || !date->two_digits)
        return;
    OrgMonth month = date->month + ORG_MONTH(2100, 1) - ORG_MONTH(0, 1);
    while (month > latest && month - 1200 >= ORG_MONTH(1800, 1))
        month -= 1200;
    date->month = month;
    date->two_digits = FALSE;
}

/* ---- numbers */

/* Digits in groups of three after the first: 1.234.567. */
static gboolean
is_grouped(const char *text, gsize size, char sign, guint *groups)
{
    gsize digits = 0;
    gboolean first = TRUE;

    *groups = 0;
    for (gsize i = 0; i <= size; i++) {
        if (i < size && g_ascii_isdigit(text[i])) {
            digits++;
            continue;
        }
        if (first ? digits < 1 || digits > 3 : digits != 3)
            return FALSE;
        if (i < size && text[i] != sign)
            return FALSE;
        *groups += !first;
        first = FALSE;
        digits = 0;
    }
    return TRUE;
}

static double
value_without(const char *text, char grouping, char decimal)
{
    char plain[64];
    gsize n = 0;
    double value = NAN;

    for (; *text && n < sizeof plain - 1; text++)
        if (*text != grouping)
            plain[n++] = *text == decimal ? '.' : *text;
    plain[n] = '\0';
    return org_number_parse(plain, &value) ? value : NAN;
}

/* One kind of sign, so that it may group digits or begin the decimals. */
static void
read_one_sign(const char *text, char sign, OrgDecimal usual, gboolean whole, OrgFigureRead *number)
{
    OrgDecimal grouping = sign == '.' ? ORG_DECIMAL_COMMA : ORG_DECIMAL_POINT; /* what it is when `sign` groups */
    guint groups;

    if (!is_grouped(text, strlen(text), sign, &groups) || (groups == 1 && text[0] == '0')) { /* 0,125 is no thousand */
        if (strchr(text, sign) != strrchr(text, sign))
            return;
        number->proves = sign == '.' ? ORG_DECIMAL_POINT : ORG_DECIMAL_COMMA;
        number->value = value_without(text, '\0', sign);
    } else if (groups > 1 || (groups == 1 && whole) || usual == grouping) {
        number->proves = groups > 1 ? grouping : ORG_DECIMAL_OPEN;
        number->ambiguous = groups == 1 && usual != grouping;
        number->value = value_without(text, sign, '\0');
    } else {
        number->ambiguous = usual == ORG_DECIMAL_OPEN;
        gboolean vietnamese = usual == ORG_DECIMAL_OPEN;
        number->value = vietnamese && sign == '.' ? value_without(text, sign, '\0') : value_without(text, '\0', sign);
    }
}

static void
read_digits(const char *text, OrgDecimal usual, gboolean whole, OrgFigureRead *number)
{
    const char *point = strchr(text, '.'), *comma = strchr(text, ',');
    guint groups;

    if (!point && !comma) {
        number->value = value_without(text, '\0', '.');
    } else if (point && comma) { /* the last one is the decimal sign */
        gboolean comma_last = strrchr(text, ',') > strrchr(text, '.');
        char grouping = comma_last ? '.' : ',', decimal = comma_last ? ',' : '.';
        const char *end = strrchr(text, decimal);
        if (strchr(text, decimal) != end || !is_grouped(text, (gsize) (end - text), grouping, &groups))
            return;
        number->proves = comma_last ? ORG_DECIMAL_COMMA : ORG_DECIMAL_POINT;
        number->value = value_without(text, grouping, decimal);
    } else {
        read_one_sign(text, point ? '.' : ',', usual, whole, number);
    }
    number->ok = !isnan(number->value);
}

/* Spaces of any kind as ' ', dashes of any kind as '-'. FALSE: too long, or some other sign. */
static gboolean
plain_signs(const char *from, char text[64])
{
    gsize n = 0;

    for (const char *p = from; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (n >= 62)
            return FALSE;
        if (g_unichar_isspace(c) || c == 0xA0)
            text[n++] = ' ';
        else if (c == 0x2013 || c == 0x2014 || c == 0x2212)
            text[n++] = '-';
        else if (c < 0x80)
            text[n++] = (char) c;
        else
            return FALSE;
    }
    text[n] = '\0';
    return TRUE;
}

OrgFigureRead
org_figure_read(const char *cell, OrgDecimal usual, gboolean whole, gboolean plain)
{
    OrgFigureRead number = { .value = NAN };
    char text[64];
    double value;
    guint groups;

    if (!*cell)
        number.ok = number.blank = TRUE;
    if (number.blank)
        return number;
    if (plain && org_number_parse(cell, &value)) {
        number.ok = TRUE;
        number.value = value;
        return number;
    }
    if (!plain_signs(cell, text))
        return number;
    if (strcmp(text, "-") == 0 || strcmp(text, "--") == 0 || strcmp(text, "0-") == 0) {
        number.ok = TRUE;
        number.value = 0;
        return number;
    }
    gsize n = strlen(text);
    if (n > 1 && text[n - 1] == '%') {
        number.percent = TRUE;
        text[--n] = '\0';
        g_strchomp(text);
    }
    gboolean minus = *text == '-';
    char *p = text + minus;
    if (strchr(p, ' ') && is_grouped(p, strcspn(p, ",."), ' ', &groups)) {
        char *to = p;
        for (char *from = p; *from; from++)
            if (*from != ' ')
                *to++ = *from;
        *to = '\0';
    }
    if (g_ascii_isdigit(*p))
        read_digits(p, usual, whole, &number);
    if (number.ok)
        number.value = (minus ? -1 : 1) * number.value / (number.percent ? 100 : 1);
    return number;
}
