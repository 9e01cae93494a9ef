// SPDX-License-Identifier: MIT
/* Severance in VND. S: monthly salary, A: mean salary of the last 60 months, n: years of service, e: years and m: months
 * before the age of retirement. The figures stand in schemes/; the articles and how well each is known, in README.md. */
#include "severance-private.h"

const char *const severance_choices[] = {
    "in-force", "decree-29-2023", "decree-178-2024", "decree-154-2025", "none", "decree-108-2014", NULL
};

/* Decree 178/2024 Art. 5: 1 to 6 odd months count as half a year, more as a whole one. */
double
severance_years(int32_t months)
{
    int32_t odd = months % 12;
    return months / 12 + (odd == 0 ? 0 : odd <= 6 ? 0.5 : 1);
}

static bool
fits(const SchemeRow *row, const Due *due, const Leaver *p, double n)
{
    return row->scheme == due->scheme && row->retires == due->retires && p->early >= row->early_from &&
           p->early <= row->early_to && n >= row->years_from && n < row->years_below &&
           (p->civil_servant || !row->civil_servants);
}

static double
amount(const SchemeRow *row, const Leaver *p, double n)
{
    const double pay = row->average ? p->average : p->salary;
    double by = row->by == BY_N ? n : row->by == BY_MONTHS ? p->service : row->by == BY_NOTHING ? 0 : p->early;
    by = by > row->beyond ? by - row->beyond : 0;
    by = by < row->cap ? by : row->cap;
    const double times = row->times * (p->late ? row->late : 1) * (pay * by);
    return pay * row->fixed + (row->by == BY_E ? times / 12 : times);
}

Due
severance_due(int scheme, bool retires, const Leaver *leaver)
{
    Due due = { .scheme = scheme, .retires = retires };
    double n = severance_years(leaver->service);
    for (size_t i = 0; i < severance_n_rows; i++) {
        const SchemeRow *row = &severance_rows[i];
        if (!fits(row, &due, leaver, n))
            continue;
        double part = amount(row, leaver, n);
        due.part[row->part] += part;
        due.known = part != 0 && row->known > due.known ? row->known : due.known;
    }
    due.sum = floor(due.part[0] + due.part[1] + due.part[2] + 0.5);
    return due;
}

static const SchemeDecree *
decree(int scheme)
{
    for (size_t i = 0; i < severance_n_decrees; i++)
        if (severance_decrees[i].scheme == scheme)
            return &severance_decrees[i];
    return NULL;
}

int32_t
severance_most_early(int scheme)
{
    const SchemeDecree *of = decree(scheme);
    return of ? of->most_early : SEVERANCE_EARLY_UNKNOWN - 1;
}

bool
severance_may_retire(int scheme, const Leaver *leaver)
{
    const SchemeDecree *of = decree(scheme);
    return leaver->early <= severance_most_early(scheme) && leaver->service >= (of ? of->least_service : 20 * 12);
}

bool
severance_in_force(int scheme, OrgMonth month)
{
    const SchemeDecree *of = decree(scheme);
    return !of || (month >= of->from && month <= of->to);
}

bool
severance_is_short(const Leaver *leaver)
{
    return leaver->early > 0 && leaver->early < SEVERANCE_SHORT;
}

bool
severance_gives_nothing(const Due *due, const Leaver *leaver)
{
    return due->retires && severance_is_short(leaver) && due->scheme != SCHEME_178 && due->scheme != SCHEME_NONE;
}
