// SPDX-License-Identifier: MIT
/* Reading table parameters: shared by the built-in plugins, knows plugin.h only. */
#pragma once
#include <orgsim/plugin.h>

/* A number of a table; `absent` where the column or the value is missing. */
static inline double
number_or(const OrgTable *table, size_t column, size_t row, double absent)
{
    const double *number = org_column(table, column)->number;
    return number && number[row] == number[row] ? number[row] : absent;
}
