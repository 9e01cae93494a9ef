// SPDX-License-Identifier: MIT
/* What becomes of those who led, and what people were paid, unit by unit, as a table for renderers: nobody is named. */
#include "impact.h"
#include "tables-private.h"
#include <math.h>

/* Of those who led the unit at the start: led_on, lost (they have a post, but not of that rank), surplus (no post at the end) and left
 * make up heads_before and deputies_before. paid: to all people of the unit, by the ledger; absent: nothing. */
const TableSpec table_staff = { "staff",
                                { NUMBER(run), NUMBER(unit), NUMBER(heads_before), NUMBER(deputies_before),
                                  NUMBER(heads_after), NUMBER(deputies_after), NUMBER(led_on), NUMBER(lost),
                                  NUMBER(surplus), NUMBER(left), NUMBER(paid) } };

enum { HEADS, DEPUTIES, HEADS_AFTER, DEPUTIES_AFTER, LED_ON, LOST, SURPLUS, LEFT, PAID, FIGURES };

static guint
outcome_of(const OrgPersonImpact *p)
{
    if (p->fate == ORG_PERSON_RETIRES || p->fate == ORG_PERSON_LEAVES)
        return LEFT;
    return p->fate == ORG_PERSON_SURPLUS ? SURPLUS : p->lost_leading ? LOST : LED_ON;
}

static void
add_person(double (*figures)[FIGURES], const OrgPersonImpact *p)
{
    gboolean led = p->rank_before == ORG_HEAD || p->rank_before == ORG_DEPUTY,
             leads = p->rank_after == ORG_HEAD || p->rank_after == ORG_DEPUTY;
    if (led && p->unit_before != ORG_NONE) {
        figures[p->unit_before][p->rank_before == ORG_HEAD ? HEADS : DEPUTIES] += p->n;
        figures[p->unit_before][outcome_of(p)] += p->n;
    }
    if (leads && p->unit_after != ORG_NONE)
        figures[p->unit_after][p->rank_after == ORG_HEAD ? HEADS_AFTER : DEPUTIES_AFTER] += p->n;
    OrgRow paid_in = p->unit_before != ORG_NONE ? p->unit_before : p->unit_after;
    if (!isnan(p->cost) && paid_in != ORG_NONE)
        figures[paid_in][PAID] += p->cost;
}

void
tables_add_staff(Table *table, double run, const OrgImpact *impact)
{
    guint32 n = impact->end->units.n;
    double(*figures)[FIGURES] = g_malloc0_n((gsize) n + 1, sizeof *figures);
    for (guint i = 0; i < impact->people->len; i++)
        add_person(figures, &g_array_index(impact->people, OrgPersonImpact, i));
    for (OrgRow unit = 0; unit < n; unit++) {
        double any = 0;
        for (guint k = 0; k < FIGURES; k++)
            any += fabs(figures[unit][k]);
        if (any == 0)
            continue;
        table_number(table, 0, run);
        table_number(table, 1, unit);
        for (guint k = 0; k < PAID; k++)
            table_number(table, 2 + k, figures[unit][k]);
        table_number(table, 2 + PAID, figures[unit][PAID] != 0 ? figures[unit][PAID] : NAN);
    }
    g_free(figures);
}
