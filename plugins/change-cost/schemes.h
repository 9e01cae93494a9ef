// SPDX-License-Identifier: MIT
// Severance schemes as data: how many monthly salaries a leaver gets.
#pragma once
#include "../common/table.h"

enum { MAX_SCHEMES = 64, N_TERMS = 9 };

#define SCHEME_COLUMNS                                                                                                 \
    "scheme:text,flat:real?,per_year:real?,first_20:real?,after_20:real?,first_15:real?,after_15:real?,"               \
    "per_year_early:real?,per_month_early:real?,per_insured_month:real?"

// Months early and insured months count up to this many (Decree 178/2024 Art. 5).
enum { MONTHS_CAP = 60 };

// All in monthly salaries. Service n in years, halves counted.
typedef struct {
    OrgWord name;
    double flat;               // whoever leaves
    double per_year;           // a year of service
    double first_20, after_20; // n >= 20: for the first 20 years, and for each further year
    double first_15, after_15; // 15 <= n < 20: the same
    double per_year_early;     // a year before retirement age, fractions kept
    double per_month_early;    // a month before retirement age, capped
    double per_insured_month;  // a month of service, capped
} Scheme;

typedef struct {
    Scheme scheme[MAX_SCHEMES];
    size_t n;
} Schemes;

static const struct {
    const char *name;
    double terms[N_TERMS]; // in the order of Scheme
} default_schemes[] = {
    { "29-2023-early", { 0, 0, 5, 0.5, 0, 0, 3, 0, 0 } },
    { "29-2023-leave", { 3, 1.5, 0, 0, 0, 0, 0, 0, 0 } },
    { "178-2024-early", { 0, 0, 5, 0.5, 4, 0.5, 5, 1, 0 } },
    { "178-2024-leave-civil-servant", { 3, 1.5, 0, 0, 0, 0, 0, 0, 0.8 } },
    { "178-2024-leave-public-employee", { 0, 1.5, 0, 0, 0, 0, 0, 0, 0.8 } },
    { "154-2025-early", { 0, 0, 5, 0.5, 5, 0, 5, 0, 0 } },
    { "154-2025-leave", { 3, 1.5, 0, 0, 0, 0, 0, 0, 0 } },
};

static inline Scheme
scheme_of(OrgWord name, const double terms[N_TERMS])
{
    return (Scheme){ name, terms[0], terms[1], terms[2], terms[3], terms[4], terms[5], terms[6], terms[7], terms[8] };
}

static inline OrgStatus
read_schemes(const OrgHost *host, OrgCtx *ctx, const OrgTable *table, Schemes *schemes)
{
    schemes->n = 0;
    if (!table || table->rows == 0) {
        for (size_t i = 0; i < sizeof default_schemes / sizeof default_schemes[0]; i++)
            schemes->scheme[schemes->n++] =
                scheme_of(host->word(ctx, default_schemes[i].name), default_schemes[i].terms);
        return ORG_OK;
    }
    if (table->rows > MAX_SCHEMES)
        return host->fail(ctx, ORG_E_INVALID, "`schemes` has more than %d rows", MAX_SCHEMES);
    for (size_t i = 0; i < table->rows; i++) {
        double terms[N_TERMS];
        for (size_t k = 0; k < N_TERMS; k++)
            terms[k] = number_or(table, k + 1, i, 0);
        const char *name = column_of(table, 0)->text[i];
        if (!name || !name[0])
            return host->fail(ctx, ORG_E_INVALID, "row %u of `schemes` has no name", (unsigned) i + 1);
        schemes->scheme[schemes->n++] = scheme_of(host->word(ctx, name), terms);
    }
    return ORG_OK;
}

static inline const Scheme *
scheme_named(const Schemes *schemes, OrgWord name)
{
    for (size_t i = 0; i < schemes->n; i++)
        if (schemes->scheme[i].name == name)
            return &schemes->scheme[i];
    return NULL;
}

// Labour Code 2019 Art. 169: from 2021 on 3 months a year for men up to 62 years, 4 for women up to 60.
static inline int32_t
retirement_age(int32_t year, bool woman)
{
    int32_t step = year > 2020 ? year - 2020 : 0;
    int32_t age = woman ? 660 + 4 * step : 720 + 3 * step, highest = woman ? 720 : 744;
    return age < highest ? age : highest;
}

// Months from leaving to the month in which the person would have retired; 0 for those past it.
static inline int32_t
months_early(OrgMonth born, bool woman, OrgMonth left)
{
    OrgMonth t = left;
    while (t - born < retirement_age(t / 12, woman))
        t++;
    return t - left;
}

// Years of service: odd months of 1 to 6 count half a year, more a whole one (Decree 178/2024 Art. 5).
static inline double
service_years(OrgMonth hired, OrgMonth left)
{
    int32_t months = left > hired ? left - hired : 0, odd = months % 12;
    return months / 12 + (odd == 0 ? 0 : odd <= 6 ? 0.5 : 1);
}

static inline double
scheme_salaries(const Scheme *scheme, OrgMonth born, bool woman, OrgMonth hired, OrgMonth left)
{
    double n = service_years(hired, left);
    int32_t early = months_early(born, woman, left), insured = left > hired ? left - hired : 0;
    double salaries = scheme->flat + scheme->per_year * n + scheme->per_year_early * early / 12;
    if (n >= 20)
        salaries += scheme->first_20 + scheme->after_20 * (n - 20);
    else if (n >= 15)
        salaries += scheme->first_15 + scheme->after_15 * (n - 15);
    salaries += scheme->per_month_early * (early < MONTHS_CAP ? early : MONTHS_CAP);
    return salaries + scheme->per_insured_month * (insured < MONTHS_CAP ? insured : MONTHS_CAP);
}
