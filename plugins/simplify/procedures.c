// SPDX-License-Identifier: MIT
/* The table of procedures, with what is in force of each. */
#include "simplify.h"

#include <stdlib.h>

typedef struct {
    const char *name;
    OrgRow unit;
    uint32_t row;
} Named;

static int
by_name(const void *a, const void *b)
{
    const Named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : x->row < y->row ? -1 : x->row > y->row;
}

static int
by_name_and_unit(const void *a, const void *b)
{
    const Named *x = a, *y = b;
    int order = strcmp(x->name, y->name);
    return order ? order : x->unit < y->unit ? -1 : x->unit > y->unit;
}

uint32_t
procedures_end(const Procedures *all, uint32_t i)
{
    uint32_t end = i;
    while (end < all->n && !strcmp(all->rows[all->sorted[end]].name, all->rows[all->sorted[i]].name))
        end++;
    return end;
}

bool
procedures_is_changed(const Procedure *p)
{
    return p->by_minutes != 1 || p->by_cost != 1 || !isnan(p->days) || p->online || p->ended;
}

static void
read_row(const OrgHost *host, OrgCtx *ctx, const OrgTable *table, uint32_t i, Problems *problems, Procedures *all)
{
    const char *id = text_or_null(table, PC_UNIT, i), *name = text_or_null(table, PC_PROCEDURE, i);
    Procedure p = { .name = name, .unit = host->find(ctx, ORG_UNITS, id) };
    if (p.unit == ORG_NONE)
        problems_add(problems, "procedures", i + 1, "there is no unit \"%s\".", id, NULL);
    if (!procedures_is_name(name))
        problems_add(problems, "procedures", i + 1,
                     "\"%s\" cannot be the name of a procedure: letters, digits and hyphens, at most 64 bytes.", name,
                     NULL);
    if (p.unit == ORG_NONE || !procedures_is_name(name))
        return;
    p.arrivals = number_or(table, PC_ARRIVALS, i, 0);
    p.minutes = number_or(table, PC_MINUTES, i, 0);
    p.cost = number_or(table, PC_COST, i, 0);
    if (p.arrivals < 0 || p.minutes < 0 || p.cost < 0 || number_or(table, PC_DEADLINE, i, 0) < 0)
        problems_add(problems, "procedures", i + 1, "a number of \"%s\" is below 0.", name, NULL);
    p.by_minutes = procedures_state(host, ctx, name, "minutes", p.unit, 1);
    p.by_cost = procedures_state(host, ctx, name, "cost", p.unit, 1);
    p.days = procedures_state(host, ctx, name, "days", p.unit, (double) NAN);
    p.online = procedures_state(host, ctx, name, "online", p.unit, 0) > 0;
    p.ended = procedures_state(host, ctx, name, "ended", p.unit, 0) > 0;
    all->rows[all->n++] = p;
}

bool
procedures_read(const OrgHost *host, OrgCtx *ctx, OrgStatus *status, unsigned param, Problems *problems,
                Procedures *all)
{
    const OrgTable *table = host->table(ctx, param);
    Named *names = call_scratch(host, ctx, status, table->rows, sizeof *names);
    problems->text = call_scratch(host, ctx, status, PROBLEMS_BYTES, 1);
    all->rows = call_scratch(host, ctx, status, table->rows, sizeof *all->rows);
    all->sorted = call_scratch(host, ctx, status, table->rows, sizeof *all->sorted);
    if (*status != ORG_OK)
        return false;
    for (uint32_t i = 0; i < table->rows; i++)
        read_row(host, ctx, table, i, problems, all);
    for (uint32_t i = 0; i < all->n; i++)
        names[i] = (Named){ all->rows[i].name, all->rows[i].unit, i };
    qsort(names, all->n, sizeof *names, by_name_and_unit);
    for (uint32_t i = 1; i < all->n; i++)
        if (!by_name_and_unit(&names[i - 1], &names[i]))
            problems_add(problems, "procedures", 0, "The procedure \"%s\" stands twice for \"%s\".", names[i].name,
                         host->id(ctx, ORG_UNITS, names[i].unit));
    qsort(names, all->n, sizeof *names, by_name);
    for (uint32_t i = 0; i < all->n; i++)
        all->sorted[i] = names[i].row;
    for (uint32_t i = 0; i < all->n; i = procedures_end(all, i))
        all->n_names++;
    return true;
}
