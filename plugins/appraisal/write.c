// SPDX-License-Identifier: MIT
/* What was drawn becomes the rating of people and units; who has not done the work for years bears the consequence. */
#include "appraisal.h"

#include <math.h>

/* Of two attributes of the same people: what of the year so far is known. */
bool
appraisal_write_months(Appraisal *a)
{
    OrgRow *rows = appraisal_scratch(a, a->n_rated, sizeof *rows);
    double *sums = appraisal_scratch(a, a->n_rated, sizeof *sums),
           *told = appraisal_scratch(a, a->n_rated, sizeof *told);
    double *month = appraisal_scratch(a, a->n_rated, sizeof *month);
    if (!rows || !sums || !told || !month)
        return false;
    for (size_t i = 0; i < a->n_rated; i++) {
        const OrgRow person = a->rated[i].row;
        rows[i] = person;
        month[i] = a->rated[i].grade;
        sums[i] = a->sum[person] += month[i];
        told[i] = a->told[person] += 1;
    }
    a->host->because(a->ctx, "rated for the month");
    return appraisal_ok(a, a->host->set_numbers(a->ctx, ORG_PEOPLE, "appraisal.month", rows, month, a->n_rated)) &&
           appraisal_ok(a, a->host->set_numbers(a->ctx, ORG_PEOPLE, "appraisal.sum", rows, sums, a->n_rated)) &&
           appraisal_ok(a, a->host->set_numbers(a->ctx, ORG_PEOPLE, "appraisal.months", rows, told, a->n_rated));
}

static bool
write_ratings(Appraisal *a)
{
    OrgRow *rows = appraisal_scratch(a, a->n_rated, sizeof *rows);
    int64_t *values = appraisal_scratch(a, a->n_rated, sizeof *values);
    size_t n = 0;
    for (size_t i = 0; rows && values && i < a->n_rated; i++)
        if (a->people->rating[a->rated[i].row] != a->rated[i].grade) {
            rows[n] = a->rated[i].row;
            values[n++] = a->rated[i].grade;
        }
    a->host->because(a->ctx, "rated for the year");
    return rows && values && appraisal_ok(a, a->host->set(a->ctx, ORG_F_RATING, rows, values, n));
}

static bool
write_units(Appraisal *a)
{
    OrgRow *rows = appraisal_scratch(a, a->n_units, sizeof *rows);
    double *values = appraisal_scratch(a, a->n_units, sizeof *values);
    for (size_t i = 0; rows && values && i < a->n_units; i++) {
        rows[i] = a->rated_units[i].row;
        values[i] = a->rated_units[i].grade;
    }
    return rows && values &&
           appraisal_ok(a, a->host->set_numbers(a->ctx, ORG_UNITS, "appraisal.rating", rows, values, a->n_units));
}

/* Years in succession in which somebody has not done the work. Those for whom they are enough are listed. */
static bool
count_low_years(Appraisal *a, OrgRow *enough, size_t *n_enough)
{
    OrgRow *rows = appraisal_scratch(a, a->n_rated, sizeof *rows);
    double *values = appraisal_scratch(a, a->n_rated, sizeof *values);
    const double *before = a->host->numbers(a->ctx, ORG_PEOPLE, "appraisal.low");
    const double limit = (double) a->host->integer(a->ctx, P_YEARS);
    size_t n = 0;
    for (size_t i = 0; rows && values && i < a->n_rated; i++) {
        const OrgRow person = a->rated[i].row;
        const double had = before && before[person] > 0 ? before[person] : 0;
        const double has = a->rated[i].grade == GRADE_LOW ? had + 1 : 0;
        if (has != had) {
            rows[n] = person;
            values[n++] = has;
        }
        if (has >= limit)
            enough[(*n_enough)++] = person;
    }
    return rows && values &&
           appraisal_ok(a, a->host->set_numbers(a->ctx, ORG_PEOPLE, "appraisal.low", rows, values, n));
}

static bool
let_go(Appraisal *a, const OrgRow *people, size_t n)
{
    OrgMonth *when = appraisal_scratch(a, n, sizeof *when);
    for (size_t i = 0; when && i < n; i++)
        when[i] = a->now;
    a->left = n;
    return when && appraisal_ok(a, a->host->leave(a->ctx, people, when, n, "work not done for years"));
}

/* Whoever leads gives up what they lead; who has nothing else waits in the unit. */
static bool
dismiss(Appraisal *a, const OrgRow *people, size_t n)
{
    OrgRow *lost = appraisal_scratch(a, 2 * n, sizeof *lost);
    size_t n_lost = 0;
    for (size_t i = 0; lost && i < n; i++) {
        const OrgRow held[] = { a->people->post[people[i]], a->people->second[people[i]] };
        const size_t before = n_lost;
        for (size_t k = 0; k < 2; k++)
            if (held[k] != ORG_NONE && (a->posts->rank[held[k]] == ORG_HEAD || a->posts->rank[held[k]] == ORG_DEPUTY))
                lost[n_lost++] = held[k];
        a->dismissed += n_lost > before;
    }
    a->host->because(a->ctx, "dismissed: work not done for years");
    return lost && appraisal_ok(a, a->host->release(a->ctx, lost, n_lost));
}

bool
appraisal_write(Appraisal *a)
{
    OrgRow *enough = appraisal_scratch(a, a->n_rated, sizeof *enough);
    size_t n = 0;
    if (!enough || !write_ratings(a) || !write_units(a) || !count_low_years(a, enough, &n))
        return false;
    const int64_t low = a->host->integer(a->ctx, P_LOW);
    return low == LOW_LEAVE ? let_go(a, enough, n) : low == LOW_DISMISS ? dismiss(a, enough, n) : true;
}
