// SPDX-License-Identifier: MIT
#include "ages.h"

/* Months of age by the Labour Code: men 60 years 3 months in 2021 and 3 months more a year up to 62, women 55 years 4
 * months and 4 months more a year up to 60. */
static int32_t
code_age(int32_t year, bool woman)
{
    int32_t years = year < 2021 ? -1 : year - 2021, age = woman ? 664 + 4 * years : 723 + 3 * years,
            end = woman ? 720 : 744;
    return age < end ? age : end;
}

/* The row of the greatest year not after `year`; before the first year the first. */
static int32_t
table_age(const OrgTable *table, int32_t year, bool woman)
{
    const double *years = org_column(table, 0)->number, *ages = org_column(table, woman ? 2 : 1)->number;
    size_t best = 0;
    for (size_t i = 1; i < table->rows; i++) {
        bool fits = years[i] <= year, best_fits = years[best] <= year;
        if (fits ? !best_fits || years[i] > years[best] : !best_fits && years[i] < years[best])
            best = i;
    }
    return (int32_t) ages[best];
}

static int32_t
age_in(const OrgTable *table, int32_t year, bool woman)
{
    return table && table->rows ? table_age(table, year, woman) : code_age(year, woman);
}

static OrgMonth
reaches(const OrgTable *table, OrgMonth born, bool woman)
{
    const int32_t birth_year = born / 12;
    for (int32_t year = birth_year + 40; year < birth_year + 90; year++) {
        OrgMonth at = born + age_in(table, year, woman);
        if (at < year * 12)
            return year * 12;
        if (at < year * 12 + 12)
            return at;
    }
    return born + 90 * 12;
}

bool
ages_begin(Ages *ages, const OrgHost *host, OrgCtx *ctx, OrgStatus *status, const OrgTable *table)
{
    const OrgPeople *people = host->people(ctx);
    OrgMonth from = INT32_MAX, to = 0;
    if (ages->men)
        return true;
    for (OrgRow i = 0; i < people->n; i++) {
        OrgMonth born = people->born[i];
        if (born == ORG_UNKNOWN)
            continue;
        from = born < from ? born : from;
        to = born > to ? born : to;
    }
    ages->born_from = from;
    ages->n = from > to ? 0 : (uint32_t) (to - from) + 1;
    ages->men = call_scratch(host, ctx, status, ages->n, sizeof *ages->men);
    ages->women = call_scratch(host, ctx, status, ages->n, sizeof *ages->women);
    if (!ages->men || !ages->women)
        return false;
    for (uint32_t i = 0; i < ages->n; i++) {
        ages->men[i] = reaches(table, from + (OrgMonth) i, false);
        ages->women[i] = reaches(table, from + (OrgMonth) i, true);
    }
    return true;
}

OrgMonth
ages_at(const Ages *ages, const OrgPeople *people, OrgRow person)
{
    OrgMonth born = people->born[person];
    if (born == ORG_UNKNOWN || !ages->men)
        return ORG_UNKNOWN;
    uint32_t at = (uint32_t) (born - ages->born_from);
    return people->sex[person] == ORG_FEMALE ? ages->women[at] : ages->men[at];
}
