// SPDX-License-Identifier: MIT
/* Severance in VND. S: monthly salary, A: mean salary of the last 60 months, n: years of service, e: years and m: months
 * before the age of retirement. The articles and how well each figure is known are in README.md. */
#include "cut.h"

#include <math.h>

/* Decree 178/2024 Art. 5: 1 to 6 odd months count as half a year, more as a whole one. */
static double
years_of(int32_t months)
{
    int32_t odd = months % 12;
    return months / 12 + (odd == 0 ? 0 : odd <= 6 ? 0.5 : 1);
}

static double
beyond(double years, double from)
{
    return years > from ? years - from : 0;
}

/* Art. 5 of Decree 29/2023: 2 to 5 years early, at least 20 years of service. */
static double
retire_29(const Leaver *p, double n)
{
    if (p->early < 24 || p->early > 60 || n < 20)
        return 0;
    return 3 * p->average * p->early / 12 + 5 * p->average + 0.5 * p->average * beyond(n, 20);
}

static double
service_178(double s, double n)
{
    return n >= 20 ? 5 * s + 0.5 * s * beyond(n, 20) : n >= 15 ? 4 * s + 0.5 * s * beyond(n, 15) : 0;
}

/* Art. 7 of Decree 178/2024, as amended by Decree 67/2025. Less than two years early: the lump sum alone. */
static double
retire_178(const Leaver *p, double n)
{
    double s = p->salary, e = p->early / 12.0;
    double lump = (p->late ? 0.5 : 1.0) * s * (p->early < 60 ? p->early : 60);
    if (p->early < 24)
        return lump;
    if (p->early <= 60)
        return 5 * s * e + service_178(s, n) + lump;
    if (p->early <= 120)
        return 4 * s * e + service_178(s, n) + 0.9 * lump;
    return 0;
}

/* Art. 6 of Decree 154/2025: no lump sum. */
static double
retire_154(const Leaver *p, double n)
{
    double s = p->salary;
    if (p->early < 24 || p->early > 60)
        return 0;
    return 5 * s * p->early / 12 + (n >= 20 ? 5 * s + 0.5 * s * beyond(n, 20) : n >= 15 ? 5 * s : 0);
}

double
cut_retire_pay(int scheme, const Leaver *p)
{
    double n = years_of(p->service), pay = 0;
    if (scheme == SCHEME_29)
        pay = retire_29(p, n);
    else if (scheme == SCHEME_178)
        pay = retire_178(p, n);
    else if (scheme == SCHEME_154)
        pay = retire_154(p, n);
    return floor(pay + 0.5);
}

double
cut_leave_pay(int scheme, const Leaver *p)
{
    double n = years_of(p->service), s = p->salary, pay = 0;
    if (scheme == SCHEME_29) /* Art. 7.1 */
        pay = 3 * s + 1.5 * p->average * n;
    else if (scheme ==
             SCHEME_178) /* Art. 9 civil servants, Art. 10 the others, who have unemployment insurance instead */
        pay = (p->late ? 0.4 : 0.8) * s * (p->service < 60 ? p->service : 60) + 1.5 * s * n +
              (p->civil_servant ? 3 * s : 0);
    else if (scheme == SCHEME_154) /* Art. 8.1 */
        pay = 3 * s + 1.5 * s * n;
    return floor(pay + 0.5);
}

int32_t
cut_least_service(int scheme)
{
    return scheme == SCHEME_178 || scheme == SCHEME_154 ? 15 * 12 : 20 * 12;
}

bool
cut_in_force(int scheme, OrgMonth month)
{
    switch (scheme) {
    case SCHEME_29:
        return month >= ORG_MONTH(2023, 7) && month <= ORG_MONTH(2025, 6);
    case SCHEME_178:
        return month >= ORG_MONTH(2025, 1) && month <= ORG_MONTH(2025, 8);
    case SCHEME_154:
        return month >= ORG_MONTH(2025, 6) && month <= ORG_MONTH(2030, 12);
    default:
        return true;
    }
}
