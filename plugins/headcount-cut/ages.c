// SPDX-License-Identifier: MIT
/* When people reach the age of retirement: the smallest month t with age(t) >= schedule(year of t), Labour Code 2019
 * Art. 169 and Decree 135/2020 Art. 4. Worked out once a call for every month of birth there is. */
#include "cut.h"

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
cut_ages(Cut *c)
{
    if (c->ages.men)
        return true;
    OrgMonth from = INT32_MAX, to = 0;
    for (OrgRow i = 0; i < c->people->n; i++) {
        OrgMonth born = c->people->born[i];
        if (born == ORG_UNKNOWN)
            continue;
        from = born < from ? born : from;
        to = born > to ? born : to;
    }
    c->ages.born_from = from;
    c->ages.n = from > to ? 0 : (uint32_t) (to - from) + 1;
    c->ages.men = cut_scratch(c, c->ages.n, sizeof *c->ages.men);
    c->ages.women = cut_scratch(c, c->ages.n, sizeof *c->ages.women);
    if (!c->ages.men || !c->ages.women)
        return false;
    const OrgTable *table = c->host->table(c->ctx, P_SCHEDULE);
    for (uint32_t i = 0; i < c->ages.n; i++) {
        c->ages.men[i] = reaches(table, from + (OrgMonth) i, false);
        c->ages.women[i] = reaches(table, from + (OrgMonth) i, true);
    }
    return true;
}

OrgMonth
cut_retirement(const Cut *c, OrgRow person)
{
    OrgMonth born = c->people->born[person];
    if (born == ORG_UNKNOWN || !c->ages.men)
        return ORG_UNKNOWN;
    uint32_t at = (uint32_t) (born - c->ages.born_from);
    return c->people->sex[person] == ORG_FEMALE ? c->ages.women[at] : c->ages.men[at];
}
