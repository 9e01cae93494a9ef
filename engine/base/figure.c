// SPDX-License-Identifier: MIT
#include "figure.h"
#include "../po/lang.h"
#include <math.h>
#include <string.h>

/* English: U+2009 between thousands, as tables are set; Vietnamese: 1.234,5. U+2212 for minus is never mistaken for a dash. */
char *
org_figure_text(OrgLang lang, double value, guint decimals)
{
    if (isnan(value))
        return g_strdup("–");
    char format[8], digits[64];
    g_snprintf(format, sizeof format, "%%.%uf", MIN(decimals, 9));
    g_ascii_formatd(digits, sizeof digits, format, fabs(value));
    if (strchr(digits, '.')) {
        char *end = digits + strlen(digits);
        while (end[-1] == '0')
            *--end = 0;
        if (end[-1] == '.')
            *--end = 0;
    }
    gboolean vi = lang == ORG_LANG_VI;
    GString *text = g_string_new(value < 0 && strcmp(digits, "0") ? "−" : "");
    gsize whole = strcspn(digits, ".");
    for (gsize i = 0; digits[i]; i++) {
        if (i && i < whole && (whole - i) % 3 == 0 && whole > 3)
            g_string_append(text, vi ? "." : "\u2009");
        g_string_append_c(text, vi && digits[i] == '.' ? ',' : digits[i]);
    }
    return g_string_free(text, FALSE);
}

guint
org_figure_decimals(double value, double other, guint decimals)
{
    enum { MOST = 9 };
    double hair = 1e-9 * MAX(1, fabs(other));
    if (isnan(value) || isnan(other) || fabs(value - other) <= hair)
        return decimals;
    for (; decimals < MOST; decimals++) {
        g_autofree char *one = org_figure_text(ORG_LANG_EN, value, decimals);
        g_autofree char *two = org_figure_text(ORG_LANG_EN, other, decimals);
        if (strcmp(one, two))
            break;
    }
    return decimals;
}

char *
org_figure_percent(OrgLang lang, double fraction, guint decimals)
{
    if (isnan(fraction))
        return g_strdup("–");
    g_autofree char *number = org_figure_text(lang, fraction * 100, decimals);
    return g_strdup_printf("%s%s %%", fraction > 0 ? "+" : "", number);
}
