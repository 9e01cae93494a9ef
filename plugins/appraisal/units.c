// SPDX-License-Identifier: MIT
/* Units are rated as people are, by a draw of the unit's id, for a unit has no stream, and its row depends on what was founded before it; a head answers for the unit. */
#include "appraisal.h"

#include "../common/hash.h"

static bool
draw_units(Appraisal *a)
{
    Shares shares = { 0 };
    const bool own = a->host->given(a->ctx, P_UNIT_EXCELLENT) || a->host->given(a->ctx, P_UNIT_WELL) ||
                     a->host->given(a->ctx, P_UNIT_DONE);
    a->rated_units = appraisal_scratch(a, a->units->n, sizeof *a->rated_units);
    if (!appraisal_shares(a, own ? P_UNIT_EXCELLENT : P_EXCELLENT, &shares) || !a->rated_units)
        return false;
    for (OrgRow unit = 0; unit < a->units->n; unit++) {
        if (a->units->closed[unit] != ORG_OPEN || a->units->n_held[unit] == 0)
            continue;
        const char *id = a->host->id(a->ctx, ORG_UNITS, unit);
        const double drawn = org_chance_real(a->key, hash_of(id), 12);
        a->rated_units[a->n_units++] = (Rated){ .draw = drawn,
                                                .id = id,
                                                .row = unit,
                                                .group = a->units->parent[unit],
                                                .grade = appraisal_grade(&shares, drawn) };
    }
    appraisal_keep_ceiling(a, a->rated_units, a->n_units);
    return true;
}

/* No head is rated above the unit, or above any of two units. */
static bool
lower_heads(Appraisal *a)
{
    uint8_t *of_unit = appraisal_scratch(a, a->units->n, 1), *most = appraisal_scratch(a, a->people->n, 1);
    if (!of_unit || !most)
        return false;
    for (size_t i = 0; i < a->n_units; i++)
        of_unit[a->rated_units[i].row] = a->rated_units[i].grade;
    for (OrgRow post = 0; post < a->posts->n; post++) {
        const OrgRow holder = a->posts->holder[post];
        const bool heads = a->posts->closed[post] == ORG_OPEN && a->posts->rank[post] == ORG_HEAD && holder != ORG_NONE;
        const uint8_t grade = heads ? of_unit[a->posts->unit[post]] : 0;
        if (grade && (!most[holder] || grade < most[holder]))
            most[holder] = grade;
    }
    for (size_t i = 0; i < a->n_rated; i++)
        if (most[a->rated[i].row] && a->rated[i].grade > most[a->rated[i].row])
            a->rated[i].grade = most[a->rated[i].row];
    return true;
}

bool
appraisal_units(Appraisal *a)
{
    const bool units = a->host->integer(a->ctx, P_UNITS), heads = a->host->integer(a->ctx, P_HEADS);
    if (heads && !units)
        return appraisal_ok(a,
                            a->host->fail(a->ctx, ORG_E_INVALID,
                                          "`heads: yes` needs `units: yes`: a head answers for a unit that is rated."));
    return !units || (draw_units(a) && (!heads || lower_heads(a)));
}
