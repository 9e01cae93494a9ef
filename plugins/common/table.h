// SPDX-License-Identifier: MIT
/* Reading table parameters: shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

#include <math.h>
#include <stddef.h>

/* A number of a table; `absent` where the column or the value is missing. */
static inline double
number_or(const OrgTable *table, size_t column, size_t row, double absent)
{
    const double *number = org_column(table, column)->number;
    return number && number[row] == number[row] ? number[row] : absent;
}

/* A text of a table; NULL where the column or the value is missing. */
static inline const char *
text_or_null(const OrgTable *table, size_t column, size_t row)
{
    const char *const *text = org_column(table, column)->text;
    return text ? text[row] : NULL;
}

/* "0.6", "60", "60%" or "60 %" as written (0.6, 60, 0.6, 0.6), the same in every locale; NaN: none of these. */
static inline double
share_of_text(const char *text)
{
    double value = 0, unit = 1;
    size_t digits = 0;
    for (; *text >= '0' && *text <= '9'; text++, digits++)
        value = value * 10 + (*text - '0');
    if (*text == '.' || *text == ',')
        for (text++; *text >= '0' && *text <= '9'; text++, digits++)
            value += (*text - '0') * (unit /= 10);
    while (*text == ' ')
        text++;
    if (*text == '%') {
        value /= 100;
        text++;
    }
    return digits && digits < 16 && !*text ? value : (double) NAN;
}
