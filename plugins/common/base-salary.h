// SPDX-License-Identifier: MIT
/* The base salary by date: a table parameter "month:date,amount:real", or Vietnam's lương cơ sở when none is given. */
#pragma once
#include "table.h"

#define BASE_SALARY_COLUMNS "month:date,amount:real"

/* VND a month. Decrees 66/2013, 47/2016 (date from memory), 47/2017, 72/2018 (numbers from memory), 38/2019, 24/2023,
 * 73/2024, 161/2026; amounts as printed by news.laodong.vn 1511654 and, from 2024, in Decree 161/2026. */
static const struct {
    OrgMonth month;
    double amount;
} base_salaries[] = {
    { ORG_MONTH(2013, 7), 1150000 }, { ORG_MONTH(2016, 5), 1210000 }, { ORG_MONTH(2017, 7), 1300000 },
    { ORG_MONTH(2018, 7), 1390000 }, { ORG_MONTH(2019, 7), 1490000 }, { ORG_MONTH(2023, 7), 1800000 },
    { ORG_MONTH(2024, 7), 2340000 }, { ORG_MONTH(2026, 7), 2530000 },
};

/* The amount in force in a month: that of the latest row that has begun; 0 before the first. */
static inline double
base_salary_at(const OrgTable *table, OrgMonth month)
{
    double amount = 0;
    if (!table || table->rows == 0) {
        for (size_t i = 0; i < sizeof base_salaries / sizeof base_salaries[0]; i++)
            if (base_salaries[i].month <= month)
                amount = base_salaries[i].amount;
        return amount;
    }
    double latest = ORG_UNKNOWN;
    for (size_t i = 0; i < table->rows; i++) {
        double begins = number_or(table, 0, i, ORG_OPEN);
        if (begins > month || begins < latest)
            continue;
        latest = begins;
        amount = number_or(table, 1, i, 0);
    }
    return amount;
}
