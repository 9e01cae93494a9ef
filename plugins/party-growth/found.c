// SPDX-License-Identifier: MIT
/* Organisations in firms: each firm without one, and with members enough, has one draw a year. */
#include "party-growth.h"

#include <stdlib.h>

typedef struct {
    const char *id, *name;
    OrgRow above;
    double members, drawn;
} Firm;

static int
by_draw(const void *a, const void *b)
{
    const Firm *x = a, *y = b;
    if (x->drawn != y->drawn)
        return x->drawn < y->drawn ? -1 : 1;
    return strcmp(x->id, y->id);
}

/* Firms that may found one, in the order in which they do. */
static size_t
candidates(Growth *g, Firm *firms, unsigned *small)
{
    const OrgTable *table = g->host->table(g->ctx, P_FIRMS);
    const char *const *ids = org_column(table, FIRM_ID)->text, *const *names = org_column(table, FIRM_NAME)->text;
    const OrgUnits *units = g->host->units(g->ctx);
    size_t n = 0;
    for (size_t row = 0; row < table->rows; row++) {
        const double above = number_or(table, FIRM_UNIT, row, -1), members = number_or(table, FIRM_MEMBERS, row, 0);
        if (!ids[row] || above < 0) {
            call_ok(&g->status, g->host->fail(g->ctx, ORG_E_INVALID, "row %u of `firms` needs an id and a unit",
                                              (unsigned) row + 1));
            return 0;
        }
        if (g->host->find(g->ctx, ORG_UNITS, ids[row]) != ORG_NONE)
            continue;
        const OrgRow taker = state_taker(units, (OrgRow) above);
        *small += members < LEAST_MEMBERS;
        if (members >= LEAST_MEMBERS && taker != ORG_NONE)
            firms[n++] = (Firm){ ids[row], names && names[row] ? names[row] : "", taker, members,
                                 growth_draw(g, ids[row], DRAW_FOUND) };
    }
    qsort(firms, n, sizeof *firms, by_draw);
    return n;
}

static bool
open_one(Growth *g, const Firm *firm, OrgWord type)
{
    const OrgRow unit = g->host->open_unit(g->ctx, firm->above, type, firm->id, firm->name[0] ? firm->name : firm->id);
    const double one = 1;
    if (unit == ORG_NONE)
        return call_ok(&g->status, ORG_E_FAILED);
    call_ok(&g->status, g->host->set_numbers(g->ctx, ORG_UNITS, g->names[K_MEMBERS], &unit, &firm->members, 1));
    return call_ok(&g->status, g->host->set_numbers(g->ctx, ORG_UNITS, g->names[K_FOUNDED], &unit, &one, 1));
}

void
growth_found(Growth *g)
{
    const OrgTable *table = g->host->table(g->ctx, P_FIRMS);
    Firm *firms = call_scratch(g->host, g->ctx, &g->status, table->rows, sizeof *firms);
    unsigned small = 0;
    const size_t n = firms ? candidates(g, firms, &small) : 0;
    const double planned = growth_of_year(g, P_FOUNDED);
    const double rate = g->host->real(g->ctx, P_FOUND) * g->part,
                 most = isnan(planned) ? INFINITY : round(planned * g->part);
    const OrgWord type = g->host->word(g->ctx, g->host->text(g->ctx, P_TYPE));
    size_t done = 0;
    g->host->because(g->ctx, "founded in a firm");
    while (g->status == ORG_OK && done < n && (double) done < most && (!isnan(planned) || firms[done].drawn < rate))
        if (open_one(g, &firms[done], type))
            done++;
    if (g->status != ORG_OK)
        return;
    if (small > 0 && g->begins)
        g->host->finding(g->ctx, ORG_NOTE, ORG_UNITS, ORG_NONE,
                         "%u firms have fewer than %u members, so that no organisation is founded there", small,
                         (unsigned) LEAST_MEMBERS);
    if (!isnan(planned) && (double) done < most)
        g->host->finding(g->ctx, ORG_WARN, ORG_UNITS, ORG_NONE,
                         "%g organisations were to be founded in firms, and only %u firms could", most,
                         (unsigned) done);
    g->host->measure(g->ctx, "founded-in-firms", ORG_NONE, (double) done);
}
