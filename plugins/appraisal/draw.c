// SPDX-License-Identifier: MIT
/* Who is rated, and how: one draw a person and year, or a month. */
#include "appraisal.h"

#include "../common/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

uint8_t
appraisal_grade(const Shares *shares, double draw)
{
    uint8_t grade = GRADE_EXCELLENT;
    while (grade > GRADE_LOW && draw >= shares->upto[grade])
        grade--;
    return grade;
}

static bool
are_whole(const double part[3], Shares *shares)
{
    double sum = 0;
    for (size_t i = 0; i < 3; i++) {
        sum += part[i];
        shares->upto[GRADE_EXCELLENT - i] = sum;
    }
    return sum <= 1 + 1e-9;
}

bool
appraisal_shares(Appraisal *a, unsigned first, Shares *shares)
{
    double part[3];
    for (unsigned i = 0; i < 3; i++)
        part[i] = a->host->real(a->ctx, first + i);
    if (are_whole(part, shares))
        return true;
    return appraisal_ok(a, a->host->fail(a->ctx, ORG_E_INVALID,
                                         "The shares of excellent, well and done are more than 100 percent together."));
}

static uint8_t
grade_named(const char *text)
{
    static const char *const names[GRADES] = { "", "not-done", "done", "well", "excellent" };
    for (uint8_t grade = GRADE_LOW; text && grade < GRADES; grade++)
        if (!strcmp(text, names[grade]))
            return grade;
    return GRADE_NONE;
}

/* By the grade of the year before: of those who were not rated, and of grades that the table leaves out, the shares of the start. */
static bool
read_shares(Appraisal *a, Shares by_grade[GRADES])
{
    const OrgTable *table = a->host->table(a->ctx, P_PERSISTENCE);
    if (!appraisal_shares(a, P_EXCELLENT, &by_grade[GRADE_NONE]))
        return false;
    for (uint8_t grade = GRADE_LOW; grade < GRADES; grade++)
        by_grade[grade] = by_grade[GRADE_NONE];
    for (size_t i = 0; i < table->rows; i++) {
        const uint8_t grade = grade_named(org_column(table, 0)->text[i]);
        double part[3];
        for (size_t k = 0; k < 3; k++)
            part[k] = number_or(table, k + 1, i, 0);
        if (grade == GRADE_NONE)
            return appraisal_ok(a, a->host->fail(a->ctx, ORG_E_INVALID,
                                                 "Row %u of persistence: `was` is excellent, well, done or not-done.",
                                                 (unsigned) i + 1));
        if (fmin(part[0], fmin(part[1], part[2])) < 0 || !are_whole(part, &by_grade[grade]))
            return appraisal_ok(a, a->host->fail(a->ctx, ORG_E_INVALID,
                                                 "Row %u of persistence: shares lie between 0 and 1, and are at most 1 "
                                                 "together.",
                                                 (unsigned) i + 1));
    }
    return true;
}

/* Who works too short a time in the year is not rated. */
static bool
is_rated(const Appraisal *a, OrgRow person, int64_t least)
{
    const OrgMonth hired = a->people->hired[person];
    return a->people->state[person] == ORG_EMPLOYED && (hired == ORG_UNKNOWN || a->now - hired + 1 >= least);
}

/* All who have not left where the scenario names no set. */
static size_t
people_of(const Appraisal *a, const OrgRow **rows)
{
    *rows = NULL;
    return a->host->given(a->ctx, P_WHERE) ? a->host->rows(a->ctx, P_WHERE, rows) : a->people->n;
}

bool
appraisal_draw(Appraisal *a, uint64_t draw)
{
    Shares by_grade[GRADES] = { 0 };
    const OrgRow *rows;
    const size_t n = people_of(a, &rows);
    const int64_t least = a->host->integer(a->ctx, P_LEAST);
    a->rated = appraisal_scratch(a, n, sizeof *a->rated);
    if (!read_shares(a, by_grade) || !a->rated)
        return false;
    for (size_t i = 0; i < n; i++) {
        const OrgRow person = rows ? rows[i] : (OrgRow) i;
        if (!is_rated(a, person, least))
            continue;
        const double drawn = org_chance_real(a->key, a->people->stream[person], draw);
        const uint8_t was = grade_of_rating(a->people->rating[person]);
        a->rated[a->n_rated++] = (Rated){ .draw = drawn,
                                          .row = person,
                                          .group = a->people->unit[person],
                                          .grade = appraisal_grade(&by_grade[was], drawn) };
    }
    return true;
}

static int
by_group(const void *a, const void *b)
{
    const Rated *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->grade != y->grade)
        return x->grade > y->grade ? -1 : 1;
    if (x->draw != y->draw)
        return x->draw < y->draw ? -1 : 1;
    return x->id && y->id ? strcmp(x->id, y->id) : x->row < y->row ? -1 : x->row > y->row;
}

void
appraisal_keep_ceiling(Appraisal *a, Rated *rated, size_t n)
{
    const double ceiling = a->host->real(a->ctx, P_CEILING);
    if (ceiling >= 1)
        return;
    qsort(rated, n, sizeof *rated, by_group);
    for (size_t first = 0, end; first < n; first = end) {
        size_t well = 0;
        for (end = first; end < n && rated[end].group == rated[first].group; end++)
            well += rated[end].grade >= GRADE_WELL;
        for (size_t i = first + (size_t) (ceiling * (double) well + 1e-9); i < first + well; i++)
            rated[i].grade = GRADE_WELL; /* the excellent stand first, the best of them before the others */
    }
}
