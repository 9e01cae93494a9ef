// SPDX-License-Identifier: MIT
/* The ladder: which coefficient follows which, and after how long. */
#include "promotion.h"

#include "../common/table.h"

#include <math.h>
#include <string.h>

static bool
read_row(Promotion *p, const OrgTable *table, size_t i)
{
    const char *const *grades = org_column(table, 2)->text;
    const double coefficient = number_or(table, 1, i, 0) * 100;
    const double years = number_or(table, 3, i, (double) p->host->integer(p->ctx, P_YEARS));
    if (!(coefficient >= 1 && coefficient <= UINT16_MAX))
        return promotion_ok(p, p->host->fail(p->ctx, ORG_E_INVALID,
                                             "Row %u of steps: a coefficient lies between 0.01 and 655.35.",
                                             (unsigned) i + 1));
    if (!(years >= 0.5 && years <= 40))
        return promotion_ok(p,
                            p->host->fail(p->ctx, ORG_E_INVALID,
                                          "Row %u of steps: a step lasts half a year to 40 years.", (unsigned) i + 1));
    p->steps[i] = (Step){ .grade = grades && grades[i] ? grades[i] : "",
                          .step = number_or(table, 0, i, 0),
                          .coefficient = (uint16_t) floor(coefficient + 0.5),
                          .months = (OrgMonth) floor(12 * years + 0.5) };
    for (size_t k = 0; k < i; k++)
        if (p->steps[k].step == p->steps[i].step && !strcmp(p->steps[k].grade, p->steps[i].grade))
            return promotion_ok(p, p->host->fail(p->ctx, ORG_E_INVALID, "Row %u of steps: the step stands there twice.",
                                                 (unsigned) i + 1));
    return true;
}

/* The next step of a grade is the one with the next number, whatever the order of the rows. */
static void
link_steps(Promotion *p)
{
    for (size_t i = 0; i < p->n_steps; i++)
        for (size_t k = 0; k < p->n_steps; k++) {
            const bool above = p->steps[k].step > p->steps[i].step && !strcmp(p->steps[k].grade, p->steps[i].grade);
            if (above && (!p->steps[i].next || p->steps[k].step < p->steps[p->steps[i].next - 1].step))
                p->steps[i].next = (uint32_t) k + 1;
        }
}

bool
promotion_read(Promotion *p)
{
    const OrgTable *table = p->host->table(p->ctx, P_STEPS);
    p->n_steps = table->rows;
    p->steps = promotion_scratch(p, table->rows, sizeof *p->steps);
    for (size_t i = 0; p->steps && i < table->rows; i++)
        if (!read_row(p, table, i))
            return false;
    if (p->steps)
        link_steps(p);
    return p->steps != NULL;
}

const Step *
promotion_step(const Promotion *p, uint16_t coefficient)
{
    for (size_t i = 0; i < p->n_steps; i++)
        if (p->steps[i].coefficient == coefficient)
            return &p->steps[i];
    return NULL;
}
