// SPDX-License-Identifier: MIT
/* Severance in VND. S: monthly salary, A: mean salary of the last 60 months, n: years of service, e: years and m: months
 * before the age of retirement. The articles and how well each figure is known are in README.md. */
#include "severance.h"

#include <math.h>

/* Decree 178/2024 Art. 5: 1 to 6 odd months count as half a year, more as a whole one. */
double
severance_years(int32_t months)
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
static void
retire_29(Due *due, const Leaver *p, double n)
{
    due->part[0] = 3 * p->average * p->early / 12;
    due->part[1] = 5 * p->average;
    due->part[2] = 0.5 * p->average * beyond(n, 20);
}

/* Art. 7 of Decree 178/2024, as amended by Decree 67/2025. Less than two years early: the lump sum alone. */
static void
retire_178(Due *due, const Leaver *p, double n)
{
    double s = p->salary, lump = (p->late ? 0.5 : 1.0) * s * (p->early < 60 ? p->early : 60);
    bool far = p->early > 60;
    due->part[2] = far ? 0.9 * lump : lump;
    if (p->early < SEVERANCE_SHORT)
        return;
    due->part[0] = (far ? 4 : 5) * s * p->early / 12;
    due->part[1] = n >= 20 ? 5 * s + 0.5 * s * beyond(n, 20) : 4 * s + 0.5 * s * beyond(n, 15);
}

/* Art. 6 of Decree 154/2025: no lump sum. */
static void
retire_154(Due *due, const Leaver *p, double n)
{
    double s = p->salary;
    due->part[0] = 5 * s * p->early / 12;
    due->part[1] = 5 * s;
    due->part[2] = n >= 20 ? 0.5 * s * beyond(n, 20) : 0;
}

/* Less than two years early Decree 154/2025 gives nothing, and by assumption nor does Decree 29/2023. */
static void
retire(Due *due, const Leaver *p, double n)
{
    if (due->scheme == SCHEME_178)
        retire_178(due, p, n);
    else if (due->scheme == SCHEME_29 && p->early >= SEVERANCE_SHORT)
        retire_29(due, p, n);
    else if (due->scheme == SCHEME_154 && p->early >= SEVERANCE_SHORT)
        retire_154(due, p, n);
}

/* 29/2023 Art. 7.1, 154/2025 Art. 8.1; 178/2024 Art. 9 civil servants, Art. 10 the others, who have unemployment insurance
 * instead of three salaries. */
static void
leave(Due *due, const Leaver *p, double n)
{
    if (due->scheme == SCHEME_NONE)
        return;
    due->part[1] = 1.5 * (due->scheme == SCHEME_29 ? p->average : p->salary) * n;
    due->part[0] = 3 * p->salary;
    if (due->scheme != SCHEME_178)
        return;
    due->part[0] = (p->late ? 0.4 : 0.8) * p->salary * (p->service < 60 ? p->service : 60);
    due->part[2] = p->civil_servant ? 3 * p->salary : 0;
}

Due
severance_due(int scheme, bool retires, const Leaver *leaver)
{
    Due due = { .scheme = scheme, .retires = retires };
    double n = severance_years(leaver->service);
    if (retires)
        retire(&due, leaver, n);
    else
        leave(&due, leaver, n);
    due.sum = floor(due.part[0] + due.part[1] + due.part[2] + 0.5);
    return due;
}

int32_t
severance_most_early(int scheme)
{
    return scheme == SCHEME_178 ? 120 : scheme == SCHEME_NONE ? SEVERANCE_EARLY_UNKNOWN - 1 : 60;
}

bool
severance_may_retire(int scheme, const Leaver *leaver)
{
    int32_t least = scheme == SCHEME_178 || scheme == SCHEME_154 ? 15 * 12 : 20 * 12;
    return leaver->early <= severance_most_early(scheme) && leaver->service >= least;
}

bool
severance_in_force(int scheme, OrgMonth month)
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
